"""The podcast namespace (podcastindex.org/namespace/1.0): one class an element that is more than one value."""

from typing import Annotated, Any

from pydantic import model_validator

from feedkit.tags.element import Attr, Element, Text, tag
from feedkit.tags.lists import LICENSES, MORE_LICENSES, PERSON_GROUPS, PERSON_ROLES, TRANSCRIPT_TYPES
from feedkit.tags.values import (
    Bytes,
    Country,
    Day,
    Email,
    Geo,
    HttpsUrl,
    Integer,
    Language,
    Line,
    Mime,
    Moment,
    Number,
    Osm,
    Rrule,
    Seconds,
    TrueFalse,
    Word,
    YesNo,
    listed,
)

EVERYWHERE = ("channel", "item", "podcast:liveItem")
ITEMS = ("item", "podcast:liveItem")


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
        <podcast:soundbite startTime="73" duration="60.5">Why tea</podcast:soundbite>

    """

    start_time: Annotated[Seconds, Attr("startTime", required=True)]
    """Where the clip starts, in seconds."""
    duration: Annotated[Seconds, Attr("duration", required=True)]
    """How long it is, in seconds; 15 to 120 are advised."""
    title: Annotated[Line | None, Text(most_chars=128)] = None
    """The clip's title; the episode's where there is none."""


HOSTS = ("host", "co-host")
"""The roles of those who lead a show."""


@tag("podcast:person", inside=EVERYWHERE, source="PN person", short="name")
class Person(Element):
    """Somebody who takes part. People of an item replace those of the channel, wholly.

    Example:
        <podcast:person role="guest" href="https://example.org/amy" img="https://example.org/amy.jpg">Amy</podcast:person>

    """

    name: Annotated[Line, Text(required=True, most_chars=128)]
    """The name to show."""
    role: Annotated[Word | None, Attr("role", one_of=PERSON_ROLES, otherwise="host")] = None
    """A role of the Podcast Taxonomy."""
    group: Annotated[Word | None, Attr("group", one_of=tuple(PERSON_GROUPS), otherwise="cast")] = None
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


@tag("podcast:location", inside=EVERYWHERE, source=("PN location", "PN-LOCATION"), short="text")
class Location(Element):
    """A place: what the show is about, or where it is made. In a record `rel` is `creator` unless it says otherwise.

    Example:
        <podcast:location rel="creator" geo="geo:30.2672,-97.7431" osm="R113314" country="US">Austin, TX</podcast:location>

    """

    text: Annotated[Line, Text(required=True, most_chars=128)]
    """The place's name."""
    rel: Annotated[Word | None, Attr("rel", one_of=("subject", "creator"), otherwise="subject")] = None
    """`subject`: what it is about; `creator`: where it is made."""
    geo: Annotated[Geo | None, Attr("geo")] = None
    """Latitude, longitude, as a geo URI."""
    osm: Annotated[Osm | None, Attr("osm")] = None
    """The OpenStreetMap object: N, W or R and its number."""
    country: Annotated[Country | None, Attr("country")] = None
    """The country's two letters."""

    @model_validator(mode="before")
    @classmethod
    def _made_there(cls, value: Any) -> Any:
        value = {"text": value} if isinstance(value, str) else value
        return {"rel": "creator", **value} if isinstance(value, dict) and "rel" not in value else value


@tag("podcast:license", inside=EVERYWHERE, source="PN license", short="text")
class License(Element):
    """What listeners may do with the media: an identifier such as `cc-by-4.0`, or a name of your own with its url.

    Example:
        <podcast:license url="https://creativecommons.org/licenses/by-sa/4.0/">CC-BY-SA-4.0</podcast:license>

    """

    text: Annotated[
        str, listed((*LICENSES, *MORE_LICENSES)), Text(required=True, most_chars=128, one_of=tuple(LICENSES))
    ]
    """The identifier, or the licence's name."""
    url: Annotated[HttpsUrl | None, Attr("url")] = None
    """The licence's text; needed for identifiers that are not on the list."""

    @model_validator(mode="before")
    @classmethod
    def _with_url(cls, value: Any) -> Any:
        value = {"text": value} if isinstance(value, str) else value
        text = value.get("text") if isinstance(value, dict) and "url" not in value else None
        url = MORE_LICENSES.get(text.strip().upper()) if isinstance(text, str) else None
        return {**value, "url": url} if url else value


@tag("podcast:trailer", inside=("channel",), source="PN trailer", short="url")
class Trailer(Element):
    """A trailer of the show or of one season, outside the list of episodes; the newest is played first.

    Example:
        <podcast:trailer pubdate="Thu, 01 Apr 2021 08:00:00 +0000" url="https://example.org/trailers/teaser.mp3"
            length="12345678" type="audio/mpeg">Coming April 1st</podcast:trailer>

    """

    url: Annotated[HttpsUrl, Attr("url", required=True)]
    """Where the file is."""
    title: Annotated[Line | None, Text(required=True, most_chars=128)] = None
    """What it is called."""
    pubdate: Annotated[Moment | None, Attr("pubdate", required=True, also=("pubDate",))] = None
    """When it was published."""
    length: Annotated[Bytes | None, Attr("length")] = None
    """Its size in bytes."""
    type: Annotated[Mime | None, Attr("type")] = None
    """Its media type."""
    season: Annotated[Integer | None, Attr("season")] = None
    """The season it is for."""
