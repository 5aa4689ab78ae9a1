"""One file that a person wrote about one episode, as a dialect read it."""

from __future__ import annotations

from dataclasses import dataclass

from feedkit.problems import Problem
from feedkit.records.layers import Layer
from feedkit.transcripts.cue import Cue


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says.

    key: short name, unique in its show and stable over renamed titles (`605`, `s02e29`); names overlays and files.
    episode: the record's word on the episode. show: its word on the show, where a page carries that too.
    cues: the transcript that stands in the record itself; empty when there is none.
    """

    key: str
    path: str
    dialect: str
    episode: Layer
    show: Layer | None = None
    cues: tuple[Cue, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no episode, and why."""

    path: str
    reason: str
    problems: tuple[Problem, ...] = ()
