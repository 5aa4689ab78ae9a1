"""A loopback server that speaks the chat protocol, answers what a test wants, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Chat:
    """The server. answer: what it does with each request. asked: the bodies, and headers: the heads, in order."""

    url: str
    answer: Answer
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: Any) -> None:
        pass

    def do_POST(self) -> None:
        chat: Chat = self.server.chat
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.asked.append(body)
        chat.heads.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        chat.answer(self, body)

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that left is no fault."""


@contextmanager
def chatting(answer: Answer) -> Iterator[Chat]:
    server = _Quiet(("127.0.0.1", 0), Handler)
    chat = Chat(f"http://127.0.0.1:{server.server_port}/v1", answer)
    server.chat = chat  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()


def saying(text: str | None, **more: Any) -> Answer:
    """Answers every question with this text. more: of the choice's message, or its `finish_reason`."""
    reason = more.pop("finish_reason", "stop")
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **more}, "finish_reason": reason}
    return with_body(200, json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def with_body(status: int, body: bytes, **headers: str) -> Answer:
    return lambda handler, _asked: handler.send(status, body, **headers)


def by_task(chapters: str, summary: str) -> Answer:
    """Answers the two questions that feedkit asks, told apart by the prompt."""
    ways = {True: saying(chapters), False: saying(summary)}
    return lambda handler, asked: ways['{"chapters"' in asked["messages"][0]["content"]](handler, asked)


def one_after_another(*answers: Answer) -> Answer:
    left = list(answers)

    def answer(handler: Handler, asked: dict[str, Any]) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(handler, asked)

    return answer


def hanging(seconds: float) -> Answer:
    return lambda _handler, _asked: time.sleep(seconds)


def endless(handler: Handler, asked: dict[str, Any]) -> None:
    """A body without an end."""
    del asked
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
