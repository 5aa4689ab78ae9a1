"""What follows from a tag's declaration alone: attributes that must be there, forms, closed lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import is_more_than_digits, is_padded
from feedkit.rules.shape import UNFIT
from feedkit.rules.subject import Raw, Spot, TextValue, miscased
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.values import short


@rule("FK431", "value-form", level="error", forms=("int", "posint"), only=is_more_than_digits)
def value_form(raw: Raw) -> Iterator[Finding]:
    """A value has the form that its tag is defined with: a number, a date, yes or no.

    Why: readers that expect the form drop the value, or the whole element.
    Mend: write the value in the form that the message names.
    Source: the tag's own specification.
    Bad channel: <cloud domain="rpc.tea.fm" port="80.0" path="/rpc" registerProcedure="ping" protocol="soap"/>
    Good channel: <cloud domain="rpc.tea.fm" port="80" path="/rpc" registerProcedure="ping" protocol="soap"/>
    """
    if re.fullmatch(r"\d+\.0+", raw.text.strip()):
        yield Finding(f"{raw.name} is {short(raw.text.strip())}; write digits only")


PADDED = tuple(
    """url https_url uri email int posint decimal seconds npt bytes duration bool yesno rfc822_date iso8601 mime lang uuid
    geo osm country2 fqdn""".split()  # noqa: SIM905 - words are read as words
)


def _is_exact(raw: Raw) -> bool:
    """Whether white space around a value is a part of it: not in plain text, but in a guid and in a word of a list."""
    return raw.form != "text" or (raw.owner.tag == "guid" and not raw.slot.name) or bool(raw.slot.mark.one_of)


@rule("FK024", "value-no-padding", level="warning", forms=(*PADDED, "text"), where=_is_exact, only=is_padded)
def value_no_padding(raw: Raw) -> Iterator[Finding]:
    """Addresses, guids, numbers, dates and words of a list have no white space around them; in an attribute it is an error.

    Why: Apple forbids it; a space after an address has stopped playback, gPodder loses such a file, and to newsboat and
        yt-dlp a space around a guid is a part of it. Between tags nearly every reader takes it away; and a guid that is
        published stays as it is, for without its spaces it would be another.
    Mend: take it out; but leave a guid that is published as it is.
    Source: APPLE-GUIDE technical details; PSP1; amugofjava/anytime_podcast_player#77.
    Bad: enclosure: {url: "https://tea.fm/1.mp3 ", length: 48213331, type: audio/mpeg}
    Bad xml: <enclosure url="https://tea.fm/1.mp3 " length="48213331" type="audio/mpeg"/>
    Good xml: <enclosure url="https://tea.fm/1.mp3" length="48213331" type="audio/mpeg"/>
    """
    is_guid = raw.owner.tag == "guid" and not raw.slot.name
    if (raw.text[:1].isspace() or raw.text[-1:].isspace()) and raw.text.strip():
        yield Finding(
            f"{raw.name} has white space around it: {re.sub(r'^`|`$', '', short(raw.text))!r}",
            mend="leave it where it is published; write a new one without" if is_guid else "take it out",
            level=Level.ERROR if isinstance(raw.at, Spot) else None,
        )


@cache
def _required(cls: type[Element]) -> tuple[Slot, ...]:
    """The attributes that a tag cannot do without, where no other rule speaks of them."""
    if cls.tag == "cloud":
        return ()
    return tuple(s for s in plan_of(cls).attrs if s.mark.required and (cls.tag, s.name) not in UNFIT)


def _has_required(cls: type[Element]) -> bool:
    return bool(_required(cls))


@rule("FK022", "attribute-required", level="error", where=lambda element: _has_required(type(element)))
def attribute_required(element: Element) -> Iterator[Finding]:
    """Every attribute that a tag cannot do without is present and not blank.

    Why: the namespace's ground rule is that attributes are required unless they are called optional; partytime and
        podparse drop elements that lack one.
    Mend: write the attribute; the message names it.
    Source: PN docs/1.0.md; RSS2.
    Bad: transcripts: [{url: "https://tea.fm/1.vtt"}]
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}]
    """
    for slot in _required(type(element)):
        if element.__dict__[slot.field] is None and not miscased(slot.name, element):
            yield Finding(f"`{element.tag}` has no `{slot.name}`", (slot.field,))


@rule(
    "FK432",
    "value-one-of",
    level="warning",
    forms=("text", "mime"),
    where=lambda value: bool(value.slot.mark.one_of) and _unruled(value),
)
def value_one_of(value: TextValue) -> Iterator[Finding]:
    """A value comes from the list that its tag is defined with, where no other rule speaks of it.

    Why: readers take a value that they do not know as if it were not there.
    Mend: write one of the words that the message names.
    Source: the tag's own specification.
    """
    if value.text not in value.slot.mark.one_of:
        yield Finding(f"{value.name} is {short(value.text)}; there are {', '.join(value.slot.mark.one_of)}")


def _unruled(value: TextValue) -> bool:
    return (value.owner.tag, value.slot.name) not in RULED


RULED = frozenset(
    {
        ("channel", "itunes:type"),
        ("channel", "podcast:medium"),
        ("channel", "itunes:block"),
        ("channel", "itunes:complete"),
        ("item", "itunes:block"),
        ("itunes:category", "text"),
        ("podcast:license", ""),
        ("psc:chapters", "version"),
        ("skipDays", "day"),
        ("item", "itunes:episodeType"),
        ("podcast:transcript", "type"),
        ("podcast:transcript", "rel"),
        ("podcast:chapters", "type"),
        ("atom:link", "rel"),
        ("podcast:liveItem", "status"),
        ("podcast:location", "rel"),
        ("podcast:integrity", "type"),
        ("podcast:socialInteract", "protocol"),
        ("podcast:chat", "protocol"),
        ("podcast:remoteItem", "medium"),
        ("podcast:person", "role"),
        ("podcast:person", "group"),
        ("podcast:block", "id"),
        ("podcast:value", "type"),
        ("podcast:value", "method"),
        ("podcast:valueRecipient", "type"),
    }
)
"""Closed lists that have a rule of their own."""
