"""The guid: an episode's identity, for good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.looks import begins_as_number, is_odd_truth
from feedkit.rules.repeats import repeats
from feedkit.rules.subject import Raw, is_there_otherwise, miscased
from feedkit.rules.urls import LEGAL
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.rss import Guid
from feedkit.tags.show import Show
from feedkit.tags.values import short

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
HTTP = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
VOLATILE = re.compile(
    r"utm_\w+|x-amz-.*|.*token|.*signature|sig|expires?|session(_?id)?|sid|policy|hdnts", re.IGNORECASE
)
"""Names of query parameters that are different tomorrow."""


@rule(
    "FK062",
    "guid-required",
    level="error",
    profiles=("apple", "spotify", "psp1"),
    also={"core": "warning"},
    lacks="guid",
)
def guid_required(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """Every episode has a guid.

    Why: Apple, Spotify and PSP-1 want it; partytime drops the episode without one, newsboat makes one up, and gPodder
        gives an empty one the address of the feed.
    Mend: write `guid`; `feedkit build` mints one and keeps it.
    Source: APPLE-4115; APPLE-823; SPOTIFY-SHOW; PSP1 guid.
    Bad: guid:
    Good: guid: {text: 7c029615-a810-5214-9342-eee73f58435d, is_permalink: false}
    """
    if episode.guid is None and not is_there_otherwise("guid", episode, feed):
        level = Level.ERROR if episode.tag != "item" else None  # a live item is told from others by nothing else
        yield Finding("the episode has no `guid`", ("guid",), level=level)


@rule("FK063", "guid-unique", level="error")
def guid_unique(show: Show) -> Iterator[Finding]:
    """No two episodes have the same guid.

    Why: Apple does not take a new episode with a known guid; gPodder, newsboat and reader keep one of the two.
    Mend: give the newer episode a guid of its own; leave the older one's alone.
    Source: APPLE-4115; W3CFV DuplicateValue; podlove/podlove-publisher#467.
    Bad show: episodes: [{guid: {text: 7c029615-a810-5214-9342-eee73f58435a, is_permalink: false}}, {guid: {text: 7c029615-a810-5214-9342-eee73f58435a, is_permalink: false}}]
    Good show: episodes: [{guid: {text: 7c029615-a810-5214-9342-eee73f58435a, is_permalink: false}}, {guid: {text: 7c029615-a810-5214-9342-eee73f58435b, is_permalink: false}}]
    """
    for number, other, text in repeats(show.across.guids):
        see = ((("episodes", other, "guid"), "the other one"),)
        yield Finding(f"the guid {short(text)} stands on two episodes", ("episodes", number, "guid"), see=see)


@rule("FK064", "guid-near-duplicate", level="warning")
def guid_near_duplicate(show: Show) -> Iterator[Finding]:
    """No two guids differ only in case, white space, http or https, or a slash at the end.

    Why: guids are compared letter by letter, but not by every store and cache.
    Mend: make the newer one plainly different, before it is published.
    Source: APPLE-GUIDE guid.
    Bad show: episodes: [{guid: "https://tea.fm/1"}, {guid: "http://tea.fm/1/"}]
    Good show: episodes: [{guid: "https://tea.fm/1"}, {guid: "https://tea.fm/2"}]
    """
    first: dict[str, tuple[int, str]] = {}
    for number, text in enumerate(show.across.guids):
        if text is not None:
            folded = text.strip().casefold().removeprefix("https://").removeprefix("http://").rstrip("/")
            other, others = first.setdefault(folded, (number, text))
            if others != text:
                message = f"the guids {short(text)} and {short(others)} are nearly the same"
                see = ((("episodes", other, "guid"), "the other one"),)
                yield Finding(message, ("episodes", number, "guid"), see=see)


@rule("FK065", "guid-permalink-is-url", level="error")
def guid_permalink_is_url(guid: Guid) -> Iterator[Finding]:
    """A guid is an address, or says `isPermaLink="false"`.

    Why: without the attribute the guid is a link by definition; gPodder and feedparser make it one, which changes
        when the feed moves.
    Mend: write `is_permalink: false`; the guid itself stays as it is.
    Source: RSS2 guid; W3CFV InvalidHttpGUID, InvalidPermalink.
    Bad: guid: {text: 7c029615-a810-5214-9342-eee73f584351}
    Good: guid: {text: 7c029615-a810-5214-9342-eee73f584351, is_permalink: false}
    """
    text = guid.text.strip()
    if guid.is_permalink is False or miscased("isPermaLink", guid):
        return
    if not HTTP.match(text):
        yield Finding(f"the guid {short(guid.text)} is no address, but stands for one", ("is_permalink",))
    elif (end := LEGAL.match(text).end()) < len(text):  # type: ignore[union-attr]  # it matches the empty string too
        yield Finding(f"the guid {short(guid.text)} stands for an address, which cannot hold {short(text[end])}")


@rule("FK066", "guid-ispermalink-value", level="error", forms=("bool",), where=called("isPermaLink"), only=is_odd_truth)
def guid_ispermalink_value(raw: Raw) -> Iterator[Finding]:
    """The attribute is spelt `isPermaLink` and is `true` or `false`.

    Why: anything else leaves the default in force, which is true.
    Mend: write `isPermaLink="false"`, in a record `is_permalink: false`.
    Source: RSS2 guid; W3CFV InvalidBooleanAttribute.
    Bad xml: <guid isPermaLink="no">7c029615-a810-5214-9342-eee73f584351</guid>
    Good xml: <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584351</guid>
    """
    if not raw.in_record and raw.text not in ("true", "false"):
        yield Finding(f"`isPermaLink` is {short(raw.text)}; write `true` or `false`")


@rule("FK067", "guid-not-trivial", level="warning", has="text", only=begins_as_number)
def guid_not_trivial(guid: Guid, settings: Settings) -> Iterator[Finding]:
    """A guid is more than a small number.

    Why: other shows count too; numbers clash where feeds are merged or moved.
    Mend: leave what is published; for new episodes take a UUID.
    Source: W3CFV NotSufficientlyUnique.
    Bad: guid: {text: "12", is_permalink: false}
    Good: guid: {text: tea-12, is_permalink: false}
    """
    text = guid.text.strip()
    if text.isdecimal() and len(text) < max(2, settings.limits.trivial_guid_digits):
        yield Finding(f"the guid {short(guid.text)} is a small number")


@rule("FK068", "guid-length", level="warning", has="text", longer_than=lambda limits: limits.guid_chars)
def guid_length(guid: Guid, settings: Settings) -> Iterator[Finding]:
    """A guid has at most 255 characters; over 740 is an error.

    Why: Podcast Index cuts at 740, after which two guids can be one.
    Mend: leave what is published; for new episodes take a UUID.
    Source: PI-AGG partytime.js; APPLE-GUIDE.
    """
    limits, length = settings.limits, len(guid.text)
    if length > limits.guid_chars:
        level = Level.ERROR if length > limits.guid_most_chars else None
        yield Finding(f"the guid has {length} characters; {limits.guid_chars} is the most", level=level)


@rule("FK069", "guid-form", level="info")
def guid_form(guid: Guid) -> Iterator[Finding]:
    """A guid is a UUID, or an address that will stay.

    Why: it is the namespace project's advice; text invites corrections, and corrections make new episodes.
    Mend: leave what is published; for new episodes take a UUID.
    Source: PN-OTHER Episode GUID.
    Bad: guid: {text: Bread and butter, is_permalink: false}
    Good: guid: {text: 7c029615-a810-5214-9342-eee73f58435d, is_permalink: false}
    """
    text = guid.text.strip()
    if not UUID.fullmatch(text.removeprefix("urn:uuid:")) and not HTTP.match(text):
        yield Finding(f"the guid {short(guid.text)} is neither a UUID nor an address")


@rule("FK070", "guid-no-volatile-url", level="warning", has="guid")
def guid_no_volatile_url(episode: Episode) -> Iterator[Finding]:
    """A guid that is an address has no parts that change, and is not the media file's.

    Why: when the token or the CDN changes, every old episode is new again.
    Mend: leave what is published; for new episodes take a UUID.
    Source: podly-pure-podcasts/podly_pure_podcasts#216; APPLE-GUIDE guid.
    Bad: guid: https://cdn.tea.fm/1.mp3?token=abc
    Good: guid: https://tea.fm/1
    """
    if episode.guid is None or not HTTP.match(episode.guid.text):
        return
    text = episode.guid.text
    name = volatile_name(text)
    if name:
        yield Finding(f"the guid holds `{name}`, which changes: {short(text)}", ("guid",))
    elif episode.enclosure is not None and episode.enclosure.url == text:
        yield Finding(f"the guid is the media file's address: {short(text)}", ("guid",))


def volatile_name(url: str) -> str:
    """The first query parameter of an address that is different tomorrow, or ''."""
    if "?" not in url:
        return ""
    try:
        query = urlsplit(url).query
    except ValueError:
        return ""
    return next((name for name, _ in parse_qsl(query, keep_blank_values=True) if VOLATILE.fullmatch(name)), "")
