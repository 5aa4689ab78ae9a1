"""For people at a terminal: what, where, the line itself with a caret, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from unicodedata import combining, east_asian_width

from feedkit.characters import one_line, source_line
from feedkit.excerpts import column_in
from feedkit.problems import Level, Problem, Report
from feedkit.reports.interface import Look, Tally

_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.INFO: "36"}
_BOLD, _DIM = "1", "2"
AT_ONCE = 100
"""Problems that are written together."""


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:
    """Every problem as a block of lines, then what is worth saying of the run, and a line that counts the problems.

    Problems of level info are counted only, unless the look is verbose, or they fail the run.
    """
    tally = Tally()
    for report in tally.watch(reports):
        shown = filter(look.shows, report)
        while some := list(islice(shown, AT_ONCE)):
            yield "".join("\n".join((*block(problem, colour=look.colour), "", "")) for problem in some)
    if not look.quiet:
        yield from (f"{one_line(note)}\n" for note in tally.notes)
        yield f"{summary(tally, look)}\n"


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
    line = source_line(problem.excerpt.rstrip("\r\n"))
    column = column_in(problem.excerpt, problem.place.column)
    gutter = " " * margin + " |"
    yield _paint(gutter, _DIM, colour=colour)
    yield f"{_paint(f'{problem.place.line} |', _DIM, colour=colour)} {line}".rstrip()
    if 1 <= column <= len(line) + 1:
        caret = _paint("^", _COLOURS[problem.level], colour=colour)
        yield f"{_paint(gutter, _DIM, colour=colour)} {_blank(line[: column - 1])}{caret}"


def _blank(text: str) -> str:
    """As much room as a text takes on a terminal, where some characters are two wide and others stand on one before."""
    if text.isascii():
        return " " * len(text)
    return "".join("" if combining(one) else "  " if east_asian_width(one) in "FW" else " " for one in text)


def summary(tally: Tally, look: Look) -> str:
    """One line: how many problems of each level in how many files, and what else is worth knowing of them."""
    took = f" in {look.seconds:.1f} s" if look.seconds is not None else ""
    more = []
    if tally.levels[Level.INFO] and not look.shows_infos:
        more.append("infos are shown with --verbose")
    if tally.known:
        more.append(f"{many(tally.known, 'problem')} of the baseline not shown")
    if tally.fixable:
        more.append(f"`feedkit fix` can mend {tally.fixable}")
    return f"{counts(tally)}{took}" + (f" ({'; '.join(more)})" if more else "")


def counts(tally: Tally) -> str:
    """How many problems of each level in how many files."""
    found = [many(tally.levels[level], str(level)) for level in sorted(Level, reverse=True) if tally.levels[level]]
    return (", ".join(found) or "no problems") + (f" in {many(tally.files, 'file')}" if tally.files else "")


def many(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
