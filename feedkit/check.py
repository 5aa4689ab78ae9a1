"""Judging: everything that is wrong with a show or a feed, in one report, less what its authors allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from feedkit.excerpts import excerpt_of
from feedkit.feed.document import Feed
from feedkit.fill import lock_of
from feedkit.merge import Merged, faults_of, merged_of
from feedkit.problems import Problem, Report
from feedkit.records.layers import Source
from feedkit.records.load import SHOW_FILE
from feedkit.records.source import ShowSource
from feedkit.rules.allow import Allow, apply_allows, find_allows
from feedkit.rules.engine import judge
from feedkit.rules.shape import fault_problem, feed_fault_problems
from feedkit.rules.subject import Raw, Subject, record_raws
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show


def check_feed(feed: Feed, settings: Settings) -> Report:
    """Judge a feed that was read."""
    problems = [*feed.problems, *feed_fault_problems(feed.faults, Show, feed.locate_raw, settings)]
    problems = [replace(p, excerpt=feed.excerpt(p.place)) if p.excerpt is None else p for p in problems]
    problems += _unless_faulty(judge(Subject.of_feed(feed, settings)), problems)
    return Report.of(apply_allows(problems, find_allows(feed.path, "\n".join(feed.lines))), files=1)


def check_show(show: Show, settings: Settings) -> Report:
    """Judge a show that was loaded: what its files say, what did not fit, and what the rules find."""
    merged = merged_of(show)
    if merged.source.file.profiles:
        settings = settings.with_profiles(*merged.source.file.profiles)
    problems = [*merged.problems, *_fault_problems(merged, settings), *_lock_problems(merged.source, settings)]
    subject = Subject(show, merged.locate, excerpt_of, settings=settings, raws=lambda: _raws(merged))
    problems += _unless_faulty(judge(subject), problems)
    shown = (replace(p, excerpt=excerpt_of(p.place)) if p.excerpt is None else p for p in problems)
    return Report.of(apply_allows(shown, _allows(merged), _paths_by_key(merged)), files=merged.source.files)


def _raws(merged: Merged) -> Iterator[Raw]:
    """What the records say, letter by letter."""
    for draft in merged.drafts:
        for layer in draft.layers:
            if layer.origin.source <= Source.SHOW:
                yield from record_raws(layer.values, Episode, layer.where)


def _lock_problems(source: ShowSource, settings: Settings) -> Iterator[Problem]:
    """Where the records and the probed media contradict each other."""
    lock = lock_of(source)
    if lock is not None:
        from feedkit.media.show import lock_problems

        yield from lock_problems(source, lock, settings)


def _allows(merged: Merged) -> Iterator[Allow]:
    """The `allow` comments of all files of a show."""
    for path in dict.fromkeys(path for paths in _paths_by_key(merged).values() for path in paths):
        try:
            content = Path(path).read_bytes()
        except OSError:
            continue  # that it cannot be read has been told
        if b"feedkit:" in content:
            yield from find_allows(path, content.decode("utf-8", errors="replace"))


def _paths_by_key(merged: Merged) -> dict[str, list[str]]:
    """The files of each episode, by its key; `*` is all of a show's, with its show file."""
    found: dict[str, list[str]] = {"*": [f"{merged.source.path}/{SHOW_FILE}"]}
    for draft in merged.source.drafts:
        paths = [draft.path, *(layer.where(()).path for layer in draft.layers if layer.origin.source == Source.OVERLAY)]
        found[draft.key] = paths
        found["*"] += paths
    return found


def _fault_problems(merged: Merged, settings: Settings) -> Iterator[Problem]:
    for fault, prefix, place in faults_of(merged):
        kind = Episode if prefix else Show
        yield fault_problem(fault, kind, place, in_record=True, excerpt=excerpt_of(place), settings=settings)


def _unless_faulty(found: Iterable[Problem], faulty: Iterable[Problem]) -> list[Problem]:
    """Leave out what a rule says of a field that was set aside: its fault has been told already."""
    told = {(problem.place.path, problem.place.line) for problem in faulty if problem.place.line}
    fields = {(problem.place.path, problem.field.split(".")[0]) for problem in faulty if problem.field}
    return [p for p in found if (p.place.path, p.place.line) not in told or (p.place.path, _own_field(p)) not in fields]


def _own_field(problem: Problem) -> str:
    steps = [step for step in problem.field.split(".") if not step.isdigit() and step != "episodes"]
    return steps[0] if steps else ""
