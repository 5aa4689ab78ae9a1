"""Where a part of a value stands in a source, which may spell it in its own way: XML escapes it, and so does JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from feedkit.problems import Place

MOST_CHARACTERS = 50_000
"""Of a source, from the place where a value begins, that are searched for a part of it."""

MOST_LINES_AHEAD = 3
"""Lines between a key and its value: a comment, a blank one."""

_SPELLED = {
    "<": "(?:<|&lt;|&#60;)",
    ">": "(?:>|&gt;|&#62;)",
    "&": "&(?:amp;)?",
    '"': r"(?:\\?\"|&quot;|&#34;)",
    "'": "(?:'{1,2}|&apos;|&#39;)",
    "/": r"\\?/",
    "\\": r"\\{1,2}",
}
"""How characters may be written: as they are, or as XML, JSON or YAML escape them."""

_START_TAG = re.compile(r"""<([^\s/>"']+)(?:[^>"']|"[^"]*"|'[^']*')*""")


def place_of(quote: str, place: Place, lines: Sequence[str], *, in_element: bool = False) -> Place:
    """Where a quotation stands in what begins at a place; the place itself where it cannot be found.

    lines: of the whole source. in_element: an element begins at the place; only what is in it is searched.
    """
    if not quote or not 1 <= place.line <= len(lines):
        return place
    text = _from(place.line - 1, lines)
    start, end = max(0, place.column - 1), len(text)
    if in_element and (opened := _START_TAG.match(text, start)):
        closed = text.find(f"</{opened[1]}", start)
        start, end = opened.end(), closed if closed > 0 else end
    found = _pattern(quote).search(text, start, end)
    if found is None:
        return place
    before = text[: found.start()]
    return Place(place.path, place.line + before.count("\n"), found.start() - before.rfind("\n"))


def place_of_key(key: str, place: Place, lines: Sequence[str]) -> Place:
    """Where the key stands whose value begins at a place, in YAML, JSON or TOML; the value's place where it is not ahead."""
    if not 1 <= place.line <= len(lines):
        return place
    first = max(0, place.line - 1 - MOST_LINES_AHEAD)
    ahead = "\n".join((*lines[first : place.line - 1], lines[place.line - 1][: max(0, place.column - 1)]))
    found = re.search(rf"""(?s:.*)(?<![\w-])(?P<quote>["']?)(?P<key>{re.escape(key)})(?P=quote)\s*[:=]""", ahead)
    if found is None:
        return place
    start = found.start("quote")
    return Place(place.path, first + 1 + ahead.count("\n", 0, start), start - ahead.rfind("\n", 0, start))


def _from(first: int, lines: Sequence[str]) -> str:
    taken, left = [], MOST_CHARACTERS
    for line in lines[first : first + MOST_CHARACTERS]:
        taken.append(line)
        left -= len(line) + 1
        if left < 0:
            break
    return "\n".join(taken)


@lru_cache(maxsize=64)
def _pattern(quote: str) -> re.Pattern[str]:
    pieces = (
        r"\s+" if piece.isspace() else _SPELLED.get(piece, re.escape(piece))
        for piece in re.split(r"(\s+|.)", quote)
        if piece
    )
    return re.compile("".join(pieces))
