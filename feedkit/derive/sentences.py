"""Sentences of a transcript, with the place of each: its cue and its first word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from feedkit.derive.scripts import closed_up
from feedkit.transcripts.cue import Cue

_END = re.compile(r"[.!?…。！？।۔؟][\"'”’)\]」』）]*$")
_ENDERS = frozenset(".!?…。！？।۔؟\"'”’)]」』）")
_ABBREVIATION = re.compile(
    r"^[\"'“(\[]*(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Prof|Sr|Jr|vs|etc|e\.g|i\.e|cf|No|Inc|Ltd|Co|ca|bzw|usw|z\.B|Hon|Gen)\.$"
)
_MOST_WORDS = 60
_CAPTION_WORDS = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some words that stand together.

    words: as the transcript spells them. cue: index of the cue it starts in. word: index of its first word in the
    whole transcript. opens_cue: whether the cue starts with it. opens_turn: whether another voice starts with it.
    """

    words: tuple[str, ...]
    cue: int
    word: int
    opens_cue: bool
    opens_turn: bool

    @property
    def text(self) -> str:
        return closed_up(" ".join(self.words))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    cue: int
    opens_cue: bool
    opens_turn: bool


def split_sentences(cues: Sequence[Cue]) -> tuple[Sentence, ...]:
    """Split what was said into sentences of at most 60 words, in order, no word lost.

    A sentence runs over the end of a cue only where cues are short (captions) and the same voice goes on.
    """
    captions = are_captions(cues)
    found: list[Sentence] = []
    run: list[_Word] = []
    place = 0
    for word in _words(cues):
        if run and _breaks(run, word, captions=captions):
            found.append(_sentence(run, place))
            place += len(run)
            run = []
        run.append(word)
    if run:
        found.append(_sentence(run, place))
    return tuple(found)


def are_captions(cues: Sequence[Cue]) -> bool:
    """Whether cues are lines of captions, which break anywhere, rather than paragraphs or turns."""
    sample = cues[:2000]
    return bool(sample) and fmean(cue.text.count(" ") + 1 for cue in sample) < _CAPTION_WORDS


def _words(cues: Sequence[Cue]) -> Iterator[_Word]:
    voice: str | None = None
    for index, cue in enumerate(cues):
        turn = index > 0 and cue.speaker is not None and cue.speaker != voice
        for nth, text in enumerate(cue.text.split()):
            yield _Word(text, index, opens_cue=nth == 0, opens_turn=nth == 0 and turn)
        voice = cue.speaker if cue.speaker is not None else voice


def _breaks(run: list[_Word], word: _Word, *, captions: bool) -> bool:
    if word.opens_turn or len(run) >= _MOST_WORDS:
        return True
    if word.opens_cue and not captions:
        return True
    last = run[-1].text
    if last[-1] not in _ENDERS or not _END.search(last) or _ABBREVIATION.match(last):
        return False
    return word.opens_cue or not word.text[:1].islower()


def _sentence(run: list[_Word], place: int) -> Sentence:
    first = run[0]
    return Sentence(tuple(word.text for word in run), first.cue, place, first.opens_cue, first.opens_turn)
