"""Vorbis comments, which Ogg and FLAC share: the chapters in them.

Sources: the Vorbis I specification, section 5; Xiph's wiki, Chapter Extension (`CHAPTER001=00:00:00.000`, `CHAPTER001NAME=…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.chapters.chapter import Chapter
from feedkit.media.id3 import MOST_CHAPTERS, page_of, tidy_title
from feedkit.transcripts.clock import parse_clock

_MOST_COMMENTS = 10_000
_CHAPTER = re.compile(r"CHAPTER(\d{1,4})(NAME|URL|)", re.IGNORECASE | re.ASCII)


def chapters_in(comment: bytes) -> tuple[Chapter, ...]:
    """The chapters of a comment block, from the length of its vendor on, by their starts; those without a time are left out."""
    found: dict[str, dict[str, str]] = {}
    for name, value in _comments(comment):
        key = _CHAPTER.fullmatch(name)
        if key is not None and len(found) <= MOST_CHAPTERS:
            found.setdefault(key[1], {}).setdefault(key[2].upper(), value)
    chapters = (_chapter(said) for _, said in sorted(found.items()))
    return tuple(sorted((one for one in chapters if one is not None), key=lambda chapter: chapter.start_s))


def _comments(content: bytes) -> Iterator[tuple[str, str]]:
    """Name and value of each comment; as many as are whole."""
    position = 4 + _number(content, 0)
    count = _number(content, position)
    position += 4
    for _ in range(min(count, _MOST_COMMENTS)):
        size = _number(content, position)
        position += 4
        if position + size > len(content):
            return
        if content[position : position + 7].upper() == b"CHAPTER":
            name, _, value = content[position : position + size].decode("utf-8", errors="replace").partition("=")
            yield name, value
        position += size


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little")


def _chapter(said: dict[str, str]) -> Chapter | None:
    start = parse_clock(said.get("", ""))
    link = page_of(said.get("URL", "").strip())
    return None if start is None else Chapter(start, tidy_title(said.get("NAME", "")), url=link)
