"""Chapters that authors write into their show notes, a time and a title a line.

Shapes, each from a published archive: `* [@01:35] - Meet Ann`, `* **[09:59](#t=09:59)** We talk`,
`[00:33 - 02:03] What is new`, `03:32 - Seven tips`, `00:00:01.000 Intro`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from feedkit.chapters.chapter import Chapter
from feedkit.chapters.rulebook import ASCENDING, START_NUMBER, TITLE
from feedkit.problems import Level
from feedkit.transcripts.clock import CLOCK, parse_clock
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.markdown import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedkit.problems import Problem

FEWEST_PLAIN = 2
"""A single line that begins with a time may be about a meeting at half past ten; two rising ones are chapters."""

MOST_LINE_CHARACTERS = 2000
"""A longer line is a paragraph, and no chapter mark."""

_BULLET = re.compile(r"[ \t]{0,16}(?:(?:[-*+•]|\d{1,3}[.)]|>|#{1,6})[ \t]{1,8}){0,2}", re.ASCII)
_MARKED = re.compile(rf"(?:\*\*|__)?\[(?:@({CLOCK})\](?:\([^()\s]*\))?|({CLOCK})\]\([^()\s]*\))(?:\*\*|__)?", re.ASCII)
_TO = r"[ \t]?(?:-->|[-–—]|to)[ \t]?"
_RANGE = re.compile(rf"[\[(]({CLOCK}){_TO}({CLOCK})[\])]", re.ASCII)
_PLAIN_RANGE = re.compile(rf"({CLOCK}){_TO}({CLOCK})(?=[\s*_:–—|-]|$)", re.ASCII)
_PLAIN = re.compile(rf"(?:\*\*|__)?(?:\[({CLOCK})\]|\(({CLOCK})\)|({CLOCK})(?=[\s*_:–—|-]|$))(?:\*\*|__)?", re.ASCII)
_TEMPLATE = re.compile(r"\[@?([HhMmSs]{1,2}(?::[HhMmSs]{1,2}){1,2})\]")
_SEPARATOR = re.compile(r"[\s:|–—-]*")


class _Mark(NamedTuple):
    """A line with a time. is_plain: nothing but the time itself says that it is a chapter."""

    chapter: Chapter
    is_plain: bool


def chapters_in_notes(
    text: str, *, path: str, first_line: int = 1, fewest_plain: int = FEWEST_PLAIN
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """The chapters that the author wrote into Markdown or plain notes, sorted by start, each with its line.

    first_line: the line of the file at which `text` begins. fewest_plain: how many lines that just begin with a time make
    chapters; 1 where the text is known to be a list of them. A range gives an end. Leftovers of a template
    (`[@HH:MM:SS]`) are noted and are no chapters; handles (`[@rustaceanfm]`) are neither. A bare time at the start of a
    line counts only among others. Titles are without markup.
    """
    lines = text.split("\n")
    findings = Findings(path, ("",) * (first_line - 1) + tuple(lines))
    marks = list(_marks(lines, first_line, findings))
    plain = [mark.chapter for mark in marks if mark.is_plain]
    counts_plain = len(plain) >= fewest_plain and _rises(plain)
    chapters = [mark.chapter for mark in marks if counts_plain or not mark.is_plain]
    for earlier, later in pairwise(chapters):
        if later.start_s < earlier.start_s:
            message = f"the chapter {shown(later.title)} starts before the one above it; the chapters were sorted"
            findings.add(ASCENDING, message, mend="look at its time", line=later.line)
    return tuple(sorted(chapters, key=lambda chapter: chapter.start_s)), findings.problems()


def _rises(chapters: Sequence[Chapter]) -> bool:
    """Whether most steps go forward, as in a list of chapters with a slip and not in a text about times of day."""
    falls = sum(later.start_s <= earlier.start_s for earlier, later in pairwise(chapters))
    return falls * 4 < len(chapters)


def _marks(lines: Sequence[str], first_line: int, findings: Findings) -> Iterator[_Mark]:
    for number, line in enumerate(lines, first_line):
        if len(line) > MOST_LINE_CHARACTERS:
            continue
        bullet = _BULLET.match(line)
        rest = line[bullet.end() :] if bullet else line
        if template := _TEMPLATE.match(rest):
            _note_template(template[0], number, findings)
        elif mark := _mark(rest, number, findings):
            yield mark


def _note_template(leftover: str, number: int, findings: Findings) -> None:
    message = f"{shown(leftover)} is left over from a template; it is no chapter"
    findings.add(START_NUMBER, message, mend="write the time, or delete the line", line=number, level=Level.WARNING)


def _mark(rest: str, number: int, findings: Findings) -> _Mark | None:
    match = _MARKED.match(rest) or _RANGE.match(rest) or _PLAIN_RANGE.match(rest) or _PLAIN.match(rest)
    if not match:
        return None
    start, *ends = [group for group in match.groups() if group]
    start_s, is_plain = parse_clock(start), match.re in (_PLAIN, _PLAIN_RANGE)
    if start_s is None:
        if not is_plain:
            message = f"{shown(start)} is no time: minutes and seconds go up to 59; the line is no chapter"
            findings.add(START_NUMBER, message, mend="write `[@01:02:03]`", line=number, level=Level.WARNING)
        return None
    title = plain_title(rest[match.end() :])
    if not title:
        if not is_plain:
            message = f"the time {shown(start)} has no title behind it; it is no chapter"
            findings.add(TITLE, message, mend="write a title behind it", line=number)
        return None
    end_s = parse_clock(ends[0]) if ends else None
    return _Mark(Chapter(_whole(start_s), title, None if end_s is None else _whole(end_s), line=number), is_plain)


def _whole(seconds: float) -> float:
    return int(seconds) if seconds == int(seconds) else seconds


def plain_title(markdown: str) -> str:
    """A line of Markdown as plain text: links as their words, no emphasis, no separator in front."""
    separator = _SEPARATOR.match(markdown)
    text = markdown[separator.end() :] if separator else markdown
    return plain_words(text).strip("-–—:| ")
