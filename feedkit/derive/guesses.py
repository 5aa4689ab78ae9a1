"""What the guessing functions return: chapters and a summary, each with the confidence that they mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChapterGuess:
    """A place where the programme seems to turn, and what the stretch from there on seems to be about.

    start_s: seconds from the start of the audio; None when neither cues, duration nor speech rate tell.
    cue: index of the cue it starts in. word: index of its first word in the whole transcript, counted by white space
    (in Chinese and Japanese by the words that `scripts` tells apart).
    title: 3 to 60 characters of plain text, two being enough where each is a syllable or a word. confidence: 0 to 1; of guesses at 0.8 about 80 % lie within 30 s of a
    chapter that people set. kind: topic, sponsor, housekeeping, intro or outro.
    error_s: ± seconds when `start_s` is estimated from the word's position; None when the transcript says the time.
    """

    start_s: float | None
    cue: int
    word: int
    title: str
    confidence: float
    kind: str = "topic"
    error_s: float | None = None


@dataclass(frozen=True, slots=True)
class SummaryGuess:
    """A description made of the transcript's own sentences; `method` names how, with its version."""

    text: str
    confidence: float
    method: str
