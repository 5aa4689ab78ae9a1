"""What the ledger says was published, where the feed is gone, is no feed, or is older than its ledger."""

from __future__ import annotations

from dataclasses import replace

from feedkit.feed.document import Feed
from feedkit.guard.change import Diff, Memory
from feedkit.guard.diff import diff
from feedkit.guard.ledger import Entry, Ledger
from feedkit.guard.match import guids_of, identity
from feedkit.guard.table import REFUSED
from feedkit.tags.show import Show


def testified(ledger: Ledger, feed: Feed, memory: Memory) -> Diff:
    """What a feed would do to the episodes of the ledger: who they are is known, and nothing else of them."""
    return _refused(ledger, feed, memory)


def missing(ledger: Ledger, feed: Feed) -> tuple[Entry, ...]:
    """The entries that are published and whose guids the feed does not have."""
    guids = {*guids_of((feed.show or Show()).episodes)}
    return tuple(entry for entry in ledger.entries if not entry.gone and entry.guid not in guids)


def testified_alone(ledger: Ledger, feed: Feed, memory: Memory, published: Show) -> Diff:
    """What a feed would do to episodes that the ledger knows and the published feed does not: somebody put an older
    feed in its place, or cut it. Of a record whose guid changes meanwhile the diff of the two feeds tells.
    """
    seen = {*guids_of(published.episodes)}
    new = {episode.key for episode in (feed.show or Show()).episodes if identity(episode) not in seen}
    alone = tuple(one for one in missing(ledger, feed) if one.guid not in seen and one.key not in new)
    found = _refused(replace(ledger, entries=alone, show_guid=""), feed, memory)
    return replace(found, changes=tuple(change for change in found.changes if change.old is not None))


def _refused(ledger: Ledger, feed: Feed, memory: Memory) -> Diff:
    if not ledger.entries:
        return Diff()
    old = ledger.witness()
    found = diff(old, feed, memory)
    return Diff(found.of_kind(*REFUSED), old.path, feed.path, found.old_episodes, found.new_episodes)
