"""What a file is, by its first bytes."""

from __future__ import annotations

import re

from feedkit.media.facts import EMPTY, UNKNOWN
from feedkit.media.frames import first_frame, is_free_format

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"ID3", "mp3"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypavis", "avif"),
    (4, b"ftyphe", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftyp", "mp4"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"\x1aE\xdf\xa3", "webm"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (0, b"%PDF-", "pdf"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"\x1f\x8b\x08", "gzip"),
)
_PROLOGUE = rb"(?:<\?xml[^>]{0,200}>)?(?:\s++|<!--.{0,500}?-->|<\?[^>]{0,200}>){0,20}+"
_TEXTS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    (
        "html",
        re.compile(
            _PROLOGUE + rb"(?:<!doctype html|<(?:html|head|body|title|meta|script|h1|p)\b)", re.IGNORECASE | re.DOTALL
        ),
    ),
    ("feed", re.compile(_PROLOGUE + rb"<(?:rss|feed)\b", re.DOTALL)),
    ("svg", re.compile(_PROLOGUE + rb"(?:<!DOCTYPE svg\b|<svg\b)", re.DOTALL)),
    ("xml", re.compile(rb"<\?xml|<!DOCTYPE")),
    ("hls", re.compile(rb"#EXTM3U[^\S\n]*\n(?:.{0,500}\n){0,20}#EXT-X-")),
    ("playlist", re.compile(rb"#EXTM3U|\[playlist\]", re.IGNORECASE)),
    ("vtt", re.compile(rb"WEBVTT(?:[ \t\r\n]|$)")),
    ("srt", re.compile(rb"\d{1,9}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")),
    ("json", re.compile(rb"[\[{]\s*(?:[\"\[{\]}\d-]|true|false|null)")),
)
_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe<\0", b"\xfe\xff\0<")


def format_of(head: bytes) -> str:
    """A key of `facts.TYPES`; `empty` for no bytes, `unknown` for those that fit nothing.

    head: the first bytes, of which 4096 are enough. An MP3 without a tag is told by two frames that follow each other.
    """
    if not head:
        return EMPTY
    for offset, signature, name in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature:
            return _ogg_kind(head) if name == "ogg" else name
    if head[:4] in {b"RIFF", b"RF64"}:
        return {b"WAVE": "wav", b"WEBP": "webp"}.get(head[8:12], UNKNOWN)
    return _text_kind(head) or _frames_kind(head)


def _ogg_kind(head: bytes) -> str:
    return "opus" if b"OpusHead" in head[:200] else "ogg"


def _text_kind(head: bytes) -> str:
    if head.startswith(_UTF16):
        return "xml"
    text = head[:4096].removeprefix(_MARK).lstrip()
    return next((name for name, pattern in _TEXTS if pattern.match(text)), "")


def _frames_kind(head: bytes) -> str:
    if head[0] == 0xFF and head[1:2] and head[1] & 0xF6 == 0xF0:  # noqa: PLR2004 - the sync word of ADTS
        return "aac"
    return "mp3" if first_frame(head[:8192]) is not None or is_free_format(head[:8192]) else UNKNOWN
