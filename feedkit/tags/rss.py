"""RSS 2.0: the elements that are more than one value. The others are lines in Episode and Show."""

from typing import Annotated

from feedkit.tags.element import Attr, Child, Element, Text, tag
from feedkit.tags.lists import DAYS
from feedkit.tags.values import (
    Bytes,
    ExactUrl,
    Host,
    Integer,
    Line,
    Loose,
    Mime,
    Positive,
    TrueFalse,
    Url,
    Verbatim,
    Word,
    listed,
)

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


@tag("source", inside=ITEMS, source="RSS2 source", short="url")
class CopiedFrom(Element):
    """The feed that the item was copied from; no relative of podcast:source.

    Example:
        <source url="https://example.org/other.xml">Other show</source>

    """

    url: Annotated[Url, Attr("url", required=True)]
    """The feed's address."""
    title: Annotated[Line | None, Text()] = None
    """The feed's title."""


@tag("image", inside=("channel",), source="RSS2 image", short="url")
class Logo(Element):
    """The small logo of RSS, for old readers; the cover art is `itunes:image`.

    Example:
        <image><url>https://example.org/logo.png</url><title>Tea Time</title><link>https://example.org/</link></image>

    """

    url: Annotated[Url | None, Child("url", required=True)] = None
    """Where it is; GIF, JPEG or PNG."""
    title: Annotated[Line | None, Child("title", required=True)] = None
    """The show's title again."""
    link: Annotated[Url | None, Child("link", required=True)] = None
    """The show's page again."""
    width: Annotated[Positive | None, Child("width", otherwise="88")] = None
    """Width in pixels; at most 144."""
    height: Annotated[Positive | None, Child("height", otherwise="31")] = None
    """Height in pixels; at most 400."""
    description: Annotated[Line | None, Child("description")] = None
    """A text for the link."""


@tag("textInput", inside=("channel",), status="deprecated", source="RSS2 textInput")
class TextInput(Element):
    """A box to write in; no app shows it.

    Example:
        <textInput><title>Search</title><description>Find an episode</description><name>q</name><link>https://example.org/search</link></textInput>

    """

    title: Annotated[Line | None, Child("title", required=True, status="deprecated")] = None
    """What its button says."""
    description: Annotated[Line | None, Child("description", required=True, status="deprecated")] = None
    """What it is for."""
    name: Annotated[Line | None, Child("name", required=True, status="deprecated")] = None
    """The field's name."""
    link: Annotated[Url | None, Child("link", required=True, status="deprecated")] = None
    """Where the text is sent."""


@tag("cloud", inside=("channel",), status="deprecated", source="RSS2 cloud")
class Cloud(Element):
    """Where to register for notices of changes (rssCloud); WebSub and Podping took its place.

    Example:
        <cloud domain="rpc.example.org" port="80" path="/RPC2" registerProcedure="pingMe" protocol="soap"/>

    """

    domain: Annotated[Host | None, Attr("domain", required=True)] = None
    """The host."""
    port: Annotated[Positive | None, Attr("port", required=True)] = None
    """Its port."""
    path: Annotated[Line | None, Attr("path", required=True)] = None
    """The path there."""
    register_procedure: Annotated[Loose | None, Attr("registerProcedure", required=True)] = None
    """What to call; empty for `http-post`."""
    protocol: Annotated[Word | None, Attr("protocol", required=True, one_of=("xml-rpc", "soap", "http-post"))] = None
    """How to call it."""


@tag("skipHours", inside=("channel",), source="RSS2 skipHours", short="hours")
class SkipHours(Element):
    """Hours, in GMT, at which readers need not look.

    Example:
        <skipHours><hour>0</hour><hour>1</hour></skipHours>

    """

    hours: Annotated[tuple[Integer, ...], Child("hour", required=True, most=24)] = ()
    """The hours, 0 to 23."""


@tag("skipDays", inside=("channel",), source="RSS2 skipDays", short="days")
class SkipDays(Element):
    """Days on which readers need not look.

    Example:
        <skipDays><day>Saturday</day><day>Sunday</day></skipDays>

    """

    days: Annotated[tuple[Annotated[str, listed(DAYS)], ...], Child("day", required=True, most=7, one_of=DAYS)] = ()
    """The days' English names."""
