"""Atom links: the feed's own address, hubs and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from feedkit.feed.document import Feed
from feedkit.feed.read import read_feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.subject import Spot, Visit
from feedkit.settings import Settings
from feedkit.tags.atom import RELATIONS
from feedkit.tags.show import Show
from feedkit.tags.values import short

PAGING = ("first", "last", "next", "previous", "prev", "prev-archive", "next-archive")
RSS = "application/rss+xml"


def _links(show: Show, rel: str) -> list[tuple[int, str]]:
    """Number and address of the show's links with a meaning."""
    return [(number, link.href) for number, link in enumerate(show.links) if link.rel == rel]


@rule("FK167", "itunes-new-feed-url", level="error")
def new_feed_url(show: Show) -> Iterator[Finding]:
    """`itunes:new-feed-url` is the feed's own address where the feed is to stay.

    Why: a wrong one moves all subscribers away.
    Mend: take it out, or write the address of the feed; where the show moves away, it is right, and `allow` it.
    Source: APPLE-GUIDE itunes:new-feed-url.
    Bad show: new_feed_url: https://other.fm/feed.xml
    Good show: new_feed_url: https://tea.fm/feed.xml
    """
    selves = [href for _, href in _links(show, "self")]
    if show.new_feed_url and "://" in show.new_feed_url and selves and show.new_feed_url not in selves:
        message = f"`new_feed_url` is {short(show.new_feed_url)}, and the feed calls itself {short(selves[0])}"
        yield Finding(message, ("new_feed_url",))


@rule("FK181", "atom-self", level="error", profiles=("psp1",), also={"core": "warning"})
def atom_self(show: Show) -> Iterator[Finding]:
    """A feed names its own address.

    Why: PSP-1 wants it; it is the address that subscribers should use, wherever a copy is found.
    Mend: write `feed_url` in show.yaml, or `<atom:link rel="self" href="…" type="application/rss+xml"/>`.
    Source: PSP1 atom:link; W3CFV MissingAtomSelfLink.
    Bad show: links: []
    Good show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml}]
    """
    if not _links(show, "self"):
        yield Finding('the feed does not name its own address (`atom:link` with `rel="self"`)', ("links",))


@rule("FK182", "atom-self-once", level="error")
def atom_self_once(show: Show) -> Iterator[Finding]:
    """A feed names one address as its own.

    Why: two addresses are two shows to some aggregators.
    Mend: keep the one that subscribers use.
    Source: RFC4287 4.2.7.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml},
        {href: "https://tea.fm/rss", rel: self, type: application/rss+xml}]
    """
    selves = _links(show, "self")
    if len(selves) > 1:
        see = ((("links", selves[0][0]), "the first one"),)
        yield Finding(f"the feed names {len(selves)} addresses as its own", ("links", selves[1][0]), see=see)


@rule("FK183", "atom-self-canonical", level="error", profiles=("psp1",), also={"core": "warning"})
def atom_self_canonical(show: Show, settings: Settings) -> Iterator[Finding]:
    """The feed's own address is https, and is the one that is configured.

    Why: a template with another show's address takes that show's place in aggregators.
    Mend: write the public address of this feed.
    Source: PSP1 atom:link; W3CFV SelfDoesntMatchLocation, RelativeSelf.
    Bad show: links: [{href: "http://tea.fm/feed.xml", rel: self, type: application/rss+xml}]
    Good show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml}]
    """
    for number, href in _links(show, "self"):
        if "://" in href and not href.startswith("https://"):  # of another FK128 tells
            yield Finding(f"the feed's own address is not https: {short(href)}", ("links", number, "href"))
        elif "://" in href and settings.feed_url and href != settings.feed_url:
            message = f"the feed calls itself {short(href)}, and its address is {short(settings.feed_url)}"
            yield Finding(message, ("links", number, "href"))


