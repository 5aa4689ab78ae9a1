"""Judges a list of chapters: order, starts, ends, titles. It changes nothing; `tidy` does."""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedkit.chapters.rulebook import (
    ASCENDING,
    FIRST_ZERO,
    IMAGE,
    LOCATION,
    MINIMUM,
    NO_OVERLAP,
    SILENT_CONTENT,
    START_DISTINCT,
    TITLE,
    TITLE_LENGTH,
    TOC_BOOLEAN,
    WITHIN_DURATION,
)
from feedkit.transcripts.clock import format_clock_short
from feedkit.transcripts.findings import Findings, shown

if TYPE_CHECKING:
    from feedkit.chapters.chapter import Chapter, Chapters
    from feedkit.problems import Problem

TOLERANCE_S = 1.0
"""A chapter may start or end this much after the media: lengths are rounded."""


PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
LONGEST_ENDING = 5
"""Characters, with the dot; what is longer is a part of a name."""
SHOWN_CHARACTERS = 40
FEWEST = 3
SHORTEST_S = 30.0
"""What Spotify asks of chapters in notes; it reads no others, and psc alike."""


def check_chapters(chapters: Chapters, findings: Findings, *, duration_s: float | None = None) -> None:
    """Note what is wrong with the list. duration_s: the length of the audio, where it is known."""
    _check_order(chapters, findings)
    _check_listing(chapters, findings)
    for chapter in chapters:
        _check_one(chapter, findings)
        if duration_s is not None:
            _check_duration(chapter, duration_s, findings)
    if chapters.waypoints and not any(chapter.location for chapter in chapters):
        message = "`waypoints` is true and no chapter has a location"
        findings.add(LOCATION, message, mend="give a chapter a location, or leave `waypoints` out", line=1)


def _check_order(chapters: Chapters, findings: Findings) -> None:
    for earlier, later in pairwise(chapters):
        if later.start_s < earlier.start_s:
            message = f"the `startTime` of {name_of(later)} comes after {format_clock_short(earlier.start_s)}; players go by order"
            findings.add(ASCENDING, message, mend="sort the chapters by `startTime`", line=later.line)
    listed = [chapter for chapter in chapters if chapter.toc]
    seen: dict[float, Chapter] = {}
    for chapter in listed:
        first = seen.get(chapter.start_s)
        if first is None:
            seen[chapter.start_s] = chapter
        else:
            message = (
                f"{name_of(chapter)} has the same `startTime` as {name_of(first)}; one of them can never be reached"
            )
            findings.add(START_DISTINCT, message, mend="move or delete one of them", line=chapter.line)
    for earlier, later in pairwise(sorted(listed, key=lambda chapter: chapter.start_s)):
        if earlier.end_s is not None and earlier.end_s > later.start_s > earlier.start_s:
            message = f"{name_of(earlier)} ends at {format_clock_short(earlier.end_s)}, after the next one starts"
            findings.add(NO_OVERLAP, message, mend="leave its `endTime` out", line=earlier.line)


def _check_listing(chapters: Chapters, findings: Findings) -> None:
    listed = [chapter for chapter in chapters if chapter.toc]
    if len(chapters) and not listed:
        message = "every chapter has `toc` false, so that apps list none"
        findings.add(TOC_BOOLEAN, message, mend="leave `toc` out where a chapter should be listed", line=1)
    first = min(listed, key=lambda chapter: chapter.start_s, default=None)
    if first is not None and first.start_s > 0:
        message = f"the first chapter is {name_of(first)}; what comes before it has no name in players"
        findings.add(FIRST_ZERO, message, mend="add a chapter with `startTime` 0, `Intro` for example", line=first.line)


def _check_one(chapter: Chapter, findings: Findings) -> None:
    if chapter.toc and not chapter.title:
        message = f"the chapter at {format_clock_short(chapter.start_s)} has no title to be listed by"
        findings.add(TITLE, message, mend="write a title, or `toc` false for a silent marker", line=chapter.line)
    if not chapter.toc and not (chapter.img or chapter.url or chapter.location):
        message = f"the silent marker at {format_clock_short(chapter.start_s)} has no picture, link or place to show"
        findings.add(
            SILENT_CONTENT, message, mend="delete it, or give it `img`, `url` or `location`", line=chapter.line
        )

    ending = PurePosixPath(urlsplit(chapter.img or "").path).suffix.lower()
    if ending and ending not in PICTURES and len(ending) <= LONGEST_ENDING:
        message = f"the picture of {name_of(chapter)} ends in {shown(ending)}; not every app shows it"
        findings.add(IMAGE, message, mend="name a JPEG, PNG or WebP", line=chapter.line)


def _check_duration(chapter: Chapter, duration_s: float, findings: Findings) -> None:
    for key, seconds in (("startTime", chapter.start_s), ("endTime", chapter.end_s)):
        if seconds is not None and seconds > duration_s + TOLERANCE_S:
            message = f"the `{key}` of {name_of(chapter)} is {seconds:g} s, past the duration of {duration_s:g} s"
            findings.add(WITHIN_DURATION, message, mend="take the chapters of this cut of the audio", line=chapter.line)


def advise(chapters: Chapters, *, path: str, duration_s: float | None = None) -> tuple[Problem, ...]:
    """What Spotify and Apple advise (FK331, FK337), for those who publish there; taste, not faults.

    duration_s: the length of the audio, for the last chapter.
    """
    findings = Findings(path)
    listed = sorted((chapter for chapter in chapters if chapter.is_shown), key=lambda chapter: chapter.start_s)
    for chapter in listed:
        if len(chapter.title or "") > SHOWN_CHARACTERS:
            message = f"the title of {name_of(chapter)} has {len(chapter.title or '')} characters; {SHOWN_CHARACTERS} are shown"
            findings.add(TITLE_LENGTH, message, mend="say it shorter", line=chapter.line)
    if 0 < len(listed) < FEWEST:
        message = f"there are {len(listed)} chapters; Apple and Spotify show none below {FEWEST}"
        findings.add(MINIMUM, message, mend=f"make {FEWEST} or more")
    ends = [chapter.start_s for chapter in listed[1:]] + ([] if duration_s is None else [duration_s])
    for chapter, end_s in zip(listed, ends, strict=False):
        if end_s - chapter.start_s < SHORTEST_S:
            message = f"{name_of(chapter)} lasts {end_s - chapter.start_s:g} s; {SHORTEST_S:g} s or more are advised"
            findings.add(MINIMUM, message, mend="join it with its neighbour", line=chapter.line)
    return findings.problems()


def name_of(chapter: Chapter) -> str:
    """A chapter for a message: its title and its start."""
    clock = format_clock_short(chapter.start_s)
    return f"{shown(chapter.title, 40)} at {clock}" if chapter.title else f"the chapter at {clock}"
