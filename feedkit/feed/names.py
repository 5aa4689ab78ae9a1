"""The names of a feed's elements and attributes: customary prefixes whatever the source calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from feedkit.tags.namespaces import URIS, meaning

XML = "http://www.w3.org/XML/1998/namespace"


_NO_START = re.compile("[-.0-9\u00b7\u0300-\u036f\u203f\u2040]")
"""What no name begins with (XML 1.0, section 2.3), and so nothing behind a prefix does; expat does not look there."""


def is_local(name: str) -> bool:
    """Whether a name may stand behind a prefix."""
    return bool(name) and _NO_START.match(name) is None


class Declared(NamedTuple):
    """A namespace declaration, or the first use of a prefix that has none (`uri` is None).

    at: the offset of the element that declares or uses it.
    """

    prefix: str
    uri: str | None
    at: int


@dataclass(slots=True)
class _Scope:
    depth: int
    prefixes: dict[str, str]
    elements: dict[str, str]
    attributes: dict[str, str]


class Names:
    """Canonical names by the declarations in scope; says afterwards what was declared, undeclared and foreign.

    depth: of the innermost element that declares something. elements: the canonical names found so far in this scope.
    plain_attributes: names that are their own canonical names wherever they stand.
    """

    def __init__(self) -> None:
        self.declared: list[Declared] = []
        self.undeclared: dict[str, Declared] = {}
        self.odd: list[Declared] = []
        self.foreign: dict[str, str] = {}
        self.plain_attributes = set[str]()
        self.core_namespace = ""
        self._scopes = [_Scope(-1, {"xml": XML}, {}, {})]
        self.depth = -1
        self.elements = self._scopes[0].elements

    def attributes(self, attrs: dict[str, str], depth: int, at: int) -> dict[str, str]:
        """Take namespace declarations out of an element's attributes, open their scope, and name the others."""
        found = {
            name.partition(":")[2]: uri for name, uri in attrs.items() if name == "xmlns" or name.startswith("xmlns:")
        }
        if found:
            self._open(found, depth, at)
        named = dict[str, str]()
        for name, value in attrs.items():
            if name != "xmlns" and not name.startswith("xmlns:"):
                named[self._attribute(name, at)] = value
        return named

    def element(self, name: str, at: int) -> str:
        """The canonical name of an element as it is called in this scope."""
        prefix, _, local = name.rpartition(":")
        canonical = self._canonical(prefix, local, name, at)
        self.elements[name] = canonical
        return canonical

    def close(self, depth: int) -> None:
        """Leave the scopes of elements at this depth or deeper."""
        while self._scopes[-1].depth >= max(depth, 0):
            self._scopes.pop()
        self.depth, self.elements = self._scopes[-1].depth, self._scopes[-1].elements

    def _open(self, found: dict[str, str], depth: int, at: int) -> None:
        outer = self._scopes[-1]
        self.declared += [Declared(prefix, uri, at) for prefix, uri in found.items()]
        default = found.get("")
        if default and (depth == 1 or (depth == 2 and not meaning("", default).prefix)):  # noqa: PLR2004 - rss, channel
            self.core_namespace = default
        self._scopes.append(_Scope(depth, {**outer.prefixes, **found}, {}, {}))
        self.depth, self.elements = depth, self._scopes[-1].elements

    def _attribute(self, name: str, at: int) -> str:
        if ":" not in name:
            self.plain_attributes.add(name)
            return name
        known = self._scopes[-1].attributes.get(name)
        if known is None:
            prefix, _, local = name.rpartition(":")
            known = self._scopes[-1].attributes[name] = self._canonical(prefix, local, name, at)
        return known

    def _canonical(self, prefix: str, local: str, name: str, at: int) -> str:
        if not is_local(local) or ":" in prefix or name.startswith(":"):
            self.odd.append(Declared(name, None, at))
            return name.replace(":", "_")
        uri = self._scopes[-1].prefixes.get(prefix)
        if uri is None and prefix:
            self.undeclared.setdefault(prefix, Declared(prefix, None, at))
            return name
        if not uri or (not prefix and uri == self.core_namespace):
            return local
        known = "xml" if uri == XML else meaning(prefix, uri).prefix
        return f"{known or self._foreign(prefix, uri)}:{local}"

    def _foreign(self, prefix: str, uri: str) -> str:
        """A prefix for a namespace that feedkit does not know: the source's own, or a number where that is taken."""
        base = prefix if prefix and prefix not in URIS else "ns"
        wanted, number = (base if base != "ns" else "ns1"), 1
        while self.foreign.setdefault(wanted, uri) != uri:
            number += 1
            wanted = f"{base}{number}"
        return wanted
