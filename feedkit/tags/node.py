"""A piece of XML as it was read: the form in which unknown elements are carried, and every element is located."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for, not even as a reference (section 2.2). Python takes long to read a class of all the rest."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\n\t\r]')
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)


class Places(Protocol):
    """Knows lines and columns, from 1, of the offsets that nodes remember."""

    def of(self, at: int) -> tuple[int, int]: ...


class Node:
    """An element: customary `prefix:local` name, attributes, and children (nodes and text, in order).

    line and column say where its start tag begins, from 1; 0 where that is not known. They take no part in equality,
    and are worked out when they are asked for. Neither `attrs` nor `children` is copied: a feed has hundreds of
    thousands of them.
    """

    __slots__ = ("at", "attrs", "children", "name", "places")

    def __init__(
        self,
        name: str,
        attrs: dict[str, str] | None = None,
        children: list[Node | str] | None = None,
        at: int = -1,
        places: Places | None = None,
    ) -> None:
        self.name = name
        self.attrs: dict[str, str] = attrs if attrs is not None else {}
        self.children: list[Node | str] = children if children is not None else []
        self.at = at
        self.places = places

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column at which it begins, from 1; (0, 0) where it was not read from a text."""
        return self.places.of(self.at) if self.places is not None else (0, 0)

    @property
    def line(self) -> int:
        return self.place[0]

    @property
    def column(self) -> int:
        return self.place[1]

    @property
    def text(self) -> str:
        """The character data directly inside, joined."""
        return "".join(child for child in self.children if isinstance(child, str))

    @property
    def nodes(self) -> Iterator[Node]:
        return (child for child in self.children if isinstance(child, Node))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return NotImplemented
        return (self.name, self.attrs, self.children) == (other.name, other.attrs, other.children)

    def __hash__(self) -> int:
        return hash((self.name, len(self.attrs), len(self.children)))

    def __repr__(self) -> str:
        return f"<{self.name} at {self.line}:{self.column}>"


def text_xml(text: str) -> str:
    """Escape character data, once. A CR is a part of what is kept verbatim; raw, it would come back as LF."""
    if ILLEGAL.search(text):
        text = ILLEGAL.sub("", text)
    return text.translate(_TEXT) if _IN_TEXT.search(text) else text  # to look is many times faster than to translate


def attribute_xml(text: str) -> str:
    """Escape an attribute's value; white space is written so that a parser does not normalise it away."""
    if ILLEGAL.search(text):
        text = ILLEGAL.sub("", text)
    return text.translate(_ATTRIBUTE) if _IN_ATTRIBUTE.search(text) else text


def cdata_xml(text: str) -> str:
    """Wrap character data in CDATA, where `]]>` has to be split over two sections."""
    if ILLEGAL.search(text):
        text = ILLEGAL.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{text}]]>"


def prefixes_of(node: Node, declared: frozenset[str] = frozenset()) -> set[str]:
    """The prefixes of names in a node that nothing in it declares. declared: those that something around it does."""
    own = declared.union(name.partition(":")[2] for name in node.attrs if name.startswith("xmlns:"))
    used = {name.partition(":")[0] for name in (node.name, *node.attrs) if ":" in name} - own - {"xml", "xmlns"}
    return used.union(*(prefixes_of(child, own) for child in node.children if isinstance(child, Node)))


def node_xml(node: Node) -> str:
    """Write a node and all below it as it was read, white space included."""
    attrs = "".join(f' {name}="{attribute_xml(value)}"' for name, value in node.attrs.items())
    if not node.children:
        return f"<{node.name}{attrs}/>"
    inner = "".join(text_xml(child) if isinstance(child, str) else node_xml(child) for child in node.children)
    return f"<{node.name}{attrs}>{inner}</{node.name}>"
