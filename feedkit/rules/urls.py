"""Addresses, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from feedkit.inert import is_script
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import holds_plain_http, is_odd_address
from feedkit.rules.markup import kinds_of_tags
from feedkit.rules.subject import TextValue
from feedkit.rules.text import NOTES, is_notes
from feedkit.settings import Settings
from feedkit.tags.atom import AtomLink
from feedkit.tags.rss import Enclosure
from feedkit.tags.show import Show
from feedkit.tags.values import short

ADDRESSES = ("url", "https_url", "uri")
LEGAL = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
WITH_HOST = re.compile(r"(?:https?|ftp):", re.IGNORECASE)
"""Schemes of addresses that name a host; `at://did:plc:abc/…` names none."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SCHEMES = frozenset(
    """http https file mailto tel sms ftp sip sips xmpp irc ircs magnet geo urn tag data about feed ipfs ipns lightning at
    nostr bitcoin acct matrix news rtsp rtmp mms dns doi info ni cid mid pkcs11 sftp ssh view-source ws wss""".split()  # noqa: SIM905 - words are read as words
)
"""Registered schemes that are met in feeds, and those that podcasting uses."""


def scheme_of(text: str) -> str:
    """The scheme of an address, small, without its colon; '' for a relative one."""
    found = SCHEME.match(text.strip())
    return found.group()[:-1].lower() if found is not None else ""


@rule("FK127", "url-syntax", level="error", forms=ADDRESSES, only=is_odd_address)
def url_syntax(value: TextValue) -> Iterator[Finding]:
    """An address holds what RFC 3986 allows, and a host where its scheme needs one.

    Why: readers repair spaces and other characters differently; gPodder loses an enclosure with a space.
    Mend: write `%20` for a space, `%C3%BC` for `ü`, `/` for a backslash.
    Source: RFC 3986; W3CFV InvalidUriChar, UriNotIri.
    Bad: link: https://tea.fm/my page
    Good: link: https://tea.fm/my%20page
    """
    text = value.text.strip()
    end = LEGAL.match(text).end()  # type: ignore[union-attr]  # it matches the empty string too
    if end < len(text):
        if value.owner.tag == "enclosure" and not text[end].isascii():
            return
        seen = "a `%` without two hex digits" if text[end] == "%" else f"the character {short(text[end])}"
        yield Finding(f"{value.name} holds {seen}: {short(text)}")
        return
    if not WITH_HOST.match(text):
        return
    try:
        parts = urlsplit(text)
        missing = not parts.hostname or (parts.port or 1) < 0  # reading a port checks it
    except ValueError:
        missing = True
    if missing:
        yield Finding(f"{value.name} has no host: {short(text)}")


BASES = {("podcast:person", "img"): "site_url", ("item", "link"): "link_base"}
"""The settings by which a show file makes addresses of records whole."""


@rule("FK128", "url-absolute", level="error", forms=ADDRESSES, only=is_odd_address)
def url_absolute(value: TextValue) -> Iterator[Finding]:
    """An address is whole: scheme, host and path.

    Why: a feed has no base that a relative one could be relative to.
    Mend: write the full address.
    Source: W3CFV InvalidFullLink, ContainsRelRef; PN images-(deprecated).
    Bad: image: /cover.jpg
    Good: image: https://tea.fm/cover.jpg
    """
    if not scheme_of(value.text) and value.owner.tag != "enclosure":
        base = BASES.get((value.owner.tag, value.slot.field)) if not value.in_feed else None
        mend = (
            f"write the full address, or say in show.yaml what it is relative to: `{base}: https://…`" if base else ""
        )
        yield Finding(f"{value.name} is no full address: {short(value.text)}", mend=mend)


@rule(
    "FK129",
    "url-podcast-https",
    level="error",
    forms=ADDRESSES,
    where=lambda value: value.owner.tag.startswith("podcast:"),
    only=is_odd_address,
)
def url_podcast_https(value: TextValue) -> Iterator[Finding]:
    """Addresses in podcast: tags are https; those of threads, sources and content may be of another kind, but not http.

    Why: the namespace demands it, and browsers load nothing else into a secure page.
    Mend: write https; serve the file so.
    Source: PN docs/1.0.md; PN podcasting2.0.md Mixed Content.
    Bad: persons: [{name: Amy, img: "http://tea.fm/amy.jpg"}]
    Good: persons: [{name: Amy, img: "https://tea.fm/amy.jpg"}]
    """
    scheme = scheme_of(value.text)
    if scheme == "http" or (scheme not in ("https", "") and value.form == "https_url"):
        yield Finding(f"{value.name} is {scheme}: {short(value.text)}")


def _is_elsewhere(value: TextValue) -> bool:
    if value.form not in ADDRESSES:
        return is_notes(value)
    return not value.owner.tag.startswith("podcast:") and value.slot.field != "docs"


