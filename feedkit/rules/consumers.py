"""What single apps trip over, measured with the apps themselves; no validator looks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import begins_as_number, holds_ampersand, holds_capitals, holds_markup
from feedkit.rules.subject import Raw, TextValue
from feedkit.tags.podcast import Soundbite
from feedkit.tags.rss import Guid
from feedkit.tags.values import short

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|0x[0-9a-f]+|true|false", re.IGNORECASE)
ENTITY = re.compile(
    r"[?&](copy|reg|sect|para|not|lt|gt|amp|times|deg|cent|pound|yen|curren|shy|macr|micro|middot|quot|uml|divide|ordf|"
    r"ordm|iexcl|iquest|laquo|raquo|acute|cedil|brvbar|plusmn|sup[123]|frac[13][24]|nbsp)",
)
ANY_CASE = frozenset(
    {
        *(("podcast:person", "role"), ("podcast:person", "group"), ("podcast:license", ""), ("atom:link", "rel")),
        *(("channel", "podcast:medium"), ("itunes:category", "text"), ("podcast:value", "type"), ("skipDays", "day")),
    }
)
"""Closed lists whose words are compared without case by definition, are not small, or have a rule that says so already."""


def _is_small_word(raw: Raw) -> bool:
    one_of = raw.slot.mark.one_of
    return any(word.islower() for word in one_of) and (raw.owner.tag, raw.slot.name) not in ANY_CASE


def _is_read_as_number(value: TextValue) -> bool:
    return value.slot.field in ("title", "name") or value.owner.tag == "guid"


@rule("FK451", "text-is-a-number", level="warning", forms=("text",), where=_is_read_as_number, only=begins_as_number)
def text_is_a_number(value: TextValue) -> Iterator[Finding]:
    """A title, a name or a guid is more than a number.

    Why: partytime, and with it Podverse and much of Podcast Index, reads it as a number: the title `1984` is lost, the
        guid `0042` becomes 42, and the guid `true` drops the episode.
    Mend: add a word to a title; leave a guid that is published, and take another form for new ones.
    Source: measured (partytime 5.0.0).
    Bad: title: "1984"
    Good: title: 1984 by Orwell
    """
    if NUMBER.fullmatch(value.text.strip()):
        what = "guid" if value.owner.tag == "guid" else value.slot.field
        yield Finding(f"the {what} {short(value.text)} is read as a number by partytime")


def _is_element_text(value: TextValue) -> bool:
    name, tag = value.slot.name, value.owner.tag
    return (name == "link" and tag in ("item", "channel")) or (name == "" and tag == "guid")


@rule("FK452", "url-entity-name", level="warning", forms=("url", "text"), where=_is_element_text, only=holds_ampersand)
def url_entity_name(value: TextValue) -> Iterator[Finding]:
    """No parameter of a link or guid begins like an HTML entity.

    Why: partytime and rowanmanning decode twice, even without a semicolon: `?n=2&copy=1` becomes `?n=2©=1`.
    Mend: rename the parameter, or write its first letter as `%63`; but leave a guid that is published.
    Source: measured (partytime 5.0.0, rowanmanning feed-parser).
    Bad: link: "https://tea.fm/?n=2&copy=1"
    Good: link: "https://tea.fm/?n=2&page=1"
    Good: notes: "[Milk &amp; tea](https://tea.fm/)"
    """
    found = ENTITY.search(value.text) if "://" in value.text else None
    if found and found.group().startswith("&"):
        yield Finding(f"`{found.group()}` is read as an entity by partytime: {short(value.text)}")


@rule("FK453", "soundbite-at-zero", level="info")
def soundbite_at_zero(soundbite: Soundbite) -> Iterator[Finding]:
    """A soundbite begins after 0.

    Why: partytime takes 0 for nothing and drops it.
    Mend: begin at 0.1.
    Source: measured (partytime 5.0.0).
    Bad: soundbites: [{start_time: 0, duration: 60}]
    Good: soundbites: [{start_time: 0.1, duration: 60}]
    """
    if soundbite.start_time == 0:
        yield Finding("the soundbite begins at 0, and partytime drops it", ("start_time",))


@rule("FK454", "word-small", level="warning", forms=("text", "mime"), where=_is_small_word, only=holds_capitals)
def word_small(raw: Raw) -> Iterator[Finding]:
    """Words of a closed list are written small.

    Why: podcastparser and partytime compare letter by letter: `Full` is no type of episode to them; AntennaPod and
        Pocket Casts know no transcript of the type `TEXT/VTT`.
    Mend: write it small.
    Source: measured (19 parsers).
    Bad xml: <itunes:episodeType>Full</itunes:episodeType>
    Bad xml: <podcast:transcript url="https://tea.fm/9.vtt" type="text/vtt" rel="Captions"/>
    Good xml: <itunes:episodeType>full</itunes:episodeType>
    """
    text = raw.text.strip()
    if not raw.in_record and text != text.lower() and text.lower() in raw.slot.mark.one_of:
        yield Finding(f"{raw.name} is {short(text)}; write `{text.lower()}`")


@rule("FK455", "guid-ampersand", level="info", has="text", only=holds_markup)
def guid_ampersand(guid: Guid) -> Iterator[Finding]:
    """A guid holds no `&`, `<` or `>`.

    Why: readers that decode once too often see another guid.
    Mend: leave a guid that is published; take another form for new ones.
    Source: measured (partytime 5.0.0, rowanmanning feed-parser).
    Bad: guid: {text: tea & milk, is_permalink: false}
    Good: guid: {text: tea-and-milk, is_permalink: false}
    """
    if any(odd in guid.text for odd in "&<>"):
        yield Finding(f"the guid {short(guid.text)} holds a character that must be escaped")
