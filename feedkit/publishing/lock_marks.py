"""What the parts of a show have of its lock: a probe of one episode is no news to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.feed.marks import ABSENT, digest_of
from feedkit.guessing.fill import JOURNAL_FILE, LOCK_FILE, lock_at
from feedkit.publishing.parts import Part
from feedkit.tags.element import Element

if TYPE_CHECKING:
    from feedkit.media.lock import Lock

_NAMED = LOCK_FILE.encode()


class LockMarks:
    """The lock of a show's folder, entry by entry. files: the fingerprints of its files, by path."""

    def __init__(self, folder: Path, shown: str, files: Mapping[str, str]) -> None:
        self._folder, self._shown = folder, shown
        self.paths = tuple(str(folder / name) for name in (LOCK_FILE, JOURNAL_FILE))
        self.whole = " ".join(files.get(path, ABSENT) for path in self.paths)
        """What tells one state of the lock from another."""

    @cached_property
    def _lock(self) -> Lock | None:
        return lock_at(self._folder, self._shown)

    def of(self, key: str, urls: Iterable[str]) -> str:
        """The hash of what the lock says of the addresses and the key of a record; '' where it says nothing."""
        found = [] if self._lock is None else [*_entries(self._lock, key, urls)]
        return digest_of(repr(found).encode("utf-8", "backslashreplace")) if found else ""

    def holds(self, line: bytes, mark: str, key: str, urls: Iterable[str]) -> bool:
        """Whether a part has nothing else of this lock. line: all that is kept of it; mark: what `of` was.

        What speaks of lines of the lock does not outlive it: they are others as soon as an entry is longer.
        """
        return _NAMED not in line and mark == self.of(key, urls)


def _entries(lock: Lock, key: str, urls: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for url in urls:
        if (answer := lock.answer(url)) is not None:
            yield url, answer
    for field, guesses in sorted(lock.guesses.items()):
        if key in guesses:
            yield field, guesses[key]


def addresses_of(part: Part) -> list[str]:
    """Whatever in a record and its episode may be an address, by which the lock may know something of it."""
    said = [] if part.draft is None else [layer.values for layer in part.draft.layers]
    made = [] if part.episode is None else [part.episode.__dict__]
    return sorted(set(_addresses_in([*said, *made])))


def _addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value.split(maxsplit=1)) == 1:
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _addresses_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _addresses_in(inner)
    elif isinstance(value, Element):
        yield from _addresses_in(value.__dict__)
