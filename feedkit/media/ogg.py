"""Ogg with Vorbis, Opus or FLAC: the last page's position says how long it plays.

Sources: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), the Vorbis I specification, RFC 9639 (FLAC in Ogg).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from feedkit.media.facts import TYPES, Facts
from feedkit.media.window import OutOfReach, Window

_HEAD = 4096
_TAIL = 65_536
_PAGE = 27
_BEGINS = 0x02
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
    heads = _streams(window.read(0, _HEAD))
    serial, stream = next(((serial, one) for serial, one in heads.items() if one is not None), (b"", None))
    if stream is None or not stream.rate:
        return Facts("ogg", TYPES["ogg"], window.length, faults=("its stream is neither Vorbis, Opus nor FLAC",))
    facts = Facts(stream.kind, TYPES[stream.kind], window.length, sample_rate=stream.rate, channels=stream.channels)
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
