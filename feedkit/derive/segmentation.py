"""Cut a text into stretches of one subject each, where its vocabulary turns.

Method: the most probable segmentation by dynamic programming (Utiyama & Isahara 2001). A stretch's probability is the
mean (in logs) of two models of its words: theirs, with Laplace's smoothing within the text's vocabulary; and a
Dirichlet compound multinomial whose prior mean is the text as a whole (after Eisenstein & Barzilay 2008). The length
of stretches has a log-normal prior; spoken cues add to the boundaries where they stand. Forward and backward sums
over all segmentations (Rabiner 1989) tell how probable each boundary is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A few sentences that stay together: term numbers, length in words, and what speaks for a boundary ahead."""

    terms: tuple[int, ...]
    words: int
    bonus: float = 0.0


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known about chapters before the text is seen; lengths in words.

    usual: the median length; spread: the standard deviation of its logarithm; weight: how much the prior counts;
    concentration: the strength of the Dirichlet prior, in words; longest: no chapter is longer.
    """

    usual: float = 450.0
    spread: float = 1.0
    weight: float = 0.7
    concentration: float = 800.0
    longest: float = 6000.0
    shortest: float = 40.0
    boundary: float = 0.0
    bonus: float = 2.0
    heat: float = 3.0


@dataclass(frozen=True, slots=True)
class Lattice:
    """The scores of all stretches: `scores[i][k]` is that of the one from unit i up to and with unit i + k."""

    scores: tuple[list[float], ...]
    skipped: tuple[int, ...]

    @property
    def units(self) -> int:
        return len(self.scores)


def score_stretches(units: Sequence[Unit], counts: Sequence[int], habits: Habits) -> Lattice:
    """Score every stretch of at most `habits.longest` words. counts: how often each term stands in the whole text."""
    model = _Model(units, counts, habits)
    return Lattice(tuple(model.row(start) for start in range(len(units))), ())


class _Model:
    """The tables that scoring looks up: gains of a term by how often the stretch has it already."""

    def __init__(self, units: Sequence[Unit], counts: Sequence[int], habits: Habits) -> None:
        self._units = units
        self._habits = habits
        self._total = max(1, sum(counts))
        self._vocabulary = max(1, sum(count > 0 for count in counts))
        tables = {count: self._gains(count) for count in set(counts)}
        self._tables = [tables[count] for count in counts]
        self._price = math.log(self._total) / 2

    def _gains(self, count: int) -> list[float]:
        """What the n-th occurrence of a term adds to the log probability, without the part that hangs on length."""
        prior = self._habits.concentration * count / self._total
        return [((n + 1) * math.log(n + 2) - n * math.log(n + 1) + math.log(prior + n)) / 2 for n in range(count)]

    def _length_part(self, terms: int, words: int) -> float:
        strength = self._habits.concentration
        laplace = -terms * math.log(terms + self._vocabulary)
        dirichlet = math.lgamma(strength) - math.lgamma(strength + terms)
        return (laplace + dirichlet) / 2 - self._price + self._length_prior(words)

    def _length_prior(self, words: int) -> float:
        habits = self._habits
        off = math.log(max(words, 1) / habits.usual) / habits.spread
        return -habits.weight * off * off / 2

    def row(self, start: int) -> list[float]:
        seen = [0] * len(self._tables)
        tables, habits = self._tables, self._habits
        score, terms, words = 0.0, 0, 0
        bonus = habits.bonus * self._units[start].bonus + habits.boundary if start else 0.0
        scores: list[float] = []
        for unit in self._units[start:]:
            words += unit.words
            if words > habits.longest and scores:
                break
            for number in unit.terms:
                nth = seen[number]
                score += tables[number][nth]
                seen[number] = nth + 1
            terms += len(unit.terms)
            scores.append(score + bonus + self._length_part(terms, words))
        return scores


def best_boundaries(lattice: Lattice) -> list[int]:
    """The most probable segmentation: the units that start a stretch, the first left out (Viterbi)."""
    size = lattice.units
    best = [-math.inf] * (size + 1)
    best[0] = 0.0
    origin = [0] * (size + 1)
    for start, row in enumerate(lattice.scores):
        here = best[start]
        for end, score in enumerate(row, start + 1):
            if here + score > best[end]:
                best[end] = here + score
                origin[end] = start
    found = []
    at = origin[size]
    while at:
        found.append(at)
        at = origin[at]
    return found[::-1]


def boundary_probabilities(lattice: Lattice, heat: float) -> list[float]:
    """How probable it is that a stretch starts at each unit, over all segmentations.

    heat: the factor by which log probabilities are divided first, as words are not independent.
    """
    size = lattice.units
    forward = [-math.inf] * (size + 1)
    forward[0] = 0.0
    backward = [-math.inf] * (size + 1)
    backward[size] = 0.0
    arriving: list[list[float]] = [[] for _ in range(size + 1)]
    for start, row in enumerate(lattice.scores):
        if start:
            forward[start] = _log_sum(arriving[start])
        here = forward[start]
        for end, score in enumerate(row, start + 1):
            arriving[end].append(here + score / heat)
    forward[size] = _log_sum(arriving[size])
    for start in range(size - 1, -1, -1):
        row = lattice.scores[start]
        backward[start] = _log_sum([score / heat + backward[end] for end, score in enumerate(row, start + 1)])
    whole = forward[size]
    return [math.exp(min(0.0, forward[at] + backward[at] - whole)) for at in range(size)]


def _log_sum(values: Sequence[float]) -> float:
    top = max(values, default=-math.inf)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(value - top) for value in values if value > top - 40))
