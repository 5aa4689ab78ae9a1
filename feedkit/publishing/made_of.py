"""What a part of a show is made of: its record, what stands beside that, and what the ledger says of it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from feedkit.feed.cache import Look, elsewhere
from feedkit.feed.fingerprints import ABSENT, fingerprint
from feedkit.feed.ledger import Ledger
from feedkit.publishing.lock_marks import LockMarks
from feedkit.records.load import media_stem, transcript_named
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Draft


class Made(NamedTuple):
    """What a part was made of: the path of its record; the names after which other files may be named, its guid where the
    ledger gives it, and what tells one state of all of its files from another.
    """

    record: str
    stem: str
    media: str
    transcript: str | None
    guid: str | None
    files: list[str]


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

    def head(self, ledger: Ledger) -> dict[str, str]:
        """What all parts are made of: every file that is no record's own, and the show's guid, from which guids are minted."""
        return {"rest": self._rest, "show": ledger.show_guid}

    def _files_in(self, name: str, file: ShowFile) -> Iterator[str]:
        """The files of a folder that holds nothing but files named after records."""
        own = os.path.normpath(name)
        if own == "." or own.startswith("..") or own in map(os.path.normpath, (*file.people, *file.sponsors)):
            return
        start = f"{self._folder / own}{os.sep}"
        yield from (path for path in self._files if path.startswith(start) and os.sep not in path[len(start) :])

    def of(self, draft: Draft, path: Path) -> Made:
        """What a draft is made of."""
        _, named = transcript_named(draft)
        names_itself = any("guid" in layer.values for layer in draft.layers if layer.origin.what != "ledger")
        guid = None if names_itself else self._ledger.guid_of(draft.key) or ""
        transcript = named if isinstance(named, str) else None
        made = Made(str(path), path.stem, media_stem(draft), transcript, guid, [])
        return made._replace(files=self._marks(draft.key, made))

    def holds(self, key: str, made: Made) -> bool:
        """Whether all that a part is made of is as it was."""
        if made.guid is not None and made.guid != (self._ledger.guid_of(key) or ""):
            return False
        return made.files == self._marks(key, made)

    def _marks(self, key: str, made: Made) -> list[str]:
        marks = [self._files.get(made.record, ABSENT)]
        if self._named:
            names = (f"overlay {key}", f"overlay {made.stem}", f"transcript {key}", f"transcript {made.media}")
            paths = (path for name in names for path in self._named.get(name, ()))
            marks += (f"{path} {self._files[path]}" for path in paths)
        if made.transcript is not None:
            marks.append(fingerprint(self._folder / made.transcript))
        return marks


def _starts(name: str) -> Iterator[str]:
    """`a.b` and `a` for `a.b.vtt`: the keys after which a file may be named."""
    while (name := name.rpartition(".")[0]) != "":
        yield name
