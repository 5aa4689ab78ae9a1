"""Seasons, episode numbers and soundbites of the podcast namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import is_more_than_digits
from feedkit.rules.subject import Raw
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.podcast import EpisodeNumber, Season, Soundbite
from feedkit.tags.show import Show
from feedkit.tags.values import short

PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)


@rule("FK256", "pseason-value", level="error")
def pseason_value(season: Season) -> Iterator[Finding]:
    """podcast:season is a whole number, from 1.

    Why: it is so by definition; Apple has no season 0, and partytime drops it.
    Mend: count from 1.
    Source: PN season; APPLE-GUIDE itunes:season.
    Bad xml: <podcast:season>1.5</podcast:season>
    Bad: {season: 0, itunes_season: }
    Good: {season: 1, itunes_season: 1}
    """
    if season.number == 0:
        yield Finding("`podcast:season` is 0, which Apple does not know", ("number",), level=Level.WARNING)


@rule("FK257", "pseason-name-consistent", level="warning")
def pseason_name_consistent(show: Show) -> Iterator[Finding]:
    """A season has one name, and a name one season.

    Why: apps group by the number and show whichever name they see.
    Mend: write the same name everywhere.
    Source: PN season.
    Bad show: episodes: [{season: {number: 1, name: Spring}}, {season: {number: 1, name: Autumn}}]
    Good show: episodes: [{season: {number: 1, name: Spring}}, {season: {number: 1, name: Spring}}]
    """
    names: dict[int, tuple[str, int]] = {}
    numbers: dict[str, tuple[int, int]] = {}
    for place, season in enumerate(show.across.seasons):
        number, name = season or (0, None)
        if not name:
            continue
        at = ("episodes", place, "season")
        known, where = names.setdefault(number, (name, place))
        other, there = numbers.setdefault(name, (number, place))
        if known != name:
            see = ((("episodes", where, "season"), "the other name"),)
            yield Finding(f"season {number} is called {short(name)} here and {short(known)} elsewhere", at, see=see)
        if other != number:
            see = ((("episodes", there, "season"), "the other season"),)
            yield Finding(f"{short(name)} is season {number} here and {other} elsewhere", at, see=see)


@rule(
    "FK258",
    "pepisode-value",
    level="error",
    forms=("decimal",),
    where=lambda found: isinstance(found, EpisodeNumber) or found.owner is EpisodeNumber,
    only=is_more_than_digits,
)
def pepisode_value(found: EpisodeNumber | Raw) -> Iterator[Finding]:
    """podcast:episode is a number, from 0.

    Why: it is so by definition.
    Mend: write digits; how it is shown goes to `display`.
    Source: PN episode.
    Bad: episode: one
    Bad xml: <podcast:episode>12b</podcast:episode>
    Bad xml: <podcast:episode>0.9e1</podcast:episode>
    Good xml: <podcast:episode display="12b">9</podcast:episode>
    """
    if isinstance(found, Raw):
        if is_oddly_written(found):
            yield Finding(f"`podcast:episode` is {short(found.text)}; write digits, with a point at most")
    elif found.number < 0:
        yield Finding(f"`podcast:episode` is negative: {found.number}", ("number",))


@rule("FK259", "numbers-agree", level="error")
def numbers_agree(episode: Episode) -> Iterator[Finding]:
    """Apple's numbers and the namespace's are the same; a fraction has no number for Apple.

    Why: apps read one or the other.
    Mend: correct whichever is wrong; in a record `episode` and `season` are enough.
    Source: PN season; PN episode; PI-AGG partytime.js; Podcastindex-org/podcast-namespace#108.
    Bad: {itunes_episode: 9, episode: 10}
    Good: {itunes_episode: 9, episode: 9}
    """
    season, number = episode.season, episode.episode
    if season is not None and episode.itunes_season is not None and season.number != episode.itunes_season:
        message = f"`itunes:season` is {episode.itunes_season}, and `podcast:season` {season.number}"
        yield Finding(message, ("itunes_season",), see=((("season",), "the other one"),))
    if number is not None and episode.itunes_episode is not None and number.number != episode.itunes_episode:
        message = f"`itunes:episode` is {episode.itunes_episode}, and `podcast:episode` {number.number}"
        yield Finding(message, ("itunes_episode",), see=((("episode",), "the other one"),))


@rule(
    "FK260",
    "soundbite-times",
    level="error",
    forms=("seconds",),
    where=lambda found: isinstance(found, Soundbite) or found.owner is Soundbite,
    only=is_more_than_digits,
)
def soundbite_times(found: Soundbite | Raw) -> Iterator[Finding]:
    """A soundbite has a start from 0 and a length above 0, in seconds.

    Why: both are required; what is no number is dropped.
    Mend: write seconds, such as `73.5`.
    Source: PN soundbite.
    Bad: soundbites: [{start_time: 73, duration: 0}]
    Bad xml: <podcast:soundbite startTime="1:13" duration="60"/>
    Good: soundbites: [{start_time: 73, duration: 60}]
    """
    if isinstance(found, Raw):
        if is_oddly_written(found):
            yield Finding(f"{found.name} is {short(found.text)}; seconds are digits, with a point at most")
    elif found.duration <= 0:
        yield Finding("the soundbite lasts 0 seconds", ("duration",))


def is_oddly_written(raw: Raw) -> bool:
    """Whether a number of a feed can be read, and only by guessing: a clock where seconds are wanted, or an exponent."""
    if raw.in_record or raw.slot.form is None or PLAIN_NUMBER.fullmatch(raw.text.strip()):
        return False
    try:
        return raw.slot.form.read(raw.text) is not None
    except ValueError:
        return False


@rule("FK261", "soundbite-inside", level="error", has="soundbites")
def soundbite_inside(episode: Episode) -> Iterator[Finding]:
    """A soundbite ends before the episode does.

    Why: it would run off the end.
    Mend: correct its start or its length.
    Source: PN soundbite.
    Bad: {duration: 3600, soundbites: [{start_time: 3590, duration: 60}]}
    Good: {duration: 3600, soundbites: [{start_time: 3500, duration: 60}]}
    """
    for number, bite in enumerate(episode.soundbites):
        if episode.duration and bite.start_time + bite.duration > episode.duration + 1:
            end = bite.start_time + bite.duration
            message = f"the soundbite ends at {end:g} s, and the episode at {episode.duration} s"
            yield Finding(message, ("soundbites", number, "start_time"), see=((("duration",), "the duration"),))


@rule("FK262", "soundbite-length", level="warning")
def soundbite_length(soundbite: Soundbite, settings: Settings) -> Iterator[Finding]:
    """A soundbite is 15 to 120 seconds long.

    Why: it is the recommended range.
    Mend: choose a shorter or a longer part.
    Source: PN soundbite.
    Bad: soundbites: [{start_time: 73, duration: 600}]
    Good: soundbites: [{start_time: 73, duration: 60}]
    """
    least, most = settings.limits.soundbite_least_s, settings.limits.soundbite_most_s
    if soundbite.duration > 0 and not least <= soundbite.duration <= most:
        yield Finding(f"the soundbite lasts {soundbite.duration:g} s; {least:g} to {most:g} are advised", ("duration",))
