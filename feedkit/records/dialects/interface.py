"""What a dialect is: one way in which people write episodes down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from feedkit.records.document import Document
from feedkit.records.record import Record, Skipped

Beside = Callable[[str], Document | None]
"""Reads a file that stands near a record, named relative to the record's folder (`../_data/sizes.json`); None where
there is none. It may be not readable; its problems are then for the dialect to pass on."""


class Dialect(Protocol):
    """A module of this package, or an object that an entry point of the group `feedkit.dialects` names.

    NAME: what a show file calls it. RANK: dialects are asked from the lowest to the highest, the most special first.
    A dialect is one of the two below. What both must keep to is tested by `feedkit.records.dialects.conformance`.
    """

    NAME: str
    RANK: int

    def claims(self, document: Document) -> bool:
        """Whether a file is written in this dialect, by its content; cheap, and never raises."""
        ...  # pragma: no cover - a Protocol's body never runs


@runtime_checkable
class OneEpisode(Dialect, Protocol):
    """A dialect with a file an episode."""

    def read(self, document: Document, stem: str) -> Record | Skipped:
        """What the file says; never raises for content.

        document: readable. stem: the file's name without its ending. Problems are those of this reading, without
        the ones that `document` already carries.
        """
        ...  # pragma: no cover - a Protocol's body never runs


@runtime_checkable
class ManyEpisodes(Dialect, Protocol):
    """A dialect with several episodes in a file, or with facts in files beside it."""

    def read_all(self, document: Document, stem: str, beside: Beside) -> Sequence[Record | Skipped]:
        """What the file says, an entry at least; as `OneEpisode.read` otherwise."""
        ...  # pragma: no cover - a Protocol's body never runs
