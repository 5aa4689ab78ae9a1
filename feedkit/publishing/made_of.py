"""What a part of a show is made of: its record, what stands beside that, and what the ledger says of it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from feedkit.feed.cache import Look, elsewhere
from feedkit.feed.fingerprints import digest_of, fingerprint
from feedkit.feed.ledger import Ledger
from feedkit.publishing.lock_marks import LockMarks
from feedkit.records.load import media_stem, transcript_named
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Draft

Row = dict[str, Any]


class MadeOf:
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
        self.lock = LockMarks(self._folder, self._folder.as_posix(), self._files)
        self._rest = look.total(beside, records.union(overlays, transcripts, self.lock.paths))

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
        return digest_of("\0".join(files).encode("utf-8", "surrogateescape"))


def _starts(name: str) -> Iterator[str]:
    """`a.b` and `a` for `a.b.vtt`: the keys after which a file may be named."""
    while (name := name.rpartition(".")[0]) != "":
        yield name
