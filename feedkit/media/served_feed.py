"""How a feed itself is served: fetched whole, asked again whether it changed, and by other names."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from feedkit.media.addresses import Allowed
from feedkit.media.fetch import Fetcher, NoAnswer, Reply
from feedkit.media.limits import Budget, Limits

CRAWLERS = ("iTMS", "Spotify", "Podcastindex.org", "Overcast", "PocketCasts", "AntennaPod")
"""Names under which directories and apps fetch; `robots.txt` may keep them out."""
_WHOLE_S = 60.0
_SELF = re.compile(rb"<atom:link\b[^>]{0,500}>")
_OK = 200


@dataclass(frozen=True, slots=True)
class ServedFeed:
    """What became of fetching a feed. Rules look at it.

    former_of: for a former address of the feed, the present one. moves: the status of each redirect. conditional: the
    status of asking whether it changed; 0 where the server gives nothing to ask with. packed: the compression that it
    chooses when it may. same: whether it is the feed that was built; None where none was. self_url: what the feed
    calls itself. kept_out: crawlers that `robots.txt` forbids. body: the feed, () of bytes where there is none.
    """

    url: str
    former_of: str = ""
    status: int = 0
    trouble: str = ""
    failure: str = ""
    moves: tuple[int, ...] = ()
    final: str = ""
    type: str = ""
    conditional: int = 0
    packed: str = ""
    length: int = 0
    same: bool | None = None
    self_url: str = ""
    kept_out: tuple[str, ...] = ()
    body: bytes = b""


def fetch_document(
    url: str, *, limits: Limits | None = None, allow_private: Allowed = False, most_bytes: int | None = None
) -> Reply:
    """Fetch a feed, a transcript or a chapters file whole. Raises NoAnswer for whatever keeps it from that.

    At most `most_bytes` (25,000,000 unless it is said), as sent and as unpacked, within a minute; more, less than was
    promised, a body that is packed in another way than gzip and any status but 200 are no answer.
    """
    limits = replace(limits or Limits(), whole_s=_WHOLE_S)
    with Fetcher(limits, allow_private=allow_private) as fetcher:
        return _document(fetcher, url, most_bytes or limits.document_bytes)


def _document(fetcher: Fetcher, url: str, most: int) -> Reply:
    reply = fetcher.ask("GET", url, Budget(fetcher.limits), most_bytes=most + 1)
    if reply.status != _OK:
        raise NoAnswer("status", reply.refusal)
    if reply.cut:
        raise NoAnswer("broken", f"it breaks off: {reply.cut}")
    body = reply.body if len(reply.body) > most else _unpacked(reply, most)
    if len(body) > most:
        raise NoAnswer("broken", f"it is larger than {most} bytes")
    return replace(reply, body=body)


def _unpacked(reply: Reply, most: int) -> bytes:
    """The body, of which no more than `most` bytes and one are unpacked: some servers send gzip to whoever asks, and apps read it."""
    packed = reply.headers.get("content-encoding", "identity").lower()
    if packed in {"", "identity"}:
        return reply.body
    if packed not in {"gzip", "x-gzip"}:
        raise NoAnswer("broken", f"it sends the file packed (`{packed[:40]}`), though none asked for that")
    unpacking = zlib.decompressobj(wbits=31)  # gzip, with its header and its sum
    try:
        body = unpacking.decompress(reply.body, most + 1)
    except zlib.error:
        raise NoAnswer("broken", "it says that the file is packed (`gzip`), and it is not") from None
    if not unpacking.eof and len(body) <= most:
        raise NoAnswer("broken", "it breaks off: the end of what is packed is missing")
    return body


def examine_feed(
    url: str,
    *,
    built: bytes | None = None,
    former: Iterable[str] = (),
    limits: Limits | None = None,
    allow_private: Allowed = False,
) -> tuple[ServedFeed, ...]:
    """Fetch a feed as a directory would, and its former addresses; the feed itself comes first. Never raises for it.

    built: the bytes that should be there.
    """
    limits = replace(limits or Limits(), whole_s=_WHOLE_S)
    with Fetcher(limits, allow_private=allow_private) as fetcher:
        found = [_feed(fetcher, url, built)]
        found += [_former(fetcher, old, url) for old in former]
    return tuple(found)


def _feed(fetcher: Fetcher, url: str, built: bytes | None) -> ServedFeed:
    try:
        reply = _document(fetcher, url, fetcher.limits.document_bytes)
    except NoAnswer as error:
        found = re.search(r"answers (\d+)", str(error))
        return ServedFeed(url, status=int(found[1]) if found else 0, trouble=error.kind, failure=str(error))
    return ServedFeed(
        url,
        status=reply.status,
        moves=tuple(hop.status for hop in reply.hops),
        final=reply.url,
        type=reply.headers.get("content-type", ""),
        conditional=_conditional(fetcher, reply),
        packed=_packed(fetcher, reply.url),
        length=len(reply.body),
        same=None if built is None else built == reply.body,
        self_url=_self_url(reply.body),
        kept_out=_kept_out(fetcher, reply.url),
        body=reply.body,
    )


def _ask(fetcher: Fetcher, url: str, headers: dict[str, str], most_bytes: int = 0) -> Reply | None:
    try:
        return fetcher.ask("GET", url, Budget(fetcher.limits), headers=headers, most_bytes=most_bytes)
    except NoAnswer:
        return None


def _conditional(fetcher: Fetcher, reply: Reply) -> int:
    marks = {"If-None-Match": reply.headers.get("etag"), "If-Modified-Since": reply.headers.get("last-modified")}
    headers = {name: value for name, value in marks.items() if value and value.isascii()}
    again = _ask(fetcher, reply.url, headers) if headers else None
    return again.status if again else 0


def _packed(fetcher: Fetcher, url: str) -> str:
    reply = _ask(fetcher, url, {"Accept-Encoding": "gzip, br"})
    return reply.headers.get("content-encoding", "") if reply else ""


def _self_url(body: bytes) -> str:
    """What the feed's `atom:link rel="self"` says, found without a parser: the reader of feeds judges the rest."""
    for found in _SELF.finditer(body[:65_536]):
        link = found[0].decode("utf-8", errors="replace")
        href = re.search(r"""href=["']([^"']*)""", link)
        if href and re.search(r"""rel=["']self["']""", link):
            return href[1].replace("&amp;", "&")
    return ""


def _kept_out(fetcher: Fetcher, url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    reply = _ask(fetcher, f"{parts.scheme}://{parts.netloc}/robots.txt", {}, fetcher.limits.body_bytes)
    if reply is None or reply.status != _OK:
        return ()
    robots = RobotFileParser()
    robots.parse(reply.body.decode("utf-8", errors="replace").splitlines())
    return tuple(name for name in CRAWLERS if not robots.can_fetch(name, url))


def _former(fetcher: Fetcher, old: str, new: str) -> ServedFeed:
    try:
        reply = fetcher.ask("GET", old, Budget(fetcher.limits))
    except NoAnswer as error:
        return ServedFeed(old, new, trouble=error.kind, failure=str(error))
    moves = tuple(hop.status for hop in reply.hops)
    return ServedFeed(old, new, status=reply.status, moves=moves, final=reply.url)
