"""Files to disk: the whole set of a feed or nothing, the feed last, and nothing touched that is the same already."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import accumulate
from pathlib import Path
from typing import Protocol, Self

from feedkit.errors import WriteError
from feedkit.feed.disk import read_regular
from feedkit.feed.files import LEDGER, PAGE, PAGE_MARK, is_archive_page
from feedkit.feed.written import Written

Content = bytes | tuple[bytes, ...]
"""A file's bytes, or its pieces in their order."""


MODE = 0o644
MOST_HEAD_BYTES = 1000
"""Of a page, in which it says who wrote it."""
OURS = (
    ".chapters.json",
    ".transcript.vtt",
    ".transcript.srt",
    ".transcript.json",
    ".transcript.html",
    ".transcript.txt",
)
"""The endings of files that feedkit names itself; others in the folder are somebody else's."""

_TEMPORARY = re.compile(r"\..+\.tmp-[a-z0-9_]+")
_TEMPORARY_FEED = re.compile(r"\..+\.xml\.tmp-[a-z0-9_]+")


class _Files(Protocol):
    """What is written of a feed, as `Feed` has it."""

    @property
    def path(self) -> str:
        """The feed's own path, relative to the folder of feeds."""

    @property
    def content(self) -> Content:
        """The feed."""

    @property
    def assets(self) -> Mapping[str, bytes]:
        """The files beside it, by path."""

    @property
    def standing(self) -> Collection[str]:
        """More of them, which are there already."""


def write_feed(feed: _Files, directory: Path, *, ledger: bytes | None = None) -> Written:
    """Write a feed and the files beside it into the folder of feeds; whoever calls holds its lock (`locked`).

    All files are on the disk before the first takes its place; the feed comes last, after the ledger, so that it never
    links to a file that is not there, and is never newer than what is remembered of it. Files that an earlier build
    wrote for this feed and that nothing links to any more go after it, and so do those of a build that died.
    Raises WriteError, which names the path, when the disk does not take a file; all files are then as they were.
    """
    folder = directory / Path(feed.path).stem
    files: dict[Path, Content] = {directory / name: content for name, content in sorted(feed.assets.items())}
    files |= {folder / LEDGER: ledger} if ledger is not None else {}
    files[directory / feed.path] = feed.content
    if folder.is_symlink():
        message = f"{folder.as_posix()} is a link, and feedkit writes through none"
        raise WriteError(f"{message}; what was published before is untouched", "put a folder in its place")
    with _naming(page := folder / PAGE):
        if page in files and _is_somebodys_page(page):
            message = f"{page.as_posix()} was not written by feedkit, and is not replaced"
            raise WriteError(f"{message}; nothing was written", "move it, or write `site: false` in show.yaml")
    changed = _write_all(files)
    wanted = {name for name in (*feed.assets, *feed.standing) if name.startswith(f"{folder.name}/")}
    left = [*_left_over(folder, wanted | {f"{folder.name}/{LEDGER}"}), *_temporaries(directory)]
    stuck = [path for path in left if not _remove(path)]
    gone = [path for path in left if path not in stuck and not _TEMPORARY.fullmatch(path.name)]
    unchanged = len(files) + len(feed.standing) - len(changed)
    return Written(_relative(changed, directory), _relative(gone, directory), unchanged, _relative(stuck, directory))


def _is_somebodys_page(path: Path) -> bool:
    """Whether a page stands there that feedkit did not write."""
    content = read_regular(path, sys.maxsize)
    return content is not None and PAGE_MARK.encode() not in content[:MOST_HEAD_BYTES]


def _relative(paths: list[Path], directory: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(directory).as_posix() for path in paths)


