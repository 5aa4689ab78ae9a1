"""Media RSS: the few elements that podcast platforms look at."""

from typing import Annotated

from feedkit.tags.element import Attr, Element, Text, tag
from feedkit.tags.values import Bytes, Line, Mime, PlayTime, Positive, Seconds, Url, Word


@tag("media:thumbnail", inside=("channel", "item"), source=("MRSS", "YT-PRESS"), short="url")
class Thumbnail(Element):
    """A still picture; YouTube takes a wide one from here.

    Example:
        <media:thumbnail url="https://example.org/wide.jpg" width="1280" height="720" time="12.5"/>

    """

    url: Annotated[Url, Attr("url", required=True)]
    """Where it is."""
    width: Annotated[Positive | None, Attr("width")] = None
    """Width in pixels."""
    height: Annotated[Positive | None, Attr("height")] = None
    """Height in pixels."""
    time: Annotated[PlayTime | None, Attr("time")] = None
    """The moment of the film that it shows, in seconds."""


@tag("media:content", inside=("item",), source="MRSS", short="url")
class MediaContent(Element):
    """A further description of the media.

    Example:
        <media:content url="https://example.org/1.mp4" type="video/mp4" fileSize="7924786" medium="video" duration="2700"/>

    """

    url: Annotated[Url | None, Attr("url")] = None
    """Where the file is."""
    type: Annotated[Mime | None, Attr("type")] = None
    """The media type."""
    file_size: Annotated[Bytes | None, Attr("fileSize")] = None
    """Size in bytes."""
    medium: Annotated[Word | None, Attr("medium", one_of=("image", "audio", "video", "document", "executable"))] = None
    """What kind of file it is."""
    duration: Annotated[Seconds | None, Attr("duration")] = None
    """How long it plays, in seconds."""


@tag("media:restriction", inside=("channel", "item"), source="MRSS")
class Restriction(Element):
    """Where the media may be played, or may not.

    Example:
        <media:restriction relationship="allow" type="country">at de</media:restriction>

    """

    relationship: Annotated[Word | None, Attr("relationship", required=True, one_of=("allow", "deny"))] = None
    """Whether the following may, or may not."""
    type: Annotated[Word | None, Attr("type", one_of=("country", "uri", "sharing"))] = None
    """What the following are."""
    text: Annotated[Line | None, Text()] = None
    """Countries, or addresses, separated by spaces."""
