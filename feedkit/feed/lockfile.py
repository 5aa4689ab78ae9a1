"""One build at a time in a folder of feeds. The lock is on the folder itself: no file stays behind, no dead process holds it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feedkit.errors import WriteError

try:
    import fcntl
except ImportError:  # Windows has no such locks; two builds at once are not kept apart there
    fcntl = None  # type: ignore[assignment]  # said above

LONGEST_WAIT_S = 120.0
_PAUSE_S = 0.05


@contextmanager
def locked(directory: Path, *, wait_s: float = LONGEST_WAIT_S) -> Iterator[None]:
    """Hold the folder of feeds, which is made where it is missing; waits for another build at most `wait_s` seconds.

    Raises WriteError where the folder cannot be had. The kernel gives the lock back when a process ends, however it ends.
    """
    descriptor = _open(directory)
    try:
        if fcntl is not None:
            _wait_for(descriptor, directory, wait_s)
        yield
    finally:
        with suppress(OSError):
            os.close(descriptor)


def _open(directory: Path) -> int:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return os.open(directory, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mend = "" if isinstance(error, PermissionError) else "name another folder with `--out`"
        message = f"cannot use the folder {directory.as_posix()}: {reason}; nothing was written"
        raise WriteError(message, mend) from error


def _wait_for(descriptor: int, directory: Path, wait_s: float) -> None:
    until = time.monotonic() + wait_s
    while not _taken(descriptor, directory):
        if time.monotonic() >= until:
            message = (
                f"another build has been writing to {directory.as_posix()} for {wait_s:.0f} s; nothing was written"
            )
            raise WriteError(message, "wait for it, or end it")
        time.sleep(_PAUSE_S)


def _taken(descriptor: int, directory: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise WriteError(f"cannot lock {directory.as_posix()}: {(error.strerror or str(error)).lower()}") from error
    return True
