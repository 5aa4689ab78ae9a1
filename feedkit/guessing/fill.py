"""More layers for what the author left open: what the notes say, and what the transcript lets one guess."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.chapters import Chapter, chapters_in_notes, tidy
from feedkit.guessing.made import Made, with_chapters, with_keywords, with_summary
from feedkit.merge import combine, ranked
from feedkit.notes import losses, to_text
from feedkit.problems import Level, Place, Problem
from feedkit.records.layers import Layer, Origin, Source
from feedkit.records.source import Draft, ShowSource
from feedkit.records.words import duration_of, topics_of, vocabulary_of
from feedkit.tags.values import read_seconds
from feedkit.targets import LOCK_FILE
from feedkit.transcripts.cue import Cue

if TYPE_CHECKING:
    from feedkit.derive import Learned
    from feedkit.derive.backends.interface import Material
    from feedkit.guessing.asked import Asked
    from feedkit.media.lock import Lock

JOURNAL_FILE = "feedkit.lock.yaml.journal"
"""What a probe has found that was interrupted; `media.lock` reads it with the lock."""
LEARNED_FILE = "learned.yaml"

_SPOKEN: Mapping[str, set[str]] = {
    "summary": {"description"},
    "chapters": {"chapter_marks", "chapters"},
    "keywords": {"tags", "keywords"},
}
"""What may be guessed, and the fields by which somebody has spoken of it."""
LEAST_WORDS = 150
"""A transcript with fewer words has no chapters worth guessing."""


def filled(source: ShowSource) -> ShowSource:
    """The source with what notes, lock and transcripts say where the author left a field open."""
    lock, learned = lock_of(source), learned_of(source)
    drafts = (enrich_draft(draft, source, learned, lock) for draft in with_lock(source, lock))
    return replace(source, drafts=tuple(drafts))


def with_lock(source: ShowSource, lock: Lock | None) -> tuple[Draft, ...]:
    """The drafts of a show with what the committed lock says of their media."""
    if lock is None:
        return source.drafts
    from feedkit.media.show import lock_layer

    urls = [(combine(draft.layers).get("enclosure") or {}).get("url") for draft in source.drafts]
    layers = [lock_layer(lock, url) if isinstance(url, str) else None for url in urls]
    return tuple(
        draft.with_layers([layer]) if layer is not None else draft
        for draft, layer in zip(source.drafts, layers, strict=True)
    )


def lock_of(source: ShowSource) -> Lock | None:
    """What probes of the show's media have found; None where it was never probed."""
    return lock_at(source.folder, source.path)


def lock_at(folder: Path, shown: str) -> Lock | None:
    """As `lock_of`, of the show in a folder. shown: the folder as problems print it."""
    path = folder / LOCK_FILE
    if not path.exists():
        return None
    return _read_lock(path, f"{shown}/{LOCK_FILE}", (_state(path), _state(folder / JOURNAL_FILE)))


@lru_cache(maxsize=2)
def _read_lock(path: Path, shown: str, state: tuple[tuple[int, ...], ...]) -> Lock:
    """state: of the lock and its journal, as a lock is another then. A build asks for it several times."""
    del state
    from feedkit.media.lock import read_lock

    return read_lock(path, shown)


