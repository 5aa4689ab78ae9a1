"""For people at a terminal: what, where, the line itself with a caret, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.problems import Level, Problem, Report
from feedkit.reports.characters import one_line, source_line
from feedkit.reports.interface import Look

_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.INFO: "36"}
_BOLD, _DIM = "1", "2"


def write(report: Report, look: Look) -> str:
    """Every problem as a block of lines, then one line that counts them.

    Problems of level info are counted only, unless the look is verbose.
    """
    shown = [problem for problem in report if look.verbose or problem.level > Level.INFO]
    blocks = ["\n".join(block(problem, colour=look.colour)) for problem in shown]
    return "\n\n".join([*blocks, summary(report, look)]) + "\n"


def block(problem: Problem, *, colour: bool) -> Iterator[str]:
    """A problem as lines: the message, the source line with a caret, the way out, other places."""
    level = _paint(str(problem.level), _COLOURS[problem.level], colour=colour)
    place = _paint(one_line(str(problem.place)), _BOLD, colour=colour)
    yield f"{place}: {level}: {one_line(problem.message)} [{problem.rule} {problem.slug}]"
    margin = len(str(problem.place.line)) if problem.excerpt is not None else 1
    yield from _excerpt(problem, margin, colour=colour)
    if problem.mend:
        yield f"{' ' * margin} = mend: {one_line(problem.mend)}"
    for see in problem.see:
        note = f" ({one_line(see.note)})" if see.note else ""
        yield f"{' ' * margin} = see:  {one_line(str(see.place))}{note}"


def _excerpt(problem: Problem, margin: int, *, colour: bool) -> Iterator[str]:
    if problem.excerpt is None or not problem.place.line:
        return
    line, column = source_line(problem.excerpt.rstrip("\r\n"), problem.place.column)
    gutter = " " * margin + " |"
    yield _paint(gutter, _DIM, colour=colour)
    yield f"{_paint(f'{problem.place.line} |', _DIM, colour=colour)} {line}".rstrip()
    if 1 <= column <= len(line) + 1:
        caret = _paint("^", _COLOURS[problem.level], colour=colour)
        yield f"{_paint(gutter, _DIM, colour=colour)} {' ' * (column - 1)}{caret}"


def summary(report: Report, look: Look) -> str:
    """One line: how many problems of each level in how many files."""
    hidden = 0 if look.verbose else report.count(Level.INFO)
    counts = [_many(report.count(level), str(level)) for level in sorted(Level, reverse=True) if report.count(level)]
    found = ", ".join(counts) or "no problems"
    where = f" in {_many(report.files, 'file')}" if report.files else ""
    more = " (infos are shown with --verbose)" if hidden else ""
    took = f" in {look.seconds:.1f} s" if look.seconds is not None else ""
    return f"{found}{where}{took}{more}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
