"""What a parser makes of a document: a plain value, what was wrong, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from feedkit.problems import Problem
from feedkit.records.layers import Locate

MOST_DEPTH = 64
MOST_DIGITS = 19
MOST_EXPONENT = 300
MOST_FINDINGS = 50


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value made of dicts, lists, text, None and, from JSON and TOML, numbers (int, Decimal) and bools.

    value: None where `problems` say that nothing could be read; what could be read otherwise, faulty parts set aside.
    end: index in the document's text after the value; more than that may follow a JSON object.
    """

    value: Any
    locate: Locate
    problems: tuple[Problem, ...] = ()
    end: int = 0


@dataclass(slots=True)
class Findings:
    """Problems of one file as they are found: the first 50 in full, and then how many more there are."""

    shown: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, problem: Problem) -> None:
        if self.is_full:
            self.more += 1
        else:
            self.shown.append(problem)

    @property
    def is_full(self) -> bool:
        """Whether one more would only be counted; then it need not be put into words."""
        return len(self.shown) >= MOST_FINDINGS

    def all(self) -> tuple[Problem, ...]:
        if not self.more:
            return tuple(self.shown)
        last = self.shown[-1]
        return (
            *self.shown,
            last._replace(message=f"{self.more} more problems of this file are not shown", mend="", see=()),
        )


class Unreadable(Exception):
    """Carries the problem that ends a parse from where it is found to the parser's edge."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def number_within_bounds(text: str) -> Decimal | None:
    """The number; None over 19 significant digits, for what a double cannot hold, and for what is no number at all."""
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent that no machine word holds
        return None
    is_within = (
        len(number.as_tuple().digits) <= MOST_DIGITS and number.is_finite() and abs(number.adjusted()) <= MOST_EXPONENT
    )
    return number if is_within else None
