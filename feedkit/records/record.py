"""One file that a person wrote about one episode, as a dialect read it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from feedkit.chapters import Chapters
from feedkit.problems import Level, Place, Problem
from feedkit.records.kinds import SKIPPED
from feedkit.records.layers import Layer
from feedkit.records.places import shown
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


def of_other_type(kind: Any, path: str, place: Place, problems: tuple[Problem, ...]) -> Skipped | None:
    """What a file is whose `type` is not `episode`, in any case; None where it is. A word that is nearly that is told."""
    text = str(kind).strip().lower()
    if text == "episode":
        return None
    reason = f"its type is `{shown(str(kind))}`, not `episode`"
    if text != "episodes" and get_close_matches(text, ["episode"], 1, 0.7):
        told = SKIPPED.at(place, f"this is no episode: {reason}", mend="write `episode` if it is one", field="type")
        problems = (*problems, told._replace(level=Level.WARNING))
    return Skipped(path, reason, problems)
