"""What two versions of a feed can differ in: the facts that a diff finds, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from feedkit.guard.table import REFUSED


@dataclass(frozen=True, slots=True)
class Change:
    """One fact. kind: `added`, `guid-changed` …, as the table has them.

    names: what people may call the episode, the best name first (key, number, guids); () for a change of the show.
    before, after: the values in words. old, new: indexes of the episode in both feeds, None where it is in one only.
    count: how many episodes are meant, where one sentence is enough for all.
    """

    kind: str
    names: tuple[str, ...] = ()
    title: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    old: int | None = None
    new: int | None = None
    count: int = 1

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""

    @property
    def is_refused(self) -> bool:
        return self.kind in REFUSED


@dataclass(frozen=True)
class Diff:
    """Two feeds compared. changes: those of the show first, then the episodes' in the new feed's order."""

    changes: tuple[Change, ...] = ()
    old_path: str = ""
    new_path: str = ""
    old_episodes: int = 0
    new_episodes: int = 0
    counts: Counter[str] = field(init=False, default_factory=Counter, compare=False)

    def __post_init__(self) -> None:
        for change in self.changes:
            self.counts[change.kind] += change.count

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of_kind(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


@dataclass(frozen=True)
class Memory:
    """What is known of a show beyond its last feed, from the ledger; all empty without one.

    keys: the record's key of each guid. withdrawn: guids that were published once and are not any more. taken_down: what
    people call the episodes that they take down on purpose: keys, numbers, guids.
    unchanged: how many episodes both feeds share that are not among those compared. pictures: the marks of those that
    were published, by address.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Collection[str] = ()
    unchanged: int = 0
    taken_down: Collection[str] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)

    def guid_of(self, key: str) -> str:
        """The guid under which a record's episode is published; '' where it is not."""
        return self._by_key.get(key, "")

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {key: guid for guid, key in self.keys.items() if key and guid not in self.withdrawn}
