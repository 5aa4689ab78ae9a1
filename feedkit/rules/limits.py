"""Sizes, and what single platforms do with a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from feedkit.feed.document import Feed
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.languages import COUNTRIES
from feedkit.rules.subject import TextValue, Visit
from feedkit.settings import Settings
from feedkit.tags.show import Show
from feedkit.tags.values import short

STORED = {
    ("channel", "title"): 768,
    ("item", "title"): 1024,
    ("guid", ""): 740,
    ("itunes:owner", "itunes:name"): 255,
    ("itunes:owner", "itunes:email"): 255,
}
"""Characters that Podcast Index keeps (PI-AGG partytime.js)."""

MOST_EPISODE_NUMBER = 1_000_000


@rule("FK169", "itunes-verify-leftover", level="info")
def verify_leftover(show: Show, settings: Settings) -> Iterator[Finding]:
    """Proofs of ownership are taken out when they have done their work.

    Why: they are needed once.
    Mend: take `podcast:txt` with the purpose verify, and `itunes:applepodcastsverify`, out.
    Source: PN txt; APPLE-5497.
    """
    dates = [date for date in show.across.dates if date is not None]
    if (
        settings.now is None
        or not dates
        or settings.now - max(dates) < timedelta(days=settings.limits.stale_proof_days)
    ):
        return
    for number, txt in enumerate(show.txts):
        if (txt.purpose or "").lower() in ("verify", "applepodcastsverify"):
            yield Finding(f"there is still a proof of ownership ({txt.purpose})", ("txts", number))
    if show.applepodcastsverify:
        yield Finding("there is still a proof of ownership for Apple", ("applepodcastsverify",))


@rule("FK401", "size-items", level="info")
def size_items(feed: Feed, settings: Settings) -> Iterator[Finding]:
    """A feed has no more episodes than directories show.

    Why: about 300 was Apple's limit for long; today's numbers are unpublished.
    Mend: none is needed; keep an eye on the feed's size.
    Source: theaudacitytopodcast.com TAP302 (dated).
    """
    count, limits = len(feed.show.episodes) if feed.show is not None else 0, settings.limits
    paged = feed.show is not None and any(link.rel == "next" for link in feed.show.links)
    if count > limits.items_most or (count > limits.items_unpaged and not paged):
        yield Finding(f"the feed has {count} episodes", feed.root or ())


@rule("FK402", "size-item", level="info")
def size_item(feed: Feed, settings: Settings) -> Iterator[Finding]:
    """An episode takes at most 64 KB of the feed.

    Why: what is larger is mostly a transcript that was pasted into the notes.
    Mend: link the transcript instead.
    Source: practice.
    """
    for number, episode in enumerate(feed.show.episodes if feed.show is not None else ()):
        size = len((episode.description or "").encode()) + len((episode.content or "").encode())
        if size > settings.limits.item_bytes:
            yield Finding(f"the episode's texts have {size} bytes", feed.locate(("episodes", number, "content")))


@rule(
    "FK403",
    "limit-podcastindex",
    level="info",
    forms=("text", "url", "https_url", "email"),
    longer_than=lambda limits: min(limits.url_chars, *STORED.values()),
)
def limit_podcastindex(value: TextValue, settings: Settings) -> Iterator[Finding]:
    """Values fit what Podcast Index keeps: titles 768 and 1024, guids 740, addresses 768, owner 255.

    Why: what is longer is cut without a word.
    Mend: shorten it; but leave a guid that is published.
    Source: PI-AGG partytime.js.
    """
    most = STORED.get((value.owner.tag, value.slot.name))
    if value.form in ("url", "https_url") and value.owner.tag != "enclosure":
        most = settings.limits.url_chars
    if most is not None and len(value.text) > most:
        yield Finding(f"{value.name} has {len(value.text)} characters; Podcast Index keeps {most}")


@rule("FK404", "youtube-static", level="info", profiles=("youtube",), when=lambda settings: settings.release)
def youtube_static(show: Show, settings: Settings) -> Iterator[Finding]:
    """YouTube copies an episode once; what changes later does not reach it.

    Why: replaced audio and corrected notes stay as they were there, and others' advertisements are not allowed.
    Mend: publish final audio only; switch this reminder off once it is known (`rules: {youtube-static: off}`).
    Source: YT-PRESS.
    """
    if settings.release and show.episodes:
        yield Finding("YouTube copies each episode once, when it first sees it", ("episodes",))


@rule(
    "FK405",
    "spotify-limit",
    level="info",
    profiles=("spotify",),
    where=called("spotify:limit", "spotify:countryOfOrigin"),
)
def spotify_limit(visit: Visit) -> Iterator[Finding]:
    """Spotify's limit is a number from 1, its countries are ISO 3166 codes.

    Why: wrong values hide episodes, or whole markets.
    Mend: correct them, or take them out.
    Source: the tag table, spotify.
    Bad channel: <spotify:limit xmlns:spotify="http://www.spotify.com/ns/rss" recentCount="0"/>
    """
    if visit.node.name == "spotify:limit" and not visit.node.attrs.get("recentCount", "").strip("0").isdecimal():
        yield Finding(f"`recentCount` is {short(visit.node.attrs.get('recentCount', ''))}")
    elif visit.node.name == "spotify:countryOfOrigin":
        odd = [word for word in visit.node.text.lower().split() if word.upper() not in COUNTRIES]
        if odd:
            yield Finding(f"`spotify:countryOfOrigin` holds {short(odd[0])}")
