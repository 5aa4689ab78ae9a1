"""Times as people and machines write them in transcripts and show notes: `1:02:03.5` and back."""

from __future__ import annotations

import re

MOST_SECONDS = 100 * 3600
"""A time of 100 hours or more is no time in a podcast, and no reader takes three digits of hours."""

MS_PER_S = 1000
HALF_MS = 0.0005
SIXTY = 60

CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,9})?"
"""A pattern for what `parse_clock` may be asked about; it says nothing about the range of minutes and seconds."""

_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,9}))?", re.ASCII)


def parse_clock(text: str) -> float | None:
    """Read `[H:]M:SS[.fff]`, with a dot or a comma, as seconds rounded to milliseconds.

    Minutes reach 59 after hours and any number alone (`75:30`). None for everything else, for 60 seconds and more,
    and for times past MOST_SECONDS.
    """
    match = _PARTS.fullmatch(text.strip())
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if int(seconds) >= SIXTY or (hours and int(minutes) >= SIXTY):
        return None
    total_ms = ((int(hours or 0) * SIXTY + int(minutes)) * SIXTY + int(seconds)) * MS_PER_S
    total_ms += round(float("0." + (fraction or "0")) * MS_PER_S)
    return total_ms / MS_PER_S if total_ms < MOST_SECONDS * MS_PER_S else None


def is_time(seconds: float) -> bool:
    """Whether a number, not finite or of many digits as it may be, is a time in a podcast: from 0, below MOST_SECONDS."""
    return 0 <= seconds < MOST_SECONDS - HALF_MS


def to_ms(seconds: float) -> int:
    """Whole milliseconds, the precision of every format."""
    return round(seconds * MS_PER_S)


def format_clock(seconds: float, *, mark: str = ".") -> str:
    """Write `HH:MM:SS.mmm`, all parts always there: the one form that every reader takes."""
    total_s, ms = divmod(to_ms(seconds), MS_PER_S)
    minutes, s = divmod(total_s, SIXTY)
    return f"{minutes // SIXTY:02}:{minutes % SIXTY:02}:{s:02}{mark}{ms:03}"


def format_clock_short(seconds: float) -> str:
    """Write `HH:MM:SS`, with milliseconds only where there are some."""
    return format_clock(seconds).removesuffix(".000")
