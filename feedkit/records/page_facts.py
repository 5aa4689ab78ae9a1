"""What a web page says of itself to programs: JSON-LD of schema.org, and OpenGraph and other `meta`, with their places."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from feedkit.records.repairs.characters import without_illegal

EPISODES = frozenset({"PodcastEpisode", "RadioEpisode"})
MOST_SCRIPTS = 50
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_CANONICAL = re.compile(r"\srel=[\"']?canonical\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\shref=[\"']?(https?://[^\"'\s<>]+)", re.IGNORECASE)
_META = re.compile(r"<meta\b([^<>]{0,9000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])(property|name|content)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PLAYER = re.compile(
    r"""<(?:audio|source)\b[^<>]{0,2000}?(?<![\w-])src=(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')""", re.IGNORECASE
)


def episodes_of(text: str) -> list[tuple[Mapping[str, Any], int]]:
    """The episodes that the page's JSON-LD describes, each with the index of its script; those named in others are none."""
    return [
        (one, index)
        for script, index in _scripts(text)
        for one in _roots(script)
        if EPISODES & {*_listed(one.get("@type"))}
    ]


def meta_of(text: str) -> dict[str, tuple[str, int]]:
    """What the page's `meta` say by their `property` or `name`, the first of each, with the index at which it stands."""
    found: dict[str, tuple[str, int]] = {}
    for tag in _META.finditer(text):
        said = {part[1].lower(): part[2] or part[3] or "" for part in _ATTRIBUTE.finditer(tag[1])}
        name = said.get("property") or said.get("name")
        if name and said.get("content", "").strip():
            found.setdefault(name.lower(), (without_illegal(html.unescape(said["content"]).strip())[0], tag.start()))
    return found


def address_of(text: str) -> tuple[str, int] | None:
    """The page's own address as it gives it, and where that stands in the text; None where it does not say."""
    for tag in _LINK.finditer(text):
        address = _ADDRESS.search(tag.group())
        if _CANONICAL.search(tag.group()) and address:
            return address[1], tag.start() + address.start(1)
    return None


def players_of(text: str) -> list[tuple[str, int]]:
    """The media that the page plays, each with its index, once."""
    found: dict[str, int] = {}
    for tag in _PLAYER.finditer(text):
        found.setdefault(html.unescape(tag[1] or tag[2]).strip(), tag.start())
    return [*found.items()]


def _scripts(text: str) -> Iterator[tuple[Any, int]]:
    """The page's JSON-LD, and the index at which each begins; what is no JSON is passed over."""
    lower, at = text.lower(), 0
    for _ in range(MOST_SCRIPTS):
        start = lower.find("<script", at)
        opened = lower.find(">", start)
        end = lower.find("</script", opened)
        if start < 0 or opened < 0 or end < 0:
            return
        if "ld+json" in lower[start:opened]:
            with suppress(ValueError, RecursionError):
                yield json.loads(text[opened + 1 : end], strict=False, parse_float=Decimal), opened + 1
        at = end


def _roots(value: Any) -> Iterator[Mapping[str, Any]]:
    """The things that a script describes: one, a list, or a `@graph` of them."""
    for one in _listed(value):
        if isinstance(one, Mapping):
            yield one
            yield from (inner for inner in _listed(one.get("@graph")) if isinstance(inner, Mapping))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def first_of(value: Any, *names: str) -> Any:
    """The first text or number under a way of names, through lists and things: `partOfSeries`, `name`."""
    for one in _listed(value):
        if names and isinstance(one, Mapping):
            found = first_of(one.get(names[0]), *names[1:])
        else:
            found = None if names or isinstance(one, (Mapping, bool)) else one
        if found not in (None, ""):
            return without_illegal(html.unescape(found.strip()))[0] if isinstance(found, str) else found
    return None
