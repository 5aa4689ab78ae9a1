"""feedkit's own records: front matter with feedkit's field names and the show notes in Markdown, or a file of fields.

Nothing is translated: names that are no fields, and values of the wrong type, are for the merge to judge. An explicit
null stays; it says that nothing below the record may fill the field.
"""

from __future__ import annotations

from typing import Any

from feedkit.problems import Place
from feedkit.records.document import Document
from feedkit.records.front_matter import FrontMatter, read_front_matter
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.record import Record, Skipped

NAME = "native"
RANK = 90

_FILES = (".yaml", ".yml", ".json", ".toml")
_HEADS = ("---", "+++", "{")


def claims(document: Document) -> bool:
    """A file of fields by its ending, or a text that opens with front matter."""
    return document.path.lower().endswith(_FILES) or document.text.lstrip().startswith(_HEADS)


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is the file's name; Skipped where `type` names another kind of page."""
    front = read_front_matter(document)
    if not front.ok:
        return Skipped(document.path, "its head cannot be read", front.problems)
    if front.kind == "none":
        return Skipped(document.path, "it has no front matter")
    kind = front.head.get("type", "episode")
    if kind != "episode":
        return Skipped(document.path, f"its type is `{str(kind)[:40]}`, not `episode`", front.problems)
    layer = Layer(Origin(Source.RECORD, "record"), _values(front), _where(document, front))
    return Record(stem, document.path, NAME, layer, problems=front.problems)


def _values(front: FrontMatter) -> dict[str, Any]:
    values = {name: value for name, value in front.head.items() if name != "type"}
    notes = front.body.text.rstrip()
    if notes:
        values.setdefault("notes", notes)
    return values


def _where(document: Document, front: FrontMatter) -> Locate:
    def locate(path: Path) -> Place:
        if path[:1] == ("notes",) and "notes" not in front.head:
            return Place(document.path, front.body.first_line, 1)
        return front.locate(path)

    return locate
