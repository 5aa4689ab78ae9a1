"""The ways in which people write episodes down: one file a dialect, found by what a file holds, not by its name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from feedkit.errors import UsageError
from feedkit.problems import Place, Problem
from feedkit.records.dialects import page
from feedkit.records.dialects.interface import Beside, Dialect, ManyEpisodes, OneEpisode
from feedkit.records.document import Document, read_document
from feedkit.records.kinds import EMPTY, UNRECOGNISED
from feedkit.records.plugins import modules_with
from feedkit.records.record import Record, Skipped

SECTION_PAGE = "_index"
"""Hugo's name for the page of a folder, which may be empty and is never an episode."""
BUNDLE_PAGE = "index"
"""What a page is called that has a folder of its own, which bears its name: Hugo's bundles, Gatsby's and Astro's pages."""
GROUP = "feedkit.dialects"
"""The entry points of others' dialects; loaded only when a show file names one, since they run with full rights."""


@cache
def dialects() -> tuple[Dialect, ...]:
    """The dialects of feedkit itself, the most special first."""
    found = [cast("Dialect", module) for module in modules_with(__name__, "claims")]
    return tuple(sorted(found, key=lambda dialect: (dialect.RANK, dialect.NAME)))


def dialect_named(name: str) -> Dialect:
    """The dialect that a show file calls `name`; raises UsageError where there is none."""
    own = {dialect.NAME: dialect for dialect in dialects()}
    if name in own:
        return own[name]
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP, name=name):
        return cast("Dialect", entry.load())
    known = ", ".join(f"`{name}`" for name in own)
    raise UsageError(f"there is no dialect `{name}`; write one of {known}, or install the package that brings it")


@cache
def holds_many(name: str) -> bool:
    """Whether a file of this dialect may hold several records, or look at the files beside it."""
    return _holds_many(dialect_named(name))


def dialect_of(document: Document) -> Dialect | None:
    """The dialect that claims `document`; None where none does."""
    return next((dialect for dialect in dialects() if dialect.claims(document)), None)


def read_records(path: Path, shown: str, dialect: Dialect | None = None) -> tuple[Record | Skipped, ...]:
    """From a file to what it says, an entry at least; the first entry's `problems` has those of reading and mending.

    shown: the path as problems print it. dialect: the one to read with; without it, the one that claims the content.
    """
    document = read_document(path, shown)
    first, *others = _read(document, path, dialect)
    problems = (*document.problems, *first.problems)
    if path.stem == SECTION_PAGE:
        reason = first.reason if isinstance(first, Skipped) else "it is the page of a folder"
        return (Skipped(document.path, reason, tuple(one for one in problems if one.rule != EMPTY.rule)),)
    return replace(first, problems=problems), *others


def read_record(path: Path, shown: str, dialect: Dialect | None = None) -> Record | Skipped:
    """As `read_records`, for a file that holds one episode."""
    return read_records(path, shown, dialect)[0]


def _read(document: Document, path: Path, dialect: Dialect | None) -> Sequence[Record | Skipped]:
    if not document.readable:
        return (Skipped(document.path, "it cannot be read"),)
    dialect = dialect or dialect_of(document)
    if dialect is None:
        return (Skipped(document.path, "no dialect knows it", (_unrecognised(document),)),)
    stem = path.parent.name if path.stem == BUNDLE_PAGE and path.parent.name else path.stem
    if _holds_many(dialect):
        return cast("ManyEpisodes", dialect).read_all(document, stem, _beside(path, document.path))
    return (cast("OneEpisode", dialect).read(document, stem),)


def _holds_many(dialect: Dialect) -> bool:
    return hasattr(dialect, "read_all")  # to ask for an instance of `ManyEpisodes` takes as long as to read a record


def _beside(path: Path, shown: str) -> Beside:
    def beside(name: str) -> Document | None:
        other = path.parent / name
        place = os.path.normpath(f"{shown.rpartition('/')[0] or '.'}/{name}").replace(os.sep, "/")
        return read_document(other, place) if other.is_file() else None

    return beside


def _unrecognised(document: Document) -> Problem:
    known = ", ".join(f"`{dialect.NAME}`" for dialect in dialects())
    mend = "give the file front matter between two lines `---`, or leave it out of the show file's records"
    message = f"this is no record in any dialect that feedkit knows ({known})"
    if page.is_html(document.text):
        message = "this page does not say which episode it is of, neither in JSON-LD nor in `og:audio`"
        mend = (
            "write a record for the episode, and put the transcript into the show's transcripts folder, under its key"
        )
    return UNRECOGNISED.at(Place(document.path), message, mend=mend)
