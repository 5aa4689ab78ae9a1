"""The other shows in a folder of feeds: whether one of them is this show under another name, or has its address."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from feedkit.feed.document import Feed
from feedkit.feed.fast_json import read_json
from feedkit.feed.files import LEDGER
from feedkit.guard.change import Change
from feedkit.guard.diff import own_address
from feedkit.guard.ledger import Ledger
from feedkit.tags.identity import podcast_guid
from feedkit.tags.show import Show

MOST_HEAD_BYTES = 1000
"""Of a ledger, in which it says whose it is."""


def among_others(feed: Feed, published: Path, ledger: Ledger, *, moved: bool) -> Iterator[Change]:
    """What the other shows of the folder have to do with a feed. They are asked where it is new, or moves: rarely."""
    show = feed.show or Show()
    if not ledger.entries and not published.exists():
        yield from _renamed(show, published)
    if moved:
        yield from _in_anothers_place(show, published)


def _renamed(show: Show, published: Path) -> Iterator[Change]:
    """A change where a show is published for the first time, and is there already under another name."""
    before = _published_as(show.guid or "", published)
    if before:
        after = published.with_suffix("").as_posix()
        yield Change("feed-renamed", before=(published.parent / before).as_posix(), after=after)


def _in_anothers_place(show: Show, published: Path) -> Iterator[Change]:
    """A change where a feed would say that it stands at the address that another feed was first published at."""
    address = own_address(show)
    other = _published_as(podcast_guid(address), published) if address else ""
    if other:
        yield Change("other-show", before=published.stem, after=other, count=len(show.episodes))


def _published_as(guid: str, published: Path) -> str:
    """The name of another feed of that folder whose ledger has this show guid; '' where there is none."""
    with suppress(OSError):
        beside = sorted(path for path in published.parent.iterdir() if path.name != published.stem)
        return next((path.name for path in beside if guid and _show_guid(path / LEDGER) == guid), "")
    return ""


def _show_guid(ledger: Path) -> str:
    try:
        if not stat.S_ISREG(ledger.lstat().st_mode):
            return ""
        with ledger.open("rb") as stream:
            head = read_json(stream.readline(MOST_HEAD_BYTES).decode("utf-8", errors="replace"))
    except (OSError, ValueError):
        return ""
    return str(head.get("show", "")) if isinstance(head, dict) else ""
