"""From a show's folder to what each file in it says, with every problem and nothing merged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from feedkit.errors import InvalidRecord
from feedkit.problems import Place, Problem, See
from feedkit.records.dialects import dialect_named, read_records
from feedkit.records.document import Document, read_document
from feedkit.records.drafts import Drafting
from feedkit.records.foreign import with_foreign
from feedkit.records.kinds import (
    DUPLICATE_RECORD,
    EMPTY,
    FILES_EXIST,
    LIMITS,
    OVERLAY_UNUSED,
    SCHEMA,
    SKIPPED,
    UNREADABLE,
)
from feedkit.records.layers import Layer, Locate, Origin, Source
from feedkit.records.people import read_people, with_persons
from feedkit.records.places import shown as shown_in_message
from feedkit.records.record import Record
from feedkit.records.show_file import ShowFile
from feedkit.records.source import Draft, ShowSource
from feedkit.records.spelling import spell
from feedkit.records.sponsors import read_sponsors
from feedkit.records.yaml import parse_yaml
from feedkit.tags.codec import plan_of
from feedkit.tags.settle import Settled, settle
from feedkit.tags.show import Show
from feedkit.transcripts import read_transcript
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.source import MOST_BYTES

SHOW_FILE = "show.yaml"


def load_source(folder: Path) -> ShowSource:
    """Read everything in a show's folder. Raises InvalidRecord only where `show.yaml` itself cannot be read."""
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
    records, found = _read_records(folder, shown, file)
    problems += found
    overlays, found = _read_overlays(*_folder(folder, file.overlays))
    problems += found
    drafting = Drafting(file, where, people, sponsors, overlays)
    drafts = [drafting.draft(record) for record in records]
    problems += [*drafting.problems, *_unused(overlays, records)]
    drafts = [_with_transcript(draft, folder, file, problems) for draft in drafts]
    page_layers = tuple(spell(r.show, Show) for r in records if r.show is not None)
    files = 1 + len(people.by_id) + len(records) + len(overlays)
    layers = (spell(show_layer, Show), *page_layers)
    return ShowSource(folder.name, folder, shown, file, where, layers, tuple(drafts), tuple(problems), files)


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
    return folder / name, os.path.normpath(f"{folder.as_posix()}/{name}").replace(os.sep, "/")


def _listed(name: str, value: Any) -> Any:
    slot = plan_of(ShowFile).slots.get(name)
    return [value] if slot is not None and slot.many and not isinstance(value, list) else value


def _setting_faults(settled: Settled, document: Document, where: Locate) -> Iterator[Problem]:
    for fault in settled.faults:
        name = ".".join(str(step) for step in fault.path)
        yield document.problem(SCHEMA, where(fault.path), f"`{name}` {fault.message}", field=name)


def _read_records(folder: Path, shown: str, file: ShowFile) -> tuple[list[Record], list[Problem]]:
    dialect = dialect_named(file.dialect) if file.dialect else None
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for path in _record_paths(folder, file, shown, problems):
        name = f"{shown}/{path.relative_to(folder).as_posix()}" if path.is_relative_to(folder) else path.as_posix()
        for found in read_records(path, name, dialect):
            problems += found.problems
            if isinstance(found, Record) and found.key not in records:
                records[found.key] = found
            elif isinstance(found, Record):
                problems.append(_duplicate(found, records[found.key]))
            elif not found.problems:
                problems.append(SKIPPED.at(Place(name), f"this is no episode: {found.reason}"))
    return list(records.values()), problems


def _record_paths(folder: Path, file: ShowFile, shown: str, problems: list[Problem]) -> list[Path]:
    found: set[Path] = set()
    for pattern in file.records:
        try:
            found.update(_matching(folder, pattern))
        except (ValueError, NotImplementedError):
            mend = "write a pattern relative to the show's folder, such as `episodes/*`"
            message = f"`{pattern}` is no pattern of file names"
            problems.append(SCHEMA.at(Place(f"{shown}/{SHOW_FILE}"), message, mend=mend, field="records"))
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    base = folder
    while pattern.startswith("../"):
        base, pattern = Path(os.path.normpath(base / "..")), pattern[3:]
    yield from base.glob(pattern)