def _state(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def learned_of(source: ShowSource) -> Learned | None:
    """The show's habits, as `feedkit learn` wrote them down; None where it has not been asked to."""
    path = source.folder / LEARNED_FILE
    if not path.is_file():
        return None
    from feedkit.derive import Learned

    return Learned.from_yaml(path.read_text(encoding="utf-8"), path=f"{source.path}/{LEARNED_FILE}")


def lessons(source: ShowSource) -> list[tuple[Sequence[Cue], list[tuple[float, str]], float | None]]:
    """The transcripts whose chapters the author set, with those chapters and the duration; the newest first."""
    found = []
    for draft in source.drafts:
        combined = combine(with_notes(draft).layers)
        marks = [m for m in combined.get("chapter_marks") or () if isinstance(m, Mapping) and m.get("title")]
        if draft.cues and len(marks) > 1:
            starts = [(read_seconds(str(mark["start_time"])), str(mark["title"])) for mark in marks]
            found.append((str(combined.get("pub_date", "")), (draft.cues, starts, duration_of(combined))))
    return [lesson for _, lesson in sorted(found, key=lambda pair: pair[0], reverse=True)]


def enrich_draft(draft: Draft, source: ShowSource, learned: Learned | None = None, lock: Lock | None = None) -> Draft:
    """Add the notes' layer, then the guesses: what models guessed (`lock`), and feedkit's own where they did not.

    A show that wants its guesses reviewed gets none of them.
    """
    draft = with_notes(draft)
    return draft if source.file.derived == "propose" else with_guesses(draft, source, learned, lock)


def with_guesses(draft: Draft, source: ShowSource, learned: Learned | None = None, lock: Lock | None = None) -> Draft:
    """Add the guesses to a draft that has its notes' layer; a field that anybody has spoken of is not guessed."""
    combined = combine(draft.layers)
    asked = _asked(draft, combined, source, lock)
    for field in unsaid(draft, source):
        draft, is_answered = asked.answer(draft, field) if asked is not None else (draft, False)
        if is_answered:
            continue
        if field == "summary":
            draft = _with_summary(draft, combined)
        elif field == "chapters":
            draft = _with_chapters(draft, combined, source, learned)
        else:
            draft = _with_keywords(draft, combined)
    return draft


def _asked(draft: Draft, combined: Mapping[str, Any], source: ShowSource, lock: Lock | None) -> Asked | None:
    """What models guessed of the show, ready for this episode; None where none was asked."""
    if lock is None or not lock.guesses:
        return None
    from feedkit.derive.clock import Clock
    from feedkit.guessing.asked import Asked

    duration, rate = _pace(combined, source)
    clock = Clock(draft.cues, duration_s=duration, words_per_minute=rate)
    return Asked(lock, material_of(draft, source), clock)


def unsaid(draft: Draft, source: ShowSource) -> list[str]:
    """What there is to guess of an episode: what the show wants guessed, and nobody has spoken of."""
    said = {name for layer in draft.layers for name in layer.values}
    return [field for field in source.file.guess if draft.cues and not said & _SPOKEN[field]]


def material_of(draft: Draft, source: ShowSource) -> Material:
    """What models are given of an episode. Its description is no part of it: that may be guessed, and then accepted."""
    from feedkit.derive.backends.interface import Material

    combined = combine(draft.layers)
    words = vocabulary_of({**combined, "description": ""})
    title = str(combined.get("title", ""))
    return Material(draft.cues, title, words, source.file.most_chapters, source.file.min_chapter_length_s)


def with_notes(draft: Draft) -> Draft:
    """Add what authored notes say of other fields: their text describes the episode, their times are its chapters."""
    layer = next((layer for layer in ranked(draft.layers) if "notes" in layer.values), None)
    if layer is None or not isinstance(layer.values["notes"], str):
        return draft
    said = {name for one in draft.layers for name in one.values if one.origin.source < Source.LOCK}
    notes = layer.values["notes"]
    if "description" not in said and (text := to_text(notes).strip()):
        draft = draft.with_layers([_of_notes(layer, "show notes", {"description": text})])
    if losses(notes, Place("")):  # only then is the place worth a second reading of the record
        draft = draft.with_layers((), problems=losses(notes, layer.where(("notes",))))
    if not said & {"chapter_marks", "chapters"}:
        chapters, problems = _timed_lines(layer, duration_of(combine(draft.layers)))
        marks = [_mark(chapter) for chapter in chapters]
        layers = [_of_notes(layer, "times in the show notes", {"chapter_marks": marks})] if marks else []
        draft = draft.with_layers(layers, problems=problems)
    return draft


def _timed_lines(layer: Layer, duration_s: float | None) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """The chapters in the notes, tidied, and what is wrong with them, each told once at its line."""
    notes = layer.values["notes"]
    found, problems = chapters_in_notes(notes, path="")
    chapters, mends = tidy(found, duration_s)
    if problems or mends:
        place = layer.where(("notes",))
        found, problems = chapters_in_notes(notes, path=place.path, first_line=max(place.line, 1))
        chapters, mends = tidy(found, duration_s, path=place.path)
    return chapters, [*problems, *(mend._replace(level=min(mend.level, Level.WARNING)) for mend in mends)]


def _mark(chapter: Chapter) -> Mapping[str, Any]:
    end = {} if chapter.end_s is None else {"end_time": chapter.end_s}
    return {"start_time": chapter.start_s, "title": chapter.title, **end}


def _of_notes(layer: Layer, what: str, values: Mapping[str, Any]) -> Layer:
    return Layer(Origin(Source.NOTES, what), values, lambda _path: layer.where(("notes",)))


def _with_summary(draft: Draft, combined: Mapping[str, Any]) -> Draft:
    from feedkit.derive import guess_summary  # most runs have nothing to guess, and need not wait for it

    guess = guess_summary(draft.cues, title=str(combined.get("title", "")), vocabulary=vocabulary_of(combined))
    return draft if guess is None else with_summary(draft, guess, _made(draft, guess.method))


def _with_chapters(draft: Draft, combined: Mapping[str, Any], source: ShowSource, learned: Learned | None) -> Draft:
    """The chapters that the notes list, where the transcript tells when; else where the transcript seems to turn."""
    if sum(len(cue.text.split()) for cue in draft.cues) < LEAST_WORDS:
        return draft
    from feedkit.derive import TOPICS_METHOD, chapters_method, guess_chapters, place_topics  # likewise

    duration, rate = _pace(combined, source)
    more: dict[str, Any] = {} if rate is None else {"words_per_minute": rate}
    topics = topics_of(combined)
    if listed := place_topics(topics, draft.cues, duration_s=duration, words_per_minute=rate):
        return with_chapters(draft, listed[: source.file.most_chapters], _made(draft, TOPICS_METHOD, more))
    found = guess_chapters(
        draft.cues,
        duration_s=duration,
        words_per_minute=rate,
        vocabulary=vocabulary_of(combined),
        learned=learned,
        most=source.file.most_chapters,
        min_length_s=source.file.min_chapter_length_s,
    )
    if learned is not None:
        more["learned"] = "sha256:" + hashlib.sha256(learned.to_yaml().encode()).hexdigest()[:32]
    return with_chapters(draft, found, _made(draft, chapters_method(learned), more))


def _with_keywords(draft: Draft, combined: Mapping[str, Any]) -> Draft:
    from feedkit.derive import guess_keywords  # likewise
    from feedkit.derive.keywords import KEYWORDS_CONFIDENCE, KEYWORDS_METHOD

    found = guess_keywords(draft.cues, vocabulary=vocabulary_of(combined))
    return with_keywords(draft, found, KEYWORDS_CONFIDENCE, _made(draft, KEYWORDS_METHOD))


def _made(draft: Draft, method: str, more: Mapping[str, Any] | None = None) -> Made:
    """How feedkit's own guesses are made: of the transcript alone."""
    details = {"input": _digest(draft.cues), **(more or {})}
    return Made("transcript", method, details, lambda _path: _file_of(draft))


def _pace(combined: Mapping[str, Any], source: ShowSource) -> tuple[float | None, float | None]:
    """What places a transcript without times: the duration, else the words a minute where the show wants that."""
    duration = duration_of(combined)
    return duration, source.file.words_per_minute if source.file.estimate and duration is None else None


def _file_of(draft: Draft) -> Any:
    return draft.layers[0].where(()).whole


def _digest(cues: Sequence[Cue]) -> str:
    """The hash of what a guess was made from, so that a stale guess can be told."""
    text = "\n".join(f"{cue.start_s}\t{cue.speaker}\t{cue.text}" for cue in cues)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:32]
