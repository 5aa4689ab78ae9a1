"""A feed as a tree of the standard library: its names, and the nodes of its elements."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from feedkit.feed.names import is_local
from feedkit.feed.parse import MOST_ATTRIBUTES, MOST_DEPTH
from feedkit.tags.namespaces import URIS
from feedkit.tags.node import Node

XML = "http://www.w3.org/XML/1998/namespace"


class NotQuick(Exception):
    """The feed has to be read the long way."""


class TreeNames(dict[str, str]):
    """The customary names of a tree's elements and attributes, which are those of the source where this way is taken.

    What is declared further down, or is not declared, raises NotQuick. foreign: the other namespaces that were met.
    """

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes | {"xml": XML}
        self.foreign: dict[str, str] = {}

    def __missing__(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        uri = self._prefixes.get(prefix)
        if name == "xmlns" or (colon and (uri is None or ":" in local or not is_local(local))):
            raise NotQuick
        if colon and uri is not None and prefix not in URIS and prefix != "xml":
            self.foreign[prefix] = uri
        self[name] = name
        return name


def attributes_of(element: ET.Element, names: TreeNames) -> dict[str, str]:
    """An element's attributes by their customary names. Raises NotQuick where there are more than an element may have."""
    if len(element.attrib) > MOST_ATTRIBUTES:
        raise NotQuick
    return {names[name]: value for name, value in element.items()}


def node_of(element: ET.Element, names: TreeNames, depth: int = MOST_DEPTH - 8) -> Node:
    """The node of an element. Raises NotQuick where it comes near to a limit, which the long way knows exactly."""
    if not depth:
        raise NotQuick
    parts: list[Node | str] = [element.text] if element.text else []
    for child in element:
        parts.append(node_of(child, names, depth - 1))
        if child.tail:
            parts.append(child.tail)
    return Node(names[element.tag], attributes_of(element, names), parts)
