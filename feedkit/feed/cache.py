"""What the last build of a show was made of and what it came to, so that a build of the same need not be done again.

An entry says nothing that the sources do not: it holds only while every file that the build could read, feedkit itself,
the settings and every published file have the hash they had. It is disposable; a lost or damaged one costs time.
This module is imported before everything else in a build, so it imports little.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.problems import Level, Place, Problem, Report, See

if TYPE_CHECKING:
    from feedkit.settings import Settings

FOLDER = ".feedkit-cache"
MOST_FILES = 50_000
MOST_BYTES = 33_554_432
"""Of one input; larger files, and those that `MEDIA` names, count by size and time of change."""
MEDIA = (".mp3", ".m4a", ".mp4", ".m4v", ".mov", ".ogg", ".opus", ".wav", ".flac", ".jpg", ".jpeg", ".png", ".webp")
NO_INPUT = (FOLDER, ".git", "__pycache__")
"""Folders in which nothing is that a build reads."""
_TEMPORARY = ".tmp-"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a build came to that changed nothing. left_out: keys, each with what the episode lacks. files: how many."""

    report: Report
    episodes: int
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    guesses: int
    files: int


@dataclass(frozen=True, slots=True)
class Job:
    """One show to be built into one folder of feeds under some settings."""

    folder: Path
    out: Path
    settings: Settings

    @property
    def path(self) -> Path:
        """The file of its entry, in a folder beside that of the feeds."""
        where = f"{self.folder.absolute()}\n{self.out.absolute()}".encode("utf-8", "surrogateescape")
        return self.out.absolute().parent / FOLDER / f"{hashlib.blake2b(where, digest_size=12).hexdigest()}.json"

    @property
    def feed(self) -> Path:
        return self.out / f"{self.folder.name}.xml"

    @property
    def beside(self) -> Path:
        """The folder of the files beside the feed."""
        return self.out / self.folder.name


def recall(job: Job) -> Kept | None:
    """What the last build came to, if a build now could only come to the same and would write nothing; else None."""
    entry = _read(job.path)
    try:
        if (
            entry is None
            or entry["published"] != _published(job)
            or entry["inputs"] != _inputs(job, entry["elsewhere"])
        ):
            return None
        return _kept(entry["kept"])
    except (OSError, KeyError, TypeError, ValueError, IndexError):
        return None


def remember(job: Job, kept: Kept, elsewhere: Sequence[str]) -> None:
    """Keep what a build came to, once everything is published. elsewhere: inputs outside of the show's folder."""
    with suppress(OSError, ValueError):
        body = {"published": _published(job), "inputs": _inputs(job, elsewhere), "elsewhere": [*elsewhere]}
        text = json.dumps(body | {"kept": _plain(kept)}, ensure_ascii=True)
        job.path.parent.mkdir(exist_ok=True)
        (job.path.parent / ".gitignore").write_text("*\n", "utf-8")
        temporary = job.path.with_suffix(f"{_TEMPORARY}{os.getpid()}")
        temporary.write_text(f"{_hash(text.encode())}\n{text}", "utf-8")
        temporary.replace(job.path)


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


def _read(path: Path) -> dict[str, Any] | None:
    """The entry, if it is whole."""
    try:
        check, _, text = path.read_text("utf-8").partition("\n")
        entry = json.loads(text) if check == _hash(text.encode()) else None
    except (OSError, ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _published(job: Job) -> list[Any]:
    """What is published now. The feed's inode and times are part of it, so that an entry holds on this disk only."""
    status = job.feed.lstat()
    beside = sorted(_names(job.beside)) if job.beside.is_dir() else []
    has_litter = any(_TEMPORARY in name for name in (*_names(job.out), *beside))
    if not stat.S_ISREG(status.st_mode) or job.out.is_symlink() or has_litter:
        raise ValueError("there is something to mend")
    files = [[name, _fingerprint(job.beside / name)] for name in beside]
    return [status.st_ino, status.st_ctime_ns, _fingerprint(job.feed), files]


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


def _inputs(job: Job, elsewhere: Iterable[str]) -> str:
    """One hash of all that a build of the job is made of."""
    total = hashlib.blake2b(digest_size=16)
    for part in (*_program(), *_choices(job.settings), str(job.folder), str(job.out), str(Path.cwd())):
        total.update(f"{part}\0".encode("utf-8", "surrogateescape"))
    for path in sorted(_files([job.folder, *(job.folder / one for one in elsewhere)])):
        total.update(f"{path}\0{_fingerprint(Path(path))}\0".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _program() -> Iterator[str]:
    """What feedkit, its Python and the packages beside it are."""
    yield sys.version
    for path in sys.path:
        if path.endswith("-packages"):
            yield f"{path} {Path(path).stat().st_mtime_ns}"
    for path in sorted(_files([Path(__file__).parent.parent])):
        if path.endswith(".py"):
            status = Path(path).stat()
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
    """All files below the folders; linked folders are entered once. Raises ValueError where there are too many."""
    seen, count = set[str](), 0
    left = [os.fspath(folder) for folder in folders]
    while left:
        folder = left.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    left += [entry.path] if entry.name not in NO_INPUT else []
                else:
                    yield entry.path
                count += 1
        if count > MOST_FILES:
            raise ValueError("there are too many files to look at")


def _fingerprint(path: Path) -> str:
    """What tells one state of a file from another; a link's own target is part of it."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES or path.suffix.lower() in MEDIA:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    return f"{_hash(content)} {len(content)}"


def _plain(kept: Kept) -> list[Any]:
    problems = [_plain_problem(problem) for problem in kept.report.problems]
    report = [problems, kept.report.files, [*kept.report.notes]]
    return [report, kept.episodes, [[key, [*lacks]] for key, lacks in kept.left_out], kept.guesses, kept.files]


def _plain_problem(problem: Problem) -> list[Any]:
    place, see = problem.place, [[s.place.path, s.place.line, s.place.column, s.note] for s in problem.see]
    head = [problem.rule, problem.slug, int(problem.level), problem.message, place.path, place.line, place.column]
    return [*head, problem.mend, see, problem.field, problem.excerpt]


def _kept(plain: list[Any]) -> Kept:
    (problems, files, notes), episodes, left_out, guesses, published = plain
    report = Report(tuple(_problem(one) for one in problems), files, tuple(notes))
    return Kept(report, episodes, tuple((key, tuple(lacks)) for key, lacks in left_out), guesses, published)


def _problem(plain: list[Any]) -> Problem:
    rule, slug, level, message, path, line, column, mend, see, field, excerpt = plain
    others = tuple(See(Place(where, at, col), note) for where, at, col, note in see)
    return Problem(rule, slug, Level(level), message, Place(path, line, column), mend, others, field, excerpt)
