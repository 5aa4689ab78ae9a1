"""What can keep a finished feed from being published, or deserves a word, beside what the guard finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from feedkit.errors import WriteError
from feedkit.feed.ledger import Ledger
from feedkit.problems import Kind, Level, Place, Problem

LEDGER_DAMAGED = Kind("FK474", "ledger-damaged", Level.WARNING)
CANNOT_WRITE = Kind("FK475", "published-write-failed", Level.ERROR)
LINKED = Kind("FK476", "published-through-link", Level.WARNING)


def ledger_problems(ledger: Ledger, published: Path) -> Iterator[Problem]:
    """A word on a ledger that is damaged; an error where no published feed is there to make up for it."""
    if not ledger.damage:
        return
    place, mend = Place(ledger.path), "restore it from git (`git checkout`)"
    if published.is_file():
        message = f"the ledger is damaged, {ledger.damage}; what it lost is taken from {published.as_posix()}"
        yield LEDGER_DAMAGED.at(place, message, mend=f"{mend}, or look over what this build writes there")
    else:
        message = f"the ledger is damaged, {ledger.damage}, and there is no published feed to take it from"
        yield replace(LEDGER_DAMAGED.at(place, message, mend=f"{mend}; without it, `--force`"), level=Level.ERROR)


def link_problems(out: Path, feed_path: str) -> Iterator[Problem]:
    """A word on links where feedkit writes."""
    if out.is_symlink():
        message = f"the folder of feeds is a link; what is written goes to {out.resolve().as_posix()}"
        yield LINKED.at(Place(out.as_posix()), message, mend="name that folder with `--out`, or put a folder here")
    if (out / feed_path).is_symlink():
        message = "the published feed was a link; a file takes its place, and what it pointed at is left alone"
        yield LINKED.at(Place((out / feed_path).as_posix()), message)


def stuck_problems(stuck: Iterable[str], out: Path) -> Iterator[Problem]:
    """A word on files that should have gone after the feed was published."""
    for name in stuck:
        message = "this file is left over, and could not be removed; nothing links to it"
        mend = "remove it, or let the next build try again"
        yield replace(CANNOT_WRITE.at(Place((out / name).as_posix()), message, mend=mend), level=Level.WARNING)


def write_problem(error: WriteError | OSError, out: Path) -> Problem:
    """The problem of a folder that does not take what is written, or gives what is read."""
    message, mend = str(error), "make room, or give the right to read and write there, and build again"
    if isinstance(error, OSError):
        reason, path = (error.strerror or message).lower(), error.filename or out.as_posix()
        message = f"cannot use {path}: {reason}; what was published before is untouched"
    return CANNOT_WRITE.at(Place(out.as_posix()), message, mend=mend)
