"""Cut a text into stretches of one subject each, where its vocabulary turns.

Method: all segmentations are weighed by dynamic programming (Utiyama & Isahara 2001). A stretch's probability is the
mean (in logs) of two models of its words: theirs, with Laplace's smoothing within the text's vocabulary; and a
Dirichlet compound multinomial whose prior mean is the text as a whole (after Eisenstein & Barzilay 2008). The length
of stretches has a log-normal prior; marks of speech add to the boundaries where they stand. Forward and backward
sums over all segmentations (Rabiner 1989) tell how probable each boundary is, and the boundaries with the greatest
expected credit are taken (minimum Bayes risk, Goel & Byrne 2000): better on every kind of show than the most
probable segmentation.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A few sentences that stay together: term numbers, length in words, log odds of a boundary ahead of it."""

    terms: tuple[int, ...]
    words: int
    mark: float = 0.0


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known about chapters before the text is seen.

    usual_words: the median length; spread: the standard deviation of its logarithm; longest_words: no chapter is
    longer. boundary: log odds of a boundary anywhere. evidence: what a word counts (words are not independent, so
    less than 1). concentration: the strength of the Dirichlet prior, in terms.
    """

    usual_words: float = 600.0
    spread: float = 1.2
    longest_words: int = 6000
    boundary: float = -1.1
    evidence: float = 0.37
    concentration: float = 1000.0


#: scores[i][k]: the log score of the stretch from unit i up to and with unit i + k
Lattice = Sequence[Sequence[float]]


def score_stretches(units: Sequence[Unit], counts: Sequence[int], habits: Habits) -> Lattice:
    """Score every stretch of at most `habits.longest_words`. counts: how often each term stands in the whole text."""
    model = _Model(units, counts, habits)
    return [model.row(start) for start in range(len(units))]


class _Model:
    """The tables that scoring looks up: gains of a term by how often the stretch has it already."""

    def __init__(self, units: Sequence[Unit], counts: Sequence[int], habits: Habits) -> None:
        self._units = units
        self._habits = habits
        self._total = max(1, sum(counts))
        self._vocabulary = max(1, len(counts))
        tables = {count: self._gains(count) for count in set(counts)}
        self._tables = [tables[count] for count in counts]
        self._length_parts: dict[int, float] = {}

    def _gains(self, count: int) -> list[float]:
        """What the n-th occurrence of a term adds to the log probability, without the part that hangs on length."""
        prior = self._habits.concentration * count / self._total
        half = self._habits.evidence / 2
        return [half * ((n + 1) * math.log(n + 2) - n * math.log(n + 1) + math.log(prior + n)) for n in range(count)]

    def _length_part(self, terms: int) -> float:
        known = self._length_parts.get(terms)
        if known is None:
            strength = self._habits.concentration
            laplace = -terms * math.log(terms + self._vocabulary) - math.log(self._total)
            dirichlet = math.lgamma(strength) - math.lgamma(strength + terms)
            known = self._length_parts[terms] = self._habits.evidence * (laplace + dirichlet) / 2
        return known

    def row(self, start: int) -> list[float]:
        """The scores of the stretches that start at unit `start`, by their last unit."""
        seen: dict[int, int] = {}
        tables, habits = self._tables, self._habits
        score = self._units[start].mark + habits.boundary if start else 0.0
        terms = words = 0
        scores: list[float] = []
        for unit in self._units[start:]:
            words += unit.words
            if words > habits.longest_words and scores:
                break
            for number in unit.terms:
                nth = seen.get(number, 0)
                score += tables[number][nth]
                seen[number] = nth + 1
            terms += len(unit.terms)
            off = math.log((words or 1) / habits.usual_words) / habits.spread
            scores.append(score + self._length_part(terms) - off * off / 2)
        return scores


def boundary_probabilities(lattice: Lattice) -> list[float]:
    """How probable it is that a stretch starts at each unit, over all segmentations; 1 for the first."""
    size = len(lattice)
    arriving: list[list[float]] = [[] for _ in range(size + 1)]
    arriving[0].append(0.0)
    forward = []
    for start, row in enumerate(lattice):
        forward.append(_log_sum(arriving[start]))
        arriving[start].clear()
        for end, score in enumerate(row, start + 1):
            arriving[end].append(forward[start] + score)
    whole = _log_sum(arriving[size])
    backward = [0.0] * (size + 1)
    for start in range(size - 1, -1, -1):
        backward[start] = _log_sum(
            [score + rest for score, rest in zip(lattice[start], backward[start + 1 :], strict=False)]
        )
    return [math.exp(min(0.0, there + back - whole)) for there, back in zip(forward, backward, strict=False)]


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum([math.exp(value - top) for value in values]))


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a chosen boundary earns and costs: a true one within `tolerance_s` earns up to 1; each costs `price`."""

    price: float = 0.4
    tolerance_s: float = 25.0


def choose_boundaries(
    probabilities: Sequence[float], places_s: Sequence[float], *, least_gap_s: float, stakes: Stakes
) -> list[int]:
    """The units, without the first, that as chapter starts have the greatest expected gain.

    places_s: when each unit starts, not falling. Chosen units are at least `least_gap_s` apart.
    """
    size = len(probabilities)
    best = [0.0] * (size + 1)
    taken = [-1] * (size + 1)
    for unit in range(1, size):
        best[unit + 1] = best[unit]
        rest = min(unit, bisect_right(places_s, places_s[unit] - least_gap_s))
        gain = best[rest] + _credit(unit, probabilities, places_s, stakes.tolerance_s) - stakes.price
        if gain > best[unit + 1]:
            best[unit + 1], taken[unit + 1] = gain, rest
    return _walk_back(taken)


def _credit(unit: int, probabilities: Sequence[float], places_s: Sequence[float], tolerance_s: float) -> float:
    """The expected credit: probability near the unit, the nearer the more."""
    place = places_s[unit]
    low, high = bisect_left(places_s, place - tolerance_s), bisect_right(places_s, place + tolerance_s)
    near = range(max(1, low), max(high, unit + 1))
    return sum(probabilities[other] * (1 - abs(places_s[other] - place) / tolerance_s) for other in near)


def _walk_back(taken: Sequence[int]) -> list[int]:
    found = []
    at = len(taken) - 1
    while at > 0:
        if taken[at] < 0:
            at -= 1
        else:
            found.append(at - 1)
            at = taken[at]
    return found[::-1]
