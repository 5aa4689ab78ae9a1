"""Podlove Simple Chapters inside a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.subject import Raw, Visit
from feedkit.tags.episode import Episode
from feedkit.tags.psc import SimpleChapter, SimpleChapters
from feedkit.tags.values import short

PLAY_TIME = re.compile(r"\d+(?:\.\d+)?|(?:\d+:)?[0-5]?\d:[0-5]\d(?:\.\d+)?")


@rule("FK341", "psc-once", level="error", where=called("item", "psc:chapters"), by_shape=True)
def psc_once(visit: Visit) -> Iterator[Finding]:
    """An item has one list of chapters, and the list has chapters.

    Why: readers ignore all but the first.
    Mend: keep one.
    Source: PSC psc:chapters.
    Bad xml: <psc:chapters version="1.2"/>
    Good xml: <psc:chapters version="1.2"><psc:chapter start="0" title="Hello"/></psc:chapters>
    """
    if visit.node.name == "psc:chapters" and not any(visit.node.nodes):
        yield Finding("`psc:chapters` holds no chapter")
    if visit.node.name == "item":
        lists = [node for node in visit.node.nodes if node.name == "psc:chapters"]
        if len(lists) > 1:
            yield Finding(f"the item has {len(lists)} `psc:chapters`", lists[1], see=((lists[0], "the first one"),))


@rule("FK342", "psc-version", level="warning")
def psc_version(chapters: SimpleChapters) -> Iterator[Finding]:
    """The version is 1.0, 1.1 or 1.2.

    Why: there are no others; without one it is 1.0, which has no pictures.
    Mend: write `version="1.2"`.
    Source: PSC psc:chapters.
    Bad xml: <psc:chapters version="2"><psc:chapter start="0" title="Hello"/></psc:chapters>
    Good xml: <psc:chapters version="1.2"><psc:chapter start="0" title="Hello"/></psc:chapters>
    """
    if chapters.version is not None and str(chapters.version) not in ("1.0", "1.1", "1.2"):
        yield Finding(f"`version` is {short(str(chapters.version))}; there are 1.0, 1.1 and 1.2", ("version",))


@rule("FK343", "psc-start", level="error", forms=("npt", "seconds"), where=lambda raw: raw.owner is SimpleChapter)
def psc_start(raw: Raw) -> Iterator[Finding]:
    """A chapter's start is seconds, or a clock, with a fraction or without.

    Why: nothing else is read.
    Mend: write `00:05:00`.
    Source: PSC Time.
    Bad xml: <psc:chapters version="1.2"><psc:chapter start="00h05m" title="Hello"/></psc:chapters>
    Good xml: <psc:chapters version="1.2"><psc:chapter start="00:05:00" title="Hello"/></psc:chapters>
    """
    if not raw.in_record and not PLAY_TIME.fullmatch(raw.text.strip()):
        try:
            _ = raw.slot.form is not None and raw.slot.form.read(raw.text)
        except ValueError:
            return
        yield Finding(f"`start` is {short(raw.text)}; write `00:05:00`")


@rule("FK344", "psc-title", level="error")
def psc_title(chapter: SimpleChapter) -> Iterator[Finding]:
    """A chapter has a title.

    Why: it is required here, unlike in JSON.
    Mend: write it.
    Source: PSC psc:chapter.
    Bad xml: <psc:chapters version="1.2"><psc:chapter start="0"/></psc:chapters>
    Good xml: <psc:chapters version="1.2"><psc:chapter start="0" title="Hello"/></psc:chapters>
    """
    if not chapter.title:
        yield Finding("`psc:chapter` has no `title`", ("title",))


@rule("FK345", "psc-ascending", level="warning", has="psc_chapters")
def psc_ascending(episode: Episode) -> Iterator[Finding]:
    """Chapters rise, and stay within the episode.

    Why: players go through them in order; two in one second become one in Kasts.
    Mend: sort them, or correct the start.
    Source: PSC psc:chapter; SPOTIFY-CHAP.
    Bad xml: <psc:chapters version="1.2"><psc:chapter start="12:42" title="B"/><psc:chapter start="8:26" title="A"/></psc:chapters>
    Good xml: <psc:chapters version="1.2"><psc:chapter start="8:26" title="A"/><psc:chapter start="12:42" title="B"/></psc:chapters>
    """
    chapters = episode.psc_chapters.chapters if episode.psc_chapters is not None else ()
    for number, (one, after) in enumerate(pairwise(chapters), 1):
        if after.start <= one.start:
            message = f"a chapter begins at {after.start:g} s, and the one before at {one.start:g} s"
            yield Finding(message, ("psc_chapters", "chapters", number, "start"))
    if chapters and episode.duration and chapters[-1].start > episode.duration + 1:
        message = f"the last chapter begins at {chapters[-1].start:g} s, and the episode ends at {episode.duration} s"
        yield Finding(message, ("psc_chapters", "chapters", len(chapters) - 1, "start"))
