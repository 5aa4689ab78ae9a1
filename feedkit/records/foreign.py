"""Elements that feedkit has no class for, as a record writes them: XML text under the key `foreign`.

    foreign: |-
      <rawvoice:rating>TV-G</rawvoice:rating>
      <acme:mood level="3">sunny</acme:mood>

Prefixes are those of the feed; `namespaces` in show.yaml gives the URIs of those that feedkit does not know. Attributes
stand under `foreign_attrs`, those of `rss` itself under `rss_attrs`. What is no name of XML is left out and told: one
such name, and no app reads the feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from feedkit.problems import Problem
from feedkit.records.kinds import SCHEMA
from feedkit.records.layers import Layer, Path
from feedkit.records.places import shown
from feedkit.tags.node import Node, node_xml, text_xml

MOST_DEPTH = 64
KEY = "foreign"
NAMED = frozenset({"foreign_attrs", "rss_attrs", "namespaces"})
"""Keys whose values are mappings of XML's own names."""
_NEVER = frozenset(" \t\r\n<>/=\"'&")
"""With these a name would be more than one."""


def foreign_text(parts: Iterable[Node | str]) -> str:
    """Nodes and text as a record writes them: one a line."""
    return "\n".join(text_xml(part) if isinstance(part, str) else node_xml(part) for part in parts)


def read_foreign(text: str) -> list[Node | str]:
    """The nodes and texts that `foreign_text` wrote, in order. ValueError says what is wrong, and where, in words."""
    top: list[Node | str] = []
    stack = [top]
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def start(name: str, attrs: dict[str, str]) -> None:
        if len(stack) > MOST_DEPTH:
            raise ValueError(f"is nested more than {MOST_DEPTH} deep")
        odd = next((one for one in (name, *attrs) if not _has_one_prefix(one)), None)
        if odd is not None:
            raise ValueError(f"holds `{shown(odd)}`, which is no name of the form prefix:name")
        inner: list[Node | str] = []
        stack[-1].append(Node(name, attrs, inner))
        stack.append(inner)

    def refuse(*_parts: object) -> None:
        raise ValueError("holds a DOCTYPE, which is not allowed")

    def take(text: str) -> None:
        stack[-1].append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: stack.pop()
    parser.CharacterDataHandler = take
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(f"<{KEY}>\n{text}\n</{KEY}>", True)  # noqa: FBT003 - expat's own signature, by position only
    except expat.ExpatError as error:
        message = (expat.ErrorString(error.code) or "").lower()
        raise ValueError(f"is no XML: {message} in its line {max(error.lineno - 1, 1)}") from None
    return [part for part in map(_stripped, _inside(top)) if part]


def _inside(top: list[Node | str]) -> list[Node | str]:
    return top[0].children if isinstance(top[0], Node) else []


def _stripped(part: Node | str) -> Node | str:
    return part.strip() if isinstance(part, str) else part


def with_foreign(layer: Layer) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with each text under a key `foreign`, however deep, made nodes; what is no XML is left out.

    A layer that has been through here, or holds none, comes back as it was.
    """
    if not _holds_text(layer.values):
        return layer, ()
    problems: list[Problem] = []
    values = _with_nodes(layer.values, (), layer, problems)
    return replace(layer, values=values), tuple(problems)


def _has_one_prefix(name: str) -> bool:
    return name.count(":") < 2 and all(name.split(":"))  # noqa: PLR2004 - one colon parts two names


def _is_name(name: str) -> bool:
    """Whether an attribute may be called so."""
    if _NEVER & set(name) or not _has_one_prefix(name):
        return False
    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True


def _holds_text(value: Any) -> bool:
    if isinstance(value, list):
        inner = value
    elif isinstance(value, Mapping):
        if isinstance(value.get(KEY), str) or not NAMED.isdisjoint(value):
            return True
        inner = list(value.values())
    else:
        return False
    return any(_holds_text(one) for one in inner if one.__class__ not in _SCALARS)


_SCALARS = frozenset({str, int, bool, Decimal, type(None)})
"""Most values are of these, and are spared the question whether they are mappings."""


def _with_nodes(value: Any, path: Path, layer: Layer, problems: list[Problem]) -> Any:
    if isinstance(value, list):
        return [_with_nodes(item, (*path, i), layer, problems) for i, item in enumerate(value)]
    if not isinstance(value, Mapping):
        return value
    made: dict[str, Any] = {}
    for name, inner in value.items():
        if name == KEY and isinstance(inner, str):
            try:
                made[name] = read_foreign(inner)
            except ValueError as error:
                place = layer.where((*path, name))
                mend = "write elements as they stand in a feed, such as `<rawvoice:rating>TV-G</rawvoice:rating>`"
                problems.append(SCHEMA.at(place, f"`{name}` {error}", mend=mend, field=name))
        elif name in NAMED and isinstance(inner, Mapping):
            made[name] = {key: one for key, one in inner.items() if _fits(name, key, one)}
            mend = "write `namespaces: {prefix: https://…}` in show.yaml, and names such as `prefix:name`"
            for key in inner.keys() - made[name].keys():
                message = f"`{name}` holds `{shown(str(key))}`, which cannot stand there; it is left out"
                problems.append(SCHEMA.at(layer.where((*path, name, key)), message, mend=mend, field=name))
        else:
            made[name] = _with_nodes(inner, (*path, name), layer, problems)
    return made


def _fits(where: str, name: Any, value: Any) -> bool:
    """Whether a name may stand under `foreign_attrs`, `rss_attrs` or `namespaces`, with this value."""
    parts = str(name).split("@") if where == "foreign_attrs" else [str(name)]
    if not all(map(_is_name, parts)) or any(part.partition(":")[0] == "xmlns" for part in parts):
        return False
    return where != "namespaces" or (":" not in str(name) and name != "xml" and bool(value))
