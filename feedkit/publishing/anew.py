"""A show built, judged, compared with what is published, and written: from what changed in its records to its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from feedkit.check import check_show
from feedkit.errors import InvalidRecord, WriteError
from feedkit.feed.build import LeftOut
from feedkit.feed.cache import Job, Look, elsewhere
from feedkit.feed.document import Feed
from feedkit.feed.entry import Kept
from feedkit.feed.fingerprints import fingerprint_of
from feedkit.feed.items import by_hash, cut_items
from feedkit.feed.paging import archive_pages
from feedkit.feed.read import read_feed
from feedkit.guard.allow import Allowed
from feedkit.guard.ledger import NAME as LEDGER
from feedkit.guard.ledger import Ledger, recall, says_as_much, with_ledger
from feedkit.guard.verdict import guard
from feedkit.guessing.fill import filled
from feedkit.merge import merge
from feedkit.problems import Level, Problem, Report
from feedkit.publishing.aside import LostError
from feedkit.publishing.kept import Keeper, forget
from feedkit.publishing.lockfile import locked
from feedkit.publishing.obstacles import (
    clash_problems,
    ledger_problems,
    link_problems,
    stuck_problems,
    withdrawn_problems,
    write_problem,
)
from feedkit.publishing.outcome import Outcome
from feedkit.publishing.parts import Whole
from feedkit.publishing.release import released
from feedkit.publishing.write import write_feed
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


def _publish(look: Look, *, force: bool, allow: Sequence[str], against: Feed | None) -> Outcome:
    look.look_again()
    job, published = look.job, look.job.feed
    files = (published, *archive_pages(published)) if published.is_file() else ()
    cuts = [cut_items(path.read_bytes()) for path in files]
    items = by_hash(cuts)
    hashes = {item: one for one, item in items.items()}
    ledger = recall(job.beside / LEDGER, published, items)
    keeper = Keeper(look, ledger, items)
    whole, report, source = _made(job, keeper, ledger)
    named = ledger.with_keys(whole.show.episodes)
    if named is not ledger and not says_as_much(named, ledger, source):
        # the published feed knows episodes, by their media, whose records say no guid: a lost ledger, or another's feed
        keeper = Keeper(look, named, items)
        whole, report, source = _made(job, keeper, named)
    feed, ledger = whole.feed(), named
    unknown = withdrawn_problems(source.file.withdrawn, ledger, source.keys, f"{source.path}/{SHOW_FILE}")
    report += Report.of((*read_back(feed, hashes), *link_problems(job.out, feed.path), *unknown))
    compare = partial(guard, feed, published, ledger=ledger, taken_down=whole.withdrawn, against=against)
    held = _held(whole, job.settings.now)
    records = {part.checked.key: part.checked.files[0] for part in whole.parts}
    limit = job.settings.limits.moved_days
    allowed = Allowed(allow, job.folder.name)
    judged = compare(allowed=allowed, days=limit, before=cuts[0] if cuts else None, held=held, records=records)
    found = (*ledger_problems(ledger, published), *clash_problems(job.out, feed.path), *judged)
    guarded = Report.of((p._replace(level=min(p.level, Level.WARNING)) for p in found) if force else found)
    if not guarded.ok:
        return Outcome(job.folder.name, report + guarded, allowed=allowed.uses)
    after = ledger.after(feed, hashes)
    try:
        written = write_feed(feed, job.out, ledger=after.to_bytes())
    except WriteError as error:
        report += guarded + Report.of([write_problem(error, job.out)])
        return Outcome(job.folder.name, report, allowed=allowed.uses)
    keeper.remember(whole, source, after)
    if not written.stuck and says_as_much(after, ledger, source):
        pieces = (feed.content,) if isinstance(feed.content, bytes) else feed.content
        kept = _kept(whole, feed, report)
        look.remember(kept, elsewhere(source.file.__dict__), feed.standing, fingerprint_of(*pieces))
    guarded += Report.of(stuck_problems(written.stuck, job.out))
    episodes = len(feed.show.episodes) if feed.show is not None else 0
    left_out = _left_out(whole)
    return Outcome(job.folder.name, report + guarded, written, episodes, left_out, whole.guesses, allowed.uses)


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


def _kept(whole: Whole, feed: Feed, report: Report) -> Kept:
    """What a build came to, for the next one that has nothing to do."""
    lacks = tuple((one.key, one.lacks) for one in _left_out(whole))
    files = len(feed.assets) + len(feed.standing) + 2
    return Kept(report, len(feed.show.episodes) if feed.show is not None else 0, lacks, whole.guesses, files)
