"""For GitHub: workflow commands, which become annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.problems import Level, Problem, Report
from feedkit.reports.characters import one_line
from feedkit.reports.interface import Look
from feedkit.reports.text import summary

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def write(report: Report, look: Look) -> str:
    """A command a problem (infos only when the look is verbose), and the summary as the last line."""
    shown = [problem for problem in report if look.verbose or problem.level > Level.INFO]
    return "\n".join([*(_command(problem) for problem in shown), summary(report, look)]) + "\n"


def _command(problem: Problem) -> str:
    parts = ",".join(f"{name}={_property(value)}" for name, value in _properties(problem))
    text = one_line(problem.message) + (f"\nmend: {one_line(problem.mend)}" if problem.mend else "")
    return f"::{_COMMANDS[problem.level]} {parts}::{_data(text)}"


def _properties(problem: Problem) -> Iterator[tuple[str, str]]:
    yield "file", one_line(problem.place.path)
    if problem.place.line:
        yield "line", str(problem.place.line)
    if problem.place.column:
        yield "col", str(problem.place.column)
    yield "title", f"{problem.rule} {problem.slug}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
