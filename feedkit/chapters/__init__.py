"""Chapters: one list in the record, from which JSON chapters 1.2 and Podlove Simple Chapters are both written."""

from __future__ import annotations

from feedkit.chapters.chapter import Chapter, Chapters, ChaptersError, Location
from feedkit.chapters.checking import advise
from feedkit.chapters.json_chapters import chapters_from_object, read_json_chapters, write_json_chapters
from feedkit.chapters.notes import chapters_in_notes
from feedkit.chapters.simple import PscMark, differences, from_psc, to_psc
from feedkit.chapters.tidying import tidy

__all__ = [
    "Chapter",
    "Chapters",
    "ChaptersError",
    "Location",
    "PscMark",
    "advise",
    "chapters_from_object",
    "chapters_in_notes",
    "differences",
    "from_psc",
    "read_json_chapters",
    "tidy",
    "to_psc",
    "write_json_chapters",
]
