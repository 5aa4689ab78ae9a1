"""The feed as it was at an earlier commit: git is asked for the file, and nothing is checked out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from feedkit.errors import UsageError
from feedkit.feed.document import Feed
from feedkit.feed.files import LEDGER, is_archive_page
from feedkit.feed.read import read_feed
from feedkit.guard.ledger import Ledger, parse_ledger

_REF = re.compile(r"[A-Za-z0-9_@/^~{}.][A-Za-z0-9_@/^~{}.+-]*")
LONGEST_S = 60


def feed_at(published: Path, ref: str) -> Feed | None:
    """The feed that stood at `published` in the commit `ref` (`HEAD~1`, `main`), archive pages included; None: there was none.

    Raises UsageError where there is no git, no repository, or no such commit.
    """
    _check(published, ref)
    content = _file_at(published, ref)
    if content is None:
        return None
    beside = published.with_suffix("")
    pages = [name for name in _names_at(beside, ref) if is_archive_page(name)]
    newest_first = sorted(pages, key=lambda name: (len(name), name), reverse=True)
    feed = read_feed(content, path=f"{ref}:{published.as_posix()}")
    feed = replace(feed, pictures=ledger_at(published, ref).pictures)
    shows = (read_feed(_file_at(beside / name, ref) or b"").show for name in newest_first)
    older = tuple(episode for show in shows if show is not None for episode in show.episodes)
    if feed.show is None or not older:
        return feed
    return replace(feed, show=feed.show.model_copy(update={"episodes": (*feed.show.episodes, *older)}))


def ledger_at(published: Path, ref: str) -> Ledger:
    """The ledger beside a feed in the commit `ref`; an empty one where there was none. UsageError as in `feed_at`."""
    _check(published, ref)
    path = published.with_suffix("") / LEDGER
    content, shown = _file_at(path, ref), f"{ref}:{path.as_posix()}"
    return Ledger(path=shown, is_there=False) if content is None else parse_ledger(content, shown)


def _check(published: Path, ref: str) -> None:
    if not _REF.fullmatch(ref):
        raise UsageError(f"`{ref[:60]}` is no name of a commit; write `HEAD~1`, a branch, a tag or a hash")
    folder = _existing(published.parent)
    if _git(folder, "rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}").returncode:
        raise UsageError(f"there is no commit `{ref}`: {_why_not(folder)}")


def _why_not(folder: Path) -> str:
    """Why git has no such commit, as far as it tells, and what to do about it."""
    asked = _git(folder, "rev-parse", "--is-shallow-repository")
    if asked.returncode:
        said = asked.stderr.decode("utf-8", "replace").strip().partition("\n")[0].removeprefix("fatal: ")
        if said.startswith("not a git repository"):
            return f"{folder.as_posix()} is in no repository of git's; name a file, or a folder of feeds"
        return f"git says of {folder.as_posix()}: {said}"
    if asked.stdout.strip() == b"true":
        way_out = "fetch the others with `git fetch --unshallow`, or let `actions/checkout` do it with `fetch-depth: 0`"
        return f"the repository of {folder.as_posix()} was cloned with its newest commits only; {way_out}"
    return f"the repository of {folder.as_posix()} has none of that name, nor is there such a file"


def _existing(folder: Path) -> Path:
    """The folder, or the nearest around it that is there: a commit may have a folder that is gone."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path())


def _file_at(path: Path, ref: str) -> bytes | None:
    return _object_at("cat-file", "blob", path=path, ref=ref)


def _names_at(folder: Path, ref: str) -> list[str]:
    found = _object_at("ls-tree", "--full-tree", "--name-only", "-z", path=folder, ref=ref)
    return [os.fsdecode(name) for name in (found or b"").split(b"\0") if name]


def _object_at(*command: str, path: Path, ref: str) -> bytes | None:
    """What git prints of a path in a commit; None where it has no such thing there."""
    folder = _existing(path.parent)
    done = _git(folder, *command, f"{ref}:./{path.relative_to(folder).as_posix()}")
    return done.stdout if done.returncode == 0 else None


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What git did, run in a folder; it speaks English."""
    program = shutil.which("git")
    if program is None:
        raise UsageError("there is no git here, and it is asked for an earlier feed; install it, or name a file")
    try:
        return subprocess.run(  # noqa: S603 - a program of a fixed name; the ref was checked, and is no option
            [program, *arguments],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be asked in {folder.as_posix()}: {error}") from error
