"""Work that makes a great many objects and keeps them all."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MOST_NEW = 4_000_000
"""Blocks of memory that may have come since the last search; a show of 2,000 records takes a quarter of it."""
_after_search = 0


@contextmanager
def without_collecting(*, all_stay: bool = False) -> Iterator[None]:
    """Leave the garbage collector off meanwhile: in what is made here it finds nothing, and looks again and again.

    A third of the time of a cold build of 2,000 records went into that. What goes out of use is freed all the same, but
    for the few things that hold each other. all_stay: at the end the new objects count among the old ones, as they would
    after a search, so that none is made for them; a process that goes on and on searches once it has become much larger.
    """
    was_on = gc.isenabled()
    if was_on and all_stay:
        _search_if_large()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if all_stay and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _search_if_large() -> None:
    global _after_search  # noqa: PLW0603 - memory is the process's, and so is what has been searched
    if sys.getallocatedblocks() > _after_search + MOST_NEW:
        gc.collect()
        _after_search = sys.getallocatedblocks()
