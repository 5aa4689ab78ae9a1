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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

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
            return _kept(value_of(second)["kept"])
        except (OSError, KeyError, TypeError, ValueError, IndexError):
            return None

    @cached_property
    def published(self) -> Published:
        """What is published."""
        return Published.of(self.job)

    def files(self, elsewhere: Iterable[str]) -> dict[str, str]:
        """The fingerprint of each input, as it was when it was looked at first. elsewhere: folders beside the show's."""
        folder = self.job.folder
        for path in _files([folder, *(folder / one for one in elsewhere)]):
            if path not in self._files:
                self._files[path] = fingerprint(path)
        return self._files

    def total(self, elsewhere: Iterable[str], but: Iterable[str] = ()) -> str:
        """One hash of all that a build of the job is made of; `but`: without these files."""
        files, left_out = self.files(elsewhere), frozenset(but)
        total = hashlib.blake2b(digest_size=16)
        for part in self._circumstances:
            total.update(f"{part}\0".encode("utf-8", "surrogateescape"))
        for path in sorted(files.keys() - left_out):
            total.update(f"{path}\0{files[path]}\0".encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    @cached_property
    def _circumstances(self) -> tuple[str, ...]:
        job = self.job
        return (*_program(), *_choices(job.settings), str(job.folder), str(job.out), str(Path.cwd()))

    def look_again(self) -> None:
        """Forget what was published, for somebody else may have published since; whoever calls holds the lock now."""
        self.__dict__.pop("published", None)

    def remember(self, kept: Kept, elsewhere: Sequence[str], standing: Collection[str] = (), feed: str = "") -> None:
        """Keep what a build came to, once everything is published. elsewhere: inputs outside of the show's folder.

        standing: the files, by their paths from the folder of feeds, that stand as they stood when this looked. feed: the
        feed's fingerprint, where it is known.
        """
        with suppress(OSError, ValueError):
            known = {name: self.published.files[name] for name in standing}
            published = replace(Published.of(self.job, known), feed_print=feed).state
            made_of = {"published": published, "inputs": self.total(elsewhere), "elsewhere": [*elsewhere]}
            write_lines(self.job.path, [line_of(made_of), line_of({"kept": _plain(kept)})])


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
        status = job.feed.lstat()
        beside = sorted(_names(job.beside)) if job.beside.is_dir() else []
        has_litter = any(_TEMPORARY in name for name in (*_names(job.out), *beside))
        if not stat.S_ISREG(status.st_mode) or job.out.is_symlink() or has_litter:
            raise ValueError("there is something to mend")
        names, files = (f"{job.beside.name}/{name}" for name in beside), dict(known or {})
        files = {name: files.get(name) or fingerprint(f"{job.out}{os.sep}{name}") for name in names}
        return cls(job.feed, files)

    @property
    def state(self) -> list[Any]:
        """All of it. The feed's inode and times are part of it, so that an entry holds on this disk only."""
        status = self.feed.lstat()
        return [status.st_ino, status.st_ctime_ns, self.feed_print or fingerprint(self.feed), self.files]


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


def line_of(value: dict[str, Any]) -> bytes:
    """A value as a line of a cache file: its hash, and what it is."""
    text = _json_of(value)
    return b"%s\t%s" % (digest_of(text).encode("ascii"), text)


def value_of(line: bytes) -> Any:
    """The value of such a line; ValueError where it is not as it was written."""
    check, _, text = line.partition(b"\t")
    if check.decode("ascii", "replace") != digest_of(text):
        raise ValueError("the line is damaged")
    return json.loads(text)


def _json_of(value: Any) -> bytes:
    """A value as JSON, by a writer that takes a quarter of the time where that has been imported."""
    faster = sys.modules.get("pydantic_core")
    with suppress(ValueError):  # it refuses lone surrogates
        if faster is not None:
            return cast("bytes", faster.to_json(value))
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write a cache file, whole or not at all; each line with an end. Raises OSError."""
    path.parent.mkdir(exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", "utf-8")
    temporary = path.with_suffix(f"{_TEMPORARY}{os.getpid()}")
    with temporary.open("wb") as stream:
        for line in lines:
            stream.write(line)
            stream.write(b"\n")
    temporary.replace(path)


def hash_of(content: bytes) -> str:
    """BLAKE2b, 16 bytes, in hexadecimal digits; the hash of items in ledgers."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_of(*pieces: bytes | memoryview) -> str:
    """SHA-256, 16 bytes of it, in hexadecimal digits; for what never leaves the cache: processors hash so by themselves."""
    total = hashlib.sha256(pieces[0] if pieces else b"", usedforsecurity=False)
    for piece in pieces[1:]:
        total.update(piece)
    return total.hexdigest()[:32]


def fingerprint_of(*pieces: bytes) -> str:
    """As `fingerprint` of an ordinary file that holds just that."""
    return f"{digest_of(*pieces)} {sum(map(len, pieces))}"


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


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


def fingerprint(path: str | Path) -> str:
    """What tells one state of a file from another; of a link it is its target's."""
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of files are looked at, and a path object takes its time
    except FileNotFoundError:
        return "absent"
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES or str(path).lower().endswith(MEDIA):
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    return fingerprint_of(content)


def _plain(kept: Kept) -> list[Any]:
    problems = [plain_problem(problem) for problem in kept.report.problems]
    report = [problems, kept.report.files, [*kept.report.notes]]
    return [report, kept.episodes, [[key, [*lacks]] for key, lacks in kept.left_out], kept.guesses, kept.files]


def plain_problem(problem: Problem) -> list[Any]:
    """A problem as JSON can hold it."""
    rule, slug, level, *middle, see, field, excerpt = _PARTS(problem)
    others = [[s.place.path, s.place.line, s.place.column, s.note] for s in see] if see else []
    return [rule, slug, int(level), *middle, others, field, excerpt]


_PARTS = attrgetter(
    *("rule", "slug", "level", "message", "place.path", "place.line", "place.column", "mend", "see", "field", "excerpt")
)


def _kept(plain: list[Any]) -> Kept:
    (problems, files, notes), episodes, left_out, guesses, published = plain
    report = Report(tuple(problem_of(one) for one in problems), files, tuple(notes))
    return Kept(report, episodes, tuple((key, tuple(lacks)) for key, lacks in left_out), guesses, published)


_LEVELS = {int(level): level for level in Level}


def problem_of(plain: list[Any]) -> Problem:
    """The problem that `plain_problem` made so."""
    rule, slug, level, message, path, line, column, mend, see, field, excerpt = plain
    others = tuple([See(Place(where, at, col), note) for where, at, col, note in see]) if see else ()
    return Problem(rule, slug, _LEVELS[level], message, Place(path, line, column), mend, others, field, excerpt)
