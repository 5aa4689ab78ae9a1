"""How far a show reaches: what it holds is read where it lies in the same project, wherever links lead.

A record that is a link to a file outside would have that file quoted in reports, or published.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import lru_cache
from pathlib import Path

from feedkit.problems import Place, Problem
from feedkit.records.kinds import UNREADABLE

LEADS_OUT = "put the file itself there, as a copy or by a submodule of git"
"""The way out where a link leads out of the project."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class LeadsOutError(OSError):
    """A link leads out of the project."""


def read_or_tell(path: Path, shown: str, most: int, what: str = "file") -> bytes | Problem:
    """What `read_within` reads, or the problem that says why there is nothing to read. what: the file, in messages."""
    try:
        raw = read_within(path, most)
    except OSError as error:
        mend = LEADS_OUT if isinstance(error, LeadsOutError) else ""
        reason = (error.strerror or str(error)).lower()
        return UNREADABLE.at(Place(shown), f"cannot read the {what}: {reason}", mend=mend)
    if raw is None:
        return UNREADABLE.at(Place(shown), "this is not an ordinary file", mend="put an ordinary file there")
    return raw


def read_within(path: Path, most: int) -> bytes | None:
    """At most one byte more than `most` of an ordinary file of the project that its path lies in; None for what is none.

    The project: the nearest folder above with `.git`, without what git keeps in there; where there is none, the folder
    that feedkit runs in, or the one around the file's. Raises OSError where the file cannot be read, and where a link
    leads out. A FIFO does not block, and what becomes a link after it was looked at is not followed.
    """
    descriptor = _open(path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        with open(descriptor, "rb", closefd=False) as file:
            size = min(status.st_size, most)
            raw = file.read(size + 1)  # who asks for a megabyte waits until there is room for one
            return raw if len(raw) <= size else raw + file.read(most - size)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    if _leads_out(str(path.parent), os.getcwd()):  # noqa: PTH109 - asked for each record
        raise LeadsOutError(errno.EPERM, "its folder is reached by a link that leads out of the project")
    try:
        return os.open(path, _FLAGS)
    except OSError:
        if not path.is_symlink():
            raise
        return os.open(target_within(path), _FLAGS)


def target_within(path: Path) -> str:
    """What a path really is, links followed. Raises OSError where that lies outside of the project."""
    link = Path(os.path.abspath(path))  # noqa: PTH100 - a link is not to be followed yet
    target = os.path.realpath(link)
    if not _is_in_project(Path(target), link, Path.cwd()):
        raise LeadsOutError(errno.EPERM, "it is a link that leads out of the project")
    return target


@lru_cache(maxsize=256)  # thousands of records share a folder
def _leads_out(path: str, here: str) -> bool:
    folder, target = Path(os.path.abspath(path)), Path(os.path.realpath(path))  # noqa: PTH100 - likewise
    return target != folder and not _is_in_project(target, folder / "-", Path(here))


def _is_in_project(target: Path, path: Path, here: Path) -> bool:
    """Whether a real path lies in the project of `path`."""
    around = here if path.is_relative_to(here) else path.parent.parent
    root = next((folder for folder in path.parents if (folder / ".git").exists()), around)
    try:
        inner = target.relative_to(os.path.realpath(root)).parts
    except ValueError:
        return False
    return inner[:1] != (".git",) or inner[1:2] == ("annex",)  # where git-annex keeps large files, and links to them
