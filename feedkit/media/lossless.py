"""WAV and FLAC: both say at their beginning how many samples follow.

Sources: Microsoft's RIFF WAVE; EBU Tech 3306 (RF64); RFC 9639 (FLAC).
"""

from __future__ import annotations

from dataclasses import replace

from feedkit.chapters.chapter import Chapter
from feedkit.media.facts import TYPES, Facts
from feedkit.media.vorbis import chapters_in
from feedkit.media.window import OutOfReach, Window

_MOST_CHUNKS = 100
_STREAMED = 0x7FFFF000
"""What SoX gives as the size of what it streams; others give the greatest that there is, or 0."""
_STREAMINFO = 26
_COMMENT, _LAST = 4, 0x80


def read_wav(window: Window) -> Facts:
    """The facts of a WAV file."""
    facts = Facts("wav", TYPES["wav"], window.length)
    position, per_second, wide = 12, 0, 0
    for _ in range(_MOST_CHUNKS):
        head = window.read(position, 24)
        name, size = head[:4], int.from_bytes(head[4:8], "little")
        if len(head) < 8:  # noqa: PLR2004 - name and size of a chunk
            break
        if name == b"fmt ":
            rate, per_second = int.from_bytes(head[12:16], "little"), int.from_bytes(head[16:20], "little")
            facts = replace(facts, channels=int.from_bytes(head[10:12], "little"), sample_rate=rate)
        elif name == b"ds64":
            wide = int.from_bytes(head[16:24], "little")
        elif name == b"data":
            return _with_data(facts, position + 8, wide or size, per_second)
        position += 8 + size + size % 2
    return replace(facts, faults=("it has no `data` chunk: it is cut off",))


def _with_data(facts: Facts, start: int, size: int, per_second: int) -> Facts:
    if not per_second:
        return replace(facts, faults=("it says nothing of its samples ahead of them",))
    left = None if facts.length is None else facts.length - start
    if not size or (size >= _STREAMED and (left is None or left < size)):
        if left is None:
            return facts
        size = left
    if left is not None and size > left:
        return replace(facts, faults=(f"it promises {size} bytes of audio, and has {left}: it is cut off",))
    return replace(facts, duration_s=round(size / per_second, 3), bitrate_kbits=round(per_second * 8 / 1000))


def read_flac(window: Window) -> Facts:
    """The facts of a FLAC file."""
    facts = Facts("flac", TYPES["flac"], window.length)
    packed = int.from_bytes(window.read(0, _STREAMINFO)[18:26], "big")
    rate, channels, samples = packed >> 44, (packed >> 41 & 7) + 1, packed & 0xFFFFFFFFF
    if not rate:
        return replace(facts, faults=("its header says nothing of its samples",))
    facts = replace(facts, sample_rate=rate, channels=channels, chapters=_flac_chapters(window))
    if not samples:
        return facts
    bitrate = round(facts.length * 8 / (samples / rate) / 1000) if facts.length else None
    return replace(facts, duration_s=round(samples / rate, 3), bitrate_kbits=bitrate)


def _flac_chapters(window: Window) -> tuple[Chapter, ...]:
    """Those in the comment block, which stands among others ahead of the audio; none where it is out of reach."""
    position = 4
    try:
        for _ in range(_MOST_CHUNKS):
            head = window.read(position, 4)
            size = int.from_bytes(head[1:], "big")
            if head[:1] and head[0] & 0x7F == _COMMENT:
                return chapters_in(window.read(position + 4, size))
            if not head or head[0] & _LAST:
                break
            position += 4 + size
    except OutOfReach:
        pass
    return ()
