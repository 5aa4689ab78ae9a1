"""What a part of a show is made of: its record, what stands beside that, and what the ledger says of it."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from feedkit.feed.cache import Look, elsewhere
from feedkit.feed.fingerprints import ABSENT, fingerprint, hash_of
from feedkit.guard.ledger import Ledger
from feedkit.publishing.lock_marks import LockMarks
from feedkit.records.kinds import LEFT_OUT, PERSON_UNKNOWN, SPONSOR_UNKNOWN
from feedkit.records.people import files_in
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Common, Draft
from feedkit.records.transcribed import media_stem, transcript_named
from feedkit.targets import SHOW_FILE, path_from

OF_NO_CONCERN = frozenset(
    ("categories", "copyright", "description", "funding", "itunes_summary", "owner", "podroll", "subtitle")
)
"""What a show file says of the show, and nothing that is made of a record depends on."""
MISSED = {PERSON_UNKNOWN.rule, SPONSOR_UNKNOWN.rule, LEFT_OUT.rule}
"""The rules that tell of an id that is nobody's."""


class Made(NamedTuple):
    """What a part was made of. record: its path. stem, media, transcript: names of files that belong to it. guid: where the
    ledger gives it. people, sponsors: the ids it names. misses: whether one of these is nobody, and that is told. files:
    what tells one state of all of these from another.
    """

    record: str
    stem: str
    media: str
    transcript: str | None
    guid: str | None
    people: Iterable[str]
    sponsors: Iterable[str]
    misses: bool
    files: list[str]


class MadeOf:
    """What the parts of a show are made of."""

    def __init__(self, look: Look, ledger: Ledger, common: Common, paths: Iterable[Path]) -> None:
        self._ledger, self._folder, self._common, file = ledger, look.job.folder, common, common.file
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
        show_file = self._folder / SHOW_FILE
        self.show_file = self._files.get(str(show_file), ABSENT)
        """What tells one state of the show file from another."""
        self._in_show_file = f"{json.dumps(show_file.as_posix())},".encode()
        looked_up = (path_from(self._folder, name) for name in (*file.people, *file.sponsors))
        entries = (str(path) for folder in looked_up for path, _ in files_in(folder, ""))
        own = records.union(overlays, transcripts, self.lock.paths, entries)
        self._rest = look.total(beside, own | {str(show_file)})

    def head(self, ledger: Ledger) -> dict[str, str]:
        """What all parts are made of: every file that no record has for itself, what the show file says to all of them,
        and the show's guid, from which guids are minted.
        """
        said = {name: value for name, value in self._common.said.items() if name not in OF_NO_CONCERN}
        settings = repr((sorted(self._common.file.__dict__.items()), sorted(said.items())))
        return {
            "rest": self._rest,
            "said": _hash(settings),
            "show": ledger.show_guid,
        }

    def speaks_of_show_file(self, line: bytes) -> bool:
        """Whether a part has places in the show file, whose lines move. line: all that is kept of it."""
        return self._in_show_file in line

    def _files_in(self, name: str, file: ShowFile) -> Iterator[str]:
        """The files of a folder that holds nothing but files named after records."""
        own, others = path_from(self._folder, name), (*file.people, *file.sponsors)
        if path_from(self._folder, ".").is_relative_to(own) or own in {path_from(self._folder, one) for one in others}:
            return
        start = f"{own}{os.sep}"
        yield from (path for path in self._files if path.startswith(start) and os.sep not in path[len(start) :])

    def of(self, draft: Draft, path: Path) -> Made:
        """What a draft is made of."""
        _, named = transcript_named(draft)
        names_itself = any("guid" in layer.values for layer in draft.layers if layer.origin.what != "ledger")
        guid = None if names_itself else self._ledger.guid_of(draft.key) or ""
        transcript = named if isinstance(named, str) else None
        names = (str(path), path.stem, media_stem(draft), transcript, guid)
        misses = any(problem.rule in MISSED for problem in draft.problems)
        made = Made(*names, people=draft.people, sponsors=draft.sponsors, misses=misses, files=[])
        return made._replace(files=self._marks(draft.key, made))

    def holds(self, key: str, made: Made) -> bool:
        """Whether all that a part is made of is as it was."""
        if made.guid is not None and made.guid != (self._ledger.guid_of(key) or ""):
            return False
        return made.files == self._marks(key, made)

    def _marks(self, key: str, made: Made) -> list[str]:
        marks = [self._files.get(made.record) or fingerprint(made.record)]
        if self._named:
            names = (f"overlay {key}", f"overlay {made.stem}", f"transcript {key}", f"transcript {made.media}")
            paths = (path for name in names for path in self._named.get(name, ()))
            marks += (f"{path} {self._files[path]}" for path in paths)
        if made.transcript is not None:
            marks.append(fingerprint(path_from(self._folder, made.transcript)))
        marks += [self._people[name] for name in made.people]
        marks += [self._sponsors[name] for name in made.sponsors]
        return marks if not made.misses else [*marks, self._everybody]

    @cached_property
    def _people(self) -> _Marks:
        return _Marks(self._common.people, self._files)

    @cached_property
    def _sponsors(self) -> _Marks:
        return _Marks(self._common.sponsors, self._files)

    @cached_property
    def _everybody(self) -> str:
        """What tells who is there: for whoever is nobody the report proposes a like name, or the folder to make."""
        folders = [path_from(self._folder, name).is_dir() for name in self._common.file.sponsors]
        return _hash(repr((sorted(self._common.people), sorted(self._common.sponsors), folders)))


class _Marks(dict[str, str]):
    """By an id, what tells one state of the file that is looked up for it from another, or that there is none.

    paths: of the files, by id. files: the fingerprints, by path.
    """

    def __init__(self, paths: Mapping[str, str], files: Mapping[str, str]) -> None:
        super().__init__()
        self._paths, self._files = paths, files

    def __missing__(self, name: str) -> str:
        path = self._paths.get(name)
        self[name] = mark = ABSENT if path is None else _hash(f"{path} {self._files.get(path) or fingerprint(path)}")
        return mark


def _hash(text: str) -> str:
    return hash_of(text.encode("utf-8", "backslashreplace"))


def _starts(name: str) -> Iterator[str]:
    """`a.b` and `a` for `a.b.vtt`: the keys after which a file may be named."""
    while (name := name.rpartition(".")[0]) != "":
        yield name
