"""Ogg with Vorbis or Opus: the last page's position says how long it plays.

Sources: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), the Vorbis I specification.
"""

from __future__ import annotations

from dataclasses import replace

from feedkit.media.facts import TYPES, Facts
from feedkit.media.window import OutOfReach, Window

_HEAD = 4096
_TAIL = 65_536
_PAGE = 27
_NO_POSITION = 0xFFFFFFFFFFFFFFFF
_OPUS_RATE = 48_000


def read(window: Window) -> Facts:
    """The facts of an Ogg file: its first logical stream's."""
    head = window.read(0, _HEAD)
    kind, rate, channels, skip = _stream(head)
    facts = Facts(kind, TYPES[kind], window.length, sample_rate=rate, channels=channels)
    if not rate:
        return replace(facts, faults=("its stream is neither Vorbis nor Opus",))
    if window.length is None:
        return facts
    try:
        tail = window.read(max(0, window.length - _TAIL), _TAIL)
    except OutOfReach:
        return facts
    position = _last_position(tail, head[14:18])
    if position is None:
        return replace(facts, faults=("it ends without a page that says where: it is cut off",))
    duration = max(0, position - skip) / rate
    bitrate = round(window.length * 8 / duration / 1000) if duration else None
    return replace(facts, duration_s=round(duration, 3), bitrate_kbits=bitrate)


def _stream(head: bytes) -> tuple[str, int, int, int]:
    """Format, positions a second, channels, and the positions that are skipped."""
    packet = head[_PAGE + head[26] :] if len(head) > _PAGE else b""
    if packet.startswith(b"OpusHead"):
        return "opus", _OPUS_RATE, packet[9], int.from_bytes(packet[10:12], "little")
    if packet.startswith(b"\x01vorbis"):
        return "ogg", int.from_bytes(packet[12:16], "little"), packet[11], 0
    return "ogg", 0, 0, 0


def _last_position(tail: bytes, serial: bytes) -> int | None:
    at = tail.rfind(b"OggS")
    while at >= 0:
        position = int.from_bytes(tail[at + 6 : at + 14], "little")
        if tail[at + 14 : at + 18] == serial and position != _NO_POSITION:
            return position
        at = tail.rfind(b"OggS", 0, at)
    return None
