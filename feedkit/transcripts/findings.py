"""Collects what a reader finds in one file: rules, places, and a count instead of a flood."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from feedkit.problems import Level, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ALIKE = 10
"""Problems of one rule that are shown one by one; the rest of that rule is a count."""

LONGEST_EXCERPT = 200
"""Characters; a longer line says nothing to a reader of a terminal."""


class Rule(NamedTuple):
    """A row of the rule book: its permanent id, the name people use, its level."""

    id: str
    slug: str
    level: Level


class Refused(Exception):
    """Nothing can be read of this file; `problem` says why. Caught at the edge of the package, never seen outside."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


class Findings:
    """The problems of one file, in the order in which they were met.

    lines: the file's lines without their ends, for excerpts. More than `most_alike` problems of one rule become
    one more problem that counts the rest: ten thousand overlapping cues are one fault of one program.
    """

    def __init__(self, path: str, lines: Sequence[str] = (), *, most_alike: int = MOST_ALIKE) -> None:
        self.path = path
        self.lines = lines
        self._most_alike = most_alike
        self._found: list[Problem] = []
        self._counts: Counter[Rule] = Counter()

    def add(  # noqa: PLR0913 -- the parts of a problem, all but two by name
        self, rule: Rule, message: str, *, mend: str, line: int = 0, column: int = 0, level: Level | None = None
    ) -> None:
        """Note one problem. line, column: from 1, 0 for the file as a whole. level: where it is not the rule's own."""
        self._counts[rule] += 1
        if self._counts[rule] <= self._most_alike:
            self._found.append(self._problem(rule, message, mend, Place(self.path, line, column), level))

    def refusal(self, rule: Rule, message: str, *, mend: str, line: int = 0, column: int = 0) -> Refused:
        """Make the exception that ends the reading, as an error whatever the rule's level."""
        return Refused(self._problem(rule, message, mend, Place(self.path, line, column), Level.ERROR))

    def problems(self) -> tuple[Problem, ...]:
        """All that was noted, then one count for each rule that was met too often to be shown each time."""
        return (*self._found, *(self._rest(rule) for rule, count in self._counts.items() if count > self._most_alike))

    def _rest(self, rule: Rule) -> Problem:
        rest = self._counts[rule] - self._most_alike
        message = f"{rest} more of the same kind as the {self._most_alike} shown ({rule.slug})"
        return self._problem(rule, message, "mend those shown; the rest has the same cause", Place(self.path), None)

    def _problem(self, rule: Rule, message: str, mend: str, place: Place, level: Level | None) -> Problem:
        excerpt = self._excerpt(place.line)
        return Problem(rule.id, rule.slug, level or rule.level, message, place, mend, excerpt=excerpt)

    def _excerpt(self, line: int) -> str | None:
        if not 0 < line <= len(self.lines):
            return None
        text = self.lines[line - 1]
        return printable(text) if len(text) <= LONGEST_EXCERPT else None


def shown(value: object, most: int = 60) -> str:
    """Put a value from a file into backticks for a message: cut to `most` characters, nothing unprintable in it."""
    text = value if isinstance(value, str) else repr(value)
    if len(text) > most:
        text = text[: most - 1] + "…"
    return "`" + "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text) + "`"


def printable(line: str) -> str:
    """A line for a terminal: what would move its cursor or turn its direction is one replacement character each."""
    return "".join(char if char.isprintable() or char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in line)
