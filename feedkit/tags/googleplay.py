"""Google Podcasts' namespace: dead since 2024. Read and kept, never made."""

from typing import Annotated

from feedkit.tags.element import Attr, Element, tag
from feedkit.tags.values import Line, Url


@tag("googleplay:image", inside=("channel", "item"), status="dead", source="PN-NSLIST", short="href")
class GooglePlayImage(Element):
    """The cover art for Google Podcasts.

    Example:
        <googleplay:image href="https://example.org/cover.jpg"/>

    """

    href: Annotated[Url, Attr("href", required=True)]
    """Where it is."""


@tag("googleplay:category", inside=("channel",), status="dead", source="PN-NSLIST", short="text")
class GooglePlayCategory(Element):
    """A category of Google Podcasts.

    Example:
        <googleplay:category text="Technology"/>

    """

    text: Annotated[Line, Attr("text", required=True)]
    """Its name."""
