"""The podcast namespace (podcastindex.org/namespace/1.0): one class an element that is more than one value."""

from __future__ import annotations

from typing import Annotated

from feedkit.tags.element import Attr, Element, Text, tag
from feedkit.tags.values import (
    Day,
    Email,
    HttpsUrl,
    Integer,
    Language,
    Line,
    Mime,
    Number,
    Rrule,
    Seconds,
    TrueFalse,
    Word,
    YesNo,
)

EVERYWHERE = ("channel", "item", "podcast:liveItem")
ITEMS = ("item", "podcast:liveItem")
TRANSCRIPT_TYPES = ("text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain")


@tag("podcast:transcript", inside=ITEMS, source="PN transcript", short="url")
class TranscriptLink(Element):
    """A file with what was said; the first type that an app knows is the one it takes.

    Example:
        <podcast:transcript url="https://example.org/1.vtt" type="text/vtt" language="en" rel="captions"/>

    """

    url: Annotated[HttpsUrl, Attr("url", required=True)]
    """Where the transcript is."""
    type: Annotated[Mime | None, Attr("type", required=True, one_of=TRANSCRIPT_TYPES)] = None
    """Its media type."""
    language: Annotated[Language | None, Attr("language")] = None
    """Its language, where it is not the show's."""
    rel: Annotated[Word | None, Attr("rel", one_of=("captions",))] = None
    """`captions`: a closed-caption file, with times."""


@tag("podcast:locked", inside=("channel",), source="PN locked", short="locked")
class Locked(Element):
    """Whether other platforms should refuse to import the show.

    Example:
        <podcast:locked owner="show@example.org">yes</podcast:locked>

    """

    locked: Annotated[YesNo, Text(required=True)]
    """Yes: do not import."""
    owner: Annotated[Email | None, Attr("owner")] = None
    """Whom to ask."""


@tag("podcast:funding", inside=EVERYWHERE, source="PN funding", short="url")
class Funding(Element):
    """A way to give money.

    Example:
        <podcast:funding url="https://example.org/support">Support the show</podcast:funding>

    """

    url: Annotated[HttpsUrl, Attr("url", required=True)]
    """Where to give."""
    title: Annotated[Line | None, Text(required=True, most_chars=128)] = None
    """What the button says."""


@tag("podcast:chapters", inside=ITEMS, source="PN chapters", short="url")
class ChaptersLink(Element):
    """A JSON file with the chapters.

    Example:
        <podcast:chapters url="https://example.org/1.chapters.json" type="application/json+chapters"/>

    """

    url: Annotated[HttpsUrl, Attr("url", required=True)]
    """Where the file is."""
    type: Annotated[Mime | None, Attr("type", required=True, one_of=("application/json+chapters",))] = None
    """Its media type."""


@tag("podcast:soundbite", inside=ITEMS, source="PN soundbite")
class Soundbite(Element):
    """A clip that stands for the episode; its text is the clip's title.

    Example:
        <podcast:soundbite startTime="73.0" duration="60.0">Why tea</podcast:soundbite>

    """

    start_time: Annotated[Seconds, Attr("startTime", required=True)]
    """Where the clip starts, in seconds."""
    duration: Annotated[Seconds, Attr("duration", required=True)]
    """How long it is, in seconds; 15 to 120 are advised."""
    title: Annotated[Line | None, Text(most_chars=128)] = None
    """The clip's title; the episode's where there is none."""


@tag("podcast:person", inside=EVERYWHERE, source="PN person", short="name")
class Person(Element):
    """Somebody who takes part. People of an item replace those of the channel, wholly.

    Example:
        <podcast:person role="guest" href="https://example.org/amy" img="https://example.org/amy.jpg">Amy</podcast:person>

    """

    name: Annotated[Line, Text(required=True, most_chars=128)]
    """The name to show."""
    role: Annotated[Word | None, Attr("role", otherwise="host")] = None
    """A role of the Podcast Taxonomy."""
    group: Annotated[Word | None, Attr("group", otherwise="cast")] = None
    """A group of the Podcast Taxonomy."""
    img: Annotated[HttpsUrl | None, Attr("img")] = None
    """A picture."""
    href: Annotated[HttpsUrl | None, Attr("href")] = None
    """A page about the person."""


@tag("podcast:season", inside=ITEMS, source="PN season", short="number")
class Season(Element):
    """The season's number, and its name where it has one.

    Example:
        <podcast:season name="Egg Hunt">3</podcast:season>

    """

    number: Annotated[Integer, Text(required=True)]
    """The number; from 1."""
    name: Annotated[Line | None, Attr("name", most_chars=128)] = None
    """The season's name."""


@tag("podcast:episode", inside=ITEMS, source="PN episode", short="number")
class EpisodeNumber(Element):
    """The episode's number, decimals allowed, and how to show it where that differs.

    Example:
        <podcast:episode display="Ch.3">204</podcast:episode>

    """

    number: Annotated[Number, Text(required=True)]
    """The number."""
    display: Annotated[Line | None, Attr("display", most_chars=32)] = None
    """How to show it."""


@tag("podcast:txt", inside=EVERYWHERE, source="PN txt", short="text")
class Txt(Element):
    """A note for machines, such as a proof of ownership.

    Example:
        <podcast:txt purpose="verify">S6lpp-7ZCn8-dZfGc-OoyaG</podcast:txt>

    """

    text: Annotated[Line, Text(required=True, most_chars=4000)]
    """The note."""
    purpose: Annotated[Line | None, Attr("purpose", most_chars=128)] = None
    """What it is for."""


@tag("podcast:updateFrequency", inside=("channel",), source=("PN updateFrequency", "RFC5545"), short="text")
class UpdateFrequency(Element):
    """How often there is a new episode, for people and as a recurrence rule.

    Example:
        <podcast:updateFrequency rrule="FREQ=WEEKLY;BYDAY=MO">Every Monday</podcast:updateFrequency>

    """

    text: Annotated[Line, Text(required=True, most_chars=128)]
    """In words."""
    complete: Annotated[TrueFalse | None, Attr("complete", otherwise="false")] = None
    """Whether no more episodes will come."""
    dtstart: Annotated[Day | None, Attr("dtstart")] = None
    """When the rule begins."""
    rrule: Annotated[Rrule | None, Attr("rrule")] = None
    """The rule, as RFC 5545 has it."""
