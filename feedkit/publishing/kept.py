"""Parts on the disk: what each record came to in the last build, for as long as nothing of what it was made of changes.

A part holds while its record, the overlay named after it, the transcripts named after it or its media file, the
transcript it names, and what the ledger says of it have the hashes they had, and so has everything else that a build
reads. Its XML is not kept here: it is taken from the published feed, and its files stay where they are published, both
only if they have their hashes, too.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from feedkit.check import Checked
from feedkit.feed.build import Item
from feedkit.feed.cache import (
    Look,
    elsewhere,
    fingerprint,
    hash_of,
    line_of,
    plain_problem,
    problem_of,
    texts_of,
    write_lines,
)
from feedkit.feed.files import Asset
from feedkit.feed.ledger import Ledger
from feedkit.problems import Place
from feedkit.publishing.parts import Part, Whole
from feedkit.records.load import media_stem, transcript_named
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Draft, Guess, ShowSource
from feedkit.rules.allow import Allow
from feedkit.tags.episode import Episode
from feedkit.tags.plain import from_plain_later, to_plain

Row = dict[str, Any]
LINKS = ("transcripts", "chapters")
"""The fields in which an item links to files that feedkit writes."""
FACTS = (
    *("key", "title", "link", "guid", "pub_date", "description", "enclosure", "explicit", "episode_type", "persons"),
    *("itunes_episode", "itunes_season", "episode", "season", "duration", *LINKS),
)
"""What rules ask of all episodes together; the other fields of an episode are made when somebody asks for them."""


class Keeper:
    """Keeps the parts of one show between builds.

    items: the published items, by their hash. Use it as `load_source`'s `spare`, then ask for `parts`.
    """

    def __init__(self, look: Look, ledger: Ledger, items: Mapping[str, bytes]) -> None:
        self._look, self._ledger, self._items = look, ledger, items
        self._path = look.job.path.with_suffix(".parts")
        self._lines: dict[str, bytes] = {}
        self._made_of: _MadeOf | None = None
        self.parts: dict[str, Part] = {}
        """What was kept, by key."""

    def spare(self, file: ShowFile, paths: Sequence[Path], but: Iterable[str] = ()) -> dict[str, str]:
        """The records that need not be read, each with its key; `but`: these are to be read all the same."""
        self.parts, self._lines, spared = {}, {}, dict[str, str]()
        with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
            self._made_of = _MadeOf(self._look, self._ledger, file, paths)
            head, *lines = self._path.read_bytes().splitlines()
            for line in lines if head == line_of(self._made_of.head(self._ledger)) else ():
                text, more = texts_of(line)
                row = json.loads(text)
                if row["key"] not in but and self._made_of.holds(row) and (part := self._part(row, more)) is not None:
                    self.parts[row["key"]], self._lines[row["key"]] = part, line
                    spared[row["record"]] = row["key"]
        return spared

    def remember(self, whole: Whole, source: ShowSource, after: Ledger) -> None:
        """Keep the parts, once everything is published. after: the ledger as it is now."""
        if self._made_of is None:
            return
        with suppress(OSError, ValueError):
            parts = (replace(part, drawn=whole.drawn.get(part.checked.key, "")) for part in whole.parts)
            lines = [line for part in parts if (line := self._line(part, source, self._made_of)) is not None]
            write_lines(self._path, [line_of(self._made_of.head(after)), *lines])

    def _part(self, row: Row, more: bytes) -> Part | None:
        """The part that a row tells of; None where something of it is not published as it was.

        more: those fields of the episode that are seldom asked for.
        """
        item = row["item"]
        if item is not None and (item["xml"] not in self._items or not all(map(self._stands, item["files"]))):
            return None
        episode = _episode(row["episode"], row["more"], more)
        places = {tuple(steps): Place(*place) for steps, place in row["places"]}
        excerpts = {Place(*place): text for place, text in row["excerpts"]}
        made = None if item is None else self._item(row, more, episode)
        return Part(
            _checked(row), episode, made, None, row["guesses"], row["withdrawn"], places, excerpts, row["drawn"]
        )

    def _stands(self, file: Sequence[str]) -> bool:
        return self._look.published.files.get(file[0]) == file[3]

    def _item(self, row: Row, more: bytes, episode: Episode | None) -> Item:
        item = row["item"]
        files = tuple(Asset(path, None, kind, rel) for path, kind, rel, _ in item["files"])
        guesses = tuple(Guess(field, details) for field, details in item["guesses"])
        if item["links"]:
            episode = _episode({**row["episode"], **item["links"]}, row["more"], more)
        if episode is None:
            raise ValueError("an item without an episode")
        return Item(episode, self._items[item["xml"]], frozenset(item["prefixes"]), files, guesses, item["line"])

    def _line(self, part: Part, source: ShowSource, made_of: _MadeOf) -> bytes | None:
        """The part as a line of the file; None where it cannot be kept."""
        key = part.checked.key
        if part.draft is None:
            kept = self.parts[key]
            if part.checked is kept.checked and part.drawn == kept.drawn:
                return self._lines[key]
            text, more = texts_of(self._lines[key])
            return line_of(json.loads(text) | _plain_judged(part.checked) | {"drawn": part.drawn}, json.loads(more))
        if key not in source.alone:
            return None
        plain = {} if part.episode is None else to_plain(part.episode)
        facts = {name: plain.pop(name) for name in FACTS if name in plain}
        row = {"key": key, **made_of.row(part.draft, source.alone[key]), "more": [*plain]} | _row_of(part)
        return line_of(row | {"episode": None if part.episode is None else facts}, plain)


class _MadeOf:
    """What the parts of a show are made of."""

    def __init__(self, look: Look, ledger: Ledger, file: ShowFile, paths: Iterable[Path]) -> None:
        self._ledger, self._folder = ledger, look.job.folder
        beside = elsewhere(file.__dict__)
        self._files = look.files(beside)
        records = {str(path) for path in paths}
        overlays = [*self._files_in(file.overlays, file)]
        transcripts = [*self._files_in(file.transcripts_folder, file)]
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in overlays:
            self._named[f"overlay {Path(path).stem}"].append(path)
        for path in transcripts:
            for name in _starts(Path(path).name):
                self._named[f"transcript {name}"].append(path)
        self._rest = look.total(beside, records.union(overlays, transcripts))

    def head(self, ledger: Ledger) -> Row:
        """What all parts are made of: every file that is no record's own, and the show's guid, from which guids are minted."""
        return {"rest": self._rest, "show": ledger.show_guid}

    def _files_in(self, name: str, file: ShowFile) -> Iterator[str]:
        """The files of a folder that holds nothing but files named after records."""
        own = os.path.normpath(name)
        if own == "." or own.startswith("..") or own in map(os.path.normpath, (*file.people, *file.sponsors)):
            return
        start = f"{self._folder / own}{os.sep}"
        yield from (path for path in self._files if path.startswith(start) and os.sep not in path[len(start) :])

    def row(self, draft: Draft, path: Path) -> Row:
        """What a draft is made of."""
        _, named = transcript_named(draft)
        names_itself = any("guid" in layer.values for layer in draft.layers if layer.origin.what != "ledger")
        guid = None if names_itself else self._ledger.guid_of(draft.key) or ""
        row = {
            "record": str(path),
            "stem": path.stem,
            "media": media_stem(draft),
            "transcript": named if isinstance(named, str) else None,
            "guid": guid,
        }
        return row | {"files": self._hash(draft.key, row)}

    def holds(self, row: Row) -> bool:
        """Whether all that a part is made of is as it was."""
        if row["guid"] is not None and row["guid"] != (self._ledger.guid_of(row["key"]) or ""):
            return False
        return bool(row["files"] == self._hash(row["key"], row))

    def _hash(self, key: str, row: Row) -> str:
        names = (f"overlay {key}", f"overlay {row['stem']}", f"transcript {key}", f"transcript {row['media']}")
        named = [path for name in names for path in self._named.get(name, ())]
        files = [f"{path} {self._files.get(path)}" for path in (row["record"], *named)]
        if row["transcript"] is not None:
            files.append(fingerprint(self._folder / row["transcript"]))
        return hash_of("\0".join(files).encode("utf-8", "surrogateescape"))


def _starts(name: str) -> Iterator[str]:
    """`a.b` and `a` for `a.b.vtt`: the keys after which a file may be named."""
    while (name := name.rpartition(".")[0]) != "":
        yield name


def _row_of(part: Part) -> Row:
    checked, item = part.checked, part.item
    return {
        "paths": checked.files,
        "told": [plain_problem(problem) for problem in checked.told],
        "allows": [[a.name, _plain_place(a.place), a.reason, a.key, a.whole] for a in checked.allows],
        "item": None if item is None else _plain_item(item),
        **_plain_judged(checked),
        "guesses": part.guesses,
        "withdrawn": part.is_withdrawn,
        "drawn": part.drawn,
        "places": [[[*steps], _plain_place(place)] for steps, place in part.places.items()],
        "excerpts": [[_plain_place(place), text] for place, text in part.excerpts.items()],
    }


def _plain_judged(checked: Checked) -> Row:
    return {"judged": [plain_problem(problem) for problem in checked.judged], "index": checked.index}


def _plain_item(item: Item) -> Row:
    plain = to_plain(item.episode) if item.files else {}
    return {
        "xml": hash_of(item.xml),
        "prefixes": sorted(item.prefixes),
        "links": {name: plain[name] for name in LINKS if name in plain},
        "files": [
            [file.path, file.media_type, file.rel, f"{hash_of(file.content)} {len(file.content)}"]
            for file in item.files
            if file.content is not None
        ],
        "guesses": [[guess.field, guess.details] for guess in item.guesses],
        "line": item.line,
    }


def _plain_place(place: Place) -> list[Any]:
    return [place.path, place.line, place.column]


def _checked(row: Row) -> Checked:
    told, judged = (tuple(map(problem_of, row[name])) for name in ("told", "judged"))
    allows = tuple(Allow(name, Place(*at), reason, key, whole) for name, at, reason, key, whole in row["allows"])
    return Checked(row["key"], tuple(row["paths"]), told, judged, allows, row["index"])


def _episode(plain: Row | None, names: Sequence[str], more: bytes) -> Episode | None:
    episode = None if plain is None else from_plain_later(Episode, plain, names, lambda: json.loads(more))
    return episode if isinstance(episode, Episode) else None
