"""Dates and times as feeds and records spell them: lenient in, one canonical form out.

Grammar: RFC 822, 2822 and 5322 date-time; ISO 8601 as in RFC 3339. Names are English whatever the locale.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ZONES = {"GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6} | {
    "PST": -8,
    "PDT": -7,
}
"""Hours from UTC of the zone names that RFC 822 fixes (and UTC, whose meaning is plain)."""

_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}

_MONTH_DIGITS = {name: f"{number:02}" for name, number in _MONTH_NUMBERS.items()}

USUAL = re.compile(
    r"[A-Za-z][A-Za-z][A-Za-z], (\d\d) ([A-Z][a-z][a-z]) ([12]\d\d\d) (\d\d:\d\d:\d\d) ([A-Z]{1,5}|[+-]\d\d\d\d)",
    re.ASCII,
)
"""What nearly every feed has, which the patterns below would find as well, in four times the time; a class that is
written three times is faster than one that is counted."""
RFC822 = re.compile(
    r"(?:(?P<weekday>[A-Za-z]{3,9})(?:\s*,\s*|\s+))?(?P<day>\d{1,2})(?:\s+|-)(?P<month>[A-Za-z]{3,9})\.?(?:\s+|-)(?P<year>\d{4}|\d\d)\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<zone>(?:GMT|UTC)?[+-]\d\d:?\d\d|[A-Za-z]{1,5}|0000)?",
    re.ASCII,
)
MONTH_FIRST = re.compile(
    r"(?P<weekday>[A-Za-z]{3,9},?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+"
    r"(?:(?P<year>\d{4})\s+(?P<clock>\d{1,2}:\d\d:\d\d)|(?P<clock_of_c>\d\d:\d\d:\d\d)\s+(?P<year_of_c>\d{4}))(?P<zone>.*)",
    re.ASCII | re.DOTALL,
)
"""What JavaScript's and C's programs print where nobody told them how: `Wed Jan 29 2025 02:00:00 GMT-0800`."""
COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
"""RFC 822, section 3.1.4; of nested ones the innermost."""
ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)\s?(?P<zone>Z|z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
EXAMPLE, EXAMPLE_IN_FEED = "2025-01-29T02:00:00-08:00", "Wed, 29 Jan 2025 02:00:00 -0800"
"""A moment as a record says it best, and as a feed must."""
MOST_OFFSET = timedelta(hours=14)
"""No place on earth is farther from UTC."""


def read_date(text: str) -> datetime:
    """Read a date and time with a zone. ValueError names what is missing or impossible.

    A weekday name is not trusted and not compared here: a rule does that.
    """
    moment = read_naive(text)
    if moment.tzinfo is None:
        raise ValueError(f"has no zone: `{_short(text)}`")
    return moment


def read_usual(text: str) -> datetime | None:
    """Read a date as nearly every feed has it, to the second and with a zone; None for all others, and for wrong ones."""
    if found := USUAL.fullmatch(text):
        day, month, year, clock, zone = found.groups()
        try:
            return datetime.fromisoformat(f"{year}-{_MONTH_DIGITS[month]}-{day}T{clock}{_zone_in_iso(zone)}")
        except (KeyError, ValueError):
            return None
    return None


def read_naive(text: str) -> datetime:
    """Read a date, with or without time and zone; what is absent is midnight, or naive."""
    text = text.strip()
    if (usual := read_usual(text)) is not None:
        return usual
    if found := ISO.fullmatch(text):
        return _from_iso(found, text)
    plain = without_comments(text)
    if turned := MONTH_FIRST.fullmatch(plain):
        plain = _day_first(turned)
    if found := RFC822.fullmatch(plain):
        return _from_rfc822(found, text)
    raise ValueError(f"is no date that can be read: `{_short(text)}`; write `{EXAMPLE}`")


def _day_first(found: re.Match[str]) -> str:
    year, clock = found["year"] or found["year_of_c"], found["clock"] or found["clock_of_c"]
    return f"{found['day']} {found['month']} {year} {clock}{found['zone']}"


def without_comments(text: str) -> str:
    """A date without what RFC 822 lets people say in parentheses, at most three deep."""
    for _ in range(3 if "(" in text else 0):
        text = COMMENT.sub(" ", text)
    return text.strip()


def _from_iso(found: re.Match[str], text: str) -> datetime:
    clock = (found["time"] or "00:00").replace(",", ".")
    try:
        moment = datetime.fromisoformat(f"{found['date']}T{clock}")
    except ValueError as error:
        raise ValueError(f"does not exist: `{_short(text)}` ({error})") from error
    zone = found["zone"]
    return moment if zone is None else _checked(moment.replace(tzinfo=_zone(zone)), text)


def _from_rfc822(found: re.Match[str], text: str) -> datetime:
    _, day, name, written_year, hour, minute, second, zone = found.groups()
    month = _MONTH_NUMBERS.get(name[:3].title())
    if month is None:
        raise ValueError(f"has no English month: `{_short(text)}`")
    year = int(written_year)
    if len(written_year) == 2:  # noqa: PLR2004 - RFC 2822 section 4.3: 00 to 49 are this century, 50 to 99 the last
        year += 2000 if year < 50 else 1900  # noqa: PLR2004
    tzinfo = None if zone is None else _zone(zone)  # -0000 is UTC of somebody who does not say where they are
    try:
        moment = datetime(year, month, int(day), int(hour), int(minute), int(second or 0), tzinfo=tzinfo)
    except ValueError as error:
        raise ValueError(f"does not exist: `{_short(text)}` ({error})") from error
    return _checked(moment, text)


def _checked(moment: datetime, text: str) -> datetime:
    if 1 < moment.year < 9999:  # noqa: PLR2004 - only the calendar's ends can be passed by a zone
        return moment
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"is outside the calendar: `{_short(text)}`") from error
    return moment


@lru_cache(maxsize=256)
def _zone(zone: str) -> timezone:
    name = zone.upper()
    if len(name) > 3 and name.startswith(("GMT", "UTC")):  # noqa: PLR2004 - letters; `GMT+0100` is an hour ahead of GMT
        zone = zone[3:]
    if name in ZONES:
        offset = timedelta(hours=ZONES[name])
    elif zone[0] in "+-0":
        digits = zone.strip("+-").replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
        if abs(offset) > MOST_OFFSET or int(digits[2:]) >= 60:  # noqa: PLR2004 - minutes in an hour
            raise ValueError(
                f"has an impossible zone `{zone}`: offsets go from -14:00 to +14:00, in hours and up to 59 minutes"
            )
    else:
        raise ValueError(
            f"has a zone that means different things to different apps: `{zone}`; write its offset, as in `+0100`"
        )
    return UTC if not offset else timezone(offset)


@lru_cache(maxsize=256)
def _zone_in_iso(zone: str) -> str:
    return str(_zone(zone)).removeprefix("UTC") or "Z"


def write_rfc822(moment: datetime) -> str:
    """Write `Wed, 29 Jan 2025 02:00:00 -0800`: the form every reader takes."""
    # The oldest way of formatting is the fastest, and a feed of 10,000 episodes has as many dates.
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    clock = (moment.hour, moment.minute, moment.second)
    return "%s, %02d %s %04d %02d:%02d:%02d %s" % (day, moment.day, month, moment.year, *clock, _offset(moment))  # noqa: UP031


def write_iso(moment: datetime) -> str:
    """Write `2025-01-29T02:00:00-08:00` (RFC 3339)."""
    text = moment.isoformat(timespec="seconds")
    if len(text) == _ISO_LENGTH:
        return text
    offset = _offset(moment)  # of seconds, too, which RFC 3339 has no place for, or none
    return f"{text[:19]}{offset[:3]}:{offset[3:]}"


_ISO_LENGTH = len(EXAMPLE)


def _offset(moment: datetime) -> str:
    return _offset_text(moment.utcoffset())


@lru_cache(maxsize=256)
def _offset_text(offset: timedelta | None) -> str:
    minutes = round((offset or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - a message is one line
