"""Logistic regression with few weights: those features that say little get none.

Method: Laplace prior (the lasso, Tibshirani 1996) and cyclic coordinate descent, each step a bounded Newton step
(CLG, Genkin, Lewis & Madigan 2007). No chance is in it: the same examples give the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SWEEPS = 25
_FIRST_REACH, _LEAST_STEP = 1.0, 0.002
_LEAST_WEIGHT = 0.005


@dataclass(frozen=True, slots=True)
class Example:
    """One observation: its features with their values, log odds known beforehand, and whether it came true."""

    features: Mapping[str, float]
    known: float
    is_true: bool


@dataclass(slots=True)
class _Column:
    """A feature: which examples have it and with what value, its weight so far, and how far a step may go."""

    rows: list[int]
    values: list[float]
    penalty: float
    weight: float = 0.0
    reach: float = _FIRST_REACH


def fit_weights(examples: Sequence[Example], *, penalty: float, free: frozenset[str] = frozenset()) -> dict[str, float]:
    """The weights of the features that change the log odds, in the order of their names; the others are left out.

    penalty: what a weight of 1 must gain in log likelihood; features in `free` pay nothing for theirs.
    """
    columns = _columns(examples, penalty, free)
    odds = [example.known for example in examples]
    truths = [1.0 if example.is_true else 0.0 for example in examples]
    for _ in range(_SWEEPS):
        if max((abs(_improve(column, odds, truths)) for column in columns.values()), default=0.0) < _LEAST_STEP:
            break
    return {name: column.weight for name, column in columns.items() if abs(column.weight) >= _LEAST_WEIGHT}


def _columns(examples: Sequence[Example], penalty: float, free: frozenset[str]) -> dict[str, _Column]:
    columns: dict[str, _Column] = {}
    for row, example in enumerate(examples):
        for name, value in example.features.items():
            column = columns.get(name)
            if column is None:
                column = columns[name] = _Column([], [], 0.0 if name in free else penalty)
            column.rows.append(row)
            column.values.append(value)
    return dict(sorted(columns.items()))


def _improve(column: _Column, odds: list[float], truths: Sequence[float]) -> float:
    """Move one weight towards its best value, all others kept; gives the step. `odds` follow."""
    slope = bend = 0.0
    for row, value in zip(column.rows, column.values, strict=True):
        share = 1 / (1 + math.exp(-odds[row])) if odds[row] > -30 else 0.0  # noqa: PLR2004 - no chance worth counting
        slope += (truths[row] - share) * value
        bend += share * (1 - share) * value * value
    step = _bounded(_newton(column, slope, bend), column.reach)
    column.reach = max(2 * abs(step), column.reach / 2)
    if step:
        column.weight += step
        for row, value in zip(column.rows, column.values, strict=True):
            odds[row] += step * value
    return step


def _newton(column: _Column, slope: float, bend: float) -> float:
    """The Newton step for one weight; a weight does not change its sign in one step, and leaves 0 only for a gain."""
    bend = max(bend, 0.05)
    if column.weight == 0:
        gain = max(abs(slope) - column.penalty, 0.0)
        return math.copysign(gain / bend, slope)
    sign = math.copysign(1.0, column.weight)
    step = (slope - sign * column.penalty) / bend
    return -column.weight if column.penalty and (column.weight + step) * sign < 0 else step


def _bounded(step: float, reach: float) -> float:
    return min(reach, max(-reach, step))
