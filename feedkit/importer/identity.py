"""Identities that a feed lacks: made once, while importing, and stored in the records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TypeVar

from feedkit.complete import NIL_GUID
from feedkit.tags.element import Element
from feedkit.tags.identity import podcast_guid
from feedkit.tags.node import Node
from feedkit.tags.rss import Guid
from feedkit.tags.show import Show

One = TypeVar("One", bound=Element)


def feed_url_of(show: Show) -> str:
    """The address by which a feed names itself; '' where it does not."""
    return next((link.href for link in show.links if link.rel == "self" and link.href.strip()), "")


def guids_to_mint(show: Show, url: str, names: Sequence[str]) -> dict[int, str]:
    """Guids for the items that have none, by index: those that a build would make of the records' names.

    url: the feed's address. None are made where the show has no guid that they could be made from.
    """
    try:
        space = uuid.UUID(show.guid or (podcast_guid(url) if url else ""))
    except ValueError:
        return {}
    lack = (i for i, episode in enumerate(show.episodes) if episode.guid is None or episode.guid.text == NIL_GUID)
    return {index: str(uuid.uuid5(space, names[index])) for index in lack}


def with_guids(show: Show, guids: dict[int, str], url: str) -> Show:
    """The same show, its items with these guids, and nothing empty in the place of those, and of its own. url: of the feed,
    from which that is computed.
    """
    show = without_blank(show, "podcast:guid") if url and show.guid is None else show
    episodes = [
        without_blank(episode, "guid").model_copy(update={"guid": Guid(text=guids[index], is_permalink=False)})
        if index in guids
        else episode
        for index, episode in enumerate(show.episodes)
    ]
    return show.model_copy(update={"episodes": tuple(episodes)})


def without_blank(element: One, name: str) -> One:
    """The element without empty ones of this name, which apps might take for the identity that was made instead."""
    kept = tuple(part for part in element.foreign or () if not _is_blank(part, name))
    return element if len(kept) == len(element.foreign or ()) else element.model_copy(update={"foreign": kept})


def _is_blank(part: Node | str, name: str) -> bool:
    return isinstance(part, Node) and part.name == name and not any(part.nodes) and not part.text.strip()
