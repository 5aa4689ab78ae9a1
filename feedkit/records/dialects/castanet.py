"""Episodes of Hugo sites with the theme Castanet: TOML front matter (or YAML), then the show notes in Markdown.

What archives hold beside the documented keys: a capital or a small `description`, sizes as text and rounded, durations
as `MM:SS`, as whole seconds or left empty, media addresses relative to a prefix in the site's configuration.
"""

from __future__ import annotations

import re
from typing import Any

from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import Translation

NAME = "castanet"
RANK = 30

_OWN_KEYS = re.compile(r"^[ \t]*(podcast_(?:file|duration|bytes))[ \t]*[=:]", re.MULTILINE | re.IGNORECASE)
_VIDEO_ID = re.compile(r"[\w-]{11}")
_FIELDS = {
    "title": "title",
    "description": "description",
    "image": "episode_image",
    "guid": "guid",
    "explicit": "explicit",
    "duration": "podcast_duration",
    "hosts": "hosts",
    "guests": "guests",
    "sponsors": "sponsors",
    "tags": "tags",
    "draft": "draft",
    "season": "season",
    "episode_type": "episode_type",
}


def claims(document: Document) -> bool:
    """TOML with one of the theme's own keys, or YAML with two of them."""
    wanted = 1 if head_text(document, ("+++",)) else 2
    return len({key.lower() for key in _OWN_KEYS.findall(head_text(document))}) >= wanted


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is the file's name; Skipped for a page that is none."""
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return translation
    for field, key in _FIELDS.items():
        translation.take(field, key)
    translation.take("pub_date", "date", "publishDate")  # the theme's feed says `.Date`, which is `date` first
    translation.take("enclosure.url", "podcast_file")
    translation.take_length("podcast_bytes")
    translation.take("link", "permalink", convert=str)
    _take_episode(translation)
    _take_youtube(translation)
    translation.take_notes()
    if str(translation.said("upcoming")[1]).lower() == "true":
        translation.values["draft"] = "true"  # it is announced, and has no media yet
    return translation.record(translation.key(stem), NAME, "castanet record", spoken_for={"upcoming"})


def _take_episode(translation: Translation) -> None:
    key, value = translation.said("episode")
    if not key:
        return
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", str(value)):
        translation.put("episode", str(value), (key,))
        return
    translation.taken.add(key)
    message = f"`{value}` is a name and no number; the episode goes without one"
    translation.tell(LEFT_OUT, (key,), message, field="episode")


def _take_youtube(translation: Translation) -> None:
    key, value = translation.said("youtube")
    if key:
        url: Any = f"https://www.youtube.com/watch?v={value}" if _VIDEO_ID.fullmatch(str(value)) else value
        translation.rendition("youtube", str(url), (key,), title="YouTube")
