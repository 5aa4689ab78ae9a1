"""The short way from bytes to a show, for feeds as most are: by the standard library's tree, without positions.

The tree is made in C, in half the time that nodes take; nodes, with their positions, are made when somebody asks for
them. This way knows only what is in order: whatever is not, be it one episode, is read from nodes as in `read.py`, and
a feed about whose XML there is something to say is not read this way at all. A test compares the two ways.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from feedkit.feed.parse import MOST_ATTRIBUTES, MOST_DEPTH
from feedkit.tags.element import Element
from feedkit.tags.namespaces import SAME_AS, URIS, meaning
from feedkit.tags.node import Node
from feedkit.tags.reading import (
    Aside,
    ReadPlan,
    clear_lost,
    foreign_of,
    kept_of,
    read_child,
    read_node,
    read_plan,
)
from feedkit.tags.settle import Fault, Settled
from feedkit.tags.show import Show

XML = "http://www.w3.org/XML/1998/namespace"
ROOT = re.compile(rb"""<rss((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*>""")
ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HEAD_BYTES = 16_384
MOST_ITEMS = 100_000


class NotQuick(Exception):
    """The feed has to be read the long way."""


class _Names(dict[str, str]):
    """The tree's names, `{uri}local`, to customary ones; foreign: the prefixes of other namespaces that were met."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self._prefixes = {f"{{{uri}}}": prefix for prefix, uri in (prefixes | {"xml": XML}).items()}
        self.foreign: dict[str, str] = {}

    def __missing__(self, name: str) -> str:
        start, brace, local = name.rpartition("}")
        if not brace:
            self[name] = name
            return name
        prefix = self._prefixes.get(start + brace)
        if prefix is None:
            raise NotQuick
        if prefix not in URIS and prefix != "xml":
            self.foreign[prefix] = start[1:]
        self[name] = f"{prefix}:{local}"
        return self[name]


def read_quickly(raw: bytes) -> Settled:
    """Read a feed that is in order. raw: UTF-8 that begins as `is_plain` wants it. Raises NotQuick for any other."""
    declared = _declared(raw)
    names, root = _Names(declared), _tree(raw, len(declared))
    channels = list(root)
    if root.get("version") != "2.0" or len(channels) != 1 or channels[0].tag != "channel":
        raise NotQuick
    aside = Aside()
    values = _whole(channels[0], read_plan(Show), aside, names)
    if values is not None:
        show: Element | None = Show.made_of(values)
    else:
        aside = Aside()
        show = read_node(_node(channels[0], names), read_plan(Show), aside)
    if show is None or len(show.__dict__["episodes"]) > MOST_ITEMS:
        raise NotQuick
    attrs = {names[name]: value for name, value in root.items() if name != "version"}
    whole = show.model_copy(update={"namespaces": names.foreign or None, "rss_attrs": attrs or None})
    return Settled(whole, tuple(Fault(*fault) for fault in aside.faults), dict(aside.kept))


def _tree(raw: bytes, declared: int) -> ET.Element:
    """The root, when all is well-formed and no namespace is declared but that number of them, by `rss`."""
    parsing = ET.iterparse(BytesIO(raw), events=("start-ns",))  # noqa: S314 - there is no DOCTYPE
    try:
        if sum(1 for _ in parsing) > declared:
            raise NotQuick
    except ET.ParseError:
        raise NotQuick from None
    root: ET.Element = parsing.root  # type: ignore[attr-defined]  # the stubs do not have it
    return root


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


def _own(element: ET.Element, plan: ReadPlan) -> dict[str, Any] | None:
    """A value for every field, as attributes and text have it; None where something does not fit."""
    values, attrs = plan.defaults.copy(), plan.attrs
    try:
        for name, value in element.items():
            field, read = attrs[name]
            if values[field] is not None:
                return None
            values[field] = read(value)
        text = element.text
        if text and not text.isspace():
            if plan.text is None or len(element):
                return None
            values[plan.text[0]] = plan.text[1](text)
    except (KeyError, ValueError):
        return None
    return values


def _whole(  # noqa: C901, PLR0912 - one loop: a call for each child would cost more than all that it does
    element: ET.Element, plan: ReadPlan, aside: Aside, names: _Names
) -> dict[str, Any] | None:
    """The same with what the children say; None also where text stands between them, or they are too deep."""
    values = _own(element, plan)
    if values is None:
        return None
    lists: dict[str, list[Any]] = {}
    lines, first_fault = plan.children, len(aside.faults)
    for child in element:
        tail = child.tail
        if tail and not tail.isspace():
            return None
        known = lines.get(names[child.tag])
        if known is None:
            foreign_of(values).append(_node(child, names))
        elif known.inner is None:
            try:
                if known.many or len(child) or child.keys() or values[known.field] is not None:
                    read_child(_node(child, names), known, values, lists, aside)
                else:
                    values[known.field] = known.read(child.text)  # type: ignore[arg-type]  # None raises
            except (ValueError, TypeError, AttributeError):
                read_child(_node(child, names), known, values, lists, aside)
        else:
            value = None
            if not (known.inner is plan and len(child)):  # no feed in order goes as deep as this
                value = _element(child, known.inner, aside, names)
            if value is not None and known.many:
                lists.setdefault(known.field, []).append(value)
            elif value is not None and values[known.field] is None:
                values[known.field] = value
            else:
                read_child(_node(child, names), known, values, lists, aside)
    for field, got in lists.items():
        values[field] = kept_of(field, got, aside)
    if len(aside.faults) > first_fault:
        clear_lost(values)
    return values


def _element(element: ET.Element, plan: ReadPlan, aside: Aside, names: _Names) -> Element | None:
    """The element, when all that it says fits; else None, and nothing is set aside: it has to be read from a node."""
    if len(element):
        first_fault, first_kept = len(aside.faults), len(aside.kept)
        values = _whole(element, plan, aside, names)
        if len(aside.faults) > first_fault:
            del aside.faults[first_fault:], aside.kept[first_kept:]
            return None
    else:
        values = _own(element, plan)
    if values is None:
        return None
    for field in plan.required:
        if values[field] is None:
            return None
    return plan.made_of(values)


def _node(element: ET.Element, names: _Names, depth: int = MOST_DEPTH - 8) -> Node:
    """The node of an element. Raises NotQuick where it comes near to a limit, which the long way knows exactly."""
    if not depth or len(element.attrib) > MOST_ATTRIBUTES:
        raise NotQuick
    parts: list[Node | str] = [element.text] if element.text else []
    for child in element:
        parts.append(_node(child, names, depth - 1))
        if child.tail:
            parts.append(child.tail)
    return Node(names[element.tag], {names[name]: value for name, value in element.items()}, parts)
