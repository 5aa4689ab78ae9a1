"""How much a probe may spend on one address; every refusal names the limit."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts. whole_s covers redirects, retries and all requests for one address."""

    connect_s: float = 5.0
    read_s: float = 5.0
    whole_s: float = 10.0
    hops: int = 5
    retries: int = 2
    retry_after_s: float = 5.0
    """A longer `Retry-After` is reported and not slept."""
    head_bytes: int = 65_536
    body_bytes: int = 65_536
    interim: int = 20
    """Answers such as `100 Continue` ahead of the real one."""
    url_chars: int = 8192
    parts: int = 6
    """Ranged requests for one file beside the first, to find its duration and chapters."""
    all_parts_bytes: int = 1_048_576
    document_bytes: int = 25_000_000
    """Of a feed, a transcript or a chapters file that is fetched whole."""
    per_host: int = 2
    workers: int = 8
    tls_days: int = 14
    """A certificate that ends sooner is reported."""


class Spent(OSError):
    """A limit is reached; the message says which."""


class Budget:
    """What is left for one address; made when its first request begins."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.ends = time.monotonic() + limits.whole_s
        self.bytes_left = limits.head_bytes
        self.retries_left = 0
        self.requests = 0
        self.spent = ""
        self.files: list[IO[bytes]] = []

    def left_s(self, most: float) -> float:
        """Seconds until the end, at most `most`. Raises Spent where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            self.stop(f"it took more than {self.limits.whole_s:g} s in all")
        return min(left, most)

    def take(self, count: int) -> None:
        """Count bytes that came in. Raises Spent where they are too many."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            self.stop(f"it sent more than was asked for, or headers of more than {self.limits.head_bytes} bytes")

    def close_files(self) -> None:
        """Close what was opened to read from sockets: an answer that cannot be read at all leaves it open."""
        while self.files:
            self.files.pop().close()

    def stop(self, why: str) -> None:
        """Raises Spent, and remembers why: libraries on the way wrap the exception."""
        self.spent = self.spent or why
        raise Spent(why)
