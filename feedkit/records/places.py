"""Where values stand in a file: found only when somebody asks, because most runs have nothing to complain about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from feedkit.problems import Place
from feedkit.records.layers import Path

Spots = Mapping[Path, tuple[int, int]]
"""Line and column, both from 1, of each value of a document."""


def shown(text: str, most: int = 60) -> str:
    """`text` as a message may quote it: at most `most` characters, `?` for each that a terminal cannot print."""
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return cut if cut.isprintable() else "".join(one if one.isprintable() else "?" for one in cut)


def dotted(path: Path) -> str:
    """The name of a field in messages: `enclosure.url`, `tags.3`."""
    return shown(".".join(str(step) for step in path), 120)


def key_of_line(line: str) -> str:
    """The key that a line of YAML or JSON opens with, where no parser can say; empty where there is none."""
    found = _KEY.match(line)
    return found[1] if found else ""


_KEY = re.compile(r"""\A[ \t]*(?:- )?["']?([A-Za-z_][\w-]{0,40})["']?[ \t]*:""")


class LazyPlaces:
    """A `Locate` that reads the document a second time, with places, when it is first asked.

    find: gives the spots; may raise nothing. A path that has none gets the place of the nearest value around it, and
    `first_line` of the file at last.
    """

    def __init__(self, path: str, find: Callable[[], Spots], first_line: int = 1) -> None:
        self._path = path
        self._find = find
        self._first_line = first_line
        self._spots: Spots | None = None

    def __call__(self, path: Path) -> Place:
        if self._spots is None:
            self._spots = self._find()
        for length in range(len(path), 0, -1):
            spot = self._spots.get(path[:length])
            if spot:
                return Place(self._path, *spot)
        return Place(self._path, self._first_line, 1)
