"""What rules find in values that reading has set aside: it is left out, for the fault has been told."""

from __future__ import annotations

from collections.abc import Iterable

from feedkit.problems import Problem


def unless_faulty(found: Iterable[Problem], faulty: Iterable[Problem]) -> list[Problem]:
    """Leave out what a rule says of a field that was set aside: its fault has been told already."""
    faulty = [problem for problem in faulty if not problem.slug.startswith("mended-")]  # a mended value is judged
    told = {(problem.place.path, problem.place.line) for problem in faulty if problem.place.line}
    fields = {(problem.place.path, problem.field.split(".")[0]) for problem in faulty if problem.field}
    return [p for p in found if (p.place.path, p.place.line) not in told or (p.place.path, _own_field(p)) not in fields]


def _own_field(problem: Problem) -> str:
    steps = [step for step in problem.field.split(".") if not step.isdigit() and step != "episodes"]
    return steps[0] if steps else ""
