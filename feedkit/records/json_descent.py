"""Where a value of sound JSON stands: found by going down to it, past whatever lies beside the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count

from feedkit.problems import Place
from feedkit.records.document import Document
from feedkit.records.layers import Path

_KEY = re.compile(r'[ \t\n,]*+("(?:[^"\\]++|\\.)*+")[ \t\n]*+:[ \t\n]*+')
_ITEM = re.compile(r"[ \t\n,]*+(?=[^\] \t\n,])")
_SCALAR = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\w.+-]++')
_after_brackets = json.JSONDecoder().raw_decode
"""The value in brackets that begins at an index, and the index after it; by C, so that what lies beside costs little."""


_Spot = tuple[int, int]
"""Indexes of a value, and of what its place is: its key's, where the value does not begin on the line of its key."""


class JsonPlaces:
    """A `Locate` for a document that opens with sound JSON. Each object or list on the way is gone through once,
    as far as somebody asks.

    A path that is not there gets the place of the nearest value around it, and the first line of the file at last.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._inside: dict[int, tuple[dict[str | int, _Spot], Iterator[tuple[str | int, _Spot]]]] = {}

    def __call__(self, path: Path) -> Place:
        text = self._document.text
        start, found = len(text) - len(text.lstrip(" \t\n")), -1
        for step in path:
            spot = self._spot(start, step)
            if spot is None:
                break
            start, found = spot
        if found < 0:
            return Place(self._document.path, self._document.first_line, 1)
        return self._document.place_at(found)

    def _spot(self, start: int, step: str | int) -> _Spot | None:
        """The spot of what a step leads to from the value at `start`; what comes after it is left for later."""
        if start not in self._inside:
            self._inside[start] = {}, _spots_inside(self._document.text, start)
        known, ahead = self._inside[start]
        while step not in known:
            name, spot = next(ahead, (None, None))
            if name is None or spot is None:
                return None
            known[name] = spot
        return known[step]


def _spots_inside(text: str, start: int) -> Iterator[tuple[str | int, _Spot]]:
    """The members of the object, or the items of the list, that opens at `start`; of another value there are none."""
    index = start + 1
    if text[start] == "{":
        while key := _KEY.match(text, index):
            value, name = key.end(), key[1]
            is_below = text.find("\n", key.end(1), value) >= 0
            yield json.loads(name) if "\\" in name else name[1:-1], (value, key.start(1) if is_below else value)
            index = _end(text, value)
    elif text[start] == "[":
        for number in count():
            item = _ITEM.match(text, index)
            if item is None:
                return
            yield number, (item.end(), item.end())
            index = _end(text, item.end())


def _end(text: str, start: int) -> int:
    """The index after the value that begins at `start`."""
    scalar = _SCALAR.match(text, start)
    return scalar.end() if scalar else _after_brackets(text, start)[1]
