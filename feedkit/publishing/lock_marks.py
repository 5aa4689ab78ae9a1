"""What the parts of a show have of its lock: a probe of one episode is no news to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.feed.fingerprints import ABSENT, digest_of
from feedkit.guessing.fill import JOURNAL_FILE, lock_at
from feedkit.publishing.parts import Part
from feedkit.tags.codec import classes_in, plan_of
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.targets import LOCK_FILE

if TYPE_CHECKING:
    from feedkit.media.lock import Lock

ASKED = frozenset({"Enclosure", "Source", "Artwork", "TranscriptLink", "ChaptersLink"})
"""The elements whose files are asked for, as `media.asked` has them, which most builds do not import."""
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
    """Whatever in a record and its episode may be an address that the lock knows: of an enclosure, as it is written, and
    of every file that a probe asks for.
    """
    layers = () if part.draft is None else part.draft.layers
    said = [layer.values.get("enclosure") for layer in layers]
    made = [] if part.episode is None else [getattr(part.episode, name) for name in _fields_asked_for()]
    return sorted(set(_addresses_in([*said, *made])))


@cache
def _fields_asked_for() -> tuple[str, ...]:
    """The fields of an episode that hold elements whose files are asked for."""
    slots = plan_of(Episode).slots
    return tuple(name for name, slot in slots.items() if slot.element and _is_asked_for(slot.element))


def _is_asked_for(cls: type[Element]) -> bool:
    return any(inner.__name__ in ASKED for inner in classes_in(cls))


def _addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _addresses_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _addresses_in(inner)
    elif isinstance(value, Element):
        yield from _addresses_in(value.__dict__)
