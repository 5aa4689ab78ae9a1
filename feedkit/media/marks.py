"""The marks of pictures, from the lock: a build wants nothing else of it here, and need not read the whole of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from feedkit.targets import LOCK_FILE

_ADDRESS, _MARK = "  ", "    mark: "


def marks_of(folder: Path, urls: Iterable[str]) -> dict[str, str]:
    """The mark of each picture that was probed, by its address. folder: the show's.

    A lock that is not there, cannot be read, or was laid out by somebody else has none.
    """
    path = folder / LOCK_FILE
    if not path.is_file():
        return {}
    from feedkit.media.lock import MOST_BYTES, key_of

    with suppress(OSError, UnicodeDecodeError):
        if path.stat().st_size <= MOST_BYTES:
            known = dict(_marks_in(path.read_text("utf-8")))
            return {url: known[key_of(url)] for url in urls if key_of(url) in known}
    return {}


def _marks_in(text: str) -> Iterator[tuple[str, str]]:
    """Addresses with their marks, line by line, as `lock.write_text` lays them out."""
    address = ""
    for line in text.split("\n") if _MARK in text else ():
        if line.startswith(_MARK) and address:
            yield address, line.removeprefix(_MARK).strip('"')
        elif line.startswith(_ADDRESS) and line[2:3] != " ":
            address = line.strip().removesuffix(":")
            with suppress(ValueError):
                address = str(json.loads(address))
