"""A chapter and a list of them, with every field that JSON chapters 1.2 has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from feedkit.errors import FeedkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class ChaptersError(FeedkitError):
    """A list of chapters cannot be written as asked; the message names the chapter."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place that a chapter is about. geo: a `geo:` URI (RFC 5870). osm: an OpenStreetMap type and id, such as `R113314`."""

    name: str
    geo: str
    osm: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of an episode.

    start_s, end_s: seconds; a whole number stays one when it is written. end_s: only where a gap follows. toc: False for
    a silent marker, which changes picture or link but is not listed. extra: keys that the format does not know, as
    they were. line: where it was read, 0 if it was not; two chapters may differ in it and be equal.
    """

    start_s: float
    title: str | None = None
    end_s: float | None = None
    img: str | None = None
    url: str | None = None
    toc: bool = True
    location: Location | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def is_shown(self) -> bool:
        """Whether apps list it: not a silent marker, and with a title to show."""
        return self.toc and bool(self.title)


@dataclass(frozen=True, slots=True)
class Chapters:
    """A chapters file: its list, and what its head says. extra: keys of the head that the format does not know."""

    chapters: tuple[Chapter, ...] = ()
    title: str | None = None
    author: str | None = None
    podcast_name: str | None = None
    description: str | None = None
    file_name: str | None = None
    waypoints: bool | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters)

    def __len__(self) -> int:
        return len(self.chapters)

    def of(self, chapters: Iterable[Chapter]) -> Chapters:
        """The same head with another list, a tidied one for example."""
        return replace(self, chapters=tuple(chapters))
