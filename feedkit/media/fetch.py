"""One request, safely: redirects are followed here and nowhere else, every hop is checked, every reading is bounded."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urljoin, urlsplit

from feedkit.media.addresses import Allowed, Reach, Refused, check_url
from feedkit.media.failures import NoAnswer, failure_of, visible
from feedkit.media.limits import Budget, Limits

if TYPE_CHECKING:
    from datetime import datetime

    import requests

__all__ = ["REDIRECTS", "Fetcher", "Hop", "NoAnswer", "Reply"]

_NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SLACK = 16_384


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way. url: where it leads."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered in the end. url: who answered. headers: by lower-case names, one line each, visible.

    lengths: all Content-Length values, as sent. body: the first bytes, never inflated. cut: why the body ended early.
    tls_ends: when the certificate does.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    lengths: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    body: bytes = b""
    cut: str = ""
    tls_ends: datetime | None = None

    @property
    def refusal(self) -> str:
        """The status in words, and when the server wants to be asked again."""
        wait = self.headers.get("retry-after", "")
        return f"it answers {self.status}" + (f", and to come back after `{wait[:40]}`" if wait else "")


class Fetcher:
    """Asks servers; to be used with `with`, from as many threads as one likes."""

    def __init__(self, limits: Limits | None = None, *, allow_private: Allowed = False) -> None:
        from feedkit.media.transport import open_session

        self.limits = limits or Limits()
        self._session = open_session(self.limits, Reach.of(allow_private))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(  # noqa: PLR0913 - the parts of a request, by name
        self,
        method: str,
        url: str,
        budget: Budget,
        *,
        headers: Mapping[str, str] | None = None,
        most_bytes: int = 0,
        retries: int = 1,
    ) -> Reply:
        """Ask for an address and follow its redirects. Raises NoAnswer.

        most_bytes: how much of the body is read. retries: after a reset, a 500 or a 429; all hops together.
        Credentials in `url` itself are sent to its own origin; those in a redirect are dropped.
        """
        budget.retries_left = retries
        hops: list[Hop] = []
        current, auth = self._begin(url)
        seen = {current}
        while True:
            try:
                reply, location = self._one(method, current, budget, headers or {}, auth, most_bytes)
            except NoAnswer as error:
                raise _after(hops, error) from None
            if location is None:
                return replace(reply, url=current, hops=tuple(hops))
            current, auth = _next(current, location, auth)
            hops.append(Hop(reply.status, current))
            if current in seen:
                raise NoAnswer("redirect", "its redirects go round in a circle")
            if len(hops) > self.limits.hops:
                raise NoAnswer("redirect", f"it redirects more than {self.limits.hops} times")
            seen.add(current)

    def post(self, url: str, budget: Budget, content: bytes, *, headers: Mapping[str, str], most_bytes: int) -> Reply:
        """Send `content` once. A redirect is an answer like another, and nothing is sent there. Raises NoAnswer."""
        current, auth = self._begin(url)
        reply, _ = self._one("POST", current, budget, headers, auth, most_bytes, content)
        return reply

    def _begin(self, url: str) -> tuple[str, tuple[str, str] | None]:
        try:
            check_url(url, self.limits.url_chars)
        except Refused as refused:
            raise NoAnswer("refused", str(refused)) from None
        return _without_user(url)

    def _one(  # noqa: PLR0913, PLR0917 - the parts of a request
        self,
        method: str,
        url: str,
        budget: Budget,
        headers: Mapping[str, str],
        auth: Any,
        most_bytes: int,
        content: bytes | None = None,
    ) -> tuple[Reply, str | None]:
        """One hop: what was answered, and where it leads if it is a redirect (whose body stays unread)."""
        from feedkit.media.transport import BUDGET

        token = BUDGET.set(budget)
        response = None
        try:
            budget.bytes_left = self.limits.head_bytes
            budget.left_s(self.limits.whole_s)
            response = self._session.request(
                method, url, headers=dict(headers), auth=auth, data=content, stream=True, allow_redirects=False,
                timeout=(self.limits.connect_s, self.limits.read_s),
            )  # fmt: skip
            return self._reply(response, method, budget, most_bytes)
        except Refused as refused:
            raise NoAnswer("refused", str(refused)) from None
        except Exception as error:
            failure = failure_of(error, budget)
            if failure is None:
                raise
            raise failure from None
        finally:
            BUDGET.reset(token)
            if response is not None:
                _leave(response)
            budget.close_files()

    def _reply(
        self, response: requests.Response, method: str, budget: Budget, most_bytes: int
    ) -> tuple[Reply, str | None]:
        raw: Any = response.raw
        headers = {name.lower(): visible(value) for name, value in raw.headers.items()}
        lengths = tuple(visible(value) for value in raw.headers.getlist("Content-Length"))
        reply = Reply("", response.status_code, headers, lengths, tls_ends=_tls_ends(raw))
        if response.status_code in REDIRECTS:
            return reply, raw.headers.get("Location") or ""
        if method == "HEAD" or not most_bytes:
            return reply, None
        body, cut = _read_body(raw, budget, most_bytes)
        return Reply("", reply.status, headers, lengths, (), body, cut, reply.tls_ends), None


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address without user and password, and these two."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, None
    user, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, None
    name, _, password = user.partition(":")
    return parts._replace(netloc=place).geturl(), (unquote(name), unquote(password))


def _after(hops: Sequence[object], error: NoAnswer) -> NoAnswer:
    """The same failure; one that a redirect led to says so."""
    if not hops or error.kind != "refused":
        return error
    return NoAnswer("refused", f"it redirects to an address that is not asked: {error}")


def _next(current: str, location: str, auth: Any) -> tuple[str, Any]:
    """Where a redirect leads, and the credentials that may be sent there: those for the same origin."""
    if not location.strip():
        raise NoAnswer("redirect", "it redirects without saying where")
    try:
        text = location.strip().encode("latin-1").decode("utf-8", errors="replace")
        target = _spaced(urljoin(current, text).partition("#")[0])
        parts = check_url(target)
        target, _ = _without_user(target)
    except Refused as refused:
        raise _after((current,), NoAnswer("refused", str(refused))) from None
    except ValueError:
        raise NoAnswer("redirect", "it redirects to an address that cannot be read") from None
    before = urlsplit(current)
    is_home = (before.scheme, before.netloc) == (parts.scheme, parts.netloc.rpartition("@")[2])
    return target, auth if is_home else None


def _spaced(url: str) -> str:
    """With `%20` for the spaces in path and query, which servers leave as they are when they redirect to a file's name."""
    parts = urlsplit(url)
    path, query = (one.replace(" ", "%20") for one in (parts.path, parts.query))
    return parts._replace(path=path, query=query).geturl() if " " in url else url


