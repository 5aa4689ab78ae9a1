"""ID3v2: how large the tag is, and the chapters in it.

Sources: id3.org's ID3v2.3.0 and ID3v2.4.0; ID3v2 Chapter Frame Addendum 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.chapters.chapter import Chapter
from feedkit.media.window import Window

MOST_CHAPTERS = 1000
_MOST_FRAMES = 12_000
_MOST_FRAME = 65_536
_HEADER = 10
_V3, _V4 = 3, 4
_NO_TIME = 0xFFFFFFFF
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_CODECS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
MOST_TITLE = 300


def tag_size(head: bytes) -> int:
    """The bytes of the tag that a file begins with, its header included; 0 without one. head: the first 10 bytes."""
    if len(head) < _HEADER or head[:3] != b"ID3" or max(head[6:10]) > 0x7F:  # noqa: PLR2004 - seven bits a byte
        return 0
    return _HEADER + _synchsafe(head[6:10]) + (_HEADER if head[5] & _FOOTER else 0)


def _synchsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def chapters_of(window: Window) -> tuple[Chapter, ...]:
    """The chapters of the tag, by their starts; those without a usable time are left out. Raises OutOfReach.

    Titles are on one line, without control characters. At most 1000 chapters are read.
    """
    found: list[Chapter] = []
    version = window.read(3, 1)
    for name, start, length in frames_of(window):
        if name == b"CHAP" and length <= _MOST_FRAME:
            chapter = _chapter(window.read(start, length), version[0])
            if chapter is not None:
                found.append(chapter)
        if len(found) == MOST_CHAPTERS:
            break
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))


def frames_of(window: Window) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and length of the content of each frame; none for a tag that is not read. Raises OutOfReach.

    Tags of version 2.2, and those of 2.3 that are unsynchronised as a whole, are not read.
    """
    head = window.read(0, _HEADER)
    size = tag_size(head)
    if not size or head[3] not in {_V3, _V4} or (head[5] & _UNSYNCHRONISED and head[3] == _V3):
        return
    yield from _frames(window, size, head[3], _start(window, head))


def _start(window: Window, head: bytes) -> int:
    if not head[5] & _EXTENDED:
        return _HEADER
    size = window.read(_HEADER, 4)
    return _HEADER + (_synchsafe(size) if head[3] == _V4 else 4 + int.from_bytes(size, "big"))


def _frames(window: Window, end: int, version: int, position: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and length of the content of each frame."""
    end = min(end, window.length or end)
    for _ in range(_MOST_FRAMES):
        if position + _HEADER > end:
            return
        head = window.read(position, _HEADER)
        if len(head) < _HEADER or not head[:4].isalnum():
            return
        length = _length(head[4:8], version)
        if position + _HEADER + length > end:
            return
        yield head[:4], position + _HEADER, length
        position += _HEADER + length


def _length(four: bytes, version: int) -> int:
    return _synchsafe(four) if version == _V4 and max(four) <= 0x7F else int.from_bytes(four, "big")  # noqa: PLR2004


def _chapter(content: bytes, version: int) -> Chapter | None:
    mark = content.find(b"\0")
    times = content[mark + 1 : mark + 17]
    if mark < 0 or len(times) < 16:  # noqa: PLR2004 - two times and two offsets
        return None
    start, end = int.from_bytes(times[:4], "big"), int.from_bytes(times[4:8], "big")
    if start == _NO_TIME:
        return None
    title = _title(content[mark + 17 :], version)
    return Chapter(start / 1000, title, end / 1000 if start < end < _NO_TIME else None)


def _title(frames: bytes, version: int) -> str | None:
    position = 0
    while position + _HEADER < len(frames):
        head = frames[position : position + _HEADER]
        length = _length(head[4:8], version)
        if head[:4] == b"TIT2":
            return text_of(frames[position + _HEADER : position + _HEADER + length])
        position += _HEADER + length
    return None


def text_of(content: bytes) -> str | None:
    """The text of a text frame, on one line and visible; None where there is none."""
    if not content or content[0] >= len(_CODECS):
        return None
    text = content[1:].decode(_CODECS[content[0]], errors="replace").rstrip("\0").split("\0")[0]
    return tidy_title(text)


def tidy_title(text: str) -> str | None:
    """A title from a stranger's file: one line, no control characters, 300 characters at most; None for nothing."""
    text = " ".join(_UNSEEN.sub(" ", text).split())
    return text[:MOST_TITLE] or None
