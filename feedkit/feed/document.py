"""A feed: its bytes, what they mean, and where each thing stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from feedkit.problems import Place, Problem
from feedkit.tags.codec import find
from feedkit.tags.node import Node
from feedkit.tags.settle import Fault, Path, Settled
from feedkit.tags.show import Show


@dataclass(frozen=True)
class Feed:
    """A feed as it was read or built.

    xml: the bytes. show: their meaning; None when no show can be made of them. root: the `rss` node with positions
    (None for a feed that was just built). settled: the show with its faults. problems: what reading itself found.
    assets: files that belong beside the feed, by path relative to the feed's own folder.
    """

    path: str
    xml: bytes
    show: Show | None = None
    root: Node | None = None
    settled: Settled | None = None
    problems: tuple[Problem, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Values that did not fit and were set aside; their paths are paths in the raw values."""
        return self.settled.faults if self.settled is not None else ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The source lines, without line ends."""
        return tuple(self.xml.decode("utf-8-sig", errors="replace").split("\n"))

    def excerpt(self, place: Place) -> str | None:
        """The source line at a place, at most 200 characters around its column."""
        if not 1 <= place.line <= len(self.lines):
            return None
        line, first = self.lines[place.line - 1].rstrip("\r"), max(0, place.column - 100)
        return line if len(line) <= 200 else line[first : first + 200]  # noqa: PLR2004 - one line of a report

    def locate(self, path: Path) -> Place:
        """Where something of the show stands: `("episodes", 3, "enclosure", "length")`, by the show's own fields."""
        return self.locate_raw(self.settled.original(path) if self.settled is not None else path)

    def locate_raw(self, path: Path) -> Place:
        """Where a raw value stands; a fault's path is such a path."""
        channel = next((n for n in self.root.nodes if n.name == "channel"), None) if self.root is not None else None
        if channel is None:
            return Place(self.path)
        node, attribute = find(channel, Show, path)
        return self._of_attribute(node, attribute) if attribute else Place(self.path, node.line, node.column)

    def _of_attribute(self, node: Node, attribute: str) -> Place:
        text = "\n".join(self.lines[node.line - 1 : node.line + 30])
        tag_end = _end_of_tag(text, node.column - 1)
        found = re.compile(rf"\s{re.escape(attribute)}\s*=\s*").search(text, node.column - 1, tag_end)
        if found is None:
            return Place(self.path, node.line, node.column)
        before = text[: found.start() + 1]
        line, column = before.count("\n"), found.start() + 1 - (before.rfind("\n") + 1)
        return Place(self.path, node.line + line, column + 1)


def _end_of_tag(text: str, start: int) -> int:
    quote = ""
    for i in range(start, len(text)):
        if quote:
            quote = "" if text[i] == quote else quote
        elif text[i] in "\"'":
            quote = text[i]
        elif text[i] == ">":
            return i
    return len(text)
