"""From the keys of another tool to feedkit's fields: each key is taken once, and what nobody takes is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from feedkit.problems import Kind, Place, Problem
from feedkit.records.aliases import folded
from feedkit.records.document import Document
from feedkit.records.front_matter import read_front_matter
from feedkit.records.keys import is_plain_key
from feedkit.records.kinds import CONVERTED, LEFT_OUT
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.liquid import without_liquid
from feedkit.records.loose_values import bytes_of, is_time
from feedkit.records.places import shown
from feedkit.records.record import Record, Skipped
from feedkit.records.renditions import Rendition, RenditionKind

_MOST_MESSAGE = 900
_FLAGS = frozenset(
    {"layout", "type", "permalink", "urlpath", "comments", "weight", "lastmod", "sitemap", "aliases", "redirectfrom"}
    | {"excerptseparator"}
)
"""Keys (folded) that say how a site shows the page, and nothing of the episode."""
_CLEAR = frozenset({"extra", "params", "data", "meta", "metadata", "custom", "fields", "opengraph", "og", "media"})
"""Mappings that generators want around what they do not know themselves: Zola's `[extra]`, Hugo's `params`; and sites around all of it."""


def is_nothing(value: Any) -> bool:
    """Null, blank text, or an empty list or mapping; false and 0 say something."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


