"""Podlove Simple Chapters: chapters inside the feed, the form that Spotify reads."""

from typing import Annotated

from feedkit.tags.element import Attr, Child, Element, tag
from feedkit.tags.podcast import ITEMS
from feedkit.tags.values import Line, PlayTime, Url


@tag("psc:chapter", inside=("psc:chapters",), source="PSC")
class SimpleChapter(Element):
    """One chapter.

    Example:
        <psc:chapter start="95.25" title="Meet Amy" href="https://example.org/amy" image="https://example.org/amy.jpg"/>

    """

    start: Annotated[PlayTime, Attr("start", required=True)]
    """Where it starts, in seconds."""
    title: Annotated[Line | None, Attr("title", required=True)] = None
    """Its title."""
    href: Annotated[Url | None, Attr("href")] = None
    """A page to open."""
    image: Annotated[Url | None, Attr("image")] = None
    """A picture to show."""


@tag("psc:chapters", inside=ITEMS, source="PSC", short="chapters")
class SimpleChapters(Element):
    """The chapters of an episode, in order.

    Example:
        <psc:chapters version="1.2"><psc:chapter start="0" title="Intro"/></psc:chapters>

    """

    version: Annotated[Line | None, Attr("version", one_of=("1.0", "1.1", "1.2"), otherwise="1.0")] = None
    """The version of the format."""
    chapters: Annotated[tuple[SimpleChapter, ...], Child(required=True)] = ()
    """The chapters."""
