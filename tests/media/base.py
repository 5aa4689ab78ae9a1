"""A small loopback server that behaves, or misbehaves as a test asks, and remembers what it was asked."""

from __future__ import annotations

import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from feedkit.settings import Settings

AUDIO = Path(__file__).resolve().parent.parent / "cases" / "media" / "audio"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
CORE = Settings(profiles=frozenset({"core"}))
"""What holds for every file, whoever publishes it."""
MODIFIED = "Mon, 01 Jan 2024 00:00:00 GMT"


@dataclass
class File:
    """What is served at a path. ranges, heads: whether parts and HEAD are understood; status: of every answer."""

    body: bytes = b""
    type: str = "audio/mpeg"
    etag: str = '"1"'
    ranges: bool = True
    heads: bool = True
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[Any], None] | None = None


@dataclass
class Server:
    url: str
    place: str
    files: dict[str, File]
    log: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    busy: int = 0
    most_busy: int = 0
    lock: Any = field(default_factory=threading.Lock)

    @property
    def counts(self) -> Counter[str]:
        return Counter(path for _, path, _ in self.log)

    @property
    def methods(self) -> list[str]:
        return [method for method, _, _ in self.log]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Any

    def log_message(self, *_: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._do()

    def do_GET(self) -> None:
        self._do()

    def _do(self) -> None:
        site: Server = self.server.site
        with site.lock:
            site.log.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            site.busy += 1
            site.most_busy = max(site.most_busy, site.busy)
            self.is_busy = True
        try:
            self._answer(site.files.get(self.path.partition("?")[0]) or File(b"", "text/plain", "", status=404))
        finally:
            self._leave()

    def _leave(self) -> None:
        """The request is over once its answer is on its way: whoever reads it may ask again before we are back."""
        with self.server.site.lock:
            self.server.site.busy -= self.is_busy
            self.is_busy = False

    def _answer(self, file: File) -> None:
        if file.act is not None:
            file.act(self)
            return
        if self.command == "HEAD" and not file.heads:
            self._send(405, b"", {})
            return
        headers = {"Content-Type": file.type, "ETag": file.etag, "Last-Modified": MODIFIED, **file.headers}
        headers = {name: value for name, value in headers.items() if value}
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if file.etag and self.headers.get("If-None-Match") == file.etag:
            self._send(304, b"", headers)
        elif found and file.ranges and file.status == 200:
            start, end = int(found[1]), min(int(found[2]), len(file.body) - 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{len(file.body)}"
            self._send(206, file.body[start : end + 1], headers)
        else:
            self._send(file.status, file.body, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self._leave()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: Any) -> None:
        """A client that left is no fault."""


@contextmanager
def serving(files: dict[str, File], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve files on a port of loopback."""
    http = _Quiet(("127.0.0.1", 0), _Handler)
    if tls is not None:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    place = f"127.0.0.1:{http.server_address[1]}"
    site = Server(f"http://{place}", place, files)
    http.site = site  # type: ignore[attr-defined] # how a handler finds its site
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        http.shutdown()
        http.server_close()
