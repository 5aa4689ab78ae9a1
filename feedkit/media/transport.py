"""The guarded connections under a requests session: who is connected to, for how long, and for how many bytes.

This module imports requests; it is itself imported where a session is opened. The budget of the address that is being
asked is in `BUDGET`, because neither requests nor urllib3 carries anything through to a connection.
"""

from __future__ import annotations

import http.client
import io
import logging
import os
import socket
import threading
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self, cast

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    ResponseError,
)
from urllib3.util import Retry

from feedkit.media.addresses import Reach
from feedkit.media.limits import Budget, Limits
from feedkit.version import __version__

BUDGET: ContextVar[Budget] = ContextVar("BUDGET")
AGENT = f"feedkit/{__version__}"
WAIT = frozenset({429, 503})
AGAIN = frozenset({500, 502, 504}) | WAIT
_FINAL = (ReadTimeoutError, ConnectTimeoutError, NewConnectionError)
"""A server that hangs or is not there does so again."""


class _Metered(io.RawIOBase):
    """A socket's bytes, as long as the budget lasts: requests' own time limit begins anew with every byte."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._budget.left_s(self._budget.limits.read_s))
        count = cast("io.RawIOBase", self._file).readinto(buffer)
        self._budget.take(count or 0)
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """Reads through the meter, and takes a bounded number of interim answers."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:
        super().__init__(sock, *args, **named)
        self.fp.close()
        self._budget = BUDGET.get()
        self._budget.requests += 1
        self._interim = 0
        self.fp = io.BufferedReader(_Metered(sock, self._budget))
        self._budget.files.append(self.fp)

    def flush(self) -> None:
        """Nothing is written here. Python 3.13 prints what goes wrong when a response is forgotten whose file is closed."""
        if not self.fp or not self.fp.closed:
            super().flush()

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc] # private, and the only way in
        if 100 <= status < 200 and status != http.client.SWITCHING_PROTOCOLS:  # noqa: PLR2004 - interim answers
            self._interim += 1
            if self._interim > self._budget.limits.interim:
                self._budget.stop(f"it sent more than {self._budget.limits.interim} interim answers")
            status = http.client.CONTINUE
        return version, status, reason


class _Guarded(HTTPConnection):
    """Connects to the very address that was checked: the name is looked up once."""

    response_class = _Response
    reach = Reach()

    def _new_conn(self) -> socket.socket:
        budget = BUDGET.get()
        wait = budget.left_s(budget.limits.connect_s)
        found = self._look_up(wait)
        for *_, address in found:
            self.reach.check(self._dns_host, self.port, str(address[0]))
        failure: OSError | None = None
        for family, kind, protocol, _, address in found[:2]:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(budget.left_s(budget.limits.connect_s))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect(address)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, "no connection in time") from failure
        raise NewConnectionError(self, "no connection") from failure

    def _look_up(self, wait_s: float) -> list[Any]:
        """All addresses of the host. The system's resolver knows no time limit, so it is asked beside."""
        answers: list[Any] = []
        thread = threading.Thread(target=_resolve, args=(self._dns_host.strip("[]"), self.port, answers), daemon=True)
        thread.start()
        thread.join(wait_s)
        if not answers or isinstance(answers[0], Exception) or not answers[0]:
            raise NameResolutionError(self.host, self, socket.gaierror("no address"))
        return cast("list[Any]", answers[0])


def _resolve(host: str, port: int, answers: list[Any]) -> None:
    try:
        answers.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError) as error:
        answers.append(error)


class _GuardedTls(_Guarded, HTTPSConnection):
    """The same under TLS; the handshake has the connection's time limit as a whole."""


class PoliteRetry(Retry):
    """urllib3's retries within the budget: a server's `Retry-After` is obeyed if it is short, and never exceeded."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        budget = BUDGET.get()
        patience = budget.retries_left + (response is not None and response.status in WAIT)
        if error is not None and (budget.spent or isinstance(error, _FINAL)):
            raise error
        if patience <= 0 or not self._is_short(response, budget):
            cause = error or ResponseError("not again")
            raise MaxRetryError(cast("ConnectionPool", _pool), "", cause) from None
        budget.retries_left -= 1
        budget.bytes_left = budget.limits.head_bytes
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def _is_short(self, response: Any, budget: Budget) -> bool:
        try:
            wait = self.get_retry_after(response) if response is not None else None
        except (InvalidHeader, OverflowError, ValueError):
            return False
        return (wait or 0) <= min(budget.limits.retry_after_s, budget.left_s(budget.limits.whole_s) - 1)


class _Adapter(HTTPAdapter):
    def __init__(self, limits: Limits, reach: Reach) -> None:
        self._reach = reach
        retry = PoliteRetry(10, redirect=False, status_forcelist=AGAIN, raise_on_status=False, backoff_factor=0.2)
        super().__init__(pool_connections=16, pool_maxsize=limits.per_host, max_retries=retry)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **named: Any) -> None:  # noqa: FBT001, FBT002 - requests' signature
        plain = type("Connection", (_Guarded,), {"reach": self._reach})
        tls = type("TlsConnection", (_GuardedTls,), {"reach": self._reach})
        self.poolmanager = urllib3.PoolManager(connections, maxsize=maxsize, block=block, **named)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
        }


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: requests would read a redirect's whole body before anybody can stop it."""
        del resp
        return None


def open_session(limits: Limits, reach: Reach) -> requests.Session:
    """A session that sends no cookies, no `.netrc`, and goes through no proxy (which would connect in our stead)."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings quote addresses, with the tokens in them
    session = _Session()
    session.trust_env = False
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.headers.clear()
    session.headers.update({"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"})
    adapter = _Adapter(limits, reach)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session