def _write_all(files: Mapping[Path, Content]) -> list[Path]:
    """Write the files that are not there yet, in their order, or none of them."""
    feed = [*files][-1]
    with _Replacement() as replacement:
        for target, content in files.items():
            with _naming(target):
                if not _is_there(target, content):
                    replacement.stage(target, content)
        for target, temporary in replacement.staged.items():
            with _naming(target):
                _sync(temporary)
        for target in [*replacement.staged]:
            with _naming(target):
                if target == feed:
                    replacement.sync_folders()
                replacement.put(target)
        with _naming(feed):
            replacement.sync_folders()
        replacement.is_done = True
    return [*replacement.staged]


def _is_there(target: Path, content: Content) -> bool:
    """Whether an ordinary file holds just that."""
    pieces = (content,) if isinstance(content, bytes) else content
    size = sum(map(len, pieces))
    found = read_regular(target, size, size)
    if found is None or len(found) != size:
        return False
    starts = accumulate(map(len, pieces), initial=0)
    return all(found.startswith(piece, start) for piece, start in zip(pieces, starts, strict=False))


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Turn what the system says into a WriteError that names the file it was said of."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"cannot write {target.as_posix()}: {reason}; what was published before is untouched"
        raise WriteError(message) from error


class _Replacement:
    """Files that are to take the places of others together; until it is done, leaving it puts everything back."""

    def __init__(self) -> None:
        self.staged: dict[Path, Path] = {}
        self.kept: dict[Path, Path | None] = {}
        self.is_done = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for target, backup in self.kept.items() if not self.is_done else ():
            with suppress(OSError):
                backup.replace(target) if backup is not None else target.unlink(missing_ok=True)
        for left in (*self.staged.values(), *self.kept.values()):
            with suppress(OSError):
                left.unlink(missing_ok=True) if left is not None else None

    def stage(self, target: Path, content: Content) -> None:
        """Put the content beside its target. Durable it is made later: a disk flushes many files as fast as one."""
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(21, "there is a folder in its place")
        _make_folder(target.parent)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[-80:]}.tmp-", dir=target.parent)
        self.staged[target] = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines((content,) if isinstance(content, bytes) else content)
            if hasattr(os, "fchmod"):
                os.fchmod(handle, MODE)

    def put(self, target: Path) -> None:
        """Let the staged file take its place; a link there is replaced and not followed."""
        backup = Path(f"{self.staged[target]}_old")
        try:
            os.link(target, backup, follow_symlinks=False)
        except FileNotFoundError:
            self.kept[target] = None
        except (OSError, NotImplementedError):
            pass  # a file system without hard links: this file cannot be put back, and is whole all the same
        else:
            self.kept[target] = backup
        self.staged[target].replace(target)

    def sync_folders(self) -> None:
        """Make the names durable, too."""
        for folder in dict.fromkeys(target.parent for target in self.staged):
            _sync(folder)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on the disk."""
    if os.name == "nt":
        return  # Windows opens no folders, and flushes nothing that was opened to be read
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _left_over(folder: Path, wanted: Collection[str]) -> list[Path]:
    """What an earlier build left: files that are no longer wanted, and temporary ones of a build that died.

    wanted: paths from the folder of feeds.
    """

    def is_left(name: str) -> bool:
        is_ours = name.endswith(OURS) or name == "origins.json" or is_archive_page(name)
        is_unwanted = is_ours or (name == PAGE and _is_our_page(folder / name))
        return is_unwanted or _TEMPORARY.fullmatch(name) is not None

    return [folder / name for name in _names_in(folder) if f"{folder.name}/{name}" not in wanted and is_left(name)]


def _is_our_page(path: Path) -> bool:
    try:
        return not _is_somebodys_page(path)
    except OSError:
        return False


def _temporaries(directory: Path) -> list[Path]:
    return [directory / name for name in _names_in(directory) if _TEMPORARY_FEED.fullmatch(name)]


def _remove(path: Path) -> bool:
    """Whether it is gone now."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _names_in(folder: Path) -> list[str]:
    """The names of the ordinary files, in their order; nothing where there is no folder."""
    try:
        with os.scandir(folder) as found:
            return sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
