"""The ledger of a show: the identity under which each episode was published, kept beside the feed and never forgotten.

One JSON object a line, sorted, so that git shows and merges it line by line: a head, the episodes, and an end that
counts them. An episode that is withdrawn keeps its line, for its guid must never be another's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from json.encoder import encode_basestring_ascii as quote
from pathlib import Path
from typing import Any, NamedTuple

from feedkit.feed.disk import read_regular
from feedkit.feed.document import Feed
from feedkit.feed.fast_json import read_json
from feedkit.feed.files import is_archive_page
from feedkit.feed.fingerprints import hash_of
from feedkit.feed.items import by_hash, cut_items
from feedkit.feed.paging import archive_pages, read_published
from feedkit.guard.change import Memory
from feedkit.guard.match import identity, match_episodes, media_url
from feedkit.guard.replaced import artwork_of
from feedkit.records.layers import Layer, Origin, Source, at_file
from feedkit.records.source import ShowSource
from feedkit.tags.dates import read_date, write_iso
from feedkit.tags.episode import Episode
from feedkit.tags.rss import Enclosure, Guid
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

VERSION = 1
MOST_BYTES = 50_000_000
WHAT = "ledger"
"""What the origin of a value from the ledger is called."""


class Entry(NamedTuple):
    """An episode as it was published. key: '' where only the feed is left to know it from. hash: of its item's XML.

    date: RFC 3339, or ''. gone: it was withdrawn, or it has another guid now.
    """

    key: str
    guid: str
    url: str = ""
    date: str = ""
    hash: str = ""
    gone: bool = False

    @property
    def line(self) -> str:
        """It as JSON on one line, put together by hand, which takes a third of the time."""
        key, guid, url, date, content = map(quote, (self.key, self.guid, self.url, self.date, self.hash))
        gone = ', "gone": true' if self.gone else ""
        return f'{{"key": {key}, "guid": {guid}, "url": {url}, "date": {date}, "hash": {content}{gone}}}'


@dataclass(frozen=True)
class Ledger:
    """What was published of a show. show_guid: its podcast:guid, ''. damage: what is wrong with the file, '' for nothing.

    pictures: the marks of the pictures that were published, by address: what `feedkit probe` knew of them then.
    is_there: whether there is a file at all; without one the ledger is empty, and the feed has to bear witness.
    """

    entries: tuple[Entry, ...] = ()
    show_guid: str = ""
    path: str = ""
    damage: str = ""
    is_there: bool = field(default=True)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_key(self) -> Mapping[str, Entry]:
        return {e.key: e for e in sorted(self.entries, key=lambda e: not e.gone) if e.key}

    @cached_property
    def _by_guid(self) -> Mapping[str, Entry]:
        return {e.guid: e for e in sorted(self.entries, key=lambda e: not e.gone)}

    def guid_of(self, key: str) -> str | None:
        """The guid under which the record's episode was published, now or before it was withdrawn; None: never."""
        entry = self._by_key.get(key)
        return entry.guid if entry is not None else None

    @property
    def memory(self) -> Memory:
        """What the diff needs to know of it."""
        keys = {guid: entry.key for guid, entry in self._by_guid.items() if entry.key}
        gone = {guid: (entry.url, entry.date) for guid, entry in self._by_guid.items() if entry.gone}
        return Memory(keys, frozenset(gone), pictures=self.pictures, past=gone)

    def witness(self) -> Feed:
        """The published episodes as a feed, for a guard that has no other; nothing is known of them but who they are."""
        episodes = tuple(_episode(entry) for entry in self.entries if not entry.gone)
        return Feed(self.path, b"", Show(guid=self.show_guid or None, episodes=episodes))

    def completed(self, published: Show) -> Ledger:
        """The ledger with whatever of the published feed it does not know: lost, cut, or rolled back, the feed rebuilds it.

        Raises nothing, forgets nothing; entries that only the feed knows have no key until `with_keys`.
        """
        live = {entry.guid for entry in self.entries if not entry.gone}
        known = {*live, ""}  # what has neither guid nor media is nobody's to remember
        new = [_entry("", episode) for episode in published.episodes if identity(episode) not in known]
        found = {entry.guid for entry in new}
        kept = [entry for entry in self.entries if entry.guid not in found]
        keys = {entry.guid: entry.key for entry in self.entries if entry.guid in found}
        new = [entry._replace(key=keys.get(entry.guid, "")) for entry in new]
        return replace(self, entries=_in_order((*kept, *new)), show_guid=self.show_guid or published.guid or "")

    def with_keys(self, episodes: Sequence[Episode]) -> Ledger:
        """The ledger with the keys of entries that had none, or whose record has another name now, where an episode is
        plainly the same.
        """
        keys = {episode.key for episode in episodes}
        loose = [entry for entry in self.entries if not entry.key or not (entry.gone or entry.key in keys)]
        known = {entry.key for entry in self.entries}
        named = dict[str, str]()
        for match in match_episodes([_episode(entry) for entry in loose], episodes) if loose else ():
            if match.vouched and episodes[match.new].key not in known:
                named[loose[match.old].guid] = episodes[match.new].key
        if not named:
            return self
        open_to_names = {*loose}
        entries = (e._replace(key=named.get(e.guid, e.key)) if e in open_to_names else e for e in self.entries)
        return replace(self, entries=_in_order(entries))

    def after(self, feed: Feed, hashes: Mapping[bytes, str] | None = None) -> Ledger:
        """The ledger once this feed is published: its episodes as they are now, all others as gone.

        hashes: of items, where they are known.
        """
        show = feed.show or Show()
        pages = sorted(filter(is_archive_page, feed.assets), key=lambda name: (len(name), name), reverse=True)
        items = tuple(
            item for xml in (feed.content, *(feed.assets[page] for page in pages)) for item in cut_items(xml).items
        )
        if len(items) != len(show.episodes):  # notes that hold lines of XML look like items
            items = tuple(element_xml(episode).encode() for episode in show.episodes)
        known = hashes or {}
        pairs = zip(show.episodes, items, strict=True)
        now = [_entry(episode.key, episode, known.get(item) or hash_of(item)) for episode, item in pairs]
        live = {entry.guid for entry in now}
        gone = [entry._replace(gone=True) for entry in self.entries if entry.guid not in live]
        marks = {url: feed.pictures.get(url) or self.pictures.get(url, "") for url in sorted(artwork_of(show))}
        pictures = {url: mark for url, mark in marks.items() if mark}
        return Ledger(_in_order((*now, *gone)), show.guid or self.show_guid, self.path, pictures=pictures)

    def to_bytes(self) -> bytes:
        """The file's content: ASCII, so that no character of a guid can end a line."""
        head = {"ledger": VERSION, "show": self.show_guid}
        pictures = (json.dumps({"picture": url, "mark": mark}) for url, mark in self.pictures.items())
        lines = (json.dumps(head), *(entry.line for entry in self.entries), *pictures)
        return "\n".join((*lines, json.dumps({"end": len(self.entries)}), "")).encode("ascii")


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries))


