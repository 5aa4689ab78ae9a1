"""Which words may be an episode's key: files are named after it, on every system, and addresses hold it."""

from __future__ import annotations

import re

MOST_CHARACTERS = 100
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|feedkit\.lock)(?:\.|$)", re.IGNORECASE)


def is_plain_key(text: str) -> bool:
    """Whether `text` is letters, digits, `.`, `_` and `-`, begins like a name, and names no device of Windows."""
    return len(text) <= MOST_CHARACTERS and _PLAIN.fullmatch(text) is not None and not _DEVICES.match(text)
