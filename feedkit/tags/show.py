"""A show: one line for each thing a `channel` may say, and its episodes."""

from __future__ import annotations

from typing import Annotated

from pydantic import PrivateAttr

from feedkit.tags.atom import AtomLink
from feedkit.tags.element import Child, Element, Local, tag
from feedkit.tags.episode import Episode
from feedkit.tags.itunes import Artwork, Category, Owner
from feedkit.tags.podcast import Funding, Locked, Person, Txt, UpdateFrequency
from feedkit.tags.rss import Tag
from feedkit.tags.values import Block, EmailName, Language, Line, Moment, Positive, TrueFalse, Url, Uuid, Word


@tag("channel", inside=("rss",), source="RSS2 channel")
class Show(Element):
    """A show with its episodes, newest first.

    Example:
        <channel><title>Tea Time</title><link>https://example.org/</link><description>About tea.</description></channel>

    """

    title: Annotated[Line | None, Child("title", required=True, most_chars=255)] = None
    """The show's name and nothing else."""
    link: Annotated[Url | None, Child("link", required=True)] = None
    """The show's web page."""
    description: Annotated[Block | None, Child("description", required=True, most_bytes=4000)] = None
    """What the show is about."""
    language: Annotated[Language | None, Child("language")] = None
    """The language spoken, such as `en` or `en-us`."""
    copyright: Annotated[Line | None, Child("copyright", most_chars=255)] = None
    """Who holds the rights."""
    managing_editor: Annotated[EmailName | None, Child("managingEditor")] = None
    """The editor's address, with the name in parentheses."""
    web_master: Annotated[EmailName | None, Child("webMaster")] = None
    """The technician's address, with the name in parentheses."""
    pub_date: Annotated[Moment | None, Child("pubDate")] = None
    """When the newest content was published."""
    last_build_date: Annotated[Moment | None, Child("lastBuildDate")] = None
    """When the content last changed; never the clock."""
    tags: Annotated[tuple[Tag, ...], Child()] = ()
    """Keywords; directories read `categories` instead."""
    generator: Annotated[Line | None, Child("generator")] = None
    """The program that wrote the feed."""
    docs: Annotated[Url | None, Child("docs")] = None
    """Where RSS is explained."""
    ttl: Annotated[Positive | None, Child("ttl")] = None
    """Minutes that a reader may cache."""
    links: Annotated[tuple[AtomLink, ...], Child()] = ()
    """Links with a meaning: self, hub, pages."""
    author: Annotated[Line | None, Child("itunes:author", most_chars=255)] = None
    """Who makes the show, as apps print it."""
    owner: Annotated[Owner | None, Child()] = None
    """Whom platforms may write to."""
    image: Annotated[Artwork | None, Child()] = None
    """The cover art."""
    categories: Annotated[tuple[Category, ...], Child()] = ()
    """Categories of Apple's list."""
    explicit: Annotated[TrueFalse | None, Child("itunes:explicit")] = None
    """Whether the show has explicit content."""
    type: Annotated[Word | None, Child("itunes:type", one_of=("episodic", "serial"), otherwise="episodic")] = None
    """`episodic`: newest first; `serial`: to be heard in order."""
    new_feed_url: Annotated[Url | None, Child("itunes:new-feed-url")] = None
    """Where the feed has moved to."""
    guid: Annotated[Uuid | None, Child("podcast:guid")] = None
    """The show's identity, over all platforms."""
    locked: Annotated[Locked | None, Child()] = None
    """Whether other platforms should refuse to import the show."""
    medium: Annotated[Word | None, Child("podcast:medium", otherwise="podcast")] = None
    """What kind of show it is."""
    funding: Annotated[tuple[Funding, ...], Child()] = ()
    """Ways to give money."""
    persons: Annotated[tuple[Person, ...], Child()] = ()
    """Who makes the show."""
    update_frequency: Annotated[UpdateFrequency | None, Child()] = None
    """How often there is a new episode."""
    txts: Annotated[tuple[Txt, ...], Child()] = ()
    """Notes for machines."""
    episodes: Annotated[tuple[Episode, ...], Child()] = ()
    """The episodes, newest first."""

    namespaces: Annotated[dict[str, str] | None, Local()] = None
    """Prefixes of other namespaces that the feed used, with their URIs."""
    rss_attrs: Annotated[dict[str, str] | None, Local()] = None
    """Attributes of `rss` beside its version."""

    _origin: object = PrivateAttr(default=None)