def _is_ruled(value: TextValue) -> bool:
    """Whether it is the feed's own address or its hub's, which have rules that want https."""
    return isinstance(value.owner, AtomLink) and value.owner.rel in ("self", "hub")


@rule(
    "FK130",
    "url-https-elsewhere",
    level="warning",
    forms=(*ADDRESSES, *NOTES),
    where=_is_elsewhere,
    only=holds_plain_http,
)
def url_https_elsewhere(value: TextValue) -> Iterator[Finding]:
    """Links, files and pictures are https, those in notes as well.

    Why: phones block plain http, and web players cannot load it. What is published as an enclosure stays as it is
        unless it was never fetched: some apps take its address for an identity.
    Mend: write https where the host serves it.
    Source: PN podcasting2.0.md Mixed Content.
    Bad: link: http://tea.fm/1
    Bad: description: <p>See <a href="http://tea.fm/1">the notes</a>.</p>
    Good: link: https://tea.fm/1
    """
    if value.form not in ADDRESSES:
        yield from _plain_http_in(value)
    elif value.text.lstrip().lower().startswith("http://") and not _is_ruled(value):
        yield Finding(f"{value.name} is http: {short(value.text)}")


def _plain_http_in(value: TextValue) -> Iterator[Finding]:
    """The first address in notes that is http, and how many there are. What a link leads to opens in a browser, which
    loads it: where no picture is among them, it is an info.
    """
    found = [
        (name, text)
        for tag in kinds_of_tags(value.text)
        for name, text in tag.attrs.items()
        if name in ("href", "src") and text.lstrip().lower().startswith("http://")
    ]
    if found:
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        level = None if any(name == "src" for name, _ in found) else Level.INFO
        message = f"{value.name} holds {short(found[0][1])}{others}, {'which are' if others else 'which is'} http"
        yield Finding(message, level=level, quote=found[0][1].strip())


@rule("FK131", "url-one-scheme", level="warning")
def url_one_scheme(show: Show) -> Iterator[Finding]:
    """The media files of a feed are all https, or none is.

    Why: a player in a browser shows half of the list as broken.
    Mend: write https for all of them.
    Source: PN podcasting2.0.md Mixed Content.
    Bad show: episodes: [{enclosure: {url: "http://tea.fm/a.mp3", length: 48213331, type: audio/mpeg}},
        {enclosure: {url: "https://tea.fm/b.mp3", length: 48213331, type: audio/mpeg}}]
    """
    media = show.across.media
    plain = [number for number, url in enumerate(media) if url and url[:7].lower() == "http://"]
    others = sum(url is not None for url in media) - len(plain)
    if plain and others:
        at = ("episodes", plain[0], "enclosure", "url")
        yield Finding(f"{len(plain)} media files are http, and {others} are https; this is the first http one", at)


@rule("FK132", "url-scheme-registered", level="warning", forms=ADDRESSES, only=is_odd_address)
def url_scheme_registered(value: TextValue) -> Iterator[Finding]:
    """An address has a scheme that is registered, or known in podcasting, and is no file on a disk.

    Why: apps can open nothing else.
    Mend: write https.
    Source: RSS2; W3CFV SchemeNotIANARegistered.
    Bad: link: podcast://tea.fm/1
    Good: link: https://tea.fm/1
    """
    scheme = scheme_of(value.text)
    if not value.in_feed and is_script(value.text) and not isinstance(value.owner, Enclosure):
        yield Finding(
            f"{value.name} is a script and no address: {short(value.text)}; the feed leaves it out", level=Level.ERROR
        )
    elif scheme == "file" and not isinstance(value.owner, Enclosure):
        yield Finding(f"{value.name} leads to a file on somebody's own disk: {short(value.text)}")
    elif scheme and scheme not in SCHEMES and not isinstance(value.owner, Enclosure):
        yield Finding(f"{value.name} has the scheme `{scheme}`, which nobody registered: {short(value.text)}")


PLACEHOLDER = re.compile(
    r"://(?:[^/]*@)?(?:[\w.-]+\.)?(?:example\.(?:com|net|org)|[\w-]+\.(?:test|invalid|example)|localhost)(?=[:/?#]|$)",
    re.IGNORECASE,
)


@rule("FK133", "url-no-placeholder", level="error", forms=(*ADDRESSES, "text"), when=lambda settings: settings.release)
def url_no_placeholder(value: TextValue, settings: Settings) -> Iterator[Finding]:
    """What is released holds no example addresses and no TODO. Checked when `release` is set.

    Why: templates get published.
    Mend: write the real address.
    Source: RFC 2606; practice.
    """
    if not settings.release:
        return
    if value.form == "text":
        if re.match(r"TODO\b", value.text):
            yield Finding(f"{value.name} is still to be written: {short(value.text)}", level=Level.ERROR)
    elif PLACEHOLDER.search(value.text):
        yield Finding(f"{value.name} is an example: {short(value.text)}")
