"""What a dialect is: one way in which people write episodes down."""

from __future__ import annotations

from typing import Protocol

from feedkit.records.document import Document
from feedkit.records.record import Record, Skipped


class Dialect(Protocol):
    """A module of this package, or an object that an entry point of the group `feedkit.dialects` names.

    NAME: what a show file calls it. RANK: dialects are asked from the lowest to the highest, the most special first.
    """

    NAME: str
    RANK: int

    def claims(self, document: Document) -> bool:
        """Whether a file is written in this dialect, by its content; cheap, and never raises."""
        ...  # pragma: no cover - a Protocol's body never runs

    def read(self, document: Document, stem: str) -> Record | Skipped:
        """What the file says; never raises for content.

        document: readable. stem: the file's name without its ending. Problems are those of this reading, without
        the ones that `document` already carries.
        """
        ...  # pragma: no cover - a Protocol's body never runs
