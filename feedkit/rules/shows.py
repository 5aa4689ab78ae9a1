"""Links between shows: remote items, podrolls, publishers."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.guid import UUID
from feedkit.tags.lists import LIST_MEDIUMS, MEDIUMS
from feedkit.tags.podcast_links import Podroll, Publisher, RemoteItem
from feedkit.tags.show import Show
from feedkit.tags.values import short

ALL = (*MEDIUMS, *LIST_MEDIUMS)


@rule("FK247", "remoteitem-feedguid", level="error")
def remoteitem_feedguid(item: RemoteItem) -> Iterator[Finding]:
    """A remote item has the guid of its feed.

    Why: it is the one thing that stays when the feed moves.
    Mend: copy `podcast:guid` from the other feed.
    Source: PN remote-item.
    Bad show: podroll: {remote_items: [{feed_url: "https://podnews.net/rss", title: Podnews}]}
    Good show: podroll: {remote_items: [{feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss", title: Podnews}]}
    """
    if not item.feed_guid:
        yield Finding("`podcast:remoteItem` has no `feedGuid`", ("feed_guid",))
    elif not UUID.fullmatch(item.feed_guid):
        yield Finding(f"`feedGuid` is no UUID: {short(item.feed_guid)}", ("feed_guid",))


@rule("FK248", "remoteitem-feedurl", level="warning")
def remoteitem_feedurl(item: RemoteItem, show: Show) -> Iterator[Finding]:
    """A remote item has the address of its feed, which is not this one.

    Why: an app without an index cannot find a feed by its guid.
    Mend: write `feedUrl`.
    Source: PN podroll; PN publisher; Podcastindex-org/podcast-namespace#346.
    Bad show: podroll: {remote_items: [{feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c, title: Podnews}]}
    """
    if not item.feed_url:
        yield Finding("`podcast:remoteItem` has no `feedUrl`", ("feed_url",))
    elif item.feed_url in {link.href for link in show.links if link.rel == "self"}:
        yield Finding("`feedUrl` is this feed's own address", ("feed_url",))


@rule("FK249", "remoteitem-self", level="error")
def remoteitem_self(show: Show) -> Iterator[Finding]:
    """A show does not recommend itself.

    Why: apps go round in circles.
    Mend: take it out.
    Source: PN podroll.
    Bad show: podroll: {remote_items: [{feed_guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810,
        feed_url: "https://tea.fm/other.xml", title: Tea}]}
    """
    for path, item in _containers(show):
        if show.guid and (item.feed_guid or "").lower() == show.guid.lower():
            yield Finding("`feedGuid` is this show's own", (*path, "feed_guid"))


def _containers(show: Show) -> Iterator[tuple[tuple[str | int, ...], RemoteItem]]:
    """The remote items of podroll, publisher and list, with their paths."""
    for number, item in enumerate(show.podroll.remote_items if show.podroll is not None else ()):
        yield ("podroll", "remote_items", number), item
    if show.publisher is not None and show.publisher.remote_item is not None:
        yield ("publisher", "remote_item"), show.publisher.remote_item
    for number, item in enumerate(show.remote_items):
        yield ("remote_items", number), item


@rule("FK250", "remoteitem-medium", level="error")
def remoteitem_medium(item: RemoteItem) -> Iterator[Finding]:
    """A remote item's medium is a word of the list.

    Why: it tells apps how to fetch and show it.
    Mend: write `podcast`, `music`, `publisher` or another of the list.
    Source: PN remote-item.
    Bad show: podroll: {remote_items: [{feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss", title: Podnews, medium: song}]}
    """
    if item.medium is not None and item.medium not in ALL:
        yield Finding(f"`medium` is {short(item.medium)}; there are {', '.join(ALL)}", ("medium",))


@rule("FK251", "remoteitem-duplicate", level="warning")
def remoteitem_duplicate(element: Show | Podroll) -> Iterator[Finding]:
    """Nothing stands twice in one list.

    Why: it is shown twice.
    Mend: take one out.
    Source: PN remote-item.
    Bad show: podroll: {remote_items: [
        {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c, feed_url: "https://podnews.net/rss", title: Podnews},
        {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c, feed_url: "https://podnews.net/rss", title: Podnews}]}
    """
    first: dict[tuple[str, str], int] = {}
    for number, item in enumerate(element.remote_items):
        key = ((item.feed_guid or item.feed_url or "").lower(), item.item_guid or "")
        if first.setdefault(key, number) != number:
            see = ((("remote_items", first[key]), "the first one"),)
            yield Finding("the same remote item stands twice", ("remote_items", number), see=see)


@rule("FK252", "podroll-whole-shows", level="info")
def podroll_whole_shows(podroll: Podroll) -> Iterator[Finding]:
    """A podroll recommends whole shows, by their titles.

    Why: apps can draw the list at once where titles are given.
    Mend: take `itemGuid` out and write `title`.
    Source: PN podroll; Podcastindex-org/podcast-namespace#711.
    Bad show: podroll: {remote_items: [{feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss"}]}
    Good show: podroll: {remote_items: [{feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss", title: Podnews}]}
    """
    for number, item in enumerate(podroll.remote_items):
        if item.item_guid:
            yield Finding("an entry of the podroll is an episode and no show", ("remote_items", number, "item_guid"))
        elif not item.title:
            yield Finding("an entry of the podroll has no `title`", ("remote_items", number))


@rule("FK253", "publisher-shape", level="error")
def publisher_shape(publisher: Publisher) -> Iterator[Finding]:
    """podcast:publisher holds one remote item of the medium publisher.

    Why: it is so by definition.
    Mend: write `medium="publisher"`, with `feedGuid` and `feedUrl` of the publisher's feed.
    Source: PN publisher.
    Bad show: publisher: {remote_item: {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss"}}
    Good show: publisher: {remote_item: {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c,
        feed_url: "https://podnews.net/rss", medium: publisher}}
    """
    item = publisher.remote_item
    if item is None:
        yield Finding("`podcast:publisher` holds no `podcast:remoteItem`")
    elif item.medium != "publisher":
        said = f"is {short(item.medium)}" if item.medium else "is missing"
        yield Finding(f"the publisher's `medium` {said}; write `publisher`", ("remote_item", "medium"))


@rule("FK254", "publisher-feed-shape", level="error")
def publisher_feed_shape(show: Show) -> Iterator[Finding]:
    """A publisher's feed has a podcast:guid.

    Why: its shows name it by that.
    Mend: write `guid`.
    Source: PN-PUBLISHER requirements.
    Bad show: {medium: publisher, guid: , episodes: [], remote_items: [
        {feed_guid: 9b024349-ccf0-5f69-a609-6b82873eab3c, feed_url: "https://podnews.net/rss"}]}
    """
    if (show.medium or "").lower() == "publisher" and not show.guid:
        yield Finding("a publisher's feed has no `podcast:guid`", ("guid",), level=Level.ERROR)
