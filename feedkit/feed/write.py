"""Files to disk: each whole or not at all, the feed last, and nothing touched that is the same already."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from feedkit.errors import WriteError
from feedkit.feed.document import Feed


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did, as paths relative to the folder: files that are new or changed, and files that went."""

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


def write_feed(feed: Feed, directory: Path) -> Written:
    """Write a feed and the files beside it into the folder of feeds.

    The feed comes last, so that it never links to a file that is not there yet; files that an earlier build wrote for
    this feed and that nothing links to any more go after it. Raises WriteError, which names the path, when the disk
    does not take a file; the published feed is then as it was.
    """
    changed = [name for name, content in sorted(feed.assets.items()) if _write(directory / name, content)]
    if _write(directory / feed.path, feed.xml):
        changed.append(feed.path)
    removed = _sweep(directory / Path(feed.path).stem, {directory / name for name in feed.assets})
    names = tuple(path.relative_to(directory).as_posix() for path in removed)
    return Written(tuple(changed), names, len(feed.assets) + 1 - len(changed))


def _write(path: Path, content: bytes) -> bool:
    """Replace a file in one step; False where it holds these bytes already."""
    try:
        if not path.is_symlink() and path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteError(f"cannot write {path.as_posix()}: {reason}; what was published before is untouched") from error
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


TEMPORARY = ".feedkit-"
OURS = (
    ".chapters.json",
    ".transcript.vtt",
    ".transcript.srt",
    ".transcript.json",
    ".transcript.html",
    ".transcript.txt",
)
"""The endings of files that feedkit names itself; others in the folder are somebody else's."""


def _sweep(folder: Path, wanted: set[Path]) -> list[Path]:
    """Remove what an earlier build left: files that are no longer wanted, and temporary ones of a build that died."""
    gone: list[Path] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        is_ours = path.name.endswith(OURS) or path.name == "origins.json" or path.name.startswith(TEMPORARY)
        if is_ours and path not in wanted and path.is_file():
            path.unlink()
            gone.append(path)
    return gone
