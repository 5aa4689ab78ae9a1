"""What a guess adds to a draft: the layer that ranks below every other, and what origins.json tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from feedkit.records.layers import Layer, Locate, Origin, Source
from feedkit.records.source import Draft, Guess

if TYPE_CHECKING:
    from feedkit.derive import ChapterGuess, SummaryGuess


class Made(NamedTuple):
    """How a guess was made. what: by whom or of what, in a word or two. details: more of it, for origins.json."""

    what: str
    method: str
    details: Mapping[str, Any]
    where: Locate


def with_summary(draft: Draft, guess: SummaryGuess, made: Made) -> Draft:
    """The draft with a guessed summary as its description."""
    layer = Layer(_origin(made, guess.confidence), {"description": guess.text}, made.where)
    details = {"method": made.method, "confidence": guess.confidence, **made.details}
    return draft.with_layers([layer], [Guess("description", details)])


def with_chapters(draft: Draft, found: Sequence[ChapterGuess], made: Made) -> Draft:
    """The draft with guessed chapters, if there are any; in the feed only where the start of each is known."""
    if not found:
        return draft
    confidence = round(sum(chapter.confidence for chapter in found) / len(found), 3)
    details = {"method": made.method, "confidence": confidence, **made.details}
    if any(chapter.start_s is None for chapter in found):
        details["words"] = sum(len(cue.text.split()) for cue in draft.cues)  # of which each chapter's `word` is one
    guess = Guess("chapter_marks", {**details, "chapters": [asdict(chapter) for chapter in found]})
    marks = [{"start_time": _start(c), "title": c.title} for c in found if c.start_s is not None]
    layers = (
        [Layer(_origin(made, confidence), {"chapter_marks": marks}, made.where)] if len(marks) == len(found) else []
    )
    return draft.with_layers(layers, [guess])


def with_keywords(draft: Draft, found: Sequence[str], confidence: float, made: Made) -> Draft:
    """The draft with guessed keywords as its tags, if there are any."""
    if not found:
        return draft
    layer = Layer(_origin(made, confidence), {"tags": [{"text": keyword} for keyword in found]}, made.where)
    details = {"method": made.method, "confidence": confidence, **made.details, "keywords": [*found]}
    return draft.with_layers([layer], [Guess("tags", details)])


def _origin(made: Made, confidence: float) -> Origin:
    return Origin(Source.TRANSCRIPT, made.what, made.method, confidence)


def _start(chapter: ChapterGuess) -> float | None:
    """An estimated start is no better than a second."""
    return chapter.start_s if chapter.error_s is None or chapter.start_s is None else round(chapter.start_s)
