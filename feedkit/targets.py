"""What the words of a command line name: shows and feeds, in an order that depends on the words and the names only.

A file is a feed, whatever its name; `show.yaml`, or any other file in a show's folder, stands for its show. A folder
with a `show.yaml` is a show, and is not searched further. Any other folder is searched, with its folders (not the
hidden ones, `node_modules`, or links): shows, and files that end in `.xml` or `.rss`. A pattern (`feeds/**/*.xml`, for
shells that do not expand it) is expanded as Python's glob has it. `-` is a feed on standard input. `https://…` is a feed
to be fetched. Each once.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import EACCES
from glob import has_magic, iglob
from pathlib import Path

from feedkit.errors import UsageError

SHOW_FILE = "show.yaml"
LOCK_FILE = "feedkit.lock.yaml"
FEED_ENDINGS = (".xml", ".rss")
RECORD_ENDINGS = (".md", ".markdown", ".mdx", ".yaml", ".yml", ".json", ".toml")
STDIN = "<stdin>"
_NOT_SEARCHED = ("node_modules", "__pycache__")
_HEAD_BYTES = 4096
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>[]*>)*+<([A-Za-z_][\w:.-]*)", re.DOTALL)
_FEED_ROOTS = ("rss", "rdf", "feed", "channel", "html")
"""A page of HTML under a feed's name is what servers send in place of a feed, and somebody should be told."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to judge. path: the folder of a show, or the file of a feed. content: of a feed that has no file.

    is_found: nobody named the file, only its folder or a pattern. url: of a feed that has to be fetched. lost: why nobody
    can look at what is there, which may be a folder of either.
    """

    path: Path
    is_show: bool = False
    is_found: bool = False
    content: bytes | None = None
    url: str = ""
    lost: str = ""

    @property
    def other_root(self) -> str:
        """The root element of a found file that only ends like a feed (a site map, an OPML list); '' for a feed."""
        root = _root_of(self.path) if self.is_found else ""
        return "" if root.lower().rpartition(":")[2] in _FEED_ROOTS else root


def inputs_of(words: Iterable[str | os.PathLike[str]]) -> list[Input]:
    """What `words` name. UsageError tells the words at which there is nothing to judge, before anything is judged."""
    found: dict[str, Input] = {}
    faults: dict[str, None] = {}
    for word in words:
        try:
            for one in _inputs_of(os.fspath(word)):
                found.setdefault(os.path.realpath(one.path), one)
        except UsageError as error:
            faults[str(error)] = None
        except OSError as error:
            found.setdefault(os.fspath(word), _lost(Path(word), error))
    if faults:
        raise UsageError("\n".join(faults))
    return list(found.values())


def path_from(folder: Path, name: str) -> Path:
    """What a show file names, from the show's folder. `..` goes by names, so that each file has one path for all shows."""
    return Path(os.path.normpath(folder / name))


