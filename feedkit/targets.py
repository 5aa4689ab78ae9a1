"""What stands at a path: shows, by their show file, and feeds, by their ending. Imports little: every command starts here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from feedkit.errors import UsageError

SHOW_FILE = "show.yaml"
FEED_ENDINGS = (".xml", ".rss")


def targets(path: Path) -> Iterator[Path]:
    """The shows and feeds at a path: itself, or those in the folder, in the order of their names."""
    if path.is_file() or (path / SHOW_FILE).is_file():
        one = path.parent if path.name == SHOW_FILE else path
        yield one if one.name else one.resolve()  # a show is named after its folder, `.` too
        return
    if not path.is_dir():
        raise UsageError(f"there is nothing at {path.as_posix()}")
    inner = sorted(path.iterdir())
    found = [one for one in inner if (one / SHOW_FILE).is_file() or one.suffix in FEED_ENDINGS]
    if not found:
        wanted = f"a folder with {SHOW_FILE}, or files that end in {' or '.join(FEED_ENDINGS)}"
        raise UsageError(f"there is no show and no feed in {path.as_posix()}: feedkit looks for {wanted}")
    yield from found


def shows_in(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The folders of shows at these paths; UsageError where there is none."""
    found = [target for path in paths for target in targets(Path(path)) if target.is_dir()]
    if not found:
        raise UsageError(f"there is no folder with {SHOW_FILE} at {', '.join(str(path) for path in paths)}")
    return found
