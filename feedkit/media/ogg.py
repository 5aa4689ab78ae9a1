"""Ogg with Vorbis, Opus or FLAC: the last page's position says how long it plays.

Sources: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), the Vorbis I specification, RFC 9639 (FLAC in Ogg).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from feedkit.media.facts import TYPES, Facts
from feedkit.media.vorbis import chapters_in
from feedkit.media.window import OutOfReach, Window

_HEAD = 4096
_TAIL = 65_536
_PAGE = 27
_BEGINS = 0x02
_MOST_COMMENT = 16 * 1024 * 1024
_MARKS = (b"OpusTags", b"\x03vorbis")
_FLAC_BLOCK = 4
"""In the place of a mark, FLAC has the header of a block."""
_NO_POSITION = 0xFFFFFFFFFFFFFFFF
_OPUS_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Stream:
    """One logical stream. rate: positions a second, which are samples. skip: positions ahead of the audio."""

    kind: str
    rate: int
    channels: int
    skip: int = 0


def read(window: Window) -> Facts:
    """The facts of an Ogg file: those of its first stream of audio, be there pictures beside it."""
    heads = _streams(window.read(0, _HEAD)).items()
    serial, stream = next(((serial, one) for serial, one in heads if one is not None), (b"", None))
    if stream is None or not stream.rate:
        return Facts("ogg", TYPES["ogg"], window.length, faults=("its stream is neither Vorbis, Opus nor FLAC",))
    facts = Facts(stream.kind, TYPES[stream.kind], window.length, sample_rate=stream.rate, channels=stream.channels)
    facts = _timed(facts, window, serial, stream)
    return replace(facts, chapters=chapters_in(_comment(window, serial)))


def _timed(facts: Facts, window: Window, serial: bytes, stream: Stream) -> Facts:
    if window.length is None:
        return facts
    try:
        tail = window.read(max(0, window.length - _TAIL), _TAIL)
    except OutOfReach:
        return facts
    ends = dict(_positions(tail))
    if not ends:
        return replace(facts, faults=("it ends without a page that says where: it is cut off",))
    if serial not in ends:
        return facts  # another file was put behind this one, and only all pages together say how long both play
    duration = max(0, ends[serial] - stream.skip) / stream.rate
    bitrate = round(window.length * 8 / duration / 1000) if duration else None
    return replace(facts, duration_s=round(duration, 3), bitrate_kbits=bitrate)


def _comment(window: Window, serial: bytes) -> bytes:
    """The second packet of a stream, without the mark it begins with; b"" where it is not whole, or out of reach."""
    found, position = b"", 0
    try:
        while (head := window.read(position, _PAGE + 255))[:4] == b"OggS" and len(found) < _MOST_COMMENT:
            lacing = head[_PAGE : _PAGE + head[26]]
            start = position + _PAGE + len(lacing)
            position = start + sum(lacing)
            if head[14:18] != serial or head[5] & _BEGINS:
                continue
            end = next((at for at, lace in enumerate(lacing, 1) if lace < 255), None)  # noqa: PLR2004 - a whole segment
            found += window.read(start, sum(lacing[:end]))
            if end is not None:
                return found[next((len(mark) for mark in _MARKS if found.startswith(mark)), _FLAC_BLOCK) :]
    except OutOfReach:
        pass
    return b""


def _streams(head: bytes) -> dict[bytes, Stream | None]:
    """The streams that begin at the start of a file, by their serial numbers; None for one that is no audio we know."""
    found: dict[bytes, Stream | None] = {}
    at = 0
    while head[at : at + 4] == b"OggS" and len(head) > at + _PAGE and head[at + 5] & _BEGINS:
        lacing = head[at + _PAGE : at + _PAGE + head[at + 26]]
        start = at + _PAGE + len(lacing)
        found[head[at + 14 : at + 18]] = _stream(head[start : start + sum(lacing)])
        at = start + sum(lacing)
    return found


def _stream(packet: bytes) -> Stream | None:
    if packet.startswith(b"OpusHead"):
        return Stream("opus", _OPUS_RATE, packet[9], int.from_bytes(packet[10:12], "little"))
    if packet.startswith(b"\x01vorbis"):
        return Stream("ogg", int.from_bytes(packet[12:16], "little"), packet[11])
    if packet.startswith(b"\x7fFLAC"):
        packed = int.from_bytes(packet[27:35], "big")
        return Stream("ogg", packed >> 44, (packed >> 41 & 7) + 1)
    return None


def _positions(tail: bytes) -> Iterator[tuple[bytes, int]]:
    """Serial number and position of each page that gives one."""
    at = tail.find(b"OggS")
    while at >= 0:
        position = int.from_bytes(tail[at + 6 : at + 14], "little")
        if len(tail) >= at + _PAGE and position != _NO_POSITION:
            yield tail[at + 14 : at + 18], position
        at = tail.find(b"OggS", at + 4)
