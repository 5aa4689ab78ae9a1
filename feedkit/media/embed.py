"""Chapters written into a copy of an MP3, as players that know ID3 show them.

Sources: id3.org's ID3v2.3.0 and ID3v2.4.0; ID3v2 Chapter Frame Addendum 1.0.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from feedkit.chapters.chapter import Chapter
from feedkit.errors import FeedkitError, WriteError
from feedkit.media.id3 import frames_of, tag_size
from feedkit.media.look import look_at
from feedkit.media.types import named
from feedkit.media.window import FileWindow
from feedkit.transcripts.clock import format_clock

MOST_CHAPTERS = 255
_MOST_TAG = 1 << 28
_OURS = frozenset({b"CHAP", b"CTOC"})
_V3, _V4 = 3, 4
_UNSET = 0xFFFFFFFF
_IN_URLS = "%:/?#[]@!$&'()*+,;=~"


class EmbedError(FeedkitError):
    """Chapters cannot be written into this file; the message says why. Nothing was written."""


def embed_chapters(source: Path, target: Path, chapters: Sequence[Chapter]) -> None:
    """Write `target`: the MP3 `source` with these chapters in the place of those it has. The audio stays byte for byte.

    chapters: 1 to 255, their starts rise. A chapter without an end goes on to the next, the last one to the end; silent
    ones are left out, as their pictures are not embedded, and apps would list them. All other frames of the tag are kept. `target` is written whole or not at all, and may not be `source`.
    Raises EmbedError for a file that is no MP3, or whose tag cannot be rewritten; WriteError; OSError of reading.
    """
    chapters = [chapter for chapter in chapters if chapter.toc]
    if not 0 < len(chapters) <= MOST_CHAPTERS:
        raise EmbedError(f"an MP3 holds 1 to {MOST_CHAPTERS} chapters, and there are {len(chapters)}")
    if target.exists() and source.samefile(target):
        raise EmbedError(f"{target} is the file itself; name another, so that the original stays")
    with FileWindow(source) as window:
        facts = look_at(window)
        if facts.format != "mp3" or not facts.duration_s:
            why = ", ".join(facts.faults) or f"the file is {named(facts.format)}"
            raise EmbedError(f"{source} is no MP3 that can be played: {why}")
        if chapters[-1].start_s >= facts.duration_s:
            start, end = format_clock(chapters[-1].start_s), format_clock(facts.duration_s)
            raise EmbedError(f"a chapter starts at {start}, and {source} ends at {end}")
        head = window.read(0, 10)
        size = tag_size(head)
        version = head[3] if size else _V4
        if size and (version not in {_V3, _V4} or head[5]):
            raise EmbedError(f"the ID3 tag of {source} is of an old or rare kind; write it anew as ID3v2.3 first")
        if tag_size(window.read(size, 10)):
            raise EmbedError(
                f"{source} begins with several ID3 tags, and each may have chapters; make one of them first"
            )
        kept = b"".join(
            window.read(one.start - 10, 10 + one.length) for one in frames_of(window) if one.name not in _OURS
        )
    frames = kept + b"".join(_chapter_frames(chapters, facts.duration_s, version))
    if len(frames) >= _MOST_TAG:
        raise EmbedError(f"the tag would have {len(frames)} bytes; {_MOST_TAG - 1} is the most")
    _write(source, size, target, b"ID3" + bytes([version, 0, 0]) + _seven_bits(len(frames)) + frames)


def _seven_bits(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: bytes, content: bytes, version: int) -> bytes:
    size = _seven_bits(len(content)) if version == _V4 else struct.pack(">I", len(content))
    return name + size + b"\0\0" + content


def _title(title: str, version: int) -> bytes:
    content = b"\3" + title.encode() if version == _V4 else b"\1" + title.encode("utf-16")
    return _frame(b"TIT2", content, version)


def _chapter_frames(chapters: Sequence[Chapter], duration_s: float, version: int) -> Iterator[bytes]:
    names = [f"ch{number}".encode() for number in range(len(chapters))]
    listed = b"".join(name + b"\0" for name in names)
    yield _frame(b"CTOC", b"toc\0" + bytes([3, len(names)]) + listed, version)
    nexts = [*(chapter.start_s for chapter in chapters[1:]), duration_s]
    for name, chapter, following in zip(names, chapters, nexts, strict=True):
        end = chapter.end_s if chapter.end_s is not None else max(following, chapter.start_s)
        times = struct.pack(">IIII", round(chapter.start_s * 1000), round(end * 1000), _UNSET, _UNSET)
        title = _title(chapter.title, version) if chapter.title else b""
        link = _frame(b"WXXX", b"\0\0" + quote(chapter.url, safe=_IN_URLS).encode(), version) if chapter.url else b""
        yield _frame(b"CHAP", name + b"\0" + times + title + link, version)


def _write(source: Path, skip: int, target: Path, tag: bytes) -> None:
    try:
        handle, name = tempfile.mkstemp(prefix=".feedkit-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out, source.open("rb") as audio:
                _copy(audio, skip, out, tag)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteError(f"cannot write {target.as_posix()}: {reason}") from error


def _copy(audio: BinaryIO, skip: int, out: BinaryIO, tag: bytes) -> None:
    out.write(tag)
    audio.seek(skip)
    shutil.copyfileobj(audio, out)
    out.flush()
    os.fsync(out.fileno())
