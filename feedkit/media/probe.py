"""Many addresses asked at once: a few threads, two at a time per host, and each answer told as it comes."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from feedkit.media.addresses import Allowed
from feedkit.media.exchange import examine
from feedkit.media.fetch import Fetcher
from feedkit.media.limits import Limits
from feedkit.media.lock import Lock, key_of
from feedkit.media.served import Answer, Asked, Served

_Done = queue.SimpleQueue[Served | BaseException]


def probe(  # noqa: PLR0913 - all but two by name
    requests: Iterable[Asked],
    lock: Lock,
    *,
    now: datetime,
    limits: Limits | None = None,
    allow_private: Allowed = False,
    on_result: Callable[[Served], None] | None = None,
) -> Lock:
    """Ask all addresses, each once, and return the lock with what they said.

    now: written to new answers; with a zone. on_result: called in this thread, as answers come; what it raises ends
    the probe. An address that fails keeps its old answer, and never stops the others; its `Served` says why.
    """
    limits = limits or Limits()
    unique = {key_of(asked.url): asked for asked in reversed(list(requests))}
    line = _Line(reversed(unique.values()), limits.per_host)
    answers = dict(lock.answers)

    def keep(served: Served) -> None:
        if served.answer is not None:
            answers[key_of(served.url)] = served.answer
        if on_result is not None:
            on_result(served)

    done: _Done = queue.SimpleQueue()
    with Fetcher(limits, allow_private=allow_private) as fetcher:
        for _ in range(min(limits.workers, len(unique))):
            work = _worker(line, done, fetcher, lock, now.astimezone(UTC))
            threading.Thread(target=work, daemon=True).start()
        try:
            _collect(done, len(unique), keep)
        finally:
            line.close()
    return lock.with_answers(answers)


def _collect(done: _Done, count: int, keep: Callable[[Served], None]) -> None:
    """Take `count` outcomes as they come. An interrupt still takes those that are there already."""
    try:
        for _ in range(count):
            served = done.get()
            if isinstance(served, BaseException):
                raise served
            keep(served)
    except KeyboardInterrupt:
        while not done.empty():
            served = done.get()
            if isinstance(served, Served):
                keep(served)
        raise


def _worker(line: _Line, done: _Done, fetcher: Fetcher, lock: Lock, now: datetime) -> Callable[[], None]:
    def work() -> None:
        while (asked := line.take()) is not None:
            try:
                known = lock.answer(asked.url)
                done.put(_settled(examine(fetcher, asked, known, now), known))
            except BaseException as error:  # noqa: BLE001 - a bug of ours belongs to the thread that waits
                done.put(error)
            finally:
                line.leave(asked)

    return work


def _settled(served: Served, known: Answer | None) -> Served:
    """An answer that differs from the known one in nothing but its time is the known one."""
    if served.answer is not None and known is not None and replace(served.answer, when=known.when) == known:
        return replace(served, answer=known, unchanged=True)
    return served


class _Line:
    """Addresses that wait, by host; a worker takes the next whose host has room."""

    def __init__(self, asked: Iterable[Asked], per_host: int) -> None:
        self._waiting: dict[str, deque[Asked]] = {}
        for one in asked:
            self._waiting.setdefault(_host(one), deque()).append(one)
        self._busy = dict.fromkeys(self._waiting, 0)
        self._per_host = per_host
        self._changed = threading.Condition()

    def take(self) -> Asked | None:
        """The next address; None when there are no more. Waits where all hosts are busy."""
        with self._changed:
            while self._waiting:
                for host, asked in self._waiting.items():
                    if self._busy[host] < self._per_host:
                        self._busy[host] += 1
                        one = asked.popleft()
                        if not asked:
                            del self._waiting[host]
                        return one
                self._changed.wait()
            return None

    def leave(self, asked: Asked) -> None:
        """Say that an address is done with."""
        with self._changed:
            self._busy[_host(asked)] -= 1
            self._changed.notify_all()

    def close(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()


def _host(asked: Asked) -> str:
    try:
        return urlsplit(asked.url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
