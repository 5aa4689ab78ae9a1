"""The other side of a publisher's link: the feed that is named is fetched, and must name this one back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from feedkit.excerpts import excerpt_of
from feedkit.feed.read import read_feed
from feedkit.media.addresses import shown
from feedkit.media.fetch import NoAnswer
from feedkit.media.limits import Limits
from feedkit.media.served_feed import fetch_document
from feedkit.problems import Place, Problem
from feedkit.records.layers import Path as Steps
from feedkit.rules.engine import all_rules
from feedkit.rules.publishers import children_of, claims_of, unreturned
from feedkit.settings import Settings
from feedkit.tags.show import Show

RULE = "FK255"


def check_publishers(
    show: Show,
    locate: Callable[[Steps], Place],
    settings: Settings,
    *,
    known: Collection[str] = (),
    limits: Limits | None = None,
) -> Iterator[Problem]:
    """Fetch the feed of a show's publisher, or those of a publisher's shows, and tell where they do not name it back.

    known: guids, in small letters, of shows that are at hand and were compared already.
    """
    rule = next(one for one in all_rules() if one.id == RULE)
    level = rule.level_in(settings)
    if level is None:
        return
    for path, item in claims_of(show):
        is_known = (item.feed_guid or "").lower() in known
        why = _why_one_sided(show, path, item.feed_url, settings, limits) if item.feed_url and not is_known else ""
        if why:
            place, message = locate(path), f"{shown(item.feed_url or '')} {why}"
            yield Problem(rule.id, rule.slug, level, message, place, rule.mend, excerpt=excerpt_of(place))


def _why_one_sided(show: Show, path: Steps, url: str, settings: Settings, limits: Limits | None) -> str:
    try:
        reply = fetch_document(url, limits=limits, allow_private=settings.allow_private)
    except NoAnswer as error:
        return f"cannot be fetched, so nobody knows whether it names this feed back: {error}"
    other = read_feed(reply.body, path=shown(url)).show
    if other is None:
        return "is no feed that can be read, so nobody knows whether it names this one back"
    publisher = other.publisher.remote_item if other.publisher is not None else None
    return unreturned(show, path, publisher, children_of(other))
