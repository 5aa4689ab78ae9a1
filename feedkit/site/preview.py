"""A server on this machine alone that shows feeds and pages as they will be, with media of this disk where asked."""

from __future__ import annotations

import html
import os
import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import IO, Any, Self
from urllib.parse import quote, unquote, urlsplit

from feedkit.errors import UsageError
from feedkit.feed.files import CHAPTERS_TYPE, PAGE
from feedkit.records.renditions import TYPES
from feedkit.site.look import POLICY, STYLE
from feedkit.site.markup import Markup, element

HOST = "127.0.0.1"
HTTP_PORT = 80
MEDIA = "/media/"
_TEXT = "; charset=utf-8"
_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<length>\d{1,18}))", re.ASCII)
_MEDIA_ADDRESS = re.compile(r'(?<=(?:\ssrc|href)=")https?://[^"#]*/([^"#/?]+)(?:\?[^"#]*)?')


class Preview(ThreadingHTTPServer):
    """Serves a folder of feeds; where media lie in another folder, pages play those in place of what they name."""

    daemon_threads = True
    request_queue_size = 128
    """A page asks for much at once; what finds no place in the queue waits a second and longer to ask again."""

    def __init__(self, feeds: Path, port: int, media_dir: Path | None = None) -> None:
        """port: 0 takes any that is free. Raises UsageError where the port cannot be had."""
        self.media_dir = media_dir
        try:
            super().__init__((HOST, port), partial(_Handler, directory=os.fspath(feeds)))
        except (OSError, OverflowError) as error:
            reason = str(getattr(error, "strerror", None) or error).lower()
            raise UsageError(f"cannot serve on port {port}: {reason}; choose another with `--port`") from error

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def address(self) -> str:
        """Where it serves, with a slash."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has heard enough hangs up, or stops listening; that is no error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def names(self) -> frozenset[str]:
        """What browsers call this server; a page of another name, which leads here, is not to read what is not out yet."""
        port = "" if self.server_port == HTTP_PORT else f":{self.server_port}"
        return frozenset(f"{name}{port}" for name in (HOST, "localhost"))

    def local_media(self, name: str) -> Path | None:
        """The file of this name among the media of this disk; None where there is none."""
        is_plain = bool(name) and name not in {".", ".."} and not set(name) & set("/\\\0")
        path = self.media_dir / name if self.media_dir is not None and is_plain else None
        return path if path is not None and _is_file(path) else None


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no system has is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


class _Part:
    """The next `left` bytes of a file."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        self.stream, self.left = stream, left

    def read(self, size: int) -> bytes:
        found = self.stream.read(min(size, self.left))
        self.left -= len(found)
        return found

    def close(self) -> None:
        self.stream.close()


def _is_within(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


class _Handler(SimpleHTTPRequestHandler):
    server: Preview
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds, after which a client that says nothing is left
    extensions_map = {  # noqa: RUF012 - http.server declares it an instance's
        **TYPES,
        ".mp3": "audio/mpeg",
        ".xml": f"application/rss+xml{_TEXT}",
        ".html": f"text/html{_TEXT}",
        ".txt": f"text/plain{_TEXT}",
        ".vtt": f"text/vtt{_TEXT}",
        ".srt": f"application/x-subrip{_TEXT}",
        ".json": "application/json",
        "": "application/octet-stream",
    }

    def guess_type(self, path: Any) -> str:
        return CHAPTERS_TYPE if str(path).endswith(".chapters.json") else super().guess_type(path)

    def translate_path(self, path: str) -> str:
        name = unquote(urlsplit(path).path)
        local = self.server.local_media(name.removeprefix(MEDIA)) if name.startswith(MEDIA) else None
        return os.fspath(local) if local is not None else super().translate_path(path)

    def send_head(self) -> Any:
        """The head of the answer. Returns what is to follow it: the page with local media, a part of a file, or all."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            return self.send_error(HTTPStatus.FORBIDDEN, f"This is the preview at {self.server.address}")
        path = Path(self.translate_path(self.path))
        if urlsplit(self.path).path == "/":
            text = self._shows().encode()
            return self._send(HTTPStatus.OK, path / PAGE, BytesIO(text), len(text))
        page = path / PAGE if self.path.endswith("/") else path
        if not self._is_served(path, page):
            return self.send_error(HTTPStatus.NOT_FOUND)
        if page.name == PAGE and page.is_file() and self.server.media_dir is not None:
            text = self._with_local_media(page.read_text("utf-8")).encode()
            return self._send(HTTPStatus.OK, page, BytesIO(text), len(text))
        asked = None if "If-Range" in self.headers else _RANGE.fullmatch(self.headers.get("Range", ""))
        return self._send_part(path, asked) if asked is not None and path.is_file() else super().send_head()

    def _shows(self) -> str:
        """A page of what there is, for whoever types the address: feeds and pages, and none of their other files."""
        rows = [self._row(feed) for feed in sorted(Path(self.directory).glob("*.xml"))]
        head = (
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", "What feedkit serves"),
            element("style", Markup(STYLE)),
        )
        body = element("h1", "Shows"), element("ul", *rows) if rows else element("p", "Nothing is built yet.")
        return f"<!DOCTYPE html>\n{element('html', element('head', *head), element('body', *body), lang='en')}"

    @staticmethod
    def _row(feed: Path) -> Markup:
        has_page = (feed.with_suffix("") / PAGE).is_file()
        page = element("a", feed.stem, href=f"{quote(feed.stem)}/") if has_page else feed.stem
        return element("li", page, ": ", element("a", feed.name, href=quote(feed.name)))

    def _is_served(self, path: Path, page: Path) -> bool:
        """Whether it is a file of the feeds or of the media, or a folder with a page: no list, no link out, nothing hidden."""
        if self.server.media_dir is not None and path.parent == self.server.media_dir:
            return True
        root = Path(os.path.realpath(self.directory))
        is_there = _is_file(page) or _is_file(path / PAGE)
        return (
            is_there
            and _is_within(page, root)
            and not any(part.startswith(".") for part in unquote(self.path).split("/"))
        )

    def _refuse(self) -> None:
        self.close_connection = True  # what came with the request is not read
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815 - http.server's names

    def _with_local_media(self, page: str) -> str:
        def local(address: re.Match[str]) -> str:
            name = unquote(html.unescape(address[1]))
            return MEDIA + quote(name) if self.server.local_media(name) is not None else address[0]

        return _MEDIA_ADDRESS.sub(local, page)

    def _send_part(self, path: Path, asked: re.Match[str]) -> _Part | None:
        """The bytes that were asked for (RFC 9110, section 14), so that players can seek."""
        stream = path.open("rb")
        size = os.fstat(stream.fileno()).st_size  # of what is read, which a build may put another in the place of
        first = int(asked["first"]) if asked["first"] else max(0, size - int(asked["length"]))
        last = min(int(asked["last"] or size), size - 1) if asked["first"] else size - 1
        if first > last:
            stream.close()
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, path, None, 0, f"bytes */{size}")
            return None
        stream.seek(first)
        part, span = _Part(stream, last - first + 1), f"bytes {first}-{last}/{size}"
        self._send(HTTPStatus.PARTIAL_CONTENT, path, None, part.left, span)
        return part

    def _send(self, status: HTTPStatus, path: Path, body: Any, length: int, span: str = "") -> Any:
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(length))
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()
        return body

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if not getattr(self, "path", "").endswith(".xml"):  # browsers have pages of their own for XML
            self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Say nothing: the terminal is for what is wrong with the records."""