def _episode(entry: Entry) -> Episode:
    try:
        date = read_date(entry.date) if entry.date else None
    except ValueError:
        date = None
    url = Enclosure(url=entry.url) if entry.url else None
    return Episode(key=entry.key, guid=Guid(text=entry.guid), pub_date=date, enclosure=url)


def _entry(key: str, episode: Episode, content: str = "") -> Entry:
    date = write_iso(episode.pub_date) if episode.pub_date is not None else ""
    return Entry(key, identity(episode), media_url(episode), date, content)


def read_ledger(path: Path) -> Ledger:
    """Read a ledger. Never raises for what it holds: what can be read of a damaged one is there, and `damage` is said.

    Raises OSError where it is there and cannot be read.
    """
    shown = path.as_posix()
    content = read_regular(path, MOST_BYTES)
    if content is None:
        return Ledger(path=shown, is_there=False)
    return parse_ledger(content, shown)


def parse_ledger(content: bytes, shown: str) -> Ledger:
    """Read the content of a ledger. shown: its path, for messages."""
    rows, bad = _rows(content.decode("utf-8", errors="replace").removesuffix("\n").split("\n"))
    entries = [*_entries(rows)]
    shows = [row["show"] for row in rows if isinstance(row.get("show"), str) and row["show"].strip()]
    ends = [row.get("end") for row in rows if "end" in row]
    damage = f"line {bad} cannot be read" if bad else ""
    if not damage and (not ends or ends[-1] != len(entries)):
        damage = (
            "its end is missing" if not ends else f"it has {len(entries)} episodes and says that there are {ends[-1]}"
        )
    pictures = {row["picture"]: row["mark"] for row in rows if _is_picture(row)}
    ordered = _in_order({*entries})
    return Ledger(ordered, shows[0] if shows else "", shown, damage, pictures=pictures)


