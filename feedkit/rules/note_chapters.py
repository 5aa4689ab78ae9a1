"""Timed lines in notes, which Apple and Spotify turn into chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from feedkit.rules.engine import Finding, rule
from feedkit.rules.markup import lines_of
from feedkit.settings import Settings
from feedkit.tags.episode import Episode

_TIMED = re.compile(r"[(\[]?((?:\d{1,2}:)?\d{1,2}:\d\d)[)\]]?(?:\s*[-–—:|]\s*|\s+|$)(.*)")
_MAY_BE_TIMED = re.compile(r":(?<=[\d>;]:)[\d<&]")
"""A colon as times have it, with a tag or a character reference perhaps; it is found in a hundredth of the time."""


class Timed(NamedTuple):
    """A line that begins with a time. start_s: the time in seconds; clock: as it is written. field: where it stands."""

    start_s: int
    title: str
    field: str
    clock: str


def timed_lines(episode: Episode) -> tuple[Timed, ...]:
    """The timed lines of the description, or, where it has none, of the notes."""
    for field in ("description", "content"):
        text = getattr(episode, field) or ""
        if _MAY_BE_TIMED.search(text) and (found := _timed_in(text, field)):
            return found
    return ()


@lru_cache(maxsize=4)
def _timed_in(text: str, field: str) -> tuple[Timed, ...]:
    return tuple(timed for line in lines_of(text) if (timed := _timed(line, field)))


def _timed(line: str, field: str) -> Timed | None:
    found = _TIMED.fullmatch(line)
    if found is None:
        return None
    seconds = 0
    for part in found[1].split(":"):
        seconds = seconds * 60 + int(part)
    return Timed(seconds, found[2].strip(), field, found[1])


@rule("FK123", "description-chapters", level="warning", profiles=("apple", "spotify"))
def description_chapters(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """Timed lines in notes begin at 00:00, are three or more, rise, have titles, and stay within the episode.

    Why: then Apple and Spotify make chapters of them; otherwise they ignore them all.
    Mend: add what is missing; the message says what.
    Source: APPLE-5482; SPOTIFY-CHAP.
    Bad: description: "05:10 Topic"
    Good: description: "<p>00:00 Hello<br>05:10 Topic<br>10:00 Bye</p>"
    """
    found = timed_lines(episode)
    if not found:
        return
    fault = _fault(found, settings.limits.note_chapters, episode.duration)
    if fault:
        message = f"the timed lines of `{found[0].field}` are no chapters for Apple and Spotify: {fault}"
        yield Finding(message, (found[0].field,), quote=found[0].clock)


def _fault(found: Sequence[Timed], least: int, duration: int | None) -> str:
    if len(found) < least:
        return f"there are {len(found)}, and {least} are wanted"
    if found[0].start_s != 0:
        return "the first is not at 00:00"
    if any(later.start_s <= earlier.start_s for earlier, later in pairwise(found)):
        return "they do not rise"
    if not all(timed.title for timed in found):
        return "one has no title"
    if duration and found[-1].start_s > duration:
        return f"the last is after the end ({found[-1].start_s} s of {duration} s)"
    return ""


@rule("FK124", "description-chapters-agree", level="warning")
def description_chapters_agree(episode: Episode) -> Iterator[Finding]:
    """Timed lines in notes and the chapters begin at the same times, within a second.

    Why: each platform reads another of the two.
    Mend: write one of them, and let feedkit make the other.
    Source: APPLE-5482; SPOTIFY-CHAP; james.cridland.net 2025.
    Bad: {description: "<p>00:00 Hello<br>05:10 Topic<br>10:00 Bye</p>", chapter_marks:
        [{start_time: 0, title: Hello}, {start_time: 312, title: Topic}, {start_time: 600, title: Bye}]}
    Bad xml: <description>&lt;p>00:00 Hi&lt;br>05:10 Tea&lt;br>10:00 Bye&lt;/p></description>
        <psc:chapters version="1.2"><psc:chapter start="0" title="Hi"/><psc:chapter start="312" title="Tea"/>
        <psc:chapter start="600" title="Bye"/></psc:chapters>
    Good: {description: "<p>00:00 Hello<br>05:10 Topic<br>10:00 Bye</p>", chapter_marks:
        [{start_time: 0, title: Hello}, {start_time: 310, title: Topic}, {start_time: 600, title: Bye}]}
    """
    found, marks = timed_lines(episode), _starts(episode)
    if not found or not marks:
        return
    lost = [timed.start_s for timed in found if all(abs(timed.start_s - start) > 1 for start in marks)]
    if lost or len(found) != len(marks):
        what = f"no chapter begins at {lost[0]} s" if lost else f"there are {len(found)} and {len(marks)}"
        message = f"the timed lines of `{found[0].field}` and the chapters differ: {what}"
        yield Finding(message, (found[0].field,), quote=found[0].clock)


def _starts(episode: Episode) -> list[float]:
    """When the chapters begin that an app lists: a record's, or those that stand in a feed."""
    if not episode.chapter_marks and episode.psc_chapters is not None:
        return [chapter.start for chapter in episode.psc_chapters.chapters if chapter.start is not None]
    return [mark.start_time for mark in episode.chapter_marks if mark.toc is not False]
