"""What the tests of importing share: a feed imported, loaded and built again, and what it is made of, to compare."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from feedkit.feed.build import build
from feedkit.feed.document import Feed
from feedkit.feed.parse import parse
from feedkit.feed.read import read_feed
from feedkit.importer.run import import_feed
from feedkit.merge import merge
from feedkit.records.load import load_source
from feedkit.tags.element import Element
from feedkit.tags.node import Node
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

NOT_COMPARED = ("generator", "lastBuildDate")
"""A build says of itself who made it, and from the newest item when its content last changed."""
ADDED_TO_SHOW = {"atom:link", "podcast:guid", "docs", *NOT_COMPARED}
"""A feed names itself; the address gives it a guid; feedkit says where RSS is explained."""
ADDED_TO_ITEM = {"itunes:title", "itunes:season", "itunes:episode"}
"""The title without a number, and Apple's spelling of the numbers that podcast: elements say."""


def loaded(folder: Path) -> Show:
    """The show of a folder, with foreign elements understood."""
    return merge(load_source(folder))


def imported_and_built(xml: bytes, folder: Path, **options: Any) -> Feed:
    """The feed that a build makes of the imported records, read back."""
    import_feed(xml, folder, **options)
    return read_feed(build(loaded(folder)).xml)


def parts(element: Element | None) -> Counter[str]:
    """Every element below one, in canonical form: path, attributes, and text with its white space squeezed."""
    if element is None:
        return Counter()
    channel = tree(f"<rss>{element_xml(element)}</rss>".encode())
    return Counter(path for node in channel.nodes for path in _parts(node, ""))


def tree(xml: bytes) -> Node:
    """The first element in the root of a document: of a feed, the channel."""
    return next(parse(xml.decode().partition("?>")[2] if xml.startswith(b"<?xml") else xml.decode()).root.nodes)


def _parts(node: Node, above: str) -> list[str]:
    name = f"{above}/{node.name}"
    attrs = " ".join(f'{key}="{value}"' for key, value in sorted(node.attrs.items()))
    own = f"{name} {attrs} {' '.join(node.text.split())}"
    return [own, *(part for child in node.nodes for part in _parts(child, name))]


def names(node: Node) -> Counter[str]:
    """How often each element and each attribute stands below a node, by canonical names."""
    counted: Counter[str] = Counter()
    for child in node.nodes:
        counted[child.name] += 1
        counted.update(f"{child.name}@{name}" for name in child.attrs)
        counted += names(child)
    return counted


def name_of(part: str) -> str:
    """The name of the element that a part's path ends in."""
    return part.split(" ", 1)[0].rpartition("/")[2]
