"""Episodes with a `number`, a `date` in milliseconds since 1970 and the media's `url`, then notes in Markdown.

People may stand in `hosts` or `Hosts`, and one guest or a list of them in `guest`, by name or as `{name, url, …}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.keys import is_plain_key
from feedkit.records.loose_values import date_of_milliseconds, people_of
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import Translation

NAME = "syntax"
RANK = 35

_NUMBER = re.compile(r"^number[ \t]*:", re.MULTILINE)
_MILLISECONDS = re.compile(r"^date[ \t]*:[ \t]*[\"']?[0-9]{12,14}\b", re.MULTILINE)


def claims(document: Document) -> bool:
    """Front matter with a number, and a date that is milliseconds."""
    head = head_text(document, ("---",))
    return _NUMBER.search(head) is not None and _MILLISECONDS.search(head) is not None


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its number."""
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return translation
    for field in ("title", "guid", "tags", "explicit", "duration", "draft"):
        translation.take(field, field)
    translation.take("description", "description", "summary")
    translation.take("pub_date", "date", convert=date_of_milliseconds)
    translation.take("enclosure.url", "url")
    translation.take("episode", "number")
    translation.take_length("length", "bytes")
    translation.take("hosts", "hosts", convert=_people)
    translation.take("guests", "guests", "guest", convert=_people)
    for key in ("youtube_url", "youtube"):
        if link := translation.said(key)[1]:
            translation.rendition("youtube", str(link), (translation.said(key)[0],), title="YouTube")
    translation.take_notes()
    number = str(translation.said("number")[1])
    return translation.record(number if is_plain_key(number) else translation.key(stem), NAME, "syntax record")


def _people(value: Any) -> Any:
    """As anywhere, but that a word is a name, and no id."""
    return [one if isinstance(one, Mapping) else {"name": one} for one in people_of(value)]
