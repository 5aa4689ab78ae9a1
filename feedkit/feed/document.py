"""A feed: its bytes, what they mean, and where each thing stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from feedkit.excerpts import shortened
from feedkit.feed.decode import decode
from feedkit.feed.lines import Lines
from feedkit.feed.parse import parse
from feedkit.feed.written import Written
from feedkit.problems import Place, Problem
from feedkit.tags.codec import find
from feedkit.tags.episode import Episode
from feedkit.tags.node import Node
from feedkit.tags.settle import Fault, Settled
from feedkit.tags.settle import Path as Steps
from feedkit.tags.show import Show

LINE_END = re.compile(r"\r\n?|\n")
START_TAG = re.compile(r"""<[^\s/>"']+(?:[^>"']|"[^"]*"|'[^']*')*""")
ATTRIBUTE = re.compile(r"""\s([^\s=>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Feed:
    """A feed as it was read or built.

    content: the bytes; of a feed that was built the head, the items and the tail, each by itself. show: their meaning; None when no show can be made of them. root: the `rss` node with positions
    (None for a feed that was just built). settled: the show with its faults. problems: what reading itself found.
    assets: files that belong beside the feed, by path relative to the feed's own folder. standing: more of them, that are
    published already. pictures: a mark of each picture's content by its address, as far as that is known.
    """

    path: str
    content: bytes | tuple[bytes, ...]
    show: Show | None = None
    tree: Node | None = None
    settled: Settled | None = None
    problems: tuple[Problem, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def xml(self) -> bytes:
        """The bytes in one piece."""
        return self.content if isinstance(self.content, bytes) else b"".join(self.content)

    def write(self, directory: str | Path) -> Written:
        """Write it and the files beside it into a folder of feeds: all of them or none, the feed last.

        Nothing is compared with what stands there, and no ledger is kept: `feedkit.publish` does both. Raises WriteError,
        which names the path, where the disk does not take a file; all files are then as they were.
        """
        from feedkit.feed.lockfile import locked
        from feedkit.feed.write import write_feed

        with locked(Path(directory)):
            return write_feed(self, Path(directory))

    @cached_property
    def root(self) -> Node | None:
        """The `rss` node with positions; made now where the feed could be read without. None for one just built."""
        return parse(self.xml).root if self.tree is None and self.settled is not None else self.tree

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Values that did not fit and were set aside; their paths are paths in the raw values."""
        return self.settled.faults if self.settled is not None else ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The source lines, without line ends."""
        return tuple(LINE_END.split(self.text) if "\r" in self.text else self.text.split("\n"))

    @cached_property
    def text(self) -> str:
        """The source, decoded."""
        return decode(self.xml).text

    @cached_property
    def _starts(self) -> Lines:
        return Lines(self.text)

    def excerpt(self, place: Place) -> str | None:
        """The source line at a place, cut around its column where it is long."""
        return shortened(self.lines[place.line - 1], place.column) if 1 <= place.line <= len(self.lines) else None

    def locate(self, path: Steps) -> Place:
        """Where something of the show stands: `("episodes", 3, "enclosure", "length")`, by the show's own fields."""
        return self.locate_raw(self.settled.original(path) if self.settled is not None else path)

    def locate_raw(self, path: Steps) -> Place:
        """Where a raw value stands; a fault's path is such a path."""
        channel = self._channel
        if channel is None:
            return Place(self.path)
        if len(path) > 1 and path[0] == "episodes" and int(path[1]) < len(self._items):
            node, attribute = find(self._items[int(path[1])], Episode, path[2:])
        else:
            node, attribute = find(channel, Show, path)
        return self.attribute_place(node, attribute) if attribute else Place(self.path, *node.place)

    @cached_property
    def _channel(self) -> Node | None:
        return next((n for n in self.root.nodes if n.name == "channel"), None) if self.root is not None else None

    @cached_property
    def _items(self) -> tuple[Node, ...]:
        return tuple(node for node in self._channel.nodes if node.name == "item") if self._channel is not None else ()

    def attribute_place(self, node: Node, attribute: str) -> Place:
        """Where an attribute's name stands; the element's place where it is not written that way."""
        if not node.line:
            return Place(self.path)
        start = self._starts.start_of(node.line) + node.column - 1
        tag = START_TAG.match(self.text, start)
        for found in ATTRIBUTE.finditer(self.text, start, tag.end()) if tag is not None else ():
            if found[1] == attribute:
                return Place(self.path, *self._starts.at(found.start(1)))
        return Place(self.path, *node.place)
