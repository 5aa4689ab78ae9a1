"""Files of the cache, and the hashes by which it knows files. Imported before everything else in a build, so it imports little."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

MOST_BYTES = 33_554_432
"""Of one input; larger files, and those that `MEDIA` names, count by size and time of change."""
MEDIA = (".mp3", ".m4a", ".mp4", ".m4v", ".mov", ".ogg", ".opus", ".wav", ".flac", ".jpg", ".jpeg", ".png", ".webp")
ABSENT = "absent"
"""The fingerprint of a file that is not there."""
TEMPORARY = ".tmp-"
"""What the name of a file has in it that is not whole yet."""


def line_of(value: dict[str, Any]) -> bytes:
    """A value as a line of a cache file: its hash, and what it is."""
    text = _json_of(value)
    return b"%s\t%s" % (digest_of(text).encode("ascii"), text)


def value_of(line: bytes) -> Any:
    """The value of such a line; ValueError where it is not as it was written."""
    check, _, text = line.partition(b"\t")
    if check.decode("ascii", "replace") != digest_of(text):
        raise ValueError("the line is damaged")
    return json.loads(text)


def _json_of(value: Any) -> bytes:
    """A value as JSON, by a writer that takes a quarter of the time where that has been imported."""
    faster = sys.modules.get("pydantic_core")
    with suppress(ValueError):  # it refuses lone surrogates
        if faster is not None:
            return cast("bytes", faster.to_json(value))
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write a cache file, whole or not at all; each line with an end. Raises OSError."""
    path.parent.mkdir(exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", "utf-8")
    temporary = path.with_suffix(f"{TEMPORARY}{os.getpid()}")
    with temporary.open("wb") as stream:
        for line in lines:
            stream.write(line)
            stream.write(b"\n")
    temporary.replace(path)


def hash_of(content: bytes) -> str:
    """BLAKE2b, 16 bytes, in hexadecimal digits; the hash of items in ledgers."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_of(*pieces: bytes | memoryview) -> str:
    """SHA-256, 16 bytes of it, in hexadecimal digits; for what never leaves the cache: processors hash so by themselves."""
    total = hashlib.sha256(pieces[0] if pieces else b"", usedforsecurity=False)
    for piece in pieces[1:]:
        total.update(piece)
    return total.hexdigest()[:32]


def fingerprint_of(*pieces: bytes) -> str:
    """As `fingerprint` of an ordinary file that holds just that."""
    return f"{digest_of(*pieces)} {sum(map(len, pieces))}"


def fingerprint(path: str | Path) -> str:
    """What tells one state of a file from another; of a link it is its target's."""
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of files are looked at, and a path object takes its time
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES or str(path).lower().endswith(MEDIA):
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(descriptor, status.st_size + 1)
    finally:
        os.close(descriptor)
    return fingerprint_of(content)
