"""What was found and where: places, problems, and the report that collects them.

Places and problems are tuples, for a large archive has ten thousands of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple


class Level(IntEnum):
    """How much a problem matters; ordered, so that `max` and `>=` work."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Place(NamedTuple):
    """A spot in a file: lines and columns count characters from 1; line 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

    @property
    def whole(self) -> Place:
        """The file as a whole."""
        return Place(self.path)


class See(NamedTuple):
    """Another place that explains a problem, and what stands there."""

    place: Place
    note: str = ""


class Problem(NamedTuple):
    """One thing that is wrong, where it stands, and the way out.

    rule: the permanent id (`FK084`); slug: the name people use (`enclosure-length-nonzero`).
    message: lower case, no full stop, names the value seen. mend: what to do about it.
    excerpt: the source line at `place`, without its line end, when there is one. fixable: `feedkit fix` can mend it.
    """

    rule: str
    slug: str
    level: Level
    message: str
    place: Place
    mend: str = ""
    see: tuple[See, ...] = ()
    field: str = ""
    excerpt: str | None = None
    fixable: bool = False


_ORDER = attrgetter("place", "rule", "field", "message")
_SPOT = attrgetter("place", "rule")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the rule's permanent id, its slug, and how much it matters unless a profile says otherwise."""

    rule: str
    slug: str
    level: Level

    def at(  # noqa: PLR0913 - these are the parts of a problem; all but two are named
        self,
        place: Place,
        message: str,
        *,
        mend: str = "",
        see: tuple[See, ...] = (),
        field: str = "",
        excerpt: str | None = None,
    ) -> Problem:
        """Make the problem of this kind that stands at `place`."""
        return Problem(self.rule, self.slug, self.level, message, place, mend, see, field, excerpt)


FEW = 100
"""So many times as many problems are far more."""


def _insert(problem: Problem, ordered: list[Problem]) -> None:
    """Put a problem in its place among others, unless the same is said there."""
    spot = (problem.place, problem.rule)
    start = bisect_left(ordered, spot, key=_SPOT)
    end = bisect_right(ordered, spot, lo=start, key=_SPOT)
    if all(other.message != problem.message for other in ordered[start:end]):
        ordered.insert(bisect_left(ordered, _ORDER(problem), lo=start, hi=end, key=_ORDER), problem)


@dataclass(frozen=True)
class Report:
    """All problems of a run, sorted by place, each once. `files` counts what was looked at.

    known: problems that a baseline holds, and that are therefore not among `problems`.
    """

    problems: tuple[Problem, ...] = ()
    files: int = 0
    notes: tuple[str, ...] = field(default=())
    known: int = 0

    @classmethod
    def of(cls, problems: Iterable[Problem], files: int = 0, notes: Iterable[str] = ()) -> Report:
        """Sort `problems`, and keep each once: what a person's file says wrong is wrong in each episode with them."""
        kept, said = list[Problem](), set[str]()
        spot: tuple[Place, str] | None = None
        for problem in sorted(problems, key=_ORDER):
            here = (problem.place, problem.rule)
            if here != spot:
                spot, said = here, set()
            if problem.message not in said:
                said.add(problem.message)
                kept.append(problem)
        return cls(tuple(kept), files, tuple(notes))

    @classmethod
    def joined(cls, reports: Iterable[Report]) -> Report:
        """One report of several."""
        listed = list(reports)
        problems = (problem for report in listed for problem in report)
        notes = (note for report in listed for note in report.notes)
        found = cls.of(problems, sum(report.files for report in listed), notes)
        return replace(found, known=sum(report.known for report in listed))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __add__(self, other: Report) -> Report:
        more, fewer = sorted((self.problems, other.problems), key=len, reverse=True)
        if len(fewer) * FEW > len(more):
            return Report.joined((self, other))
        problems = list(more)  # most additions are of little to much, and sorting takes its time
        for problem in fewer:
            _insert(problem, problems)
        notes = (*self.notes, *other.notes)
        return Report(tuple(problems), self.files + other.files, notes, self.known + other.known)

    def count(self, level: Level) -> int:
        """How many problems are of exactly this level."""
        return sum(problem.level == level for problem in self.problems)

    @property
    def ok(self) -> bool:
        """Whether nothing of level error was found."""
        return not self.count(Level.ERROR)
