"""A show to judge by parts: itself, and each of its episodes alone, so that what was found of one can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from feedkit.rules.subject import Subject, Top
from feedkit.tags.episode import Episode


@dataclass(frozen=True)
class ShowItself(Subject):
    """A show without what its episodes hold. Rules on shows see the whole of it, and all others what is the show's."""

    @property
    def top(self) -> Top | None:
        return Top(self.show, (), self.show.alone) if self.show is not None else None


@dataclass(frozen=True)
class OneEpisode(Subject):
    """An episode of a show, and nothing else. show: without its episodes. index: its place among them, for paths."""

    episode: Episode = field(default_factory=Episode)
    index: int = 0

    @property
    def top(self) -> Top:
        return Top(self.episode, ("episodes", self.index))
