"""What each source says of a show or an episode, before anybody has won: layers of plain values with their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from feedkit.problems import Place

Path = tuple[str | int, ...]
"""Where a value stands inside a document or a model: keys and indexes, outermost first."""

Locate = Callable[[Path], Place]
"""Gives the place of a value, or of the nearest value around it; must not raise."""


class Source(IntEnum):
    """Who says something; a lower number wins over a higher one."""

    OVERLAY = 1
    RECORD = 2
    SHOW = 3
    NOTES = 4
    LOCK = 5
    TRANSCRIPT = 6
    DEFAULT = 7


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a layer's values come from.

    what: a few words for people (`jupiter record`, `page`, `overlay`). method and confidence (0 to 1) are set for a
    guess, and only for a guess.
    """

    source: Source
    what: str
    method: str = ""
    confidence: float | None = None

    @property
    def is_guess(self) -> bool:
        return self.confidence is not None


@dataclass(frozen=True, slots=True)
class Layer:
    """The values one source gives, by feedkit's field names, as plain Python (text, numbers, None, lists, mappings).

    A value of None means that the author wrote null: nothing below it may speak.
    """

    origin: Origin
    values: Mapping[str, Any]
    where: Locate


def at_file(path: str) -> Locate:
    """A `Locate` for sources that know their file and nothing closer."""
    place = Place(path)
    return lambda _path: place
