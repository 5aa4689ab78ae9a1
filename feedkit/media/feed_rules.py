"""Served feeds: how a feed must be served for directories to take it, and for apps to find it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from feedkit.media.addresses import shown
from feedkit.media.rulebook import rule
from feedkit.media.served_feed import ServedFeed
from feedkit.media.types import bare
from feedkit.rules.engine import Finding

_RIGHT_TYPES = frozenset({"application/rss+xml", "application/xml", "text/xml"})
_DECLARED = re.compile(rb"""<\?xml[^>]{1,200}?encoding=["']([\w.-]{1,40})""", re.ASCII)
_NOT_MODIFIED = 304
_PERMANENT = frozenset({301, 308})
_WORTH_PACKING = 10_000


@rule("FK384", "net-feed-200", level="error")
def net_feed_200(served: ServedFeed) -> Iterator[Finding]:
    """The feed's public address answers 200 over https, without login, in at most one redirect.

    Why: a feed that a directory cannot fetch is no feed.
    Mend: open the address in a private window; give the directories the address that answers at once.
    Source: APPLE-823; SPOTIFY-EP item 4.
    Bad: {url: 'https://example.org/feed.xml', status: 403, trouble: status, failure: it answers 403}
    Good: {url: 'https://example.org/feed.xml', status: 200}
    """
    if served.former_of:
        return
    if served.failure:
        yield Finding(f"the feed cannot be fetched: {served.failure}")
    if urlsplit(served.final or served.url).scheme != "https":
        yield Finding("the feed is not served over https")
    if len(served.moves) > 1:
        yield Finding(f"the feed's address redirects {len(served.moves)} times; one is the most")


@rule("FK385", "net-feed-content-type", level="warning")
def net_feed_content_type(served: ServedFeed) -> Iterator[Finding]:
    """A feed is served as application/rss+xml, application/xml or text/xml, in UTF-8.

    Why: other types are downloaded or refused.
    Mend: set the type at the host to `application/rss+xml; charset=utf-8`.
    Source: W3CFV UnexpectedContentType, EncodingMismatch, TextXml.
    Bad: {url: 'https://example.org/feed.xml', status: 200, type: text/html}
    Good: {url: 'https://example.org/feed.xml', status: 200, type: application/rss+xml; charset=utf-8}
    """
    if served.failure or served.former_of:
        return
    kind, parameters = bare(served.type), served.type.lower().partition(";")[2].replace('"', "").replace(" ", "")
    declared = _DECLARED.match(served.body)
    encoding = declared[1].decode("ascii").upper() if declared else "UTF-8"
    if kind not in _RIGHT_TYPES:
        yield Finding(f"the feed is served as `{served.type}`" if served.type else "the feed is served without a type")
    elif "charset=" in parameters and f"charset={encoding.lower()}" not in parameters:
        yield Finding(f"the feed is served as `{served.type}`, and it is in {encoding}")
    elif kind == "text/xml" and "charset=" not in parameters:
        yield Finding("the feed is served as `text/xml` without a charset, which old readers take for US-ASCII")


@rule("FK386", "net-feed-conditional", level="warning")
def net_feed_conditional(served: ServedFeed) -> Iterator[Finding]:
    """A feed has an ETag or a Last-Modified, and answers 304 while it has not changed.

    Why: directories ask every few minutes, and Apple asks this way since 2023.
    Mend: serve the feed as a plain file, or let the host send an ETag.
    Source: APPLE-4115 Conditional GET.
    Bad: {url: 'https://example.org/feed.xml', status: 200, conditional: 200}
    Good: {url: 'https://example.org/feed.xml', status: 200, conditional: 304}
    """
    if served.failure or served.former_of or served.conditional == _NOT_MODIFIED:
        return
    if served.conditional:
        yield Finding(f"asked whether the feed has changed, the server answers {served.conditional}; 304 is right")
    else:
        yield Finding("the feed has neither an ETag nor a Last-Modified")


@rule("FK387", "net-feed-compressed", level="info")
def net_feed_compressed(served: ServedFeed) -> Iterator[Finding]:
    """A feed is offered packed, with gzip or br.

    Why: feeds shrink to a tenth.
    Mend: switch compression on at the host, for application/rss+xml too.
    Source: W3CFV Uncompressed.
    Bad: {url: 'https://example.org/feed.xml', status: 200, length: 8000000}
    Good: {url: 'https://example.org/feed.xml', status: 200, length: 8000000, packed: gzip}
    """
    if not served.failure and not served.former_of and not served.packed and served.length >= _WORTH_PACKING:
        yield Finding(f"the feed has {served.length} bytes, and is not packed for those who can unpack it")


@rule("FK388", "net-feed-same", level="error")
def net_feed_same(served: ServedFeed) -> Iterator[Finding]:
    """The feed that is served is the one that was built, and calls itself by the address it is served at.

    Why: a cache or a deployment that failed shows last week's feed.
    Mend: deploy again, and empty the cache; correct `feed_url` in show.yaml if the address is another.
    Source: W3CFV SelfDoesntMatchLocation.
    Bad: {url: 'https://example.org/feed.xml', status: 200, same: false}
    Good: {url: 'https://example.org/feed.xml', status: 200, same: true, self_url: 'https://example.org/feed.xml'}
    """
    if served.failure or served.former_of:
        return
    if served.same is False:
        yield Finding("what is served is not the feed that was built")
    if served.self_url and served.self_url not in {served.url, served.final}:
        yield Finding(f"the feed calls itself {shown(served.self_url)}, and was fetched from {shown(served.url)}")


@rule("FK389", "net-moved-301", level="warning")
def net_moved_301(served: ServedFeed) -> Iterator[Finding]:
    """A former address of the feed answers 301 and leads to the present one.

    Why: subscribers come along only if the old address sends them.
    Mend: set up a permanent redirect at the old host, and keep it for years.
    Source: APPLE-GUIDE itunes:new-feed-url.
    Bad: {url: 'https://old.example/f', former_of: 'https://example.org/f', status: 404}
    Good: {url: 'https://old.example/f', former_of: 'https://example.org/f', moves: [301], final: 'https://example.org/f'}
    """
    if not served.former_of:
        return
    if served.failure:
        yield Finding(f"the former address does not lead to the feed: {served.failure}")
    elif served.final != served.former_of:
        yield Finding(f"the former address does not lead to {shown(served.former_of)}: it answers {served.status}")
    elif not served.moves or not set(served.moves) <= _PERMANENT:
        moves = ", ".join(map(str, served.moves)) or "no redirect"
        yield Finding(f"the former address moves by {moves}; 301 is permanent")


@rule("FK399", "net-robots", level="info")
def net_robots(served: ServedFeed) -> Iterator[Finding]:
    """`robots.txt` keeps no podcast crawler from the feed.

    Why: the show is missing from directories, and nowhere else.
    Mend: allow the crawlers that the message names in robots.txt.
    Source: APPLE-823; SPOTIFY-EP.
    Bad: {url: 'https://example.org/feed.xml', status: 200, kept_out: [iTMS]}
    Good: {url: 'https://example.org/feed.xml', status: 200}
    """
    if served.kept_out:
        yield Finding(f"robots.txt keeps out {', '.join(served.kept_out)}")
