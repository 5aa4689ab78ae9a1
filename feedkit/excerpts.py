"""The source line at a place, read from its file when a problem must be shown."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from functools import lru_cache
from stat import S_ISREG

from feedkit.problems import Place

MOST_CHARACTERS = 200
_BEFORE = MOST_CHARACTERS // 2
CUT = "…"
MOST_BYTES = 1024 * 1024


@lru_cache(maxsize=64)
def _lines(path: str, state: tuple[int, ...]) -> tuple[str, ...]:
    """The lines of a file in that state, () where it is no ordinary file: while a program runs, files may be edited."""
    if not state:
        return ()
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - asked for each problem, and a Path takes as long as the file
            raw = stream.read(min(state[1], MOST_BYTES))
    except OSError:
        return ()
    text = raw.decode("utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig", errors="replace")
    return tuple((text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n"))


def _state(path: str) -> tuple[int, ...]:
    try:
        status = os.stat(path)  # noqa: PTH116 - likewise
    except (OSError, ValueError):
        return ()
    if not S_ISREG(status.st_mode):
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def lines_of(place: Place) -> tuple[str, ...]:
    """The lines of the file that a place is in, without their ends; () for a file as a whole, or none."""
    return _lines(place.path, _state(place.path)) if place.line else ()


def excerpt_of(place: Place) -> str | None:
    """The line at a place of a file, None where there is none; a long line is cut around the place's column."""
    lines = lines_of(place)
    return shortened(lines[place.line - 1], place.column) if 1 <= place.line <= len(lines) else None


def shortened(line: str, column: int) -> str:
    """A line as an excerpt: whole, or what is around the column; then `…` stands for what was ahead of it.

    Secrets are hidden.
    """
    from feedkit.tags.values import hide_secrets  # to print a report takes none of the tags

    first = column - _BEFORE
    if len(line) <= MOST_CHARACTERS:
        return hide_secrets(line)
    if first <= 1:
        return hide_secrets(line[:MOST_CHARACTERS])
    return f"{CUT}{hide_secrets(line[first - 1 : first - 1 + MOST_CHARACTERS])}"


def column_in(excerpt: str, column: int) -> int:
    """The column at which an excerpt shows what stands in this column of its line."""
    return _BEFORE + 2 if column - _BEFORE > 1 and excerpt.startswith(CUT) else column
