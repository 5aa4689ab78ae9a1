"""A file that is read in parts, wherever it lies; the readers of formats know nothing else of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol, Self


class OutOfReach(Exception):
    """A part of a file that cannot be had: the server gives no ranges, or the reader has asked for enough."""


class Window(Protocol):
    """A file, of which any part can be asked for. length: in bytes; None where nobody says."""

    @property
    def length(self) -> int | None: ...

    def read(self, start: int, size: int) -> bytes:
        """At most `size` bytes from `start`; fewer only at the end of the file. Raises OutOfReach."""
        ...


class BytesWindow:
    """The first bytes of a file, or all of it."""

    def __init__(self, head: bytes, length: int | None = None) -> None:
        self._head = head
        self.length = len(head) if length is None else length

    def read(self, start: int, size: int) -> bytes:
        end = min(start + size, self.length)
        if end > len(self._head):
            raise OutOfReach(f"only the first {len(self._head)} bytes are at hand")
        return self._head[start:end]


class FileWindow:
    """A file on disk; to be used with `with`. Raises OSError for what cannot be opened or is no ordinary file."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        found = os.fstat(self._descriptor)
        if not stat.S_ISREG(found.st_mode):
            os.close(self._descriptor)
            raise OSError(f"{path} is not an ordinary file")
        self.length = found.st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def read(self, start: int, size: int) -> bytes:
        os.lseek(self._descriptor, start, os.SEEK_SET)
        with open(self._descriptor, "rb", buffering=0, closefd=False) as file:
            return file.read(size)
