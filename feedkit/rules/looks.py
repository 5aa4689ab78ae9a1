"""What a text looks like: cheap questions, which spare rules the texts of which they have nothing to say.

They are for `only` in a rule's declaration. Each may say yes too often, and never no where the rule would find something.
"""

from __future__ import annotations

import re
from datetime import date

from feedkit.tags.dates import DAYS, MONTHS

_PLAIN_ADDRESS = re.compile(r"https://((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})(?:/[A-Za-z0-9._~/-]*)?")
_PLAIN_DATE = re.compile(
    rf"({'|'.join(DAYS)}), (\d\d) ({'|'.join(MONTHS)}) (\d{{4}}) \d\d:\d\d:\d\d (?:\+\d{{4}}|-(?!0000)\d{{4}}|GMT)"
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}


def holds_tags(text: str) -> bool:
    """Whether there may be HTML tags in it."""
    return "<" in text


def holds_ampersand(text: str) -> bool:
    """Whether there may be character references in it."""
    return "&" in text


def holds_markup(text: str) -> bool:
    """Whether there may be either in it."""
    return "<" in text or "&" in text or ">" in text


def holds_capitals(text: str) -> bool:
    """Whether a word of a list may be written otherwise than small."""
    return not text.islower()


def holds_line_end(text: str) -> bool:
    """Whether it has more than one line."""
    return "\n" in text


def begins_as_number(text: str) -> bool:
    """Whether it may be a number, or one of the words that are taken for one."""
    return text[:1] in "0123456789+-.tTfF" or text[:1].isspace()


def is_more_than_digits(text: str) -> bool:
    """Whether it is anything else than a whole number."""
    return not (text.isascii() and text.isdigit())


def is_odd_truth(text: str) -> bool:
    """Whether it is anything else than `true` or `false`."""
    return text not in ("true", "false")


def is_padded(text: str) -> bool:
    """Whether there is white space around it."""
    return text != text.strip()


def is_beyond_ascii(text: str) -> bool:
    """Whether any of its characters could be an odd one."""
    return not text.isascii()


def is_odd_address(text: str) -> bool:
    """Whether it is any other address than https, a plain host, and a plain path."""
    return _PLAIN_ADDRESS.fullmatch(text) is None


def holds_plain_http(text: str) -> bool:
    """Whether there is an address in it that is not https."""
    return "http:" in text or (":" in text and "http:" in text.lower())


def plain_host(text: str) -> str:
    """The host of an address that is not odd; '' for any other."""
    found = _PLAIN_ADDRESS.fullmatch(text)
    return found[1] if found is not None else ""


def is_odd_date(text: str) -> bool:
    """Whether it is any other date than one written as every reader takes it, with the right weekday."""
    found = _PLAIN_DATE.fullmatch(text)
    if found is None:
        return True
    weekday, day, month, year = found.groups()
    try:
        return DAYS[date(int(year), _MONTH_NUMBERS[month], int(day)).weekday()] != weekday
    except ValueError:
        return True
