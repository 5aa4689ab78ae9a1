"""A transcript as the methods see it: its sentences and times, and the units that may start a chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from feedkit.derive.clock import Clock
from feedkit.derive.languages import guess_language
from feedkit.derive.marks import TURN_WORDS, Marker
from feedkit.derive.scripts import readable
from feedkit.derive.segmentation import Habits, Unit, boundary_probabilities, score_stretches
from feedkit.derive.sentences import Sentence, are_captions, split_sentences
from feedkit.derive.terms import Lexicon, bare, stop_words_of
from feedkit.transcripts.cue import Cue

_LONG_CUE = 150
_CAPTION_UNIT = 25
_MOST_UNITS = 8000
_STRONG_TURN = 3.0
_SAMPLE_SENTENCES = 400


@dataclass(frozen=True, slots=True)
class Programme:
    """What is known of the whole: its sentences, times and language."""

    cues: Sequence[Cue]
    sentences: tuple[Sentence, ...]
    clock: Clock
    language: str

    @classmethod
    def of(
        cls, cues: Sequence[Cue], *, duration_s: float | None = None, words_per_minute: float | None = None
    ) -> Programme:
        cues = readable(cues)
        sentences = split_sentences(cues)
        clock = Clock(cues, duration_s=duration_s, words_per_minute=words_per_minute)
        sample = (bare(word).lower() for sentence in sentences[:_SAMPLE_SENTENCES] for word in sentence.words)
        return cls(cues, sentences, clock, guess_language(sample))

    @property
    def captions(self) -> bool:
        return are_captions(self.cues)

    @property
    def stop_words(self) -> frozenset[str]:
        return stop_words_of(self.language)


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of the segmentation; the sentences that it starts with and that it ends before; its terms' numbers."""

    first: int
    end: int
    unit: Unit

    def marked(self, more: float) -> Block:
        """The same block with greater log odds of a boundary ahead of it."""
        return replace(self, unit=replace(self.unit, mark=self.unit.mark + more))


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a programme, when each starts at an even pace (seconds), and how probable a turn is at each."""

    blocks: tuple[Block, ...]
    places: tuple[float, ...]
    probabilities: tuple[float, ...]


Hints = Callable[[Programme, Sequence[Block]], Sequence[float]]
"""Something else than words that tells where a programme turns: log odds for each block that a stretch starts there."""


def outline(programme: Programme, habits: Habits, hints: Hints | None = None) -> Outline:
    """Weigh where the programme turns, by its words, by what marks a turn in any show, and by `hints` if given."""
    lexicon = Lexicon(programme.stop_words)
    blocks = _blocks(programme, lexicon)
    if hints is not None:
        blocks = [block.marked(more) for block, more in zip(blocks, hints(programme, blocks), strict=True)]
    lattice = score_stretches([block.unit for block in blocks], lexicon.counts, habits)
    pace = programme.clock.seconds_per_word
    places = (programme.sentences[block.first].word * pace for block in blocks)
    return Outline(tuple(blocks), tuple(places), tuple(boundary_probabilities(lattice)))


def _blocks(programme: Programme, lexicon: Lexicon) -> list[Block]:
    """Sentences joined to units that may start a chapter: at each cue, each turn phrase, and inside long cues."""
    sentences = programme.sentences
    marker = Marker.of(programme.cues, sentences, captions=programme.captions)
    starts = _starts(sentences, marker, captions=programme.captions)
    ends = [*starts[1:], len(sentences)]
    blocks = []
    for start, end in zip(starts, ends, strict=True):
        span = sentences[start:end]
        terms = tuple(number for sentence in span for number in lexicon.numbers(sentence.words))
        words = sum(len(sentence.words) for sentence in span)
        blocks.append(Block(start, end, Unit(terms, words, marker.weight(start))))
    return blocks


def _starts(sentences: Sequence[Sentence], marker: Marker, *, captions: bool) -> list[int]:
    """The sentences that may start a chapter; of very long transcripts fewer, so that time and memory stay linear."""
    least = (sentences[-1].word + len(sentences[-1].words)) // _MOST_UNITS
    starts = [0]
    words = 0
    for index, sentence in enumerate(sentences):
        opens = words >= _CAPTION_UNIT if captions else sentence.opens_cue
        turns = words >= TURN_WORDS and marker.turn(index) >= _STRONG_TURN
        if index and words >= least and (opens or turns or words >= _LONG_CUE):
            starts.append(index)
            words = 0
        words += len(sentence.words)
    return starts
