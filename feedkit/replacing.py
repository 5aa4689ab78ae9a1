"""Putting a file in another's place, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from feedkit.errors import WriteError


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to a file beside `path`, and rename it; the file keeps its mode, a link keeps pointing at it.

    What is no ordinary file (`/dev/stdout`) is written to as it is. Raises WriteError where the folder does not take
    the file; what `pieces` raises passes through. Either way the file stays as it was.
    """
    target = Path(os.path.realpath(path))
    aside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        if target.exists() and not target.is_file():
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        with aside.open("wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            aside.chmod(target.stat().st_mode)
        aside.replace(target)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError) -> WriteError:
    return WriteError(f"cannot write {path.as_posix()}: {(error.strerror or str(error)).lower()}")
