"""How one says that a change is meant: `kind`, `kind:name`, `kind:*`, and `show/` before it where several are built."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from feedkit.errors import UsageError
from feedkit.guard.change import Change
from feedkit.guard.table import REFUSED, ROWS
from feedkit.guard.words import quoted

NOT_FEED = "not-a-feed"
"""What a predecessor is called that is no feed."""


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


class Allowed:
    """What somebody named as meant for one show, and which of it was of use.

    Raises UsageError for what names no kind of change, or no episode where it must.
    """

    def __init__(self, allow: Sequence[str] = (), show: str = "") -> None:
        self._given: dict[str, str] = {}
        self._used = set[str]()
        for text in allow:
            meant = read_allow(text)
            _check_known(text, meant)
            if meant.show in ("", show):
                self._given[f"{meant.kind}:{meant.name}" if meant.name else meant.kind] = text

    def covers(self, change: Change) -> bool:
        """Whether a change is meant; a change of the show needs no name."""
        wanted = {f"{change.kind}:*", *(f"{change.kind}:{name}" for name in change.names)}
        wanted |= {f"{change.kind}:{quoted(name)}" for name in change.names}
        if not change.names:
            wanted.add(change.kind)
        return self._covers(wanted)

    def covers_no_feed(self) -> bool:
        """Whether a predecessor that is no feed may be replaced."""
        return self._covers({NOT_FEED, f"{NOT_FEED}:*"})

    def _covers(self, wanted: Collection[str]) -> bool:
        found = self._given.keys() & wanted
        self._used |= found
        return bool(found)

    @property
    def uses(self) -> Mapping[str, bool]:
        """Whether each allow that is for this show was of use so far."""
        return {text: one in self._used for one, text in self._given.items()}


def _check_known(text: str, meant: Meant) -> None:
    if meant.kind not in REFUSED and meant.kind != NOT_FEED:
        known = ", ".join((*REFUSED, NOT_FEED))
        raise UsageError(f"`{text}` allows nothing that is known; write one of {known}, and `:` with a name or `*`")
    if meant.kind in REFUSED and not meant.name and not ROWS[meant.kind].of_show:
        raise UsageError(f"`{text}` names no episode; write `{meant.kind}:NAME`, or `{meant.kind}:*` for all")
