"""JSON as people write it into records: strict, fast, and located only when a place is asked for (RFC 8259)."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from feedkit.problems import Problem
from feedkit.records.document import Document
from feedkit.records.json_descent import JsonPlaces
from feedkit.records.layers import Locate
from feedkit.records.parsed import MOST_DEPTH, MOST_DIGITS, Parsed, number_within_bounds
from feedkit.records.places import LazyPlaces
from feedkit.records.repairs.values import mend_values

_ESCAPED_TROUBLE = re.compile(r"\\(?:[rbf]|u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF]))")
_BLANKS = " \t\n"


class _Slow(ValueError):
    """The fast parser met something that the located one must explain."""


def parse_json(document: Document, *, with_body: bool = False) -> Parsed:
    """Read the JSON value that opens `document`.

    with_body: text may follow the value; `Parsed.end` says where it starts. Numbers are int or Decimal, never float.
    Problems: syntax (with what was expected), keys that stand twice (the first one counts), numbers of over 19 digits,
    depth over 64, characters that XML cannot hold.
    """
    locate: Locate = JsonPlaces(document)
    problems: tuple[Problem, ...] = ()
    try:
        value, end = _fast(document.text, with_body=with_body)
    except (ValueError, RecursionError):
        from feedkit.records.json_places import read_located  # nearly all JSON is in order

        value, end, spots, problems = read_located(document, with_body=with_body)
        locate = LazyPlaces(document.path, lambda: spots, document.first_line)
    if _ESCAPED_TROUBLE.search(document.text, 0, end):
        value, mended = mend_values(value, locate)
        problems = (*problems, *mended)
    return Parsed(value, locate, problems, end)


def _fast(text: str, *, with_body: bool) -> tuple[Any, int]:
    value, end = _DECODER.raw_decode(text, len(text) - len(text.lstrip(_BLANKS)))
    if not with_body and text[end:].strip(_BLANKS):
        raise _Slow
    if text.count("[", 0, end) + text.count("{", 0, end) > MOST_DEPTH and _depth(value) > MOST_DEPTH:
        raise _Slow
    return value, end


def _depth(value: Any) -> int:
    depth, level = 0, _containers([value])
    while level:
        depth += 1
        level = [inner for outer in level for inner in _containers(outer)]
    return depth


def _containers(value: Any) -> list[Any]:
    items = value.values() if isinstance(value, dict) else value
    return [item for item in items if isinstance(item, dict | list)]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _Slow
    return mapping


def _refuse(_text: str) -> NoReturn:
    raise _Slow


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS and len(text.lstrip("-")) > MOST_DIGITS:
        raise _Slow
    return int(text)


def read_decimal(text: str) -> Decimal:
    """Raises ValueError over 19 significant digits, and for what a double cannot hold."""
    number = number_within_bounds(text)
    if number is None:
        raise _Slow
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=read_decimal, parse_int=_integer, parse_constant=_refuse
)
