"""From a show's folder to what each file in it says, with every problem and nothing merged."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from feedkit.errors import InvalidRecord
from feedkit.memory import without_collecting
from feedkit.problems import Level, Place, Problem, See
from feedkit.records.dialects import dialect_named, holds_many, read_records
from feedkit.records.dialects.interface import Dialect
from feedkit.records.dialects.site import naming
from feedkit.records.document import Document, read_document
from feedkit.records.drafts import Drafting
from feedkit.records.foreign import with_foreign
from feedkit.records.keys import are_alike, keys_alike
from feedkit.records.kinds import (
    DUPLICATE_RECORD,
    EMPTY,
    SCHEMA,
    SKIPPED,
    UNREADABLE,
)
from feedkit.records.layers import Layer, Locate, Origin, Source
from feedkit.records.other_shows import records_of_other_shows
from feedkit.records.overlays import Overlays
from feedkit.records.people import read_people, with_persons
from feedkit.records.record import Record, Skipped
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Common, ShowSource
from feedkit.records.spelling import spell
from feedkit.records.sponsors import read_sponsors
from feedkit.records.strays import records_astray
from feedkit.records.transcribed import transcripts_unused, with_transcript
from feedkit.records.whole_links import site_of
from feedkit.records.yaml import parse_yaml
from feedkit.tags.codec import plan_of
from feedkit.tags.settle import Settled, settle
from feedkit.tags.show import Show
from feedkit.targets import SHOW_FILE, path_from

Spare = Callable[[Common, Sequence[Path]], Mapping[str, str]]
"""Told what all records depend on, and their paths; says which of these need not be read, and each one's key."""


@without_collecting(all_stay=True)
def load_source(folder: Path, spare: Spare | None = None) -> ShowSource:
    """Read everything in a show's folder. Raises InvalidRecord only where `show.yaml` itself, or one of the
    folders, cannot be read.

    spare: which records may be left alone; one whose key another has too is read all the same, and so are all where a
    record speaks of the show.
    """
    try:
        return _load(folder, spare)
    except OSError as error:
        path = Path(error.filename or folder).as_posix()
        reason, mend = (error.strerror or str(error)).lower(), "give the right to read it"
        raise InvalidRecord([UNREADABLE.at(Place(path), f"cannot be read: {reason}", mend=mend)]) from error


def _load(folder: Path, spare: Spare | None) -> ShowSource:
    shown = folder.as_posix()
    document, values, where, problems = _read_show_file(folder / SHOW_FILE, f"{shown}/{SHOW_FILE}")
    settings = {name: value for name, value in values.items() if name in plan_of(ShowFile).slots}
    settled = settle(ShowFile, {name: _listed(name, value) for name, value in settings.items()})
    problems += _setting_faults(settled, document, where)
    file: ShowFile = settled.value
    people = read_people([_folder(folder, name) for name in file.people], image_base=file.site_url or "")
    sponsors = read_sponsors([_folder(folder, name) for name in file.sponsors])
    said = {name: value for name, value in values.items() if name not in settings}
    show_layer, no_xml = with_foreign(Layer(Origin(Source.SHOW, SHOW_FILE), said, where))
    show_layer, unknown = with_persons(show_layer, people)
    problems += [*people.problems, *sponsors.problems, *no_xml, *unknown]
    paths = _record_paths(folder, file, shown, problems)
    common = Common(file, show_layer.values, people.paths, sponsors.paths)
    spared = dict(spare(common, paths)) if spare is not None else {}
    records, keys, alone, found = _read_records(paths, folder, shown, file, spared)
    overlays = Overlays(*_folder(folder, file.overlays))
    named = (*spared, *(record.path for record in records)) if len(overlays) else ()
    problems += [*found, *overlays.unused((*keys, *(Path(path).stem for path in named)))]
    site = site_of(file, str(show_layer.values.get("link") or ""))
    drafting = Drafting(file, where, people, sponsors, overlays, site)
    transcripts = beside if (beside := path_from(folder, file.transcripts_folder)).is_dir() else None
    if transcripts is not None:
        _must_be_readable(transcripts)
    drafts = tuple(with_transcript(drafting.draft(record), folder, transcripts) for record in records)
    problems += records_astray(folder, shown, file.records, paths)
    if spare is None and transcripts is not None and transcripts.resolve().is_relative_to(folder.resolve()):
        problems += transcripts_unused(_folder(folder, file.transcripts_folder), folder, drafts, paths)
    others = records_of_other_shows(records, str(show_layer.values.get("title") or ""), folder.name)
    problems += others.values() if spare is None else ()
    own = (r.show for r in records if r.show is not None and r.key not in others)
    layers = (spell(show_layer, Show), *(spell(layer, Show) for layer in own))
    files = 1 + len(people.by_id) + len(keys) + len(overlays)
    return ShowSource(folder.name, folder, shown, file, where, layers, drafts, tuple(problems), files, keys, alone)


