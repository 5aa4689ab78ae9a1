"""MP3: the counts that encoders leave in the first frame, and how long it all plays.

Sources: the Xing and LAME tags; Fraunhofer's VBRI; the APEv2 specification.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

from feedkit.media.facts import MEDIA, TYPES, Facts
from feedkit.media.frames import BITRATES, Frame, first_frame, frame_at, is_followed, is_free_format
from feedkit.media.id3 import chapters_of, tag_size
from feedkit.media.magic import format_of
from feedkit.media.window import OutOfReach, Window

_SEARCHED = 65_536
_MOST_TAGS = 8
_CHUNK = 1 << 20
_ID3V1 = 128
_APE = 32
_APE_HAS_HEADER = 1 << 31
_MOST_SEARCHED_AGAIN = 4096


def read(window: Window) -> Facts:
    """The facts of an MP3 file; its chapters, where an ID3 tag has some."""
    starts = [0]
    facts = Facts("mp3", TYPES["mp3"], window.length)
    try:
        head = _behind_tags(window, starts)
        facts = replace(facts, id3_bytes=starts[-1])
        facts = _of_audio(facts, window, head)
    except OutOfReach:
        facts = replace(facts, id3_bytes=starts[-1])
    return _with_chapters(facts, window, starts)


def _behind_tags(window: Window, starts: list[int]) -> bytes:
    """What follows the ID3 tags: hosts put their own ahead of the one that is there. starts: gets where each of them ends."""
    head = _beginning(window, 0)
    while (size := tag_size(head[:10])) and len(starts) <= _MOST_TAGS:
        starts.append(starts[-1] + size)
        head = _beginning(window, starts[-1])
    return head


def _beginning(window: Window, start: int) -> bytes:
    """As much as is searched for frames, or what there is of it where a server gives the beginning of a file alone."""
    try:
        return window.read(start, _SEARCHED)
    except OutOfReach:
        return window.read(start, _MOST_SEARCHED_AGAIN)


def _of_audio(facts: Facts, window: Window, head: bytes) -> Facts:
    tags, frame = facts.id3_bytes, first_frame(head)
    if not head:
        said = f"the ID3 tag claims {tags} bytes, and the file has {window.length}: there is no audio"
        return replace(facts, faults=(said,))
    other = format_of(head) if tags else "mp3"
    if other in MEDIA - {"mp3"}:  # taggers put ID3 ahead of FLAC and AAC, too
        return replace(facts, format=other, type=TYPES[other])
    if frame is None:
        free = "its frames give no bitrate (free format), and most players cannot play them"
        return replace(facts, faults=(free if is_free_format(head) else "there is no MPEG audio after the tag",))
    facts = replace(facts, sample_rate=frame.rate, channels=frame.channels)
    return _timed(facts, window, head, frame, tags + frame.start)


def _with_chapters(facts: Facts, window: Window, starts: list[int]) -> Facts:
    """With the chapters of the first tag that has some."""
    try:
        found = (chapters_of(window, start) for start in starts)
        return replace(facts, chapters=next(filter(None, found), ()))
    except OutOfReach:
        return facts


def _timed(facts: Facts, window: Window, head: bytes, frame: Frame, start: int) -> Facts:
    """With duration and bitrate: as the encoder counted, else from a constant bitrate, else by counting all frames."""
    samples = counted_samples(head[frame.start : frame.start + frame.size])
    if samples is not None:
        size = None if window.length is None else window.length - start
        return _complete(_lasting(facts, samples / frame.rate, size), frame, start)
    if window.length is None:
        return facts
    end = window.length - _trailer(window)
    speed = _constant_speed(window, head, frame, start, end)
    if speed is not None:
        return _lasting(facts, (end - start) / speed, end - start)
    return _lasting(facts, _count_seconds(window, start, end, frame), end - start)


def _lasting(facts: Facts, duration_s: float, size: int | None) -> Facts:
    bitrate = round(size * 8 / duration_s / 1000) if size and duration_s else None
    return replace(facts, duration_s=round(duration_s, 3), bitrate_kbits=bitrate)


def _complete(facts: Facts, frame: Frame, start: int) -> Facts:
    """A file much smaller than the lowest bitrate would make it is cut off: its header promises more than there is."""
    if facts.length is None or not facts.duration_s:
        return facts
    least = BITRATES[frame.samples == 1152, 3][0]  # noqa: PLR2004 - samples of a frame of MPEG 1
    if (facts.length - start) * 8 < facts.duration_s * least * 1000 * 0.95:
        said = f"it promises {facts.duration_s:.0f} s of audio, and its {facts.length} bytes cannot hold that much"
        return replace(facts, duration_s=None, bitrate_kbits=None, faults=(*facts.faults, said))
    return facts


def counted_samples(frame: bytes) -> int | None:
    """The samples that play, from the Xing, Info or VBRI tag of the first frame; None where there is no such tag."""
    own = frame_at(frame, 0)
    if own is None:
        return None
    if frame[36:40] == b"VBRI" and len(frame) >= 54:  # noqa: PLR2004 - where the count of frames ends
        return int(struct.unpack(">I", frame[50:54])[0]) * own.samples
    for offset in (13, 21, 36):
        if frame[offset : offset + 4] in {b"Xing", b"Info"}:
            return _xing_samples(frame, offset, own.samples)
    return None


def _xing_samples(frame: bytes, offset: int, per_frame: int) -> int | None:
    if len(frame) < offset + 12 or not frame[offset + 7] & 1:
        return None
    samples = int(struct.unpack(">I", frame[offset + 8 : offset + 12])[0]) * per_frame
    flags = frame[offset + 7]
    lame = offset + 8 + 4 * bool(flags & 1) + 4 * bool(flags & 2) + 100 * bool(flags & 4) + 4 * bool(flags & 8)
    if frame[lame : lame + 4] in {b"LAME", b"Lavc", b"Lavf"} and len(frame) >= lame + 24:
        gap = int.from_bytes(frame[lame + 21 : lame + 24], "big")
        samples -= (gap >> 12) + (gap & 0xFFF)
    return samples if samples > 0 else None


def _trailer(window: Window) -> int:
    """The bytes of the tags at the end, APEv2 and ID3v1; more is read than they take: it is searched for frames next."""
    length = window.length or 0
    size = min(length, _MOST_SEARCHED_AGAIN + _ID3V1 + _APE)
    tail = window.read(length - size, size)
    id3v1 = _ID3V1 if tail[-_ID3V1 : -_ID3V1 + 3] == b"TAG" else 0
    return id3v1 + min(_ape_size(tail[: len(tail) - id3v1][-_APE:]), length - id3v1)


def _ape_size(footer: bytes) -> int:
    """The bytes of the APEv2 tag that ends with this footer; 0 where it is none."""
    if len(footer) < _APE or not footer.startswith(b"APETAGEX"):
        return 0
    size, _, flags = struct.unpack("<III", footer[12:24])
    return int(size) + (_APE if flags & _APE_HAS_HEADER else 0)


def _constant_speed(window: Window, head: bytes, frame: Frame, start: int, end: int) -> float | None:
    """The bytes a second, if all frames at the beginning, in the middle and at the end have one bitrate; else None.

    Frames are padded now and then to hold their bitrate; encoders that never do that stay a little below it.
    """
    size = (window.length or 0) - start
    parts = [head[frame.start :]]
    if size > len(head):
        middle, last = start + size // 2, max(start, end - _MOST_SEARCHED_AGAIN)
        parts += [window.read(last, end - last), window.read(middle, _MOST_SEARCHED_AGAIN)]
    seen = [one for part in parts for one in _frames_in(part, frame)]
    if {(one.bitrate, one.kin) for one in seen} != {(frame.bitrate, frame.kin)}:
        return None
    is_padded = len({one.size for one in seen}) > 1
    return frame.bitrate * 125 if is_padded else frame.size * frame.rate / frame.samples


def _frames_in(data: bytes, like: Frame) -> Iterator[Frame]:
    """The frames that follow each other in a part of a file: those of the same kin, or the first of another."""
    frame = first_frame(data, like.kin)
    if frame is None and (other := first_frame(data)) is not None:
        yield other
    while frame is not None and frame.kin == like.kin:
        yield frame
        frame = frame_at(data, frame.start + frame.size)


def _count_seconds(window: Window, start: int, end: int, like: Frame) -> float:
    """How long all frames from `start` to `end` play; broken stretches are skipped. A file may be of several kins."""
    seconds, data, base = 0.0, b"", start
    position = start
    while position < end:
        if position + 4 > base + len(data):
            base, data = position, window.read(position, min(_CHUNK, end - position))
            if len(data) < 4:  # noqa: PLR2004 - a header
                break
        frame = frame_at(data, position - base)
        if frame is not None and (frame.kin == like.kin or is_followed(data, frame)):
            seconds += frame.samples / frame.rate
            position, like = position + frame.size, frame
        else:
            following = data.find(b"\xff", position - base + 1)
            position = base + following if following > 0 else base + len(data)
    return seconds
