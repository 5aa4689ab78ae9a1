"""The collector is left alone while much is made, and memory does not grow without end for that."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from feedkit import memory

RING = 1000
"""Things that hold each other."""


class Thing:
    def __init__(self) -> None:
        self.other: Thing | None = None


def lost_ring() -> ref[Thing]:
    """A thing of a ring that nobody else holds."""
    with memory.without_collecting(all_stay=True):
        things = [Thing() for _ in range(RING)]
        for one, other in zip(things, [*things[1:], things[0]], strict=True):
            one.other = other
        return ref(things[0])


def test_a_process_that_goes_on_does_not_keep_what_is_out_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_NEW", 10 * RING)
    rings = [lost_ring() for _ in range(40)]
    assert 1 <= sum(ring() is not None for ring in rings) <= 12
    assert gc.isenabled()


def test_a_process_that_ends_soon_does_not_search() -> None:
    searches = sum(generation["collections"] for generation in gc.get_stats())
    with memory.without_collecting(all_stay=True):
        things = [[number] for number in range(100_000)]
    assert len(things) == 100_000
    assert sum(generation["collections"] for generation in gc.get_stats()) == searches
