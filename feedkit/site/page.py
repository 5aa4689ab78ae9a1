"""The page of a show: head, subscribing, the newest episodes whole and the earlier ones in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urljoin

from feedkit.feed.files import PAGE, PAGE_MARK, Asset
from feedkit.notes import to_text
from feedkit.records.source import Guess, ShowSource
from feedkit.site.episode import DOT, Setting, licence, people, whole_episode
from feedkit.site.look import POLICY, SCRIPT, STYLE
from feedkit.site.markup import Markup, element, is_web, joined, link, prose, start_tag
from feedkit.site.words import Words
from feedkit.tags.show import Show

WHOLE = 50
"""Episodes with player, chapters and notes. The others have a line: a page of 2,000 whole ones would weigh 12 MB."""
ABOUT_CHARS = 300
"""Of the description that search engines and chats show."""


def setting_of(show: Show, source: ShowSource) -> Setting:
    """What all episodes on a show's page share."""
    base = (source.file.public_url or "").rstrip("/")
    return Setting(Words(show.language), f"{base}/{source.slug}/" if base else "")


def page(
    show: Show,
    guesses: Sequence[Sequence[Guess]],
    lines: Sequence[str],
    source: ShowSource,
    drawn: dict[str, str] | None = None,
) -> Asset:
    """The page beside the feed, whose bytes depend on nothing else.

    show: with the episodes that are published, the newest first. guesses: those in each of these episodes, in the same
    order. lines: likewise what `old_episode` says of each; an old episode itself is not looked at. drawn: what is known
    of `whole_episode`, by key; what is drawn anew is added.
    """
    setting = setting_of(show, source)
    words, feed = setting.words, source.file.feed_url or urljoin(setting.folder, f"../{quote(source.slug)}.xml")
    above = joined((element("a", words("skip"), class_="skip", href="#episodes"), _header(show, feed, words)), "\n")
    below = joined((_footer(show, words), element("script", Markup(SCRIPT))), "\n")
    pieces = (  # joined once, as bytes: in elements within elements, a megabyte would be copied twenty times
        "<!DOCTYPE html>\n",
        start_tag("html", lang=words.language, dir=words.direction),
        f"{_head(show, feed)}\n<body>{above}\n",
        start_tag("main", id="episodes"),
        *_episodes(show, guesses, lines, setting, {} if drawn is None else drawn),
        f"</main>\n{below}</body></html>\n",
    )
    return Asset(f"{source.slug}/{PAGE}", b"".join([piece.encode() for piece in pieces]), "text/html")


def _head(show: Show, feed: str) -> Markup:
    about = " ".join(to_text(show.description or "").split())
    about = about if len(about) <= ABOUT_CHARS else f"{about[: ABOUT_CHARS - 1].rstrip()}…"
    shared = {"og:type": "website", "og:title": show.title, "og:description": about, "og:image": _cover(show)}
    parts = (
        element("meta", charset="utf-8"),
        Markup(PAGE_MARK),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", show.title),
        element("meta", name="description", content=about),
        *(element("meta", property=name, content=text) for name, text in shared.items() if text),
        element("link", rel="alternate", type="application/rss+xml", title=show.title, href=feed),
        element("style", Markup(STYLE)),
    )
    return element("head", joined(parts, "\n"))


def _header(show: Show, feed: str, words: Words) -> Markup:
    cover, size = _cover(show), 176
    art = {"src": cover, "alt": words.plain("cover", show.title), "width": size, "height": size, "class_": "cover"}
    parts = (
        element("img", **art) if cover else None,
        element("h1", show.title),
        element("p", joined(_facts(show, words), DOT), class_="facts"),
        element("div", prose(show.description or ""), class_="prose"),
        people(show.persons, words),
        _subscribing(show, feed, words),
    )
    return element("header", joined(parts, "\n"))


def _cover(show: Show) -> str | None:
    return show.image.href if show.image is not None and is_web(show.image.href) else None


def _facts(show: Show, words: Words) -> Iterator[str]:
    if show.author:
        yield show.author
    yield from (category.text for category in show.categories)
    if show.update_frequency is not None:
        yield show.update_frequency.text
    if show.explicit:
        yield words("explicit")


def _subscribing(show: Show, feed: str, words: Words) -> Markup:
    """The address of the feed, which every app takes; no scheme of links is one that all apps have agreed on."""
    is_known = is_web(feed)  # or it lies somewhere beside the page, which no app can be told
    address = element("a", element("code", feed) if is_known else "RSS", href=feed, type="application/rss+xml")
    others = [
        *(link(one.url, (one.platform or one.id or "").capitalize()) for one in show.service_ids if is_web(one.url)),
        *(link(one.url, one.title or words("trailer")) for one in show.trailers if is_web(one.url)),
        *(link(one.url, one.title or words("support")) for one in show.funding if is_web(one.url)),
        *([link(show.link, words("website"))] if is_web(show.link) else ()),
    ]
    paste = element("p", words("paste"), " ", address, class_="paste") if is_known else element("p", address)
    more = element("p", joined(others, DOT)) if others else None
    return element("nav", joined((paste, more), "\n"), aria_label=words.plain("subscribe"))


def _episodes(
    show: Show, guesses: Sequence[Sequence[Guess]], lines: Sequence[str], setting: Setting, drawn: dict[str, str]
) -> Iterator[str]:
    """The list of episodes, in pieces."""
    yield element("h2", setting.words("episodes"))
    if not show.episodes:
        yield f"\n{element('p', setting.words('none yet'))}"
    for episode, guessed in zip(show.episodes[:WHOLE], guesses[:WHOLE], strict=True):
        if episode.key not in drawn:
            drawn[episode.key] = whole_episode(episode, guessed, setting)
        yield "\n"
        yield drawn[episode.key]
    if old := lines[WHOLE:]:
        yield f"\n{element('h2', setting.words('earlier'))}\n{start_tag('ul', class_='rows')}"
        yield "\n".join(old)
        yield "</ul>"


def _footer(show: Show, words: Words) -> Markup | None:
    parts = [element("p", show.copyright)] if show.copyright else []
    if show.license is not None:
        parts.append(element("p", licence(show.license, words)))
    parts += [element("p", place.text) for place in show.locations]
    return element("footer", joined(parts, "\n")) if parts else None
