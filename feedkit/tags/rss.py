"""RSS 2.0: the elements that are more than one value. The others are lines in Episode and Show."""

from __future__ import annotations

from typing import Annotated

from feedkit.tags.element import Attr, Element, Text, tag
from feedkit.tags.values import Bytes, ExactUrl, Line, Mime, TrueFalse, Verbatim

ITEMS = ("item", "podcast:liveItem")


@tag("guid", inside=ITEMS, source="RSS2 guid", short="text")
class Guid(Element):
    """The episode's identity: kept character by character, never changed, never used twice.

    Example:
        <guid isPermaLink="false">e7925270-b2c4-425d-928b-0ea1586f1c5b</guid>

    """

    text: Annotated[Verbatim, Text(required=True)]
    """The identity itself."""
    is_permalink: Annotated[TrueFalse | None, Attr("isPermaLink", otherwise="true")] = None
    """Whether the identity is also an address that can be opened."""


@tag("enclosure", inside=ITEMS, source="RSS2 enclosure", short="url")
class Enclosure(Element):
    """The audio or video file of an episode.

    Example:
        <enclosure url="https://example.org/1.mp3" length="48213331" type="audio/mpeg"/>

    """

    url: Annotated[ExactUrl | None, Attr("url", required=True)] = None
    """Where the file is; apps may use it as an identity."""
    length: Annotated[Bytes | None, Attr("length", required=True)] = None
    """Its size in bytes; 0 where that cannot be known."""
    type: Annotated[Mime | None, Attr("type", required=True)] = None
    """Its media type."""


@tag("category", inside=("channel", *ITEMS), source="RSS2 category", short="text")
class Tag(Element):
    """A free keyword.

    Example:
        <category>deepseek</category>

    """

    text: Annotated[Line, Text(required=True)]
    """The keyword."""
    domain: Annotated[Line | None, Attr("domain")] = None
    """The system of keywords it is from."""
