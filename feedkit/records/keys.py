"""Which words may be an episode's key: files are named after it, on every system, and addresses hold it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from feedkit.problems import Place, Problem, See
from feedkit.records.kinds import KEYS_ALIKE

MOST_CHARACTERS = 100
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|feedkit\.lock)(?:\.|$)", re.IGNORECASE)


def is_plain_key(text: str) -> bool:
    """Whether `text` is letters, digits, `.`, `_` and `-`, begins like a name, and names no device of Windows."""
    return len(text) <= MOST_CHARACTERS and _PLAIN.fullmatch(text) is not None and not _DEVICES.match(text)


def are_alike(keys: Collection[str]) -> bool:
    """Whether two keys differ by small and large letters alone."""
    return len({key.lower() for key in keys}) < len(keys)


def keys_alike(keyed: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A word on each key that is another's but for small and large letters. keyed: keys, and the paths of their records."""
    first: dict[str, tuple[str, str]] = {}
    for key, path in keyed:
        other, where = first.setdefault(key.lower(), (key, path))
        if other != key:
            message = f"the keys `{key}` and `{other}` are one name on systems that know no case"
            mend = "give one of the two records another file name or slug, before it is published"
            yield KEYS_ALIKE.at(Place(path), message, mend=mend, see=(See(Place(where), "the other one"),), field="key")
