"""What became of one show in a build; what can keep a finished feed back, beside what the guard finds.

Imported before everything else in a build, so it imports little.
"""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedkit.errors import WriteError
from feedkit.feed.cache import Job, Look
from feedkit.feed.entry import Kept
from feedkit.problems import Kind, Level, Place, Problem, Report

if TYPE_CHECKING:
    from feedkit.feed.build import LeftOut
    from feedkit.feed.ledger import Ledger

ALLOW_UNUSED = Kind("FK430", "allow-unused", Level.WARNING)
REPLACED = Kind("FK095", "enclosure-replaced-url", Level.INFO)
STAMPED = Kind("FK110", "build-date-stable", Level.INFO)
TOLD = Kind("FK473", "published-changed", Level.INFO)
LEDGER_DAMAGED = Kind("FK474", "ledger-damaged", Level.WARNING)
CANNOT_WRITE = Kind("FK475", "published-write-failed", Level.ERROR)
CLASH = Kind("FK478", "published-name-clash", Level.ERROR)
LINKED = Kind("FK476", "published-through-link", Level.WARNING)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did, as paths relative to the folder: files that are new or changed, and files that went.

    stuck: files that should have gone and could not be removed; the next build tries again.
    """

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    stuck: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one show in a run of builds. written: None where its feed was left as it was."""

    slug: str
    report: Report
    written: Written | None = None
    episodes: int = 0
    left_out: tuple[LeftOut, ...] = ()
    guesses: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """What the build changed in what was published before, a line a kind."""
        told = {REPLACED.rule, STAMPED.rule, TOLD.rule}
        return tuple(problem.message for problem in self.report if problem.rule in told)


def unused_allow(allow: str) -> str:
    """What is said of something that is allowed in a build and does not happen."""
    return f"`{allow}` is allowed and does not happen"


def without_idle_words(outcomes: Sequence[Outcome], allow: Iterable[str]) -> list[Outcome]:
    """The outcomes with one word at most on each `allow`, and none where one of the shows had use for it."""
    found = list(outcomes)
    for message in map(unused_allow, allow):
        without = [replace(one, report=_without(one.report, message)) for one in found]
        idle = [one.report != other.report for one, other in zip(found, without, strict=True)]
        found = without if not all(idle) else [*found[:1], *without[1:]]
    return found


def _without(report: Report, message: str) -> Report:
    kept = tuple(p for p in report.problems if p.rule != ALLOW_UNUSED.rule or p.message != message)
    return report if len(kept) == len(report.problems) else replace(report, problems=kept)


def unchanged(job: Job) -> Outcome | None:
    """The outcome of a build that has nothing to do; None where there may be something."""
    return outcome_of(Look(job))


def outcome_of(look: Look) -> Outcome | None:
    """As `unchanged`, where somebody has looked already."""
    kept = look.kept()
    if kept is None:
        return None
    written = Written(unchanged=kept.files)
    return Outcome(look.job.folder.name, kept.report, written, kept.episodes, _left_out(kept), kept.guesses)


def _left_out(kept: Kept) -> tuple[LeftOut, ...]:
    if not kept.left_out:
        return ()
    from feedkit.feed.build import LeftOut

    return tuple(LeftOut(key, lacks) for key, lacks in kept.left_out)


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


def from_git(path: str) -> str:
    """How one gets a file back as it was committed, also out of a merge that went wrong."""
    return f"`git checkout HEAD -- {shlex.quote(path)}`"


def withdrawn_problems(named: Iterable[str], ledger: Ledger, keys: Iterable[str], path: str) -> Iterator[Problem]:
    """A word on each name under `withdrawn` in the show file that nothing ever had. keys: of the show's records."""
    known = {*keys, *(entry.key for entry in ledger.entries), *(entry.guid for entry in ledger.entries)}
    for name in named:
        if name not in known:
            message = f"`withdrawn` names `{name}`, and no episode with that key or guid was ever published"
            yield ALLOW_UNUSED.at(Place(path), message, mend="write a key or a guid of the ledger", field="withdrawn")


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
