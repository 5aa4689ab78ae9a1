"""Whether an episode is to be published: `draft` and `withdrawn` of a record, in any spelling of yes and no."""

from __future__ import annotations

from dataclasses import replace

from feedkit.problems import Problem
from feedkit.records.kinds import SCHEMA
from feedkit.records.layers import Layer
from feedkit.records.places import shown
from feedkit.tags.values import read_flag

OTHERWISE = {
    "draft": (True, "until it is, the episode is held back"),
    "withdrawn": (False, "until it is, the episode stays"),
}
"""How each is taken that says neither yes nor no, and what that means: what can be made good later."""


def with_flags(layer: Layer) -> tuple[Layer, list[Problem]]:
    """The layer with `draft` and `withdrawn` as booleans, and a problem for each that is neither yes nor no."""
    said = {name: layer.values[name] for name in OTHERWISE if layer.values.get(name) is not None}
    if not said:
        return layer, []
    problems, flags = list[Problem](), dict[str, bool]()
    for name, value in said.items():
        try:
            flags[name] = read_flag(str(value))
        except ValueError:
            flags[name], meanwhile = OTHERWISE[name]
            message = f"`{name}` is neither yes nor no: `{shown(str(value))}`; {meanwhile}"
            mend = f"write `{name}: true` or `{name}: false`"
            problems.append(SCHEMA.at(layer.where((name,)), message, mend=mend, field=name))
    return replace(layer, values={**layer.values, **flags}), problems
