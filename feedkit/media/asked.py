"""What of a show or a feed can be asked for: every file and every page that it names, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from feedkit.media.renditions import integrity_of, media_type_of
from feedkit.media.served import Asked
from feedkit.problems import Place
from feedkit.records.layers import Path as Steps

if TYPE_CHECKING:
    from feedkit.tags.show import Show

Locate = Callable[[Steps], Place]
Asking = Mapping[str, tuple[str, str]]
"""Elements by the names of their classes: the attribute with an address, and what it is published as."""
ASKED: Asking = {
    "Enclosure": ("url", "enclosure"),
    "Source": ("uri", "alternate"),
    "Artwork": ("href", "artwork"),
    "TranscriptLink": ("url", "transcript"),
    "ChaptersLink": ("url", "chapters"),
}
"""The elements whose files are asked for."""
LINKS: Asking = {
    "Show": ("link", "page"),
    "Episode": ("link", "page"),
    "Funding": ("url", "page"),
    "Person": ("href", "page"),
    "License": ("url", "page"),
    "ContentLink": ("href", "page"),
}
"""The elements whose links are asked for."""
_ITEMS = frozenset({"Episode", "LiveItem"})
"""The elements that have renditions."""


def asked_in(show: Show, locate: Locate, table: Asking = ASKED) -> Iterator[Asked]:
    """What of a show, or of a feed that was read, can be asked for. locate: the place of a path in it."""
    return (asked for _, asked in asked_at(show, locate, table))


def asked_at(show: Show, locate: Locate, table: Asking = ASKED) -> Iterator[tuple[Steps, Asked]]:
    """As `asked_in`, each with the path of its element."""
    from feedkit.rules.subject import elements_in

    item: Any = None
    start: Steps = ()
    for path, element in elements_in(show):
        name = type(element).__name__
        if name in _ITEMS:
            item, start = element, path
        attribute, kind = table.get(name, ("", ""))
        url = getattr(element, attribute, None) if attribute else None
        if not url:
            continue
        asked = Asked(url, kind, place=locate((*path, attribute)))
        if kind == "alternate":
            yield from ((path, one) for one in _of_rendition(asked, item, start, path, locate))
        elif kind == "enclosure" and item is not None:
            yield path, _of_enclosure(asked, item, start, locate)
        else:
            yield path, _with_words(asked, element, path, locate)


def _with_words(asked: Asked, element: Any, path: Steps, locate: Locate) -> Asked:
    """With what an element says of its file: type and length."""
    where = {name: locate((*path, name)) for name in ("type", "length") if getattr(element, name, None) is not None}
    length, type_ = getattr(element, "length", None), getattr(element, "type", None) or ""
    return replace(asked, type=type_, length=length, where={**asked.where, **where})


def _of_enclosure(asked: Asked, item: Any, start: Steps, locate: Locate) -> Asked:
    """With the duration, too, and with the digest where a rendition is the same file."""
    asked = _with_digest(asked, item, start, locate)
    if start[0] == "episodes":
        where = {**asked.where, "duration_s": locate((*start, "duration"))}
        asked = replace(asked, duration_s=item.duration, where=where)
    return _with_words(asked, item.enclosure, (*start, "enclosure"), locate)


def _of_rendition(asked: Asked, item: Any, start: Steps, path: Steps, locate: Locate) -> Iterator[Asked]:
    """A source of a rendition, if it is a file; one that is the enclosure's own file is asked for as that."""
    rendition = item.alternate_enclosures[int(path[-3])]
    type_ = media_type_of(rendition, rendition.sources[int(path[-1])])
    if type_ and asked.url != getattr(item.enclosure, "url", None):
        with_digest = _with_digest(asked, item, start, locate)
        yield replace(_with_words(with_digest, rendition, path[:-2], locate), type=type_)


def _with_digest(asked: Asked, item: Any, start: Steps, locate: Locate) -> Asked:
    value, steps = integrity_of(item, asked.url)
    return (
        replace(asked, integrity=value, where={**asked.where, "integrity": locate((*start, *steps))})
        if value
        else asked
    )
