"""Spotify's namespace, as far as public feeds show it."""

from typing import Annotated

from feedkit.tags.element import Attr, Element, tag
from feedkit.tags.values import Positive


@tag("spotify:limit", inside=("channel",), source="seen in public feed libraries", short="recent_count")
class Limit(Element):
    """How many of the newest episodes Spotify shows.

    Example:
        <spotify:limit recentCount="10"/>

    """

    recent_count: Annotated[Positive, Attr("recentCount", required=True)]
    """How many."""


@tag("spotify:access", inside=("channel", "item"), source="seen in public feed libraries")
class Access(Element):
    """Who may listen, for partners of Spotify. What stands in it is kept as it is; feedkit never makes one.

    Example:
        <spotify:access><partner id="x"/></spotify:access>

    """
