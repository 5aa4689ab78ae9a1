"""The ways in which people write episodes down: one file a dialect, found by what a file holds, not by its name."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from feedkit.errors import UsageError
from feedkit.problems import Place, Problem
from feedkit.records.dialects.interface import Dialect
from feedkit.records.document import Document, read_document
from feedkit.records.kinds import EMPTY, UNRECOGNISED
from feedkit.records.plugins import modules_with
from feedkit.records.record import Record, Skipped

SECTION_PAGE = "_index"
"""Hugo's name for the page of a folder, which may be empty and is never an episode."""
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


def dialect_of(document: Document) -> Dialect | None:
    """The dialect that claims `document`; None where none does."""
    return next((dialect for dialect in dialects() if dialect.claims(document)), None)


def read_record(path: Path, shown: str, dialect: Dialect | None = None) -> Record | Skipped:
    """From a file to what it says; `problems` holds all that reading, mending and the dialect found.

    shown: the path as problems print it. dialect: the one to read with; without it, the one that claims the content.
    """
    document = read_document(path, shown)
    found = _read(document, path.stem, dialect)
    problems = (*document.problems, *found.problems)
    if isinstance(found, Skipped) and path.stem == SECTION_PAGE:
        problems = tuple(problem for problem in problems if problem.rule != EMPTY.rule)
    return replace(found, problems=problems)


def _read(document: Document, stem: str, dialect: Dialect | None) -> Record | Skipped:
    if not document.readable:
        return Skipped(document.path, "it cannot be read")
    dialect = dialect or dialect_of(document)
    if dialect is None:
        return Skipped(document.path, "no dialect knows it", (_unrecognised(document.path),))
    return dialect.read(document, stem)


def _unrecognised(shown: str) -> Problem:
    known = ", ".join(f"`{dialect.NAME}`" for dialect in dialects())
    mend = "give the file front matter between two lines `---`, or leave it out of the show file's records"
    return UNRECOGNISED.at(Place(shown), f"this is no record in any dialect that feedkit knows ({known})", mend=mend)