@rule("FK184", "atom-self-type", level="warning")
def atom_self_type(show: Show) -> Iterator[Finding]:
    """The self link has the type of RSS.

    Why: many feeds claim to be Atom.
    Mend: write `type="application/rss+xml"`.
    Source: PSP1 atom:link.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/atom+xml}]
    Good show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml}]
    """
    for number, link in enumerate(show.links):
        if link.rel == "self" and (link.type or "").lower().partition(";")[0].strip() != RSS:
            said = f"is {short(link.type)}" if link.type else "is missing"
            yield Finding(f"the self link's `type` {said}; write `{RSS}`", ("links", number, "type"))


@rule("FK185", "atom-link-shape", level="error", where=called("atom:link"))
def atom_link_shape(visit: Visit) -> Iterator[Finding]:
    """`atom:link` has an address and a type of media, if any; `rel` is one word or an address, best a registered one.

    Why: RFC 4287 has it so. It gives no meaning to text inside, and names that nobody registered are read by nobody.
    Mend: write `<atom:link rel="…" href="…"/>`.
    Source: RFC4287 4.2.7; W3CFV MissingHref, AtomLinkNotEmpty, UnregisteredAtomLinkRel.
    Bad channel: <atom:link href="https://tea.fm/feed.xml" rel="self" type="application/rss+xml">Feed</atom:link>
    Good channel: <atom:link href="https://tea.fm/feed.xml" rel="self" type="application/rss+xml"/>
    """
    rel = visit.node.attrs.get("rel", "alternate").strip()
    if "href" in visit.node.attrs and (visit.node.text.strip() or any(visit.node.nodes)):
        message = f"`atom:link` holds {short(visit.node.text.strip())} and should be empty"
        yield Finding(message, level=Level.WARNING)
    if rel.lower() not in RELATIONS and rel.lower() not in REGISTERED and not re.match(r"[a-z][a-z0-9+.-]*:", rel):
        level = Level.WARNING if re.fullmatch(r"[^\s/?#:]+", rel) else None
        yield Finding(f"`rel` is {short(rel)}, which nobody registered", level=level)
    media_type = visit.node.attrs.get("type")
    if media_type is not None and not re.fullmatch(r"\s*[^\s/]+/\S.*", media_type):
        yield Finding(f"`type` is no media type: {short(media_type)}", Spot(visit.node, "type"))


REGISTERED = frozenset(
    """about acl alternate amphtml appendix archives author canonical chapter collection contents copyright
    create-form describedby describes disclosure duplicate edit edit-form edit-media enclosure glossary help
    icon index item license me monitor monitor-group nofollow noreferrer payment pingback predecessor-version
    prefetch preload privacy-policy profile replies search section service shortlink start stylesheet subsection
    successor-version tag terms-of-service type up version-history via webmention working-copy""".split()  # noqa: SIM905 - words are read as words
)
"""IANA link relations that are met in feeds, beside those that feedkit writes."""


@rule("FK186", "websub-pair", level="error")
def websub_pair(show: Show) -> Iterator[Finding]:
    """A hub comes with the feed's own address; both are https.

    Why: WebSub needs both.
    Mend: write the self link, or take the hub out.
    Source: WEBSUB discovery.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml}, {href: "http://hub.fm/", rel: hub}]
    Good show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml}, {href: "https://hub.fm/", rel: hub}]
    """
    for number, href in _links(show, "hub"):
        if not _links(show, "self"):
            yield Finding("the feed names a hub and not its own address", ("links", number))
        elif not href.startswith("https://"):
            yield Finding(f"the hub is not https: {short(href)}", ("links", number, "href"))


@rule("FK187", "paging-rel-names", level="warning")
def paging_rel_names(show: Show) -> Iterator[Finding]:
    """The page before is called `previous`.

    Why: RFC 5005 says so; readers that know `prev` are fewer.
    Mend: write `previous`.
    Source: RFC5005 3; PN-OTHER Feed Paging.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml},
        {href: "https://tea.fm/feed2.xml", rel: prev, type: application/rss+xml}]
    """
    for number, _ in _links(show, "prev"):
        yield Finding("the link to the page before is called `prev`; write `previous`", ("links", number, "rel"))


