"""Typographic quotes around values that are no prose: a word processor set them, and to YAML they quote nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from feedkit.problems import Level, Problem
from feedkit.records.kinds import SCHEMA
from feedkit.records.layers import Layer, Path
from feedkit.records.placeholders import FIELDS

NO_PROSE: tuple[Path, ...] = (
    *(path for path in FIELDS if path[0] != "guid"),
    ("explicit",),
    ("episode_type",),
    ("enclosure", "type"),
    ("season", "number"),
    ("image", "href"),
)
"""Fields that no such quote can be a part of; a guid is kept letter by letter."""

_QUOTED = re.compile(r"\s*+[“”„‟«»‘’‚″′]\s*+([^“”„‟«»‘’‚″′]*)[“”„‟«»‘’‚″′]\s*")


def without_typographic_quotes(layer: Layer) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer without such quotes, and a warning for each value that stood in them."""
    values, problems = dict(layer.values), list[Problem]()
    for path, inside in _found(layer.values):
        first = str(path[0])
        values = {**values, first: inside if len(path) == 1 else {**values[first], path[1]: inside}}
        name = ".".join(map(str, path))
        message = f"typographic quotes stand around `{name}`, and are no quotes to programs; they were left out"
        found = SCHEMA.at(layer.where(path), message, mend='write `"`, or no quotes', field=name)
        problems.append(found._replace(level=Level.WARNING))
    return (replace(layer, values=values), tuple(problems)) if problems else (layer, ())


def _found(values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for path in NO_PROSE:
        value: Any = values
        for step in path:
            value = value.get(step) if isinstance(value, Mapping) else None
        if isinstance(value, str) and not value.isascii() and (found := _QUOTED.fullmatch(value)):
            yield path, found[1].strip()
