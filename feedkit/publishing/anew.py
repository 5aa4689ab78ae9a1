"""A show built, judged, compared with what is published, and written: from what changed in its records to its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from feedkit.check import check_show
from feedkit.errors import InvalidRecord, WriteError
from feedkit.feed.cache import Job, Look, elsewhere
from feedkit.feed.document import Feed
from feedkit.feed.entry import Kept
from feedkit.feed.essentials import LeftOut
from feedkit.feed.files import LEDGER
from feedkit.feed.fingerprints import fingerprint_of
from feedkit.feed.items import Cut, by_hash, cut_items
from feedkit.feed.lockfile import locked
from feedkit.feed.paging import archive_pages
from feedkit.feed.read import read_feed
from feedkit.feed.write import write_feed
from feedkit.guard.allow import Allowed
from feedkit.guard.ledger import Ledger, recall, says_as_much, with_ledger
from feedkit.guard.verdict import guard
from feedkit.guessing.fill import filled
from feedkit.merge import merge
from feedkit.problems import Level, Problem, Report
from feedkit.publishing.aside import LostError
from feedkit.publishing.kept import Keeper, forget
from feedkit.publishing.obstacles import (
    clash_problems,
    ledger_problems,
    link_problems,
    lock_problems,
    stuck_problems,
    unreadable_problems,
    withdrawn_problems,
    write_problem,
)
from feedkit.publishing.outcome import Outcome
from feedkit.publishing.parts import Whole
from feedkit.publishing.release import released
from feedkit.records.load import load_source
from feedkit.records.source import ShowSource
from feedkit.settings import Settings
from feedkit.targets import SHOW_FILE


def publish_anew(look: Look, *, force: bool = False, allow: Sequence[str] = (), against: Feed | None = None) -> Outcome:
    """As `publish`, where something may have changed. look: at what the show was when the build began."""
    folder, out = look.job.folder, look.job.out
    try:
        with locked(out):
            try:
                return _publish(look, force=force, allow=allow, against=against)
            except LostError:
                forget(look.job)
                return _publish(look, force=force, allow=allow, against=against)
    except InvalidRecord as error:
        return Outcome(folder.name, _all_that_is_wrong(folder, look.job.settings, error))
    except (WriteError, OSError) as error:
        return Outcome(folder.name, Report.of([write_problem(error, out)], files=1))


def _all_that_is_wrong(folder: Path, settings: Settings, error: InvalidRecord) -> Report:
    """Why no feed can be made of a show, beside whatever may have led to it: a key that is misspelt, for example."""
    try:
        report = check_show(merge(filled(load_source(folder))), settings)
    except InvalidRecord:
        return Report.of(error.problems, files=1)
    return report if not report.ok else Report.of(error.problems, files=1)


class _Before(NamedTuple):
    """What is published, as a build finds it. cuts: the feed and its archive pages, cut. items: theirs, by hash."""

    cuts: list[Cut]
    items: dict[str, bytes]
    ledger: Ledger

    @classmethod
    def of(cls, job: Job) -> _Before:
        """Raises OSError where it cannot be read."""
        published = job.feed
        files = (published, *archive_pages(published)) if published.is_file() else ()
        cuts = [cut_items(path.read_bytes()) for path in files]
        items = by_hash(cuts)
        return cls(cuts, items, recall(job.beside / LEDGER, published, items))


class _Made(NamedTuple):
    """A show with all of its parts, and what is wrong with it. ledger: with the keys that the records gave it."""

    whole: Whole
    report: Report
    source: ShowSource
    keeper: Keeper
    ledger: Ledger


def _publish(look: Look, *, force: bool, allow: Sequence[str], against: Feed | None) -> Outcome:
    look.look_again()
    job, before = look.job, _Before.of(look.job)
    hashes = {item: one for one, item in before.items.items()}
    made = _with_identities(look, before)
    feed, report = made.whole.feed(), made.report
    named = made.source.file.withdrawn
    unknown = withdrawn_problems(named, made.ledger, made.source.keys, f"{made.source.path}/{SHOW_FILE}")
    found = read_back(feed, hashes)
    report += Report.of((*found, *link_problems(job.out, feed.path), *unknown))
    if unreadable := unreadable_problems(found, job.feed):
        return Outcome(job.folder.name, report + Report.of(unreadable))
    allowed = Allowed(allow, job.folder.name)
    guarded = _guarded(feed, made, before, allowed, job, against)
    if force:
        guarded = Report.of(p._replace(level=min(p.level, Level.WARNING)) for p in guarded)
    if not guarded.ok:
        return Outcome(job.folder.name, report + guarded, allowed=allowed.uses)
    after = made.ledger.after(feed, hashes)
    try:
        written = write_feed(feed, job.out, ledger=after.to_bytes())
    except WriteError as error:
        report += guarded + Report.of([write_problem(error, job.out)])
        return Outcome(job.folder.name, report, allowed=allowed.uses)
    made.keeper.remember(made.whole, made.source, after)
    if not written.stuck and says_as_much(after, made.ledger, made.source):
        _remember(look, made, feed, report)
    guarded += Report.of(stuck_problems(written.stuck, job.out))
    return Outcome(
        job.folder.name,
        report + guarded,
        written,
        _published_episodes(feed),
        _left_out(made.whole),
        made.whole.guesses,
        allowed.uses,
    )


def _with_identities(look: Look, before: _Before) -> _Made:
    """The show, made with what the ledger knows of identities; once more where the records named episodes of it."""
    keeper = Keeper(look, before.ledger, before.items)
    whole, report, source = _made(look.job, keeper, before.ledger)
    named = before.ledger.with_keys(whole.show.episodes)
    if named is not before.ledger and not says_as_much(named, before.ledger, source):
        # the published feed knows episodes, by their media, whose records say no guid: a lost ledger, or another's feed
        keeper = Keeper(look, named, before.items)
        whole, report, source = _made(look.job, keeper, named)
    return _Made(whole, report, source, keeper, named)


def _made(job: Job, keeper: Keeper, ledger: Ledger) -> tuple[Whole, Report, ShowSource]:
    """The show with all of its parts, and what is wrong with it. Records that have not changed are not read, unless
    something is found out about them that is not known of the last time: then they are read after all.
    """
    needed = set[str]()
    while True:
        source = with_ledger(load_source(job.folder, partial(keeper.spare, but=needed)), ledger)
        whole = Whole(released(merge(filled(source)), job.settings.now), keeper.parts, job.settings, keeper.envelopes)
        report = whole.report()
        if not whole.unplaced:
            return whole, report, source
        needed |= whole.unplaced


def _guarded(  # noqa: PLR0913, PLR0917 - what there is to compare
    feed: Feed, made: _Made, before: _Before, allowed: Allowed, job: Job, against: Feed | None
) -> Report:
    """What speaks against the feed, or is to be told of it, beside what is published."""
    old = before.cuts[0] if before.cuts else None
    judged = guard(
        feed,
        job.feed,
        allowed=allowed,
        ledger=made.ledger,
        taken_down=made.whole.withdrawn,
        against=against,
        days=job.settings.limits.moved_days,
        before=old,
        held=_held(made.whole, job.settings.now),
        records={part.checked.key: part.checked.files[0] for part in made.whole.parts},
    )
    lost = (*ledger_problems(made.ledger, job.feed), *lock_problems(made.report, feed, old, job.feed))
    return Report.of((*lost, *clash_problems(job.out, feed.path), *judged))


def _waiting(whole: Whole) -> list[str]:
    """The keys of the records that are drafts, or of later than now."""
    return [part.checked.key for part in whole.parts if part.episode is None and not part.is_withdrawn]


def _left_out(whole: Whole) -> tuple[LeftOut, ...]:
    """The episodes that are not published: for what they lack, or because it is not their time."""
    return (*whole.left_out, *(LeftOut(key, ()) for key in _waiting(whole)))


def _held(whole: Whole, now: datetime | None) -> dict[str, str]:
    """Why records make no episode that is published, by key: for whoever misses it."""
    waits = "its record is a draft" if now is None else f"its record is a draft, or dated later than {now.isoformat()}"
    return dict.fromkeys(_waiting(whole), waits) | {
        one.key: f"its record lacks {' and '.join(one.lacks)}" for one in whole.left_out
    }


def read_back(feed: Feed, published: Collection[bytes] = ()) -> tuple[Problem, ...]:
    """What feedkit's own reader finds wrong with the bytes that are about to be published.

    published: items that stand in the published feed, letter by letter; they were read back when they were new.
    """
    pieces = (feed.content,) if isinstance(feed.content, bytes) else feed.content
    return read_feed(b"".join(piece for piece in pieces if piece not in published), path=feed.path).problems


def _remember(look: Look, made: _Made, feed: Feed, report: Report) -> None:
    """Keep what a build came to, for the next one that has nothing to do."""
    lacks = tuple((one.key, one.lacks) for one in _left_out(made.whole))
    files = len(feed.assets) + len(feed.standing) + 2
    kept = Kept(report, _published_episodes(feed), lacks, made.whole.guesses, files)
    pieces = (feed.content,) if isinstance(feed.content, bytes) else feed.content
    look.remember(kept, elsewhere(made.source.file.__dict__), feed.standing, fingerprint_of(*pieces))


def _published_episodes(feed: Feed) -> int:
    return len(feed.show.episodes) if feed.show is not None else 0
