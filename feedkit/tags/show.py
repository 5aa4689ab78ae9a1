"""A show: one line for each thing a `channel` may say, and its episodes."""

from typing import Annotated, Self

from pydantic import PrivateAttr

from feedkit.tags.across import Across
from feedkit.tags.atom import AtomAuthor, AtomContributor, AtomLink
from feedkit.tags.element import Attr, Child, Element, Local, tag
from feedkit.tags.episode import Episode
from feedkit.tags.googleplay import GooglePlayCategory, GooglePlayImage
from feedkit.tags.history import Archive, Complete
from feedkit.tags.itunes import Artwork, Category, Owner
from feedkit.tags.live import LiveItem
from feedkit.tags.media import Restriction, Thumbnail
from feedkit.tags.podcast import Funding, License, Location, Locked, Person, Trailer, Txt, UpdateFrequency
from feedkit.tags.podcast_drafts import (
    BonusItem,
    DraftComplete,
    Recommendations,
    ServiceId,
    Social,
    Subscribe,
    Verify,
)
from feedkit.tags.podcast_links import (
    ALL_MEDIUMS,
    Chat,
    Podping,
    Podroll,
    Publisher,
    RemoteItem,
    ServiceBlock,
    SocialInteract,
)
from feedkit.tags.podcast_media import Image, ImageSet
from feedkit.tags.podcast_value import Value
from feedkit.tags.rss import Cloud, Logo, SkipDays, SkipHours, Tag, TextInput
from feedkit.tags.spotify import Access, Limit
from feedkit.tags.values import (
    Email,
    EmailName,
    Html,
    Language,
    Line,
    Moment,
    Positive,
    TrueFalse,
    Url,
    Uuid,
    Word,
    Yes,
    YesNo,
    listed,
)


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
    description: Annotated[Html | None, Child("description", required=True, most_bytes=4000)] = None
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
    cloud: Annotated[Cloud | None, Child(status="deprecated")] = None
    """Where to register for notices of changes."""
    ttl: Annotated[Positive | None, Child("ttl")] = None
    """Minutes that a reader may cache."""
    rss_image: Annotated[Logo | None, Child()] = None
    """The small logo of RSS; the cover art is `image`."""
    rating: Annotated[Line | None, Child("rating", status="deprecated")] = None
    """A PICS label."""
    text_input: Annotated[TextInput | None, Child(status="deprecated")] = None
    """A box to write in."""
    skip_hours: Annotated[SkipHours | None, Child()] = None
    """Hours at which readers need not look."""
    skip_days: Annotated[SkipDays | None, Child()] = None
    """Days on which readers need not look."""
    links: Annotated[tuple[AtomLink, ...], Child()] = ()
    """Links with a meaning: self, hub, pages."""
    atom_authors: Annotated[tuple[AtomAuthor, ...], Child()] = ()
    """Authors in Atom's words."""
    contributors: Annotated[tuple[AtomContributor, ...], Child()] = ()
    """People in Atom's words."""
    fh_archive: Annotated[Archive | None, Child()] = None
    """The document is an archive page."""
    fh_complete: Annotated[Complete | None, Child()] = None
    """The document holds every episode there is."""
    creators: Annotated[tuple[Line, ...], Child("dc:creator")] = ()
    """Authors by name."""
    itunes_title: Annotated[Line | None, Child("itunes:title", most_chars=255)] = None
    """The title in Apple Podcasts, where it should differ."""
    subtitle: Annotated[Line | None, Child("itunes:subtitle", most_chars=255, status="deprecated")] = None
    """A short description; Apple dropped it."""
    itunes_summary: Annotated[Html | None, Child("itunes:summary", most_chars=4000, status="deprecated")] = None
    """A summary that says something else than the description; Apple dropped it."""
    keywords: Annotated[Line | None, Child("itunes:keywords", most_chars=255, status="deprecated")] = None
    """Keywords with commas; Apple dropped them."""
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
    block: Annotated[Yes, Child("itunes:block", one_of=("Yes",))] = None
    """Whether Apple should leave out the show."""
    complete: Annotated[Yes, Child("itunes:complete", one_of=("Yes",))] = None
    """Whether no more episodes will come, ever: Apple may stop looking."""
    applepodcastsverify: Annotated[Line | None, Child("itunes:applepodcastsverify")] = None
    """Apple's code for a claim of ownership; `txts` can say it, too."""
    new_feed_url: Annotated[Url | None, Child("itunes:new-feed-url")] = None
    """Where the feed has moved to."""
    guid: Annotated[Uuid | None, Child("podcast:guid")] = None
    """The show's identity, over all platforms."""
    locked: Annotated[Locked | None, Child()] = None
    """Whether other platforms should refuse to import the show."""
    medium: Annotated[
        str | None, listed(ALL_MEDIUMS), Child("podcast:medium", one_of=ALL_MEDIUMS, otherwise="podcast")
    ] = None
    """What kind of show it is."""
    funding: Annotated[tuple[Funding, ...], Child()] = ()
    """Ways to give money."""
    persons: Annotated[tuple[Person, ...], Child()] = ()
    """Who makes the show."""
    update_frequency: Annotated[UpdateFrequency | None, Child()] = None
    """How often there is a new episode."""
    locations: Annotated[tuple[Location, ...], Child()] = ()
    """Places: what it is about, where it is made."""
    trailers: Annotated[tuple[Trailer, ...], Child()] = ()
    """Trailers of the show and of its seasons."""
    license: Annotated[License | None, Child()] = None
    """What listeners may do with it."""
    blocks: Annotated[tuple[ServiceBlock, ...], Child()] = ()
    """Services that should leave out the show."""
    social_interacts: Annotated[tuple[SocialInteract, ...], Child()] = ()
    """Root posts of the comments."""
    chat: Annotated[Chat | None, Child()] = None
    """The chat room."""
    remote_items: Annotated[tuple[RemoteItem, ...], Child()] = ()
    """What the feed lists, when it is a list or a publisher's."""
    podroll: Annotated[Podroll | None, Child()] = None
    """Shows that are recommended."""
    publisher: Annotated[Publisher | None, Child()] = None
    """The feed of the show's publisher."""
    podping: Annotated[Podping | None, Child()] = None
    """Whether changes are announced by Podping."""
    values: Annotated[tuple[Value, ...], Child(status="experimental")] = ()
    """How listeners may pay, and whom."""
    images: Annotated[tuple[Image, ...], Child()] = ()
    """Further pictures."""
    images_srcset: Annotated[ImageSet | None, Child(status="deprecated")] = None
    """Pictures by width, as this was done before `images`."""
    txts: Annotated[tuple[Txt, ...], Child()] = ()
    """Notes for machines."""
    verify: Annotated[Verify | None, Child(status="draft")] = None
    """A claim of ownership by one click."""
    recommendations: Annotated[tuple[Recommendations, ...], Child(status="draft")] = ()
    """Lists of recommended content."""
    socials: Annotated[tuple[Social, ...], Child(status="draft")] = ()
    """Accounts on social platforms."""
    bonus_items: Annotated[tuple[BonusItem, ...], Child(status="draft")] = ()
    """Items for those who paid."""
    subscribe: Annotated[Subscribe | None, Child(status="draft")] = None
    """Access for members."""
    podcast_complete: Annotated[DraftComplete | None, Child(status="draft")] = None
    """Whether no more episodes will come; a proposal."""
    private: Annotated[YesNo | None, Child("podcast:private", status="draft")] = None
    """Whether indexes should leave out the show; a proposal."""
    contacts: Annotated[tuple[Line, ...], Child("podcast:contact", status="draft")] = ()
    """Ways to reach the makers."""
    service_ids: Annotated[tuple[ServiceId, ...], Child(status="draft")] = ()
    """The show's ids on services."""
    thumbnails: Annotated[tuple[Thumbnail, ...], Child()] = ()
    """Still pictures, for YouTube."""
    restrictions: Annotated[tuple[Restriction, ...], Child()] = ()
    """Where it may be played."""
    spotify_limit: Annotated[Limit | None, Child()] = None
    """How many of the newest episodes Spotify shows."""
    country_of_origin: Annotated[Line | None, Child("spotify:countryOfOrigin")] = None
    """Where the show is at home: countries' letters, the most important first."""
    spotify_access: Annotated[Access | None, Child()] = None
    """Who may listen, for partners of Spotify."""
    googleplay_author: Annotated[Line | None, Child("googleplay:author", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_description: Annotated[Line | None, Child("googleplay:description", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_email: Annotated[Email | None, Child("googleplay:email", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_image: Annotated[GooglePlayImage | None, Child(status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_categories: Annotated[tuple[GooglePlayCategory, ...], Child(status="dead")] = ()
    """Google Podcasts is gone."""
    googleplay_explicit: Annotated[Line | None, Child("googleplay:explicit", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_block: Annotated[Line | None, Child("googleplay:block", status="dead")] = None
    """Google Podcasts is gone."""
    googleplay_new_feed_url: Annotated[Url | None, Child("googleplay:new-feed-url", status="dead")] = None
    """Google Podcasts is gone."""
    live_items: Annotated[tuple[LiveItem, ...], Child()] = ()
    """Live streams, announced or on the air."""
    episodes: Annotated[tuple[Episode, ...], Child()] = ()
    """The episodes, newest first."""

    namespaces: Annotated[dict[str, str] | None, Local()] = None
    """Prefixes of other namespaces that the feed used, with their URIs."""
    rss_attrs: Annotated[dict[str, str] | None, Local()] = None
    """Attributes of `rss` beside its version."""

    _origin: object = PrivateAttr(default=None)
    _across: Across | None = PrivateAttr(default=None)

    @property
    def across(self) -> Across:
        """What its episodes say, field by field."""
        if self._across is None or self._across.episodes is not self.episodes:
            self._across = Across(self.episodes)
        return self._across

    def with_episodes(self, across: Across) -> Self:
        """The show with these episodes instead, and what is known of them."""
        show: Self = self.model_copy(update={"episodes": across.episodes})
        show._across = across
        return show

    @property
    def alone(self) -> "Show":
        """The show without its episodes."""
        return self.model_copy(update={"episodes": ()})


@tag("rss", inside=("#document",), source="RSS2 about")
class Rss(Element):
    """The document: a show and the version of RSS.

    Example:
        <rss version="2.0"><channel><title>Tea Time</title></channel></rss>

    """

    version: Annotated[Line | None, Attr("version", required=True, one_of=("2.0",))] = None
    """The version; there is but one."""
    channel: Annotated[Show | None, Child(required=True)] = None
    """The show."""
