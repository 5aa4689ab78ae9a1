"""Publishers and their shows: that each names the other, where both are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from feedkit.problems import Place
from feedkit.rules.engine import Finding, rule
from feedkit.rules.subject import Path
from feedkit.tags.podcast_links import RemoteItem
from feedkit.tags.show import Show
from feedkit.tags.values import short

if TYPE_CHECKING:
    from feedkit.records.neighbours import Neighbour


def claims_of(show: Show) -> Iterator[tuple[Path, RemoteItem]]:
    """Whom a show says that it belongs together with, each with its path: its publisher, or a publisher's shows."""
    if show.publisher is not None and show.publisher.remote_item is not None:
        yield ("publisher", "remote_item"), show.publisher.remote_item
    for number, item in enumerate(children_of(show)):
        yield ("remote_items", number), item


def children_of(show: Show) -> Sequence[RemoteItem]:
    """The shows of a publisher's feed; () for any other."""
    return show.remote_items if (show.medium or "").lower() == "publisher" else ()


def unreturned(show: Show, path: Path, publisher: RemoteItem | None, children: Sequence[RemoteItem]) -> str:
    """Why a claim of a show, by its path, counts for nothing; '' where it is returned.

    publisher, children: what the other side says.
    """
    own, addresses = (show.guid or "").lower(), addresses_of(show)
    is_publishers = path[0] == "remote_items"
    named = [publisher] if is_publishers and publisher is not None else [] if is_publishers else [*children]
    if any(stands_for(item, own, addresses) for item in named):
        return ""
    mistaken = next((item for item in named if item.feed_url in addresses), None)
    if mistaken is not None:
        return f"names this feed by another guid, {short(mistaken.feed_guid or '')}"
    return "does not name this feed as its publisher" if is_publishers else "does not name this show among its own"


def addresses_of(show: Show) -> frozenset[str]:
    """The feed's own addresses, as it gives them."""
    return frozenset(link.href for link in show.links if link.rel == "self" and link.href)


def stands_for(item: RemoteItem, guid: str, addresses: Iterable[str]) -> bool:
    """Whether a remote item is the feed with this guid, in small letters; the guid decides where both sides have one."""
    if item.feed_guid and guid:
        return item.feed_guid.lower() == guid
    return item.feed_url is not None and item.feed_url in {*addresses}


@rule("FK255", "publisher-two-way", level="warning")
def publisher_two_way(show: Show, neighbours: Iterable[Neighbour]) -> Iterator[Finding]:
    """A show and its publisher name each other.

    Why: apps and indexes discard what only one side says. Told of the shows in the folder beside this one and, online,
        of every feed that is named.
    Mend: write `publisher` in the show and `remote_items` in its publisher's show file, each with the other's guid.
    Source: PN-PUBLISHER.
    """
    for path, item in claims_of(show):
        for other in neighbours:
            is_meant = stands_for(item, other.guid, (other.feed_url,)) or item.feed_url == other.feed_url != ""
            why = unreturned(show, path, other.publisher, other.children) if is_meant else ""
            if why:
                yield Finding(f"`{other.path}` {why}", path, see=((Place(other.path, 1, 1), "the other show"),))
