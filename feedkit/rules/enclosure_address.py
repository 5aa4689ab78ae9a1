"""The address of the media file: apps fetch it for years, and take it for an identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from feedkit.rules.engine import Finding, rule
from feedkit.rules.guid import volatile_name
from feedkit.rules.looks import is_odd_address, plain_host
from feedkit.rules.media_types import extension
from feedkit.rules.repeats import repeats
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.media_types import APPLE_EXTENSIONS
from feedkit.tags.rss import Enclosure
from feedkit.tags.show import Show
from feedkit.tags.values import short

ABSOLUTE = re.compile(r"\s*https?://[^/]", re.IGNORECASE)


@rule("FK076", "enclosure-url-absolute", level="error", has="url", only=is_odd_address)
def url_absolute(enclosure: Enclosure) -> Iterator[Finding]:
    """The address of the media file begins with http or https.

    Why: Podcast Index drops any other; only gPodder, podcastparser and sfeed resolve a relative one.
    Mend: write the full address.
    Source: RSS2 enclosure; PI-AGG partytime.js.
    Bad: enclosure: {url: /audio/1.mp3, length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/audio/1.mp3, length: 48213331, type: audio/mpeg}
    """
    if enclosure.url and not ABSOLUTE.match(enclosure.url):
        yield Finding(f"`url` is no full http address: {short(enclosure.url)}", ("url",))


@rule(
    "FK077",
    "enclosure-url-ascii",
    level="error",
    profiles=("apple",),
    also={"core": "warning"},
    has="url",
    only=is_odd_address,
)
def url_ascii(enclosure: Enclosure) -> Iterator[Finding]:
    """The address is ASCII; its file name keeps to letters, digits, dot, hyphen and underscore.

    Why: Apple wants it so; a space makes gPodder store no address at all.
    Mend: write other characters as `%C3%BC`, or rename the file before it is published.
    Source: APPLE-823.
    Bad: enclosure: {url: https://tea.fm/grün.mp3, length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/gruen.mp3, length: 48213331, type: audio/mpeg}
    """
    if enclosure.url and not enclosure.url.isascii():
        odd = next(character for character in enclosure.url if not character.isascii())
        yield Finding(f"`url` holds {short(odd)}, which is not ASCII: {short(enclosure.url)}", ("url",))


@rule("FK078", "enclosure-extension", level="error", profiles=("apple",))
def enclosure_extension(episode: Episode) -> Iterator[Finding]:
    """The file's name ends in .mp3, .m4a, .mp4, .m4v, .mov or .pdf.

    Why: Apple goes by the extension; what stands in the query does not count.
    Mend: let the path of the address end in the extension.
    Source: APPLE-GUIDE enclosure; Joomla-Bible-Study/Proclaim#1424; W3CFV UnsupportedItunesFormat.
    Bad: enclosure: {url: "https://tea.fm/track?id=9", length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/9.mp3, length: 48213331, type: audio/mpeg}
    """
    url = episode.enclosure.url if episode.enclosure is not None else None
    if episode.tag == "item" and url and ABSOLUTE.match(url) and extension(url) not in APPLE_EXTENSIONS:
        ending = extension(url)
        said = f"ends in `.{ending}`" if ending else "has no extension"
        yield Finding(
            f"the file's name {said}; Apple takes {', '.join(APPLE_EXTENSIONS)}: {short(url)}", ("enclosure", "url")
        )


@rule("FK090", "enclosure-url-unique", level="error")
def url_unique(show: Show) -> Iterator[Finding]:
    """No two episodes have the same media file.

    Why: Apple ignores the second; apps that go by the address make one of them.
    Mend: give each episode its file.
    Source: APPLE-823; PRX help 360023748473.
    Bad show: episodes: [{enclosure: {url: https://tea.fm/a.mp3, length: 48213331, type: audio/mpeg}},
        {enclosure: {url: https://tea.fm/a.mp3, length: 48213331, type: audio/mpeg}}]
    """
    for number, other, _ in repeats(_file(url or "") for url in show.across.media):
        message = f"two episodes have the file {short(show.across.media[number] or '')}"
        see = ((("episodes", other, "enclosure", "url"), "the other one"),)
        yield Finding(message, ("episodes", number, "enclosure", "url"), see=see)


def _file(url: str) -> str:
    """The file that an address means: without its fragment, and with its characters as themselves."""
    file = url.partition("#")[0] if "#" in url else url
    return unquote(file) if "%" in file else file


@rule("FK091", "enclosure-url-length", level="warning", has="url", longer_than=lambda limits: limits.url_chars)
def url_length(enclosure: Enclosure, settings: Settings) -> Iterator[Finding]:
    """The address has at most 768 characters.

    Why: Podcast Index cuts there; stacked tracking prefixes get close.
    Mend: take prefixes out.
    Source: PI-AGG partytime.js.
    """
    length, most = len(enclosure.url or ""), settings.limits.url_chars
    if length > most:
        yield Finding(f"`url` has {length} characters; {most} is the most", ("url",))


@rule("FK092", "enclosure-url-permanent", level="warning", has="url", only=is_odd_address)
def url_permanent(enclosure: Enclosure) -> Iterator[Finding]:
    """The address holds nothing that expires.

    Why: feeds are cached for days, and people download years later.
    Mend: publish an address without `Expires`, `Signature` or `token`.
    Source: APPLE-GUIDE guid; practice.
    Bad: enclosure: {url: "https://tea.fm/1.mp3?X-Amz-Expires=3600", length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    name = volatile_name(enclosure.url or "")
    if name and not name.lower().startswith("utm_"):
        yield Finding(f"`url` holds `{name}`, which expires: {short(enclosure.url or '')}", ("url",))


@rule("FK093", "enclosure-url-public", level="error", has="url")
def url_public(enclosure: Enclosure, settings: Settings) -> Iterator[Finding]:
    """The file is on a host that everybody can reach, without a password.

    Why: a feed is public, and so is a password in it.
    Mend: publish the file on a public host.
    Source: APPLE-823.
    Bad: enclosure: {url: "https://user:pw@nas.local/1.mp3", length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    url = enclosure.url or ""
    host, has_user = plain_host(url), False
    if not host:
        try:
            parts = urlsplit(url)
            host, has_user = (parts.hostname or "").rstrip("."), "@" in parts.netloc
        except ValueError:
            return
    if has_user:
        yield Finding("`url` holds a user or a password", ("url",))
    elif host and (fault := private_host(host, release=settings.release)):
        yield Finding(f"`url` is on a host that {fault}: {short(host)}", ("url",))


@lru_cache(maxsize=64)
def private_host(host: str, *, release: bool) -> str:
    """Why a host is none that the public can reach; '' for one that it can."""
    import ipaddress

    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return "" if address.is_global else "only its own network can reach"
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa")):
        return "only its own network can reach"
    if "." not in host and ":" not in host:
        return "has no domain"
    if release and f".{host}".endswith(
        (".test", ".invalid", ".example", ".example.com", ".example.net", ".example.org")
    ):
        return "is reserved for examples"
    return ""


@rule("FK094", "enclosure-url-no-fragment", level="warning", has="url", only=is_odd_address)
def url_no_fragment(enclosure: Enclosure) -> Iterator[Finding]:
    """The address has no fragment.

    Why: what follows `#` never reaches the server, and makes equal addresses differ.
    Mend: take it out.
    Source: RFC 3986 3.5.
    Bad: enclosure: {url: "https://tea.fm/1.mp3#t=10", length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    if "#" in (enclosure.url or ""):
        yield Finding(f"`url` has a fragment: {short(enclosure.url or '')}", ("url",))
