"""The source line at a place, read from its file when a problem must be shown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from feedkit.problems import Place

MOST_CHARACTERS = 200
MOST_BYTES = 1024 * 1024


@lru_cache(maxsize=64)
def _lines(path: str, state: tuple[int, ...]) -> tuple[str, ...]:
    """The lines of a file in that state: while a program runs, its files may be edited."""
    del state
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(MOST_BYTES)
    except OSError:
        return ()
    return tuple(raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _state(path: str) -> tuple[int, ...]:
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def excerpt_of(place: Place) -> str | None:
    """The line at a place of a file, None where there is none; a long line is cut around the place's column."""
    lines = _lines(place.path, _state(place.path))
    if not 1 <= place.line <= len(lines):
        return None
    line, first = lines[place.line - 1], max(0, place.column - MOST_CHARACTERS // 2)
    return line if len(line) <= MOST_CHARACTERS else line[first : first + MOST_CHARACTERS]
