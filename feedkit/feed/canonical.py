"""One spelling of what is read in several: media types, UNTIL, `prev`, Apple's proof of ownership; and hosts with guests.
HTML that a browser would run is cleaned.

Records may say it otherwise, and a rule tells them; a feed has the form that every reader knows. What identifies an
episode or a show is never touched. The readings and their reasons: Podcastindex-org/podcast-namespace#331, #389, #403,
#696, #776; RFC 5005; RFC 5545 3.3.5; APPLE-GUIDE enclosure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from feedkit.inert import is_inert
from feedkit.notes import sanitise
from feedkit.tags.codec import plan_of
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.media_types import ALIASES, HLS, SRT, SRT_NAMES
from feedkit.tags.podcast import HOSTS, Person, Txt
from feedkit.tags.show import Show
from feedkit.tags.values import HTML

_MEDIA: Mapping[str, str] = {
    **{alias: name for alias, name in ALIASES.items() if name == "audio/mpeg"},
    HLS[1]: HLS[0],
}
_M4A: Mapping[str, str] = {"audio/mp4": "audio/x-m4a", "audio/m4a": "audio/x-m4a"}
"""Apple's name for the audio of an .m4a; the three mean the same."""
_TRANSCRIPTS: Mapping[str, str] = dict.fromkeys(SRT_NAMES, SRT)
_UNTIL = re.compile(
    r"(?<=UNTIL=)(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z)?(?=;|\Z)", re.ASCII | re.IGNORECASE
)
VERIFY = "applepodcastsverify"
One = TypeVar("One", bound=Element)


def canonical_item(episode: Episode, show: Show, *, for_apple: bool = True) -> Episode:
    """The episode as it is published; the same one where it is spelt so already."""
    changed: dict[str, Any] = {"persons": _with_hosts(episode.persons, show.persons)}
    if episode.enclosure is not None:
        types = {**_MEDIA, **_M4A} if for_apple and _is_m4a(episode.enclosure.url) else _MEDIA
        changed["enclosure"] = _typed(episode.enclosure, types)
    changed["transcripts"] = _each(episode.transcripts, _TRANSCRIPTS)
    changed["alternate_enclosures"] = _each(episode.alternate_enclosures, _MEDIA)
    changed |= _cleaned(episode)
    return _with(episode, changed)


def canonical_channel(show: Show, *, for_apple: bool = True) -> Show:
    """What the channel says as it is published; its episodes stay as they are."""
    live = tuple(canonical_item(one, show, for_apple=for_apple) for one in show.live_items)
    changed: dict[str, Any] = {"live_items": _kept(show.live_items, live)}
    changed["links"] = _kept(show.links, tuple(_with_rel(link) for link in show.links))
    frequency = show.update_frequency
    if frequency is not None and frequency.rrule:
        changed["update_frequency"] = _with(frequency, {"rrule": _UNTIL.sub(_basic, frequency.rrule)})
    if show.applepodcastsverify:
        has_it = any(txt.purpose == VERIFY for txt in show.txts)
        proof = () if has_it else (Txt(purpose=VERIFY, text=show.applepodcastsverify),)
        changed |= {"applepodcastsverify": None, "txts": (*show.txts, *proof)}
    cleaned = _cleaned(show)
    if "description" in cleaned and cleaned["description"] is None:  # and no feed can do without one
        cleaned["description"] = html.escape(show.title or "", quote=False)
    return _with(show, changed | cleaned)


def _cleaned(element: Element) -> dict[str, str | None]:
    """The HTML in an element of which a browser would run something, as notes in Markdown are published; other HTML is
    the author's, letter by letter. None for what nothing is left of.
    """
    texts = {name: getattr(element, name) for name in _html_fields(type(element))}
    return {name: sanitise(text) or None for name, text in texts.items() if text and not is_inert(text)}


@cache
def _html_fields(cls: type[Element]) -> tuple[str, ...]:
    return tuple(slot.field for slot in plan_of(cls).children if slot.form is HTML)


def _with_hosts(own: tuple[Person, ...], shows: tuple[Person, ...]) -> tuple[Person, ...]:
    """An episode's people, who replace the show's: with the show's hosts, where they are guests alone."""
    if not own or any("host" in (person.role or "host").lower() for person in own):
        return own
    return (*(person for person in shows if (person.role or "host").lower() in HOSTS), *own)


def _with(element: One, changed: Mapping[str, Any]) -> One:
    """The element with these values; the same one where they are its own."""
    new = {name: value for name, value in changed.items() if value != getattr(element, name)}
    return element.model_copy(update=new) if new else element


def _typed(element: Any, types: Mapping[str, str]) -> Any:
    return _with(element, {"type": types.get((element.type or "").lower(), element.type)})


def _each(elements: tuple[Any, ...], types: Mapping[str, str]) -> tuple[Any, ...]:
    return _kept(elements, tuple(_typed(one, types) for one in elements))


def _kept(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """The old values where all of the new ones are the same."""
    return old if all(one is other for one, other in zip(old, new, strict=True)) else new


def _with_rel(link: Any) -> Any:
    return _with(link, {"rel": "previous" if (link.rel or "").lower() == "prev" else link.rel})


def _is_m4a(url: str | None) -> bool:
    try:
        return urlsplit(url or "").path.lower().endswith(".m4a")
    except ValueError:
        return False


def _basic(found: re.Match[str]) -> str:
    """UNTIL without the signs between its numbers; a date stays a date."""
    date, time = "".join(found.group(1, 2, 3)), found.group(4, 5, 6)
    return f"{date}T{''.join(time)}Z" if time[0] else date
