"""The short way from bytes to a show, for feeds as most are: by the standard library's tree, without positions.

The tree is made in C, in half the time that nodes take; nodes, with their positions, are made when somebody asks for
them. This way knows only what is in order: whatever is not, be it one episode, is read from nodes as in `read.py`, and
a feed about whose XML there is something to say is not read this way at all. A test compares the two ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import IO, Any, cast
from xml.etree import ElementTree as ET

from feedkit.feed.alike import TAIL, are_blank, read_elements
from feedkit.feed.tree import NotQuick, TreeNames, attributes_of, node_of
from feedkit.tags.element import Element
from feedkit.tags.namespaces import SAME_AS, URIS, meaning
from feedkit.tags.reading import Aside, clear_lost, foreign_of, kept_of, read_attributes, read_child, read_plan
from feedkit.tags.settle import Fault, Settled
from feedkit.tags.show import Show

ROOT = re.compile(rb"""<rss((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*>""")
ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HEAD_BYTES = 16_384
MOST_ITEMS = 100_000
PIECE_BYTES = 262_144
FEWEST = 96
"""So many children of the channel are read at once, at the least: of fewer, few are alike."""


def read_quickly(raw: bytes) -> Settled:
    """Read a feed that is in order. raw: UTF-8 that begins as `is_plain` wants it. Raises NotQuick for any other."""
    declared = _declared(raw)
    names = TreeNames(declared)
    channel = _Channel(names)
    root = _parse(raw, len(declared), channel.read_finished)
    if root.get("version") != "2.0" or len(root) != 1:
        raise NotQuick
    show, aside = channel.show(root[0]), channel.aside
    if len(show.episodes) > MOST_ITEMS:
        raise NotQuick
    attrs = {name: value for name, value in attributes_of(root, names).items() if name != "version"}
    whole = show.model_copy(update={"namespaces": names.foreign or None, "rss_attrs": attrs or None})
    return Settled(whole, tuple(Fault(*fault) for fault in aside.faults), dict(aside.kept))


class _Pieces:
    """Bytes for a parser; before it gets each piece, `meanwhile` is called."""

    def __init__(self, raw: bytes, meanwhile: Callable[[], None]) -> None:
        self._raw, self._at, self._meanwhile = memoryview(raw), 0, meanwhile

    def read(self, _size: int = -1) -> memoryview:
        """The next piece; an empty one at the end."""
        self._meanwhile()
        start, self._at = self._at, self._at + PIECE_BYTES
        return self._raw[start : self._at]


def _parse(raw: bytes, declared: int, meanwhile: Callable[[ET.Element], None]) -> ET.Element:
    """The root, when all is well-formed and no namespace is declared but that number of them, by `rss`.

    meanwhile: gets, now and then, an element around the root while that grows.
    """
    builder = ET.TreeBuilder()
    around = builder.start("", {})
    pieces = _Pieces(raw, lambda: meanwhile(around))
    try:
        parsing = ET.iterparse(cast("IO[bytes]", pieces), ("start-ns",), ET.XMLParser(target=builder))  # noqa: S314
        if sum(1 for _ in parsing) > declared:
            raise NotQuick
    except ET.ParseError:
        raise NotQuick from None
    return around[0]


class _Channel:
    """What was read of a channel so far. What was read goes from the tree: its memory serves for what comes next."""

    def __init__(self, names: TreeNames) -> None:
        self._names, self._plan = names, read_plan(Show)
        self._values, self._lists = self._plan.defaults.copy(), dict[str, list[Any]]()
        self._begun = False
        self.aside = Aside()

    def read_finished(self, around: ET.Element) -> None:
        """Read the children that are finished, when there are many. around: an element around the root."""
        channel = around[0][0] if len(around) and len(around[0]) else ()
        if isinstance(channel, ET.Element) and len(channel) > FEWEST:
            self._begin(channel)
            finished = channel[:-1]
            del channel[:-1]
            self._read(finished)

    def show(self, channel: ET.Element) -> Show:
        """The show, with the rest of what the channel says."""
        self._begin(channel)
        self._read(channel[:])
        for field, got in self._lists.items():
            self._values[field] = kept_of(field, got, self.aside)
        if self.aside.faults:
            clear_lost(self._values)
        return Show.made_of(self._values)

    def _begin(self, channel: ET.Element) -> None:
        if self._begun:
            return
        if channel.tag != "channel":
            raise NotQuick
        self._begun = True
        read_attributes(attributes_of(channel, self._names), self._values, self._plan, self.aside.faults)
        self._read_stray(channel.text)

    def _read(self, children: Sequence[ET.Element]) -> None:
        groups = defaultdict[str, list[ET.Element]](list)
        for child in children:
            groups[child.tag].append(child)
        made = {tag: self._made(tag, group) for tag, group in groups.items()}
        if len(made) == 1 and self._take_alike(children, made[children[0].tag]):
            return
        following = {tag: iter(of_tag) for tag, of_tag in made.items()}
        for child in children:
            self._take(child, next(following[child.tag]))

    def _made(self, tag: str, group: Sequence[ET.Element]) -> Sequence[Element | None]:
        """The elements of a tag, where there are any: None for a line, and for all that has to be read from a node."""
        line = self._plan.children.get(self._names[tag])
        return (
            read_elements(group, line.inner, self._names)
            if line is not None and line.inner is not None
            else [None] * len(group)
        )

    def _take_alike(self, children: Sequence[ET.Element], made: Sequence[Element | None]) -> bool:
        """Take children of one tag, as most are: say whether each is an element, of a list."""
        line = self._plan.children.get(self._names[children[0].tag])
        if line is None or not line.many or not all(made) or not are_blank(map(TAIL, children)):
            return False
        self._lists.setdefault(line.field, []).extend(made)
        return True

    def _take(self, child: ET.Element, one: Element | None) -> None:
        line, values = self._plan.children.get(self._names[child.tag]), self._values
        if one is None or line is None or not (line.many or values[line.field] is None):
            read_child(node_of(child, self._names), line, values, self._lists, self.aside)
        elif line.many:
            self._lists.setdefault(line.field, []).append(one)
        else:
            values[line.field] = one
        self._read_stray(child.tail)

    def _read_stray(self, text: str | None) -> None:
        if text and not text.isspace():
            foreign_of(self._values).append(text.strip())


def _declared(raw: bytes) -> dict[str, str]:
    """The namespaces that `rss` declares, when there are no others and all are as they should be."""
    start = raw.find(b"<rss")
    tag = ROOT.match(raw, start, start + HEAD_BYTES)
    if tag is None:
        raise NotQuick
    found = {}
    for name, double, single in ATTRIBUTE.findall(tag[1].decode("utf-8", errors="replace")):
        if name.startswith("xmlns"):
            found[name.partition(":")[2]] = double or single
    known = {prefix: meaning(prefix, uri) for prefix, uri in found.items()}
    customary = all(
        (meant.prefix == prefix and meant.exact) or not (meant.prefix or prefix in URIS)
        for prefix, meant in known.items()
    )
    if not customary or "" in found or len(set(found.values())) < len(found) or SAME_AS.keys() & found.values():
        raise NotQuick
    return found
