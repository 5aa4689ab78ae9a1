"""Several episodes in one file: a list in YAML or JSON, by itself or under `episodes`, with feedkit's names or sites'.

Generators of feeds have the whole show in such a file: its title, link and so on, and then its episodes as `item`s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedkit.records.aliases import FIELDS
from feedkit.records.dialects.common import take_common
from feedkit.records.dialects.interface import Beside
from feedkit.records.document import Document
from feedkit.records.json import parse_json
from feedkit.records.kinds import SCHEMA
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.record import Record, Skipped
from feedkit.records.spelling import OTHER_NAMES
from feedkit.records.translation import Translation, plain_key
from feedkit.records.yaml import parse_yaml
from feedkit.tags.codec import plan_of
from feedkit.tags.episode import Episode

NAME = "list"
RANK = 80

_FILES = (".yaml", ".yml", ".json")
_ENTRY = r"- +[\"']?[A-Za-z_]\w*[\"']?[ \t]*:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]{2,}\S"
_LIST = re.compile(
    r"(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\n)*"
    rf"(?:{_ENTRY}|\[\s*\{{|\{{\s*\"episodes\"\s*:\s*\[)"
)
"""An entry has two keys at least: a list of single keys is a record whose author put a dash ahead of each."""
_UNDER = ("episodes", "items", "item")
_MAPPING = re.compile(
    rf"^(?:{'|'.join(_UNDER)})[ \t]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*{_ENTRY}", re.MULTILINE
)
_MOST_HEAD = 4_000
_OF_SHOW = ("title", "description", "link", "language", "author", "copyright", "image")


def claims(document: Document) -> bool:
    """A file of YAML or JSON that is a list, or a mapping with the list `episodes`, `items` or `item`."""
    if not document.path.lower().endswith(_FILES):
        return False
    head = document.text[:_MOST_HEAD]
    return _LIST.match(head) is not None or _MAPPING.search(head) is not None


def read_all(document: Document, stem: str, beside: Beside) -> Sequence[Record | Skipped]:  # noqa: ARG001 - all is in the file
    """An episode an entry, whose key is its `key`, `slug` or number, or else its title made plain."""
    parsed = parse_json(document) if document.path.lower().endswith(".json") else parse_yaml(document)
    whole: dict[str, Any] = parsed.value if isinstance(parsed.value, dict) else {}
    under: Path = next(((name,) for name in _UNDER if isinstance(whole.get(name), list)), ())
    entries = whole.get(str(under[0])) if under else None if whole else parsed.value
    if not isinstance(entries, list) or not entries:
        return (Skipped(document.path, "its list cannot be read", parsed.problems),)
    found = [_entry(document, entry, (*under, index), parsed.locate) for index, entry in enumerate(entries)]
    return [_first(found[0], parsed.problems, whole, parsed.locate), *found[1:]]


def _first(
    found: Record | Skipped, problems: Sequence[Any], whole: Mapping[str, Any], locate: Locate
) -> Record | Skipped:
    """The first entry, with the problems of reading the file, and with what it says of the show."""
    found = replace(found, problems=(*problems, *found.problems))
    said = {name: whole[name] for name in _OF_SHOW if isinstance(whole.get(name), str)}
    for name in ("link", "image"):
        if "://" not in said.get(name, "://"):
            del said[name]  # the show file says where it is; a part of an address does not
    if isinstance(found, Skipped) or not said:
        return found
    return replace(found, show=Layer(Origin(Source.RECORD, "list"), said, locate))


def _entry(document: Document, entry: Any, at: Path, locate: Locate) -> Record | Skipped:
    if not isinstance(entry, dict):
        problem = SCHEMA.at(locate(at), "an entry of a list of episodes wants `key: value` lines")
        return Skipped(document.path, "one entry is no mapping", (problem,))
    translation = Translation(document.path, entry, lambda path: locate((*at, *path)))
    for name in entry:
        if name in _NATIVE:
            translation.put(name, entry[name], (name,))
    take_common(translation)
    key = _key(translation, int(at[-1]))
    for name in entry:
        if "enclosure" in entry and name not in translation.taken:  # it is no field, and the merge says so at its place
            translation.put(name, entry[name], (name,))
    return translation.record(key, NAME, "entry of a list")


_NATIVE = (frozenset(plan_of(Episode).slots) | set(OTHER_NAMES)) - {
    "key",
    *(one for row in FIELDS.values() for one in row),
}
"""Fields that feedkit alone knows by these names; what sites know too, they spell in their ways."""


def _key(translation: Translation, index: int) -> str:
    for name in ("key", "slug", "number", "episode", "title", "episode_title"):
        found, value = translation.said(name)
        if found and not isinstance(value, dict | list):
            if name in ("key", "slug"):
                translation.taken.add(found)
            return plain_key(str(value))
    return f"entry-{index + 1}"
