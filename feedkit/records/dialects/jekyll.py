"""Episodes of Jekyll sites: YAML front matter in which one key is the media's address, then notes in Markdown.

Sites name that key as they like; the lengths beside it are quoted, or rounded (`13.7 MB`), and dates may stand in the
name of the file alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from feedkit.records.dialects.common import NONE, take_common
from feedkit.records.dialects.file_names import date_of_name
from feedkit.records.dialects.from_notes import take_from_notes
from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import Translation

NAME = "jekyll"
RANK = 50

_MEDIA = ("file", "podcast_link", "podcast_file", "podcast_url", "audio_url", "audio_file", "media_url", "mp3", "audio")
_MEDIA_LINK = re.compile(r"^link[ \t]*:[ \t]*[\"']?\S+\.(?:mp3|m4a|ogg|opus|mp4)\b", re.MULTILINE | re.IGNORECASE)
_OWN_KEYS = re.compile(rf"^(?:{'|'.join(_MEDIA)})[ \t]*:[ \t]*[\"']?[^\s\"'#]", re.MULTILINE)
_NATIVE = re.compile(r"^enclosure[ \t]*:", re.MULTILINE)


def claims(document: Document) -> bool:
    """Front matter with a media file under a name that sites use, and without feedkit's own `enclosure`."""
    head = head_text(document, ("---",))
    if _NATIVE.search(head):
        return False
    return _OWN_KEYS.search(head) is not None or _MEDIA_LINK.search(head) is not None


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its `slug` or the file's name."""
    return read_page(document, stem, NAME, "jekyll record")


def read_page(
    document: Document, stem: str, name: str, what: str, more: Mapping[str, tuple[str, ...]] = NONE
) -> Record | Skipped:
    """A page of a site as the dialect `name` reads it; what: as `feedkit why` calls it. more: as for `take_common`."""
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return translation
    take_common(translation, more)
    if "pub_date" not in translation.values:
        translation.values.update(date_of_name(stem))
    translation.take_notes()
    take_from_notes(translation)
    return translation.record(translation.key(stem, "slug"), name, what)
