"""No-break spaces where the structure of a page wants plain ones: around the bars of its header line."""

from __future__ import annotations

import re

from feedkit.problems import Place, Problem
from feedkit.records.kinds import MENDED_SPACE

ORDER = 40
_HEADER = re.compile(r"^[^|\n]+\|[ \xa0]*Season [0-9]+ - Episode [0-9]+[ \xa0]*\|[^|\n]+$", re.MULTILINE)
_AROUND_BAR = re.compile("(?<![ \xa0])[ \xa0]*+\\|[ \xa0]*")


def mend(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Put one plain space on each side of a header's bars; text anywhere else keeps its no-break spaces."""
    header = _HEADER.search(text) if "\xa0" in text else None
    if not header or not any("\xa0" in bar for bar in _AROUND_BAR.findall(header[0])):
        return text, ()
    place = Place(path, text.count("\n", 0, header.start()) + 1, header[0].index("\xa0") + 1)
    message = "no-break spaces around the bars of the header are read as plain ones"
    problem = MENDED_SPACE.at(place, message, mend="write plain spaces around the bars")
    plain = _AROUND_BAR.sub(" | ", header[0])
    return text[: header.start()] + plain + text[header.end() :], (problem,)
