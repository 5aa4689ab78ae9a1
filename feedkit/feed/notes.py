"""Problems of one feed while it is read: each gets its place, its line, and a limit to how often it is told."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from feedkit.feed.decode import Decoded, decode
from feedkit.feed.lines import Lines
from feedkit.problems import Kind, Place, Problem

MOST_SAID = 50
"""So many problems of one kind are told one by one; more of them are a flood."""
MOST_EXCERPT_CHARACTERS = 200


class Notes:
    """What is wrong with a feed. path: what problems call it. raw: its bytes; decoded only when that is needed."""

    def __init__(self, path: str, raw: bytes = b"") -> None:
        self.path = path
        self.raw = raw
        self._problems: list[Problem] = []
        self._said = Counter[Kind]()

    @cached_property
    def decoded(self) -> Decoded:
        return decode(self.raw)

    @property
    def text(self) -> str:
        return self.decoded.text

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def at(self, index: int, kind: Kind, message: str, mend: str = "") -> None:
        """Note a problem at an index of the text."""
        if self._said[kind] >= MOST_SAID:  # only counted: its place need not be known
            self._said[kind] += 1
            return
        self.there(*self.lines.at(index), kind, message, mend)

    def there(self, line: int, column: int, kind: Kind, message: str, mend: str = "") -> None:
        """Note a problem at a line and column; line 0 is the file as a whole."""
        self._said[kind] += 1
        if self._said[kind] <= MOST_SAID:
            place = Place(self.path, line, column)
            self._problems.append(kind.at(place, message, mend=mend, excerpt=self._excerpt(line, column)))

    def _excerpt(self, line: int, column: int) -> str | None:
        if not line:
            return None
        text = self.lines.text_of(line)
        first = max(0, column - MOST_EXCERPT_CHARACTERS // 2) if len(text) > MOST_EXCERPT_CHARACTERS else 0
        return text[first : first + MOST_EXCERPT_CHARACTERS]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, and for each kind that is not told in full how many more there are."""
        more = [
            kind.at(Place(self.path), f"there are {count - MOST_SAID} more of these in the feed")
            for kind, count in self._said.items()
            if count > MOST_SAID
        ]
        return (*self._problems, *more)
