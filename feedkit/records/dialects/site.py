"""Episodes of other sites: a head in YAML, TOML or JSON with the media under any name in `aliases.py`, or of a page alone.

A page is known by keys that only site generators have (`layout`, `permalink`); its media may stand in its notes' player,
or in an overlay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from feedkit.records.aliases import MEDIA, UNSURE, folded
from feedkit.records.dialects.jekyll import read_page
from feedkit.records.dialects.media_keys import LISTS, is_media, media_said
from feedkit.records.document import Document
from feedkit.records.front_matter import read_front_matter
from feedkit.records.liquid import links_in_tags
from feedkit.records.record import Record, Skipped
from feedkit.records.spelling import OTHER_NAMES
from feedkit.records.translation import Translation

NAME = "site"
RANK = 85

_NATIVE = re.compile(r"^[ \t]*\"?enclosure\"?[ \t]*[:=]", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*:?[\"']?([A-Za-z][\w -]{0,40}?)[\"']?[ \t]*[:=]|^\[([a-z]\w{0,40})\]", re.MULTILINE)
_SURELY_PAGE = frozenset(map(folded, ("layout", "permalink", "lastmod", "redirect_from", "aliases")))
_PAGE = _SURELY_PAGE | {"categories"}
_PARTS = frozenset({"file", "url", "link", "audio", "src", "path", "mp3", "media"})
_WORDS = frozenset(map(folded, (*MEDIA, *UNSURE, *LISTS))) | _PARTS
_OPENINGS = ("---", "+++", "{")
_ENDINGS = (".yaml", ".yml", ".toml", ".json")
_MOST_HEAD = 20_000


def claims(document: Document) -> bool:
    """A head with media under a name that sites use, or with a page's keys: those alone beside feedkit's own `enclosure`; or one above tags with media."""
    head = _head(document)
    if not head:
        return False
    keys = {folded(one or other) for one, other in _KEY.findall(head)}
    if _NATIVE.search(head):
        return bool(keys & _SURELY_PAGE)
    if keys & _PAGE or (keys & _WORDS and _has_media(document)):
        return True
    return any(map(is_media, links_in_tags(document.text[len(head) :])))


def _head(document: Document) -> str:
    text = document.text[:_MOST_HEAD].lstrip()
    if not text.startswith(_OPENINGS):
        return text if document.path.lower().endswith(_ENDINGS) else ""
    closing = text.find(f"\n{text[:3]}", 3) if text[:3] in _OPENINGS else -1
    return text[:closing] if closing >= 0 else text


def _has_media(document: Document) -> bool:
    front = read_front_matter(document)
    return front.ok and media_said(Translation(document.path, front.head, front.locate))


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its `slug` or the file's name."""
    return read_page(document, stem, NAME, "site record")


class Naming:
    """The dialect with names of a show's own; asked by that show's file alone. more: the names, by field."""

    def __init__(self, more: Mapping[str, tuple[str, ...]]) -> None:
        self.NAME = NAME
        self.RANK = RANK
        self.more = more

    def claims(self, document: Document) -> bool:
        """A file that the dialect would claim anyway."""
        return claims(document)

    def read(self, document: Document, stem: str) -> Record | Skipped:
        """One episode, whose key is its `slug` or the file's name."""
        return read_page(document, stem, self.NAME, "site record", self.more)


def naming(fields: Mapping[str, str]) -> Naming:
    """The dialect of a show whose records call fields so; fields: feedkit's by the records' words."""
    more: dict[str, tuple[str, ...]] = {}
    for word, field in fields.items():
        field = "enclosure.url" if field == "enclosure" else OTHER_NAMES.get(field, field)  # noqa: PLW2901 - one field
        field = "chapter_marks" if field == "chapters" else field  # noqa: PLW2901 - likewise
        more[field] = (*more.get(field, ()), word)
    return Naming(more)
