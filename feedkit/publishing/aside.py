"""Texts kept beside what is read at every build: one file to which new ones are appended, each read when it is asked for.

Of the fields of thousands of kept episodes nearly all are asked for never, and weigh more than everything else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from feedkit.feed.fingerprints import digest_of

Spot = tuple[int, int, str]
"""Where a text stands: the byte it begins at, how many bytes it has, and their hash."""
MOST_WASTE = 4_000_000
"""Bytes of texts that are of no use any more, up to which a file is not written anew."""


class LostError(Exception):
    """A kept text is not there any more, or not what it was."""


class Aside:
    """Texts by their keys. spots: where each stands. state: what the file looked like when they were written."""

    def __init__(self, path: Path, spots: Mapping[str, Spot] | None = None, state: Iterable[int] = ()) -> None:
        self.path, self.spots, self.state = path, dict(spots or {}), tuple(state)

    @property
    def is_there(self) -> bool:
        """Whether the file is the one that was written, by its size, times and inode."""
        return self.state != () and _state_of(self.path) == self.state

    def text(self, key: str) -> bytes:
        """A text. Raises LostError."""
        start, size, check = self.spots[key]
        try:
            with self.path.open("rb") as stream:
                stream.seek(start)
                found = stream.read(size)
        except OSError as error:
            raise LostError from error
        if digest_of(found) != check:
            raise LostError
        return found

    def after(self, new: Mapping[str, bytes], keep: Iterable[str]) -> Aside:
        """Write new texts; those of `keep` stay, and all others are forgotten. Raises OSError, LostError."""
        kept = {key: self.spots[key] for key in keep if key not in new}
        needed = sum(size for _, size, _ in kept.values()) + sum(map(len, new.values()))
        waste = self.state[0] - needed if self.state else 0
        if kept and self.is_there and waste <= max(needed, MOST_WASTE):
            return self._appended(new, kept)
        return self._anew({**{key: self.text(key) for key in kept}, **new})

    def _appended(self, new: Mapping[str, bytes], kept: dict[str, Spot]) -> Aside:
        if not new:
            return Aside(self.path, kept, self.state)
        with self.path.open("ab") as stream:
            start = stream.seek(0, os.SEEK_END)
            stream.writelines(new.values())
        return Aside(self.path, kept | _spots(new, start), _state_of(self.path))

    def _anew(self, texts: Mapping[str, bytes]) -> Aside:
        temporary = self.path.with_suffix(f".tmp-{os.getpid()}")
        with temporary.open("wb") as stream:
            stream.writelines(texts.values())
        temporary.replace(self.path)
        return Aside(self.path, _spots(texts, 0), _state_of(self.path))


def _spots(texts: Mapping[str, bytes], start: int) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for key, text in texts.items():
        found[key] = (start, len(text), digest_of(text))
        start += len(text)
    return found


def _state_of(path: Path) -> tuple[int, ...]:
    """() where there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
