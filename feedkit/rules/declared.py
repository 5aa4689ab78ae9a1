"""What follows from a tag's declaration alone: attributes that must be there, forms, closed lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import is_more_than_digits
from feedkit.rules.shape import UNFIT
from feedkit.rules.subject import Raw, TextValue
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
        if element.__dict__[slot.field] is None:
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
