"""What is judged, and what rules look at in it: elements, values, values as written, and nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from feedkit.feed.document import Feed
from feedkit.problems import Place
from feedkit.settings import Settings
from feedkit.tags.codec import Slot, find, plan_of
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.node import Node
from feedkit.tags.show import Show

if TYPE_CHECKING:
    from feedkit.chapters.chapter import Chapters
    from feedkit.records.neighbours import Neighbour
    from feedkit.transcripts.cue import Cue

Path = tuple[str | int, ...]
OWN_BLANK = frozenset({"title", "description", "podcast:guid", "hour", "day"})
"""Elements whose absence has a rule of its own, which an empty one breaks as well."""


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


Minded = Callable[[type[Element]], Mapping[str, Slot]]
"""The slots of a class, by field, whose values as they are written any rule minds, or those of elements in them."""


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


class Top(NamedTuple):
    """An element that is judged with all that is in it. at: its path. inside: what its fields are taken from, where that
    is another element.
    """

    element: Element
    at: Path = ()
    inside: Element | None = None


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
    raws: Callable[[Minded], Iterable[Raw]] = lambda _minded: ()
    drafted: tuple[Drafted, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @classmethod
    def of_feed(cls, feed: Feed, settings: Settings | None = None) -> Subject:
        """A feed that was read, with positions."""
        faults = tuple(fault.path for fault in feed.faults)
        return cls(feed.show, _Finder(feed), feed.excerpt, feed, settings or Settings(), faults)

    @property
    def top(self) -> Top | None:
        """What the rules on elements and values go over."""
        return Top(self.show) if self.show is not None else None

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


def elements_in(element: Element, at: Path = ()) -> Iterator[tuple[Path, Element]]:
    """An element and all below it, each with its path; `at` is the first one's."""
    yield at, element
    for slot in plan_of(type(element)).slots.values():
        value = element.__dict__[slot.field] if slot.element is not None else None
        if slot.many:
            for number, one in enumerate(value or ()):
                yield from elements_in(one, (*at, slot.field, number))
        elif value is not None:
            yield from elements_in(value, (*at, slot.field))


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
    values: Mapping[str, Any], cls: type[Element], where: Callable[[Path], Place], minded: Minded, at: Path = ()
) -> Iterator[Raw]:
    """The texts among a layer's values, as written, for the fields that `cls` declares. where: finds their places."""
    slots = minded(cls)
    for name, value in values.items():
        slot = slots.get(name)
        if slot is None or value is None:
            continue
        for number, one in enumerate(value) if isinstance(value, list) else ((None, value),):
            path = (*at, name) if number is None else (*at, name, number)
            if slot.element is not None and isinstance(one, Mapping):
                yield from record_raws(one, slot.element, where, minded, path)
            elif slot.form is not None and isinstance(one, str):
                yield Raw(one, slot.form.name, slot, cls, Written(where, path), in_record=True)


def is_left_blank(element: Element, name: str) -> bool:
    """Whether a feed has the child, with nothing in it."""
    return any(isinstance(part, Node) and part.name == name and not part.text.strip() for part in element.foreign or ())


def miscased(name: str, element: Element) -> bool:
    """Whether a child or an attribute is there in the wrong case, of which FK018 tells."""
    children = (part.name for part in element.foreign or () if isinstance(part, Node))
    others = (*children, *(element.foreign_attrs or ()))
    return any(other != name and other.lower() == name.lower() for other in others)


def is_there_otherwise(name: str, element: Element, feed: Feed | None) -> bool:
    """Whether a feed has a child all the same, and another rule tells what is wrong with it: it is empty (FK025), in the
    wrong case (FK018), or holds elements where its text is wanted (FK119).
    """
    if feed is None:
        return False
    nodes = [part for part in element.foreign or () if isinstance(part, Node) and part.name.lower() == name.lower()]
    return any(
        part.name != name or any(part.nodes) or (name not in OWN_BLANK and not part.text.strip()) for part in nodes
    )
