"""What can keep a finished feed back, or wants a word, beside what the guard finds: ledger, links, names, disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from feedkit.errors import WriteError
from feedkit.feed.document import Feed
from feedkit.feed.items import Cut, cut_items
from feedkit.feed.kinds import WELL_FORMED
from feedkit.guard.kinds import ALLOW_UNUSED, CANNOT_WRITE, CLASH, LEDGER_DAMAGED, LINKED
from feedkit.guard.ledger import Ledger
from feedkit.guard.refusals import from_git
from feedkit.media.kinds import LOCK_READABLE
from feedkit.problems import Level, Place, Problem, See


def ledger_problems(ledger: Ledger, published: Path) -> Iterator[Problem]:
    """A word on a ledger that is damaged; an error where no published feed is there to make up for it."""
    if not ledger.damage:
        return
    place, mend = Place(ledger.path), f"restore it ({from_git(ledger.path)})"
    if published.is_file():
        message = f"the ledger is damaged, {ledger.damage}; what it lost is taken from {published.as_posix()}"
        yield LEDGER_DAMAGED.at(place, message, mend=f"{mend}, or look over what this build writes there")
    else:
        message = f"the ledger is damaged, {ledger.damage}, and there is no published feed to take it from"
        yield LEDGER_DAMAGED.at(place, message, mend=f"{mend}; without it, `--force`")._replace(level=Level.ERROR)


def lock_problems(report: Iterable[Problem], feed: Feed, before: Cut | None, published: Path) -> Iterator[Problem]:
    """An error where a lock that cannot be read would cost a published feed what is known of its media.

    before: the published feed, None where there is none; one that is the same already has nothing to lose.
    """
    lost = next((problem for problem in report if problem.rule == LOCK_READABLE.rule), None)
    if lost is not None and before is not None and before != cut_items(feed.content):
        message = "what the lock knows of media is lost, and the published feed would lose sizes, durations or chapters"
        mend = f"restore the lock ({from_git(lost.place.path)}), or run `feedkit probe`; without it, `--force`"
        yield CANNOT_WRITE.at(Place(published.as_posix()), message, mend=mend, see=(See(lost.place, "the lock"),))


def withdrawn_problems(named: Iterable[str], ledger: Ledger, keys: Iterable[str], path: str) -> Iterator[Problem]:
    """A word on each name under `withdrawn` in the show file that nothing ever had. keys: of the show's records."""
    known = {*keys, *(entry.key for entry in ledger.entries), *(entry.guid for entry in ledger.entries)}
    for name in named:
        if name not in known:
            message = f"`withdrawn` names `{name}`, and no episode with that key or guid was ever published"
            yield ALLOW_UNUSED.at(Place(path), message, mend="write a key or a guid of the ledger", field="withdrawn")


def unreadable_problems(found: Iterable[Problem], published: Path) -> list[Problem]:
    """An error where a feed is no XML, so that nobody could read it. found: by feedkit's own reader, in what was built."""
    if all(problem.rule != WELL_FORMED.rule for problem in found):
        return []
    message = "the feed that was built is no well-formed XML and is not written; what was published before is untouched"
    mend = "mend what the errors beside this one name; where they name nothing of yours, this is a bug in feedkit"
    return [CANNOT_WRITE.at(Place(published.as_posix()), message, mend=mend)]


def link_problems(out: Path, feed_path: str) -> Iterator[Problem]:
    """A word on links where feedkit writes."""
    if out.is_symlink():
        message = f"the folder of feeds is a link; what is written goes to {out.resolve().as_posix()}"
        yield LINKED.at(Place(out.as_posix()), message, mend="name that folder with `--out`, or put a folder here")
    if (out / feed_path).is_symlink():
        message = "the published feed was a link; a file takes its place, and what it pointed at is left alone"
        yield LINKED.at(Place((out / feed_path).as_posix()), message)


def clash_problems(out: Path, feed_path: str) -> Iterator[Problem]:
    """An error where another show's feed has a name that many file systems take for the same."""
    with suppress(OSError):
        for other in sorted(path.name for path in out.iterdir()):
            if other != feed_path and _folded(other) == _folded(feed_path):
                message = (
                    f"`{feed_path}` and `{other}` are one file on systems that know no case, or spell letters otherwise"
                )
                yield CLASH.at(
                    Place((out / feed_path).as_posix()), message, mend="give one of the two shows another name"
                )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def stuck_problems(stuck: Iterable[str], out: Path) -> Iterator[Problem]:
    """A word on files that should have gone after the feed was published."""
    for name in stuck:
        message = "this file is left over, and could not be removed; nothing links to it"
        mend = "remove it, or let the next build try again"
        yield CANNOT_WRITE.at(Place((out / name).as_posix()), message, mend=mend)._replace(level=Level.WARNING)


def write_problem(error: WriteError | OSError, out: Path) -> Problem:
    """The problem of a folder that does not take what is written, or gives what is read."""
    mend = "make room, or give the right to read and write there, and build again"
    if isinstance(error, WriteError):
        message, mend = error.message, error.mend or mend
    else:
        reason, path = (error.strerror or str(error)).lower(), error.filename or out.as_posix()
        message = f"cannot use {path}: {reason}; what was published before is untouched"
    return CANNOT_WRITE.at(Place(out.as_posix()), message, mend=mend)