def _read_body(raw: Any, budget: Budget, most_bytes: int) -> tuple[bytes, str]:
    budget.bytes_left = most_bytes + _SLACK
    body = bytearray()
    try:
        while len(body) < most_bytes:
            part = raw.read1(most_bytes - len(body), decode_content=False)
            if not part:
                return bytes(body), _missing(raw)
            body += part
    except Exception as error:
        failure = failure_of(error, budget)
        if failure is None:
            raise
        return bytes(body), str(failure)
    return bytes(body), ""


def _missing(raw: Any) -> str:
    left = raw.length_remaining
    return f"it ends {left} bytes before the length that it gives" if left else ""


def _leave(response: requests.Response) -> None:
    """Give the connection back where nothing can be left to be read, and close it otherwise.

    Some servers send a body to HEAD, which would be taken for the next answer; so a HEAD that names a length closes too.
    """
    raw: Any = response.raw
    length = response.headers.get("Content-Length", "")
    if response.status_code == _NOT_MODIFIED or length == "0":
        raw.drain_conn()
    else:
        response.close()


def _tls_ends(raw: Any) -> datetime | None:
    sock = getattr(raw.connection, "sock", None)
    if not isinstance(sock, ssl.SSLSocket):
        return None
    ends = (sock.getpeercert() or {}).get("notAfter")
    try:
        return parsedate_to_datetime(str(ends))
    except ValueError:
        return None
