"""What a backend is: something impure that guesses, asked only online; and what it is given and gives back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, Protocol

from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.errors import FeedkitError
from feedkit.transcripts.cue import Cue

Field = Literal["summary", "chapters"]
"""What can be guessed, by the names of `guess` in show.yaml."""


class Refusal(FeedkitError):
    """A backend gave nothing that can be used; the message says why, and `mend` what to do.

    is_final: whether it would be the same for every other transcript (no such model, no connection, no key).
    """

    def __init__(self, message: str, mend: str = "", *, is_final: bool = False) -> None:
        super().__init__(message)
        self.mend = mend
        self.is_final = is_final


@dataclass(frozen=True)
class Material:
    """All that a guess is made from. vocabulary: names and phrases as the record spells them.

    most, min_length_s: of chapters, as the show wants them.
    """

    cues: Sequence[Cue]
    title: str = ""
    vocabulary: tuple[str, ...] = ()
    most: int = 40
    min_length_s: float = 40.0

    @cached_property
    def digest(self) -> str:
        """The hash of it: a guess with another one was made from something else."""
        cues = [[cue.start_s, cue.speaker, cue.text] for cue in self.cues]
        whole = [self.title, self.vocabulary, self.most, self.min_length_s, cues]
        return "sha256:" + hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:32]


class Backend(Protocol):
    """A model that guesses. Every family has a file here, and passes `tests/derive/test_backends.py`.

    name: of the family. method: how it guesses, with its version. model: the model's own name. guess: what it is
    asked for. Neither name may hold a secret: they are published.
    """

    name: ClassVar[str]
    method: ClassVar[str]

    @property
    def model(self) -> str: ...

    @property
    def guess(self) -> tuple[Field, ...]: ...

    def chapters(self, material: Material) -> tuple[ChapterGuess, ...]:
        """Guess chapters: none, or at least two, the first at the first word, each later one where a cue starts or a
        sentence does, words rising strictly, titles of 3 to 60 characters. Raises Refusal.
        """
        ...

    def summary(self, material: Material) -> SummaryGuess:
        """Write a summary, every sentence of which the transcript bears out. Raises Refusal."""
        ...