def _read_show_file(path: Path, shown: str) -> tuple[Document, dict[str, Any], Locate, list[Problem]]:
    if not path.is_file():
        mend = f"write {shown} with at least `title`, `link`, `description` and `feed_url`"
        raise InvalidRecord([UNREADABLE.at(Place(shown), "a show needs a file `show.yaml`", mend=mend)])
    document = read_document(path, shown)
    if not document.readable:
        raise InvalidRecord(document.problems)
    parsed = parse_yaml(document)
    problems = [*document.problems, *parsed.problems]
    if not isinstance(parsed.value, dict):
        raise InvalidRecord(problems or [EMPTY.at(Place(shown, 1, 1), "the show file holds no `key: value` lines")])
    return document, parsed.value, parsed.locate, problems


def _folder(folder: Path, name: str) -> tuple[Path, str]:
    """A folder that the show file names, and as problems print it."""
    path = path_from(folder, name)
    return path, path.as_posix()


def _listed(name: str, value: Any) -> Any:
    slot = plan_of(ShowFile).slots.get(name)
    return [value] if slot is not None and slot.many and not isinstance(value, list) else value


def _setting_faults(settled: Settled, document: Document, where: Locate) -> Iterator[Problem]:
    for fault in settled.faults:
        name = ".".join(str(step) for step in fault.path)
        yield document.problem(SCHEMA, where(fault.path), f"`{name}` {fault.message}", field=name)


def _read_records(
    paths: Iterable[Path], folder: Path, shown: str, file: ShowFile, spared: dict[str, str]
) -> tuple[list[Record], tuple[str, ...], dict[str, Path], list[Problem]]:
    """The records, the keys of all in their order, the files of those that stand alone, and what is wrong with others.

    spared: may shrink.
    """
    dialect = _dialect(file)

    def read(path: Path) -> tuple[Record | Skipped, ...]:
        return read_records(path, _shown(path, folder, shown), dialect)

    found = {path: () if str(path) in spared else read(path) for path in paths}
    for path in _needed_after_all(found, spared):
        del spared[str(path)]
        found[path] = read(path)
    records: dict[str, Record | None] = {}
    problems: list[Problem] = []
    for path, entries in found.items():
        if str(path) in spared:
            records[spared[str(path)]] = None
        for one in entries:
            problems += _take(one, records)
    keyed = (
        (key, _shown(path, folder, shown)) for path in paths for key in _keys_in(found[path], spared.get(str(path)))
    )
    problems += keys_alike(keyed) if are_alike(records) else ()
    return [one for one in records.values() if one is not None], tuple(records), _alone(found), problems


def _dialect(file: ShowFile) -> Dialect | None:
    """The dialect that the show file asks for; None where each file tells its own."""
    if file.fields:
        return naming(file.fields)
    return dialect_named(file.dialect) if file.dialect else None


def _keys_in(entries: Sequence[Record | Skipped], spared: str | None) -> list[str]:
    return [spared] if spared is not None else [one.key for one in entries if isinstance(one, Record)]


