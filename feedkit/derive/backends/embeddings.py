"""Chapters from sentence embeddings: stretches whose sentences point the same way hold together.

Method: a stretch is worth the length of the sum of its sentences' vectors (Alemi & Ginsparg 2015, content vector
segmentation), added to what its words are worth; the dynamic programming is the offline method's. Works with every
model that sentence-transformers loads (`pip install feedkit[embeddings]`), or with anything that encodes likewise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Protocol

from feedkit.derive.backends.interface import Field, Material, Refusal
from feedkit.derive.chapters import guess_chapters
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.programme import Block, Programme
from feedkit.derive.segmentation import Habits, Lattice

_WEIGHT = 0.1
"""What a word counts in the vectors' score."""


class Encoder(Protocol):
    """What turns texts into vectors of one length, each alike for texts of like meaning."""

    def encode(self, sentences: list[str]) -> Any: ...


@dataclass(frozen=True, slots=True)
class Embeddings:
    """A backend that reads meaning off vectors. It writes no summaries."""

    name: ClassVar[str] = "embeddings"
    method: ClassVar[str] = "embeddings-dp/1"
    model: str
    encoder: Encoder | None = None
    guess: tuple[Field, ...] = ("chapters",)

    def chapters(self, material: Material) -> tuple[ChapterGuess, ...]:
        return guess_chapters(
            material.cues,
            vocabulary=(material.title, *material.vocabulary),
            most=material.most,
            min_length_s=material.min_length_s,
            cohesion=partial(cohesion, self.encoder or load(self.model)),
        )

    def summary(self, material: Material) -> SummaryGuess:
        del material
        raise Refusal("embeddings write no summaries", "take `summary` out of its `guess`", is_final=True)


def load(model: str) -> Encoder:
    """The model of that name, or in that folder, as sentence-transformers has it. Raises Refusal."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        message = "the package sentence-transformers is not installed"
        raise Refusal(message, "`pip install 'feedkit[embeddings]'`", is_final=True) from None
    try:
        encoder: Encoder = SentenceTransformer(model)
    except Exception as error:  # it raises whatever its many parts raise
        message = f"sentence-transformers cannot load `{model}`: {type(error).__name__}"
        raise Refusal(message, "give the name or the folder of a model that you have", is_final=True) from error
    return encoder


def cohesion(encoder: Encoder, programme: Programme, blocks: Sequence[Block], weight: float = _WEIGHT) -> Lattice:
    """How well each stretch of blocks holds together, as a log score: 0 for one whose vectors are all alike.

    The mean of the whole is taken from each vector first: what all of the programme is about tells no parts of it.
    """
    import numpy as np

    texts = [" ".join(s.text for s in programme.sentences[block.first : block.end]) for block in blocks]
    vectors = np.asarray(encoder.encode(texts), dtype=float).reshape(len(blocks), -1)
    words = np.array([block.unit.words for block in blocks], dtype=float)
    vectors = vectors - np.average(vectors, axis=0, weights=np.maximum(words, 1))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0) * words[:, None]
    sums = np.vstack([np.zeros(units.shape[1]), np.cumsum(units, axis=0)])
    ends = np.concatenate([[0], np.cumsum(words)])
    rows = []
    for start in range(len(blocks)):
        stop = max(int(np.searchsorted(ends, ends[start] + Habits().longest_words, side="right")), start + 2)
        held = np.linalg.norm(sums[start + 1 : stop] - sums[start], axis=1)
        rows.append((weight * (held - (ends[start + 1 : stop] - ends[start]))).tolist())
    return rows
