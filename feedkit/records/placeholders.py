"""Words that a template put into a record and nobody replaced: set aside, so that they are never published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from feedkit.problems import Problem
from feedkit.records.kinds import PLACEHOLDER
from feedkit.records.layers import Layer, Path

FIELDS: tuple[Path, ...] = (
    ("duration",),
    ("pub_date",),
    ("guid",),
    ("guid", "text"),
    ("link",),
    ("enclosure", "url"),
    ("enclosure", "length"),
    ("episode", "number"),
    ("itunes_episode",),
)
"""Where a placeholder stands in a template. A title may be `TODO`, and a description may begin with it."""

_WORDS = re.compile(
    r"(?:H{1,2}:)?M{1,2}:S{1,2}|(?:XX?:)?XX?:XX?|NUM_?BYTES|N_BYTES|BYTES|YYYY-MM-DD\S*|FILENAME(?:\.\w+)?"
    r"|\$?\{\{?[\w .-]+\}\}?|<[A-Z_ -]+>|TODO|TBD|FIXME|CHANGE-?ME|REPLACE-?ME",
)


def without_placeholders(layer: Layer) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer without the fields that hold a placeholder, and a problem for each."""
    found = list(_found(layer.values))
    if not found:
        return layer, ()
    values = {name: dict(value) if isinstance(value, Mapping) else value for name, value in layer.values.items()}
    for path, _ in found:
        inner: dict[str, Any] = values if len(path) == 1 else values[str(path[0])]
        inner.pop(str(path[-1]))
    kept = {name: value for name, value in values.items() if value != {} or layer.values[name] == {}}
    problems = tuple(_problem(layer, path, text) for path, text in found)
    return Layer(layer.origin, kept, layer.where), problems


def _found(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for path in FIELDS:
        value: Any = values
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        if isinstance(value, str) and _WORDS.fullmatch(value.strip()):
            yield path, value


def _problem(layer: Layer, path: Path, text: str) -> Problem:
    field = ".".join(str(step) for step in path)
    message = f"`{text.strip()}` is what a template put there, and no value; it was set aside"
    return PLACEHOLDER.at(layer.where(path), message, mend="write the value, or take the field out", field=field)
