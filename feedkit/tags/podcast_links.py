"""The podcast namespace: other feeds, other services, and where people talk."""

from typing import Annotated, Any

from pydantic import model_validator

from feedkit.tags.element import Attr, Child, Element, Text, tag
from feedkit.tags.lists import CHAT_PROTOCOLS, LIST_MEDIUMS, MEDIUMS, SERVICES, SOCIAL_PROTOCOLS
from feedkit.tags.podcast import EVERYWHERE, ITEMS
from feedkit.tags.values import Host, HttpsUrl, Integer, Line, TrueFalse, Uri, Uuid, Verbatim, Word, YesNo, listed

ALL_MEDIUMS = (*MEDIUMS, *LIST_MEDIUMS)


@tag(
    "podcast:remoteItem",
    inside=("channel", "podcast:podroll", "podcast:valueTimeSplit", "podcast:publisher"),
    source="PN remote-item",
    short="feed_guid",
)
class RemoteItem(Element):
    """Another feed, or an item in it. The guid decides; the url helps apps that have no index to look it up in.

    Example:
        <podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810" feedUrl="https://example.org/feed.xml"
            itemGuid="tea-1" medium="music" title="Tea Time"/>

    """

    feed_guid: Annotated[Uuid | None, Attr("feedGuid", required=True)] = None
    """The feed's podcast:guid."""
    feed_url: Annotated[HttpsUrl | None, Attr("feedUrl")] = None
    """The feed's address."""
    item_guid: Annotated[Verbatim | None, Attr("itemGuid")] = None
    """The item's guid, for one item of the feed."""
    medium: Annotated[str | None, listed(ALL_MEDIUMS), Attr("medium", one_of=ALL_MEDIUMS)] = None
    """What the feed is, where it is no podcast."""
    title: Annotated[Line | None, Attr("title")] = None
    """A name to show until the feed is read."""


@tag("podcast:podroll", inside=("channel",), source="PN podroll", short="remote_items")
class Podroll(Element):
    """Shows that the publisher recommends.

    Example:
        <podcast:podroll><podcast:remoteItem feedGuid="29cdca4a-32d8-56ba-b48b-09a011c5daa9"/></podcast:podroll>

    """

    remote_items: Annotated[tuple[RemoteItem, ...], Child(required=True)] = ()
    """The shows."""


@tag("podcast:publisher", inside=("channel",), source=("PN publisher", "PN-PUBLISHER"), short="remote_item")
class Publisher(Element):
    """The feed of the show's publisher; it counts when that feed names the show, too.

    Example:
        <podcast:publisher><podcast:remoteItem medium="publisher" feedGuid="003af0a0-6a45-55cf-b765-68e3d349551a"
            feedUrl="https://example.org/publisher.xml"/></podcast:publisher>

    """

    remote_item: Annotated[RemoteItem | None, Child(required=True)] = None
    """The publisher's feed."""


@tag("podcast:hiveAccount", inside=("podcast:podping",), status="draft", source="PN-PROPOSAL podping", short="account")
class HiveAccount(Element):
    """An account that may announce the feed by Podping.

    Example:
        <podcast:hiveAccount account="podping.bol"/>

    """

    account: Annotated[Line | None, Attr("account", required=True)] = None
    """The account's name on the Hive chain."""


@tag("podcast:podping", inside=("channel",), source=("PN podping", "PN-PROPOSAL podping"), short="uses_podping")
class Podping(Element):
    """Whether changes of the feed are announced by Podping.

    Example:
        <podcast:podping usesPodping="true"/>

    """

    uses_podping: Annotated[TrueFalse | None, Attr("usesPodping")] = None
    """Whether they are."""
    hive_accounts: Annotated[tuple[HiveAccount, ...], Child(status="draft")] = ()
    """Who may announce them."""


@tag("podcast:contentLink", inside=ITEMS, source=("PN content-link", "PN live-item"), short="href")
class ContentLink(Element):
    """A link to the same content outside the app.

    Example:
        <podcast:contentLink href="https://youtube.com/tea/live">Watch on YouTube</podcast:contentLink>

    """

    href: Annotated[Uri, Attr("href", required=True)]
    """Where it leads."""
    text: Annotated[Line | None, Text(required=True)] = None
    """What the link says."""


@tag("podcast:socialInteract", inside=EVERYWHERE, source="PN social-interact", short="uri")
class SocialInteract(Element):
    """The root post of the comments. A record's `disabled` switches comments off.

    Example:
        <podcast:socialInteract uri="https://example.social/@tea/1" protocol="activitypub" accountId="@tea"
            accountUrl="https://example.social/@tea" priority="1"/>

    """

    protocol: Annotated[Word | None, Attr("protocol", required=True, one_of=SOCIAL_PROTOCOLS)] = None
    """The protocol, which is no platform: `activitypub`, not `mastodon`."""
    uri: Annotated[Uri | None, Attr("uri", required=True)] = None
    """The post."""
    account_id: Annotated[Line | None, Attr("accountId")] = None
    """Whose post it is."""
    account_url: Annotated[HttpsUrl | None, Attr("accountUrl")] = None
    """A page about the account."""
    priority: Annotated[Integer | None, Attr("priority")] = None
    """Lower comes first."""

    @model_validator(mode="before")
    @classmethod
    def _disabled(cls, value: Any) -> Any:
        only = value.get("uri") if isinstance(value, dict) and len(value) == 1 else value
        return {"protocol": only} if only == "disabled" else value


@tag("podcast:chat", inside=EVERYWHERE, source="PN chat")
class Chat(Element):
    """The show's or the episode's chat room.

    Example:
        <podcast:chat server="irc.example.org" protocol="irc" accountId="@tea" space="#tea-time"/>

    """

    server: Annotated[Host, Attr("server", required=True)]
    """The server's host name."""
    protocol: Annotated[Word | None, Attr("protocol", required=True, one_of=CHAT_PROTOCOLS)] = None
    """The protocol spoken there."""
    account_id: Annotated[Line | None, Attr("accountId")] = None
    """The show's account."""
    space: Annotated[Line | None, Attr("space")] = None
    """The room."""


@tag("podcast:block", inside=("channel",), source="PN block", short="block")
class ServiceBlock(Element):
    """Whether a service, or every service, should leave the show out.

    Example:
        <podcast:block id="google">yes</podcast:block>

    """

    block: Annotated[YesNo, Text(required=True)]
    """Yes: leave it out."""
    id: Annotated[Word | None, Attr("id", one_of=SERVICES)] = None
    """The service; all of them where none is named."""
