"""What a build came to, as an entry of the cache holds it. Imported before everything else in a build, so it imports little."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
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
    report = [[plain_problem(one) for one in kept.report.problems], kept.report.files, kept.report.notes]
    return [report, kept.episodes, [[key, [*lacks]] for key, lacks in kept.left_out], kept.guesses, kept.files]


def plain_problem(problem: Problem) -> tuple[Any, ...]:
    """A problem as JSON can hold it: what writes JSON fastest knows no tuples whose parts have names."""
    rule, slug, level, message, place, mend, see, field, excerpt, fixable = problem
    others = [[[*other], note] for other, note in see] if see else ()
    return rule, slug, int(level), message, (*place,), mend, others, field, excerpt, fixable


def kept_of(plain: list[Any]) -> Kept:
    """What `plain_kept` made so."""
    (problems, files, notes), episodes, left_out, guesses, published = plain
    report = Report(tuple(problem_of(one) for one in problems), files, tuple(notes))
    return Kept(report, episodes, tuple((key, tuple(lacks)) for key, lacks in left_out), guesses, published)


_LEVELS = {int(level): level for level in Level}


def problem_of(plain: list[Any]) -> Problem:
    """The problem that JSON holds as a list."""
    rule, slug, level, message, place, mend, see, field, excerpt, fixable = plain
    others = tuple([See(Place._make(where), note) for where, note in see]) if see else ()
    return _problem((rule, slug, _LEVELS[level], message, _place(place), mend, others, field, excerpt, fixable))


_place: Callable[[Iterable[Any]], Place] = partial(tuple.__new__, Place)
_problem: Callable[[Iterable[Any]], Problem] = partial(tuple.__new__, Problem)
"""As `_make`, in a third of the time: it does not count, for whoever wrote an entry did."""
