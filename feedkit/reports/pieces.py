"""Documents written piece by piece, so that a report of any length takes no memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import Any

from feedkit.characters import escaped

IN_MEMORY = 8_000_000
"""Bytes that are held in memory before they go to a temporary file."""
_PIECE = 65_536


def json_line(value: Any) -> str:
    """A value as JSON on one line; what cannot be seen, or is half of a character, is escaped."""
    return escaped(json.dumps(value, ensure_ascii=False))


def json_list(values: Iterable[Any], margin: str) -> Iterator[str]:
    """A list of JSON, a value a line. margin: what the line begins with that the list stands on."""
    opening = "["
    for value in values:
        yield f"{opening}\n{margin}  {json_line(value)}"
        opening = ","
    yield "[]" if opening == "[" else f"\n{margin}]"


@contextmanager
def set_aside(pieces: Iterable[str]) -> Iterator[Iterator[str]]:
    """The same pieces once all of them are made, for a document whose head tells what comes after it."""
    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline="") as kept:
        kept.writelines(pieces)
        kept.seek(0)
        yield iter(lambda: kept.read(_PIECE), "")
