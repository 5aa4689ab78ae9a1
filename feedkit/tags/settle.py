"""From raw values to an element: what does not fit is set aside with a fault, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from feedkit.tags.element import Element

Path = tuple[str | int, ...]


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
        for i, step in enumerate(path):
            if isinstance(step, int) and (kept := self.kept.get(path[:i])) and step < len(kept):
                path = (*path[:i], kept[step], *path[i + 1 :])
        return path


def settle(cls: type[Element], raw: dict[str, Any], aside: Callable[[Path], None] | None = None) -> Settled:
    """Make an element; what does not fit is set aside, each with a fault, and the rest goes on.

    aside: told the raw path of each part that is set aside. `raw` is left as it was.
    """
    faults: list[Fault] = []
    kept: dict[Path, list[int]] = {}
    while True:
        try:
            value = cls.model_validate(raw)
        except ValidationError as error:
            raw = raw if faults else deepcopy(raw)
            targets = set[Path]()
            for found in error.errors(include_url=False):
                path = _original(found["loc"], kept)
                if not any(path[: len(fault.path)] == fault.path for fault in faults):
                    faults.append(
                        Fault(path, found["type"], found["msg"].removeprefix("Value error, "), found["input"])
                    )
                targets.add(found["loc"][:-1] if found["type"] == "missing" else found["loc"])
            outermost = {t for t in targets if not any(t[:i] in targets for i in range(1, len(t)))}
            for target in sorted(outermost, key=_last_first):
                if aside is not None:
                    aside(_original(target, kept))
                _remove(raw, target, kept)
        else:
            return Settled(value, tuple(faults), {path: tuple(indexes) for path, indexes in kept.items()})


def _last_first(path: Path) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(step, str), -step if isinstance(step, int) else 0, str(step)) for step in path)


def _original(path: Path, kept: dict[Path, list[int]]) -> Path:
    for i, step in enumerate(path):
        if isinstance(step, int) and path[:i] in kept:
            path = (*path[:i], kept[path[:i]][step], *path[i + 1 :])
    return path


def _remove(raw: dict[str, Any], target: Path, kept: dict[Path, list[int]]) -> None:
    inner: Any = raw
    for step in target[:-1]:
        inner = inner[int(step)] if isinstance(inner, list) else inner.get(step)
        if inner is None:  # what stood around it is gone already
            return
    if isinstance(inner, list):
        index = int(target[-1])
        kept.setdefault(_original(target[:-1], kept), list(range(len(inner)))).pop(index)
        del inner[index]
    else:
        inner.pop(target[-1], None)
