"""Facts that sites keep in the names of their files: `2024-04-14-s1e1-a-title`, `2020-01-01-ep1`, `season-2-episode-1`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[-_]|$)")
_NUMBERS = re.compile(
    r"(?:s(?:eason)?-?(?P<season>\d{1,3})-?)?(?<![a-z])e(?:p(?:isode)?)?-?(?P<episode>\d{1,4}(?:\.\d{1,3})?)(?![0-9a-z])",
    re.IGNORECASE,
)


def date_of_name(stem: str) -> Mapping[str, str]:
    """`pub_date`, where the name begins with a day."""
    found = _DATE.match(stem)
    return {"pub_date": f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"} if found else {}


def numbers_of_name(stem: str) -> Mapping[str, str]:
    """`season` and `episode`, as far as the name gives them."""
    found = _NUMBERS.search(_DATE.sub("", stem, count=1))
    return {name: text.lstrip("0") or "0" for name, text in found.groupdict().items() if text} if found else {}
