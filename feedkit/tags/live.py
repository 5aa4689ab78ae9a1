"""A live stream: an item with a status and a time."""

from typing import Annotated

from feedkit.tags.element import Attr, Child, tag
from feedkit.tags.episode import Episode
from feedkit.tags.podcast_links import ContentLink
from feedkit.tags.values import Instant, Word


@tag("podcast:liveItem", inside=("channel",), source="PN live-item")
class LiveItem(Episode):
    """A live stream: whatever an episode says, and when it is on. The status says whether it is, not the clock.

    Example:
        <podcast:liveItem status="live" start="2026-02-22T06:00:00+00:00" end="2026-02-22T07:00:00+00:00">
          <title>Tea, live</title>
          <guid isPermaLink="false">live-1</guid>
          <podcast:contentLink href="https://example.org/live">Watch</podcast:contentLink>
        </podcast:liveItem>

    """

    status: Annotated[Word | None, Attr("status", required=True, one_of=("pending", "live", "ended"))] = None
    """`pending`, `live` or `ended`."""
    start: Annotated[Instant | None, Attr("start", required=True)] = None
    """When it begins."""
    end: Annotated[Instant | None, Attr("end")] = None
    """When it ends."""
    content_links: Annotated[tuple[ContentLink, ...], Child(required=True)] = ()
    """Where to watch it outside of the app; wanted here."""
