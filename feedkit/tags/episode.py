"""An episode: one line for each thing an `item` may say, and what only feedkit's records say of it."""

from __future__ import annotations

from typing import Annotated

from feedkit.tags.atom import AtomLink
from feedkit.tags.element import Child, Element, Local, tag
from feedkit.tags.itunes import Artwork
from feedkit.tags.podcast import (
    ChaptersLink,
    EpisodeNumber,
    Funding,
    Person,
    Season,
    Soundbite,
    TranscriptLink,
    Txt,
)
from feedkit.tags.rss import Enclosure, Guid, Tag
from feedkit.tags.values import Block, Duration, EmailName, Html, Line, Moment, Positive, Seconds, TrueFalse, Url, Word

EPISODE_TYPES = ("full", "trailer", "bonus")


class ChapterMark(Element):
    """A chapter, as a record writes it: where it starts, and what it is called.

    Example:
        chapters: [{start_time: 0, title: Intro}, {start_time: "1:35", title: Meet Amy}]

    """

    start_time: Annotated[Seconds, Local(required=True)]
    """Seconds from the start, or a clock (`1:02:03`)."""
    title: Annotated[Line | None, Local()] = None
    """The chapter's title."""
    end_time: Annotated[Seconds | None, Local()] = None
    """Where it ends, when there is a gap before the next."""
    img: Annotated[Url | None, Local()] = None
    """A picture to show."""
    url: Annotated[Url | None, Local()] = None
    """A page to open."""
    toc: Annotated[TrueFalse | None, Local()] = None
    """False: silent, not in the table of contents."""


@tag("item", inside=("channel",), source="RSS2 item")
class Episode(Element):
    """An episode of a show.

    Example:
        <item><title>Green tea</title><guid isPermaLink="false">tea-1</guid></item>

    """

    key: Annotated[str, Local()] = ""
    """The record's short name, unique in its show; files are named after it."""
    title: Annotated[Line | None, Child("title", most_chars=255)] = None
    """The title, without number and show name."""
    itunes_title: Annotated[Line | None, Child("itunes:title", most_chars=255)] = None
    """The title for apps that show number and season beside it."""
    link: Annotated[Url | None, Child("link")] = None
    """The episode's web page."""
    guid: Annotated[Guid | None, Child()] = None
    """The identity; a text in a record."""
    pub_date: Annotated[Moment | None, Child("pubDate")] = None
    """When it was published; with a zone, or in the show's time zone."""
    description: Annotated[Block | None, Child("description", most_bytes=4000)] = None
    """The summary, plain text."""
    content: Annotated[Html | None, Child("content:encoded")] = None
    """The show notes as HTML; made from the record's Markdown."""
    author: Annotated[EmailName | None, Child("author")] = None
    """The author's address, with the name in parentheses."""
    tags: Annotated[tuple[Tag, ...], Child()] = ()
    """Keywords."""
    comments: Annotated[Url | None, Child("comments")] = None
    """A page with comments."""
    enclosure: Annotated[Enclosure | None, Child()] = None
    """The media file."""
    links: Annotated[tuple[AtomLink, ...], Child()] = ()
    """Links with a meaning."""
    duration: Annotated[Duration | None, Child("itunes:duration")] = None
    """How long it is; seconds, or a clock (`1:02:03`)."""
    itunes_episode: Annotated[Positive | None, Child("itunes:episode")] = None
    """The number, for Apple; follows from `episode`."""
    itunes_season: Annotated[Positive | None, Child("itunes:season")] = None
    """The season's number, for Apple; follows from `season`."""
    episode_type: Annotated[Word | None, Child("itunes:episodeType", one_of=EPISODE_TYPES, otherwise="full")] = None
    """`full`, `trailer` or `bonus`."""
    explicit: Annotated[TrueFalse | None, Child("itunes:explicit")] = None
    """Whether it has explicit content."""
    image: Annotated[Artwork | None, Child()] = None
    """The episode's own cover art."""
    season: Annotated[Season | None, Child()] = None
    """The season."""
    episode: Annotated[EpisodeNumber | None, Child()] = None
    """The episode's number."""
    transcripts: Annotated[tuple[TranscriptLink, ...], Child()] = ()
    """Transcript files, the best first."""
    chapters: Annotated[ChaptersLink | None, Child()] = None
    """The chapters file."""
    persons: Annotated[tuple[Person, ...], Child()] = ()
    """Who takes part."""
    soundbites: Annotated[tuple[Soundbite, ...], Child()] = ()
    """Clips that stand for the episode."""
    funding: Annotated[tuple[Funding, ...], Child()] = ()
    """Ways to give money."""
    txts: Annotated[tuple[Txt, ...], Child()] = ()
    """Notes for machines."""
    notes: Annotated[Block | None, Local()] = None
    """The show notes in Markdown."""
    chapter_marks: Annotated[tuple[ChapterMark, ...], Local()] = ()
    """The chapters themselves, from which the chapters file is made."""
