"""Durations, numbers and the two switches that take Yes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.looks import is_more_than_digits
from feedkit.rules.subject import Raw, is_there_otherwise
from feedkit.settings import Limits, Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import short

CLOCK = re.compile(r"\d+|\d{1,4}:[0-5]\d|\d{1,3}:[0-5]\d:[0-5]\d", re.ASCII)
BEYOND_59 = re.compile(
    r"\d+:(?:\d+:)?(?P<seconds>[6-9]\d)(?:\.\d+)?|\d+:(?P<minutes>[6-9]\d|\d{3,}):\d\d?(?:\.\d+)?", re.ASCII
)
"""A clock with more minutes than an hour has, or more seconds than a minute."""


@rule("FK151", "itunes-serial-numbers", level="error", profiles=("apple", "psp1"))
def serial_numbers(show: Show) -> Iterator[Finding]:
    """In a serial show every full episode has a number.

    Why: Apple orders the show by it.
    Mend: write `episode`, or `type: episodic` for the show.
    Source: APPLE-GUIDE itunes:type, itunes:episode; PSP1 itunes:episode.
    Bad show: {type: serial, episodes: [{episode: , itunes_episode: }, {episode: , itunes_episode: }]}
    Good show: {type: serial, episodes: [{}, {}]}
    """
    if show.type != "serial":
        return
    for number, itunes_number in enumerate(show.across.itunes_episodes):
        if itunes_number is None and (show.across.types[number] or "full") == "full":
            yield Finding("a full episode of a serial show has no number", ("episodes", number, "itunes_episode"))


@rule("FK152", "itunes-episode-integer", level="error", has="itunes_episode")
def episode_integer(episode: Episode) -> Iterator[Finding]:
    """`itunes:episode` is a whole number from 1.

    Why: Podcast Index takes the digits only, so 100.5 is episode 1005; podparse reads 3.5 as 3, podcastparser and
        yt-dlp as nothing; partytime takes 0 for none.
    Mend: count from 1; fractions go to `podcast:episode`.
    Source: APPLE-GUIDE itunes:episode; PI-AGG partytime.js.
    Bad xml: <itunes:episode>100.5</itunes:episode><podcast:episode>100.5</podcast:episode>
    Bad show: episodes: [{itunes_episode: 1, episode: 1}, {itunes_episode: 0, episode: 0}]
    Good: {itunes_episode: 1, episode: 1}
    """
    if episode.itunes_episode is not None and episode.itunes_episode < 1:
        yield Finding(f"`itunes_episode` is {episode.itunes_episode}; it counts from 1", ("itunes_episode",))


@rule("FK153", "itunes-season-integer", level="error", has="itunes_season")
def season_integer(episode: Episode) -> Iterator[Finding]:
    """`itunes:season` is a whole number from 1.

    Why: it is so by definition; partytime takes 0 for none.
    Mend: count from 1, or leave the season out.
    Source: APPLE-GUIDE itunes:season; PSP1 itunes:season.
    Bad: {itunes_season: 0, season: }
    Good: {itunes_season: 1, season: 1}
    """
    if episode.itunes_season is not None and episode.itunes_season < 1:
        yield Finding(f"`itunes_season` is {episode.itunes_season}; it counts from 1", ("itunes_season",))


@rule("FK158", "itunes-duration-format", level="error", forms=("duration",), only=is_more_than_digits)
def duration_format(raw: Raw) -> Iterator[Finding]:
    """A duration is whole seconds, MM:SS or H:MM:SS, minutes and seconds below 60.

    Why: other forms are read as 0 (feedparser, gPodder, feedsmith), or in another unit: `62 min` is 62 seconds in
        partytime.
    Mend: write seconds.
    Source: APPLE-GUIDE itunes:duration; W3CFV InvalidDuration; SPOTIFY-EP.
    Bad: duration: 1h 5m
    Bad: duration: "1:62:03"
    Bad xml: <itunes:duration>1h 5m</itunes:duration>
    Bad xml: <itunes:duration>3600.5</itunes:duration>
    Good xml: <itunes:duration>3900</itunes:duration>
    """
    text = raw.text.strip()
    if (beyond := BEYOND_59.fullmatch(text)) and _is_readable(raw):
        name, number = next((name, number) for name, number in beyond.groupdict().items() if number)
        yield Finding(
            f"{raw.name} is {short(text)}, with {number} {name}; a clock ends at 59",
            mend="write whole seconds, or `H:MM:SS`",
        )
    elif not raw.in_record and text and not CLOCK.fullmatch(text) and _is_readable(raw):
        yield Finding(f"{raw.name} is {short(text)}; write whole seconds")


def _is_readable(raw: Raw) -> bool:
    try:
        return raw.slot.form is not None and raw.slot.form.read(raw.text) is not None
    except ValueError:
        return False


@rule(
    "FK159",
    "itunes-duration-seconds",
    level="info",
    profiles=("apple", "psp1"),
    forms=("duration",),
    only=is_more_than_digits,
)
def duration_seconds(raw: Raw) -> Iterator[Finding]:
    """A duration in a feed is in whole seconds.

    Why: Apple recommends it, PSP-1 defines it, and it can be misread by nobody.
    Mend: write seconds; feedkit does.
    Source: APPLE-GUIDE itunes:duration; PSP1 itunes:duration.
    Bad xml: <itunes:duration>00:50:13</itunes:duration>
    Good xml: <itunes:duration>3013</itunes:duration>
    """
    if not raw.in_record and ":" in raw.text and CLOCK.fullmatch(raw.text.strip()):
        yield Finding(f"{raw.name} is {short(raw.text.strip())} and not in seconds")


@rule("FK160", "itunes-duration-ambiguous", level="warning", has="duration")
def duration_ambiguous(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """A duration of some minutes belongs to a file of some minutes.

    Why: `1:05` is 65 seconds; it was often meant to be 65 minutes.
    Mend: write `1:05:00`, or seconds.
    Source: W3CFV duration grammar.
    Bad: {duration: "1:05", enclosure: {url: https://tea.fm/1.mp3, length: 62000000, type: audio/mpeg}}
    Good: {duration: "1:05:00", enclosure: {url: https://tea.fm/1.mp3, length: 62000000, type: audio/mpeg}}
    """
    if is_clock_misread(episode, settings.limits) and episode.enclosure is not None:
        hours, minutes = divmod(episode.duration or 0, 60)
        message = (
            f"`duration` is {episode.duration} s for {episode.enclosure.length} bytes; were hours and minutes meant?"
        )
        yield Finding(message, ("duration",), f"write `{hours}:{minutes:02}:00`, or seconds")


def is_clock_misread(episode: Episode, limits: Limits) -> bool:
    """Whether a duration of seconds is far too short for its file, and one of as many minutes would fit."""
    length = episode.enclosure.length if episode.enclosure is not None else None
    if not episode.duration or not length or episode.duration > limits.ambiguous_duration_s:
        return False
    kbits = 8 * length / episode.duration / 1000
    return kbits > limits.audio_most_kbits >= kbits / 60


@rule("FK161", "itunes-duration-present", level="warning", lacks="duration")
def duration_present(episode: Episode, show: Show, feed: Feed | None) -> Iterator[Finding]:
    """Every episode says how long it is.

    Why: apps show 0:00; Spotify checks it.
    Mend: write `duration`, or let `feedkit probe` look.
    Source: APPLE-GUIDE; PSP1; SPOTIFY-EP.
    Bad: duration:
    Good: duration: 3013
    """
    has_media = episode.enclosure is not None and (show.medium or "") not in ("newsletter", "blog")
    if (
        episode.duration is None
        and episode.tag == "item"
        and has_media
        and not is_there_otherwise("itunes:duration", episode, feed)
    ):
        yield Finding("the episode has no `duration`", ("duration",))


@rule("FK162", "itunes-duration-range", level="warning", has="duration")
def duration_range(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """A duration is more than nothing and less than a day.

    Why: outside it is another unit, mostly milliseconds.
    Mend: write seconds.
    Source: practice.
    Bad: {duration: 3600000, enclosure: {url: https://tea.fm/1.mp3, length: 4821333100, type: audio/mpeg}}
    Good: duration: 3600
    """
    most = settings.limits.longest_duration_s
    if episode.duration is not None and not 0 < episode.duration < most:
        yield Finding(f"`duration` is {episode.duration} s", ("duration",))


@rule("FK164", "itunes-block-value", level="warning", forms=("text",), where=called("itunes:block"))
def block_value(raw: Raw) -> Iterator[Finding]:
    """`itunes:block` is `Yes`, or is not there.

    Why: any other value does nothing, whatever it seems to say.
    Mend: write `Yes`, or take it out.
    Source: APPLE-GUIDE itunes:block.
    Bad xml: <itunes:block>true</itunes:block>
    Bad: block: maybe
    Good xml: <itunes:block>Yes</itunes:block>
    """
    yield from _only_yes(raw)


@rule("FK166", "itunes-complete-value", level="warning", forms=("text",), where=called("itunes:complete"))
def complete_value(raw: Raw) -> Iterator[Finding]:
    """`itunes:complete` is `Yes`, or is not there.

    Why: any other value does nothing; `Yes` may end Apple's polling for good.
    Mend: write `Yes`, or take it out.
    Source: APPLE-GUIDE itunes:complete; APPSUPPORT.
    Bad channel: <itunes:complete>no</itunes:complete>
    Bad show: complete: maybe
    """
    yield from _only_yes(raw)


def _only_yes(raw: Raw) -> Iterator[Finding]:
    text = raw.text.strip()
    meant = ("yes", "true", "no", "false") if raw.in_record else ("yes",)  # a record's truth is written as `Yes`
    if text and text.lower() not in meant:
        yield Finding(f"{raw.name} is {short(text)}, which does nothing")
