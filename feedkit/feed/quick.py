"""The short way from bytes to a show, for feeds as most are: by the standard library's tree, without positions.

The tree is made in C, in half the time that nodes take; nodes, with their positions, are made when somebody asks for
them. This way knows only what is in order: whatever is not, be it one episode, is read from nodes as in `read.py`, and
a feed about whose XML there is something to say is not read this way at all. A test compares the two ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from feedkit.feed.alike import TAIL, are_blank, read_elements
from feedkit.feed.tree import NotQuick, TreeNames, attributes_of, node_of
from feedkit.tags.element import Element
from feedkit.tags.namespaces import SAME_AS, UNDECLARED, URIS, meaning
from feedkit.tags.reading import Aside, clear_lost, foreign_of, kept_of, read_attributes, read_child, read_plan
from feedkit.tags.settle import Fault, Settled
from feedkit.tags.show import Show

ROOT = re.compile(rb"""<rss((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*>""")
ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HEAD_BYTES = 16_384
MOST_ITEMS = 100_000
PIECE_BYTES = 262_144
BEFORE, END, AFTER = b"<rss><channel>", b"</item>", b"</channel></rss>"


def read_quickly(raw: bytes) -> Settled:
    """Read a feed that is in order. raw: UTF-8 that begins as `is_plain` wants it. Raises NotQuick for any other."""
    declared = _declared(raw)
    names = TreeNames(declared)
    channel, attrs = _Channel(names), dict[str, str]()
    for number, root in enumerate(_roots(raw)):
        if number == 0:
            attrs = _root_attributes(root, declared, names)
        if len(root) != 1:
            raise NotQuick
        channel.read(root[0])
    show, aside = channel.show(), channel.aside
    if len(show.episodes) > MOST_ITEMS:
        raise NotQuick
    whole = show.model_copy(update={"namespaces": names.foreign or None, "rss_attrs": attrs or None})
    return Settled(whole, tuple(Fault(*fault) for fault in aside.faults), dict(aside.kept))


def _roots(raw: bytes) -> Iterator[ET.Element]:
    """The feed in pieces that are feeds themselves, one after the other.

    Apart, for the memory of one serves for the next, and because expat counts lines in all but the last bytes that it is
    given, which takes it a third of its time. A feed is cut behind `</item>`. Were that no end of an item (in a comment,
    in CDATA, an item inside another), the pieces would not be well-formed: when all of them are, so is the whole.
    """
    names, at = dict[str, str](), 0
    while at < len(raw):
        cut = raw.find(END, at + PIECE_BYTES)
        end = cut + len(END) if cut >= 0 else len(raw)
        builder, parser = ET.TreeBuilder(), expat.ParserCreate("utf-8", intern=names)
        parser.buffer_text, parser.buffer_size = True, 1 << 16
        parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
        parser.CharacterDataHandler = builder.data
        try:
            before, after = BEFORE if at else b"", AFTER if cut >= 0 else b""
            parser.Parse(before + raw[at:end] + after, True)  # noqa: FBT003 - expat's own signature
        except expat.ExpatError:
            raise NotQuick from None
        yield builder.close()
        at = end


def _root_attributes(root: ET.Element, declared: dict[str, str], names: TreeNames) -> dict[str, str]:
    """What `rss` says beside its version, and the namespaces, which are the ones that were declared."""
    attrs = dict(root.items())
    found = {name.partition(":")[2]: attrs.pop(name) for name in root.keys() if name.startswith("xmlns")}  # noqa: SIM118
    if root.tag != "rss" or found != declared or attrs.pop("version", "") != "2.0":
        raise NotQuick
    return {names[name]: value for name, value in attrs.items()}


class _Channel:
    """What was read of a channel so far."""

    def __init__(self, names: TreeNames) -> None:
        self._names, self._plan = names, read_plan(Show)
        self._values, self._lists = self._plan.defaults.copy(), dict[str, list[Any]]()
        self.aside = Aside()

    def read(self, channel: ET.Element) -> None:
        """Read a piece of the channel; only the first has attributes."""
        if channel.tag != "channel":
            raise NotQuick
        read_attributes(attributes_of(channel, self._names), self._values, self._plan, self.aside.faults)
        self._read_stray(channel.text)
        self._read(channel[:])

    def show(self) -> Show:
        """The show, when all was read."""
        for field, got in self._lists.items():
            self._values[field] = kept_of(field, got, self.aside)
        if self.aside.faults:
            clear_lost(self._values)
        return Show.made_of(self._values)

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
    customary = customary and not any(uri.startswith(UNDECLARED) for uri in found.values())
    if not customary or "" in found or len(set(found.values())) < len(found) or SAME_AS.keys() & found.values():
        raise NotQuick
    return found
