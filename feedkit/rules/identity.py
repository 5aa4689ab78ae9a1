"""podcast:guid, locked, funding, licence: who a show is and what may be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.guid import UUID
from feedkit.rules.itunes import EMAIL
from feedkit.rules.subject import Raw, TextValue
from feedkit.tags.episode import Episode
from feedkit.tags.identity import PODCAST_NAMESPACE, podcast_guid
from feedkit.tags.lists import LICENSES, MORE_LICENSES
from feedkit.tags.podcast import Funding, License, Locked
from feedkit.tags.podcast_links import RemoteItem
from feedkit.tags.show import Show
from feedkit.tags.values import short


@rule("FK192", "pguid-present", level="warning")
def pguid_present(show: Show) -> Iterator[Finding]:
    """A show has a podcast:guid.

    Why: it names the show across hosts; recommendations, publishers and payments go by it.
    Mend: write `guid`; `feedkit build` computes it from the feed's address once, and keeps it.
    Source: PSP1 podcast:guid; PN guid.
    Bad show: guid:
    Good show: guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    """
    if not show.guid:
        yield Finding("the show has no `podcast:guid`", ("guid",))


@rule("FK193", "pguid-uuid", level="error")
def pguid_uuid(show: Show) -> Iterator[Finding]:
    """podcast:guid is a UUID of 36 characters and nothing else.

    Why: it is compared letter by letter.
    Mend: leave it where it is published; otherwise let feedkit compute it.
    Source: PN guid.
    Bad show: guid: y0ur-gu1d-g035-h3r3
    Good show: guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    """
    if show.guid and not UUID.fullmatch(show.guid):
        yield Finding(f"`podcast:guid` is no UUID: {short(show.guid)}", ("guid",))


@rule("FK194", "pguid-version", level="warning")
def pguid_version(element: Show | RemoteItem) -> Iterator[Finding]:
    """A podcast:guid is a UUID of version 5, that of a show which is pointed to as well.

    Why: others can then compute the same one from the feed's address; a random one works, but only they know it.
    Mend: leave it where it is published.
    Source: PN guid; RFC9562.
    Bad show: guid: 3f2a8e4e-263a-41aa-9d3d-0d71f82a1564
    Good show: guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    """
    field = "guid" if isinstance(element, Show) else "feed_guid"
    guid = str(getattr(element, field) or "")
    if UUID.fullmatch(guid) and not re.match(r".{14}5.{4}[89ab]", guid.lower()):
        said = (
            f"of version `{guid[14]}`, not 5"
            if guid[14] != "5"
            else f"of another variant (`{guid[19]}`) than RFC 9562's"
        )
        yield Finding(f"the show's guid is a UUID {said}: {short(guid)}", (field,))


@rule("FK196", "pguid-first-assignment", level="warning")
def pguid_first_assignment(show: Show) -> Iterator[Finding]:
    """A podcast:guid that is computed from the feed's address is computed as the namespace says.

    Why: Podcast Index computes it so, and another one splits the show. One that was computed from a former address, or
        at random, is nobody's mistake and is left alone.
    Mend: if the show is not published yet, take the guid out of show.yaml, and feedkit computes it.
    Source: PN guid; Podcastindex-org/podcast-namespace#251.
    Bad show: guid: 6a1987a5-5213-5c4d-923b-3a4d99f80866
    Good show: guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    """
    for link in show.links:
        if link.rel == "self" and link.href and (show.guid or "").lower() in _wrong_guids(link.href):
            right = podcast_guid(link.href)
            yield Finding(f"`podcast:guid` was computed from the whole address; it should be `{right}`", ("guid",))


def _wrong_guids(url: str) -> set[str]:
    """What comes out where the scheme or a slash was left in, or UUID's namespace of URLs was taken."""
    bare = url.partition("://")[2]
    texts = {url, url.rstrip("/"), bare, bare.rstrip("/"), f"{bare}/"}
    found = {str(uuid5(space, text)) for space in (PODCAST_NAMESPACE, NAMESPACE_URL) for text in texts}
    return found - {podcast_guid(url)}


@rule("FK195", "pguid-lower", level="warning")
def pguid_lower(show: Show) -> Iterator[Finding]:
    """podcast:guid is in small letters.

    Why: it is compared letter by letter, and others write small ones.
    Mend: leave it where it is published; write small letters in a new show.
    Source: PN guid; RFC9562 4.
    Bad show: guid: 917393E3-1B1E-5CEF-ACE4-EDAA54E1F810
    Good show: guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810
    """
    if show.guid and UUID.fullmatch(show.guid) and show.guid != show.guid.lower():
        yield Finding(f"`podcast:guid` has capital letters: {short(show.guid)}", ("guid",))


@rule("FK199", "locked-value", level="error", forms=("yesno",), where=lambda raw: raw.owner is Locked)
def locked_value(raw: Raw) -> Iterator[Finding]:
    """podcast:locked is `yes` or `no`.

    Why: `true` is false in podparse.
    Mend: write `yes` or `no`.
    Source: PN locked.
    Bad show: locked: maybe
    Bad channel: <podcast:locked>true</podcast:locked>
    Good channel: <podcast:locked>yes</podcast:locked>
    """
    yield from _yes_or_no(raw, Locked.tag)


@rule("FK210", "block-value", level="error", forms=("yesno",))
def block_value(raw: Raw) -> Iterator[Finding]:
    """podcast:block is `yes` or `no`.

    Why: nothing else is read.
    Mend: write `yes` or `no`.
    Source: PN block.
    Bad show: blocks: [{block: maybe}]
    Bad channel: <podcast:block>true</podcast:block>
    Good channel: <podcast:block id="google">yes</podcast:block>
    """
    yield from _yes_or_no(raw, "podcast:block")


