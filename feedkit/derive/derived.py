"""Everything that a transcript lets one guess, in one call and one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from feedkit.derive.chapters import CHAPTERS_METHOD, LEARNED_METHOD, guess_chapters
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.keywords import guess_keywords
from feedkit.derive.learned import Learned
from feedkit.derive.summary import guess_summary
from feedkit.derive.topics import TOPICS_METHOD, place_topics
from feedkit.records.words import duration_of, topics_of, vocabulary_of
from feedkit.transcripts import Transcript
from feedkit.transcripts.cue import Cue

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Derived:
    """Guesses from a transcript: chapters (none, or at least two), a summary (or None), keywords (ten at most).

    chapters_method: how the chapters were found, with its version. keywords: the weightiest first. summary_guess: the
    summary with its confidence and method.
    """

    chapters: tuple[ChapterGuess, ...]
    summary_guess: SummaryGuess | None
    keywords: tuple[str, ...]
    chapters_method: str = CHAPTERS_METHOD

    @property
    def summary(self) -> str | None:
        """The summary's text."""
        return self.summary_guess.text if self.summary_guess else None

    def as_json(self) -> dict[str, Any]:
        """The guesses as plain values for JSON; keys and their order are stable within a `version`.

        version: 1. chapters: {method, guesses: [{start_s, error_s, title, confidence, kind, cue, word}]}, seconds as
        numbers or null, see `ChapterGuess`. summary: {text, confidence, method} or null. keywords: [text].
        """
        return {
            "version": FORMAT_VERSION,
            "chapters": {"method": self.chapters_method, "guesses": [_chapter(guess) for guess in self.chapters]},
            "summary": asdict(self.summary_guess) if self.summary_guess else None,
            "keywords": list(self.keywords),
        }


def derive(
    transcript: Sequence[Cue] | Transcript,
    *,
    duration_s: float | None = None,
    record: Mapping[str, Any] | None = None,
    learned: Learned | None = None,
) -> Derived:
    """Guess chapters, summary and keywords from a transcript; pure, the same in gives the same out.

    transcript: as `read_transcript` reads it, or its cues in order. duration_s: of the audio; it places the chapters of
    a transcript without times, whose `start_s` are None where neither it nor the record says it. record: what the
    author says of the episode, by the fields of a record file (title, description, notes, tags, persons, duration); it
    corrects spellings, offers titles, and topics that its notes list are placed. learned: the show's habits, from `learn`.
    """
    cues = transcript.cues if isinstance(transcript, Transcript) else transcript
    record = record or {}
    words, title = vocabulary_of(record), str(record.get("title", ""))
    length_s = duration_of(record) if duration_s is None else duration_s
    listed = place_topics(topics_of(record), cues, duration_s=length_s)
    chapters = listed or guess_chapters(cues, duration_s=length_s, vocabulary=words, learned=learned)
    method = TOPICS_METHOD if listed else chapters_method(learned)
    summary = guess_summary(cues, title=title, vocabulary=words)
    return Derived(chapters, summary, guess_keywords(cues, vocabulary=words), method)


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
