"""Work that makes a great many objects and keeps them all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MOST_NEW = 1_000_000
"""Objects that stay unsearched; the records of a large network have half as many."""
_new = 0


@contextmanager
def without_collecting(*, all_stay: bool = False) -> Iterator[None]:
    """Leave the garbage collector off meanwhile: in what is made here it finds nothing, and looks again and again.

    A third of the time of a cold build of 2,000 records went into that. What goes out of use is freed all the same, but
    for the few things that hold each other. all_stay: at the end the new objects count among the old ones, as they would
    after a search, so that none is made for them; a process that goes on and on searches once there are very many.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if all_stay and not gc.get_freeze_count():
                _count_among_the_old()
            gc.enable()


def _count_among_the_old() -> None:
    global _new  # noqa: PLW0603 - the collector is the process's, and so is what it has not seen
    _new += gc.get_count()[0]
    if _new > MOST_NEW:
        gc.collect()
        _new = 0
    gc.freeze()
    gc.unfreeze()
