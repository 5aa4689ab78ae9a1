"""Work on many things by several processes, with the results in the order of the things."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

ALONE_S = 0.5
"""So long one process works alone: to start others takes about as long."""
CHUNK = 8
"""Things that go to a process at once."""
AHEAD = 4
"""Chunks for each process that are under way; more would only fill memory with results that wait for their turn."""
MOST_ON_WINDOWS = 61
"""Processes that Windows can wait for; a pool of more is refused."""

COLLECTED = 250
"""Things after which a process looks for garbage; it takes as long as two of them."""
_COUNT = count(1)


def in_order(work: Callable[[T], R], things: Iterable[T], jobs: int) -> Iterator[R]:
    """The results of `work` for each of `things`, in their order; with more than one job, by so many processes.

    work and things must be such that they can be pickled. What `work` raises is raised here, in its turn.
    """
    rest = iter(things)
    started = monotonic()
    for thing in rest:
        yield _done(work, thing)
        if jobs > 1 and monotonic() - started > ALONE_S:
            break
    few = list(islice(rest, 2))
    if len(few) < 2:  # noqa: PLR2004 - one thing is not shared
        yield from (_done(work, thing) for thing in few)
    else:
        yield from _shared(work, chain(few, rest), jobs)


def _shared(work: Callable[[T], R], things: Iterator[T], jobs: int) -> Iterator[R]:
    """The results by processes. Where one is killed (for want of memory, say), what is open is begun once more."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fork has everything imported already; elsewhere than on Linux system libraries do not stand it.
    context = get_context("fork" if sys.platform == "linux" else None)
    chunks: deque[list[T]] = deque()
    waiting: deque[Future[list[R]]] = deque()
    most = min(jobs, MOST_ON_WINDOWS) if sys.platform == "win32" else jobs
    pool = ProcessPoolExecutor(most, context, _end_with_the_others)
    try:
        while chunk := list(islice(things, CHUNK)):
            chunks.append(chunk)
            waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) >= jobs * AHEAD:
                yield from _first(chunks, waiting)
        while waiting:
            yield from _first(chunks, waiting)
    except BrokenProcessPool:
        pass
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    yield from in_order(work, chain(chain.from_iterable(chunks), things), jobs)


def _first(chunks: deque[list[T]], waiting: deque[Future[list[R]]]) -> list[R]:
    """The results of the first chunk that is under way; it is under way no more once they are there."""
    results = waiting[0].result()
    waiting.popleft()
    chunks.popleft()
    return results


def _each(work: Callable[[T], R], things: list[T]) -> list[R]:
    return [_done(work, thing) for thing in things]


def _done(work: Callable[[T], R], thing: T) -> R:
    """The result of work. Readers keep what they make from the garbage collector, and with it things that hold each
    other: now and then these are looked for, so that memory does not grow with the number of things.
    """
    result = work(thing)
    if not next(_COUNT) % COLLECTED:
        gc.collect()
    return result


def _end_with_the_others() -> None:
    """Ctrl-C reaches every process of the terminal's, and the one that gathers the results says what there is to say.

    When that one is ended, the others are told by nobody: each looks whether it is still there.
    """
    from multiprocessing import parent_process
    from threading import Thread

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if (parent := parent_process()) is not None:
        Thread(target=_die_after, args=(parent.sentinel,), daemon=True).start()


def _die_after(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)