def _is_picture(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("picture"), str) and isinstance(row.get("mark"), str)


def recall(path: Path, published: Path, items: Collection[str] | None = None) -> Ledger:
    """The ledger, with whatever of the published feed it does not know; a ledger is never empty where there is a feed.

    items: the hashes of the published items, where they are known. Raises OSError where one of the two is there and
    cannot be read.
    """
    ledger = read_ledger(path)
    if not published.is_file():
        return ledger
    known, files = {entry.hash for entry in ledger.entries}, (published, *archive_pages(published))
    hashes = by_hash(cut_items(path.read_bytes()) for path in files) if items is None else items
    if ledger.is_there and not ledger.damage and all(one in known for one in hashes):
        return ledger
    old = read_published(published).show
    return ledger.completed(old) if old is not None else ledger


def _rows(lines: Sequence[str]) -> tuple[list[dict[str, Any]], int]:
    """The objects of the lines, and the number of the first line that holds none, or 0."""
    rows, bad = list[dict[str, Any]](), 0
    for number, line in enumerate(lines, 1):
        try:
            row = read_json(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            rows.append(row)
        else:
            bad = bad or number
    return rows, bad


def _entries(rows: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    for row in rows:
        texts = [row.get(name, "") for name in ("key", "guid", "url", "date", "hash")]
        if row.get("guid") and all(isinstance(text, str) for text in texts) and row["guid"].strip():
            key, guid, url, date, content = texts
            yield Entry(key, guid, url if url.strip() else "", date, content, row.get("gone") is True)


def with_ledger(source: ShowSource, ledger: Ledger) -> ShowSource:
    """The source with what the ledger knows of identities: it speaks where nobody else says who an episode is."""
    where = at_file(ledger.path)
    drafts = list(source.drafts)
    for index, draft in enumerate(drafts):
        if not any("guid" in layer.values for layer in draft.layers) and (guid := ledger.guid_of(draft.key)):
            values = {"guid": {"text": guid, "is_permalink": False}}
            drafts[index] = draft.with_layers((Layer(Origin(Source.LOCK, WHAT), values, where),))
    layers = source.layers
    if ledger.show_guid and not any("guid" in layer.values for layer in layers):
        layers = (*layers, Layer(Origin(Source.LOCK, WHAT), {"guid": ledger.show_guid}, where))
    return replace(source, drafts=tuple(drafts), layers=layers)


def says_as_much(one: Ledger, other: Ledger, source: ShowSource) -> bool:
    """Whether both ledgers speak up for the same episodes; a guid that was minted just now is said by the newer only."""
    first, second = with_ledger(source, one).drafts, with_ledger(source, other).drafts
    return all(len(a.layers) == len(b.layers) for a, b in zip(first, second, strict=True))
