"""Files in a show's folder that look as if they were meant for an episode, and that nothing reads."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from pathlib import Path

from feedkit.problems import Place, Problem
from feedkit.records.dialects import read_records
from feedkit.records.kinds import RECORD_ASTRAY, TRANSCRIPT_UNREAD, TRANSCRIPT_UNUSED
from feedkit.records.record import Record
from feedkit.targets import LOCK_FILE, SHOW_FILE

ENDINGS = (".md", ".markdown", ".yaml", ".yml", ".toml", ".json")
OURS = {SHOW_FILE, LOCK_FILE, "learned.yaml", "feedkit.yaml"}
NOBODYS = {"readme", "index", "_index", "license", "todo"}
"""What files are called that are for readers of the folder."""
MOST_BYTES = 1_000_000
"""Of a file beside the show file that is looked into."""
_TEXT = "save it as plain text (`.txt`), with its names and times"
_CAPTIONS = "export it as WebVTT (`.vtt`) or SubRip (`.srt`)"
UNREAD = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".pages", ".pdf", ".rtf"), _TEXT),
    **dict.fromkeys((".ass", ".dfxp", ".lrc", ".sbv", ".scc", ".ssa", ".stl", ".sub", ".ttml", ".xml"), _CAPTIONS),
    **dict.fromkeys((".csv", ".tsv", ".xlsx"), _CAPTIONS),
}
"""Endings of what else transcripts are kept in, and the way to a format that is read."""


def unread_transcript(path: Path) -> Iterator[Problem]:
    """A word on a transcript of an episode that is in no format that is read."""
    ending = path.suffix.lower()
    if ending in UNREAD and path.is_file():
        message = f"this transcript is not published: files that end in `{ending}` are not read"
        yield TRANSCRIPT_UNREAD.at(Place(path.as_posix()), message, mend=UNREAD[ending])


def unused_transcripts(
    folder: Path, shown: str, endings: Collection[str], names: AbstractSet[str], but: Iterable[Path]
) -> Iterator[Problem]:
    """A word on each transcript of a folder that no record uses.

    endings: of transcripts. names: what records call theirs. but: files that are something else, or are named by a record.
    """
    taken = {os.path.realpath(path) for path in but}
    for path in sorted(folder.iterdir()):
        is_one = path.suffix.lower() in endings and _may_be_meant(path) and path.is_file()
        if is_one and names.isdisjoint(_beginnings(path.name)) and os.path.realpath(path) not in taken:
            near = get_close_matches(path.stem, sorted(names), n=1)
            mend = f"did you mean `{near[0]}`?" if near else "name it after a record's key, or its media file"
            message = f"no record uses this transcript: there is none called `{path.stem}`, nor media of that name"
            yield TRANSCRIPT_UNUSED.at(Place(f"{shown}/{path.name}"), message, mend=mend)


def _beginnings(name: str) -> set[str]:
    """What a file may be named after: `001.en` and `001` for `001.en.vtt`."""
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


def records_astray(folder: Path, shown: str, patterns: Sequence[str], paths: Iterable[Path]) -> Iterator[Problem]:
    """A word on each file beside the show file that is a record with media, where records are looked for elsewhere.

    patterns: those in the show file. paths: of the records that were found.
    """
    beside = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in ENDINGS and _may_be_meant(path)]
    found = {str(path) for path in paths} if beside else set()
    for path in beside:
        if str(path) not in found and _has_media(path, f"{shown}/{path.name}"):
            where = ", ".join(f"`{pattern}`" for pattern in patterns)
            message = f"this looks like an episode, and nobody reads it: records are looked for in {where}"
            mend = "move it there, or write its name into `records` of show.yaml as well"
            yield RECORD_ASTRAY.at(Place(f"{shown}/{path.name}"), message, mend=mend)


def _may_be_meant(path: Path) -> bool:
    return not path.name.startswith(".") and path.stem.lower() not in NOBODYS and path.name not in OURS


def _has_media(path: Path, shown: str) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return False
        records = read_records(path, shown)
    except OSError:
        return False
    return any(isinstance(one, Record) and one.episode.values.get("enclosure") is not None for one in records)
