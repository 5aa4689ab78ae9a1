"""Where in time a word of the transcript is spoken: read from the cues where they say, else estimated."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.transcripts.cue import Cue

#: How far a constant rate of speech is off, as a share of the duration, times the root of share spoken and share left:
#: nine in ten chapter starts of the timed shows in the development data lie within it.
_SPREAD = 0.055
_RATE_SPREAD = 0.15
_LEAST_ERROR_S = 2.0
_NEAR_ERROR_S = 30.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in seconds and how sure it is: `error_s` is None where the transcript says the time."""

    start_s: float | None
    error_s: float | None = None


class Clock:
    """Tells the time of a word by its index in the whole transcript.

    is_timed: whether the cues carry times: at least two, or one for the only cue.
    Times of cues are used where they rise (the longest such run of them: a wrong one is passed over); between them
    words are taken as evenly spaced. Without times: evenly over `duration_s`, or at `words_per_minute`.
    """

    def __init__(
        self,
        cues: Sequence[Cue],
        *,
        duration_s: float | None = None,
        words_per_minute: float | None = None,
    ) -> None:
        self._firsts, self.words = _first_words(cues)
        starts = _starts(cues, self._firsts)
        self.is_timed = len(starts) > 1 or (len(starts) == 1 and len(cues) == 1)
        anchors = _rising([*starts, *_end(cues, self.words)] if self.is_timed else starts)
        self._places = [place for place, _ in anchors]
        self._times = [time for _, time in anchors]
        self._duration_s = _positive(duration_s)
        self._rate = _positive(words_per_minute)

    @property
    def seconds_per_word(self) -> float:
        """The mean pace, for lengths; at 160 words a minute where nothing is known."""
        if not self.words:
            return 0.375
        if self.is_timed and self._places[-1] > self._places[0]:
            return (self._times[-1] - self._times[0]) / (self._places[-1] - self._places[0])
        if self._duration_s:
            return self._duration_s / self.words
        return 60 / (self._rate or 160.0)

    def at(self, word: int) -> Moment:
        """The time at which word `word` starts."""
        if self.is_timed:
            return self._read(word)
        if self._duration_s and self.words:
            return self._share(word, self._duration_s)
        if self._rate:
            time = word * 60 / self._rate
            return Moment(time, max(_LEAST_ERROR_S, _RATE_SPREAD * time))
        return Moment(None)

    def _share(self, word: int, duration_s: float) -> Moment:
        share = word / self.words
        error = _SPREAD * duration_s * math.sqrt(share * (1 - share))
        return Moment(share * duration_s, max(_LEAST_ERROR_S, error) if word else 0.0)

    def _read(self, word: int) -> Moment:
        after = bisect_right(self._places, word)
        if after and self._places[after - 1] == word:
            return Moment(self._times[after - 1])
        if not after:
            return Moment(self._times[0] * word / self._places[0], self._times[0])
        place, time = self._places[after - 1], self._times[after - 1]
        if after == len(self._places):
            guess = time + (word - place) * self.seconds_per_word
            limit = self._duration_s
            return Moment(
                min(guess, limit) if limit and limit >= time else guess, max(_LEAST_ERROR_S, (guess - time) / 4)
            )
        gap = self._times[after] - time
        share = (word - place) / (self._places[after] - place)
        error = min(gap / 4, max(_NEAR_ERROR_S, _SPREAD * gap * math.sqrt(share * (1 - share))))
        return Moment(time + gap * share, max(_LEAST_ERROR_S, error))


def _positive(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and value > 0 else None


def _first_words(cues: Sequence[Cue]) -> tuple[list[int], int]:
    """The index of each cue's first word, and how many words there are."""
    firsts = []
    place = 0
    for cue in cues:
        firsts.append(place)
        place += len(cue.text.split())
    return firsts, place


def _starts(cues: Sequence[Cue], firsts: Sequence[int]) -> list[tuple[int, float]]:
    """(word index, seconds) where cues say the time; the times of those that rise strictly."""
    said = [
        (place, cue.start_s)
        for cue, place in zip(cues, firsts, strict=True)
        if cue.start_s is not None and math.isfinite(cue.start_s) and cue.start_s >= 0 and cue.text.strip()
    ]
    return _rising(said)


def _end(cues: Sequence[Cue], words: int) -> list[tuple[int, float]]:
    """(number of words, seconds) where the last cue says when it ends, and is timed itself."""
    last = cues[-1]
    is_said = last.start_s is not None and last.end_s is not None and last.start_s < last.end_s < math.inf
    return [(words, last.end_s)] if is_said and last.end_s is not None and last.text.strip() else []


def _rising(said: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return [said[index] for index in _longest_rise([time for _, time in said])]


def _longest_rise(values: Sequence[float]) -> list[int]:
    """Indices of the longest strictly rising run of values (patience sorting, Fredman 1975)."""
    tails: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    run = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]
