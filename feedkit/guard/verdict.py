"""What a new feed must not do to the one that is published already, unless somebody allows it by name.

The diff finds what changed; here stands what it is compared with, and `refusals.py` says what is refused.
"""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from feedkit.feed.document import Feed
from feedkit.feed.files import is_archive_page
from feedkit.feed.items import Cut, cut_items, without_shared
from feedkit.feed.paging import archive_pages, read_published
from feedkit.feed.read import read_feed
from feedkit.guard.allow import Allowed
from feedkit.guard.change import Diff, Memory
from feedkit.guard.diff import DATE_DAYS, diff
from feedkit.guard.kinds import MOVED
from feedkit.guard.ledger import Ledger
from feedkit.guard.match import identity
from feedkit.guard.neighbours import among_others
from feedkit.guard.refusals import judged, judged_no_feed
from feedkit.guard.table import REFUSED
from feedkit.guard.witness import missing, testified, testified_alone
from feedkit.problems import Level, Problem


def guard(  # noqa: PLR0913 - all but two by name
    feed: Feed,
    published: Path,
    *,
    allowed: Allowed | None = None,
    ledger: Ledger | None = None,
    taken_down: Collection[str] = (),
    against: Feed | None = None,
    days: float = DATE_DAYS,
    before: Cut | None = None,
    held: Mapping[str, str] | None = None,
    records: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Compare a feed with the file it is about to replace; a problem of level error means: do not replace it.

    allowed: what is meant; it is told as info then. ledger: what was published, as a second witness of what the file does
    not have. taken_down: the episodes that go on purpose. against: another version, whose differences are told instead of
    the file's. days: by how much a date may move. before: the published file, where somebody has cut it already. held: why
    records make no episode, by key. records: their paths, by key.
    Raises OSError where the file cannot be read.
    """
    ledger = ledger or Ledger()
    memory = replace(ledger.memory, taken_down=taken_down, held=held or {})
    case = _Case(feed, published, allowed or Allowed(), ledger, memory, days, records or {})
    found = [*case.with_published(before)]
    others = among_others(feed, published, ledger, moved=any(one.rule == MOVED.rule for one in found))
    found += case.judged(Diff(tuple(others)), Feed(published.as_posix(), b""))
    if against is not None:
        found = [problem for problem in found if problem.level == Level.ERROR]
        found += replace(case, memory=replace(memory, pictures={})).with_version(against)
    return tuple(found)


def compared(old: Feed, new: Feed, *, days: float = DATE_DAYS) -> tuple[Problem, ...]:
    """Compare two feeds of which neither needs to be published. days: by how much a date may move."""
    case = _Case(new, Path(old.path), Allowed(), Ledger(), Memory(), days, {})
    return tuple(case.with_version(old))


@dataclass(frozen=True, slots=True)
class _Case:
    """A feed, and all that is known of whether it may be published."""

    feed: Feed
    published: Path
    allowed: Allowed
    ledger: Ledger
    memory: Memory
    days: float
    records: Mapping[str, str]

    def judged(self, found: Diff, old: Feed) -> Iterable[Problem]:
        """What is to be said of a diff. old: the feed before, for places."""
        return judged(found, old, self.allowed, self.records)

    def with_published(self, before: Cut | None) -> Iterator[Problem]:
        """The feed beside the published one, and beside what the ledger says of that. before: it, cut."""
        witness, published = Feed(self.ledger.path, b""), self.published
        if not published.exists():
            yield from self.judged(testified(self.ledger, self.feed, self.memory), witness)
            return
        if not published.is_file() and not published.is_dir():  # a pipe would keep us waiting
            raise OSError(errno.EINVAL, "it is no ordinary file", published.as_posix())
        before = before or cut_items(published.read_bytes())
        is_paged = bool(archive_pages(published)) or any(is_archive_page(name) for name in self.feed.assets)
        found = None if is_paged else self._quick_diff(before)
        if found is not None and not found.of_kind(*REFUSED):
            yield from self.judged(found, Feed(published.as_posix(), b""))
            if not missing(self.ledger, self.feed):
                return
            old = read_published(published)
        else:
            old = read_published(published)
            yield from self.with_version(old)
        if old.show is None:
            yield from self.judged(testified(self.ledger, self.feed, self.memory), witness)
        else:
            yield from self.judged(testified_alone(self.ledger, self.feed, self.memory, old.show), witness)

    def with_version(self, old: Feed) -> Iterable[Problem]:
        """The feed beside another version of it."""
        if old.show is None:
            return (judged_no_feed(old, self.allowed),)
        return self.judged(diff(old, _read_back(self.feed, self.feed.xml, None), self.memory, days=self.days), old)

    def _quick_diff(self, before: Cut) -> Diff | None:
        """Compare what is not the same letter by letter; None where that cannot be done. It knows no places."""
        feed, memory = self.feed, self.memory
        episodes = feed.show.episodes if feed.show is not None else ()
        if any(memory.keys.get(identity(episode), episode.key) != episode.key for episode in episodes):
            return None  # a record has another's guid, though the feed may look the same
        old_rest, new_rest, shared = without_shared(before, cut_items(feed.content))
        old = read_feed(old_rest)
        if not shared or old.show is None:
            return None
        return diff(old, _read_back(feed, new_rest, shared), replace(memory, unchanged=shared), days=self.days)


def _read_back(feed: Feed, xml: bytes, shared: int | None) -> Feed:
    """The feed as readers will see it, its episodes with their keys. shared: how many of its items `xml` leaves out."""
    read = read_feed(xml, path=feed.path)
    if read.show is None or feed.show is None:
        return feed
    shows = (read.show, *(show for page in _pages_of(feed) if (show := read_feed(page).show) is not None))
    episodes = [episode for show in shows for episode in show.episodes]
    keys = {identity(episode): episode.key for episode in feed.show.episodes}
    if len(episodes) + (shared or 0) != len(feed.show.episodes):
        return feed
    keyed = (episode.model_copy(update={"key": keys.get(identity(episode), "")}) for episode in episodes)
    show = read.show.model_copy(update={"episodes": tuple(keyed)})
    return replace(read, show=show, pictures=feed.pictures)


def _pages_of(feed: Feed) -> list[bytes]:
    """The archive pages that were built with a feed, the newest first."""
    names = sorted(filter(is_archive_page, feed.assets), key=lambda name: (len(name), name), reverse=True)
    return [feed.assets[name] for name in names]