@rule("FK188", "paging-chain", level="error")
def paging_chain(show: Show) -> Iterator[Finding]:
    """Pages form one chain: no page links itself as next or previous, the first has none before it.

    Why: apps follow links blindly, and go round in circles.
    Mend: take the link out that leads back.
    Source: RFC5005 3; AntennaPod/AntennaPod#3124.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml},
        {href: "https://tea.fm/feed.xml", rel: next, type: application/rss+xml}]
    """
    selves = {href for _, href in _links(show, "self")}
    for rel in ("next", "previous", "prev"):
        for number, href in _links(show, rel):
            if href in selves:
                yield Finding(f"the page names itself as its {rel} page", ("links", number, "href"))
    firsts = {href for _, href in _links(show, "first")}
    if selves & firsts and (back := _links(show, "previous") + _links(show, "prev")):
        yield Finding("the first page has a page before it", ("links", back[0][0]))


@rule("FK189", "paging-disjoint", level="error")
def paging_disjoint(feed: Feed) -> Iterator[Finding]:
    """Pages of a feed hold different episodes of one show. Looks at the pages that lie beside this one on the disk.

    Why: an episode on two pages is there twice, and pages with different guids are different shows.
    Mend: build all pages from one show.
    Source: RFC5005 3; PN guid.
    """
    if feed.show is None:
        return
    own = {episode.guid.text: number for number, episode in enumerate(feed.show.episodes) if episode.guid is not None}
    for number, name in _pages_beside(feed):
        other = read_feed(Path(feed.path).parent / name).show
        if other is None:
            continue
        if other.guid != feed.show.guid:
            message = f"the page `{name}` has another `podcast:guid`: {short(other.guid or 'none')}"
            yield Finding(message, ("links", number))
        twice = [
            episode.guid.text for episode in other.episodes if episode.guid is not None and episode.guid.text in own
        ]
        if twice:
            message = (
                f"{len(twice)} episode{'s' * (len(twice) > 1)} of this page {'are' if len(twice) > 1 else 'is'} on"
            )
            yield Finding(f"{message} `{name}`, too: {short(twice[0])}", ("episodes", own[twice[0]], "guid"))


def _pages_beside(feed: Feed) -> Iterator[tuple[int, str]]:
    """The next page and the one before, where they are files beside the feed: the link's number, and the file."""
    here = Path(feed.path)
    for number, link in enumerate(feed.show.links if feed.show is not None else ()):
        if link.rel in ("next", "previous", "prev") and link.href:
            name = PurePosixPath(urlsplit(link.href).path).name
            if name and name != here.name and here.is_file() and (here.parent / name).is_file():
                yield number, name


@rule("FK190", "paging-main-feed", level="warning")
def paging_main_feed(show: Show) -> Iterator[Finding]:
    """The public feed holds all episodes.

    Why: few apps follow links to older pages, and no directory is known to.
    Mend: publish one feed while it is not too large.
    Source: PN-OTHER Feed Paging; AntennaPod/AntennaPod#245.
    Bad show: links: [{href: "https://tea.fm/feed.xml", rel: self, type: application/rss+xml},
        {href: "https://tea.fm/feed2.xml", rel: next, type: application/rss+xml}]
    """
    for number, href in _links(show, "next"):
        if href not in {own for _, own in _links(show, "self")}:
            yield Finding(f"older episodes are on another page: {short(href)}", ("links", number), level=Level.WARNING)


@rule("FK191", "fh-complete-alone", level="error", where=called("channel"))
def fh_complete_alone(visit: Visit) -> Iterator[Finding]:
    """A feed that says it is complete has no other pages.

    Why: the two contradict each other.
    Mend: take one of them out.
    Source: RFC5005 2; W3CFV FeedRelInCompleteFeed.
    """
    if not any(node.name == "fh:complete" for node in visit.node.nodes):
        return
    for node in visit.node.nodes:
        if node.name == "atom:link" and node.attrs.get("rel") in PAGING:
            yield Finding(f"the feed is complete, and links a page as {short(node.attrs['rel'])}", node)
