"""What a build came to, as an entry of the cache holds it. Imported before everything else in a build, so it imports little."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from feedkit.problems import Level, Place, Problem, Report, See


@dataclass(frozen=True, slots=True)
class Kept:
    """What a build came to that changed nothing. left_out: keys, each with what the episode lacks. files: how many."""

    report: Report
    episodes: int
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    guesses: int
    files: int


def plain_kept(kept: Kept) -> list[Any]:
    """What a build came to as JSON can hold it."""
    problems = [plain_problem(problem) for problem in kept.report.problems]
    report = [problems, kept.report.files, [*kept.report.notes]]
    return [report, kept.episodes, [[key, [*lacks]] for key, lacks in kept.left_out], kept.guesses, kept.files]


def plain_problem(problem: Problem) -> list[Any]:
    """A problem as JSON can hold it."""
    rule, slug, level, *middle, see, field, excerpt = _PARTS(problem)
    others = [[s.place.path, s.place.line, s.place.column, s.note] for s in see] if see else []
    return [rule, slug, int(level), *middle, others, field, excerpt]


_PARTS = attrgetter(
    *("rule", "slug", "level", "message", "place.path", "place.line", "place.column", "mend", "see", "field", "excerpt")
)


def kept_of(plain: list[Any]) -> Kept:
    """What `plain_kept` made so."""
    (problems, files, notes), episodes, left_out, guesses, published = plain
    report = Report(tuple(problem_of(one) for one in problems), files, tuple(notes))
    return Kept(report, episodes, tuple((key, tuple(lacks)) for key, lacks in left_out), guesses, published)


_LEVELS = {int(level): level for level in Level}


def problem_of(plain: list[Any]) -> Problem:
    """The problem that `plain_problem` made so."""
    rule, slug, level, message, path, line, column, mend, see, field, excerpt = plain
    others = tuple([See(Place(where, at, col), note) for where, at, col, note in see]) if see else ()
    return Problem(rule, slug, _LEVELS[level], message, Place(path, line, column), mend, others, field, excerpt)
