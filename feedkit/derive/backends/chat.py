"""One question to a model behind an OpenAI-compatible endpoint: `POST <url>/chat/completions`, and what may go wrong.

The key stands in an environment variable and goes into one header of one request to the configured host; no message,
file or redirect gets it. Source: https://platform.openai.com/docs/api-reference/chat .
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from feedkit.derive.backends.answers import quoted
from feedkit.derive.backends.interface import Refusal

if TYPE_CHECKING:
    from feedkit.media.fetch import Fetcher, Reply

MOST_BYTES = 1_048_576
"""Of an answer."""
_OK, _UNKNOWN = 200, 404
_KEY_REFUSED = frozenset({401, 403})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_TRIES = 3
_LONGEST_PAUSE_S = 20.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers. url: up to and with `/v1`. key: the name of the environment variable that holds it; or ''.

    options: further members of the request. timeout_s: of one try as a whole. pause_s: before the second try.
    """

    url: str
    model: str
    key: str = ""
    timeout_s: float = 300.0
    options: Mapping[str, Any] | None = None
    pause_s: float = 1.0

    @property
    def place(self) -> str:
        """The host and port, for messages: paths and queries may hold tokens."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def ask(self, instruction: str, material: str) -> str:
        """The text that the model answers with. Raises Refusal; never longer than `MOST_BYTES`."""
        messages = [{"role": "system", "content": instruction}, {"role": "user", "content": material}]
        body = {"model": self.model, "messages": messages, "stream": False, **(self.options or {})}
        reply = self._reply(json.dumps(body).encode(), self._secret())
        return _text_of(reply.body, self.place)

    def _secret(self) -> str:
        secret = os.environ.get(self.key, "").strip() if self.key else ""
        if self.key and not (secret and secret.isascii() and secret.isprintable()):
            message = f"the environment variable `{self.key}`, which holds the key of {self.place}, is not set"
            raise Refusal(message, f"set `{self.key}`, or leave `key` out where none is needed", is_final=True)
        return secret

    def _reply(self, content: bytes, secret: str) -> Reply:
        """What is answered in the end; a server that is busy or stumbles is asked again, three times in all."""
        from feedkit.media.fetch import Fetcher
        from feedkit.media.limits import Limits

        limits = Limits(read_s=self.timeout_s, whole_s=self.timeout_s)
        with Fetcher(limits, allow_private={self._host_and_port()}) as fetcher:
            for attempt in range(_TRIES):
                reply = self._once(fetcher, content, secret)
                if reply.status not in _AGAIN or attempt + 1 == _TRIES:
                    break
                time.sleep(_pause_s(reply.headers.get("retry-after", ""), self.pause_s * 2**attempt))
        if reply.status != _OK:
            raise _refusal(reply, self.place, secret)
        if reply.cut or len(reply.body) >= MOST_BYTES:
            why = reply.cut or f"it has more than {MOST_BYTES:,} bytes"
            raise Refusal(f"the answer of {self.place} cannot be used: {why}")
        return reply

    def _once(self, fetcher: Fetcher, content: bytes, secret: str) -> Reply:
        from feedkit.media.fetch import NoAnswer
        from feedkit.media.limits import Budget

        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {secret}"} if secret else {})}
        url = self.url.rstrip("/") + "/chat/completions"
        try:
            return fetcher.post(url, Budget(fetcher.limits), content, headers=headers, most_bytes=MOST_BYTES)
        except NoAnswer as none:
            mend = "see that the server runs, and that `url` is its address up to `/v1`"
            is_final = none.kind in {"refused", "tls", "unreachable"}
            raise Refusal(f"{self.place} gives no answer: {none}", mend, is_final=is_final) from None

    def _host_and_port(self) -> str:
        """The one place beside the public network that may be asked: the one the user configured."""
        try:
            parts = urlsplit(self.url)
            return f"{parts.hostname}:{parts.port or {'https': 443}.get(parts.scheme, 80)}"
        except ValueError:
            return ""  # the address will be refused, with the reason


def _pause_s(retry_after: str, otherwise_s: float) -> float:
    return min(float(retry_after) if retry_after.isdecimal() else otherwise_s, _LONGEST_PAUSE_S)


def _refusal(reply: Reply, place: str, secret: str) -> Refusal:
    """What another status than 200 means for people."""
    if reply.status in _KEY_REFUSED:  # servers quote the key here, in whole or in part
        return Refusal(f"{place} refuses the key ({reply.status})", "name the right variable in `key`", is_final=True)
    if 300 <= reply.status < 400:  # noqa: PLR2004 - redirects
        message = f"{place} redirects elsewhere ({reply.status}), and neither transcript nor key is sent there"
        return Refusal(message, "write the address that it redirects to in `url`", is_final=True)
    said = _said(reply.body)
    said = said.replace(secret, "…") if secret else said
    mend = "see that `url` ends in `/v1`, and that the server knows `model`" if reply.status == _UNKNOWN else ""
    return Refusal(f"{place} answers {reply.status}: {quoted(said)}", mend, is_final=reply.status == _UNKNOWN)


def _said(body: bytes) -> str:
    """The message in the body of an error, or the body itself."""
    text = body.decode("utf-8", errors="replace")
    try:
        error = json.loads(text)["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError, RecursionError):
        return text


def _text_of(body: bytes, place: str) -> str:
    """What the model says in a completion; Refusal where it says nothing, or not to the end."""
    try:
        choice = json.loads(body)["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        text, refusal = message.get("content"), message.get("refusal")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        text = body.decode("utf-8", errors="replace")
        raise Refusal(f"{place} answers with no chat completion: {quoted(text)}") from None
    if isinstance(refusal, str) and refusal:
        raise Refusal(f"the model refuses: {quoted(refusal)}")
    if reason == "length":
        raise Refusal(
            "the model's answer is cut off", "give it room: raise its limit of tokens, in the server or in `options`"
        )
    if not isinstance(text, str):
        raise Refusal("the model answers with no text")
    return text.rpartition("</think>")[2]  # models that think aloud do so first
