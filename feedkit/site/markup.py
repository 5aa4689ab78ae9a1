"""How text becomes HTML: whatever is not `Markup` is escaped where it is put, and addresses are looked at first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache

from feedkit.notes import sanitise
from feedkit.tags.node import ILLEGAL

VOID = frozenset({"img", "link", "meta"})
"""Elements without content or end tag, of those that are used here."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": " "})
"""Attributes stand in double quotes."""
_NO_TEXT = re.compile(f"[\x7f-\x9f{ILLEGAL.pattern[1:]}")
"""Controls that HTML takes for an error (13.2.3.5); feeds may hold most of them, and keep them."""
_SPECIAL = re.compile(f"[{''.join(map(chr, _ESCAPES))}{_NO_TEXT.pattern[1:]}")
_WEB = re.compile(r"\s*https?://(?P<host>[^\s/?#]+)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *children: str | None, **attributes: str | bool | int | None) -> Markup:
    """An element. Children that are None are left out, and so are attributes that are None or False.

    `class_` and `aria_label` are the attributes `class` and `aria-label`.
    """
    start = start_tag(name, **attributes)
    return start if name in VOID else Markup(f"{start}{joined(children)}</{name}>")


def start_tag(name: str, /, **attributes: str | bool | int | None) -> Markup:
    """The start tag of an element that is put together by whoever has its content, for it is long."""
    written = "".join(
        f" {_name_of(key)}" + ("" if value is True else f'="{escaped(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>")


@cache
def _name_of(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def joined(parts: Iterable[str | None], between: str = "") -> Markup:
    """Parts one after the other, those that are no markup escaped, with `between` as it is."""
    return Markup(between.join(escaped(part) for part in parts if part is not None))


def escaped(text: str) -> str:
    """The text as HTML, in an element or in an attribute; characters that no page may hold are left out."""
    if isinstance(text, Markup) or _SPECIAL.search(text) is None:
        return text
    return _NO_TEXT.sub("", text).translate(_ESCAPES)


def prose(text: str) -> Markup:
    """A description, which is HTML or plain text: paragraphs, with what podcast apps show and nothing else."""
    if _TAG.search(text):
        return Markup(_NO_TEXT.sub("", sanitise(text)))
    paragraphs = (block.strip() for block in re.split(r"\n\s*\n", html.unescape(text)))
    return joined((element("p", _with_breaks(block)) for block in paragraphs if block), "\n")


def _with_breaks(block: str) -> Markup:
    return joined(block.split("\n"), "<br>")


def is_web(url: str | None) -> bool:
    """Whether it is an address of the web, which alone is made a link or played: never `javascript:` or `data:`."""
    return url is not None and _WEB.match(url) is not None


def link(url: str | None, label: str | None, **attributes: str | None) -> Markup:
    """A link; only its words where the address is none of the web. Without words it shows the host."""
    found = _WEB.match(url or "")
    if found is None:
        return joined([label or url])
    return element("a", label or found["host"], href=(url or "").strip(), **attributes)
