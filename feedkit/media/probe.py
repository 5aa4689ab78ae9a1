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

_Done = queue.SimpleQueue[BaseException | None]


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

    now: written to new answers; with a zone. on_result: called as answers come, one at a time, by the threads that got
    them, since no Ctrl-C reaches these and each finished answer is kept; what it raises ends the probe. An address that
    fails keeps its old answer, as does one that shows an error page or half a file, and never stops the others; its `Served` says why.
    """
    limits = limits or Limits()
    unique: dict[str, Asked] = {}
    for one in sorted(requests, key=lambda one: one.kind == "page"):  # what is media, too, is asked for as that
        unique.setdefault(key_of(one.url), one)
    line = _Line(unique.values(), limits.per_host)
    keeper = _Keeper(dict(lock.answers), on_result)
    done: _Done = queue.SimpleQueue()
    with Fetcher(limits, allow_private=allow_private) as fetcher:

        def ask(asked: Asked) -> None:
            known = lock.answer(asked.url)
            keeper.keep(_settled(examine(fetcher, asked, known, now.astimezone(UTC)), known))

        for _ in range(min(limits.workers, len(unique))):
            threading.Thread(target=_work, args=(line, done, ask), daemon=True).start()
        try:
            _wait(done, len(unique))
        finally:
            line.close()
            keeper.close()
    return lock.with_answers(keeper.answers)


class _Keeper:
    """Keeps one answer at a time; once it is closed, none is half kept and no other is."""

    def __init__(self, answers: dict[str, Answer], on_result: Callable[[Served], None] | None) -> None:
        self.answers = answers
        self._on_result = on_result
        self._keeping = threading.Lock()
        self._is_closed = False

    def keep(self, served: Served) -> None:
        """Keep what a thread has learnt, and tell of it."""
        with self._keeping:
            if self._is_closed:
                return
            if served.answer is not None and served.kept:
                self.answers[key_of(served.url)] = served.answer
            if self._on_result is not None:
                self._on_result(served)

    def close(self) -> None:
        """Wait for the answer that is being kept, and keep no more."""
        with self._keeping:
            self._is_closed = True


def _wait(done: _Done, count: int) -> None:
    """Wait until `count` addresses are done with; raises what went wrong in another thread."""
    for _ in range(count):
        error = done.get()
        if error is not None:
            raise error


def _work(line: _Line, done: _Done, ask: Callable[[Asked], None]) -> None:
    while (asked := line.take()) is not None:
        try:
            ask(asked)
            done.put(None)
        except BaseException as error:  # noqa: BLE001 - a bug of ours belongs to the thread that waits
            done.put(error)
        finally:
            line.leave(asked)


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
