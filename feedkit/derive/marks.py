"""What speaks for and against a chapter start at each sentence, beside the words' subject.

Cue phrases and discourse segmentation: Passonneau & Litman (1997); turns, questions and pauses: Shriberg et al. (2000).
The weights are log odds, set by hand near what all kinds of show agree on: weights fitted on some shows did worse on
others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.derive.phrases import aside_kind, turn_weight
from feedkit.derive.sentences import Sentence
from feedkit.transcripts.cue import Cue

_REPLY = re.compile(
    r"(?:yeah|yes|yep|no|nope|right|exactly|absolutely|sure|correct|definitely|totally|i agree|true|mhm|mm|uh-huh|of course|oh|ha|"
    r"haha|wow|that'?s (?:right|true|correct)|i think|i mean|well|i guess|because|but|or|ja|nein|genau|oui|non|sí)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:(?:and|so|but) )?(?:that|it|he|she|they|this|these|those|which|there)\b", re.IGNORECASE)
_ROUNDING_OFF = re.compile(r"thank|great|cool|awesome|excellent", re.IGNORECASE)
#: A phrase that announces something new speaks for the words up to so many ahead of it too.
TURN_WORDS = 12
_MOST_OPENING = 4
_HEAD_WORDS = 4
_SHORT_WORDS = 9
_LONG_WORDS = 25
_ROUNDING_OFF_WORDS = 30
_CLEAR_TURN = 2.0
_PAUSE_S = 1.5

_ASIDE, _ANSWER, _REPLIES, _SHORT, _DANGLES = 1.0, -1.0, -1.0, -0.9, -0.4
_HOST_SPEAKS, _HOST_ASKS, _ASKS, _GOES_ON, _ROUNDED_OFF, _LINK, _PAUSE = 0.5, 0.3, 0.5, 0.5, 0.4, 1.0, 0.5
_INSIDE_CUE = -4.0


@dataclass(frozen=True, slots=True)
class Marker:
    """Weighs the sentences of one transcript; `captions` says that its cues are lines of captions, not paragraphs."""

    cues: Sequence[Cue]
    sentences: Sequence[Sentence]
    captions: bool
    host: str | None

    @classmethod
    def of(cls, cues: Sequence[Cue], sentences: Sequence[Sentence], *, captions: bool) -> Marker:
        return cls(cues, sentences, captions, _host(cues))

    def weight(self, index: int) -> float:
        """Log odds in favour of a chapter that starts with sentence `index`."""
        sentence = self.sentences[index]
        head = self._head(index)
        turn = max(map(self.turn, self._opening(index)))
        weight = turn + (_ASIDE if aside_kind(head) else 0.0)
        if not sentence.opens_cue and not self.captions:
            return weight + (_INSIDE_CUE if turn < _CLEAR_TURN else 0.0)
        passage, before = self._passage(index), self._before(index)
        if turn < _CLEAR_TURN:
            weight += _against(passage, before)
        return weight + _in_favour(passage, before) + self._voice(sentence, passage) + self._pause(sentence)

    def turn(self, index: int) -> float:
        """How much the words at the head of sentence `index` announce something new."""
        return turn_weight(self._head(index))

    def _opening(self, index: int) -> range:
        """The sentence, and those that follow it closely in its cue: "Great, thanks. Next up is …"."""
        first, end = self.sentences[index], index + 1
        while end < min(len(self.sentences), index + _MOST_OPENING):
            sentence = self.sentences[end]
            if sentence.cue != first.cue or sentence.word - first.word >= TURN_WORDS:
                break
            end += 1
        return range(index, end)

    def _head(self, index: int) -> str:
        """The sentence, with the next one where it is but "Alright."."""
        words = self.sentences[index].words
        if len(words) < _HEAD_WORDS and index + 1 < len(self.sentences):
            words = (*words, *self.sentences[index + 1].words)
        return " ".join(words)

    def _passage(self, index: int) -> str:
        sentence = self.sentences[index]
        return sentence.text if self.captions else self.cues[sentence.cue].text

    def _before(self, index: int) -> str:
        if not index:
            return ""
        before = self.sentences[index - 1]
        return before.text if self.captions else self.cues[before.cue].text

    def _voice(self, sentence: Sentence, passage: str) -> float:
        speaker = self.cues[sentence.cue].speaker
        if speaker is None:
            return 0.0
        weight = 0.0 if sentence.opens_turn else _GOES_ON
        if speaker == self.host:
            weight += _HOST_SPEAKS * (passage.count(" ") >= _LONG_WORDS) + _HOST_ASKS * ("?" in passage)
        return weight

    def _pause(self, sentence: Sentence) -> float:
        if not sentence.cue or not sentence.opens_cue:
            return 0.0
        start_s, before = self.cues[sentence.cue].start_s, self.cues[sentence.cue - 1]
        if start_s is None or before.end_s is None or before.end_s == before.start_s:
            return 0.0  # a cue that ends where it starts says nothing of when speech ends
        return _PAUSE if start_s - before.end_s >= _PAUSE_S else 0.0


def _host(cues: Sequence[Cue]) -> str | None:
    """The voice that asks most; None where nobody is named or nobody asks."""
    asked = Counter[str]()
    for cue in cues:
        if cue.speaker is not None and "?" in cue.text:
            asked[cue.speaker] += cue.text.count("?")
    return asked.most_common(1)[0][0] if asked else None


def _against(passage: str, before: str) -> float:
    weight = _REPLIES if _REPLY.match(passage) else 0.0
    if passage.count(" ") < _SHORT_WORDS - 1 and "http" not in passage:
        weight += _SHORT
    if _DANGLING.match(passage):
        weight += _DANGLES
    return weight + (_ANSWER if before.rstrip().endswith("?") else 0.0)


def _in_favour(passage: str, before: str) -> float:
    weight = _ASKS if "?" in passage else 0.0
    if passage.startswith("http") and passage.count(" ") < _SHORT_WORDS:
        weight += _LINK
    if before.count(" ") < _ROUNDING_OFF_WORDS and _ROUNDING_OFF.search(before[-80:]):
        weight += _ROUNDED_OFF
    return weight
