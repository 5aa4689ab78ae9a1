"""What is judged, and the four ways in which rules go over it: episodes, values, values as written, and nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from feedkit.feed.document import Feed
from feedkit.problems import Place
from feedkit.settings import Settings
from feedkit.tags.codec import Slot, find, plan_of
from feedkit.tags.element import Attr, Child, Element, Text
from feedkit.tags.episode import Episode
from feedkit.tags.node import Node
from feedkit.tags.show import Show

if TYPE_CHECKING:
    from feedkit.chapters.chapter import Chapters
    from feedkit.records.neighbours import Neighbour
    from feedkit.transcripts.cue import Cue

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """An attribute of a node, as a place to point at."""

    node: Node
    attribute: str


@dataclass(frozen=True, slots=True)
class Written:
    """A value of a record's layer, as a place to point at; the file is searched only when somebody asks."""

    where: Callable[[Path], Place]
    path: Path


class TextValue(NamedTuple):
    """A text of the model: a record's or a feed's. owner: the element that holds it in `slot`. at: its path."""

    text: str
    form: str
    slot: Slot
    owner: Element
    at: Path
    in_feed: bool = False

    @property
    def name(self) -> str:
        """The record's field, or the attribute's or element's name, in messages."""
        return f"`{(self.slot.name or self.owner.tag) if self.in_feed else self.slot.field}`"


class Raw(NamedTuple):
    """A value exactly as it was written, before anything was read into it. in_record: not in a feed."""

    text: str
    form: str
    slot: Slot
    owner: type[Element]
    at: Any
    in_record: bool = False

    @property
    def name(self) -> str:
        """The attribute's or element's name, or the record's field, in messages."""
        field = self.owner.tag if self.slot.field == "text" else self.slot.field  # `guid: x` is short for its `text`
        return f"`{field if self.in_record else self.slot.name or self.owner.tag}`"


class Visit(NamedTuple):
    """A node of a feed with what is declared for it: a class, or a slot of its parent's; neither for an unknown one."""

    node: Node
    parent: Node | None
    cls: type[Element] | None
    slot: Slot | None
    parent_cls: type[Element] | None


class Drafted(NamedTuple):
    """An episode, and what is known of how it came about. at: its path. guessed: fields that were made from the
    transcript. cues: the transcript. chapters_head: of the author's chapters file.
    """

    at: Path
    episode: Episode
    guessed: frozenset[str] = frozenset()
    cues: tuple[Cue, ...] = ()
    chapters_head: Chapters | None = None


@dataclass(frozen=True)
class Subject:
    """A show to judge, read from records or from a feed, with the way back to what was written.

    locate: the place of a path of the show, or of the nearest value around it. excerpt: the line at a place.
    feed: the feed it was read from; its nodes are looked at too. faults: paths of values that were set aside, in the
    raw values; what a rule finds lacking there has been told already. raws: what records say, as written
    (`record_raws`); a feed knows its own. drafted: what records know of how an episode came about. neighbours: the shows
    beside this one.
    """

    show: Show | None
    locate: Callable[[Path], Place]
    excerpt: Callable[[Place], str | None] = lambda _place: None
    feed: Feed | None = None
    settings: Settings = field(default_factory=Settings)
    faults: tuple[Path, ...] = ()
    raws: Callable[[], Iterable[Raw]] = tuple
    drafted: tuple[Drafted, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @classmethod
    def of_feed(cls, feed: Feed, settings: Settings | None = None) -> Subject:
        """A feed that was read, with positions."""
        faults = tuple(fault.path for fault in feed.faults)
        return cls(feed.show, _Finder(feed), feed.excerpt, feed, settings or Settings(), faults)

    def elements(self) -> Iterator[tuple[Path, Element]]:
        """The show, its episodes, and every element in them, each with its path."""
        if self.show is not None:
            yield from elements_in(self.show, ())

    def values(self, forms: frozenset[str]) -> Iterator[TextValue]:
        """Every text of the show and its episodes that has one of these forms."""
        if self.show is not None and forms:
            yield from values_in(self.show, (), forms, self.feed is not None)

    def visits(self) -> Iterator[Visit]:
        """Every node of the feed from `rss` down, parents first; below an unknown element nothing is looked at."""
        root = self.feed.root if self.feed is not None else None
        if root is not None:
            yield Visit(root, None, None, None, None)
            for node in root.nodes:
                yield from _visits(node, root, Show if node.name == "channel" else None, None, None)

    def raw_values(self, forms: frozenset[str]) -> Iterator[Raw]:
        """Every value of the records that has one of these forms, as written."""
        return (raw for raw in self.raws() if raw.form in forms)

    def is_aside(self, path: Path) -> bool:
        """Whether something at or below a path of the show was set aside, because it did not fit."""
        if not self._aside or not path:
            return False
        settled = self.feed.settled if self.feed is not None else None
        return (settled.original(path) if settled is not None else path) in self._aside

    @cached_property
    def _aside(self) -> frozenset[Path]:
        return frozenset(path[:length] for path in self.faults for length in range(1, len(path) + 1))

    def place(self, at: Any) -> Place:
        """The place of a path, a node, or an attribute; a place is its own."""
        if isinstance(at, Place):
            return at
        if isinstance(at, Node):
            return Place(self._path, *at.place)
        if isinstance(at, Written):
            return at.where(at.path)
        if isinstance(at, Spot):
            return attribute_place(self.feed, at) if self.feed is not None else Place("")
        return self.locate(at)

    @property
    def _path(self) -> str:
        return self.feed.path if self.feed is not None else ""


class _Finder:
    """`Feed.locate` for many paths: the items are listed once instead of once a path."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    @cached_property
    def _items(self) -> list[Node]:
        root = self._feed.root
        channel = next((node for node in root.nodes if node.name == "channel"), None) if root is not None else None
        return [node for node in channel.nodes if node.name == "item"] if channel is not None else []

    def __call__(self, path: Path) -> Place:
        feed = self._feed
        if len(path) < 2 or path[0] != "episodes":  # noqa: PLR2004 - a list and an index
            return feed.locate(path)
        raw = feed.settled.original(path) if feed.settled is not None else path
        if int(raw[1]) >= len(self._items):
            return feed.locate_raw(raw)
        node, attribute = find(self._items[int(raw[1])], Episode, raw[2:])
        return attribute_place(feed, Spot(node, attribute)) if attribute else Place(feed.path, *node.place)


def attribute_place(feed: Feed, spot: Spot) -> Place:
    """Where an attribute stands in the source: its start tag is searched, at most 30 lines of it."""
    node, line = spot.node, spot.node.line
    text = "\n".join(feed.lines[line - 1 : line + 29]) if line else ""
    tag = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*""").match(text, max(0, node.column - 1))
    found = re.compile(rf"\s({re.escape(spot.attribute)})\s*=").search(text, node.column, tag.end()) if tag else None
    if found is None:
        return Place(feed.path, *node.place)
    before = text[: found.start(1)]
    return Place(feed.path, line + before.count("\n"), found.start(1) - before.rfind("\n"))


