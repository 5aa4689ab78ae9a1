"""Recurrence rules by RFC 5545, section 3.3.10: `FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13`."""

from __future__ import annotations

import re
from datetime import datetime

from feedkit.tags.values import short

DAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*"
UNTIL = r"\d{8}(?:T\d{6}Z?)?"
PARTS = {
    "FREQ": r"SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    "UNTIL": r".*",  # FK239 tells what is wrong with it
    "COUNT": r"[1-9]\d*",
    "INTERVAL": r"[1-9]\d*",
    "BYSECOND": NUMBERS,
    "BYMINUTE": NUMBERS,
    "BYHOUR": NUMBERS,
    "BYDAY": rf"(?:[+-]?\d{{1,2}})?{DAY}(?:,(?:[+-]?\d{{1,2}})?{DAY})*",
    "BYMONTHDAY": NUMBERS,
    "BYYEARDAY": NUMBERS,
    "BYWEEKNO": NUMBERS,
    "BYMONTH": r"\d{1,2}(?:,\d{1,2})*",
    "BYSETPOS": NUMBERS,
    "WKST": DAY,
}
RANGES = {
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYDAY": (1, 53),
    "BYMONTHDAY": (1, 31),
    "BYYEARDAY": (1, 366),
    "BYWEEKNO": (1, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (1, 366),
}
"""Those that count from 1 may be negative, and count from the end then."""


def rrule_parts(rrule: str) -> dict[str, str]:
    """The parts of a recurrence rule by name, in capitals; a part without a value has ''."""
    pairs = (part.partition("=") for part in rrule.upper().split(";") if part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def fault_of_rrule(rrule: str) -> str:
    """What is wrong with a recurrence rule, in words that follow its name; '' for nothing."""
    names = [part.partition("=")[0].strip() for part in rrule.upper().split(";")]
    parts = rrule_parts(rrule)
    if "FREQ" not in parts:
        return "has no FREQ"
    if "" in names:
        return "has a `;` with nothing after it"
    for name in names:
        if names.count(name) > 1:
            return f"has {name} twice"
        if name not in PARTS:
            return f"has the part {short(name)}, which RFC 5545 does not know"
        if not re.fullmatch(PARTS[name], parts[name]):
            return f"has {name}={parts[name]}, which RFC 5545 does not allow"
    return next(filter(None, map(_out_of_range, parts, parts.values())), "") or _fault_of_parts(parts)


def _out_of_range(name: str, value: str) -> str:
    if name in RANGES:
        least, most = RANGES[name]
        for number in re.findall(r"[+-]?\d+", value):
            if not least <= abs(int(number)) <= most or (least == 0 and number[0] == "-"):
                return f"has {number} in {name}, which goes from {least} to {most}"
    return ""


def _fault_of_parts(parts: dict[str, str]) -> str:
    freq = parts["FREQ"]
    if freq == "WEEKLY" and "BYMONTHDAY" in parts:
        return "has BYMONTHDAY in a WEEKLY rule"
    if freq != "YEARLY" and "BYWEEKNO" in parts:
        return f"has BYWEEKNO in a {freq} rule"
    if freq not in ("MONTHLY", "YEARLY") and re.search(r"\d", parts.get("BYDAY", "")):
        return f"has a numbered day in a {freq} rule"
    return ""


def exists(until: str) -> bool:
    """Whether a date of the form `UNTIL` is one of the calendar."""
    try:
        datetime.strptime(until.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in until else "%Y%m%d")  # noqa: DTZ007 - only whether
    except ValueError:
        return False
    return True
