"""What a feed and its items cannot do without, and who is left out for want of it."""

from __future__ import annotations

from typing import NamedTuple

from feedkit.errors import InvalidRecord
from feedkit.inert import is_script
from feedkit.merge import Merged
from feedkit.problems import Place
from feedkit.records.kinds import SCHEMA
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

NEEDED = ("title", "link", "description")
"""Without these of the channel there is no feed."""

ESSENTIAL = ("title", "guid", "pub_date", "enclosure")
"""Without these an item harms the feed: apps refuse it, lose it, or take it for new at every reading."""

OWN_GUID = "a guid of its own"
"""What the later of two episodes with one guid lacks."""


class LeftOut(NamedTuple):
    """An episode that is not in the feed, and what it lacks: nothing, where it is a draft or for later."""

    key: str
    lacks: tuple[str, ...]


def lacking(episode: Episode) -> tuple[str, ...]:
    """The essentials that an episode lacks."""
    missing = [name for name in ESSENTIAL if getattr(episode, name) is None]
    if episode.enclosure is not None and episode.enclosure.url is None:
        missing.append("enclosure.url")
    return tuple(missing)


def left_out(show: Show) -> tuple[LeftOut, ...]:
    """The episodes that `build` leaves out: for what they lack, or because one ahead of them has their guid."""
    found, seen = list[LeftOut](), set[str]()
    for episode in show.episodes:
        guid, lacks = episode.guid.text if episode.guid is not None else "", lacking(episode)
        if not lacks and guid in seen:
            lacks = (OWN_GUID,)
        if lacks:
            found.append(LeftOut(episode.key, lacks))
        else:
            seen.add(guid)
    return tuple(found)


def check_channel(show: Show, merged: Merged) -> None:
    """Raise InvalidRecord where the channel lacks what no feed can do without."""
    lacks = {name: "is missing" for name in NEEDED if getattr(show, name) is None}
    if is_script(show.link or ""):
        lacks["link"] = "is a script and no address"
    if lacks:
        place = Place(f"{merged.source.path}/show.yaml")
        raise InvalidRecord(
            [
                SCHEMA.at(place, f"`{one}` {what}, and no feed can do without it", field=one)
                for one, what in lacks.items()
            ]
        )
