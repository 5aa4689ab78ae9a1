"""Judging a show: everything that is wrong with it in one report, less what its authors allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from feedkit.excerpts import excerpt_of, lines_of
from feedkit.guessing.fill import lock_of
from feedkit.memory import without_collecting
from feedkit.merge import faults_of, merged_of
from feedkit.problems import Place, Problem, Report
from feedkit.quotes import place_of_key
from feedkit.records.kinds import LIMITS
from feedkit.records.layers import Path as Steps
from feedkit.records.layers import Source
from feedkit.records.neighbours import neighbours_of
from feedkit.records.source import Draft, ShowSource
from feedkit.rules.allow import Allow, apply_allows, find_allows
from feedkit.rules.due import active_rules
from feedkit.rules.faulty import unless_faulty
from feedkit.rules.judging import judge
from feedkit.rules.parts import OneEpisode, ShowItself
from feedkit.rules.shape import fault_problem
from feedkit.rules.subject import Drafted, Minded, Raw, Subject, record_raws
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.targets import SHOW_FILE

MOST_FAULTS = 200
"""Values of one record that do not fit and are told one by one."""

NO_TRANSCRIPT = "FK317"

Locate = Callable[[Steps], Place]
Excerpt = Callable[[Place], str | None]


class Checked(NamedTuple):
    """What is wrong with one record, as far as it can be told without the others.

    files: the record's and its overlay's. told: what reading found; judged: what the rules find, which is left out where
    it has been told. allows: of the files. at: the episode's place in the show, which the problems' fields name.
    """

    key: str
    files: tuple[str, ...]
    told: tuple[Problem, ...]
    judged: tuple[Problem, ...] = ()
    allows: tuple[Allow, ...] = ()
    at: int | None = None

    def moved(self, index: int) -> Checked:
        """The same for an episode in another place of the show."""
        if index == self.at:
            return self
        old, new = f"episodes.{self.at}.", f"episodes.{index}."
        judged = (
            p._replace(field=new + p.field.removeprefix(old)) if p.field.startswith(old) else p for p in self.judged
        )
        return self._replace(judged=tuple(judged), at=index)


@without_collecting(all_stay=True)
def check_show(show: Show, settings: Settings) -> Report:
    """Judge a show that was loaded: what its files say, what did not fit, and what the rules find."""
    from feedkit.fix.plan import with_fixable  # a build does not ask what can be mended

    checking = Checking(show, settings)
    found = checking.report(show, checking.records(), merged_of(show).locate)
    return replace(found, problems=tuple(with_fixable(found)))


class Checking:
    """The judgement of a show, record by record, and then as a whole."""

    def __init__(self, show: Show, settings: Settings) -> None:
        self._merged = merged_of(show)
        self._show, self._alone = show, show.alone
        profiles = self._merged.source.file.profiles
        self._settings = settings.with_profiles(*profiles) if profiles else settings
        beside = neighbours_of(self._merged.source)
        subject = Subject(self._alone, self._merged.locate, settings=self._settings, neighbours=beside)
        self._ready = active_rules(subject)
        self._locked = _lock_problems(self._merged.source, self._settings)

    def records(self) -> list[Checked]:
        """What is wrong with each record that was loaded, published or not, in their order."""
        index = {draft.key: number for number, draft in enumerate(self._merged.drafts)}
        return [self._record(draft, index.get(draft.key)) for draft in self._merged.source.drafts]

    def _record(self, draft: Draft, index: int | None) -> Checked:
        files = _files_of(draft)
        told = (*self._merged.told[draft.key], *self._locked.get(draft.key, ()))
        told = tuple(_with_excerpts((*told, *self._faults(index)) if index is not None else told))
        allows = tuple(allow for path in files for allow in _allows(path))
        judged = self._judged(draft, index) if index is not None else ()
        return Checked(draft.key, files, told, tuple(judged), allows, index)

    def _faults(self, index: int | None = None) -> Iterator[Problem]:
        kind = Show if index is None else Episode
        faults = faults_of(self._merged, index)
        for fault, where in faults[:MOST_FAULTS]:
            unknown = fault.what == "extra_forbidden"
            place = place_of_key(str(fault.path[-1]), where, lines_of(where)) if unknown else where
            yield fault_problem(fault, kind, place, in_record=True, settings=self._settings)
        if len(faults) > MOST_FAULTS:
            message = f"{len(faults) - MOST_FAULTS:,} more values do not fit; they are left out"
            yield LIMITS.at(
                faults[MOST_FAULTS][1], message, mend="mend the first ones, which often have the same cause"
            )

    def _judged(self, draft: Draft, index: int) -> list[Problem]:
        subject = OneEpisode(
            self._alone,
            self._merged.locate,
            excerpt_of,
            settings=self._settings,
            raws=partial(_raws, draft),
            drafted=(_drafted(self._show.episodes[index], draft, index),),
            episode=self._show.episodes[index],
            index=index,
        )
        found = judge(subject, self._ready)
        return [one for one in found if one.rule != NO_TRANSCRIPT] if draft.cues else found  # a build makes it of them

    def report(self, show: Show, records: Sequence[Checked], locate: Locate, excerpt: Excerpt = excerpt_of) -> Report:
        """The report on a show. records: of all its records. locate: the place of a path of the show."""
        own = [*self._merged.problems, *self._locked.get("", ()), *self._faults()]
        problems = [*_with_excerpts(own), *(problem for record in records for problem in record.told)]
        itself = ShowItself(
            show, locate, excerpt, settings=self._settings, raws=partial(_show_raws, self._merged.source)
        )
        judged = judge(itself, self._ready)
        judged += (problem for record in records for problem in record.judged)
        problems += unless_faulty(judged, problems)
        file = f"{self._merged.source.path}/{SHOW_FILE}"
        allows = dict.fromkeys((*_allows(file), *(allow for record in records for allow in record.allows)))
        files = {record.key: record.files for record in records}
        files["*"] = (file, *(path for paths in files.values() for path in paths))
        return Report.of(apply_allows(problems, allows, files, self._settings), files=self._merged.source.files)


def _raws(draft: Draft, minded: Minded) -> Iterator[Raw]:
    """What a record says, letter by letter."""
    for layer in draft.layers:
        if layer.origin.source <= Source.SHOW:
            yield from record_raws(layer.values, Episode, layer.where, minded)


def _show_raws(source: ShowSource, minded: Minded) -> Iterator[Raw]:
    """What the show file says, letter by letter."""
    for layer in source.layers:
        yield from record_raws(layer.values, Show, layer.where, minded)


def _drafted(episode: Episode, draft: Draft, index: int) -> Drafted:
    guessed = frozenset(guess.field for guess in draft.guesses)
    return Drafted(("episodes", index), episode, guessed, draft.cues, draft.chapters_head)


def _lock_problems(source: ShowSource, settings: Settings) -> dict[str, list[Problem]]:
    """Where the records and the probed media contradict each other, by the record's key; '' has those of the lock."""
    lock = lock_of(source)
    if lock is None:
        return {}
    from feedkit.media.show import lock_problems

    return lock_problems(source, lock, settings)


def _allows(path: str) -> Iterator[Allow]:
    """The `allow` comments of a file."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return  # that it cannot be read has been told
    if b"feedkit:" in content:
        yield from find_allows(path, content.decode("utf-8", errors="replace"))


def _files_of(draft: Draft) -> tuple[str, ...]:
    overlays = (layer.where(()).path for layer in draft.layers if layer.origin.source == Source.OVERLAY)
    return tuple(dict.fromkeys((draft.path, *overlays)))


def _with_excerpts(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (p._replace(excerpt=excerpt_of(p.place)) if p.excerpt is None else p for p in problems)
