"""Episodes: titles, descriptions, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import holds_markup
from feedkit.rules.subject import TextValue, is_there_otherwise
from feedkit.rules.xml import TWICE
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import short

MOST_BYTES = 4
"""Of one character in UTF-8."""


@rule("FK051", "item-title-or-description", level="error", lacks="title")
def title_or_description(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """An episode has a title or a description.

    Why: it is the one thing that RSS asks of an item; AntennaPod and castero reject the whole feed for one without.
    Mend: write `title`.
    Source: RSS2.
    Bad: {title: , description: , content: }
    Good: title: Green tea
    """
    if not episode.title and not episode.description and not is_there_otherwise("title", episode, feed):
        yield Finding("the episode has neither `title` nor `description`", ("title",))


@rule("FK052", "item-title", level="error", profiles=("apple", "psp1"), lacks="title")
def item_title(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """An episode has a title.

    Why: Apple and PSP-1 want it; newsboat makes one of the text; without that, too, partytime drops the episode, and
        castero the feed.
    Mend: write `title`.
    Source: APPLE-GUIDE; PSP1 item title.
    Bad: title:
    Good: title: Green tea
    """
    if not episode.title and episode.description and not is_there_otherwise("title", episode, feed):
        yield Finding("the episode has no `title`", ("title",))


@rule("FK053", "item-title-no-number", level="warning", profiles=("apple", "psp1"), has="title")
def title_no_number(episode: Episode) -> Iterator[Finding]:
    """A title does not hold the episode's number.

    Why: apps show the number beside the title, and then it is there twice; Apple asks for its own tags.
    Mend: take the number out of `title`, or write `itunes_title` without it.
    Source: APPLE-GUIDE title; PSP1 item title.
    Bad: {title: 9 - Green tea, itunes_title: , itunes_episode: 9, episode: 9}
    Good: {title: Green tea, itunes_title: , itunes_episode: 9, episode: 9}
    """
    if episode.itunes_title or not episode.title:
        return
    number = episode.itunes_episode or (episode.episode.number if episode.episode is not None else None)
    if number is not None and _carries(episode.title, str(number)):
        yield Finding(f"`title` holds the number {number}: {short(episode.title)}", ("title",))


_NUMBERED = re.compile(
    r"(?:\b(?:ep|eps|episode|folge|no|nr|s\d+\s*e)\W{0,3}|#\s{0,2})0*(\d+(?:\.\d+)?)\b|^0*(\d+(?:\.\d+)?)\s*[-–—:|.](?!\d)",
    re.IGNORECASE,
)
"""A number that a title marks as the episode's, or begins with."""


def _carries(title: str, number: str) -> bool:
    return number in title and any(number in found.groups() for found in _NUMBERED.finditer(title))


@rule("FK054", "item-title-no-show-name", level="warning", profiles=("apple",))
def title_no_show_name(episode: Episode, show: Show) -> Iterator[Finding]:
    """A title does not repeat the show's name.

    Why: apps show the name beside it, and cut long titles.
    Mend: take the name out.
    Source: APPLE-GUIDE title.
    Bad: title: "Tea Time: Green tea"
    Good: title: Green tea
    """
    if repeats_name(episode.title or "", show):
        yield Finding(f"`title` repeats the show's name: {short(episode.title or '')}", ("title",))


def repeats_name(title: str, show: Show) -> bool:
    """Whether a title holds the show's name, as words of their own."""
    name, title = (show.title or "").lower(), title.lower()
    return len(name) > 3 and name in title and re.search(rf"(^|\W){re.escape(name)}(\W|$)", title) is not None  # noqa: PLR2004 - short names are words


@rule("FK055", "item-description", level="warning", lacks="description")
def item_description(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """An episode has a description.

    Why: it is the text that apps show.
    Mend: write `description`.
    Source: APPLE-GUIDE description; PSP1 item description.
    Bad: {description: , content: }
    Good: description: How to steep it.
    """
    if not episode.title or episode.description or episode.content:
        return  # FK051 tells of an episode that has neither title nor description
    if not is_there_otherwise("description", episode, feed):
        yield Finding("the episode has no `description`", ("description",))


@rule("FK059", "item-link", level="info", profiles=("psp1",), lacks="link")
def item_link(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """An episode links its own page.

    Why: Apple and PSP-1 recommend it; apps offer it for sharing.
    Mend: write `link`.
    Source: APPLE-GUIDE link; PSP1 item link.
    Bad: link:
    Good: link: https://tea.fm/1
    """
    if not episode.link and not is_there_otherwise("link", episode, feed):
        yield Finding("the episode has no `link`", ("link",))


PLAIN = frozenset({"title", "itunes_title", "author", "name", "copyright", "display"})


@rule(
    "FK061",
    "title-plain-text",
    level="warning",
    forms=("text",),
    where=lambda value: value.slot.field in PLAIN,
    only=holds_markup,
)
def title_plain_text(value: TextValue) -> Iterator[Finding]:
    """Titles, names and labels are plain text: no tags, no entities.

    Why: some readers show the characters as they are, others take them away (feedparser for node), AntennaPod and
        Kasts take `<T>` for a tag and drop it.
    Mend: write what is to be read.
    Source: W3CFV ContainsHTML.
    Bad: title: <b>Green</b> tea
    Good: title: Green tea
    """
    if (found := re.search(r"</?[a-zA-Z][^<>]*>|&#?\w{2,8};", value.text)) and not TWICE.fullmatch(found.group()):
        yield Finding(f"{value.name} holds {short(found.group())}, which is HTML and no text")


@rule(
    "FK112",
    "item-description-bytes",
    level="warning",
    also={"psp1": "error"},
    has="description",
    longer_than=lambda limits: limits.description_bytes // MOST_BYTES,
)
def description_bytes(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """An episode's description has at most 4000 bytes, markup included.

    Why: it is the limit of Apple's guide and of PSP-1, and where apps were seen to cut.
    Mend: shorten it; long notes go to `notes`, which become `content:encoded`.
    Source: APPLE-GUIDE description; PSP1 item description; podnews.net html-episode-notes.
    """
    size = len((episode.description or "").encode())
    if settings.limits.description_bytes < size <= settings.limits.description_most_bytes:
        yield Finding(
            f"`description` has {size} bytes; {settings.limits.description_bytes} is the most", ("description",)
        )


@rule(
    "FK113",
    "item-description-hard-limit",
    level="error",
    profiles=("apple",),
    has="description",
    longer_than=lambda limits: limits.description_most_bytes // MOST_BYTES,
)
def description_hard_limit(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """An episode's description has at most 10,000 bytes.

    Why: Apple cuts what is beyond.
    Mend: shorten it.
    Source: APPSUPPORT (reported, not first-hand).
    """
    size, most = len((episode.description or "").encode()), settings.limits.description_most_bytes
    if size > most:
        yield Finding(f"`description` has {size} bytes; Apple keeps {most}", ("description",), level=Level.ERROR)
