"""One episode on the page: whole, or, once it is old, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from feedkit.notes import to_text
from feedkit.records.source import Guess
from feedkit.site.chapters import Details, chapter_list
from feedkit.site.markup import Markup, element, is_web, joined, link, prose
from feedkit.site.words import Words, running_time
from feedkit.tags.dates import write_iso
from feedkit.tags.episode import Episode
from feedkit.tags.lists import LICENSES
from feedkit.tags.podcast import License, Person

DOT = ' <span aria-hidden="true">·</span> '
FORMATS = {
    "text/html": "HTML",
    "text/plain": "TXT",
    "text/vtt": "VTT",
    "application/x-subrip": "SRT",
    "application/json": "JSON",
}
SHORT_NOTES = 400
"""Characters of notes that stand open where there is no other description."""


class Setting(NamedTuple):
    """What all episodes of a page share. folder: the address of the page's folder, with a slash; '' if not known."""

    words: Words
    folder: str

    def file_link(self, url: str, label: str) -> Markup:
        """A link to a file; relative where it lies beside the page, so that it is found wherever both are served."""
        if self.folder and url.startswith(self.folder):
            return element("a", label, href=url.removeprefix(self.folder))
        return link(url, label)


def whole_episode(episode: Episode, guesses: Iterable[Guess], setting: Setting) -> Markup:
    """An episode with player, chapters and notes; what is long is folded. guesses: those that it holds."""
    words, (text, notes) = setting.words, _texts(episode)
    guessed = {guess.field: guess.details for guess in guesses}
    parts = (
        element("h3", element("a", _title(episode), href=f"#{quote(anchor(episode))}")),
        _line(_facts(episode, words), "facts"),
        *_description(text, guessed.get("description"), words),
        _player(episode, words),
        people(episode.persons, words),
        chapter_list(episode, guessed.get("chapter_marks"), words),
        _folded(notes, words),
        _line(_links(episode, setting), "links"),
    )
    return element("article", joined(parts, "\n"), id=anchor(episode))


def old_episode(episode: Episode, setting: Setting) -> Markup:
    """An episode in a line: when, what, how long, and where to hear and read it."""
    media = _media(episode)
    page = episode.link if is_web(episode.link) else media
    parts = [_date(episode, setting.words), link(page, _title(episode))]
    if episode.duration:
        parts.append(element("span", setting.words.own(running_time(episode.duration))))
    if media:
        parts.append(link(media, setting.words("listen")))
    to_read = sorted(episode.transcripts, key=lambda one: one.type != "text/html")[:1]
    parts += [setting.file_link(one.url, setting.words("transcript")) for one in to_read]
    return element("li", joined(parts, " "), id=anchor(episode))


def anchor(episode: Episode) -> str:
    """The episode's place on the page, for ever: what leads there holds when it has grown old."""
    return f"episode-{quote(episode.key, safe='')}"


def people(persons: Iterable[Person], words: Words) -> Markup | None:
    """Who takes part, with what they do where they are no hosts."""
    named = [_person(person) for person in persons]
    return element("p", words("with"), " ", joined(named, ", "), class_="people") if named else None


def licence(terms: License, words: Words) -> Markup:
    """What listeners may do, with a link to the text where it is known."""
    return joined((words("licence"), " ", link(terms.url or LICENSES.get(terms.text.upper()), terms.text)))


def _person(person: Person) -> Markup:
    size = 28
    picture = (
        element("img", src=person.img, alt="", width=size, height=size, loading="lazy") if is_web(person.img) else None
    )
    role = f" ({person.role})" if person.role not in {None, "host"} else None
    return joined([picture, link(person.href, person.name), role])


def _title(episode: Episode) -> str:
    return episode.itunes_title or episode.title or episode.key


def _media(episode: Episode) -> str | None:
    url = episode.enclosure.url if episode.enclosure is not None else None
    return url if is_web(url) else None


def _line(parts: Iterable[Markup], name: str) -> Markup | None:
    line = joined(parts, DOT)
    return element("p", line, class_=name) if line else None


def _date(episode: Episode, words: Words) -> Markup | None:
    moment = episode.pub_date
    return element("time", words.own(words.date(moment)), datetime=write_iso(moment)) if moment is not None else None


def _facts(episode: Episode, words: Words) -> Iterator[Markup]:
    """What kind of episode it is, in a few words."""
    if (date := _date(episode, words)) is not None:
        yield date
    if episode.duration:
        yield element("time", words.own(running_time(episode.duration)), datetime=f"PT{episode.duration}S")
    if episode.season is not None:
        yield joined([episode.season.name or words("season", episode.season.number)])
    if episode.episode is not None:
        yield joined([episode.episode.display or words("episode", episode.episode.number)])
    if episode.episode_type in {"trailer", "bonus"}:
        yield joined([words(episode.episode_type)])
    if episode.explicit:
        yield joined([words("explicit")])


def _texts(episode: Episode) -> tuple[str, str]:
    """What stands open, and what is folded: notes that say no more than the description are not there twice."""
    description, notes = episode.description or "", episode.content or ""
    if description and _plain(description) != _plain(notes):
        return description, notes
    return (notes, "") if len(notes) <= SHORT_NOTES else ("", notes)


def _plain(text: str) -> str:
    return " ".join((to_text(text) if "<" in text else text).split())


def _description(text: str, guess: Details | None, words: Words) -> Iterator[Markup]:
    """The summary; a guess says that it is one, and more of it than its mark in the feed."""
    if not text:
        return
    own = text.removesuffix(words.plain("summary mark")) if guess is not None else text
    yield element("div", prose(own), class_="prose")
    if guess is not None:
        said = words("summary guessed", guess["method"], words.share(guess["confidence"]))
        yield element("p", said, class_="guess")


def _folded(notes: str, words: Words) -> Markup | None:
    if not notes:
        return None
    return element("details", element("summary", words("notes")), element("div", prose(notes), class_="prose"))


def _player(episode: Episode, words: Words) -> Markup | None:
    media, kind = _media(episode), (episode.enclosure.type if episode.enclosure is not None else None) or "audio/"
    if media is None or not kind.startswith(("audio/", "video/")):
        return None
    label = words.plain("play", _title(episode))
    return element(kind.partition("/")[0], src=media, controls=True, preload="none", aria_label=label)


def _links(episode: Episode, setting: Setting) -> Iterator[Markup]:
    words = setting.words
    for one in episode.transcripts:
        form = FORMATS.get(one.type or "")
        name = words.plain("transcript")
        yield setting.file_link(one.url, words.own(f"{name} ({form})" if form else name))
    if episode.chapters is not None and not episode.chapter_marks:
        yield setting.file_link(episode.chapters.url, words("chapters"))
    if media := _media(episode):
        yield link(media, words("download"))
    if is_web(episode.link):
        yield link(episode.link, words("details"))
    yield from (link(other.href, other.text) for other in episode.content_links if is_web(other.href))
    yield from (link(way.url, way.title or words("support")) for way in episode.funding if is_web(way.url))
    if episode.license is not None:
        yield licence(episode.license, words)
    comments = [episode.comments, *(one.uri for one in episode.social_interacts)]
    yield from (link(one, words("comments")) for one in comments if is_web(one))
