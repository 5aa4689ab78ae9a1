"""From the model's probabilities to confidences that mean something."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

#: Window within which a guess counts as right, seconds either side.
WINDOW_S = 30.0

#: (model's probability mass within the window, share of guesses with that mass that people confirm): measured on
#: the development data, the shows weighted alike.
_CALIBRATION = (
    (0.0, 0.05),
    (0.4, 0.38),
    (0.55, 0.43),
    (0.75, 0.5),
    (0.85, 0.58),
    (0.92, 0.7),
    (0.965, 0.76),
    (0.99, 0.82),
    (1.0, 0.9),
)


#: The same for guesses with what was learnt of the show: half of a show's episodes learnt, the others measured.
_LEARNED_CALIBRATION = (
    (0.0, 0.05),
    (0.37, 0.42),
    (0.45, 0.46),
    (0.55, 0.59),
    (0.65, 0.72),
    (0.75, 0.76),
    (0.85, 0.81),
    (0.98, 0.91),
    (1.0, 0.93),
)


def calibrated(mass: float, *, learned: bool = False) -> float:
    """The share of such guesses that lie within 30 s of a start that people set; linear between measured points."""
    table = _LEARNED_CALIBRATION if learned else _CALIBRATION
    mass = min(1.0, max(0.0, mass))
    at = min(max(bisect_left(table, (mass, 0.0)), 1), len(table) - 1)
    (low, under), (high, over) = table[at - 1], table[at]
    return under + (over - under) * (mass - low) / (high - low)


def window_masses(probabilities: Sequence[float], places: Sequence[float], chosen: Sequence[int]) -> list[float]:
    """How much probability lies within 30 s of each chosen unit, at most 1. places: seconds, rising.

    Where two chosen units are less than 60 s apart, the window of each ends half-way.
    """
    sums = [0.0]
    for probability in probabilities:
        sums.append(sums[-1] + probability)
    masses = []
    for nth, unit in enumerate(chosen):
        low, high = places[unit] - WINDOW_S, places[unit] + WINDOW_S
        if nth:
            low = max(low, (places[chosen[nth - 1]] + places[unit]) / 2)
        if nth + 1 < len(chosen):
            high = min(high, (places[chosen[nth + 1]] + places[unit]) / 2)
        first, last = bisect_left(places, low), bisect_right(places, high)
        masses.append(min(1.0, sums[last] - sums[first]))
    return masses
