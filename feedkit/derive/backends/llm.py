"""Chapters and summaries from a language model behind any OpenAI-compatible endpoint, checked before they are believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import ClassVar

from feedkit.derive.backends.answers import checked_chapters, checked_summary, read_answer
from feedkit.derive.backends.chat import Endpoint
from feedkit.derive.backends.confidence import confidences_at
from feedkit.derive.backends.interface import Field, Material, Refusal
from feedkit.derive.backends.support import Evidence
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.transcripts.cue import Cue

_LINE_WORDS = 25
"""Cues are joined to lines of at least so many words: captions would cost more numbers than words."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is said in some cues, from the start of `cue` on, whose first word is `word`."""

    cue: int
    word: int
    text: str


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A backend that asks a language model. most_chars: of a transcript; a longer one is not sent."""

    name: ClassVar[str] = "llm"
    method: ClassVar[str] = "llm/1"
    endpoint: Endpoint
    guess: tuple[Field, ...] = ("summary", "chapters")
    most_chars: int = 200_000

    @property
    def model(self) -> str:
        return self.endpoint.model

    def chapters(self, material: Material) -> tuple[ChapterGuess, ...]:
        lines = lines_of(material.cues)
        if len(lines) < 2:  # noqa: PLR2004 - one chapter is none
            return ()
        limits = f"At most {material.most} chapters, none shorter than {material.min_length_s:g} seconds."
        rows = read_answer(self._answer("chapters", material, lines, limits), "chapters", list)
        found = checked_chapters(rows, len(lines), material.most)
        starts = [lines[line] for line, _ in found]
        sure = confidences_at(material.cues, [start.word for start in starts])
        return tuple(
            ChapterGuess(material.cues[start.cue].start_s if start.word else 0.0, start.cue, start.word, title, share)
            for start, (_, title), share in zip(starts, found, sure, strict=True)
        )

    def summary(self, material: Material) -> SummaryGuess:
        lines = lines_of(material.cues)
        text = read_answer(self._answer("summary", material, lines, ""), "summary", str)
        words = [word for cue in material.cues for word in cue.text.split()]
        voices = {cue.speaker for cue in material.cues if cue.speaker}
        evidence = Evidence(words, (material.title, *material.vocabulary, *sorted(voices)))
        return SummaryGuess(*checked_summary(text, evidence), self.method)

    def _answer(self, task: Field, material: Material, lines: Sequence[Line], limits: str) -> str:
        text = "\n".join(f"{number}: {line.text}" for number, line in enumerate(lines))
        if len(text) > self.most_chars:
            message = f"the transcript has {len(text):,} characters, and no more than {self.most_chars:,} are sent"
            raise Refusal(message, "choose a model with room for it, and raise `most_chars`")
        names = "; ".join((material.title, *material.vocabulary)).replace("\n", " ")
        prompt = files(__package__).joinpath("prompts", f"{task}.txt").read_text("utf-8")
        return self.endpoint.ask(f"{prompt}\n{limits}".strip(), f"List of names: {names}\n\n{text}")


def lines_of(cues: Sequence[Cue]) -> tuple[Line, ...]:
    """A transcript in lines, each of which starts where a cue does; a name with a colon tells that the voice changes."""
    lines: list[Line] = []
    run: list[str] = []
    voice = None
    start = first = word = 0
    for index, cue in enumerate(cues):
        words = cue.text.split()
        if len(run) >= _LINE_WORDS and words:
            lines.append(Line(start, first, " ".join(run)))
            start, first, run = index, word, []
        if words and cue.speaker and cue.speaker != voice:
            voice = cue.speaker
            run.append(f"{' '.join(voice.split())}:")
        run += words
        word += len(words)
    return (*lines, Line(start, first, " ".join(run))) if run else tuple(lines)
