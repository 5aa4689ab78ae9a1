"""One file that a person wrote about one episode, as a dialect read it."""

from __future__ import annotations

from dataclasses import dataclass

from feedkit.chapters import Chapters
from feedkit.problems import Problem
from feedkit.records.layers import Layer
from feedkit.records.renditions import Rendition
from feedkit.transcripts.cue import Cue


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says.

    key: short name, unique in its show and stable over renamed titles (`605`, `s02e29`); names overlays and files.
    episode: the record's word on the episode. show: its word on the show, where a page carries that too.
    cues: the transcript that stands in the record itself; empty when there is none. chapters_head: what the head of a
    chapters file that stands in the record says. renditions: other files of the episode that the record names.
    show_name: what the record calls its show, where it does not speak of that otherwise; `episode` knows its place.
    """

    key: str
    path: str
    dialect: str
    episode: Layer
    show: Layer | None = None
    cues: tuple[Cue, ...] = ()
    problems: tuple[Problem, ...] = ()
    chapters_head: Chapters | None = None
    renditions: tuple[Rendition, ...] = ()
    show_name: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no episode, and why."""

    path: str
    reason: str
    problems: tuple[Problem, ...] = ()
