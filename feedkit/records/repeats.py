"""Words that stand twice in a list of a record, such as a tag: the first stays, the others are told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedkit.problems import Place, Problem
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.layers import Layer, Locate, Path
from feedkit.records.places import shown

LISTS = ("tags", "sponsors")
"""Lists in which a word that comes again says nothing new. People are kept apart in `people`, for they have roles."""


def without_repeats(layer: Layer) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with each tag and sponsor once, and a problem for each that stood there again."""
    kept = {name: found for name in LISTS if (found := _first_of_each(layer.values.get(name)))}
    if not kept:
        return layer, ()
    values = dict(layer.values)
    problems: list[Problem] = []
    for name, indexes in kept.items():
        listed = layer.values[name]
        values[name] = [listed[index] for index in indexes]
        problems += [_repeat(layer, name, index) for index in range(len(listed)) if index not in set(indexes)]
    return Layer(layer.origin, values, relocated(layer.where, kept)), tuple(problems)


def _first_of_each(listed: Any) -> list[int]:
    """The indexes of the first of each; empty where nothing stands twice."""
    if not isinstance(listed, list):
        return []
    first = {str(one): index for index, one in reversed(list(enumerate(listed)))}
    return [] if len(first) == len(listed) else sorted(first.values())


def _repeat(layer: Layer, name: str, index: int) -> Problem:
    message = f"left out: `{shown(str(layer.values[name][index]))}` stands twice in `{name}`"
    return LEFT_OUT.at(layer.where((name, index)), message, mend="delete one", field=name)


def relocated(where: Locate, kept: Mapping[str, Sequence[int]]) -> Locate:
    """A `Locate` for lists of which only the items at `kept` are left, in that order."""

    def locate(path: Path) -> Place:
        indexes = kept.get(str(path[0])) if len(path) > 1 else None
        if indexes is None or not isinstance(path[1], int) or path[1] >= len(indexes):
            return where(path)
        return where((path[0], indexes[path[1]], *path[2:]))

    return locate
