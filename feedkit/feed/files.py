"""The files that stand beside a feed: chapters, transcripts, and where guesses came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from feedkit.chapters import Chapter, Chapters, write_json_chapters
from feedkit.records.source import Draft, Guess
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.transcripts.cue import Cue

CHAPTERS_TYPE = "application/json+chapters"
TIMED, UNTIMED = ("vtt", "html"), ("html", "txt")
"""The formats of a transcript that are published, the one that most apps read first; captions need all starts and ends."""
MOST_HEADINGS, MOST_HEADING_CHARACTERS = 3, 100
"""Cues ahead of a timed transcript that are its heading, and how long each may be."""
LEDGER = "ledger.jsonl"
PAGE, PAGE_MARK = "index.html", '<meta name="generator" content="feedkit">'
"""The page's file name, and what stands in those that feedkit wrote: a page of somebody else's is never replaced."""


def is_archive_page(name: str) -> bool:
    """Whether a path is that of a page of an archive, as `paging` names them."""
    return re.fullmatch(r"page-\d{3,}\.xml", name.rpartition("/")[2]) is not None


class Asset(NamedTuple):
    """A file to publish. path: relative to the folder of the feeds. rel: a transcript's use.

    content: None where it stands there already, just as it would be written.
    """

    path: str
    content: bytes | None
    media_type: str
    rel: str = ""


def chapters_file(
    episode: Episode, show: Show, folder: str, guess: dict[str, Any] | None, head: Chapters | None = None
) -> Asset | None:
    """The episode's chapters as JSON; None where it has none.

    guess: what is known of the guess that they are. head: what the author's own chapters file said of itself.
    """
    if not episode.chapter_marks:
        return None
    own = Chapters() if head is None else head
    title, name = own.title or episode.itunes_title or episode.title, own.podcast_name or show.title
    chapters = replace(own, chapters=chapters_of(episode), title=title, podcast_name=name)
    text = write_json_chapters(chapters if guess is None else marked(chapters, guess))
    return Asset(f"{folder}/{file_stem(episode.key)}.chapters.json", text.encode(), CHAPTERS_TYPE)


def chapters_of(episode: Episode) -> tuple[Chapter, ...]:
    """The chapters as the record has them, in its order."""
    return tuple(
        Chapter(start_s=m.start_time, title=m.title, end_s=m.end_time, img=m.img, url=m.url, toc=m.toc is not False)
        for m in episode.chapter_marks
    )


def transcript_files(draft: Draft, episode: Episode, show: Show, folder: str) -> Iterator[Asset]:
    """The transcript in the formats it can be published in; none where the record links to its own."""
    if not draft.cues or episode.transcripts:
        return
    from feedkit.transcripts import FORMATS, closed_cues, write_transcript  # many shows have none

    cues = closed_cues(draft.cues, None if episode.duration is None else float(episode.duration))
    captions = _without_heading(cues)
    is_captions = all(cue.is_timed and cue.end_s is not None for cue in captions)
    for name in TIMED if is_captions else UNTIMED:
        form = FORMATS[name]
        title = f"{show.title}: {episode.title}" if show.title else episode.title or ""
        words = captions if name == "vtt" else cues
        text = write_transcript(words, name, title=title, language=show.language)
        path = f"{folder}/{file_stem(episode.key)}.transcript{form.extension}"
        yield Asset(path, text.encode(), form.media_type, "captions" if name == "vtt" else "")


def _without_heading(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues without short ones ahead of the first that has a time: a title, a date, which nobody says."""
    first = next((index for index, cue in enumerate(cues) if cue.is_timed), 0)
    is_heading = first <= MOST_HEADINGS and all(
        cue.speaker is None and len(cue.text) <= MOST_HEADING_CHARACTERS for cue in cues[:first]
    )
    return cues[first:] if is_heading else cues


def marked(chapters: Chapters, guess: dict[str, Any]) -> Chapters:
    """The same chapters, marked as guesses where people and programs can see it."""
    errors = [c["error_s"] for c in guess.get("chapters", ()) if c.get("error_s") is not None]
    spread = f"; starts are estimated, ± {round(max(errors))} s" if errors else ""
    note = f"Guessed from the transcript, not set by the author{spread}. Method: {guess['method']}."
    first, *rest = chapters.chapters
    first = replace(first, title=f"{first.title} (chapters are guessed)")
    return replace(chapters, chapters=(first, *rest), author="feedkit (guessed)", description=note)


def origins_file(guessed: Iterable[tuple[str, Sequence[Guess]]], folder: str) -> Asset:
    """Where each published guess came from: origin, method, confidence, and what it was made of. guessed: by key."""
    episodes = {
        key: {guess.field: {"origin": "transcript", **guess.details} for guess in guesses}
        for key, guesses in guessed
        if guesses
    }
    document = {"version": 1, "episodes": dict(sorted(episodes.items()))}
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
    return Asset(f"{folder}/origins.json", text.encode(), "application/json")


def file_stem(key: str) -> str:
    """A file name for a key: letters, digits, `.`, `_` and `-` stay; it never climbs, hides or looks like an option."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", key).strip(".-") or "episode"
