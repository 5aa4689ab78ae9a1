"""feedkit's own records: front matter with feedkit's field names and the show notes in Markdown, or a file of fields.

Nothing is translated: names that are no fields, and values of the wrong type, are for the merge to judge. An explicit
null stays; it says that nothing below the record may fill the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from feedkit.problems import Level, Place, Problem
from feedkit.records.document import Document
from feedkit.records.front_matter import FrontMatter, opens_nearly, read_front_matter
from feedkit.records.keys import is_plain_key
from feedkit.records.kinds import LEFT_OUT, SCHEMA
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.places import shown
from feedkit.records.record import Record, Skipped, of_other_type

NAME = "native"
RANK = 90

_FILES = (".yaml", ".yml", ".json", ".toml")
_HEADS = ("---", "+++", "{")


def claims(document: Document) -> bool:
    """A file of fields by its ending, or a text that opens with front matter, or nearly."""
    text = document.text
    return document.path.lower().endswith(_FILES) or text.lstrip().startswith(_HEADS) or opens_nearly(text)


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its `slug` or the file's name; Skipped for another kind of page or file."""
    front = read_front_matter(document)
    if not front.ok:
        return Skipped(document.path, "its head cannot be read", front.problems)
    if front.kind == "none":
        return Skipped(document.path, "it has no front matter")
    kind = front.head.get("type", "episode")
    if (other := of_other_type(kind, document.path, front.locate(("type",)), front.problems)) is not None:
        return other
    reason = _other_kind(front.head)
    if reason:
        return Skipped(document.path, reason, front.problems)
    layer = Layer(Origin(Source.RECORD, "record"), _values(front), _where(document, front))
    key, problems = _key(front, stem)
    return Record(key, document.path, NAME, layer, problems=(*front.problems, *problems, *_unread(front)))


def _other_kind(head: Mapping[str, Any]) -> str:
    """What a file of fields is, where it is no episode; empty where it may be one."""
    if {"version", "chapters"} <= head.keys() and "title" not in head:
        return "it is a file of chapters"
    return "it is a transcript" if "segments" in head and "title" not in head else ""


def _key(front: FrontMatter, stem: str) -> tuple[str, tuple[Problem, ...]]:
    """The slug, or else the file's name."""
    slug = front.head.get("slug")
    if slug is None or is_plain_key(str(slug)):
        return str(slug or stem), ()
    message = f"the slug `{shown(str(slug))}` cannot name files; `{stem}` is used"
    mend = "write letters, digits, `.`, `_` and `-`, beginning with a letter or a digit"
    return stem, (SCHEMA.at(front.locate(("slug",)), message, mend=mend, field="slug"),)


def _unread(front: FrontMatter) -> Iterator[Problem]:
    """A word on what is written and has no effect: a `key`, and a text below a head that has the notes itself."""
    if "key" in front.head:
        message = "`key` is not a field of an episode; did you mean `slug`?"
        mend = "write `slug`, or take it out: the file's name is the key"
        yield SCHEMA.at(front.locate(("key",)), message, mend=mend, field="key")
    notes = next((name for name in _NOTES if front.head.get(name)), None)
    if notes and front.body.text.strip():
        message = f"left out: the text below the head, since the head has `{notes}`"
        mend = f"keep one of the two: what stands here, or `{notes}`"
        place = Place(front.body.path, front.body.first_line, 1)
        yield LEFT_OUT.at(place, message, mend=mend, field="notes")._replace(level=Level.WARNING)


_NO_FIELDS = frozenset({"type", "slug", "key"})
"""Keys that are spoken for when the values are read."""
_NOTES = ("notes", "body")
"""Fields that win over a text below the head."""


def _values(front: FrontMatter) -> dict[str, Any]:
    values = {name: value for name, value in front.head.items() if name not in _NO_FIELDS}
    notes = front.body.text.rstrip()
    if notes:
        values.setdefault("notes", notes)
    return values


def _where(document: Document, front: FrontMatter) -> Locate:
    def locate(path: Path) -> Place:
        if path[:1] == ("notes",) and "notes" not in front.head:
            return Place(document.path, front.body.first_line, 1)
        return front.locate(("slug",) if path == ("key",) else path)

    return locate
