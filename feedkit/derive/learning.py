"""Learn from a show's episodes that have chapters by people how its programme turns.

Method: each unit that could start a chapter is an example; known are the general method's log odds; what the show's own
phrases, voices and shapes add is fitted (logistic regression with a Laplace prior, see `regression`), so that with little
to learn from little is changed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median, pstdev

from feedkit.derive.learned import Learned, log_odds, subject_value
from feedkit.derive.programme import Outline, Programme, outline
from feedkit.derive.recurring import Opening, recurring_titles
from feedkit.derive.regression import Example, fit_weights
from feedkit.derive.segmentation import Habits
from feedkit.derive.signs import ALWAYS, FREE, SUBJECT, Signs, signs_of
from feedkit.transcripts.cue import Cue

#: (cues in order, (start in seconds, title) of its chapters by people, duration in seconds where it is known)
Episode = tuple[Sequence[Cue], Sequence[tuple[float, str]], float | None]

_ANY = Habits()
_PENALTY = 2.0
_NEAR_S = 15.0
_LEAST_CHAPTERS = 2
_LEAST_EPISODES, _LEAST_STARTS = 3, 30
_SHORTEST_WORDS = 10
_LENGTH_TRUST = 40.0
_LEAST_SPREAD = 0.4
_TRUST = 15.0
_OPENING_WORDS = 40


@dataclass(frozen=True, slots=True)
class _Study:
    """An episode to learn from: its chapters as (word, title), first of them the first word."""

    programme: Programme
    chapters: tuple[tuple[int, str], ...]

    def lengths(self) -> Iterator[int]:
        words = self.programme.clock.words
        for (start, _), end in zip(self.chapters, [word for word, _ in self.chapters[1:]] + [words], strict=True):
            yield max(_SHORTEST_WORDS, end - start)


def learn(episodes: Sequence[Episode], *, most: int = 100) -> Learned:
    """Learn a show's habits from the first `most` episodes that can be learnt from; pass the newest first.

    Episodes with fewer than two chapters, or whose transcript tells no times (none in the cues, no duration), are
    passed over. With fewer than three left, or fewer than 30 chapters, the result is empty: it changes no guess. The same episodes give the
    same result. Costs about a second of CPU per hour of speech.
    """
    studies = [study for episode in episodes if (study := _study(episode)) is not None][:most]
    starts = sum(len(study.chapters) - 1 for study in studies)
    if len(studies) < _LEAST_EPISODES or starts < _LEAST_STARTS:
        return Learned(episodes=len(studies), chapters=starts)
    learned = _with_lengths(studies)
    return replace(learned, titles=recurring_titles(_openings(studies)), weights=_weights(studies, learned))


def _study(episode: Episode) -> _Study | None:
    cues, chapters, duration_s = episode
    programme = Programme.of(cues, duration_s=duration_s)
    clock = programme.clock
    if len(chapters) < _LEAST_CHAPTERS or not programme.sentences or clock.at(0).start_s is None:
        return None
    firsts = [sentence.word for sentence in programme.sentences]
    times = [clock.at(word).start_s or 0.0 for word in firsts]
    placed = {firsts[_nearest(times, start_s)]: title for start_s, title in sorted(chapters, reverse=True)}
    return _Study(programme, tuple(sorted({0: "", **placed}.items())))


def _nearest(values: Sequence[float], value: float) -> int:
    """The index of the value nearest to `value`; of two, the first. values: rising."""
    at = bisect_left(values, value)
    near = range(max(0, at - 1), min(len(values), at + 1))
    return min(near, key=lambda index: abs(values[index] - value))


def _with_lengths(studies: Sequence[_Study]) -> Learned:
    """The show's chapter lengths; what the method is told lies between them and any show's, by how many there are."""
    paces = [study.programme.clock.seconds_per_word for study in studies]
    seconds = sorted(words * pace for study, pace in zip(studies, paces, strict=True) for words in study.lengths())
    logs = [math.log(words) for study in studies for words in study.lengths()]
    trust = len(logs) / (len(logs) + _LENGTH_TRUST)
    usual = trust * median(logs) + (1 - trust) * math.log(_ANY.usual_words)
    spread = trust * pstdev(logs) + (1 - trust) * _ANY.spread
    return Learned(
        episodes=len(studies),
        chapters=sum(len(study.chapters) - 1 for study in studies),
        shortest_s=round(_quantile(seconds, 0.05), 1),
        usual_s=round(_quantile(seconds, 0.5), 1),
        longest_s=round(_quantile(seconds, 0.95), 1),
        usual_words=round(math.exp(usual), 1),
        spread=round(max(_LEAST_SPREAD, spread), 3),
    )


def _quantile(values: Sequence[float], share: float) -> float:
    return values[round(share * (len(values) - 1))]


def _weights(studies: Sequence[_Study], learned: Learned) -> dict[str, float]:
    outlines = [outline(study.programme, learned.habits) for study in studies]
    signs = [
        signs_of(study.programme, found.blocks, found.places) for study, found in zip(studies, outlines, strict=True)
    ]
    heard = Counter(sign for episode in signs for sign in {sign for unit in episode for sign in unit})
    examples = [
        example
        for study, found, rows in zip(studies, outlines, signs, strict=True)
        for example in _examples(study, found, rows, heard)
    ]
    trust = learned.chapters / (learned.chapters + _TRUST)
    fitted = fit_weights(examples, penalty=_PENALTY, free=FREE)
    return {sign: weight for sign, value in fitted.items() if (weight := round(trust * value, 2))}


def _examples(study: _Study, found: Outline, rows: Sequence[Signs], heard: Counter[str]) -> Iterator[Example]:
    """One example a unit but the first; signs of a single episode are left out, as they are its subject's."""
    true = _true_units(study, found)
    for index in range(1, len(found.blocks)):
        known = log_odds(found.probabilities[index])
        signs = {sign: value for sign, value in rows[index].items() if heard[sign] > 1}
        yield Example(signs | {ALWAYS: 1.0, SUBJECT: subject_value(known)}, known, index in true)


def _true_units(study: _Study, found: Outline) -> set[int]:
    """The units that chapters start at; a chapter with no unit near it is left out."""
    pace = study.programme.clock.seconds_per_word
    units = ((place, _nearest(found.places, place)) for place in (word * pace for word, _ in study.chapters[1:]))
    return {unit for place, unit in units if abs(found.places[unit] - place) <= _NEAR_S}


def _openings(studies: Sequence[_Study]) -> list[list[Opening]]:
    """Of each episode its chapters' titles and first words."""
    return [[Opening(title, _words_from(study.programme, word)) for word, title in study.chapters] for study in studies]


def _words_from(programme: Programme, word: int) -> tuple[str, ...]:
    firsts = [sentence.word for sentence in programme.sentences]
    start = bisect_left(firsts, word)
    said = [text for sentence in programme.sentences[start : start + _OPENING_WORDS] for text in sentence.words]
    return tuple(said[:_OPENING_WORDS])
