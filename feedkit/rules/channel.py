"""The channel: what every directory asks of a show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.itunes import EMAIL
from feedkit.rules.markup import lines_of
from feedkit.rules.subject import TextValue, is_there_otherwise, miscased
from feedkit.rules.urls import SCHEMES, scheme_of
from feedkit.settings import Settings
from feedkit.tags.lists import MEDIUMS
from feedkit.tags.show import Show
from feedkit.tags.values import short

PLACEHOLDERS = (
    "description goes here",
    "my podcast",
    "podcast description",
    "add a description",
    "lorem ipsum",
    "todo",
)
ELSEWHERE = SCHEMES - {"http", "https", "file"}
"""Schemes of addresses that are no page of the web. FK132 tells of others, and of files."""

LISTS = ("publisher", "mixed", *(f"{medium}l" for medium in MEDIUMS))
"""Media whose feeds hold remote items and no items."""


def is_list(show: Show) -> bool:
    """Whether a show is a list of other shows' episodes, or a publisher."""
    return (show.medium or "podcast").lower() in LISTS


@rule("FK027", "channel-title", level="error")
def channel_title(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show has a title.

    Why: RSS wants it, and so does every directory; castero and newsboat reject the feed without it.
    Mend: write `title`.
    Source: RSS2; APPLE-GUIDE; PSP1.
    Bad show: title:
    Good show: title: Tea Time
    """
    if not show.title and not is_there_otherwise("title", show, feed):
        yield Finding("the show has no `title`", ("title",))


@rule("FK028", "channel-link", level="error")
def channel_link(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show has a link to its web page.

    Why: RSS and PSP-1 want it; apps open it, and rss-parser (Python) rejects the feed without it.
    Mend: write `link` with the full address of the show's page.
    Source: RSS2; PSP1 link.
    Bad show: link:
    Good show: link: https://tea.fm/
    """
    if not show.link and (feed is None or not miscased("link", show)):
        yield Finding("the show has no `link`", ("link",))
    elif show.link and scheme_of(show.link) in ELSEWHERE:
        yield Finding(f"`link` is no address of a web page: {short(show.link)}", ("link",), level=Level.WARNING)


@rule("FK029", "channel-link-not-feed", level="warning")
def channel_link_not_feed(show: Show) -> Iterator[Finding]:
    """The show's link is a page, not the feed.

    Why: apps open it in a browser, which shows XML or downloads it.
    Mend: link the show's web page.
    Source: APPLE-GUIDE link.
    Bad show: link: https://tea.fm/feed.xml
    Good show: link: https://tea.fm/
    """
    selves = {link.href for link in show.links if link.rel == "self"}
    if show.link and (show.link in selves or _path(show.link).endswith((".xml", ".rss"))):
        yield Finding(f"`link` leads to a feed: {short(show.link)}", ("link",))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


@rule("FK030", "channel-description", level="error")
def channel_description(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show has a description.

    Why: RSS, Apple and PSP-1 want it; an empty one crashes castero.
    Mend: write `description`.
    Source: RSS2; APPLE-829; PSP1.
    Bad show: description:
    Good show: description: We talk about tea, twice a month.
    """
    if not show.description and not is_there_otherwise("description", show, feed):
        yield Finding("the show has no `description`", ("description",))


@rule("FK031", "channel-description-meaningful", level="info", profiles=("apple",))
def channel_description_meaningful(show: Show) -> Iterator[Finding]:
    """The description says more than the title, the author or a placeholder.

    Why: Apple's advice on metadata rejects such text.
    Mend: say what the show is about.
    Source: Apple "Optimize your show's metadata" mail, macobserver.com 2019.
    Bad show: description: Description goes here
    Good show: description: We talk about tea, twice a month.
    """
    text = " ".join(lines_of(show.description or "")).strip(" .!").lower()
    copies = {(other or "").strip(" .!").lower() for other in (show.title, show.author)} - {""}
    if text and (text in copies or text.startswith(PLACEHOLDERS)):
        yield Finding(f"the description says nothing of the show: {short(show.description or '')}", ("description",))


@rule("FK032", "channel-language", level="error", profiles=("apple", "psp1"), also={"core": "warning"})
def channel_language(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show says which language is spoken.

    Why: Apple and PSP-1 want it; transcripts are taken to be in it.
    Mend: write `language`, such as `en` or `de-at`.
    Source: APPLE-GUIDE language; PSP1 language; PN transcript.
    Bad show: language:
    Good show: language: en
    """
    if not show.language and not is_there_otherwise("language", show, feed):
        yield Finding("the show has no `language`", ("language",))


ADDRESS = re.compile(r"(?<![^\s<:(])[^\s@()<>,;:]+@[^\s@()<>,;]+\.[^\s@()<>,;]+(?=[\s>)]|$)")


@rule(
    "FK036",
    "email-element",
    level="warning",
    forms=("email_name", "email"),
    where=lambda value: value.owner.tag != "podcast:locked",
)
def email_element(value: TextValue) -> Iterator[Finding]:
    """`managingEditor`, `webMaster` and an item's `author` are `address (name)`; an owner's `email` is an address.

    Why: they are e-mail addresses by definition; names belong in `itunes:author` or `podcast:person`.
    Mend: write `show@example.org (Tea Time)`, or take it out.
    Source: RSS2; W3CFV EmailFormat, MissingRealName.
    Bad show: managing_editor: Jane Doe
    Good show: managing_editor: jane@tea.fm (Jane Doe)
    """
    text = unquote(value.text) if value.text.lower().startswith("mailto:") else value.text
    if not (EMAIL.fullmatch(text.strip()) if value.form == "email" else ADDRESS.search(text)):
        mend = "write the address alone: `show@example.org`" if value.form == "email" else ""
        yield Finding(f"{value.name} is no e-mail address: {short(value.text)}", mend=mend, level=Level.ERROR)
    elif value.form == "email_name" and not re.fullmatch(r"\S{1,256}@\S{1,256}\.\S{1,64} \([^()]+\)", value.text):
        yield Finding(f"{value.name} is not written `address (name)`: {short(value.text)}")


PRODUCT = re.compile(r"[\w.-]{2,40}/v?\d+\.\d")
"""A program's name and version, as in the user agents that programs call themselves by (RFC 9110, 10.1.5)."""


@rule("FK045", "generator-form", level="info")
def generator_form(show: Show) -> Iterator[Finding]:
    """`generator` names a program with its version and address. `name/1.0`, as HTTP writes products, will do.

    Why: whoever finds a fault in a thousand feeds can tell the right people.
    Mend: write `Name 1.0 (https://…)`.
    Source: RSS2; gpodder/podcast-feed-best-practice; RFC9110 10.1.5.
    Bad show: generator: feed
    Good show: generator: feedkit 0.1 (https://tea.fm/feedkit)
    """
    text = show.generator
    if text and not (re.search(r"\d", text) and "://" in text) and not PRODUCT.match(text):
        yield Finding(f"`generator` does not name a program with version and address: {short(text)}", ("generator",))


@rule("FK046", "copyright-form", level="info", profiles=("psp1",))
def copyright_form(show: Show) -> Iterator[Finding]:
    """`copyright` names the holder of the rights, and nothing else.

    Why: PSP-1's style: neither the word, nor the sign, nor a year. Apple's own example does the opposite.
    Mend: write the name.
    Source: PSP1 copyright; APPLE-GUIDE copyright.
    Bad show: copyright: Copyright 2026 Tea Ltd
    Good show: copyright: Tea Ltd
    """
    if show.copyright and re.search(r"copyright|©|\(c\)|\b(19|20)\d\d\b", show.copyright, re.IGNORECASE):
        yield Finding(f"`copyright` is more than a name: {short(show.copyright)}", ("copyright",))


@rule("FK048", "at-least-one-item", level="error", profiles=("spotify",), also={"core": "warning"})
def at_least_one_item(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show has an episode with a media file.

    Why: Spotify does not show empty shows; Apple has nothing to review.
    Mend: publish an episode, if only a trailer.
    Source: SPOTIFY-SHOW; APPLE-829.
    Bad show: episodes: []
    """
    if not is_list(show) and all(url is None for url in show.across.media):
        mend = "mend the records that are left out, or write one into `episodes/` (`records` in show.yaml: elsewhere)"
        yield Finding("the show has no episode with a media file", ("episodes",), mend if feed is None else "")


@rule("FK049", "title-keyword-stuffing", level="warning", profiles=("apple",))
def title_keyword_stuffing(show: Show, settings: Settings) -> Iterator[Finding]:
    """The title and the author are names, not lists of keywords.

    Why: Apple removes shows for it.
    Mend: keep the name; keywords belong nowhere.
    Source: APPLE-GUIDE title; PSP1 title.
    Bad show: title: Bread | Baking | Recipes | Food | Cooking
    Good show: title: Bread Talk
    """
    for field in ("title", "author"):
        text = unescape(getattr(show, field) or "")
        if len(re.findall(r"\s[|–—-]\s|[|,;]", text)) >= settings.limits.title_separators or _repeats(text):
            yield Finding(f"`{field}` reads like a list of keywords: {short(text)}", (field,))


def _repeats(text: str) -> bool:
    words = [word for word in re.findall(r"\w{4,}", text.lower()) if word not in ("with", "from", "your", "that")]
    return any(words.count(word) > 2 for word in set(words))  # noqa: PLR2004 - twice happens in good titles


@rule("FK050", "title-length", level="warning")
def title_length(show: Show, settings: Settings) -> Iterator[Finding]:
    """Titles and the author are short enough to be kept whole.

    Why: Apple and PSP-1 set 255 characters.
    Mend: shorten it.
    Source: APPLE-GUIDE; PSP1; PI-AGG partytime.js.
    """
    most = settings.limits.plain_chars
    for field in ("title", "author"):
        if len(getattr(show, field) or "") > most:
            yield Finding(f"`{field}` has {len(getattr(show, field))} characters; {most} is the most", (field,))
    for number, title in enumerate(show.across.titles):
        if title is not None and len(title) > most:
            message = f"`title` has {len(title)} characters; {most} is the most"
            yield Finding(message, ("episodes", number, "title"))


@rule("FK111", "channel-description-bytes", level="error", profiles=("apple", "psp1"), also={"core": "warning"})
def channel_description_bytes(show: Show, settings: Settings) -> Iterator[Finding]:
    """The show's description has at most 4000 bytes, markup included.

    Why: Apple and PSP-1 set the limit, in bytes: a Cyrillic letter is two, an emoji four.
    Mend: shorten it.
    Source: APPLE-GUIDE description; PSP1 description.
    """
    size, most = len((show.description or "").encode()), settings.limits.description_bytes
    if size > most:
        yield Finding(f"`description` has {size} bytes; {most} is the most", ("description",))
