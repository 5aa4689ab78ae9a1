"""Everything that a transcript lets one guess, in one call and one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from feedkit.derive.chapters import CHAPTERS_METHOD, LEARNED_METHOD, guess_chapters
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.keywords import guess_keywords
from feedkit.derive.learned import Learned
from feedkit.derive.summary import guess_summary
from feedkit.transcripts.cue import Cue

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Derived:
    """Guesses from a transcript: chapters (none, or at least two), a summary (or None), keywords (ten at most).

    chapters_method: how the chapters were found, with its version. keywords: the weightiest first.
    """

    chapters: tuple[ChapterGuess, ...]
    summary: SummaryGuess | None
    keywords: tuple[str, ...]
    chapters_method: str = CHAPTERS_METHOD

    def as_json(self) -> dict[str, Any]:
        """The guesses as plain values for JSON; keys and their order are stable within a `version`.

        version: 1. chapters: {method, guesses: [{start_s, error_s, title, confidence, kind, cue, word}]}, seconds as
        numbers or null, see `ChapterGuess`. summary: {text, confidence, method} or null. keywords: [text].
        """
        return {
            "version": FORMAT_VERSION,
            "chapters": {"method": self.chapters_method, "guesses": [_chapter(guess) for guess in self.chapters]},
            "summary": asdict(self.summary) if self.summary else None,
            "keywords": list(self.keywords),
        }


def derive(  # noqa: PLR0913 - settings, all named, all with defaults
    transcript: Sequence[Cue],
    *,
    duration_s: float | None = None,
    title: str = "",
    vocabulary: Sequence[str] = (),
    learned: Learned | None = None,
    words_per_minute: float | None = None,
) -> Derived:
    """Guess chapters, summary and keywords from a transcript alone; pure, the same in gives the same out.

    duration_s, words_per_minute: place the chapters of a transcript without times; without either their `start_s` is
    None. title, vocabulary: of the record, see `guess_summary` and `guess_chapters`. learned: from `learn`.
    """
    chapters = guess_chapters(
        transcript,
        duration_s=duration_s,
        words_per_minute=words_per_minute,
        vocabulary=vocabulary,
        learned=learned,
    )
    summary = guess_summary(transcript, title=title, vocabulary=vocabulary)
    keywords = guess_keywords(transcript, vocabulary=(title, *vocabulary))
    return Derived(chapters, summary, keywords, chapters_method(learned))


def chapters_method(learned: Learned | None) -> str:
    """The name of the method that `guess_chapters` uses with what was learnt."""
    return CHAPTERS_METHOD if learned is None or learned.is_empty else LEARNED_METHOD


def _chapter(guess: ChapterGuess) -> dict[str, Any]:
    return {
        "start_s": _rounded(guess.start_s),
        "error_s": _rounded(guess.error_s),
        "title": guess.title,
        "confidence": guess.confidence,
        "kind": guess.kind,
        "cue": guess.cue,
        "word": guess.word,
    }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
