"""What can only be told of all episodes together: order, numbers, repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from weakref import ref

from feedkit.rules.engine import Finding, rule
from feedkit.rules.repeats import repeats
from feedkit.rules.subject import Path
from feedkit.tags.show import Show
from feedkit.tags.values import short


class Numbered(NamedTuple):
    """A full episode that has a number. place: its place in the show. season: 0 where it names none."""

    place: int
    season: int
    number: Decimal
    date: datetime | None


def _full(show: Show) -> list[int]:
    """The places of the full episodes."""
    return [place for place, kind in enumerate(show.across.types) if kind is None or kind in {"full", ""}]


def _seasons(show: Show) -> list[int]:
    """The season of each episode; 0 where it names none."""
    pairs = zip(show.across.itunes_seasons, show.across.seasons, strict=True)
    return [itunes if itunes is not None else season[0] if season is not None else 0 for itunes, season in pairs]


def _numbers(show: Show) -> list[int | str | None]:
    """The number of each episode, as a whole number or a decimal's text."""
    pairs = zip(show.across.itunes_episodes, show.across.numbers, strict=True)
    return [number if itunes is None else itunes for itunes, number in pairs]


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
    seasons, numbers, dates = _seasons(show), _numbers(show), show.across.dates
    numbered = ((place, number) for place in _full(show) if (number := numbers[place]) is not None)
    return [Numbered(place, seasons[place], Decimal(number), dates[place]) for place, number in numbered]


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
    dated = [(index, date) for index, date in enumerate(show.across.dates) if date is not None]
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
        dated = sorted((one for one in ones if one.date is not None), key=lambda one: one.number)
        for lower, higher in pairwise(dated):
            if higher.date < lower.date and higher.number > lower.number:  # type: ignore[operator]  # both have dates
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
        (one for one in _numbered(show) if one.season and one.date is not None),
        key=lambda one: one.date,  # type: ignore[arg-type, return-value]  # all have dates
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
    full, numbers = _full(show), _numbers(show)
    without = [index for index in full if numbers[index] is None]
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
    for index, other, text in repeats((title or "").strip() for title in show.across.titles):
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
    for index, other, text in repeats((description or "").strip() for description in show.across.descriptions):
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
    for index, other, text in repeats(show.across.links):
        see = ((_at(other, "link"), "the other one"),)
        yield Finding(f"two episodes link {short(text)}", _at(index, "link"), see=see)
    if show.link:
        for index, link in enumerate(show.across.links):
            if link == show.link:
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
    first: dict[str, tuple[int, Sequence[str | int]]] = {}
    for index, files in enumerate(show.across.files):
        for path, url in files:
            other, where = first.setdefault(url, (index, path))
            if other != index:
                see = ((_at(other, *where), "the other one"),)
                yield Finding(f"two episodes link {short(url)}", _at(index, *path), see=see)


@rule("FK375", "items-one-newest-trailer", level="info", profiles=("apple",))
def one_newest_trailer(show: Show) -> Iterator[Finding]:
    """Where a show has several trailers, the newest is the one that is meant (in a serial show the oldest).

    Why: that is the one that Apple plays.
    Mend: take the others out.
    Source: Podcastindex-org/docs-api#115.
    Bad show: episodes: [{episode_type: trailer, itunes_episode: , episode: , itunes_season: , season: },
        {episode_type: trailer, itunes_episode: , episode: , itunes_season: , season: }]
    """
    trailers = [index for index, kind in enumerate(show.across.types) if kind == "trailer"]
    if len(trailers) < 2:  # noqa: PLR2004 - several
        return
    seasons, numbers, dates = _seasons(show), show.across.itunes_episodes, show.across.dates
    dated = [index for index in trailers if numbers[index] is None and not seasons[index] and dates[index] is not None]
    if len(dated) > 1:
        chosen = (min if show.type == "serial" else max)(dated, key=lambda index: str(dates[index]))
        yield Finding(f"the show has {len(dated)} trailers; Apple plays this one", _at(chosen, "episode_type"))