def _duplicate(record: Record, first: Record) -> Problem:
    return DUPLICATE_RECORD.at(
        record.episode.where(("key",)),
        f"`{record.key}` is already the key of another record; this one is left out",
        mend="give one of the two another slug, or another file name",
        see=(See(first.episode.where(("key",)), "the first"),),
        field="key",
    )


def _read_overlays(folder: Path, shown: str) -> tuple[dict[str, Layer], list[Problem]]:
    overlays: dict[str, Layer] = {}
    problems: list[Problem] = []
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))) if folder.is_dir() else ():
        document = read_document(path, f"{shown}/{path.name}")
        problems += document.problems
        if not document.readable:
            continue
        parsed = parse_yaml(document)
        problems += parsed.problems
        if isinstance(parsed.value, dict):
            overlays[path.stem] = Layer(Origin(Source.OVERLAY, "overlay"), parsed.value, parsed.locate)
        elif not parsed.problems:
            problems.append(document.problem(SCHEMA, parsed.locate(()), "an overlay wants `key: value` lines"))
    return overlays, problems


def _unused(overlays: Mapping[str, Layer], records: list[Record]) -> Iterator[Problem]:
    keys = {record.key for record in records} | {Path(record.path).stem for record in records}
    for name, layer in overlays.items():
        if name not in keys:
            near = get_close_matches(name, sorted(keys), n=1)
            mend = f"did you mean `{near[0]}`?" if near else "name it after the key of a record"
            place = layer.where(()).whole
            yield OVERLAY_UNUSED.at(place, f"there is no record `{name}` that this overlay could correct", mend=mend)


def _with_transcript(draft: Draft, folder: Path, file: ShowFile, problems: list[Problem]) -> Draft:
    """Read the transcript that the best source names, or the one that is named after the record; null means none."""
    said = [one for one in draft.layers if "transcript" in one.values or one.values.get("transcripts", ()) is None]
    best = min(said, key=lambda layer: layer.origin.source, default=None)
    name = None if best is None else best.values.get("transcript")
    if best is not None and name is None:
        return replace(draft, cues=())
    if best is not None and isinstance(name, str):
        path = folder / name
        if _is_readable(path, folder):
            return _cues(draft, path, problems)
        mend = f"put the file there; the path is relative to {folder.as_posix()}"
        message = f"there is no file `{shown_in_message(name)}`"
        problems.append(FILES_EXIST.at(best.where(("transcript",)), message, mend=mend))
        return draft
    if draft.cues or not (folder / file.transcripts_folder).is_dir():
        return draft
    found = sorted((folder / file.transcripts_folder).glob(f"{draft.key}.*")) if _is_plain(draft.key) else []
    return _cues(draft, found[0], problems) if found else draft


def _cues(draft: Draft, path: Path, problems: list[Problem]) -> Draft:
    size = path.stat().st_size
    if size > MOST_BYTES:
        message = f"the transcript has {size:,} bytes, and more than {MOST_BYTES:,} are not read"
        problems.append(LIMITS.at(Place(path.as_posix()), message, mend="leave out what is no text"))
        return draft
    transcript = read_transcript(path.read_bytes(), path=path.as_posix())
    problems += transcript.problems
    cues: tuple[Cue, ...] = transcript.cues
    return replace(draft, cues=cues) if cues else draft


def _is_readable(path: Path, folder: Path) -> bool:
    """Whether there is a file, inside of the show's folder; a name that no system has is no file."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)) and path.is_file()
    except (OSError, ValueError):
        return False


def _is_plain(key: str) -> bool:
    return not set(key) & set("/\\*?[]")
