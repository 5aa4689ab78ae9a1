"""podcast:liveItem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.subject import Spot, Visit
from feedkit.settings import Settings
from feedkit.tags.live import LiveItem
from feedkit.tags.node import Node
from feedkit.tags.show import Show
from feedkit.tags.values import short

STATUSES = ("pending", "live", "ended")


@rule("FK292", "live-status", level="error")
def live_status(item: LiveItem) -> Iterator[Finding]:
    """A live item is pending, live or ended.

    Why: apps go by it.
    Mend: write one of the three.
    Source: PN live-item.
    Bad channel: <podcast:liveItem status="upcoming" start="2026-12-24T07:30:00-06:00" end="2026-12-24T09:30:00-06:00">
        <title>Tea, live</title><link>https://tea.fm/live</link><description>We brew.</description>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
        <enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>
        <podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="https://tea.fm/live"/></podcast:alternateEnclosure>
        <podcast:contentLink href="https://tea.fm/live">Watch</podcast:contentLink></podcast:liveItem>
    """
    if item.status not in STATUSES:
        said = f"is {short(item.status)}" if item.status else "is missing"
        yield Finding(f"`status` {said}; there are {', '.join(STATUSES)}", ("status",))


@rule("FK293", "live-times", level="error", where=called("podcast:liveItem"))
def live_times(item: LiveItem | Visit) -> Iterator[Finding]:
    """A live item begins, with a zone, and ends after it begins. An offset without a colon is a warning.

    Why: listeners are in every zone; readers of RFC 3339 want the colon, which the namespace's own examples lack.
    Mend: write `2026-12-24T07:30:00-06:00`.
    Source: PN live-item.
    Bad channel: <podcast:liveItem status="pending" start="2026-12-24 07:30">
        <title>Tea, live</title><link>https://tea.fm/live</link><description>We brew.</description>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
        <enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>
        <podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="https://tea.fm/live"/></podcast:alternateEnclosure>
        <podcast:contentLink href="https://tea.fm/live">Watch</podcast:contentLink></podcast:liveItem>
    """
    if isinstance(item, Visit):
        yield from _bare_offsets(item.node)
    elif item.start is None:
        yield Finding("the live item has no `start`", ("start",))
    elif item.end is not None and item.end <= item.start:
        yield Finding("the live item ends before it begins", ("end",))


def _bare_offsets(node: Node) -> Iterator[Finding]:
    for name in ("start", "end"):
        text = node.attrs.get(name, "")
        if re.search(r"[+-]\d{4}$", text) and "T" in text:
            right = f"{text[:-2]}:{text[-2:]}"
            yield Finding(f"`{name}` is {short(text)}; write `{right}`", Spot(node, name), level=Level.WARNING)


@rule("FK294", "live-content-link", level="error")
def live_content_link(item: LiveItem) -> Iterator[Finding]:
    """A live item links a page where it can be followed.

    Why: most apps cannot play it.
    Mend: write `<podcast:contentLink href="…">Watch</podcast:contentLink>`.
    Source: PN live-item.
    Bad channel: <podcast:liveItem status="pending" start="2026-12-24T07:30:00-06:00" end="2026-12-24T09:30:00-06:00">
        <title>Tea, live</title><link>https://tea.fm/live</link><description>We brew.</description>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
        <enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>
        <podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="https://tea.fm/live"/></podcast:alternateEnclosure></podcast:liveItem>
    """
    if not item.content_links:
        yield Finding("the live item has no `podcast:contentLink`", ("content_links",))


@rule("FK295", "live-enclosure", level="warning")
def live_enclosure(item: LiveItem) -> Iterator[Finding]:
    """A live item has an enclosure and a rendition.

    Why: between them most apps can play it.
    Mend: write both, MP3 or MP4 where that is possible.
    Source: PN live-item.
    Bad channel: <podcast:liveItem status="pending" start="2026-12-24T07:30:00-06:00" end="2026-12-24T09:30:00-06:00">
        <title>Tea, live</title><link>https://tea.fm/live</link><description>We brew.</description>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
        <enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>
        <podcast:contentLink href="https://tea.fm/live">Watch</podcast:contentLink></podcast:liveItem>
    """
    if item.enclosure is not None and not item.alternate_enclosures:
        yield Finding("the live item has no `podcast:alternateEnclosure`", ("alternate_enclosures",))


@rule("FK296", "live-guid", level="error")
def live_guid(show: Show) -> Iterator[Finding]:
    """A live item shares its guid with no episode.

    Why: stream and recording would be one, and another stream's guid another stream.
    Mend: give the recording a guid of its own.
    Source: PN live-item.
    """
    if not show.live_items:
        return
    episodes = {guid: number for number, guid in enumerate(show.across.guids) if guid is not None}
    for number, item in enumerate(show.live_items):
        if item.guid is not None and item.guid.text in episodes:
            see = ((("episodes", episodes[item.guid.text], "guid"), "the episode"),)
            yield Finding("the live item has an episode's guid", ("live_items", number, "guid"), see=see)


@rule("FK297", "live-stale", level="warning")
def live_stale(item: LiveItem, settings: Settings) -> Iterator[Finding]:
    """A live item that is over is taken out.

    Why: apps go on showing it.
    Mend: write `status="ended"`, and take it out after some days.
    Source: PN live-item.
    Bad channel: <podcast:liveItem status="live" start="2021-09-26T07:30:00-06:00" end="2021-09-26T09:30:00-06:00">
        <title>Tea, live</title><link>https://tea.fm/live</link><description>We brew.</description>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
        <enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>
        <podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="https://tea.fm/live"/></podcast:alternateEnclosure>
        <podcast:contentLink href="https://tea.fm/live">Watch</podcast:contentLink></podcast:liveItem>
    """
    if settings.now is None or item.end is None:
        return
    if item.status in ("pending", "live") and item.end < settings.now:
        yield Finding(f"the live item is `{item.status}`, and ended at {item.end.isoformat()}", ("status",))
    elif item.status == "ended" and item.end < settings.now - timedelta(days=settings.limits.stale_live_days):
        yield Finding(f"the live item ended at {item.end.isoformat()}", ("status",), "take it out")


@rule("FK298", "live-no-duration", level="info")
def live_no_duration(item: LiveItem) -> Iterator[Finding]:
    """A live item has no duration.

    Why: nobody knows it yet.
    Mend: take it out.
    Source: PN live-item.
    """
    if item.duration is not None:
        yield Finding(f"the live item has a `duration` of {item.duration} s", ("duration",))