def _yes_or_no(raw: Raw, tag: str) -> Iterator[Finding]:
    if raw.owner.tag == tag and not raw.in_record and raw.text.strip() not in ("yes", "no", ""):
        yield Finding(f"`{tag}` is {short(raw.text.strip())}; write `yes` or `no`")


@rule("FK200", "locked-present", level="info", profiles=("psp1",))
def locked_present(show: Show) -> Iterator[Finding]:
    """A show says whether others may import it.

    Why: PSP-1 recommends it.
    Mend: write `locked: true` or `locked: false`.
    Source: PSP1 podcast:locked.
    Bad show: locked:
    Good show: locked: {locked: true}
    """
    if show.locked is None:
        yield Finding("the show has no `podcast:locked`", ("locked",))


@rule("FK201", "locked-owner", level="warning")
def locked_owner(locked: Locked) -> Iterator[Finding]:
    """The owner of podcast:locked is an e-mail address, where there is one.

    Why: a host that imports the show writes to it.
    Mend: write an address made for the show, or leave `owner` out.
    Source: PN locked; Podcastindex-org/podcast-namespace#394.
    Bad show: locked: {locked: true, owner: me}
    Good show: locked: {locked: true, owner: show@tea.fm}
    """
    if locked.owner and not EMAIL.fullmatch(locked.owner):
        yield Finding(f"`owner` is no e-mail address: {short(locked.owner)}", ("owner",))


@rule("FK202", "funding-shape", level="error")
def funding_shape(funding: Funding) -> Iterator[Finding]:
    """podcast:funding has an address and a text.

    Why: the text is the button; podparse drops a link without one.
    Mend: write both.
    Source: PN funding.
    Bad show: funding: [{url: "https://tea.fm/give"}]
    Good show: funding: [{url: "https://tea.fm/give", title: Support us}]
    """
    if not funding.title:
        yield Finding("`podcast:funding` has no text", ("title",))


SHORTEST_LABEL = 32
"""Characters of the shortest label that has a limit."""


def _is_label(value: TextValue) -> bool:
    tag = value.owner.tag
    return tag.startswith("podcast:") and tag not in ("podcast:txt", "podcast:image")


@rule(
    "FK203", "label-128", level="warning", forms=("text",), where=_is_label, longer_than=lambda _limits: SHORTEST_LABEL
)
def label_128(value: TextValue) -> Iterator[Finding]:
    """Labels of podcast: tags have at most 128 characters; an episode's display, a rendition's title and rel 32.

    Why: aggregators cut there.
    Mend: shorten it.
    Source: PN docs/tags; PI-AGG partytime.js.
    """
    most = value.slot.mark.most_chars
    if most and len(value.text) > most:
        name = value.name if value.slot.name or not value.in_feed else "the text"
        yield Finding(f"{name} of `{value.owner.tag}` has {len(value.text)} characters; {most} is the most")


@rule("FK204", "funding-duplicate", level="warning", has="funding")
def funding_duplicate(element: Show | Episode) -> Iterator[Finding]:
    """No two podcast:funding lead to one address.

    Why: apps show both.
    Mend: take one out.
    Source: PN funding.
    Bad show: funding: [{url: "https://tea.fm/give", title: Give}, {url: "https://tea.fm/give", title: Support us}]
    Good show: funding: [{url: "https://tea.fm/give", title: Give}]
    """
    first: dict[str, int] = {}
    for number, funding in enumerate(element.funding):
        if first.setdefault(funding.url, number) != number:
            see = ((("funding", first[funding.url]), "the first one"),)
            yield Finding(f"{short(funding.url)} stands twice", ("funding", number), see=see)


_LISTED, _ALSO_KNOWN = ({name.lower() for name in names} for names in (LICENSES, MORE_LICENSES))


@rule("FK205", "license-known", level="error")
def license_known(licence: License) -> Iterator[Finding]:
    """A licence is in the list, or has an address where its text is.

    Why: nobody knows what else it allows.
    Mend: write an identifier of the list, or `url`.
    Source: PN license; Podcastindex-org/podcast-namespace#682.
    Bad show: license: {text: Tea licence}
    Good show: license: {text: cc-by-4.0}
    """
    name, names = licence.text.lower(), ", ".join(LICENSES)
    if name in _LISTED:
        return
    if not licence.url:
        yield Finding(f"{short(licence.text)} is not in the list ({names}) and has no `url`", ("text",))
    elif name in _ALSO_KNOWN:
        message = f"{short(licence.text)} is not in the list ({names}), so that apps know it by its `url` only"
        yield Finding(message, ("text",), mend="none is needed; the address says what is meant", level=Level.INFO)


@rule(
    "FK206",
    "license-canonical",
    level="info",
    forms=("text",),
    where=lambda raw: raw.owner is License and not raw.slot.name,
)
def license_canonical(raw: Raw) -> Iterator[Finding]:
    """A licence of the list is spelt as in the list.

    Why: one spelling can be compared.
    Mend: write it as the message does.
    Source: PN license; PN docs/examples/license/licenses.json.
    Bad channel: <podcast:license>cc-by-4.0</podcast:license>
    Good channel: <podcast:license>CC-BY-4.0</podcast:license>
    """
    if raw.in_record:
        return
    text = raw.text.strip()
    right = next((name for name in LICENSES if name.lower() == text.lower()), text)
    if right != text:
        yield Finding(f"`podcast:license` is {short(text)}; the list has `{right}`", level=Level.INFO)
