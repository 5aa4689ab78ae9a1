"""A show to judge by parts: itself, and each of its episodes alone, so that what was found of one can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from feedkit.rules.subject import Path, Subject, TextValue, elements_in, values_in
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode


@dataclass(frozen=True)
class ShowItself(Subject):
    """A show without what its episodes hold. Rules on shows see the whole of it, and all others what is the show's."""

    def elements(self) -> Iterator[tuple[Path, Element]]:
        if self.show is not None:
            yield (), self.show
            yield from ((path, element) for path, element in elements_in(self.show.alone, ()) if path)

    def values(self, forms: frozenset[str]) -> Iterator[TextValue]:
        if self.show is not None and forms:
            yield from values_in(self.show.alone, (), forms)


@dataclass(frozen=True)
class OneEpisode(Subject):
    """An episode of a show, and nothing else. show: without its episodes. index: its place among them, for paths."""

    episode: Episode = field(default_factory=Episode)
    index: int = 0

    def elements(self) -> Iterator[tuple[Path, Element]]:
        yield from elements_in(self.episode, ("episodes", self.index))

    def values(self, forms: frozenset[str]) -> Iterator[TextValue]:
        if forms:
            yield from values_in(self.episode, ("episodes", self.index), forms)
