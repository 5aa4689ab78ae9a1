"""What an episode's record says that helps to guess: its title, its duration, and words and phrases as it spells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from feedkit.tags.values import read_duration

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


def duration_of(record: Mapping[str, Any]) -> float | None:
    """Seconds of audio as the record says; None where it does not, or says no time."""
    try:
        return float(read_duration(str(record["duration"]))) if "duration" in record else None
    except ValueError:
        return None
