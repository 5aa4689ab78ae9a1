"""YAML as people write it into records: libyaml's events, put together by one loop.

Plain scalars are text, whatever YAML 1.1 takes them for (`no`, `012`, `1:02:03`, a bare date); the field's type decides
later. Only `null`, `~` and nothing at all are None. There are no tags and no merge keys, aliases and depth are counted
as they come (libyaml's own composer recurses, and crashes at some 50,000 levels), keys may not stand twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, NoReturn, Protocol

import yaml

from feedkit.problems import Kind, Level, Place, See
from feedkit.records.document import Document
from feedkit.records.kinds import DUPLICATE_KEY, EMPTY, LIMITS, SYNTAX
from feedkit.records.layers import Path
from feedkit.records.parsed import MOST_DEPTH, Findings, Parsed, Unreadable
from feedkit.records.places import LazyPlaces, dotted, shown
from feedkit.records.repairs.values import mend_values
from feedkit.records.yaml_breaks import without_breaks
from feedkit.records.yaml_faults import explain, has_hash, hash_behind, unused_name

MOST_ALIASED = 10_000
MOST_ALIASED_NODES = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null"})
_NO_BREAK = "\xa0"


def parse_yaml(document: Document) -> Parsed:
    """Read the one YAML document that `document` is.

    Problems: syntax, a second document, tags, `<<`, keys that stand twice (the first one counts) or are no text, depth
    over 64, aliases that stand for over 100 values in all, over 10,000 through all aliases, characters that XML cannot
    hold; what looks like a part of a text and is none to YAML (`Tea #1`, `&tea`) is told.
    """
    reader = _Reader(document)
    value = reader.read()
    locate = LazyPlaces(document.path, lambda: _spots(document), document.first_line)
    problems = reader.findings.all()
    if "\\" in document.text:
        value, mended = mend_values(value, locate)
        problems = (*problems, *mended)
    return Parsed(value, locate, problems, len(document.text))


def _spots(document: Document) -> dict[Path, tuple[int, int]]:
    reader = _Reader(document, spots={})
    reader.read()
    return reader.spots or {}


class _Mark(Protocol):
    line: int
    column: int


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is not closed yet. key: the one that waits for its value."""

    path: Path
    value: dict[str, Any] | list[Any]
    anchor: str | None
    nodes_before: int
    key: str | None = None
    key_mark: _Mark | None = None
    firsts: dict[str, _Mark | None] = field(default_factory=dict)


class _Anchored(NamedTuple):
    """What an anchor stands for; nodes is None while it is not closed."""

    value: Any
    nodes: int | None


_NOTHING: Any = object()


