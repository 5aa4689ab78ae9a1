"""What can only be told of all episodes together: order, numbers, repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from weakref import ref

from feedkit.rules.engine import Finding, rule
from feedkit.rules.repeats import repeats
from feedkit.rules.subject import Path
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import short


class Numbered(NamedTuple):
    """A full episode that has a number. place: its place in the show. season: 0 where it names none."""

    place: int
    season: int
    number: Decimal
    episode: Episode


def _is_full(episode: Episode) -> bool:
    return (episode.episode_type or "full") == "full"


def _season(episode: Episode) -> int:
    if episode.itunes_season is not None:
        return episode.itunes_season
    return episode.season.number if episode.season is not None else 0


def _number(episode: Episode) -> Decimal | None:
    if episode.itunes_episode is not None:
        return Decimal(episode.itunes_episode)
    return episode.episode.number if episode.episode is not None else None


_LAST: list[tuple[ref[Show], list[Numbered]]] = []
"""What was found of the show that was asked of last, while there is that show: four rules ask one after the other."""


def _numbered(show: Show) -> list[Numbered]:
    for known, found in _LAST:
        if known() is show:
            return found
    found = _all_numbered(show)
    _LAST[:] = [(ref(show, lambda _: _LAST.clear()), found)]
    return found


def _all_numbered(show: Show) -> list[Numbered]:
    return [
        Numbered(index, _season(episode), number, episode)
        for index, episode in enumerate(show.episodes)
        if _is_full(episode) and (number := _number(episode)) is not None
    ]


def _at(index: int, *field: str | int) -> Path:
    return ("episodes", index, *field)


@rule("FK365", "items-newest-first", level="warning")
def newest_first(show: Show, feed: object) -> Iterator[Finding]:
    """The newest episode stands first in a feed.

    Why: directories sort, simple apps do not, and many read only the beginning.
    Mend: write the newest first; feedkit does, whatever the order of the records.
    Source: APPLE-GUIDE itunes:type; practice.
    """
    if feed is None:
        return
    dated = [(index, e.pub_date) for index, e in enumerate(show.episodes) if e.pub_date is not None]
    for (_, later), (index, earlier) in pairwise(dated):
        if earlier > later:
            yield Finding("an episode stands after an older one; the newest belongs first", _at(index, "pub_date"))
            return


@rule("FK366", "items-number-unique", level="error", profiles=("apple",), also={"core": "warning"})
def number_unique(show: Show) -> Iterator[Finding]:
    """No two full episodes have the same season and number.

    Why: Apple merges or misplaces them.
    Mend: correct the number of the newer one; trailers and bonuses may share one.
    Source: APPLE-GUIDE itunes:episode; Podcastindex-org/podcast-namespace#101.
    Bad show: episodes: [{}, {episode: 9, itunes_episode: 9}]
    Good show: episodes: [{}, {}]
    """
    first: dict[tuple[int, Decimal], int] = {}
    for one in _numbered(show):
        other = first.setdefault((one.season, one.number), one.place)
        if other != one.place:
            name = f"season {one.season} episode {one.number}" if one.season else f"episode {one.number}"
            see = ((_at(other, "itunes_episode"), "the other one"),)
            yield Finding(f"two full episodes are {name}", _at(one.place, "itunes_episode"), see=see)


@rule("FK367", "items-number-gap", level="info")
def number_gap(show: Show) -> Iterator[Finding]:
    """Numbers of a season have no gap.

    Why: often an episode was forgotten.
    Mend: publish it, or leave it so.
    Source: practice.
    Bad show: episodes: [{episode: 4, itunes_episode: 4}, {episode: 2, itunes_episode: 2}]
    Good show: episodes: [{episode: 3, itunes_episode: 3}, {episode: 2, itunes_episode: 2}]
    """
    for season, ones in _by_season(show).items():
        numbers = sorted({int(one.number): one.place for one in ones}.items())
        for (lower, _), (higher, index) in pairwise(numbers):
            if higher - lower > 1:
                missing = f"{lower + 1}" if higher - lower == 2 else f"{lower + 1} to {higher - 1}"  # noqa: PLR2004 - one is missing
                of = f" of season {season}" if season else ""
                yield Finding(f"there is no episode {missing}{of}", _at(index, "itunes_episode"))


def _by_season(show: Show) -> dict[int, list[Numbered]]:
    seasons = defaultdict[int, list[Numbered]](list)
    for one in _numbered(show):
        seasons[one.season].append(one)
    return seasons


@rule("FK368", "items-number-chronology", level="warning")
def number_chronology(show: Show) -> Iterator[Finding]:
    """In a season, a higher number is not older.

    Why: the number or the date is wrong.
    Mend: correct whichever it is.
    Source: APPLE-GUIDE itunes:type.
    Bad show: episodes: [{episode: 1, itunes_episode: 1}, {episode: 2, itunes_episode: 2}]
    Good show: episodes: [{episode: 2, itunes_episode: 2}, {episode: 1, itunes_episode: 1}]
    """
    for ones in _by_season(show).values():
        dated = sorted((one for one in ones if one.episode.pub_date is not None), key=lambda one: one.number)
        for lower, higher in pairwise(dated):
            if higher.episode.pub_date < lower.episode.pub_date and higher.number > lower.number:  # type: ignore[operator]  # both have dates
                see = ((_at(lower.place, "pub_date"), f"episode {lower.number}"),)
                message = f"episode {higher.number} is older than episode {lower.number}"
                yield Finding(message, _at(higher.place, "pub_date"), see=see)


@rule("FK369", "items-season-chronology", level="warning")
def season_chronology(show: Show) -> Iterator[Finding]:
    """Seasons follow each other in time.

    Why: the season's number or the date is wrong.
    Mend: correct whichever it is.
    Source: APPLE-GUIDE itunes:season.
    Bad show: episodes: [{itunes_season: 1, season: 1}, {itunes_season: 2, season: 2}]
    Good show: episodes: [{itunes_season: 2, season: 2}, {itunes_season: 1, season: 1}]
    """
    dated = sorted(
        (one for one in _numbered(show) if one.season and one.episode.pub_date is not None),
        key=lambda one: one.episode.pub_date,  # type: ignore[arg-type, return-value]  # all have dates
    )
    newest = 0
    for one in dated:
        if one.season < newest:
            message = f"an episode of season {one.season} is newer than one of season {newest}"
            yield Finding(message, _at(one.place, "itunes_season"))
        newest = max(newest, one.season)


@rule("FK370", "items-number-mixed", level="warning")
def number_mixed(show: Show) -> Iterator[Finding]:
    """All full episodes have numbers, or none has.

    Why: a list that is numbered by halves is sorted oddly.
    Mend: number the rest; the message says which is the first.
    Source: APPLE-GUIDE itunes:episode.
    Bad show: episodes: [{}, {episode: , itunes_episode: }]
    Good show: episodes: [{}, {}]
    """
    full = [(index, _number(episode)) for index, episode in enumerate(show.episodes) if _is_full(episode)]
    without = [index for index, number in full if number is None]
    if without and len(without) < len(full):
        message = f"{len(without)} of {len(full)} full episodes have no number; this is the first of them"
        yield Finding(message, _at(without[0], "itunes_episode"))


@rule("FK371", "items-title-unique", level="warning")
def title_unique(show: Show) -> Iterator[Finding]:
    """No two episodes have the same title.

    Why: listeners cannot tell them apart, and Podcast Index takes them for duplicates.
    Mend: say what differs.
    Source: practice.
    Bad show: episodes: [{title: "Q&A"}, {title: "Q&A"}]
    Good show: episodes: [{title: "Q&A: green"}, {title: "Q&A: black"}]
    """
    for index, other, text in repeats((episode.title or "").strip() for episode in show.episodes):
        see = ((_at(other, "title"), "the other one"),)
        yield Finding(f"two episodes are called {short(text)}", _at(index, "title"), see=see)


@rule("FK372", "items-description-unique", level="info", profiles=("apple",))
def description_unique(show: Show) -> Iterator[Finding]:
    """No two episodes have the same description.

    Why: Apple asks for a text of its own for each.
    Mend: say what each is about.
    Source: Apple "Optimize your show's metadata" mail, macobserver.com 2019.
    Bad show: episodes: [{description: Tea.}, {description: Tea.}]
    Good show: episodes: [{description: Green tea.}, {description: Black tea.}]
    """
    for index, other, text in repeats((episode.description or "").strip() for episode in show.episodes):
        see = ((_at(other, "description"), "the other one"),)
        yield Finding(f"two episodes have the description {short(text)}", _at(index, "description"), see=see)


@rule("FK373", "items-link-unique", level="info")
def link_unique(show: Show) -> Iterator[Finding]:
    """Each episode links a page of its own.

    Why: what is shared leads to the wrong place.
    Mend: link the episode's page, or leave `link` out.
    Source: practice.
    Bad show: episodes: [{link: "https://tea.fm/"}]
    Good show: episodes: [{link: "https://tea.fm/1"}]
    """
    for index, other, text in repeats(episode.link for episode in show.episodes):
        see = ((_at(other, "link"), "the other one"),)
        yield Finding(f"two episodes link {short(text)}", _at(index, "link"), see=see)
    if show.link:
        for index, episode in enumerate(show.episodes):
            if episode.link == show.link:
                yield Finding("the episode links the show's page", _at(index, "link"))


@rule("FK374", "items-aux-url-unique", level="error")
def aux_url_unique(show: Show) -> Iterator[Finding]:
    """No two episodes share a transcript or a chapters file.

    Why: one of them shows the other's text.
    Mend: link the episode's own file.
    Source: PN chapters; PN transcript.
    Bad show: episodes: [{transcripts: [{url: "https://tea.fm/a.vtt", type: text/vtt}]},
        {transcripts: [{url: "https://tea.fm/a.vtt", type: text/vtt}]}]
    """
    first: dict[str, tuple[int, Path]] = {}
    for index, path, url in _aux(show):
        other, where = first.setdefault(url, (index, path))
        if other != index:
            see = ((_at(other, *where), "the other one"),)
            yield Finding(f"two episodes link {short(url)}", _at(index, *path), see=see)


def _aux(show: Show) -> Iterator[tuple[int, Path, str]]:
    for index, episode in enumerate(show.episodes):
        if episode.transcripts:
            for number, link in enumerate(episode.transcripts):
                yield index, ("transcripts", number, "url"), link.url
        if episode.chapters is not None:
            yield index, ("chapters", "url"), episode.chapters.url


@rule("FK375", "items-one-newest-trailer", level="info", profiles=("apple",))
def one_newest_trailer(show: Show) -> Iterator[Finding]:
    """Where a show has several trailers, the newest is the one that is meant (in a serial show the oldest).

    Why: that is the one that Apple plays.
    Mend: take the others out.
    Source: Podcastindex-org/docs-api#115.
    Bad show: episodes: [{episode_type: trailer, itunes_episode: , episode: , itunes_season: , season: },
        {episode_type: trailer, itunes_episode: , episode: , itunes_season: , season: }]
    """
    trailers = [
        index
        for index, episode in enumerate(show.episodes)
        if episode.episode_type == "trailer" and episode.itunes_episode is None and not _season(episode)
    ]
    dated = [index for index in trailers if show.episodes[index].pub_date is not None]
    if len(dated) > 1:
        chosen = (min if show.type == "serial" else max)(dated, key=lambda index: str(show.episodes[index].pub_date))
        yield Finding(f"the show has {len(dated)} trailers; Apple plays this one", _at(chosen, "episode_type"))
