"""MP4, M4A, MOV: boxes, how long the movie is, and its chapters in Nero's way or in QuickTime's.

Sources: ISO/IEC 14496-12 (boxes); the `chpl` box of Nero; Apple's QuickTime File Format, Chapter Lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from feedkit.chapters.chapter import Chapter
from feedkit.media.facts import TYPES, Facts
from feedkit.media.id3 import MOST_CHAPTERS, tidy_title
from feedkit.media.window import OutOfReach, Window

_MOST_BOXES = 2000
_MOST_TABLE = 65_536
_NERO_UNITS = 10_000_000
_UNKNOWN = {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}


@dataclass(frozen=True, slots=True)
class Box:
    """One box. start, end: of its content, in bytes from the start of the file."""

    name: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Track:
    """One track. kind: its handler (`soun`, `vide`, `text`). table: the box of its samples. chapters: tracks it names."""

    number: int
    kind: bytes
    scale: int
    duration: int
    table: Box | None
    chapters: tuple[int, ...]


def read(window: Window) -> Facts:
    """The facts of an MP4 file, wherever its `moov` box stands."""
    facts = Facts("mp4", TYPES["mp4"], window.length)
    try:
        facts = replace(facts, type=_type(window.read(8, 4)))
        movie = _find(window, Box(b"", 0, window.length or 1 << 62), b"moov")
        if movie is None:
            return replace(facts, faults=("it has no `moov` box: it is cut off, or was never finished",))
        tracks = [_track(window, box) for box in _boxes(window, movie) if box.name == b"trak"]
        facts = _timed(facts, window, movie, tracks)
        return replace(facts, chapters=_nero(window, movie) or _quicktime(window, tracks))
    except OutOfReach:
        return facts


def _type(brand: bytes) -> str:
    if brand in {b"M4A ", b"M4B "}:
        return "audio/x-m4a"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"


def _timed(facts: Facts, window: Window, movie: Box, tracks: list[Track]) -> Facts:
    """With duration, bitrate and sound; a file without pictures is audio whatever its brand says."""
    duration = _movie_duration(window, movie)
    if duration is None and tracks:
        duration = max((track.duration / track.scale for track in tracks if track.scale), default=None)
    if not any(track.kind == b"vide" for track in tracks) and facts.type == "video/mp4":
        facts = replace(facts, type="audio/mp4")
    sound = next((track for track in tracks if track.kind == b"soun"), None)
    if sound is not None and sound.table is not None:
        channels, rate = _sound(window, sound.table)
        facts = replace(facts, channels=channels, sample_rate=rate)
    if not duration:
        return facts
    bitrate = round(facts.length * 8 / duration / 1000) if facts.length else None
    return replace(facts, duration_s=round(duration, 3), bitrate_kbits=bitrate)


def _boxes(window: Window, inside: Box) -> Iterator[Box]:
    position, end = inside.start, min(inside.end, window.length or inside.end)
    for _ in range(_MOST_BOXES):
        if position + 8 > end:
            return
        head = window.read(position, 16)
        size, skip = int.from_bytes(head[:4], "big"), 8
        if size == 1 and len(head) == 16:  # noqa: PLR2004 - a size of 64 bits
            size, skip = int.from_bytes(head[8:], "big"), 16
        if size == 0:
            size = end - position
        if size < skip:
            return
        yield Box(head[4:8], position + skip, position + size)
        position += size


def _find(window: Window, inside: Box, *names: bytes) -> Box | None:
    """The box at a path of names."""
    found: Box | None = inside
    for name in names:
        found = next((box for box in _boxes(window, found) if box.name == name), None) if found else None
    return found


def _content(window: Window, box: Box | None, most: int = _MOST_TABLE) -> bytes:
    return window.read(box.start, min(box.end - box.start, most)) if box is not None else b""


def _times(content: bytes) -> tuple[int, int]:
    """Time scale and duration of an `mvhd` or `mdhd` box; zeros where it does not say."""
    wide = content[:1] == b"\1"
    at = 20 if wide else 12
    scale = int.from_bytes(content[at : at + 4], "big")
    duration = int.from_bytes(content[at + 4 : at + (12 if wide else 8)], "big")
    return scale, 0 if duration in _UNKNOWN else duration


def _movie_duration(window: Window, movie: Box) -> float | None:
    scale, duration = _times(_content(window, _find(window, movie, b"mvhd")))
    if scale and not duration:
        content = _content(window, _find(window, movie, b"mvex", b"mehd"))
        duration = int.from_bytes(content[4 : 12 if content[:1] == b"\1" else 8], "big")
    return duration / scale if scale and duration else None


def _track(window: Window, box: Box) -> Track:
    head = _content(window, _find(window, box, b"tkhd"))
    number = int.from_bytes(head[20:24] if head[:1] == b"\1" else head[12:16], "big")
    media = _find(window, box, b"mdia")
    if media is None:
        return Track(number, b"", 0, 0, None, ())
    scale, duration = _times(_content(window, _find(window, media, b"mdhd")))
    kind = _content(window, _find(window, media, b"hdlr"))[8:12]
    named = _content(window, _find(window, box, b"tref", b"chap"))
    chapters = tuple(int.from_bytes(named[at : at + 4], "big") for at in range(0, len(named), 4))
    return Track(number, kind, scale, duration, _find(window, media, b"minf", b"stbl"), chapters)


def _sound(window: Window, table: Box) -> tuple[int | None, int | None]:
    """Channels and samples a second, of the first description."""
    entry = _content(window, _find(window, table, b"stsd"), 64)
    return int.from_bytes(entry[32:34], "big") or None, int.from_bytes(entry[40:42], "big") or None


def _nero(window: Window, movie: Box) -> tuple[Chapter, ...]:
    content = _content(window, _find(window, movie, b"udta", b"chpl"))
    position = 9 if content[:1] == b"\1" else 5
    found: list[Chapter] = []
    while position + 9 <= len(content):
        start, size = int.from_bytes(content[position : position + 8], "big"), content[position + 8]
        title = content[position + 9 : position + 9 + size].decode("utf-8", errors="replace")
        found.append(Chapter(round(start / _NERO_UNITS, 3), tidy_title(title)))
        position += 9 + size
    return tuple(sorted(found, key=lambda chapter: chapter.start_s))


def _quicktime(window: Window, tracks: list[Track]) -> tuple[Chapter, ...]:
    """The chapters of the text track that another track names."""
    wanted = {number for track in tracks for number in track.chapters}
    track = next((track for track in tracks if track.number in wanted and track.kind in {b"text", b"sbtl"}), None)
    if track is None or track.table is None or not track.scale:
        return ()
    found: list[Chapter] = []
    for (offset, size), start in zip(_samples(window, track.table), _starts(window, track.table), strict=False):
        content = window.read(offset, min(size, 1024))
        text = content[2 : 2 + int.from_bytes(content[:2], "big")]
        codec = "utf-16" if text[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8"
        found.append(Chapter(round(start / track.scale, 3), tidy_title(text.decode(codec, errors="replace"))))
    return tuple(found)


def _numbers(window: Window, table: Box, name: bytes, skip: int, width: int) -> list[int]:
    """The entries of a table, after its version, flags and count."""
    content = _content(window, _find(window, table, name))[skip:]
    return [int.from_bytes(content[at : at + width], "big") for at in range(0, len(content) - width + 1, width)]


def _samples(window: Window, table: Box) -> Iterator[tuple[int, int]]:
    """Offset and size of each sample."""
    head = _content(window, _find(window, table, b"stsz"), 12)
    same, count = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
    sizes = [same] * min(count, MOST_CHAPTERS) if same else _numbers(window, table, b"stsz", 12, 4)
    chunks = _numbers(window, table, b"stco", 8, 4) or _numbers(window, table, b"co64", 8, 8)
    runs = _numbers(window, table, b"stsc", 8, 4)
    per_chunk = {runs[at]: runs[at + 1] for at in range(0, len(runs) - 2, 3)}
    index, run = 0, 1
    for number, offset in enumerate(chunks[:MOST_CHAPTERS], 1):
        run, position = per_chunk.get(number, run), offset
        for size in sizes[index : min(index + run, MOST_CHAPTERS)]:
            yield position, size
            position += size
        index += run


def _starts(window: Window, table: Box) -> Iterator[int]:
    runs = _numbers(window, table, b"stts", 8, 4)
    start = 0
    for at in range(0, len(runs) - 1, 2):
        for _ in range(min(runs[at], MOST_CHAPTERS)):
            yield start
            start += runs[at + 1]
