"""Which template an episode's title is written by: a show's habits change over the years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from feedkit.records.show_file import BOUND, TitleEra

_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)", re.ASCII)


def template_of(eras: Iterable[TitleEra], number: Any, date: Any, otherwise: str) -> str:
    """The template of the first era that holds the episode.

    number: the episode's, None where it has none. date: as its record has it, or a datetime; its own day counts.
    """
    era = next((era for era in eras if _holds(era, _number(number), _day(date))), None)
    return otherwise if era is None else era.template


def _number(value: Any) -> Decimal | None:
    try:
        number = None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number is not None and not number.is_nan() else None  # which can be compared with nothing


def _day(value: Any) -> str:
    found = _DAY.match(str(value or ""))
    return found[1] if found else ""


def _holds(era: TitleEra, number: Decimal | None, day: str) -> bool:
    after = era.since is None or _is_at_most(era.since, number, day, reverse=False)
    return after and (era.until is None or _is_at_most(era.until, number, day, reverse=True))


def _is_at_most(bound: str, number: Decimal | None, day: str, *, reverse: bool) -> bool:
    """Whether the bound comes at or before the episode; the other way round with `reverse`."""
    found = BOUND.fullmatch(bound)
    if found is not None and found["number"]:
        limit = Decimal(found["number"])
        return number is not None and (number <= limit if reverse else limit <= number)
    return bool(day) and (day <= bound if reverse else bound <= day)
