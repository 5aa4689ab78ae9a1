"""What a mend is: something that repairs the text of a file and says so."""

from __future__ import annotations

from typing import Protocol

from feedkit.problems import Problem


class Mend(Protocol):
    """A module of this package.

    ORDER: mends run from the lowest to the highest. A mend applied twice is a mend applied once.
    """

    ORDER: int

    def mend(self, text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
        """Repair `text`; `path` is what problems call the file."""
        ...  # pragma: no cover - a Protocol's body never runs
