"""A show as its folder says it, before anything is merged: the settings, and the layers of the show and its episodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from feedkit.chapters import Chapters
from feedkit.problems import Problem
from feedkit.records.layers import Layer, Locate
from feedkit.records.show_file import ShowFile
from feedkit.transcripts.cue import Cue


class Guess(NamedTuple):
    """What was guessed for one field, and what there is to know about the guess (plain values, for origins.json)."""

    field: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """An episode in the making.

    layers: in no order; `merge` ranks them. cues: the transcript, () where there is none. problems: all that was wrong
    with its record and what stands beside it. chapters_head: the head of the author's chapters file, where the record holds one.
    people, sponsors: the ids that were looked up for it.
    """

    key: str
    path: str
    layers: tuple[Layer, ...]
    cues: tuple[Cue, ...] = ()
    guesses: tuple[Guess, ...] = ()
    problems: tuple[Problem, ...] = ()
    chapters_head: Chapters | None = None
    people: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()

    def with_layers(
        self, layers: Iterable[Layer], guesses: Iterable[Guess] = (), problems: Iterable[Problem] = ()
    ) -> Draft:
        """The same draft with more said about it."""
        return replace(
            self,
            layers=(*self.layers, *layers),
            guesses=(*self.guesses, *guesses),
            problems=(*self.problems, *problems),
        )


@dataclass(frozen=True, slots=True)
class Common:
    """What the records of a show have in common. said: what `show.yaml` says for the feed, with people in the place of ids.
    people, sponsors: the files of those that are known, by id.
    """

    file: ShowFile
    said: Mapping[str, Any]
    people: Mapping[str, str]
    sponsors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Everything that a show's folder says. slug: the folder's name, after which the feed is named.

    problems: of the show and its folder; those of a record are its draft's. files: how many were looked at. keys: of all
    records in their order, with those of records that were not read because somebody knows what they come to. alone: the
    files of those records, by key, that were read and on which nothing else has a say.
    """

    slug: str
    folder: Path
    path: str
    file: ShowFile
    where: Locate
    layers: tuple[Layer, ...]
    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()
    files: int = 0
    keys: tuple[str, ...] = ()
    alone: Mapping[str, Path] = field(default_factory=dict)
