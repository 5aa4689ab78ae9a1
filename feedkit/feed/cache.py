"""What the last build of a show was made of and what it came to, so that a build of the same need not be done again.

An entry says nothing that the sources do not: it holds only while every file that the build could read, feedkit itself,
the settings and every published file have the hash they had. It is disposable; a lost or damaged one costs time.
This module is imported before everything else in a build, so it imports little.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.feed.entry import Kept, kept_of, plain_kept
from feedkit.feed.fingerprints import ABSENT, TEMPORARY, fingerprint, hash_of, line_of, value_of, write_lines
from feedkit.targets import SHOW_FILE, path_from

if TYPE_CHECKING:
    from feedkit.settings import Settings

FOLDER = ".feedkit-cache"
MOST_FILES = 50_000
NO_INPUT = (FOLDER, ".git", "__pycache__")
"""Folders in which nothing is that a build reads."""


@dataclass(frozen=True, slots=True)
class Job:
    """One show to be built into one folder of feeds under some settings."""

    folder: Path
    out: Path
    settings: Settings

    @property
    def path(self) -> Path:
        """The file of its entry, in a folder at the root of the repository, or beside that of the feeds where there is none."""
        where = f"{self.folder.absolute()}\n{self.out.absolute()}".encode("utf-8", "surrogateescape")
        return _root_of(self.out.absolute()) / FOLDER / f"{hashlib.blake2b(where, digest_size=12).hexdigest()}.json"

    @property
    def feed(self) -> Path:
        return self.out / f"{self.folder.name}.xml"

    @property
    def beside(self) -> Path:
        """The folder of the files beside the feed."""
        return self.out / self.folder.name


class Look:
    """One look at all that a build is made of, before anything of it is read: what changes later is seen next time.

    Raises OSError or ValueError where the files cannot be looked at, in which case nothing can be kept.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._files: dict[str, str] = {}

    def kept(self) -> Kept | None:
        """What the last build came to, if a build now could only come to the same and would write nothing; else None."""
        try:
            first, second = self.job.path.read_bytes().splitlines()
            made_of = value_of(first)
            if made_of["inputs"] != self.total(made_of["elsewhere"]) or made_of["published"] != self.published.state:
                return None
            if made_of["beside"] != self.beside and made_of["identities"] != _identities(self.job.folder):
                return None
            return kept_of(value_of(second)["kept"])
        except (OSError, KeyError, TypeError, ValueError, IndexError):
            return None

    @cached_property
    def beside(self) -> dict[str, str]:
        """The fingerprints of the files of the shows in the folders beside the show's: a show must not pass for another."""
        return _show_files_beside(self.job.folder)

    @cached_property
    def published(self) -> Published:
        """What is published."""
        return Published.of(self.job)

    def files(self, elsewhere: Iterable[str]) -> dict[str, str]:
        """The fingerprint of each input, as it was when it was looked at first. elsewhere: folders beside the show's."""
        folder = self.job.folder
        for path in _files([folder, *(path_from(folder, one) for one in elsewhere)]):
            if path not in self._files:
                self._files[path] = fingerprint(path)
        return self._files

    def total(self, elsewhere: Iterable[str], but: Iterable[str] = ()) -> str:
        """One hash of all that a build of the job is made of; `but`: without these files."""
        files, left_out = self.files(elsewhere), frozenset(but)
        looked_at = (f"{path}\0{files[path]}" for path in sorted(files.keys() - left_out))
        return hash_of("\0".join((*self._circumstances, *looked_at)).encode("utf-8", "surrogateescape"))

    @cached_property
    def _circumstances(self) -> tuple[str, ...]:
        job = self.job
        return (*_program(), *_choices(job.settings), str(job.folder), str(job.out), str(Path.cwd()))

    def look_again(self) -> None:
        """Forget what was published, for somebody else may have published since; whoever calls holds the lock now."""
        self.__dict__.pop("published", None)
        self.__dict__.setdefault("beside", _show_files_beside(self.job.folder))

    def remember(self, kept: Kept, elsewhere: Sequence[str], standing: Collection[str] = (), feed: str = "") -> None:
        """Keep what a build came to, once everything is published. elsewhere: inputs outside of the show's folder.

        standing: the files, by their paths from the folder of feeds, that stand as they stood when this looked. feed: the
        feed's fingerprint, where it is known.
        """
        with suppress(OSError, ValueError):
            known = {name: self.published.files[name] for name in standing}
            published = replace(Published.of(self.job, known), feed_print=feed).state
            made_of: dict[str, Any] = {
                "published": published,
                "inputs": self.total(elsewhere),
                "elsewhere": [*elsewhere],
            }
            made_of |= {"beside": self.beside, "identities": _identities(self.job.folder)}
            write_lines(self.job.path, [line_of(made_of), line_of({"kept": plain_kept(kept)})])