@cache
def _with_texts(cls: type[Element], forms: frozenset[str]) -> tuple[Slot, ...]:
    slots = plan_of(cls).slots.values()
    return tuple(slot for slot in slots if slot.element is not None or (slot.form and slot.form.name in forms))


def values_in(element: Element, at: Path, forms: frozenset[str], in_feed: bool = False) -> Iterator[TextValue]:  # noqa: FBT001, FBT002 - positional for speed
    """Every text of these forms in an element and below it. at: the element's path."""
    held = element.__dict__
    for slot in _with_texts(type(element), forms):
        value = held[slot.field]
        if value is None or value == ():
            continue
        if isinstance(value, str) and slot.form is not None:  # most are, and are spared the steps below
            yield TextValue(value, slot.form.name, slot, element, (*at, slot.field), in_feed)
            continue
        for path, one in _each(value, slot, at):
            if slot.element is not None:
                yield from values_in(one, path, forms, in_feed)
            elif isinstance(one, str) and slot.form is not None:
                yield TextValue(one, slot.form.name, slot, element, path, in_feed)


def elements_in(element: Element, at: Path) -> Iterator[tuple[Path, Element]]:
    """An element and all below it, each with its path; `at` is the first one's."""
    yield at, element
    held = element.__dict__
    for slot in _with_texts(type(element), frozenset()):
        value = held[slot.field]
        if value is not None and value != ():
            for path, one in _each(value, slot, at):
                yield from elements_in(one, path)


def _each(value: Any, slot: Slot, at: Path) -> Iterator[tuple[Path, Any]]:
    if slot.many:
        for number, one in enumerate(value):
            yield (*at, slot.field, number), one
    else:
        yield (*at, slot.field), value


def _visits(
    node: Node, parent: Node, cls: type[Element] | None, slot: Slot | None, parent_cls: type[Element] | None
) -> Iterator[Visit]:
    yield Visit(node, parent, cls, slot, parent_cls)
    if cls is None:
        return
    by_child = plan_of(cls).by_child
    for child in node.children:
        if isinstance(child, Node):
            below = by_child.get(child.name)
            if below is None or below.element is None:  # nothing is looked at below it: most are like this
                yield Visit(child, node, None, below, cls)
            else:
                yield from _visits(child, node, below.element, below, cls)


def written_slots(visit: Visit) -> Iterator[tuple[str, Slot, type[Element]]]:
    """What a node's values are: for each the attribute ('' for the node's own text), its slot, and whose that is."""
    if visit.slot is not None and visit.slot.form is not None and visit.parent_cls is not None:
        yield "", visit.slot, visit.parent_cls
    elif visit.cls is not None:
        plan = plan_of(visit.cls)
        yield from ((name, slot, visit.cls) for name, slot in plan.by_attr.items())
        if plan.text is not None:
            yield "", plan.text, visit.cls


def slot_at(root: type[Element], path: Path) -> tuple[type[Element], Slot | None]:
    """The class and the slot that a path leads to, from a class on; no slot where the path names no field of it."""
    cls, slot = root, None
    for step in path:
        if isinstance(step, int):
            continue
        if slot is not None:
            if slot.element is None:
                break
            cls = slot.element
        slot = plan_of(cls).slots.get(step)
        if slot is None:
            break
    return cls, slot


def record_raws(
    values: Mapping[str, Any], cls: type[Element], where: Callable[[Path], Place], at: Path = ()
) -> Iterator[Raw]:
    """The texts among a layer's values, as written, for the fields that `cls` declares. where: finds their places."""
    slots = plan_of(cls).slots
    for name, value in values.items():
        slot = slots.get(str(name))
        if slot is None or not isinstance(slot.mark, Attr | Child | Text) or value is None:
            continue
        for number, one in enumerate(value) if isinstance(value, list) else ((None, value),):
            path = (*at, str(name)) if number is None else (*at, str(name), number)
            if slot.element is not None and isinstance(one, Mapping):
                yield from record_raws(one, slot.element, where, path)
            elif slot.form is not None and isinstance(one, str):
                yield Raw(one, slot.form.name, slot, cls, Written(where, path), in_record=True)


def is_left_blank(element: Element, name: str) -> bool:
    """Whether a feed has the child, with nothing in it."""
    return any(isinstance(part, Node) and part.name == name and not part.text.strip() for part in element.foreign or ())