def shows_in(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The folders of shows at these paths, or where nothing is named; UsageError where there is none."""
    named = [os.fspath(path) for path in paths]
    words, way_out = (
        named or usual_words(),
        "" if named else "; name the folder of a show, or begin one: `feedkit init my-show`",
    )
    try:
        inputs = inputs_of(words)
    except UsageError as error:
        raise UsageError(f"{error}{way_out}") from error
    if lost := next((one for one in inputs if one.lost), None):
        raise PermissionError(EACCES, lost.lost, lost.path.as_posix())
    found = [one.path for one in inputs if one.is_show]
    if not found:
        raise UsageError(f"there is no folder with {SHOW_FILE} at {', '.join(words)}{way_out}")
    return found


def addresses_in(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The words that are addresses, and the others."""
    listed = list(words)
    return [one for one in listed if _ADDRESS.match(one)], [one for one in listed if not _ADDRESS.match(one)]


def is_feed(path: Path) -> bool:
    """Whether a file begins as a feed does, so that nothing else should take its place."""
    return _root_of(path).lower().rpartition(":")[2] in ("rss", "rdf", "feed")


def usual_words() -> list[str]:
    """What is meant where nothing is named: `seeds`, or the folder one stands in where there is no such folder."""
    return ["seeds" if Path("seeds").is_dir() else "."]


def _inputs_of(word: str) -> Iterator[Input]:
    path = Path(word)
    if not word:
        raise UsageError("one of the paths is empty; name a file, or `.` for the folder one stands in")
    if _ADDRESS.match(word):
        yield Input(path, url=word)
    elif word == "-":
        yield Input(Path(STDIN), content=sys.stdin.buffer.read())
    elif path.is_dir():
        yield from _in_folder(path)
    elif path.exists():
        yield _of_file(path)
    elif has_magic(word):
        yield from _matching(word)
    else:
        raise UsageError(f"there is nothing at {word}")


def _of_file(path: Path) -> Input:
    """A file that was named: the feed that it is, or the show that it belongs to."""
    if not _ends_like_a_feed(path):
        for folder in path.parents:
            if (folder / SHOW_FILE).is_file():
                return _show(folder)
        if path.suffix.lower() in RECORD_ENDINGS and not _root_of(path):
            wanted = f"there is no {SHOW_FILE} in its folder or above"
            raise UsageError(f"{path.as_posix()} is no feed, and a record of no show: {wanted}")
    return Input(path)


def _lost(path: Path, error: OSError) -> Input:
    return Input(path, lost=(error.strerror or str(error)).lower())


def _show(folder: Path) -> Input:
    return Input(folder if folder.name else folder.resolve(), is_show=True)  # a show is named after its folder, `.` too


def _in_folder(folder: Path) -> Iterator[Input]:
    found = False
    for one in _walk(folder):
        found = True
        yield one
    if not found:
        wanted = f"folders with {SHOW_FILE}, and files that end in {' or '.join(FEED_ENDINGS)}"
        raise UsageError(f"there is no show and no feed in {folder.as_posix()}: feedkit looks for {wanted}")


def _walk(folder: Path) -> Iterator[Input]:
    try:
        is_show, inner = (folder / SHOW_FILE).is_file(), _inner(folder)
    except OSError as error:
        yield _lost(folder, error)
        return
    if is_show:
        yield _show(folder)
        return
    for name, is_folder in inner:
        if is_folder and name not in _NOT_SEARCHED:
            yield from _walk(folder / name)
        elif not is_folder and _ends_like_a_feed(Path(name)):
            yield Input(folder / name, is_found=True)


def _inner(folder: Path) -> list[tuple[str, bool]]:
    """What lies in a folder, by name, but for what is hidden, and whether it is a folder itself."""
    with os.scandir(folder) as entries:
        return sorted((one.name, one.is_dir(follow_symlinks=False)) for one in entries if not one.name.startswith("."))


def _root_of(path: Path) -> str:
    """The name of the root element; '' where the head of the file does not tell, or cannot be read."""
    try:
        if not path.is_file():
            return ""  # to open a pipe waits for whoever writes to it
        with path.open("rb") as opened:
            return root_in(opened.read(_HEAD_BYTES))
    except OSError:
        return ""


def root_in(content: bytes) -> str:
    found = _ROOT.match(content)
    return found[1].decode("ascii") if found else ""


def _matching(pattern: str) -> Iterator[Input]:
    """What a pattern finds; `**` finds folders and all that is in them, so only what is a show or a feed counts."""
    found = False
    for name in sorted(iglob(pattern, recursive=True)):  # noqa: PTH207 - the pattern may be absolute
        path = Path(name)
        if path.is_dir() and (path / SHOW_FILE).is_file():
            found = True
            yield _show(path)
        elif path.is_file() and (_ends_like_a_feed(path) or _root_of(path).lower() == "rss"):
            found = True
            yield Input(path, is_found=True)
    if not found:
        raise UsageError(f"no show and no feed matches `{pattern}`")


def _ends_like_a_feed(path: Path) -> bool:
    return path.suffix.lower() in FEED_ENDINGS
