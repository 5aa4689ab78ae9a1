"""How one says that a change is meant: `kind`, `kind:name`, `kind:*`, and `show/` before it where several are built."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from feedkit.errors import UsageError


class Meant(NamedTuple):
    """What somebody said is meant. show: '' for all that are built. name: '' where none was given."""

    show: str
    kind: str
    name: str


def read_allow(text: str) -> Meant:
    """Take apart what was said; nothing is checked."""
    head, _, name = text.partition(":")
    show, _, kind = head.rpartition("/")
    return Meant(show, kind, name)


def check_shows(allow: Sequence[str], shows: Collection[str]) -> None:
    """Raise UsageError where an allow is for a show that is not built."""
    for text in allow:
        show = read_allow(text).show
        if show and show not in shows:
            from difflib import get_close_matches

            near = get_close_matches(show, sorted(shows), n=1)
            hint = f"; did you mean `{near[0]}`?" if near else f"; there is {', '.join(sorted(shows)[:10])}"
            raise UsageError(f"`{text}` is for `{show}`, which is not built{hint}")
