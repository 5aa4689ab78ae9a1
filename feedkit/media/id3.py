"""ID3v2: how large the tag is, and the chapters in it.

Sources: id3.org's ID3v2.3.0 and ID3v2.4.0; ID3v2 Chapter Frame Addendum 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from feedkit.chapters.chapter import Chapter
from feedkit.media.window import BytesWindow, Window

MOST_CHAPTERS = 1000
_MOST_FRAMES = 12_000
_MOST_TEXT = 4096
_MOST_PACKED = 16 * 1024 * 1024
"""Of what is unpacked in memory: nothing else of a tag is held as a whole."""
_HEADER = 10
_V3, _V4 = 3, 4
_NO_TIME = 0xFFFFFFFF
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_FRAME_UNSYNCHRONISED, _COUNTED = 0x02, 0x01
_CODECS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_PAGE = re.compile(r"https?://[!-~]{1,2000}", re.ASCII)
MOST_TITLE = 300


def tag_size(head: bytes) -> int:
    """The bytes of the tag that a file begins with, its header included; 0 without one. head: the first 10 bytes."""
    if len(head) < _HEADER or head[:3] != b"ID3" or max(head[6:10]) > 0x7F:  # noqa: PLR2004 - seven bits a byte
        return 0
    return _HEADER + _synchsafe(head[6:10]) + (_HEADER if head[5] & _FOOTER else 0)


def _synchsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. start, length: of its content in `window`, in bytes. flags: how that content is packed."""

    name: bytes
    window: Window
    start: int
    length: int
    version: int
    flags: int


def chapters_of(window: Window, start: int = 0) -> tuple[Chapter, ...]:
    """The chapters of the tag that begins at `start`, by their times; those without a usable one are left out.

    Titles are on one line, without control characters; links lead to pages. At most 1000 chapters are read. Raises OutOfReach.
    """
    found: list[Chapter] = []
    for frame in frames_of(window, start):
        chapter = _chapter(frame) if frame.name == b"CHAP" else None
        if chapter is not None:
            found.append(chapter)
        if len(found) == MOST_CHAPTERS:
            break
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))


def frames_of(window: Window, start: int = 0) -> Iterator[Frame]:
    """Each frame of the tag that begins at `start`; none for a tag of version 2.2, which has no chapters. Raises OutOfReach."""
    head = window.read(start, _HEADER)
    size = tag_size(head)
    if not size or head[3] not in {_V3, _V4}:
        return
    is_unsynchronised = bool(head[5] & _UNSYNCHRONISED)
    if is_unsynchronised and head[3] == _V3:  # as a whole, and its frames give their sizes as they were before
        if size > _MOST_PACKED:
            return
        window, start = BytesWindow(_synchronised(window.read(start, size))), 0
    position = start + (_HEADER if not head[5] & _EXTENDED else _first(window.read(start + _HEADER, 4), head[3]))
    for frame in _frames(window, start + size, head[3], position):
        yield replace(frame, flags=frame.flags | (_FRAME_UNSYNCHRONISED if is_unsynchronised and head[3] == _V4 else 0))


def _first(size: bytes, version: int) -> int:
    """How far from the beginning of a tag its first frame stands, from the size of the extended header."""
    return _HEADER + (_synchsafe(size) if version == _V4 else 4 + int.from_bytes(size, "big"))


def _synchronised(content: bytes) -> bytes:
    return content.replace(b"\xff\0", b"\xff")


def _frames(window: Window, end: int, version: int, position: int) -> Iterator[Frame]:
    """The frames from `position` to `end`, be they those of a tag or those inside a chapter."""
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
        yield Frame(head[:4], window, position + _HEADER, length, version, head[9])
        position += _HEADER + length


def _length(four: bytes, version: int) -> int:
    return _synchsafe(four) if version == _V4 and max(four) <= 0x7F else int.from_bytes(four, "big")  # noqa: PLR2004


def _unpacked(frame: Frame) -> Frame | None:
    """The same frame with its content as it was meant; None where that is compressed or encrypted."""
    is_v4 = frame.version == _V4
    if frame.flags & (0x0C if is_v4 else 0xC0):
        return None
    skip = bool(frame.flags & (0x40 if is_v4 else 0x20)) + (4 if is_v4 and frame.flags & _COUNTED else 0)
    start, length = frame.start + skip, max(0, frame.length - skip)
    if not (is_v4 and frame.flags & _FRAME_UNSYNCHRONISED):
        return replace(frame, start=start, length=length)
    if length > _MOST_PACKED:
        return None
    content = _synchronised(frame.window.read(start, length))
    return replace(frame, window=BytesWindow(content), start=0, length=len(content))


def _chapter(packed: Frame) -> Chapter | None:
    frame = _unpacked(packed)
    if frame is None:
        return None
    head = frame.window.read(frame.start, min(frame.length, _MOST_TEXT))
    mark = head.find(b"\0")
    times = head[mark + 1 : mark + 17]
    if mark < 0 or len(times) < 16:  # noqa: PLR2004 - two times and two offsets
        return None
    start, end = int.from_bytes(times[:4], "big"), int.from_bytes(times[4:8], "big")
    if start == _NO_TIME:
        return None
    said = dict(_said(frame, frame.start + mark + 17))
    title, link = text_of(said.get(b"TIT2", b"")), _link(said.get(b"WXXX", b""))
    return Chapter(start / 1000, title, end / 1000 if start < end < _NO_TIME else None, url=link)


def _said(chapter: Frame, position: int) -> Iterator[tuple[bytes, bytes]]:
    """Title and link among the frames inside a chapter; a picture beside them is not read, however large it is."""
    for inner in _frames(chapter.window, chapter.start + chapter.length, chapter.version, position):
        frame = _unpacked(inner) if inner.name in {b"TIT2", b"WXXX"} else None
        if frame is not None:
            yield inner.name, frame.window.read(frame.start, min(frame.length, _MOST_TEXT))


def _link(content: bytes) -> str | None:
    """The address in a link frame, behind its description; None for one that is no page of the web."""
    return page_of(content.rstrip(b"\0").rpartition(b"\0")[2].decode("latin-1"))


def page_of(address: str) -> str | None:
    """An address from a stranger's file; None for one that is no page of the web."""
    return address if _PAGE.fullmatch(address) else None


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
