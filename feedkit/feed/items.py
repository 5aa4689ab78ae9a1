"""A feed cut at its items, without reading it: what two versions share byte by byte needs no comparing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from feedkit.feed.fingerprints import hash_of

_START = b"\n    <item>\n"
_STARTS = re.compile(re.escape(_START))
_TAIL = b"\n  </channel>"


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands before the first item, the items, each with the line end after it, and what stands after the last.

    The layout is that of `feed/build.py`; of a feed with another one everything is head.
    """

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes


def cut_items(xml: bytes | tuple[bytes, ...]) -> Cut:
    """Cut a feed; the parts in their order are the feed. One that was built is in pieces already."""
    if isinstance(xml, tuple):
        return Cut(xml[0], xml[1:-1], xml[-1])
    start, end = xml.find(_START), xml.rfind(_TAIL)
    if start < 0 or end < start:
        return Cut(xml, (), b"")
    starts = [found.start() + 1 for found in _STARTS.finditer(xml, start, end)]
    ends = (*starts[1:], end + 1)
    items = tuple([xml[first:after] for first, after in zip(starts, ends, strict=True)])
    return Cut(xml[: start + 1], items, xml[end + 1 :])


def by_hash(cuts: Iterable[Cut]) -> dict[str, bytes]:
    """The items of feeds, by the hash of their bytes."""
    return {hash_of(item): item for cut in cuts for item in cut.items}


def without_shared(first: Cut, second: Cut) -> tuple[bytes, bytes, int]:
    """Both feeds without the items that stand in each of them, letter by letter; and how many items that were."""
    shared = Counter(first.items) & Counter(second.items)
    return _without(first, shared), _without(second, shared), shared.total()


def _without(cut: Cut, shared: Counter[bytes]) -> bytes:
    left = Counter(shared)
    rest: list[bytes] = []
    for item in cut.items:
        if left[item]:
            left[item] -= 1
        else:
            rest.append(item)
    return b"".join((cut.head, *rest, cut.tail))
