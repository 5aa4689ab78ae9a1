"""Repairs of what people write: one file a mend, each reported, each safe to apply twice."""

from __future__ import annotations

from functools import cache
from typing import cast

from feedkit.problems import Problem
from feedkit.records.plugins import modules_with
from feedkit.records.repairs.interface import Mend


@cache
def mends() -> tuple[Mend, ...]:
    """The mends in the order they run."""
    found = [cast("Mend", module) for module in modules_with(__name__, "mend")]
    return tuple(sorted(found, key=lambda mend: mend.ORDER))


def mend_text(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Apply every mend to the text of a file that problems call `path`."""
    problems: list[Problem] = []
    text = text.removeprefix("\ufeff")
    for mend in mends():
        text, found = mend.mend(text, path)
        problems.extend(found)
    return text, tuple(problems)
