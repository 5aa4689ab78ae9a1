"""Reading what stands where feedkit writes: ordinary files only, no links, no waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def read_regular(path: Path, most: int, least: int = 0) -> bytes | None:
    """The content of an ordinary file; None where there is none, where it is a link, or something else, or its size is
    not between `least` and `most` bytes.

    Raises OSError where it is there and cannot be read. A FIFO does not block.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        descriptor = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        is_wanted = stat.S_ISREG(status.st_mode) and least <= status.st_size <= most
        return stream.read() if is_wanted else None