@dataclass(frozen=True, slots=True)
class Published:
    """A published feed and the files beside it. files: the fingerprint of each, by its path from the folder of feeds.

    feed_print: the feed's, '' where it has to be taken.
    """

    feed: Path
    files: dict[str, str]
    feed_print: str = ""

    @classmethod
    def of(cls, job: Job, known: Mapping[str, str] | None = None) -> Published:
        """known: fingerprints that need not be taken. OSError where there is none, ValueError where something is to mend."""
        status, folder = job.feed.lstat(), job.beside
        beside = sorted(_names(folder)) if folder.is_dir() else []
        has_litter = any(TEMPORARY in name for name in (*_names(job.out), *beside))
        if not stat.S_ISREG(status.st_mode) or job.out.is_symlink() or has_litter:
            raise ValueError("there is something to mend")
        names, files = (f"{folder.name}/{name}" for name in beside), dict(known or {})
        files = {name: files.get(name) or fingerprint(f"{job.out}{os.sep}{name}") for name in names}
        return cls(job.feed, files)

    @property
    def state(self) -> list[Any]:
        """All of it. The feed's inode and times are part of it, so that an entry holds on this disk only."""
        status = self.feed.lstat()
        return [status.st_ino, status.st_ctime_ns, self.feed_print or fingerprint(self.feed), self.files]


def _root_of(out: Path) -> Path:
    """Where nothing is published: what is beside the feeds may be, as in `static/` of a Hugo site, drafts among it."""
    return next((folder for folder in out.parents if (folder / ".git").exists()), out.parent)


def recall(job: Job) -> Kept | None:
    """As `Look.kept`."""
    return Look(job).kept()


def elsewhere(settings: Mapping[str, Any]) -> list[str]:
    """The folders, outside of a show's own, that its settings name: each value that is a path out, up to its wild cards."""
    found: list[str] = []
    for value in settings.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and (one == ".." or one.startswith(("../", "/"))):
                parts = Path(one).parts
                wild = next((n for n, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
                found.append(str(Path(*parts[:wild])))
    return sorted(set(found))


def _show_files_beside(folder: Path) -> dict[str, str]:
    """By the names of their folders; nothing where they cannot be listed. An unreadable one is as good as none."""
    above, own = os.path.split(os.path.realpath(folder))
    found: dict[str, str] = {}
    with suppress(OSError):
        for name in _names(Path(above)):
            with suppress(OSError):
                found[name] = fingerprint(f"{above}{os.sep}{name}{os.sep}{SHOW_FILE}")
    return {name: mark for name, mark in sorted(found.items()) if name != own and mark != ABSENT}


def _identities(folder: Path) -> list[str]:
    """What rules know of the shows beside a show's; asked only where one of their files has changed."""
    from feedkit.records.neighbours import beside

    return [repr(one) for one in beside(folder)]


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


@cache
def _program() -> tuple[str, ...]:
    """What feedkit, its Python and the packages beside it are; what has been imported stays what it was."""
    return tuple(_parts_of_program())


def _parts_of_program() -> Iterator[str]:
    yield sys.version
    for path in sys.path:
        if path.endswith("-packages"):
            yield f"{path} {Path(path).stat().st_mtime_ns}"
    for path in sorted(_files([Path(__file__).parent.parent])):
        if path.endswith(".py"):
            status = os.stat(path)  # noqa: PTH116 - hundreds of files at every start
            yield f"{path} {status.st_size} {status.st_mtime_ns}"


def _choices(settings: Settings) -> Iterator[str]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, Mapping):
            value = sorted(value.items())
        yield f"{field.name}={value!r}"


def _files(folders: Iterable[Path]) -> Iterator[str]:
    """All files below the folders; linked folders are entered once. Raises ValueError where there are too many.

    A folder may be a file, or not be there: a show file names what it likes.
    """
    seen, count = set[str](), 0
    left = [os.fspath(folder) for folder in folders]
    while left:
        folder = left.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            found = os.scandir(folder)
        except NotADirectoryError:
            yield folder
            continue
        except FileNotFoundError:
            continue
        with found as entries:
            for entry in entries:
                if entry.is_dir():
                    left += [entry.path] if entry.name not in NO_INPUT else []
                else:
                    yield entry.path
                count += 1
        if count > MOST_FILES:
            raise ValueError("there are too many files to look at")
