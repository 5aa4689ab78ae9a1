"""The frames of MPEG audio: where one begins, how long it is, and what it holds.

Source: ISO/IEC 11172-3 2.4.2.3 (frame header).
"""

from __future__ import annotations

from dataclasses import dataclass

BITRATES = {
    (True, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""In kbit/s, by whether it is MPEG 1 and by the layer, in the order of the header's numbers from 1."""
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG1 = 3
_MONO = 3
_FREE, _BAD = 0, 15


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame's header. start: its index in what was searched. size: in bytes, header included."""

    start: int
    size: int
    samples: int
    rate: int
    bitrate: int
    channels: int

    @property
    def kin(self) -> tuple[int, int]:
        """What does not change within one file."""
        return (self.rate, self.samples)


def frame_at(data: bytes, start: int) -> Frame | None:
    """The frame whose header stands at `start`; None where no valid one does. Bitrate in kbit/s."""
    if start + 4 > len(data) or data[start] != 0xFF or data[start + 1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the sync word
        return None
    version, layer = data[start + 1] >> 3 & 3, 4 - (data[start + 1] >> 1 & 3)
    index, rate_index = data[start + 2] >> 4, data[start + 2] >> 2 & 3
    if version == 1 or layer == 4 or index in {_FREE, _BAD} or rate_index == 3:  # noqa: PLR2004 - reserved values
        return None
    bitrate = BITRATES[version == _MPEG1, layer][index - 1]
    rate = _RATES[version][rate_index]
    samples = {1: 384, 2: 1152, 3: 1152 if version == _MPEG1 else 576}[layer]
    padding = data[start + 2] >> 1 & 1
    size = (
        (12 * bitrate * 1000 // rate + padding) * 4 if layer == 1 else samples // 8 * bitrate * 1000 // rate + padding
    )
    return Frame(start, size, samples, rate, bitrate, 1 if data[start + 3] >> 6 == _MONO else 2)


def first_frame(data: bytes, kin: tuple[int, int] | None = None) -> Frame | None:
    """The first frame that another of its kin follows, or that ends where the data end. kin: which it must be of."""
    start = data.find(b"\xff")
    while start >= 0:
        frame = frame_at(data, start)
        if frame is not None and kin in {None, frame.kin} and is_followed(data, frame):
            return frame
        start = data.find(b"\xff", start + 1)
    return None


def is_followed(data: bytes, frame: Frame) -> bool:
    """Whether another of its kin follows it, or the data end where it does."""
    end = frame.start + frame.size
    if end == len(data):
        return True
    after = frame_at(data, end)
    return after is not None and after.kin == frame.kin


def is_free_format(data: bytes) -> bool:
    """Whether frames begin here that give no bitrate, so that their size is known only from where the next one is."""
    head = data[:3]
    like = head[:2] + bytes([head[2] | 0x10]) + b"\0" if len(head) == 3 else b""  # noqa: PLR2004 - with a bitrate
    return head[2:3] < b"\x10" and frame_at(like, 0) is not None and data.find(head, 4) > 0
