"""From a feed's text to nodes with positions: expat in one call, within limits, with namespaces of our own.

expat's own namespace mode stops at an undeclared prefix and forgets the prefixes; both are needed here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from feedkit.feed.lines import ByteLines
from feedkit.feed.names import Names
from feedkit.tags.node import Node

MOST_DEPTH = 64
MOST_ATTRIBUTES = 1_000


class ParseError(Exception):
    """Why the parse stopped, and where, counted from 1. code: expat's number, or 0 where a limit of feedkit's was
    passed. inside: the innermost element that was open.
    """

    def __init__(self, message: str, line: int, column: int, code: int = 0, inside: Node | None = None) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.code, self.inside = message, line, column, code, inside


class DoctypeError(ParseError):
    """A document type declaration where none was seen before: it is refused before any entity is declared."""


class Parsed(NamedTuple):
    """The root of a document, what its names were, and where its bytes stand."""

    root: Node
    names: Names
    places: ByteLines


def parse(raw: bytes, clean: Callable[[str], str] | None = None) -> Parsed:
    """Read a document into nodes. clean: applied to all character data and attribute values.

    raw: UTF-8, whatever it declares. Raises ParseError where it is not well-formed or passes a limit.
    """
    names = Names()
    reader = _Reader(names, clean, ByteLines(raw))
    try:
        reader.parser.Parse(raw, True)  # noqa: FBT003 - expat's own signature, by position only
    except expat.ExpatError as error:
        line, column = reader.parser.ErrorLineNumber, reader.parser.ErrorColumnNumber + 1
        raise ParseError(expat.ErrorString(error.code) or "", line, column, error.code, reader.inside) from None
    finally:
        reader.let_go()
    return Parsed(reader.root, names, reader.places)


class _Reader:
    """The handlers of one parse. They are closures over local names: they are called a million times."""

    def __init__(self, names: Names, clean: Callable[[str], str] | None, places: ByteLines) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 16
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._names = names
        self._clean = clean
        self.places = places
        self._top: list[Node | str] = []
        self._open = [self._top]
        self._set_handlers()

    @property
    def root(self) -> Node:
        return next(part for part in self._top if isinstance(part, Node))

    @property
    def inside(self) -> Node | None:
        """The innermost element that is open."""
        node: Node | None = None
        for parts in self._open[:-1]:
            node = next((part for part in reversed(parts) if isinstance(part, Node)), None)
        return node

    def _set_handlers(self) -> None:
        parser, names, clean, places = self.parser, self._names, self._clean, self.places
        elements, plain_attributes = names.elements, names.plain_attributes
        children = self._top
        stack = self._open

        def start(name: str, attrs: dict[str, str]) -> None:
            nonlocal children, elements
            if attrs and (clean is not None or not attrs.keys() <= plain_attributes):
                attrs = self._attributes(attrs, len(stack))
                elements = names.elements
            inner: list[Node | str] = []
            at = parser.CurrentByteIndex
            children.append(Node(elements.get(name) or names.element(name, at), attrs, inner, at, places))
            children = inner
            stack.append(inner)
            if len(stack) > MOST_DEPTH + 1:
                self._refuse(f"elements are nested deeper than {MOST_DEPTH}")

        def end(_name: str) -> None:
            nonlocal children, elements
            stack.pop()
            children = stack[-1]
            if names.depth >= len(stack):
                names.close(len(stack))
                elements = names.elements

        def text(value: str) -> None:
            children.append(value)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text if clean is None else lambda value: children.append(clean(value))

    def let_go(self) -> None:
        """Parser and handlers hold each other; apart, they go now, and not when cycles are looked for."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = self.parser.StartDoctypeDeclHandler = None

    def _attributes(self, attrs: dict[str, str], depth: int) -> dict[str, str]:
        if len(attrs) > MOST_ATTRIBUTES:
            self._refuse(f"an element has {len(attrs)} attributes; {MOST_ATTRIBUTES} is the most")
        if self._clean is not None:
            attrs = {name: self._clean(value) for name, value in attrs.items()}
        return self._names.attributes(attrs, depth, self.parser.CurrentByteIndex)

    def _refuse(self, message: str) -> None:
        raise ParseError(message, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _doctype(self, *_parts: object) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise DoctypeError("there is a DOCTYPE", line, column)
