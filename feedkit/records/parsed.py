"""What a parser makes of a document: a plain value, what was wrong, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feedkit.problems import Problem
from feedkit.records.layers import Locate

MOST_DEPTH = 64
MOST_DIGITS = 19


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


class Unreadable(Exception):
    """Carries the problem that ends a parse from where it is found to the parser's edge."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
