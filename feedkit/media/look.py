"""From a file, wherever it lies, to the facts: one reader a format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from feedkit.media import images, lossless, mp3, mp4, ogg
from feedkit.media.facts import EMPTY, IMAGES, TYPES, Facts
from feedkit.media.magic import format_of
from feedkit.media.window import BytesWindow, FileWindow, OutOfReach, Window

_HEAD = 8192
_MARKED = 65_536
"""Of a picture, what its mark is made of: as much as is read of any file, so that it costs no further request."""

READERS: Mapping[str, Callable[[Window], Facts]] = {
    "mp3": mp3.read,
    "mp4": mp4.read,
    "ogg": ogg.read,
    "opus": ogg.read,
    "wav": lossless.read_wav,
    "flac": lossless.read_flac,
    "png": images.read_png,
    "jpeg": images.read_jpeg,
    "gif": images.read_gif,
    "webp": images.read_webp,
}


def look_at(window: Window) -> Facts:
    """What a file is and says of itself. Never raises for what the file holds.

    What the window cannot give stays None; a file that is cut off or broken says so in `faults`.
    """
    try:
        head = window.read(0, min(_HEAD, window.length if window.length is not None else _HEAD))
    except OutOfReach:
        return Facts(length=window.length)
    name = format_of(head)
    if name == EMPTY:
        return Facts(EMPTY, length=0, faults=("it is empty",))
    plain = Facts(name, TYPES.get(name, ""), window.length)
    found = _read(plain, window)
    return replace(found, mark=_mark_of(window)) if name in IMAGES else found


def _read(plain: Facts, window: Window) -> Facts:
    """The facts that the format's own reader finds. plain: what is known without it."""
    name = plain.format
    reader = READERS.get(name)
    if reader is None:
        return plain
    try:
        return reader(window)
    except OutOfReach:
        return plain
    except (IndexError, ValueError, OverflowError):  # a header whose fields are not there
        return replace(plain, faults=(f"its {name} header is broken",))


def _mark_of(window: Window) -> str:
    """The mark of a picture; '' where nobody knows how long it is, or where its beginning is out of reach."""
    if window.length is None:
        return ""
    try:
        head = window.read(0, min(_MARKED, window.length))
    except OutOfReach:
        return ""
    return hashlib.blake2b(b"%d " % window.length + head, digest_size=12).hexdigest()


def look_at_bytes(head: bytes, length: int | None = None) -> Facts:
    """The facts that the first bytes of a file give; `length` is the whole file's, where it is longer."""
    return look_at(BytesWindow(head, length))


def look_at_file(path: Path) -> Facts:
    """The facts of a file on disk. Raises OSError where it cannot be opened."""
    with FileWindow(path) as window:
        return look_at(window)
