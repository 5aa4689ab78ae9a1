"""The podcast namespace: proposals that were not adopted, or not yet. Read wherever they are found, written only
when a record asks for them by name.
"""

from typing import Annotated

from feedkit.tags.element import Attr, Child, Element, Text, tag
from feedkit.tags.lists import SERVICES
from feedkit.tags.values import HttpsUrl, Integer, Language, Line, Mime, TrueFalse, Word, YesNo


@tag("podcast:verify", inside=("channel",), status="draft", source="PN-PROPOSAL verify")
class Verify(Element):
    """A claim of ownership by one click; podcast:txt was adopted instead.

    Example:
        <podcast:verify auth="https://example.org/verify" pub="abc"/>

    """

    auth: Annotated[HttpsUrl | None, Attr("auth", required=True)] = None
    """Where to ask."""
    pub: Annotated[Line | None, Attr("pub", required=True)] = None
    """The public key."""


@tag("podcast:recommendations", inside=("channel", "item"), status="draft", source="PN-PROPOSAL recommendations")
class Recommendations(Element):
    """A JSON list of recommended content; podcast:podroll has what was adopted of it.

    Example:
        <podcast:recommendations url="https://example.org/more.json" type="application/json" language="en">More</podcast:recommendations>

    """

    url: Annotated[HttpsUrl | None, Attr("url", required=True)] = None
    """Where the list is."""
    type: Annotated[Mime | None, Attr("type", required=True)] = None
    """Its media type."""
    language: Annotated[Language | None, Attr("language")] = None
    """Its language."""
    text: Annotated[Line | None, Text()] = None
    """What it is called."""


@tag("podcast:socialSignUp", inside=("podcast:social",), status="draft", source="PN-PROPOSAL social")
class SocialSignUp(Element):
    """Where to sign up for a show's social platform.

    Example:
        <podcast:socialSignUp homeUrl="https://example.social/" signUpUrl="https://example.social/join" priority="1"/>

    """

    home_url: Annotated[HttpsUrl | None, Attr("homeUrl", required=True)] = None
    """The platform's page."""
    sign_up_url: Annotated[HttpsUrl | None, Attr("signUpUrl", required=True)] = None
    """The page to sign up on."""
    priority: Annotated[Integer | None, Attr("priority")] = None
    """Lower comes first."""


@tag("podcast:social", inside=("channel",), status="draft", source="PN-PROPOSAL social")
class Social(Element):
    """The show's account on a social platform; podcast:socialInteract was adopted instead.

    Example:
        <podcast:social platform="mastodon" protocol="activitypub" accountId="@tea"
            accountUrl="https://example.social/@tea" priority="1"/>

    """

    platform: Annotated[Line | None, Attr("platform", required=True)] = None
    """The platform."""
    protocol: Annotated[Line | None, Attr("protocol", required=True)] = None
    """Its protocol."""
    account_id: Annotated[Line | None, Attr("accountId", required=True)] = None
    """The account."""
    account_url: Annotated[HttpsUrl | None, Attr("accountUrl", required=True)] = None
    """The account's page."""
    priority: Annotated[Integer | None, Attr("priority")] = None
    """Lower comes first."""
    sign_ups: Annotated[tuple[SocialSignUp, ...], Child(status="draft")] = ()
    """Where to sign up."""


@tag("podcast:bonusItem", inside=("channel",), status="draft", source="PN-PROPOSAL bonusItem")
class BonusItem(Element):
    """An item that is shown to those who paid. What stands in it is kept as it is.

    Example:
        <podcast:bonusItem/>

    """


@tag("podcast:subscribe", inside=("channel",), status="draft", source="PN-PROPOSAL opensubscribe")
class Subscribe(Element):
    """Access for members by one-time passwords. What stands in it is kept as it is.

    Example:
        <podcast:subscribe/>

    """


@tag("podcast:soundbites", inside=("item",), status="draft", source="PN-PROPOSAL sharedsoundbites")
class SharedSoundbites(Element):
    """A file with soundbites that listeners made.

    Example:
        <podcast:soundbites open="true" split="5" url="https://example.org/bites.json" type="application/json"/>

    """

    open: Annotated[TrueFalse | None, Attr("open")] = None
    """Whether anybody may add to it."""
    split: Annotated[Integer | None, Attr("split")] = None
    """The shares of those who made one."""
    url: Annotated[HttpsUrl | None, Attr("url")] = None
    """Where the file is."""
    type: Annotated[Mime | None, Attr("type")] = None
    """Its media type."""


@tag(
    "podcast:complete",
    inside=("channel",),
    status="draft",
    source="Podcastindex-org/podcast-namespace#439",
    short="text",
)
class DraftComplete(Element):
    """Whether no more episodes will come; podcast:updateFrequency has what was adopted of it.

    Example:
        <podcast:complete archive="https://example.org/archive.xml">yes</podcast:complete>

    """

    text: Annotated[YesNo, Text(required=True)]
    """Whether it is complete."""
    archive: Annotated[HttpsUrl | None, Attr("archive")] = None
    """Where the whole show is."""


@tag("podcast:id", inside=("channel",), status="draft", source="Podcastindex-org/podcast-namespace#23")
class ServiceId(Element):
    """The show's id on a service.

    Example:
        <podcast:id platform="apple" id="1234567890" url="https://podcasts.apple.com/podcast/id1234567890"/>

    """

    platform: Annotated[Word | None, Attr("platform", required=True, one_of=SERVICES)] = None
    """The service."""
    id: Annotated[Line | None, Attr("id", required=True)] = None
    """The id there."""
    url: Annotated[HttpsUrl | None, Attr("url")] = None
    """The show's page there."""
