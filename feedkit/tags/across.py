"""What all episodes of a show say, field by field: rules that compare episodes with one another read lists, not episodes.

Of episodes that were kept from another build these lists are there without the episodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedkit.tags.episode import Episode


class Across:
    """A list for each field, in the order of the episodes; None, '' or an empty list for one that says nothing of it.

    episodes: whose they are. briefs: for each what `brief_of` tells, where that is known; the lists are made when they
    are asked for otherwise.
    """

    titles: Sequence[str | None]
    guids: Sequence[str | None]
    dates: Sequence[datetime | None]
    media: Sequence[str | None]
    """The addresses of the media files; '' of an enclosure without one."""
    links: Sequence[str | None]
    descriptions: Sequence[str | None]
    explicit: Sequence[bool | None]
    types: Sequence[str | None]
    itunes_episodes: Sequence[int | None]
    itunes_seasons: Sequence[int | None]
    numbers: Sequence[str | None]
    """Of the podcast namespace, as are the seasons."""
    seasons: Sequence[tuple[int, str | None] | None]
    """The number and the name of each."""
    persons: Sequence[Sequence[tuple[str, str | None, str | None]]]
    """Name, page and picture of each."""
    files: Sequence[Sequence[tuple[Sequence[str | int], str]]]
    """The addresses of transcripts and chapters, each with where it stands in the episode."""

    def __init__(self, episodes: Sequence[Episode], briefs: Iterable[Sequence[Any]] = ()) -> None:
        self.episodes = episodes
        self.__dict__.update(zip(OF_BRIEFS, zip(*briefs, strict=True), strict=False))

    def __getattr__(self, name: str) -> Sequence[Any]:
        if name not in _SAID:
            raise AttributeError(name)
        self.__dict__[name] = found = [*map(_SAID[name], self.episodes)]
        return found


def _files(episode: Episode) -> Sequence[tuple[Sequence[str | int], str]]:
    found: list[tuple[Sequence[str | int], str]] = []
    if episode.transcripts:
        found += [(("transcripts", number, "url"), one.url) for number, one in enumerate(episode.transcripts)]
    if episode.chapters is not None:
        found.append((("chapters", "url"), episode.chapters.url))
    return found


_SAID: Mapping[str, Callable[[Episode], Any]] = {
    "titles": attrgetter("title"),
    "guids": lambda episode: episode.guid.text if episode.guid is not None else None,
    "dates": attrgetter("pub_date"),
    "media": lambda episode: episode.enclosure.url or "" if episode.enclosure is not None else None,
    "links": attrgetter("link"),
    "descriptions": attrgetter("description"),
    "explicit": attrgetter("explicit"),
    "types": attrgetter("episode_type"),
    "itunes_episodes": attrgetter("itunes_episode"),
    "itunes_seasons": attrgetter("itunes_season"),
    "numbers": lambda episode: str(episode.episode.number) if episode.episode is not None else None,
    "seasons": lambda episode: (episode.season.number, episode.season.name) if episode.season is not None else None,
    "persons": lambda episode: [(one.name, one.href, one.img) for one in episode.persons] if episode.persons else (),
    "files": _files,
}
OF_BRIEFS = tuple(name for name in _SAID if name not in {"titles", "guids", "dates", "media"})
"""What a brief tells of an episode: all but who it is."""


def brief_of(episode: Episode) -> list[Any]:
    """What an episode says in each of these lists, as JSON can hold it."""
    return [_SAID[name](episode) for name in OF_BRIEFS]
