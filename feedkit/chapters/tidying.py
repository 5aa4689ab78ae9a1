"""Mends a list of chapters without guessing: sorted, each start once, ends that make sense."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from feedkit.chapters.checking import TOLERANCE_S, name_of
from feedkit.chapters.rulebook import (
    ASCENDING,
    END_AFTER_START,
    NO_OVERLAP,
    START_DISTINCT,
    START_NUMBER,
    WITHIN_DURATION,
)
from feedkit.transcripts.clock import format_clock_short, is_time, to_ms
from feedkit.transcripts.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedkit.chapters.chapter import Chapter
    from feedkit.problems import Problem

MOST_MENDS = 200
"""What is left out of a list is named one by one up to this; a record's author must find each."""


def tidy(
    chapters: Iterable[Chapter], duration_s: float | None = None, *, path: str = ""
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """A sorted copy with distinct starts, and one problem for each mend.

    Left out: what starts before 0 or past `duration_s` (a second's tolerance), and a listed chapter that starts in the
    same millisecond as another; the first that has a title stays. A silent marker may share a start. Ends that do not come
    after their start, or come after the next start, are left out, and so, without a word, those that say what is so
    anyway. Tidying twice is tidying once.
    """
    findings = Findings(path, most_alike=MOST_MENDS)
    usable = [chapter for chapter in chapters if _is_usable(chapter, duration_s, findings)]
    _note_disorder(usable, findings)
    ordered = sorted(usable, key=lambda chapter: (to_ms(chapter.start_s), not chapter.toc, not chapter.title))
    distinct = list(_distinct(ordered, findings))
    return tuple(_with_good_ends(distinct, duration_s, findings)), findings.problems()


def _is_usable(chapter: Chapter, duration_s: float | None, findings: Findings) -> bool:
    if not is_time(chapter.start_s):
        message = f"a chapter starts at {chapter.start_s} s, which is no time in an episode; it was left out"
        findings.add(START_NUMBER, message, mend="write `startTime` as seconds, from 0", line=chapter.line)
        return False
    if duration_s is not None and chapter.start_s > duration_s + TOLERANCE_S:
        message = f"{name_of(chapter)} starts past the duration of {duration_s:g} s; it was left out"
        findings.add(WITHIN_DURATION, message, mend="take the chapters of this cut of the audio", line=chapter.line)
        return False
    return True


def _note_disorder(chapters: Sequence[Chapter], findings: Findings) -> None:
    moved = [later for earlier, later in pairwise(chapters) if later.start_s < earlier.start_s]
    if moved:
        message = f"the chapters are not in order of their `startTime`, first at {name_of(moved[0])}; they were sorted"
        findings.add(ASCENDING, message, mend="sort them", line=moved[0].line)


def _distinct(ordered: Iterable[Chapter], findings: Findings) -> Iterator[Chapter]:
    kept: dict[tuple[int, bool], Chapter] = {}
    for chapter in ordered:
        key = to_ms(chapter.start_s), chapter.toc
        first = kept.get(key)
        if first is None:
            kept[key] = chapter
            yield chapter
            continue
        twice = "stands twice" if first == chapter else f"has the same `startTime` as {name_of(first)}"
        message = f"{name_of(chapter)} {twice}; it was left out"
        findings.add(START_DISTINCT, message, mend="delete one, or move it", line=chapter.line)


def _with_good_ends(chapters: Sequence[Chapter], duration_s: float | None, findings: Findings) -> Iterator[Chapter]:
    next_start: float | None = None
    mended: list[Chapter] = []
    for chapter in reversed(chapters):
        mended.append(_with_good_end(chapter, next_start, duration_s, findings))
        next_start = chapter.start_s if chapter.toc else next_start
    return reversed(mended)


def _with_good_end(chapter: Chapter, next_start: float | None, duration_s: float | None, findings: Findings) -> Chapter:
    end_s, limit_s = chapter.end_s, next_start if next_start is not None else duration_s
    if end_s is None:
        return chapter
    if to_ms(end_s) <= to_ms(chapter.start_s):
        message = f"{name_of(chapter)} ends at {format_clock_short(end_s)}, not after its start; the end was left out"
        findings.add(END_AFTER_START, message, mend="leave `endTime` out", line=chapter.line)
    elif limit_s is None or to_ms(end_s) < to_ms(limit_s):
        return chapter
    elif next_start is not None and to_ms(end_s) > to_ms(next_start):
        message = (
            f"{name_of(chapter)} ends at {format_clock_short(end_s)}, after the next one starts; the end was left out"
        )
        findings.add(NO_OVERLAP, message, mend="leave `endTime` out", line=chapter.line)
    elif duration_s is not None and end_s > duration_s + TOLERANCE_S:
        message = f"{name_of(chapter)} ends past the duration of {duration_s:g} s; the end was left out"
        findings.add(WITHIN_DURATION, message, mend="leave `endTime` out", line=chapter.line)
    return replace(chapter, end_s=None)
