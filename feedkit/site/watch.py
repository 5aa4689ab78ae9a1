"""When the files that a show is made of have changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from feedkit.feed import cache
from feedkit.records.document import read_document
from feedkit.records.yaml import parse_yaml
from feedkit.targets import SHOW_FILE, path_from

PAUSE_S = 0.5


def watch(folders: Sequence[Path], build: Callable[[Path], None]) -> None:
    """Build each show, and again whenever one of its files changes; returns never, and ends with an interrupt."""
    built: dict[Path, object] = {}
    while True:
        for folder in folders:
            if built.get(folder) != (state := state_of(sources_of(folder))):
                built[folder] = state
                build(folder)
        time.sleep(PAUSE_S)


def sources_of(folder: Path) -> list[Path]:
    """A show's folder, and those outside of it that its show file names, as far as it can be read."""
    path = folder / SHOW_FILE
    values = parse_yaml(read_document(path, path.as_posix())).value if path.is_file() else {}
    settings = values if isinstance(values, dict) else {}
    outside = cache.elsewhere({name: tuple(one) if isinstance(one, list) else one for name, one in settings.items()})
    return [folder, *(path_from(folder, one) for one in outside)]


def state_of(folders: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Time of change and size of every file in the folders, by its path."""
    found: dict[str, tuple[int, int]] = {}
    for path in (path for folder in folders for path in (folder, *folder.rglob("*"))):
        if not path.is_dir() and not set(cache.NO_INPUT) & set(path.parts):
            with suppress(OSError):  # it went since it was listed, and the next look will tell
                status = path.stat()
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