def _alone(found: Mapping[Path, Sequence[Record | Skipped]]) -> dict[str, Path]:
    """The files of the records on which no other file has a say but those that are named after them."""
    records = [one for entries in found.values() for one in entries if isinstance(one, Record)]
    if any(record.show is not None for record in records):
        return {}
    times = Counter(record.key for record in records)
    single = {one.key: path for path, entries in found.items() for one in entries[:1] if isinstance(one, Record)}
    many = {record.key for record in records if holds_many(record.dialect)}
    return {key: path for key, path in single.items() if times[key] == 1 and key not in many}


def _needed_after_all(found: Mapping[Path, Sequence[Record | Skipped]], spared: Mapping[str, str]) -> list[Path]:
    """The spared records that must be read: their key has come up elsewhere, or a record speaks of the show."""
    read = [one for entries in found.values() for one in entries if isinstance(one, Record)]
    speaks_of_show, keys = any(record.show is not None for record in read), {record.key for record in read}
    return [path for path in found if str(path) in spared and (speaks_of_show or spared[str(path)] in keys)]


def _take(one: Record | Skipped, records: dict[str, Record | None]) -> list[Problem]:
    """Put a record among the others; what is wrong with it is told here where it is left out."""
    if isinstance(one, Skipped):
        reason = SKIPPED.at(Place(one.path), f"this is no episode: {one.reason}")
        return [*one.problems] if one.problems else [reason]
    first = records.setdefault(one.key, one)
    return [] if first is one or first is None else [*one.problems, _duplicate(one, first)]


def _record_paths(folder: Path, file: ShowFile, shown: str, problems: list[Problem]) -> list[Path]:
    found: dict[str, Path] = {}  # paths are slow to be told apart
    for pattern in file.records:
        try:
            found.update((str(path), path) for path in _matching(folder, pattern))
        except (ValueError, NotImplementedError):
            mend = "write a pattern relative to the show's folder, such as `episodes/*`"
            message = f"`{pattern}` is no pattern of file names"
            problems.append(SCHEMA.at(Place(f"{shown}/{SHOW_FILE}"), message, mend=mend, field="records"))
    seen = sorted((path for path in found.values() if not path.name.startswith(".")), key=lambda path: path.parts)
    files = [path for path in seen if os.path.isfile(path)]  # noqa: PTH113 - it takes half of the time
    if len(files) < len(seen):
        problems += (_no_file(path, _shown(path, folder, shown)) for path in seen if _is_odd(path))
    return files


def _shown(path: Path, folder: Path, shown: str) -> str:
    try:
        return f"{shown}/{path.relative_to(folder).as_posix()}"
    except ValueError:
        return path.as_posix()


def _is_odd(path: Path) -> bool:
    """Whether something stands where a record should that is neither a file nor plainly a folder."""
    return not path.is_file() and (path.is_symlink() or not path.is_dir() or path.suffix != "")


def _no_file(path: Path, shown: str) -> Problem:
    what = "a link to nothing that can be read" if path.is_symlink() else "a folder" if path.is_dir() else "no file"
    mend = "put a file in its place, or take it out of the folder"
    return SKIPPED.at(Place(shown), f"this is no episode: it is {what}", mend=mend)._replace(level=Level.WARNING)


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    base = folder
    while pattern.startswith("../"):
        base, pattern = path_from(base, ".."), pattern[3:]
    fixed = base.joinpath(*takewhile(lambda part: not set(part) & set("*?["), Path(pattern).parts[:-1]))
    if fixed.is_dir():
        _must_be_readable(fixed)
    yield from base.glob(pattern)


def _must_be_readable(folder: Path) -> None:
    """Raises OSError where a folder may not be read, of which `glob` would say nothing."""
    next(folder.iterdir(), None)


def _duplicate(record: Record, first: Record) -> Problem:
    return DUPLICATE_RECORD.at(
        record.episode.where(("key",)),
        f"`{record.key}` is already the key of another record; this one is left out",
        mend="give one of the two another slug, or another file name",
        see=(See(first.episode.where(("key",)), "the first"),),
        field="key",
    )
