"""The namespaces of podcast feeds: customary prefixes, their URIs, and the spellings that mean the same."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

URIS = MappingProxyType(
    {
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "podcast": "https://podcastindex.org/namespace/1.0",
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "psc": "http://podlove.org/simple-chapters",
        "fh": "http://purl.org/syndication/history/1.0",
        "media": "http://search.yahoo.com/mrss/",
        "spotify": "http://www.spotify.com/ns/rss",
        "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
        "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
        "acast": "https://schema.acast.com/1.0/",
    }
)
"""Prefix to URI, as feedkit writes them. Apps match prefix, URI or both; only both together satisfy all."""

DEAD = frozenset({"googleplay"})
"""Prefixes of namespaces that no app reads any more: Google Podcasts ended in 2024."""

UNDECLARED = "urn:feedkit:undeclared:"
"""What a prefix stands for in a feed that is written, where nobody has said it: without any no XML parser reads the feed."""

SAME_AS = MappingProxyType(
    {"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast"},
)
"""URIs that a specification declares to be identical."""

MISSPELT = MappingProxyType(
    {
        "https://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
        "http://www.itunes.com/DTDs/Podcast-1.0.dtd": "itunes",
        "http://www.itunes.com/dtds/Podcast-1.0.dtd": "itunes",
        "http://www.itunes.com/dtds/podcast-1.0.dtd/": "itunes",
        "http://podcastindex.org/namespace/1.0": "podcast",
        "https://podcastindex.org/namespace/1.0/": "podcast",
        "http://w3.org/2005/Atom": "atom",
        "https://www.w3.org/2005/Atom": "atom",
        "http://www.w3.org/2005/Atom/": "atom",
        "https://purl.org/rss/1.0/modules/content/": "content",
        "http://purl.org/rss/1.0/modules/content": "content",
        "http://search.yahoo.com/mrss": "media",
        "http://www.rssboard.org/media-rss": "media",
        "https://www.spotify.com/ns/rss": "spotify",
        "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd": "googleplay",
    }
)
"""URIs that are wrong and whose meaning is plain: read, reported, never written."""

PREFIXES = MappingProxyType({uri: prefix for prefix, uri in URIS.items()} | dict(SAME_AS) | dict(MISSPELT))
"""Every URI that feedkit understands, to the customary prefix."""


class Meaning(NamedTuple):
    """What a namespace stands for: the customary prefix, '' for an unknown one; and whether the URI is spelled right."""

    prefix: str
    exact: bool


OURS_ALONE = ("itunes", "podcast")
"""Prefixes that nobody uses for anything else: with any URI they mean what they always mean."""


@lru_cache(maxsize=1_024)
def meaning(prefix: str, uri: str) -> Meaning:
    """What is meant by a URI, or by the prefix bound to it: slips of case, scheme, `www.` and last slash are seen."""
    known = PREFIXES.get(uri)
    if known is not None:
        return Meaning(known, uri not in MISSPELT)
    near = _NEAR.get(_bare(uri)) or (prefix if prefix in OURS_ALONE else "")
    return Meaning(near, exact=False)


def _bare(uri: str) -> str:
    return uri.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


_NEAR = MappingProxyType({_bare(uri): prefix for uri, prefix in PREFIXES.items()})

ALWAYS = ("itunes", "podcast", "atom", "content")
"""Declared, used or not: PSP-1 wants them all."""

ELSEWHERE = frozenset(
    """atom:category atom:content atom:email atom:generator atom:icon atom:id atom:logo atom:name atom:published atom:rights
    atom:source atom:subtitle atom:summary atom:title atom:updated atom:uri media:adult media:backLinks media:category media:comments
    media:community media:copyright media:credit media:description media:embed media:group media:hash media:keywords
    media:license media:location media:peerLink media:player media:price media:rating media:responses media:rights
    media:scenes media:status media:subTitle media:text media:title""".split()  # noqa: SIM905 - words are read as words
)
"""Elements of RFC 4287 and Media RSS 1.5.1 that are right, and that no podcast app reads."""
ATTRIBUTES_ELSEWHERE = {
    "media:content": frozenset(
        "isdefault expression bitrate framerate samplingrate channels height width lang".split()  # noqa: SIM905 - words
    )
}
"""Likewise attributes, in small letters."""
