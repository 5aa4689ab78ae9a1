"""Guesses of models as the lock keeps them: plain values with family, model, method and the hash of their input.

Chapters are kept by the word that they start with, not by the second: the transcript places them, and where it has no
times, the duration does, which may be learnt later.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from feedkit.derive.backends.interface import Backend, Field, Material
from feedkit.derive.clock import Clock
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.vocabulary import is_title


@dataclass(frozen=True, slots=True)
class Maker:
    """Who guessed: the family of backends, the model, the method with its version, and the hash of what it was given."""

    backend: str
    model: str
    method: str
    input: str

    @classmethod
    def of(cls, backend: Backend, material: Material) -> Maker:
        return cls(backend.name, backend.model, backend.method, material.digest)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Maker:
        """Raises KeyError for values that lack one of its parts."""
        return cls(*(str(values[name]) for name in cls.__slots__))

    def as_values(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


def guessed(backend: Backend, field: Field, material: Material) -> dict[str, Any]:
    """Ask a backend, and give its guess as the lock keeps it. Raises Refusal."""
    maker = Maker.of(backend, material).as_values()
    if field == "summary":
        summary = backend.summary(material)
        return {**maker, "confidence": summary.confidence, "text": summary.text}
    marks = [_mark(chapter) for chapter in backend.chapters(material)]
    return {**maker, "marks": marks}


def _mark(chapter: ChapterGuess) -> dict[str, Any]:
    return {"word": chapter.word, "title": chapter.title, "confidence": chapter.confidence, "kind": chapter.kind}


def read_summary(values: Mapping[str, Any]) -> SummaryGuess:
    """The summary that the lock keeps. Raises ValueError or KeyError for values that are none."""
    return SummaryGuess(str(values["text"]), _share(values["confidence"]), str(values["method"]))


def read_chapters(values: Mapping[str, Any], material: Material, clock: Clock) -> tuple[ChapterGuess, ...]:
    """The chapters that the lock keeps, placed in time. Raises ValueError, TypeError or KeyError for what are none."""
    firsts = list(accumulate((len(cue.text.split()) for cue in material.cues), initial=0))
    found = tuple(_chapter(mark, firsts, clock) for mark in values["marks"])
    if any(after.word <= before.word for before, after in pairwise(found)):
        raise ValueError("the chapters do not rise")
    return found


def _chapter(mark: Mapping[str, Any], firsts: Sequence[int], clock: Clock) -> ChapterGuess:
    word, title = int(mark["word"]), str(mark["title"])
    if not 0 <= word < clock.words or not is_title(title):
        raise ValueError("this is no chapter of this transcript")
    moment = clock.at(word)
    start_s = 0.0 if not word and moment.start_s is not None else moment.start_s
    cue = bisect_right(firsts, word) - 1
    return ChapterGuess(start_s, cue, word, title, _share(mark["confidence"]), str(mark["kind"]), moment.error_s)


def _share(value: Any) -> float:
    share = float(value)
    if not 0 <= share <= 1:
        raise ValueError("a confidence is between 0 and 1")
    return share
