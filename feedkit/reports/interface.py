"""What every report format is given beside the reports themselves, and what it counts while it writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from feedkit.problems import Level, Problem, Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look; a format takes from it what it has a use for.

    colour: with ANSI colours. verbose: with the problems of level info one by one, as they are where they fail the run. quiet: without the summary.
    seconds: how long the run took, None where that should not be told. fail_on: the least level that fails a run;
    None: no problem does.
    """

    colour: bool = False
    verbose: bool = False
    quiet: bool = False
    seconds: float | None = None
    fail_on: Level | None = Level.ERROR

    def shows(self, problem: Problem) -> bool:
        """Whether a format for people tells of this problem one by one."""
        return problem.level > Level.INFO or self.shows_infos

    @property
    def shows_infos(self) -> bool:
        """Whether problems of level info are told one by one: where they are asked for, or fail the run."""
        return self.verbose or self.fails(Level.INFO)

    def fails(self, level: Level) -> bool:
        """Whether a problem of this level fails a run."""
        return self.fail_on is not None and level >= self.fail_on


@dataclass(slots=True)
class Tally:
    """What the reports that went by held: all that is kept of them, so that a run of any length takes no memory."""

    levels: Counter[Level] = field(default_factory=Counter)
    files: int = 0
    fixable: int = 0
    known: int = 0
    notes: list[str] = field(default_factory=list)

    def watch(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, counted as they pass."""
        for report in reports:
            levels = [problem.level for problem in report]
            self.levels.update({level: number for level in Level if (number := levels.count(level))})
            self.fixable += sum(problem.fixable for problem in report)
            self.files += report.files
            self.known += report.known
            self.notes += report.notes
            yield report

    def failures(self, look: Look) -> int:
        """How many problems fail the run."""
        return sum(number for level, number in self.levels.items() if look.fails(level))
