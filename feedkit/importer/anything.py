"""Import of whatever somebody names: a file or an address, one feed or a list of feeds."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from feedkit.errors import FeedkitError, UsageError
from feedkit.feed.decode import decode
from feedkit.importer.run import Imported, import_feed
from feedkit.opml import import_opml
from feedkit.problems import Report

if TYPE_CHECKING:
    from feedkit.media.addresses import Allowed


class NotFetched(FeedkitError):
    """A feed could not be had from its address. reason: why, without the address, which may hold a secret."""

    def __init__(self, address: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{address}: {reason}; or save the feed as a file, and import that")


def import_anything(
    source: str, to: Path, *, force: bool = False, allow_private: Allowed = False
) -> tuple[Report, tuple[str, ...]]:
    """Import a feed, or every feed of an OPML list. Returns the report and a line for each show.

    source: a file, or an http address, which is then asked for. allow_private: what of private networks may be asked. Raises UsageError where there is no such file,
    NotFetched where the address gives nothing, InvalidRecord where it is no feed.
    """
    url = source if "://" in source else ""
    fetch = partial(_fetched, allow_private=allow_private)
    content = fetch(source) if url else _read(Path(source))
    if not _is_list(content):
        imported = import_feed(content if url else Path(source), to, url=url, force=force)
        return imported.report, (_line(to, imported),)
    shows = import_opml(content, to, fetch=fetch, force=force)
    lines = tuple(_line(show.folder, show.imported) for show in shows)
    return sum((show.report for show in shows), Report()), lines


def _is_list(content: bytes) -> bool:
    """Whether it is an OPML list; a feed may speak of one."""
    start = decode(content[:2000]).text.lower()
    return "<opml" in start.partition("<rss")[0]


def _fetched(url: str, allow_private: Allowed) -> bytes:
    """The bytes at an address, politely and within limits."""
    from feedkit.media.addresses import shown
    from feedkit.media.fetch import NoAnswer
    from feedkit.media.served_feed import fetch_document

    try:
        return fetch_document(url, allow_private=allow_private).body
    except NoAnswer as error:
        raise NotFetched(shown(url), str(error)) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path.as_posix()}: {(error.strerror or str(error)).lower()}") from error


def _line(folder: Path, imported: Imported | None) -> str:
    if imported is None:
        return f"{folder.as_posix()}: not imported"
    kept = f", {len(imported.kept)} left as they were" if imported.kept else ""
    number = len(imported.files)
    return f"{folder.as_posix()}: {number} {'file' if number == 1 else 'files'} written{kept}"
