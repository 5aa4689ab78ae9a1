"""The podcast namespace: other renditions of an episode, and pictures."""

from collections.abc import Iterator
from typing import Annotated

from feedkit.tags.element import Attr, Child, Element, tag
from feedkit.tags.podcast import EVERYWHERE, ITEMS
from feedkit.tags.values import (
    Aspect,
    Bytes,
    HttpsUrl,
    Language,
    Line,
    Mime,
    Number,
    Positive,
    Sri,
    Tokens,
    TrueFalse,
    Uri,
    Word,
)


@tag("podcast:source", inside=("podcast:alternateEnclosure",), source="PN source", short="uri")
class Source(Element):
    """One place to get a rendition from.

    Example:
        <podcast:source uri="https://example.org/1.torrent" contentType="application/x-bittorrent"/>

    """

    uri: Annotated[Uri, Attr("uri", required=True)]
    """Where it is; any scheme."""
    content_type: Annotated[Mime | None, Attr("contentType")] = None
    """The media type of what is there, where it is not that of the rendition."""


@tag("podcast:integrity", inside=("podcast:alternateEnclosure",), source=("PN integrity", "SRI"), short="value")
class Integrity(Element):
    """A checksum or a signature of the rendition.

    Example:
        <podcast:integrity type="sri" value="sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"/>

    """

    value: Annotated[Sri, Attr("value", required=True)]
    """The checksum, with its method; or the signature in base64."""
    type: Annotated[Word | None, Attr("type", required=True, one_of=("sri", "pgp-signature"))] = None
    """What the value is."""


def digests_in(value: str) -> Iterator[tuple[str, str]]:
    """The digests of a value of Subresource Integrity: of each the algorithm, in small letters, and the base64."""
    for word in value.split():
        algorithm, _, digest = word.partition("?")[0].partition("-")
        yield algorithm.lower(), digest


@tag(
    "podcast:alternateEnclosure",
    inside=ITEMS,
    source=("PN alternate-enclosure", "PN-PROPOSAL alternateEnclosure"),
    short="sources",
)
class AlternateEnclosure(Element):
    """Another rendition of the episode: another codec, video, a stream, a torrent.

    Example:
        <podcast:alternateEnclosure type="video/mp4" length="7924786" bitrate="511276.52" height="720" lang="en"
            title="Video" rel="video" codecs="avc1.4d401f" default="false">
          <podcast:source uri="https://example.org/1.mp4"/>
        </podcast:alternateEnclosure>

    """

    type: Annotated[Mime | None, Attr("type", required=True)] = None
    """The media type."""
    length: Annotated[Bytes | None, Attr("length")] = None
    """Size in bytes; 0 for a stream."""
    bitrate: Annotated[Number | None, Attr("bitrate")] = None
    """Bits per second, on average."""
    height: Annotated[Positive | None, Attr("height")] = None
    """Height of the picture, in pixels."""
    lang: Annotated[Language | None, Attr("lang")] = None
    """The language spoken."""
    title: Annotated[Line | None, Attr("title", most_chars=32)] = None
    """What an app shows when it offers the choice."""
    rel: Annotated[Line | None, Attr("rel", most_chars=32, otherwise="default")] = None
    """Renditions with the same word belong together."""
    codecs: Annotated[Line | None, Attr("codecs")] = None
    """The codecs, as RFC 6381 has them."""
    default: Annotated[TrueFalse | None, Attr("default", otherwise="false")] = None
    """Whether this is the enclosure's own file."""
    sources: Annotated[tuple[Source, ...], Child(required=True)] = ()
    """Where to get it."""
    integrity: Annotated[Integrity | None, Child()] = None
    """How to check what was got."""


@tag("podcast:image", inside=EVERYWHERE, source="PN image", short="href")
class Image(Element):
    """A further picture with its purpose; it does not replace the cover art.

    Example:
        <podcast:image href="https://example.org/wide.jpg" alt="A pot of tea" aspect-ratio="16/9" width="1920"
            height="1080" type="image/jpeg" purpose="social canvas"/>

    """

    href: Annotated[HttpsUrl, Attr("href", required=True)]
    """Where it is."""
    alt: Annotated[Line | None, Attr("alt")] = None
    """What can be seen, in words."""
    aspect_ratio: Annotated[Aspect | None, Attr("aspect-ratio", otherwise="1/1")] = None
    """Width to height, such as `16/9`."""
    width: Annotated[Positive | None, Attr("width")] = None
    """Width in pixels."""
    height: Annotated[Positive | None, Attr("height")] = None
    """Height in pixels."""
    type: Annotated[Mime | None, Attr("type")] = None
    """The media type."""
    purpose: Annotated[Tokens | None, Attr("purpose", most_chars=128)] = None
    """What it is for: `artwork`, `social`, `canvas`, `banner`, `publisher`, `circular`, `poster`, or words of your own."""


@tag("podcast:images", inside=("channel", "item"), status="deprecated", source="PN images-(deprecated)", short="srcset")
class ImageSet(Element):
    """Pictures by width, as this was done before podcast:image.

    Example:
        <podcast:images srcset="https://example.org/1500.jpg 1500w, https://example.org/600.jpg 600w"/>

    """

    srcset: Annotated[Line, Attr("srcset", required=True)]
    """Addresses with widths, separated by commas."""
