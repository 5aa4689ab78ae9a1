"""Episodes of Jekyll sites: YAML front matter in which one key is the media's address, then notes in Markdown.

Sites name that key as they like; the lengths beside it are quoted, or rounded (`13.7 MB`), and dates may stand in the
name of the file alone.
"""

from __future__ import annotations

import re
from typing import Any

from feedkit.records.dialects.file_names import date_of_name
from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.loose_values import iso_date
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import Translation

NAME = "jekyll"
RANK = 50

MEDIA = ("file", "podcast_link", "podcast_file", "podcast_url", "audio_url", "audio_file", "media_url", "mp3", "audio")
LENGTH = ("length", "podcast_length", "podcast_file_size", "podcast_bytes", "file_size", "filesize", "size", "bytes")
DURATION = ("duration", "podcast_duration", "itunes_duration", "length_time")
_MEDIA_LINK = re.compile(r"^link[ \t]*:[ \t]*[\"']?\S+\.(?:mp3|m4a|ogg|opus|mp4)\b", re.MULTILINE | re.IGNORECASE)
_OWN_KEYS = re.compile(rf"^(?:{'|'.join(MEDIA)})[ \t]*:[ \t]*[\"']?[^\s\"'#]", re.MULTILINE)
_NATIVE = re.compile(r"^enclosure[ \t]*:", re.MULTILINE)


def claims(document: Document) -> bool:
    """Front matter with a media file under a name that sites use, and without feedkit's own `enclosure`."""
    head = head_text(document, ("---",))
    if _NATIVE.search(head):
        return False
    return _OWN_KEYS.search(head) is not None or _MEDIA_LINK.search(head) is not None


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its `slug` or the file's name."""
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return translation
    take_common(translation)
    if "pub_date" not in translation.values:
        translation.values.update(date_of_name(stem))
    translation.take_notes()
    return translation.record(translation.key(stem, "slug"), NAME, "jekyll record")


def take_common(translation: Translation) -> None:
    """Take what sites agree on by and large: media, length, duration, date, words, people."""
    for field in ("title", "guid", "explicit", "season", "tags", "hosts", "guests", "sponsors", "draft", "image"):
        translation.take(field, field)
    translation.take("episode", "episode", "number", "episode_number")
    translation.take("description", "description", "summary", "excerpt", "subtitle")
    translation.take("pub_date", "date", "published_at", "pub_date", "pubDate", convert=iso_date)
    if not _media(translation) and _is_media(translation.said("link")[1]):
        translation.take("enclosure.url", "link")
    elif not _is_media(translation.said("link")[1]):
        translation.take("link", "link")
    translation.take_length(*LENGTH)
    translation.take("duration", *DURATION)
    translation.take("transcript", "transcript")


def _media(translation: Translation) -> Any:
    return translation.take("enclosure.url", *MEDIA)


def _is_media(link: Any) -> bool:
    return re.search(r"\.(?:mp3|m4a|ogg|opus|mp4)(?:[?#]|$)", str(link), re.IGNORECASE) is not None
