"""Values as other tools spell them: dates in words or milliseconds, sizes in megabytes, times in minutes and seconds."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_MILLISECONDS = re.compile(r"-?[0-9]{12,14}")
_SIZE = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?) ?([KMG]i?)?B(?:ytes)?", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:([0-9]{1,3}) ?h(?:ou)?rs?)?,? ?(?:([0-9]{1,4}) ?min(?:ute)?s?)?,? ?(?:([0-9]{1,5}) ?sec(?:ond)?s?)?",
    re.IGNORECASE,
)
_POWERS = {"k": 1, "m": 2, "g": 3}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def iso_date(value: Any) -> Any:
    """`2025-01-30` for `January 30, 2025` or `March 22nd 2016`; anything else as it is, for the field to judge."""
    text = str(value).strip()
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return value
    if month[:3].lower() not in MONTHS:
        return value
    try:
        return dt.date(int(year), MONTHS.index(month[:3].lower()) + 1, int(day)).isoformat()
    except ValueError:
        return value


def date_of_milliseconds(value: Any) -> Any:
    """The moment, in UTC, of milliseconds since 1970; anything else as it is."""
    text = str(value).strip()
    if not _MILLISECONDS.fullmatch(text):
        return value
    return (_EPOCH + dt.timedelta(milliseconds=int(text))).isoformat()


def bytes_of(value: Any) -> tuple[Any, bool]:
    """A size in bytes, and whether it is rounded: 13700000 for `13.7 MB`; anything else as it is."""
    found = _SIZE.fullmatch(str(value).strip())
    if not found:
        return value, False
    factor = 1024 if (found[2] or "").lower().endswith("i") else 1000
    exact = Decimal(found[1].replace(",", ".")) * factor ** _POWERS.get((found[2] or "x")[0].lower(), 0)
    return int(exact), bool(found[2])


def spoken_seconds(value: Any) -> Any:
    """Seconds for `61 mins 19 secs`; anything else as it is."""
    found = _SPOKEN.fullmatch(str(value).strip())
    if not found or not any(found.groups()):
        return value
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
