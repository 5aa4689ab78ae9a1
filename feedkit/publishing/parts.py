"""A show in parts: what each of its records comes to, made now or kept from the last build, and the show they make up.

A part depends on its record, on what stands beside it and on the show's own files, never on another record. So an
unchanged record is not read again, and yet feed and report are made of all parts alike, in the order of the records.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from feedkit.check import Checked, Checking
from feedkit.excerpts import excerpt_of
from feedkit.feed.build import Item, assemble, items_of
from feedkit.feed.document import Feed
from feedkit.feed.essentials import LeftOut, check_channel, left_out
from feedkit.feed.known import Envelope, Known
from feedkit.guard.replaced import artwork_of
from feedkit.media.marks import marks_of
from feedkit.merge import Merged, merged_of
from feedkit.problems import Place, Report
from feedkit.records.layers import Path as Steps
from feedkit.records.source import Draft
from feedkit.settings import Settings
from feedkit.tags.across import Across, brief_of
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show


class Part(NamedTuple):
    """What a record comes to. episode: None where it is a draft, withdrawn, or not out yet. item: None where it is not
    published.

    brief: what an episode says among all of them. draft: as it was loaded; None of a part that was kept. guesses: how many fields were guessed. places, excerpts: where
    values of the episode are written, and the lines there, as far as somebody asked. drawn: what a page said of it.
    """

    checked: Checked
    episode: Episode | None
    item: Item | None
    draft: Draft | None
    guesses: int
    is_withdrawn: bool
    places: dict[Steps, Place]
    excerpts: dict[Place, str | None]
    brief: Sequence[Any]
    drawn: str = ""


class Whole:
    """A show with all of its parts.

    show: as it was loaded, with the records that had to be read. kept: the parts of the others, by key.
    envelopes: as `Known` has them.
    Raises InvalidRecord where no feed can be made of it.
    """

    def __init__(
        self, show: Show, kept: Mapping[str, Part], settings: Settings, envelopes: Mapping[str, Envelope] | None = None
    ) -> None:
        self._merged = merged_of(show)
        check_channel(show, self._merged)
        self._checking = Checking(show, settings)
        made = _made(show, self._merged, self._checking)
        self.parts = _in_order([made.get(key) or kept[key] for key in self._merged.source.keys])
        self._index = {draft.key: index for index, draft in enumerate(self._merged.drafts)}
        self._episodes = [part for part in self.parts if part.episode is not None]
        self._asked: dict[Place, Part] = {}
        episodes = tuple(part.episode for part in self._episodes if part.episode is not None)
        self.show = show.with_episodes(Across(episodes, [part.brief for part in self._episodes]))
        self.known = Known({part.checked.key: part.drawn for part in self.parts if part.drawn}, envelopes or {})
        """What was made before, and what the feed was made with."""
        self.unplaced: set[str] = set()
        """The keys of kept parts in which a place was asked for that is not known; the report is worth nothing then."""

    def feed(self) -> Feed:
        """The feed of all parts, with the marks of its pictures."""
        items = [part.item for part in self.parts if part.item is not None]
        feed = assemble(self.show, items, self._merged, self.known)
        pictures = marks_of(self._merged.source.folder, artwork_of(feed.show)) if feed.show is not None else {}
        return replace(feed, pictures=pictures)

    def report(self) -> Report:
        """What is wrong with all of it; see `unplaced`."""
        return self._checking.report(self.show, [part.checked for part in self.parts], self._locate, self._excerpt)

    @property
    def withdrawn(self) -> set[str]:
        """What the episodes are called that are taken down: keys, and guids where the show file writes them."""
        own = {part.checked.key for part in self.parts if part.is_withdrawn}
        return own.union(self._merged.source.file.withdrawn)

    @property
    def guesses(self) -> int:
        """How many fields were guessed."""
        return sum(part.guesses for part in self.parts)

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The episodes that are not published, with what they lack."""
        return left_out(self.show)

    def _locate(self, path: Steps) -> Place:
        if len(path) < 2 or path[0] != "episodes":  # noqa: PLR2004 - a list and an index
            return self._merged.locate(path)
        part, inner = self._episodes[int(path[1])], path[2:]
        if inner not in part.places and part.draft is None:
            self.unplaced.add(part.checked.key)
            return Place(part.checked.files[0])
        if inner not in part.places:
            part.places[inner] = self._merged.locate(("episodes", self._index[part.checked.key], *inner))
        place = part.places[inner]
        self._asked[place] = part
        return place

    def _excerpt(self, place: Place) -> str | None:
        part = self._asked.get(place)
        if part is None:
            return excerpt_of(place)
        if place not in part.excerpts:
            part.excerpts[place] = excerpt_of(place)
        return part.excerpts[place]


def _in_order(parts: Iterable[Part]) -> list[Part]:
    """The parts, each in its place among the episodes."""
    count, found = itertools.count(), list[Part]()
    for part in parts:
        checked = part.checked if part.episode is None else part.checked.moved(next(count))
        found.append(part if checked is part.checked else part._replace(checked=checked))
    return found


def _made(show: Show, merged: Merged, checking: Checking) -> dict[str, Part]:
    """The parts of the records that were read, by key."""
    items = {item.episode.key: item for item in items_of(show)}
    published = {draft.key: (episode, draft) for episode, draft in zip(show.episodes, merged.drafts, strict=True)}
    parts: dict[str, Part] = {}
    for checked, source in zip(checking.records(), merged.source.drafts, strict=True):
        episode, draft = published.get(checked.key, (None, source))
        guesses = len(draft.guesses) if episode is not None else 0
        withdrawn = checked.key in merged.withdrawn
        item, brief = items.get(checked.key), brief_of(episode) if episode is not None else ()
        parts[checked.key] = Part(checked, episode, item, draft, guesses, withdrawn, {}, {}, brief)
    return parts
