"""A file on a server, read in parts by ranged requests, as many as are needed and no more than allowed."""

from __future__ import annotations

import re

from feedkit.media.fetch import Fetcher, NoAnswer, Reply
from feedkit.media.limits import Budget
from feedkit.media.window import OutOfReach

_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE | re.ASCII)
PLAIN_LENGTH = re.compile(r"\d{1,18}", re.ASCII)
_PART = 32_768
PARTIAL = 206


def content_range(reply: Reply) -> tuple[int, int, int | None] | None:
    """First byte, last byte and total of a 206; None where the header is missing or makes no sense."""
    found = _CONTENT_RANGE.fullmatch(reply.headers.get("content-range", ""))
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2]), None if found[3] == "*" else int(found[3])


def length_of(reply: Reply) -> int | None:
    """The length of the whole file as a reply gives it; None where it does not, or not in one plain number."""
    if reply.status == PARTIAL:
        told = content_range(reply)
        return told[2] if told else None
    plain = len(set(reply.lengths)) == 1 and PLAIN_LENGTH.fullmatch(reply.lengths[0]) is not None
    packed = reply.headers.get("content-encoding", "identity").lower() not in {"identity", ""}
    is_doubtful = packed or "transfer-encoding" in reply.headers
    return int(reply.lengths[0]) if plain and not is_doubtful else None


class RemoteWindow:
    """A `Window` on a file that a server holds. first: the reply that gave its beginning.

    failure: why a part that the server had promised did not come; '' where all that were asked for did.
    """

    def __init__(self, fetcher: Fetcher, first: Reply, budget: Budget, length: int | None, *, ranges: bool) -> None:
        self.length = length
        self.failure = first.cut
        self._fetcher, self._url, self._budget = fetcher, first.url, budget
        self._parts: list[tuple[int, bytes]] = [(0, first.body)]
        self._requests_left = budget.limits.parts if ranges and length is not None else 0
        self._bytes_left = budget.limits.all_parts_bytes - len(first.body)

    def read(self, start: int, size: int) -> bytes:
        end = start + size if self.length is None else min(start + size, self.length)
        if end <= start:
            return b""
        for begin, part in self._parts:
            if begin <= start and end <= begin + len(part):
                return part[start - begin : end - begin]
        return self._fetch(start, end)[: end - start]

    def _fetch(self, start: int, end: int) -> bytes:
        size = min(max(end - start, _PART), (self.length or end) - start)
        if self._requests_left <= 0 or size > self._bytes_left:
            raise OutOfReach("no more parts of this file can be had")
        self._requests_left -= 1
        self._bytes_left -= size
        asked = {"Range": f"bytes={start}-{start + size - 1}"}
        try:
            reply = self._fetcher.ask("GET", self._url, self._budget, headers=asked, most_bytes=size)
        except NoAnswer as error:
            self.failure = str(error)
            raise OutOfReach(self.failure) from None
        told = content_range(reply) if reply.status == PARTIAL else None
        if told is None or (told[0], told[2]) != (start, self.length) or len(reply.body) < end - start:
            self._requests_left = 0
            self.failure = "the server gives another part than was asked for, or another file"
            raise OutOfReach(self.failure)
        self._parts.append((start, reply.body))
        return reply.body
