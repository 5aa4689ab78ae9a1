"""Where a value of sound JSON stands: found by going down to it, past whatever lies beside the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from feedkit.problems import Place
from feedkit.records.document import Document
from feedkit.records.layers import Path

_NO_GAP = re.compile(r"[^ \t\n,:]")
_pass_over = json.JSONDecoder().raw_decode
"""The value that begins at an index, and the index after it; by C, which is why most of a file costs nothing here."""


class _Spot(NamedTuple):
    """Indexes of a value, and of what its place is: its key's, where the value does not begin on the line of its key."""

    value: int
    place: int


class JsonPlaces:
    """A `Locate` for a document that opens with sound JSON. Each object or list on the way is gone through once.

    A path that is not there gets the place of the nearest value around it, and the first line of the file at last.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._inside: dict[int, dict[str | int, _Spot]] = {}

    def __call__(self, path: Path) -> Place:
        found, start = None, _next(self._document.text, 0)
        for step in path:
            spot = self._spots(start).get(step)
            if spot is None:
                break
            found, start = spot.place, spot.value
        if found is None:
            return Place(self._document.path, self._document.first_line, 1)
        return self._document.place_at(found)

    def _spots(self, start: int) -> dict[str | int, _Spot]:
        if start not in self._inside:
            self._inside[start] = dict(_spots_inside(self._document.text, start))
        return self._inside[start]


def _spots_inside(text: str, start: int) -> Iterator[tuple[str | int, _Spot]]:
    """The members of the object, or the items of the list, that opens at `start`; of another value there are none."""
    opening, index, count = text[start], start + 1, 0
    while opening in "{[" and text[index := _next(text, index)] not in "}]":
        step: str | int = count
        place = value = index
        if opening == "{":
            step, after_key = _pass_over(text, index)
            value = _next(text, after_key)
            place = index if "\n" in text[after_key:value] else value
        yield step, _Spot(value, place)
        index, count = _pass_over(text, value)[1], count + 1


def _next(text: str, index: int) -> int:
    """The index of what comes next: in sound JSON something always does, unless all has been read."""
    found = _NO_GAP.search(text, index)
    return found.start() if found else len(text)
