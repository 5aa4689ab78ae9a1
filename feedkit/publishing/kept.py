"""Parts on the disk: what each record came to in the last build, for as long as nothing of what it was made of changes.

A part holds while its record, the overlay named after it, the transcripts named after it or its media file, the
transcript and the people and sponsors it names, and what ledger and lock say of it have the hashes they had, and so has
everything else that a build reads; of the show file it is what it says to records that counts. Its XML is not kept here:
it is taken from the published feed, and its files stay where they are published, both only if they have their hashes, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, cast

from feedkit.feed.cache import Job, Look
from feedkit.feed.fast_json import read_json
from feedkit.feed.fingerprints import digest_of, line_of, value_of, write_lines
from feedkit.feed.known import Envelope
from feedkit.guard.ledger import Ledger
from feedkit.publishing.aside import Aside, LostError
from feedkit.publishing.lock_marks import LockMarks, addresses_of
from feedkit.publishing.made_of import Made, MadeOf
from feedkit.publishing.parts import Part, Whole
from feedkit.publishing.rows import ItemRow, Row, part_of, row_of
from feedkit.records.source import Common, ShowSource


class _KeptPart(NamedTuple):
    """A part that holds, its record, and how it is written."""

    part: Part
    record: str
    line: bytes


def forget(job: Job) -> None:
    """Take what is kept of a show's parts off the disk. Raises OSError."""
    _path(job).unlink(missing_ok=True)


def _path(job: Job) -> Path:
    return job.path.with_suffix(".parts")


class Keeper:
    """Keeps the parts of one show between builds.

    items: the published items, by their hash. Use it as `load_source`'s `spare`, then ask for `parts`.
    """

    def __init__(self, look: Look, ledger: Ledger, items: Mapping[str, bytes]) -> None:
        self._look, self._ledger, self._items = look, ledger, items
        self._path = _path(look.job)
        self._more = Aside(look.job.path.with_suffix(".more"))
        self._made_of: MadeOf | None = None
        self._kept: dict[str, _KeptPart] | None = None
        self.parts: dict[str, Part] = {}
        """What was kept, by key."""
        self.envelopes: dict[str, Envelope] = {}
        """What stood around the items, by what it was made of."""

    def spare(self, common: Common, paths: Sequence[Path], but: Collection[str] = ()) -> dict[str, str]:
        """The records that need not be read, each with its key; `but`: these are to be read all the same."""
        if self._kept is None:
            self._kept = {}
            with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
                self._made_of = made_of = MadeOf(self._look, self._ledger, common, paths)
                self._kept = {kept.part.checked.key: kept for kept in self._holding(made_of)}
        self.parts = {key: kept.part for key, kept in self._kept.items() if key not in but}
        return {self._kept[key].record: key for key in self.parts}

    def _holding(self, made_of: MadeOf) -> Iterator[_KeptPart]:
        """What was kept and holds. ValueError, KeyError, TypeError or IndexError where it is not as it was written."""
        content = self._path.read_bytes()
        first, *lines, _ = content.split(b"\n")
        head, rest = value_of(first), memoryview(content)[len(first) + 1 :]
        if head["made_of"] != made_of.head(self._ledger) or head["hash"] != digest_of(rest):
            return
        self.envelopes = {key: _envelope(texts) for key, texts in head["envelopes"].items()}
        self._more = Aside(self._more.path, {key: tuple(spot) for key, spot in head["spots"].items()}, head["state"])
        same_lock, same_show = head["lock"] == made_of.lock.whole, head["file"] == made_of.show_file
        for line in lines if self._more.is_there else ():
            if not same_show and made_of.speaks_of_show_file(line):
                continue
            row = Row._make(read_json(line))
            made, item = Made._make(row.made_of), None if row.item is None else ItemRow._make(row.item)
            holds = made_of.holds(row.key, made) and (same_lock or self._has_its_entries(line, row, made_of.lock))
            if holds and self._is_published(item):
                yield _KeptPart(part_of(row, item, self._items, _later(self._more, row.key)), made.record, line)

    def _has_its_entries(self, line: bytes, row: Row, lock: LockMarks) -> bool:
        """Whether another lock says the same of a part."""
        return lock.holds(line, row.lock, row.key, _read(self._more, row.key)["addresses"])

    def _is_published(self, item: ItemRow | None) -> bool:
        """Whether the feed and its files have what a part wants there."""
        if item is None:
            return True
        files = self._look.published.files
        return item.xml in self._items and all(files.get(path) == mark for path, _, _, mark in item.files)

    def remember(self, whole: Whole, source: ShowSource, after: Ledger) -> None:
        """Keep the parts, once everything is published. after: the ledger as it is now."""
        if self._made_of is None:
            return
        lines: dict[str, bytes] = {}
        more: dict[str, bytes] = {}
        with suppress(OSError, ValueError, LostError):
            for part in whole.parts:
                key, drawn = part.checked.key, whole.known.drawn.get(part.checked.key, "")
                if part.draft is None:
                    lines[key] = self._line_again(key, part, drawn)
                elif key in source.alone:
                    addresses = addresses_of(part)
                    made_of = self._made_of.of(part.draft, source.alone[key])
                    row, fields = row_of(part._replace(drawn=drawn), made_of, self._made_of.lock.of(key, addresses))
                    lines[key] = _text(row)
                    more[key] = _text({"addresses": addresses, "fields": fields})
            all_of = self._made_of
            head = {"made_of": all_of.head(after), "lock": all_of.lock.whole, "file": all_of.show_file}
            self._write(head | {"envelopes": _plain_envelopes(whole.known.envelopes)}, lines, more)

    def _write(self, head: dict[str, Any], lines: Mapping[str, bytes], more: Mapping[str, bytes]) -> None:
        self._path.parent.mkdir(exist_ok=True)
        aside = self._more.after(more, lines.keys())
        rest = [piece for line in lines.values() for piece in (line, b"\n")]
        head |= {"hash": digest_of(*rest), "spots": aside.spots, "state": aside.state}
        write_lines(self._path, [line_of(head), *lines.values()])

    def _line_again(self, key: str, part: Part, drawn: str) -> bytes:
        """How a part is written that was kept: as it was, unless it has another place now, or a page another view of it."""
        kept = (self._kept or {})[key]
        if part.checked is kept.part.checked and drawn == kept.part.drawn:
            return kept.line
        row = Row._make(json.loads(kept.line))
        return _text(row._replace(judged=part.checked.judged, at=part.checked.at, drawn=drawn))


def _later(aside: Aside, key: str) -> Callable[[], dict[str, Any]]:
    """The fields of an episode that are seldom asked for. It holds no keeper: then all of its parts would hold each other."""
    return lambda: cast("dict[str, Any]", _read(aside, key)["fields"])


def _read(aside: Aside, key: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(aside.text(key)))


def _plain_envelopes(envelopes: Mapping[str, Envelope]) -> dict[str, list[str]]:
    """The envelopes as JSON can hold them."""
    return {key: [part.decode() for part in envelope] for key, envelope in envelopes.items()}


def _envelope(texts: Sequence[str]) -> Envelope:
    head, tail = texts
    return head.encode(), tail.encode()


def _text(row: Row | dict[str, Any]) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode("ascii")