class _Reader:
    def __init__(self, document: Document, spots: dict[Path, tuple[int, int]] | None = None) -> None:
        self.document = document
        self.spots = spots
        self.findings = Findings()
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
        self._unnamed: dict[str, Any] = {}
        self._aliased: dict[str, int] = {}
        self._all_aliased = 0
        self._nodes = 0
        self._root: Any = _NOTHING
        self._text, self._restore = without_breaks(document.text)
        self._has_hash = has_hash(self._text)

    def read(self) -> Any:
        """The value; None, with problems, where there is none."""
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                self._on[type(event)](self, event)
        except yaml.YAMLError as error:
            self.findings.add(explain(error, self.document, dotted(self._here())))
            return None
        except Unreadable as stop:
            self.findings.add(stop.problem)
            return None
        if self._root is _NOTHING or (self._root is None and not self.findings.shown):
            mend = "write the record, or remove the file"
            self.findings.add(EMPTY.at(Place(self.document.path), "the file is empty: it holds no value", mend=mend))
            return None
        for name, mark in self._unnamed.items():
            self._warn(mark.line, mark.column, *unused_name(name))
        return self._root

    def _nothing(self, event: Any) -> None:
        """Starts and ends of streams and documents say nothing."""

    def _document(self, event: Any) -> None:
        if self._root is not _NOTHING:
            message = "a second YAML document begins here; a record is one"
            self._stop(event, message, mend="put each record into a file of its own")

    def _scalar(self, event: Any) -> None:
        text = self._restore(event.value)
        self._refuse_tag(event)
        if self._is_key():
            self._take_key(event, text)
            return
        value = None if event.implicit[0] and text in _NULLS else text
        path = self._put(event, value)
        if self._has_hash and not event.style:
            self._look_behind(event, path)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1)
            self._unnamed[event.anchor] = event.start_mark

    def _look_behind(self, event: Any, path: Path) -> None:
        mark = event.end_mark
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""  # nothing may end behind the last one
        if told := hash_behind(line, mark.column, path):
            self._warn(mark.line, *told)

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        self._refuse_tag(event)
        if self._is_key():
            self._stop(event, "a key is text, not a list or a mapping", mend="put the key in quotes")
        if len(self._stack) >= MOST_DEPTH:
            message = f"values are nested more than {MOST_DEPTH} deep"
            self._stop(event, message, mend="write it flatter", kind=LIMITS, field=dotted(self._stack[-1].path[:1]))
        before = self._nodes
        path = self._put(event, value)
        self._stack.append(_Frame(path, value, event.anchor, before))
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, None)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {})

    def _open_sequence(self, event: Any) -> None:
        self._open(event, [])

    def _close(self, _event: Any) -> None:
        frame = self._stack.pop()
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchored(frame.value, self._nodes - frame.nodes_before)

    def _alias(self, event: Any) -> None:
        name = event.anchor
        anchored = self._anchors.get(name)
        if anchored is None:
            self._stop(event, f"the alias `*{shown(name)}` has no anchor", mend=f"put quotes around `*{shown(name)}`")
        if anchored.nodes is None:
            self._stop(
                event, f"`*{shown(name)}` stands inside what it names", mend="write the value itself", kind=LIMITS
            )
        if self._is_key():
            self._stop(event, "a key is text, not an alias", mend="write the key itself")
        self._unnamed.pop(name, None)
        self._count_alias(event, anchored.nodes)
        self._nodes += anchored.nodes - 1
        self._put(event, anchored.value)

    def _count_alias(self, event: Any, nodes: int) -> None:
        """Values behind an alias cost nothing to read and everything to walk; so they are counted here."""
        name = event.anchor
        self._aliased[name] = self._aliased.get(name, 0) + nodes
        self._all_aliased += nodes
        mend = "write the values themselves"
        if self._aliased[name] > MOST_ALIASED_NODES:
            message = f"the aliases `*{shown(name)}` stand for more than {MOST_ALIASED_NODES} values"
            self._stop(event, message, mend=mend, kind=LIMITS)
        if self._all_aliased > MOST_ALIASED:
            self._stop(event, f"all aliases stand for more than {MOST_ALIASED} values", mend=mend, kind=LIMITS)

    def _is_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _take_key(self, event: Any, text: str) -> None:
        frame = self._stack[-1]
        if text == "<<" and event.implicit[0]:
            mend = "write the values themselves, or quote `<<` if it is a name"
            self._stop(event, "the merge key `<<` is not allowed", mend=mend, kind=LIMITS)
        if text.strip(_NO_BREAK) != text and event.implicit[0]:
            mend = "write plain spaces"
            self._stop(event, f"a no-break space (U+00A0) stands beside the key `{shown(text.strip())}`", mend=mend)
        frame.key, frame.key_mark = text, event.start_mark

    def _put(self, event: Any, value: Any) -> Path:
        """Put a value where it belongs; the path it stands at."""
        self._nodes += 1
        if not self._stack:
            self._root = value
            path: Path = ()
        elif isinstance(self._stack[-1].value, list):
            path = (*self._stack[-1].path, len(self._stack[-1].value))
            self._stack[-1].value.append(value)
        else:
            path = self._put_member(self._stack[-1], self._stack[-1].value, value)
        if self.spots is not None:
            self._note_spot(event, path)
        return path

    def _put_member(self, frame: _Frame, mapping: dict[str, Any], value: Any) -> Path:
        key, mark = frame.key or "", frame.key_mark
        path = (*frame.path, key)
        frame.key = None
        if key in mapping:
            self._duplicate(path, self._place(mark), self._place(frame.firsts[key]))
        else:
            mapping[key] = value
        frame.firsts.setdefault(key, mark)
        return path

    def _duplicate(self, path: Path, place: Place, first: Place) -> None:
        if self.findings.is_full:  # to quote a line takes time, and there may be thousands
            self.findings.more += 1
            return
        message = f"the key `{shown(str(path[-1]))}` stands twice; the first one counts"
        see = (See(first, "the first"),)
        excerpt = self.document.excerpt(place)
        mend = "keep one of the two"
        self.findings.add(DUPLICATE_KEY.at(place, message, mend=mend, see=see, field=dotted(path), excerpt=excerpt))

    def _note_spot(self, event: Any, path: Path) -> None:
        """A value's own place where it shares the line of its key, its key's place where it does not."""
        place = self._place(event.start_mark)
        if path and isinstance(path[-1], str) and self._stack[-1].key_mark is not None:
            key_place = self._place(self._stack[-1].key_mark)
            place = place if place.line == key_place.line else key_place
        if self.spots is not None:
            self.spots.setdefault(path, (place.line, place.column))

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            message = f"the tag `{shown(event.tag)}` is not allowed; feedkit's fields say what a value is"
            self._stop(event, message, mend="remove the tag, or put the value in quotes")

    def _place(self, mark: Any) -> Place:
        return Place(self.document.path, self.document.first_line + mark.line, mark.column + 1)

    def _warn(self, line: int, column: int, message: str, mend: str) -> None:
        """line, column: both from 0."""
        place = Place(self.document.path, self.document.first_line + line, column + 1)
        problem = self.document.problem(SYNTAX, place, message, mend=mend)
        self.findings.add(problem._replace(level=Level.WARNING))

    def _stop(self, event: Any, message: str, mend: str = "", kind: Kind = SYNTAX, field: str = "") -> NoReturn:
        place = self._place(event.start_mark)
        field = field or dotted(self._here())
        raise Unreadable(self.document.problem(kind, place, message, mend=mend, field=field))

    def _here(self) -> Path:
        if not self._stack:
            return ()
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            return (*frame.path, len(frame.value))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    _on: dict[type, Callable[[_Reader, Any], None]] = {  # noqa: RUF012 - a table, never changed
        yaml.StreamStartEvent: _nothing,
        yaml.StreamEndEvent: _nothing,
        yaml.DocumentStartEvent: _document,
        yaml.DocumentEndEvent: _nothing,
        yaml.ScalarEvent: _scalar,
        yaml.MappingStartEvent: _open_mapping,
        yaml.MappingEndEvent: _close,
        yaml.SequenceStartEvent: _open_sequence,
        yaml.SequenceEndEvent: _close,
        yaml.AliasEvent: _alias,
    }
