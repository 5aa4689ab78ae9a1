"""For GitHub: workflow commands, which become annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedkit.characters import one_line
from feedkit.problems import Level, Problem, Report
from feedkit.reports.interface import Look, Tally
from feedkit.reports.text import summary

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:
    """A command a problem (infos only when the look is verbose), and the summary as the last line.

    Nothing of a feed can become a command: each command is one line, and what stands in it is escaped.
    """
    tally = Tally()
    for report in tally.watch(reports):
        for problem in filter(look.shows, report):
            yield f"{_command(problem)}\n"
    if not look.quiet:
        yield f"{summary(tally, look)}\n"


def _command(problem: Problem) -> str:
    parts = ",".join(f"{name}={_property(value)}" for name, value in _properties(problem))
    lines = [one_line(problem.message), *([f"mend: {one_line(problem.mend)}"] if problem.mend else [])]
    lines += [f"see: {one_line(str(see.place))}{f' ({one_line(see.note)})' if see.note else ''}" for see in problem.see]
    text = _data("\n".join(lines))
    return f"::{_COMMANDS[problem.level]} {parts}::{text}"


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
