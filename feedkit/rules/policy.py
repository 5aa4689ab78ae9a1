"""Medium, blocks and txt: what a show is, and who may carry it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from feedkit.rules.channel import is_list
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.subject import Raw, TextValue
from feedkit.tags.lists import LIST_MEDIUMS, MEDIUMS, SERVICES
from feedkit.tags.podcast import Txt
from feedkit.tags.podcast_links import ServiceBlock
from feedkit.tags.show import Show
from feedkit.tags.values import short

ALL_MEDIUMS = (*MEDIUMS, *LIST_MEDIUMS)


@rule("FK207", "medium-known", level="error", forms=("text",), where=called("podcast:medium"))
def medium_known(raw: Raw) -> Iterator[Finding]:
    """podcast:medium is a word of the list, that word with an L, or `mixed`.

    Why: what is unknown is taken for `podcast`; partytime and podparse tell capitals apart.
    Mend: write one of the list, in small letters but for the L.
    Source: PN medium; Podcastindex-org/podcast-namespace#363.
    Bad show: medium: radio
    Bad channel: <podcast:medium>Podcast</podcast:medium>
    Good channel: <podcast:medium>podcast</podcast:medium>
    """
    text = raw.text.strip()
    known = [medium.lower() for medium in ALL_MEDIUMS] if raw.in_record else ALL_MEDIUMS  # a record's is spelt for it
    if not text or (text.lower() if raw.in_record else text) in known:
        return
    close = get_close_matches(text.lower(), ALL_MEDIUMS, 1)
    way_out = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(ALL_MEDIUMS)}"
    yield Finding(f"`podcast:medium` is {short(text)}; {way_out}")


@rule("FK208", "medium-list-shape", level="error")
def medium_list_shape(show: Show) -> Iterator[Finding]:
    """A list or a publisher's feed holds remote items, and no episodes.

    Why: apps that follow the definition ignore the episodes.
    Mend: make a feed of each, or take another medium.
    Source: PN medium; PN-PUBLISHER.
    Bad show: medium: musicL
    Good show: medium: music
    """
    if not is_list(show):
        return
    if show.episodes:
        yield Finding(f"a feed of the medium {short(show.medium or '')} holds no episodes", ("medium",))
    if not show.remote_items:
        yield Finding(f"a feed of the medium {short(show.medium or '')} has no `podcast:remoteItem`", ("medium",))


@rule("FK209", "medium-remoteitem-place", level="warning")
def medium_remoteitem_place(show: Show) -> Iterator[Finding]:
    """Only lists and publishers have remote items right in the channel.

    Why: nothing says what they would mean elsewhere.
    Mend: put recommendations into `podcast:podroll`.
    Source: PN medium; PN remote-item; PN podroll.
    Bad channel: <podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c" feedUrl="https://podnews.net/rss"/>
    """
    if not is_list(show) and show.remote_items:
        yield Finding("the channel holds `podcast:remoteItem` and is no list", ("remote_items", 0))


@rule("FK211", "block-id", level="warning")
def block_id(block: ServiceBlock) -> Iterator[Finding]:
    """The id of podcast:block is a service of the list.

    Why: each service looks for its own name.
    Mend: write the name that the message proposes.
    Source: PN block; categories.yaml service_slugs.
    Bad channel: <podcast:block id="apple_podcasts">yes</podcast:block>
    Good channel: <podcast:block id="google">yes</podcast:block>
    """
    if block.id and block.id.lower() not in SERVICES:
        close = get_close_matches(block.id.lower(), SERVICES, 1, 0.4)
        way_out = f"; did you mean `{close[0]}`?" if close else ""
        yield Finding(f"`id` is {short(block.id)}, which the list does not know{way_out}", ("id",))


@rule("FK212", "block-conflict", level="error")
def block_conflict(show: Show) -> Iterator[Finding]:
    """Nobody is both blocked and not blocked.

    Why: which of the two counts is chance.
    Mend: take one out.
    Source: PN block.
    Bad channel: <podcast:block id="google">yes</podcast:block><podcast:block id="google">no</podcast:block>
    Good channel: <podcast:block>yes</podcast:block><podcast:block id="google">no</podcast:block>
    """
    first: dict[str, tuple[bool, int]] = {}
    for number, block in enumerate(show.blocks):
        known, where = first.setdefault((block.id or "").lower(), (block.block, number))
        if known != block.block:
            whom = f"`{block.id}`" if block.id else "everybody"
            see = ((("blocks", where), "the other one"),)
            yield Finding(f"{whom} is blocked and not blocked", ("blocks", number), see=see)


@rule("FK213", "block-agrees-itunes", level="warning")
def block_agrees_itunes(show: Show) -> Iterator[Finding]:
    """`itunes:block` and podcast:block say the same to Apple.

    Why: several directories obey `itunes:block`, whatever podcast:block allows.
    Mend: take `itunes:block` out, or the permission.
    Source: Podcastindex-org/podcast-namespace#179.
    Bad channel: <itunes:block>Yes</itunes:block><podcast:block id="apple">no</podcast:block>
    """
    own = [block.block for block in show.blocks if (block.id or "").lower() in ("apple", "itunes")]
    general = [block.block for block in show.blocks if not block.id]
    if show.block == "Yes" and False in (own or general):
        yield Finding("Apple is blocked by `itunes:block` and allowed by `podcast:block`", ("blocks",))


@rule("FK214", "txt-limits", level="warning", forms=("text",), where=lambda value: value.owner.tag == "podcast:txt")
def txt_limits(value: TextValue) -> Iterator[Finding]:
    """podcast:txt has at most 4000 characters, its purpose 128.

    Why: what is beyond is cut.
    Mend: shorten it.
    Source: PN txt; PSP1 podcast:txt.
    """
    most = value.slot.mark.most_chars
    if most and len(value.text) > most:
        yield Finding(f"{value.name} has {len(value.text)} characters; {most} is the most")


@rule("FK215", "txt-verify-value", level="error")
def txt_verify_value() -> None:
    """A proof of ownership holds its code.

    Why: an empty one proves nothing, and the claim fails.
    Mend: paste the code, or take the tag out.
    Source: PN txt; Podcastindex-org/podcast-namespace#696.
    Bad show: txts: [{purpose: verify}]
    Bad channel: <podcast:txt purpose="applepodcastsverify"/>
    Good channel: <podcast:txt purpose="applepodcastsverify">0b8e8d90</podcast:txt>
    """


@rule("FK216", "txt-ai-content-value", level="error")
def txt_ai_content_value(txt: Txt) -> Iterator[Finding]:
    """The purpose `ai-content` says `true` or `false`.

    Why: it is a yes or no by definition.
    Mend: write one of the two.
    Source: PN txt.
    Bad show: txts: [{purpose: ai-content, text: partly}]
    Good show: txts: [{purpose: ai-content, text: "true"}]
    """
    if (txt.purpose or "").lower() == "ai-content" and txt.text not in ("true", "false"):
        yield Finding(f"`ai-content` is {short(txt.text)}; write `true` or `false`", ("text",))


@rule("FK217", "txt-ai-content-rollup", level="info")
def txt_ai_content_rollup(show: Show) -> Iterator[Finding]:
    """A show with an episode of AI content says so for the show.

    Why: it is the suggested practice.
    Mend: write `ai-content` `true` for the show.
    Source: PN txt.
    Bad show: episodes: [{txts: [{purpose: ai-content, text: "true"}]}]
    Good show: {txts: [{purpose: ai-content, text: "true"}], episodes: [{txts: [{purpose: ai-content, text: "true"}]}]}
    """
    if _says_ai(show.txts):
        return
    for number, episode in enumerate(show.episodes):
        if _says_ai(episode.txts):
            yield Finding("an episode has AI content, and the show does not say so", ("episodes", number, "txts"))
            return


def _says_ai(txts: tuple[Txt, ...]) -> bool:
    return any((txt.purpose or "").lower() == "ai-content" and txt.text == "true" for txt in txts)


@rule("FK219", "complete-agrees", level="warning")
def complete_agrees(show: Show) -> Iterator[Finding]:
    """`itunes:complete` and the update frequency agree on whether the show has ended.

    Why: Apple reads the one, other apps the other.
    Mend: say both or neither.
    Source: PN update-frequency; Podcastindex-org/podcast-namespace#439.
    Bad show: update_frequency: {text: It is over, complete: true}
    """
    ended = show.update_frequency is not None and show.update_frequency.complete is True
    apple = show.complete == "Yes"
    if ended != apple:
        said = "the update frequency" if ended else "`itunes:complete`"
        yield Finding(f"only {said} says that the show has ended", ("update_frequency",))


@rule("FK220", "podping-value", level="error", forms=("bool",), where=called("usesPodping"))
def podping_value(raw: Raw) -> Iterator[Finding]:
    """`usesPodping` is `true` or `false`.

    Why: `True` and `yes` are other words.
    Mend: write `true`.
    Source: PN podping; PN-PROPOSAL podping.
    Bad channel: <podcast:podping usesPodping="yes"/>
    Good channel: <podcast:podping usesPodping="true"/>
    """
    if not raw.in_record and raw.text.strip() not in ("true", "false"):
        yield Finding(f"`usesPodping` is {short(raw.text)}; write `true` or `false`")
