"""From a record to a draft: its people and sponsors looked up, its lists tidied, its overlay and the defaults beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from feedkit.problems import Problem
from feedkit.records.chapter_lists import with_tidy_chapters
from feedkit.records.foreign import with_foreign
from feedkit.records.kinds import LIMITS
from feedkit.records.layers import Layer, Locate, Origin, Source
from feedkit.records.overlays import Overlays
from feedkit.records.people import People, people_named, with_persons
from feedkit.records.placeholders import without_placeholders
from feedkit.records.readiness import with_flags
from feedkit.records.record import Record
from feedkit.records.renditions import with_renditions
from feedkit.records.repeats import without_repeats
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Draft
from feedkit.records.spelling import spell
from feedkit.records.sponsors import Sponsors, sponsors_named, with_sponsors
from feedkit.records.typographic import without_typographic_quotes
from feedkit.records.whole_links import with_whole_links
from feedkit.tags.episode import Episode
from feedkit.tags.values import read_duration

MOST_NOTES = 262_144
"""Characters of an episode's notes; apps cut them off far earlier."""


@dataclass
class Drafting:
    """What records of one show are completed with. where: finds places in the show file."""

    file: ShowFile
    where: Locate
    people: People
    sponsors: Sponsors
    overlays: Overlays
    site: str = ""
    """The address that links in notes are relative to; '' where none is known."""
    problems: list[Problem] = field(default_factory=list, init=False)
    """Of the draft that is being made."""

    def draft(self, record: Record) -> Draft:
        """The draft of one record, with all that was wrong on the way."""
        self.problems = [*record.problems]
        written = self._layers(record)
        layers = [self._ready(layer) for layer in written]
        renditions, problems = with_renditions(layers, record.renditions, self.file.alternates, record.path)
        self.problems += problems
        duration_s = _duration(layers)
        layers = [self._told(with_tidy_chapters(layer, duration_s)) for layer in layers]
        layers += [renditions] if renditions is not None else []
        head, told = record.chapters_head, tuple(self.problems)
        draft = Draft(record.key, record.path, tuple(layers), record.cues, problems=told, chapters_head=head)
        return replace(draft, people=_named(written, people_named), sponsors=_named(written, sponsors_named))

    def _layers(self, record: Record) -> list[Layer]:
        """The record's own word, its overlay's and the show's defaults, as they were written."""
        layers = [record.episode]
        if len(self.overlays):
            overlay, problems = self.overlays.of(record.key, Path(record.path).stem)
            self.problems += problems
            layers += [overlay] if overlay is not None else []
        if self.file.defaults:
            origin = Origin(Source.SHOW, "show.yaml defaults")
            layers.append(Layer(origin, self.file.defaults, lambda path: self.where(("defaults", *path))))
        return layers

    def _ready(self, layer: Layer) -> Layer:
        layer = self._told(with_foreign(layer))
        layer = self._told(with_persons(layer, self.people))
        layer = self._told(without_repeats(layer))
        layer = self._told(with_sponsors(layer, self.sponsors))
        layer = self._told(_without_endless_notes(spell(layer, Episode)))
        layer = self._told(without_typographic_quotes(layer))
        layer = self._told(without_placeholders(with_whole_links(layer, self.site)))
        return self._told(with_flags(layer))

    def _told(self, found: tuple[Layer, Sequence[Problem]]) -> Layer:
        layer, problems = found
        self.problems += problems
        return layer


def _named(layers: Iterable[Layer], named: Callable[[Mapping[str, Any]], Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for layer in layers for name in named(layer.values)))


def _without_endless_notes(layer: Layer) -> tuple[Layer, list[Problem]]:
    """The layer without notes that are too long to be anybody's: Markdown of some megabytes takes minutes."""
    notes = layer.values.get("notes")
    if not isinstance(notes, str) or len(notes) <= MOST_NOTES:
        return layer, []
    message = f"the notes have {len(notes):,} characters, and more than {MOST_NOTES:,} are not read"
    problem = LIMITS.at(layer.where(("notes",)), message, mend="shorten them, or link to the rest", field="notes")
    return replace(layer, values={**layer.values, "notes": None}), [problem]


def _duration(layers: Sequence[Layer]) -> float | None:
    """The duration that will win, in seconds; None where nobody gives one that can be read."""
    said: list[Any] = [
        layer.values["duration"]
        for layer in sorted(layers, key=lambda layer: layer.origin.source)
        if "duration" in layer.values
    ]
    try:
        return float(read_duration(str(said[0]))) if said and said[0] is not None else None
    except ValueError:
        return None
