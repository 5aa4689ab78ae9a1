"""What an episode's record says that helps to guess: words and phrases as it spells them, topics it lists, the duration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from feedkit.tags.values import read_duration

_ITEM = re.compile(
    r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+(.+)$|<li\b[^<>]*>([\s\S]{0,1000}?)</li>", re.MULTILINE | re.IGNORECASE
)
_TIME = re.compile(r"(?<![\d:])(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:])")
_MARKUP = re.compile(r"<[^<>]*>|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|https?://\S+")
_LINK = re.compile(r"\[([^\[\]]{2,200})\]\(")


def vocabulary_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Words and phrases as the record spells them: its title, description, tags and the titles of its links."""
    title, description = str(record.get("title", "")), str(record.get("description", ""))
    links = _LINK.findall(str(record.get("notes", "")))
    tags = [str(tag.get("text", "")) for tag in record.get("tags", ()) if isinstance(tag, Mapping)]
    persons = [str(person.get("name", "")) for person in record.get("persons", ()) if isinstance(person, Mapping)]
    cast = f"With {', '.join(persons)}." if persons else ""  # a sentence: names are no titles
    phrases = [title, description, *links, *tags, cast]
    return tuple(dict.fromkeys(phrase.strip() for phrase in phrases if phrase.strip()))


def topics_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What the notes list without times, in order: the items of lists, of each its first link's title or its words.

    Where the notes have no list, the titles of their links; () where any line has a time.
    """
    notes = str(record.get("notes", ""))
    if _TIME.search(notes):
        return ()
    items = (found[1] or found[2] or "" for found in _ITEM.finditer(notes))
    listed = (_words(link[1] if (link := _LINK.search(item)) else item) for item in items)
    linked = (_words(title) for title in _LINK.findall(notes))
    found = dict.fromkeys(topic for topic in listed if topic) or dict.fromkeys(topic for topic in linked if topic)
    return tuple(found)


def _words(item: str) -> str:
    return " ".join(_MARKUP.sub(" ", item).split()).strip(" :;,–—-")


def duration_of(record: Mapping[str, Any]) -> float | None:
    """Seconds of audio as the record says; None where it does not, or says no time."""
    try:
        return float(read_duration(str(record["duration"]))) if "duration" in record else None
    except ValueError:
        return None
