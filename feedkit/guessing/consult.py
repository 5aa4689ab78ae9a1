"""Asking media and models for what the author left open, and keeping their answers in the lock. Uses the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.derive.backends import Backend, Field, Material, Refusal, chosen_backends
from feedkit.derive.backends.locked import Maker, guessed
from feedkit.guessing.fill import lock_of, material_of, unsaid, with_lock, with_notes
from feedkit.media.lock import Guesses, Lock, write_lock
from feedkit.problems import Place, Problem, Report
from feedkit.records.kinds import BACKEND_REFUSED
from feedkit.records.source import Draft, ShowSource
from feedkit.settings import Settings
from feedkit.targets import LOCK_FILE

if TYPE_CHECKING:
    from feedkit.media.show import Progress


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whom, for which episode."""

    field: Field
    backend: Backend
    draft: Draft
    material: Material

    @property
    def maker(self) -> dict[str, str]:
        return Maker.of(self.backend, self.material).as_values()


def ask(
    source: ShowSource, settings: Settings, media_dir: Path | None = None, progress: Progress | None = None
) -> Report:
    """Ask the media and the models of a show, and keep the answers in its lock."""
    return probed(source, settings, media_dir, progress) + consult(source, settings, progress)


def probed(source: ShowSource, settings: Settings, media_dir: Path | None, progress: Progress | None) -> Report:
    """Ask the media of a show; see `feedkit.pipeline.probe`."""
    from feedkit.media.show import probe_show

    now = settings.now or datetime.now(UTC)  # the lock says when each answer was new
    allowed = settings.allow_private
    return probe_show(source, now=now, settings=settings, allow_private=allowed, media_dir=media_dir, progress=progress)


def consult(source: ShowSource, settings: Settings, progress: Progress | None = None) -> Report:
    """Ask the chosen models about every episode that needs it, and keep the answers. Problems name what was refused.

    An answer from the same model to the same question is kept and not asked for again; one that nobody needs any more
    goes. An interrupt loses no answer that has come. A backend that cannot be used at all is asked once.
    """
    choices = source.file.backends or settings.backends
    if choices is None:
        return Report()
    lock = lock_of(source) or Lock(f"{source.path}/{LOCK_FILE}")
    questions = list(_questions(source, lock, chosen_backends(choices)))
    kept = _still_wanted(lock.guesses, questions)
    fresh = [one for one in questions if not _is_answered(one, kept)]
    problems: list[Problem] = []
    try:
        _ask(fresh, kept, problems, progress)
    finally:
        write_lock(source.folder / LOCK_FILE, replace(lock, guesses=kept))
    same, new = len(questions) - len(fresh), len(fresh) - len(problems)
    note = f"{source.path}: guesses: {same} unchanged, {new} new, {len(problems)} refused"
    return Report.of(problems, notes=[note])


def _questions(source: ShowSource, lock: Lock, backends: Mapping[Field, Backend]) -> Iterator[Question]:
    for draft in map(with_notes, with_lock(source, lock)):
        wanted = unsaid(draft, source)
        for field, backend in backends.items():
            if field in wanted:
                yield Question(field, backend, draft, material_of(draft, source))


def _still_wanted(guesses: Guesses, questions: list[Question]) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The kept guesses that somebody would ask for, in mappings of our own."""
    wanted = {(one.field, one.draft.key) for one in questions}
    return {
        field: {key: values for key, values in kept.items() if (field, key) in wanted}
        for field, kept in guesses.items()
    }


def _is_answered(question: Question, kept: Guesses) -> bool:
    known = kept.get(question.field, {}).get(question.draft.key, {})
    return {name: known.get(name) for name in question.maker} == question.maker


def _ask(
    questions: list[Question],
    kept: dict[str, dict[str, Mapping[str, Any]]],
    problems: list[Problem],
    progress: Progress | None,
) -> None:
    useless: dict[str, Refusal] = {}
    for done, one in enumerate(questions, 1):
        try:
            if one.backend.name in useless:
                raise useless[one.backend.name]
            kept.setdefault(one.field, {})[one.draft.key] = guessed(one.backend, one.field, one.material)
        except Refusal as refusal:
            if refusal.is_final:
                useless.setdefault(one.backend.name, refusal)
            problems.append(_problem(one, refusal))
        if progress is not None:
            progress(done, len(questions))


def _problem(question: Question, refusal: Refusal) -> Problem:
    backend, field = question.backend, question.field
    message = f"`{backend.name}` ({backend.model}) gave no {field} that can be used: {refusal}"
    return BACKEND_REFUSED.at(Place(question.draft.path), message, mend=refusal.mend, field=field)
