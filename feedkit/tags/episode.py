"""An episode: one line for each thing an `item` may say, and what only feedkit's records say of it."""

from typing import Annotated

from feedkit.tags.atom import AtomAuthor, AtomContributor, AtomLink
from feedkit.tags.element import Child, Element, Local, tag
from feedkit.tags.googleplay import GooglePlayImage
from feedkit.tags.itunes import Artwork
from feedkit.tags.media import MediaContent, Restriction, Thumbnail
from feedkit.tags.podcast import (
    ChaptersLink,
    EpisodeNumber,
    Funding,
    License,
    Location,
    Person,
    Season,
    Soundbite,
    TranscriptLink,
    Txt,
)
from feedkit.tags.podcast_drafts import Recommendations, SharedSoundbites
from feedkit.tags.podcast_links import Chat, ContentLink, SocialInteract
from feedkit.tags.podcast_media import AlternateEnclosure, Image, ImageSet
from feedkit.tags.podcast_value import Value
from feedkit.tags.psc import SimpleChapters
from feedkit.tags.rss import CopiedFrom, Enclosure, Guid, Tag
from feedkit.tags.spotify import Access
from feedkit.tags.values import (
    Block,
    Duration,
    EmailName,
    Html,
    Integer,
    Line,
    Moment,
    Positive,
    Seconds,
    TrueFalse,
    Url,
    Word,
    Yes,
)

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
    description: Annotated[Html | None, Child("description", most_bytes=4000)] = None
    """The summary: plain text or light HTML."""
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
    source: Annotated[CopiedFrom | None, Child()] = None
    """The feed that the item was copied from."""
    links: Annotated[tuple[AtomLink, ...], Child()] = ()
    """Links with a meaning."""
    atom_authors: Annotated[tuple[AtomAuthor, ...], Child()] = ()
    """Authors in Atom's words."""
    contributors: Annotated[tuple[AtomContributor, ...], Child()] = ()
    """People in Atom's words."""
    creators: Annotated[tuple[Line, ...], Child("dc:creator")] = ()
    """Authors by name, for readers that want one without an address."""
    itunes_author: Annotated[Line | None, Child("itunes:author", most_chars=255, status="deprecated")] = None
    """Who made it; apps look at `persons` instead."""
    subtitle: Annotated[Line | None, Child("itunes:subtitle", most_chars=255, status="deprecated")] = None
    """A short description; Apple dropped it."""
    itunes_summary: Annotated[Html | None, Child("itunes:summary", most_chars=4000, status="deprecated")] = None
    """A summary that says something else than the description; Apple dropped it."""
    keywords: Annotated[Line | None, Child("itunes:keywords", most_chars=255, status="deprecated")] = None
    """Keywords with commas; Apple dropped them."""
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
    block: Annotated[Yes, Child("itunes:block", one_of=("Yes",))] = None
    """Whether Apple should hide the episode."""
    order: Annotated[Integer | None, Child("itunes:order", status="deprecated")] = None
    """Its place in a list of its own; Apple dropped it."""
    is_closed_captioned: Annotated[Yes, Child("itunes:isClosedCaptioned", one_of=("Yes",), status="deprecated")] = None
    """Whether there are captions; `transcripts` says so today."""
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
    locations: Annotated[tuple[Location, ...], Child()] = ()
    """Places: what it is about, where it was made."""
    license: Annotated[License | None, Child()] = None
    """What listeners may do with it."""
    alternate_enclosures: Annotated[tuple[AlternateEnclosure, ...], Child()] = ()
    """Other renditions of the media file."""
    content_links: Annotated[tuple[ContentLink, ...], Child()] = ()
    """The same content elsewhere."""
    social_interacts: Annotated[tuple[SocialInteract, ...], Child()] = ()
    """Root posts of the comments."""
    chat: Annotated[Chat | None, Child()] = None
    """The chat room."""
    values: Annotated[tuple[Value, ...], Child(status="experimental")] = ()
    """How listeners may pay, and whom; replaces the show's."""
    images: Annotated[tuple[Image, ...], Child()] = ()
    """Further pictures."""
    images_srcset: Annotated[ImageSet | None, Child(status="deprecated")] = None
    """Pictures by width, as this was done before `images`."""
    txts: Annotated[tuple[Txt, ...], Child()] = ()
    """Notes for machines."""
    psc_chapters: Annotated[SimpleChapters | None, Child()] = None
    """The chapters inside the feed; made from `chapter_marks`."""
    recommendations: Annotated[tuple[Recommendations, ...], Child(status="draft")] = ()
    """Lists of recommended content."""
    shared_soundbites: Annotated[SharedSoundbites | None, Child(status="draft")] = None
    """A file with soundbites that listeners made."""
    podcast_episode_type: Annotated[Line | None, Child("podcast:episodeType", status="draft")] = None
    """As `episode_type`; a proposal."""
    thumbnails: Annotated[tuple[Thumbnail, ...], Child()] = ()
    """Still pictures, for YouTube."""
    media_contents: Annotated[tuple[MediaContent, ...], Child()] = ()
    """The media once more, in Media RSS's words."""
    restrictions: Annotated[tuple[Restriction, ...], Child()] = ()
    """Where it may be played."""
    spotify_access: Annotated[Access | None, Child()] = None
    """Who may listen, for partners of Spotify."""
    googleplay_author: Annotated[Line | None, Child("googleplay:author", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_description: Annotated[Line | None, Child("googleplay:description", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_image: Annotated[GooglePlayImage | None, Child(status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_explicit: Annotated[Line | None, Child("googleplay:explicit", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_block: Annotated[Line | None, Child("googleplay:block", status="dead")] = None
    """Google Podcasts is gone."""
    notes: Annotated[Block | None, Local()] = None
    """The show notes in Markdown."""
    chapter_marks: Annotated[tuple[ChapterMark, ...], Local()] = ()
    """The chapters themselves, from which the chapters file is made; a record may list them as `chapters`."""
