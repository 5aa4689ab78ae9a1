"""Podlove Simple Chapters as plain values: the marks of `psc:chapters`, from the same list as the JSON file.

Source: https://podlove.org/simple-chapters/ . The elements themselves are declared with the other tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from feedkit.chapters.chapter import Chapter
from feedkit.chapters.checking import TOLERANCE_S, name_of
from feedkit.chapters.rulebook import PSC_ASCENDING, PSC_JSON_AGREE, PSC_START, PSC_TITLE
from feedkit.transcripts.clock import format_clock_short, is_time, parse_clock
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.layout import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedkit.problems import Problem

_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PscMark:
    """One `psc:chapter`. start: Normal Play Time, `[H:]MM:SS[.fff]` or seconds. line: where it was read, else 0."""

    start: str
    title: str
    href: str | None = None
    image: str | None = None
    line: int = 0


def to_psc(chapters: Iterable[Chapter]) -> tuple[PscMark, ...]:
    """The marks for the listed chapters that have a title, as `HH:MM:SS` with milliseconds where there are some.

    Silent markers, ends and places have no form here and stay in the JSON file. Give it tidied chapters.
    """
    return tuple(
        PscMark(format_clock_short(chapter.start_s), chapter.title or "", chapter.url, chapter.img)
        for chapter in chapters
        if chapter.is_shown
    )


def from_psc(marks: Iterable[PscMark], *, path: str) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """The chapters for marks read from a feed, in their order; one without a readable start is left out and noted."""
    findings = Findings(path)
    chapters = [chapter for mark in marks if (chapter := _chapter(mark, findings))]
    for earlier, later in pairwise(chapters):
        if later.start_s <= earlier.start_s:
            message = f"{name_of(later)} does not start after {name_of(earlier)}"
            findings.add(PSC_ASCENDING, message, mend="sort the chapters, each start once", line=later.line)
    return tuple(chapters), findings.problems()


def _chapter(mark: PscMark, findings: Findings) -> Chapter | None:
    start_s = parse_npt(mark.start)
    if start_s is None:
        message = f"`start` is {shown(mark.start)}, not seconds or `[H:]MM:SS[.fff]`; the chapter was left out"
        findings.add(PSC_START, message, mend="write `00:12:34.500`", line=mark.line)
        return None
    title = one_line(mark.title)
    if not title:
        message = f"the chapter at {format_clock_short(start_s)} has no title"
        findings.add(PSC_TITLE, message, mend="write a title; this format needs one", line=mark.line)
    return Chapter(start_s, title or None, img=mark.image or None, url=mark.href or None, line=mark.line)


def parse_npt(text: str) -> float | None:
    """Normal Play Time as seconds: `75.5`, `01:15.5`, `0:01:15.500`; None for what is none. Whole seconds are an int."""
    text = text.strip()
    seconds = float(text) if _SECONDS.fullmatch(text) else parse_clock(text)
    if seconds is None or not is_time(seconds):
        return None
    return int(seconds) if seconds == int(seconds) else seconds


def differences(ours: Iterable[Chapter], theirs: Iterable[Chapter], *, path: str) -> tuple[Problem, ...]:
    """Where two lists of listed chapters do not agree (FK346): more than a second apart, or other titles.

    ours, theirs: in order, the JSON file's and the feed's for example. One problem at the first difference.
    """
    findings = Findings(path)
    pairs = zip_longest((one for one in ours if one.is_shown), (one for one in theirs if one.is_shown))
    for one, two in pairs:
        if one and two and one.title == two.title and abs(one.start_s - two.start_s) <= TOLERANCE_S:
            continue
        left, right = (name_of(chapter) if chapter else "no chapter" for chapter in (one, two))
        message = f"the two lists of chapters differ: {left} in one, {right} in the other"
        findings.add(PSC_JSON_AGREE, message, mend="make both from one list", line=(one or two or Chapter(0)).line)
        break
    return findings.problems()
