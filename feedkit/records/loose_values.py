"""Values as other tools spell them: dates in words, sizes in megabytes, times in minutes, people and chapters by other names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from feedkit.records.aliases import CHAPTER, PERSON, folded

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
"""Who writes dots writes the day first, in every country; with slashes either may come first, and none is guessed."""
_CLOCK = re.compile(
    r"(?P<day>.*[0-9])(?:,|T| at| um)? ?(?<![0-9])(?P<hour>[0-9]{1,2}):(?P<rest>[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?"
)
_MILLISECONDS = re.compile(r"-?[0-9]{12,14}")
_SIZE = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?) ?([KMG]i?)?B(?:ytes)?", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,_' ][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_AND = r"(?:,| and)? ?"
_SPOKEN = re.compile(
    rf"(?:([0-9]{{1,3}}) ?h(?:rs?|ours?)?\.?)?{_AND}(?:([0-9]{{1,4}}) ?m(?:in(?:ute)?s?)?\.?)?{_AND}"
    r"(?:([0-9]{1,5}) ?s(?:ec(?:ond)?s?)?\.?)?",
    re.IGNORECASE,
)
_ISO_DURATION = re.compile(r"PT(?:([0-9]{1,3})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,5})(?:\.[0-9]{1,6})?S)?")
_TIME = re.compile(r"[0-9]{1,4}(?::[0-5]?[0-9]){1,2}")
_CHAPTER = re.compile(
    r"\s*[(\[]?(?P<start>(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:\.[0-9]{1,3})?)[)\]]?(?:\s*(?:[-–—|:~]+\s*)?\s|[-–—|])(?P<title>\S.*?)\s*",
)
_LINES = re.compile(r"\n|[,;][ \t]{0,9}(?=(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2})")
_POWERS = {"k": 1, "m": 2, "g": 3}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def iso_date(value: Any) -> Any:
    """`2025-01-30` for `January 30, 2025`, `30.1.2025` or `2025/1/30`, with the time behind it (`3:04 PM`, ` UTC`).

    Anything else as it is, for the field to judge; so are days of which nobody can say the month (`3/4/2025`).
    """
    text = " ".join(str(value).split())
    clock = _CLOCK.fullmatch(text)
    day = _iso_day(clock["day"].rstrip(",") if clock else text)
    if day is None:
        return value
    return day if clock is None else _with_clock(day, clock, value)


def _with_clock(day: str, clock: re.Match[str], value: Any) -> Any:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
            return value
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = {"UTC": "+00:00", "GMT": "+00:00", None: ""}.get(clock["zone"], clock["zone"])
    return f"{day}T{hour:02}:{clock['rest']}{zone}"


def _iso_day(text: str) -> str | None:
    """The day that a text is; None where it is none, or does not exist."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = found.groups()
    elif found := _DOTTED.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    if not month.isdecimal():
        name = month[:3].lower()
        month = str(MONTHS.index(name) + 1) if name in MONTHS else "0"
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def date_of_milliseconds(value: Any) -> Any:
    """The moment, in UTC, of milliseconds since 1970; anything else as it is."""
    text = str(value).strip()
    if not _MILLISECONDS.fullmatch(text):
        return value
    return (_EPOCH + dt.timedelta(milliseconds=int(text))).isoformat()


def bytes_of(value: Any) -> tuple[Any, bool]:
    """A size in bytes, and whether it is rounded: 13700000 for `13.7 MB`, 1234567 for `1,234,567`; anything else as it is."""
    text = str(value).strip()
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text)), False
    found = _SIZE.fullmatch(text)
    if not found:
        return value, False
    factor = 1024 if (found[2] or "").lower().endswith("i") else 1000
    exact = Decimal(found[1].replace(",", ".")) * factor ** _POWERS.get((found[2] or "x")[0].lower(), 0)
    return int(exact), bool(found[2])


def spoken_seconds(value: Any) -> Any:
    """Seconds for `61 mins 19 secs`, `1h 23m` or `PT26M6S`; anything else as it is."""
    text = str(value).strip()
    found = _ISO_DURATION.fullmatch(text) or _SPOKEN.fullmatch(text)
    if not found or not any(found.groups()):
        return value
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def is_time(value: Any) -> bool:
    """Whether a value is a time, spoken or by the clock: `12:34`, `45 min`; no number by itself is."""
    text = str(value).strip()
    return _TIME.fullmatch(text) is not None or spoken_seconds(text) != text


def people_of(value: Any) -> Any:
    """One person or several in feedkit's words: ids and names as they are, `{name, url, …}`, or `{name: address}`."""
    if isinstance(value, Mapping) and "name" not in value and all(_is_address(one) for one in value.values()):
        return [{"name": name, "href": address} for name, address in value.items()]
    return [_person(one) for one in (value if isinstance(value, list) else [value])]


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def _person(value: Any) -> Any:
    """`{name, href, img}` of a person, whose other facts (employer, handles) have no place in a feed."""
    if not isinstance(value, Mapping):
        return value
    known = {PERSON.get(folded(key), folded(key)): one for key, one in reversed(list(value.items()))}
    if "name" not in known and isinstance(known.get("person"), str):
        return known["person"]  # an id, or a name, beside what is about this episode alone
    return {key: known[key] for key in ("name", "username", "href", "img", "role", "group") if known.get(key)}


def marks_of(value: Any) -> Any:
    """Chapters in feedkit's words: a list, or lines, of a start and a title; None for what is no such list."""
    listed = [line for line in _LINES.split(value) if line.strip()] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed:
        return None
    marks = [chapter_of(one) for one in listed]
    return marks if all(isinstance(one, Mapping) and {"start_time", "title"} <= one.keys() for one in marks) else None


def chapters_listed(value: Any) -> list[Any] | None:
    """Chapters, one an item: of a list, a block of lines or a mapping `{0:00: Hello}`; None for what names a file of them."""
    if isinstance(value, str) and ("\n" in value.strip() or _CHAPTER.fullmatch(value)):
        return [line for line in value.split("\n") if line.strip()]
    if isinstance(value, Mapping) and value and all(_TIME.fullmatch(str(key)) for key in value):
        return [{key: title} for key, title in value.items()]
    return value if isinstance(value, list) else None


def chapter_of(value: Any) -> Any:
    """One chapter by feedkit's names: `{time: …, title: …}`, `{1:35: Amy}`, or a line `00:01:35.000 - Amy`; else as it is."""
    if isinstance(value, Mapping) and len(value) == 1 and _TIME.fullmatch(str(start := next(iter(value)))):
        return {"start_time": start, "title": value[start]}
    if isinstance(value, str) and (line := _CHAPTER.fullmatch(value)):
        return {"start_time": line["start"], "title": line["title"]}
    return renamed(value, CHAPTER)


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A mapping with its parts under feedkit's names; names: those by what others call them. Else as it is."""
    if not isinstance(value, Mapping) or not any(folded(str(key)) in names for key in value):
        return value
    found = dict[str, Any]()
    for key, one in value.items():
        name = names.get(folded(str(key)), str(key))
        if name not in found and not (name != key and name in value):
            found[name] = one
    return found