class Translation:
    """One record on its way into feedkit's words.

    `values` are feedkit's fields; `put` and `take` fill them and remember which key they came from, so that places stay
    those of the record. Keys are found whatever their case, as sites have changed theirs over the years. `left` names what
    was left out of the inside of a key that was taken (`episode.loudness`).
    """

    def __init__(self, path: str, head: Mapping[str, Any], locate: Locate, notes: Document | None = None) -> None:
        self.path = path
        self.head = head
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.renditions: list[Rendition] = []
        self.taken: set[str] = set()
        self.left: list[str] = []
        self._locate = locate
        self._notes = notes
        self._keys = {folded(key): key for key in reversed(list(head))}
        self._inner: dict[str, tuple[str, str]] | None = None
        self._opened: dict[str, set[str]] = {}
        self._made_of_notes: dict[Path, Place] = {}
        self._sources: dict[Path, Path] = {}
        self._elsewhere: dict[str, Locate] = {}

    @classmethod
    def of(cls, document: Document) -> Translation | Skipped:
        """The translation of a file with front matter, whose body is the show notes; Skipped where it has none."""
        front = read_front_matter(document)
        if not front.ok:
            return Skipped(document.path, "its head cannot be read", front.problems)
        translation = cls(document.path, front.head, front.locate, front.body)
        translation.problems += front.problems
        return translation

    def said(self, *names: str) -> tuple[str, Any]:
        """The first of these keys that says something, as it is spelled, and its value; ("", None) where none does."""
        for name in names:
            key = self._keys.get(folded(name), "")
            if key and not is_nothing(self.head[key]):
                return key, self.head[key]
        return "", None

    def find(self, *names: str, fits: Callable[[Any], object] = lambda _value: True) -> tuple[Path, Any]:
        """As `said`, also inside of mappings (`audio: {file: …}` is `audio_file`): where it stands, and a value that fits."""
        for name in names:
            key, value = self.said(name)
            if key and fits(value):
                return (key,), value
            outer, inner = self._inside().get(folded(name), ("", ""))
            if outer and fits(self.head[outer][inner]):
                return (outer, inner), self.head[outer][inner]
        return (), None

    def _inside(self) -> Mapping[str, tuple[str, str]]:
        """The keys inside of mappings that say something, by both names in one, or by theirs where the outer means nothing."""
        if self._inner is None:
            self._inner = {}
            for outer, whole in self.head.items():
                for inner, value in whole.items() if isinstance(whole, Mapping) else ():
                    if not is_nothing(value):
                        self._inner.setdefault(folded(f"{outer}{inner}"), (outer, inner))
                        if folded(outer) in _CLEAR:
                            self._inner.setdefault(folded(inner), (outer, inner))
        return self._inner

    def take(self, field: str, *names: str, convert: Callable[[Any], Any] = lambda value: value) -> Any:
        """Fill a field (`enclosure.url`) with the first of these keys that says something; None where none does."""
        path, value = self.find(*names)
        if not path:
            return None
        self.put_found(field, convert(value), path)
        return value

    def put_found(self, field: str, value: Any, path: Path) -> None:
        """As `put`, with a value that `find` gave, so that the rest of a mapping it stands in is told."""
        if len(path) > 1:
            self._opened.setdefault(str(path[0]), set()).add(str(path[1]))
        self.put(field, value, path)

    def at(self, path: Path) -> Any:
        """The value that `find` found."""
        value: Any = self.head
        for step in path:
            value = value[step]
        return value

    def put(self, field: str, value: Any, source: Path) -> None:
        """Fill a field with a value that was made of what stands at `source`; nothing is not put."""
        self.taken.add(str(source[0]))
        if is_nothing(value):
            return
        head, _, part = field.partition(".")
        if not part:
            self.values[head] = value
        elif isinstance(
            whole := self.values.get(head, {}), str | dict
        ):  # what else stands there is for the merge to judge
            self.values[head] = {**({"url": whole} if isinstance(whole, str) else whole), part: value}
        self._sources[tuple(field.split("."))] = source

    def take_length(self, *names: str) -> None:
        """Fill the enclosure's length, in bytes; `13.7 MB` is about so many, which is told. A time is no length."""
        path, value = self.find(*names, fits=lambda value: not is_time(value))
        if not path:
            return
        length, is_rounded = bytes_of(value)
        self.put_found("enclosure.length", length, path)
        if is_rounded:
            message = f"`{shown(str(value))}` was read as {length} bytes"
            self.tell(CONVERTED, path, message, mend="write the exact size in bytes", field="enclosure.length")

    def rendition(self, kind: RenditionKind, url: str, source: Path, *, title: str = "", length: Any = None) -> None:
        """Note another rendition of the episode."""
        self.taken.add(str(source[0]))
        find = partial(self._locate, source)
        name = ".".join(str(step) for step in source)
        self.renditions.append(Rendition(kind, name, url, find, title, length))

    def elsewhere(self, field: str, locate: Locate, source: Path, names: Mapping[str, str]) -> None:
        """Say that a field stands in another file: at `source`, its parts under other names."""
        self._elsewhere[field] = lambda path: locate((*source, *(names.get(str(step), step) for step in path)))

    def tell(self, kind: Kind, source: Path, message: str, *, mend: str = "", field: str = "") -> None:
        """Note a problem at a key."""
        self.problems.append(kind.at(self._locate(source), message, mend=mend, field=field))

    @property
    def written_notes(self) -> str:
        """The body as it is written, with the template syntax."""
        return self._notes.text if self._notes is not None else ""

    def take_notes(self) -> None:
        """Fill the notes with the body, without the template syntax of a site generator."""
        if self._notes is None:
            return
        text, problems = without_liquid(self._notes)
        self.problems += problems
        if text.strip():
            self.values["notes"] = text.rstrip()

    def at_notes(self, field: str, index: int) -> None:
        """Say that a field was made of what stands at a character of the notes."""
        if self._notes is not None:
            self._sources.pop(tuple(field.split(".")), None)
            self._made_of_notes[tuple(field.split("."))] = self._notes.place_at(index)

    def tell_in_notes(self, kind: Kind, index: int, message: str, *, field: str) -> None:
        """Note a problem at a character of the notes."""
        if self._notes is not None:
            self.problems.append(kind.at(self._notes.place_at(index), message, field=field))

    def key(self, stem: str, *names: str) -> str:
        """The record's key: the first of these keys that can name files, or else the file's name made plain."""
        for name in names:
            found, value = self.said(name)
            if found and is_plain_key(str(value)):
                self.taken.add(found)
                return str(value)
        return plain_key(stem)

    def record(self, key: str, dialect: str, what: str, spoken_for: Iterable[str] = ()) -> Record:
        """The record; keys that nobody took, save those spoken for, are told of once. `withdrawn` is feedkit's own word,
        which its messages advise to write, whatever the dialect.
        """
        self.take("withdrawn", "withdrawn")
        flags = {*_FLAGS, *map(folded, spoken_for)}
        passed = {self._keys[name] for name in flags if name in self._keys} | self.taken
        left = [name for name, value in self.head.items() if name not in passed and not is_nothing(value)] + self.left
        left += [name for name in self._left_inside() if name not in left]
        if left:
            message = (
                f"left out, because an episode has no such field: {', '.join(f'`{shown(name)}`' for name in left)}"
            )
            mend = (
                "write what listeners should know into the overlay, or say by `fields` in show.yaml which field it is"
            )
            self.problems.append(LEFT_OUT.at(Place(self.path), shown(message, _MOST_MESSAGE), mend=mend))
        layer = Layer(Origin(Source.RECORD, what), self.values, self.where)
        problems = tuple(self.problems)
        return Record(key, self.path, dialect, layer, problems=problems, renditions=tuple(self.renditions))

    def _left_inside(self) -> Iterator[str]:
        """What nobody took of the mappings that a field was found in."""
        for outer, opened in self._opened.items():
            for inner, value in self.head[outer].items():
                if inner not in opened and not is_nothing(value):
                    yield f"{outer}.{inner}"

    def where(self, path: Path) -> Place:
        """The place of a field's value, or of what it was made of."""
        if path[:1] == ("notes",) and self._notes is not None and path not in self._sources:
            return Place(self.path, self._notes.first_line, 1)
        for length in range(len(path), 0, -1):
            if path[:length] in self._made_of_notes:
                return self._made_of_notes[path[:length]]
        if path and str(path[0]) in self._elsewhere:
            return self._elsewhere[str(path[0])](path[1:])
        for length in range(len(path), 0, -1):
            source = self._sources.get(path[:length])
            if source is not None:
                return self._locate((*source, *path[length:]))
        return self._locate(()) if path or self._notes is None else Place(self.path)


def plain_key(text: str) -> str:
    """A text as a key: itself if it can be one, else with `-` for what cannot; `episode` where nothing is left."""
    if is_plain_key(text):
        return text
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-._")[:100].rstrip("-._")
    return plain if is_plain_key(plain) else "episode"
