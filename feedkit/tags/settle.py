"""From raw values to an element: what does not fit is set aside with a fault, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feedkit.tags.element import Element
from feedkit.tags.making import make

Path = tuple[str | int, ...]

IN_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field here",
    "string_type": "is no text",
    "tuple_type": "is no list",
    "model_type": "has no short form; write its fields",
    "model_attributes_type": "has no short form; write its fields",
}
"""pydantic's errors, by type, in words that follow a field's name; others are told by forms, or in pydantic's words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that does not fit its class. path: in the raw values. what: pydantic's error type. message: in words."""

    path: Path
    what: str
    message: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Settled:
    """An element made of raw values, the faults that were set aside, and which items of each list were kept."""

    value: Any
    faults: tuple[Fault, ...]
    kept: dict[Path, tuple[int, ...]] = field(default_factory=dict)

    def original(self, path: Path) -> Path:
        """The path in the raw values of a path in the element (an item that was set aside shifts the others)."""
        if not self.kept:
            return path
        for i, step in enumerate(path):
            if isinstance(step, int) and (kept := self.kept.get(path[:i])) and step < len(kept):
                path = (*path[:i], kept[step], *path[i + 1 :])
        return path


def settle(cls: type[Element], raw: dict[str, Any], aside: Callable[[Path], None] | None = None) -> Settled:
    """Make an element; what does not fit is set aside, each with a fault, and the rest goes on.

    aside: told the raw path of each part that is set aside. `raw` is left as it was. The value is None where the
    element itself lacks what it cannot be without.
    """
    try:
        return Settled(make(cls, raw), ())
    except ValueError:
        return _settled(cls, raw, aside)


def _settled(cls: type[Element], raw: dict[str, Any], aside: Callable[[Path], None] | None) -> Settled:
    faults: list[Fault] = []
    kept: dict[Path, list[int]] = {}
    while True:
        try:
            value = cls.model_validate(raw)
        except ValidationError as error:
            raw = raw if faults else deepcopy(raw)
            targets = _faulty(error, kept, faults)
            if () in targets:
                value = None
                break
            for target in sorted(targets, key=_last_first):
                if aside is not None:
                    aside(_original(target, kept))
                _remove(raw, target, kept)
        else:
            break
    return Settled(value, tuple(faults), {path: tuple(indexes) for path, indexes in kept.items()})


def _faulty(error: ValidationError, kept: dict[Path, list[int]], faults: list[Fault]) -> set[Path]:
    """Add a fault for each part that does not fit, unless one is known; returns what has to go, outermost only."""
    targets, known = set[Path](), {fault.path for fault in faults}
    for found in error.errors(include_url=False):
        path = _original(found["loc"], kept)
        if not any(path[:length] in known for length in range(len(path) + 1)):
            faults.append(Fault(path, found["type"], _in_words(found), found["input"]))
            known.add(path)
        targets.add(found["loc"][:-1] if found["type"] == "missing" else found["loc"])
    return {target for target in targets if not any(target[:i] in targets for i in range(len(target)))}


def _in_words(found: ErrorDetails) -> str:
    return IN_WORDS.get(found["type"]) or found["msg"].removeprefix("Value error, ")


def _last_first(path: Path) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(step, str), -step if isinstance(step, int) else 0, str(step)) for step in path)


def _original(path: Path, kept: dict[Path, list[int]]) -> Path:
    for i, step in enumerate(path):
        if isinstance(step, int) and path[:i] in kept:
            path = (*path[:i], kept[path[:i]][step], *path[i + 1 :])
    return path


def _remove(raw: dict[str, Any], target: Path, kept: dict[Path, list[int]]) -> None:
    """Take a part out. One that was written in a short form has no path of its own: then the whole form goes."""
    holder: Any = raw
    path = target[:1]
    for depth, step in enumerate(target[1:], 1):
        inner = _below(holder, path[-1])
        if _below(inner, step) is _ABSENT:
            break
        holder, path = inner, target[: depth + 1]
    if isinstance(holder, list):
        index = int(path[-1])
        kept.setdefault(_original(path[:-1], kept), list(range(len(holder)))).pop(index)
        del holder[index]
    else:
        holder.pop(str(path[-1]), None)


_ABSENT: Any = object()


def _below(inner: Any, step: str | int) -> Any:
    if isinstance(inner, list):
        return inner[step] if isinstance(step, int) and step < len(inner) else _ABSENT
    return inner.get(step, _ABSENT) if isinstance(inner, dict) else _ABSENT
