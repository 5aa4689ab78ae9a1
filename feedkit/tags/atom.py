"""Atom inside RSS: the links by which a feed names itself, its hub and its pages."""

from typing import Annotated

from feedkit.tags.element import Attr, Element, tag
from feedkit.tags.values import Bytes, Language, Line, Mime, Uri, Word

RELATIONS = (
    "self",
    "hub",
    "first",
    "last",
    "next",
    "previous",
    "prev",
    "current",
    "prev-archive",
    "next-archive",
    "alternate",
    "payment",
    "license",
    "related",
    "http://podlove.org/deep-link",
    "http://podlove.org/simple-chapters",
)


@tag("atom:link", inside=("channel", "item"), source=("RFC4287", "RFC5005", "WEBSUB"))
class AtomLink(Element):
    """A link with a meaning: `self` is the address subscribers use.

    Example:
        <atom:link href="https://example.org/feed.xml" rel="self" type="application/rss+xml"/>

    """

    href: Annotated[Uri, Attr("href", required=True)]
    """Where it leads."""
    rel: Annotated[Word | None, Attr("rel", one_of=RELATIONS, otherwise="alternate")] = None
    """What it means."""
    type: Annotated[Mime | None, Attr("type")] = None
    """The media type of what is there."""
    hreflang: Annotated[Language | None, Attr("hreflang")] = None
    """The language of what is there."""
    title: Annotated[Line | None, Attr("title")] = None
    """A name for people."""
    length: Annotated[Bytes | None, Attr("length")] = None
    """Size in bytes."""


@tag("atom:author", inside=("channel", "item"), source="RFC4287 4.2.1")
class AtomAuthor(Element):
    """An author, in Atom's words. What stands in it is kept as it is; podcast:person is what apps read.

    Example:
        <atom:author><atom:name>Amy</atom:name></atom:author>

    """


@tag("atom:contributor", inside=("channel", "item"), source="RFC4287 4.2.3")
class AtomContributor(Element):
    """Somebody who takes part, in Atom's words. What stands in it is kept as it is; podcast:person is what apps read.

    Example:
        <atom:contributor><atom:name>Amy</atom:name></atom:contributor>

    """
