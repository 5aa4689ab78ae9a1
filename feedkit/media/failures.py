"""What became of a request that gave no answer, in words for people instead of those of the libraries on the way."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator
from typing import Any

from feedkit.media.addresses import Refused
from feedkit.media.limits import Budget, Limits

_UNSEEN = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\xff]")
_MOST_HEADER = 300


class NoAnswer(Exception):
    """Nothing came of asking. kind: `refused`, `redirect`, `tls`, `unreachable`, `slow` or `broken`.

    The message says why in words of feedkit's own, as those of libraries quote addresses with the tokens in them.
    """

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def visible(value: str) -> str:
    """A header's value as one short line that can be shown and kept."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)[:_MOST_HEADER].strip()


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that it wraps, whichever way libraries wrap."""
    pending: list[Any] = [error]
    seen: set[int] = set()
    while pending:
        one = pending.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            pending += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]


def failure_of(error: Exception, budget: Budget) -> NoAnswer | None:
    """What an exception of requests, urllib3 or http.client means for people; None for one that is a bug of ours."""
    import http.client

    import requests
    from urllib3.exceptions import HTTPError

    if not isinstance(error, (requests.RequestException, HTTPError, http.client.HTTPException, OSError, ValueError)):
        return None
    chain = list(_chain(error))
    refused = next((one for one in chain if isinstance(one, Refused)), None)
    if refused is not None:
        return NoAnswer("refused", str(refused))
    if not budget.spent and time.monotonic() >= budget.ends:
        budget.spent = f"it took more than {budget.limits.whole_s:g} s in all"
    if budget.spent:
        return NoAnswer("slow" if "took" in budget.spent else "broken", budget.spent)
    for kinds, kind, why in _meanings(budget.limits):
        if any(isinstance(one, kinds) for one in chain):
            return NoAnswer(kind, why or _tls_words(chain))
    return NoAnswer("broken", "its answer is cut off, or is no HTTP")


def _meanings(limits: Limits) -> tuple[tuple[tuple[type[BaseException], ...], str, str], ...]:
    """Which exceptions mean what, the most telling first."""
    import http.client

    import urllib3.exceptions as u
    from requests.exceptions import InvalidURL

    return (
        ((ssl.SSLError,), "tls", ""),
        ((u.NameResolutionError,), "unreachable", "its name cannot be resolved"),
        ((u.ConnectTimeoutError,), "unreachable", f"no connection within {limits.connect_s:g} s"),
        ((ConnectionRefusedError,), "unreachable", "the connection is refused"),
        ((u.ReadTimeoutError, TimeoutError), "slow", f"no answer within {limits.read_s:g} s"),
        ((u.NewConnectionError,), "unreachable", "no connection can be made"),
        ((InvalidURL, u.LocationParseError, UnicodeError), "refused", "the address cannot be used: its host is broken"),
        ((http.client.LineTooLong,), "broken", "it answers with a line of more than 65536 bytes"),
        ((u.IncompleteRead,), "broken", "the answer ends before the length that it gives"),
        ((ConnectionResetError, BrokenPipeError), "broken", "it closes the connection instead of answering"),
    )


def _tls_words(chain: list[BaseException]) -> str:
    found = next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None)
    if found is None:
        return "it speaks no TLS that can be used"
    return f"its certificate is not valid: {visible(str(found.verify_message)).lower().rstrip('.')}"
