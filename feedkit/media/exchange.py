"""How one address is asked: a conditional HEAD where it is known already, else HEAD and the first bytes by range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

from feedkit.media.addresses import Refused, check_url, without_secrets
from feedkit.media.facts import IMAGES, MEDIA
from feedkit.media.fetch import Fetcher, NoAnswer, Reply
from feedkit.media.limits import Budget
from feedkit.media.look import look_at
from feedkit.media.parts import PARTIAL, PLAIN_LENGTH, RemoteWindow, content_range, length_of
from feedkit.media.served import Answer, Asked, Served
from feedkit.media.types import may_be_media

OK, NOT_MODIFIED = 200, 304
_DOCUMENTS = frozenset({"page"})
_WAIT = frozenset({429, 503})
_NO_SUCH_PART = 416
_SERVER_ERROR = 500


def examine(fetcher: Fetcher, asked: Asked, known: Answer | None, now: datetime) -> Served:
    """Ask one address. known: what the lock holds of it. now: with a zone. Never raises for what a server does."""
    question = _Question(fetcher, asked, known, now)
    try:
        check_url(asked.url, fetcher.limits.url_chars)
        found = question.ask()
    except Refused as refused:
        found = Served(asked, trouble="refused", failure=str(refused))
    except NoAnswer as error:
        found = Served(asked, trouble=error.kind, failure=str(error))
    return replace(found, requests=question.budget.requests)


class _Question:
    """One address that is being asked. head: the reply to HEAD; trouble: why there is none."""

    def __init__(self, fetcher: Fetcher, asked: Asked, known: Answer | None, now: datetime) -> None:
        self.fetcher, self.asked, self.now = fetcher, asked, now
        self.known = None if known is not None and _lacks_mark(known) else known
        self.size = fetcher.limits.body_bytes
        self.budget = Budget(fetcher.limits)
        self.head: Reply | None = None
        self.trouble: NoAnswer | None = None

    def ask(self) -> Served:
        """HEAD, and then the first bytes, unless HEAD says that nothing has changed. Raises NoAnswer."""
        if self.known is None or not self.known.head_status:
            self._ask_head()
        if self.head is not None and self._is_same(self.head):
            return self._unchanged(self.head)
        if self.head is not None and self.head.status in _WAIT:
            return self._refused(self.head)
        if self.head is not None and self.head.status == OK and self.asked.kind in _DOCUMENTS:
            return self._alive(self.head)
        return self._ask_bytes()

    def _ask_head(self) -> None:
        try:
            self.head = self.fetcher.ask("HEAD", self.asked.url, self.budget, headers=self._conditions())
        except NoAnswer as error:
            if error.kind not in {"slow", "broken"}:
                raise
            self.trouble = error

    def _ask_bytes(self) -> Served:
        """Ask for the first bytes. A server that has failed twice already is asked once, and not again."""
        headers = {"Range": f"bytes=0-{self.size - 1}"}
        is_first = self.head is None and self.trouble is None
        if is_first:
            headers |= self._conditions()
        has_failed = self.trouble is not None or (self.head is not None and self.head.status >= _SERVER_ERROR)
        reply = self.fetcher.ask(
            "GET", self.asked.url, self.budget, headers=headers, most_bytes=self.size, retries=0 if has_failed else 1
        )
        if reply.status == _NO_SUCH_PART:  # of an empty file there is none, and some servers want none asked for
            reply = self.fetcher.ask("GET", self.asked.url, self.budget, most_bytes=self.size, retries=0)
        if is_first and self._is_same(reply):
            return self._unchanged(reply)
        return self._served(reply) if reply.status in {OK, PARTIAL} else self._refused(reply)

    def _conditions(self) -> dict[str, str]:
        if self.known is None:
            return {}
        found = {"If-None-Match": self.known.etag, "If-Modified-Since": self.known.modified}
        return {name: value for name, value in found.items() if value and value.isascii()}

    def _is_same(self, reply: Reply) -> bool:
        """Whether the server stands by what is known: it says so, or it shows the same mark and the same length."""
        known = self.known
        if known is None:
            return False
        if reply.status == NOT_MODIFIED:
            return bool(known.etag or known.modified)
        if reply.status not in {OK, PARTIAL} or length_of(reply) != known.length or known.length is None:
            return False
        marks = (reply.headers.get("etag", ""), reply.headers.get("last-modified", ""))
        return marks == (known.etag, known.modified) and any(marks)

    def _unchanged(self, reply: Reply) -> Served:
        return Served(self.asked, self.known, OK, tls_days=_tls_days(reply, self.now), unchanged=True)

    def _alive(self, reply: Reply) -> Served:
        """Of a page nothing is to be known but that it is there."""
        answer = Answer(self.asked.kind, _written(self.now), type=reply.headers.get("content-type", ""))
        return Served(self.asked, answer, OK, tls_days=_tls_days(reply, self.now))

    def _refused(self, reply: Reply) -> Served:
        return Served(self.asked, status=reply.status, trouble="status", failure=reply.refusal)

    def _served(self, reply: Reply) -> Served:
        failure = reply.cut
        answer = _with_head(self._answer(reply), self.head, self.trouble, length_of(reply))
        if self.asked.kind not in _DOCUMENTS and not _is_packed(reply):
            is_partial = bool(answer.ranges)
            window = RemoteWindow(self.fetcher, reply, self.budget, answer.length, ranges=is_partial)
            answer = answer.with_facts(look_at(window))
            failure = window.failure
        if failure:  # the facts may be half of what there is: with no marks to ask by, the next probe asks anew
            answer = replace(answer, etag="", modified="")
        oddities = (*_oddities(reply, self.size), *([f"the file cannot be read: {failure}"] if failure else []))
        is_kept = self.known is None or not (failure or _is_stray(self.known, answer))
        tls_days = _tls_days(reply, self.now)
        return Served(self.asked, answer, reply.status, oddities=oddities, tls_days=tls_days, kept=is_kept)

    def _answer(self, reply: Reply) -> Answer:
        length = length_of(reply)
        is_whole = reply.status == OK and not reply.cut and len(reply.body) < self.size and not _is_packed(reply)
        return Answer(
            kind=self.asked.kind,
            when=_written(self.now),
            final=without_secrets(reply.url) if reply.hops else "",
            hops=len(reply.hops),
            downgrade=_is_downgraded(self.asked.url, reply),
            type=reply.headers.get("content-type", ""),
            length=len(reply.body) if length is None and is_whole else length,
            etag=_clean(reply.headers.get("etag", "")),
            modified=_clean(reply.headers.get("last-modified", "")),
            ranges=reply.status == PARTIAL and not _range_fault(reply, self.size),
            encoding=reply.headers.get("content-encoding", ""),
            cors=reply.headers.get("access-control-allow-origin", ""),
        )


def _lacks_mark(known: Answer) -> bool:
    """Whether an answer on a picture was kept before pictures had marks; it is asked for once more, as if it were new."""
    return known.format in IMAGES and known.length is not None and not (known.mark or known.encoding)


def _is_stray(known: Answer, found: Answer) -> bool:
    """Whether an error page, or nothing at all, stands where audio or a picture was."""
    return known.format in MEDIA | IMAGES and not may_be_media(found.format) and found.format not in IMAGES


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(mark: str) -> str:
    """A validator that can be sent back; one with characters that cannot be shown is none."""
    return mark if "\N{REPLACEMENT CHARACTER}" not in mark else ""


def _with_head(answer: Answer, head: Reply | None, trouble: NoAnswer | None, told: int | None) -> Answer:
    """With what HEAD said, where it is not what GET said. told: the length that GET gave, where it was not counted."""
    if head is None:
        return replace(answer, head_status=-1 if trouble is not None else 405)
    if head.status not in {OK, PARTIAL}:
        return replace(answer, head_status=head.status)
    length, kind = length_of(head), head.headers.get("content-type", "")
    said = ", ".join(head.lengths)[:40] or "nothing"
    differs = length not in {told, answer.length} and not (length is None and head.status == PARTIAL)
    return replace(
        answer,
        head_type="" if kind == answer.type else kind or "nothing",
        head_length=said if differs else "",
    )


def _is_packed(reply: Reply) -> bool:
    return reply.headers.get("content-encoding", "identity").lower() not in {"", "identity"}


def _is_downgraded(url: str, reply: Reply) -> bool:
    schemes = [urlsplit(one).scheme for one in (url, *(hop.url for hop in reply.hops))]
    return any(pair == ("https", "http") for pair in pairwise(schemes))


def _range_fault(reply: Reply, size: int) -> str:
    """What is wrong with an answer to `Range: bytes=0-…`; empty where it is right."""
    if reply.headers.get("content-type", "").lower().startswith("multipart/"):
        return "it answers one range with several parts (multipart/byteranges)"
    told = content_range(reply)
    if told is None:
        return "its Content-Range is missing, or makes no sense"
    first, last, total = told
    if first != 0 or last >= size or (total is not None and last >= total):
        return f"it was asked for bytes 0 to {size - 1}, and answers with bytes {first} to {last}"
    return ""


def _oddities(reply: Reply, size: int) -> list[str]:
    found: list[str] = []
    if reply.status == PARTIAL and (fault := _range_fault(reply, size)):
        found.append(fault)
    if _is_packed(reply):
        packed = reply.headers["content-encoding"][:40]
        found.append(f"it packs the file (`{packed}`), though none asked for that: its length is not the file's")
    if "transfer-encoding" in reply.headers and reply.lengths:
        found.append("it gives a length and sends in chunks, which exclude each other")
    if len(set(reply.lengths)) > 1:
        found.append("it gives several lengths that differ")
    elif reply.lengths and not PLAIN_LENGTH.fullmatch(reply.lengths[0]):
        found.append(f"its Content-Length is no number: `{reply.lengths[0][:40]}`")
    if "\N{REPLACEMENT CHARACTER}" in "".join(_shown_headers(reply.headers)):
        found.append("its headers hold characters that no header may hold")
    return found


def _shown_headers(headers: Mapping[str, str]) -> list[str]:
    return [headers.get(name, "") for name in ("content-type", "etag", "last-modified", "server")]


def _tls_days(reply: Reply, now: datetime) -> int | None:
    return None if reply.tls_ends is None else (reply.tls_ends - now).days
