"""The transcript of a record: which file it is, and its cues."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from feedkit.problems import Place, Problem
from feedkit.records.document import Document, conflict_of
from feedkit.records.kinds import FILES_EXIST, LEFT_OUT, LIMITS
from feedkit.records.layers import Layer
from feedkit.records.places import shown
from feedkit.records.source import Draft
from feedkit.records.strays import unread_transcript, unused_transcripts
from feedkit.records.within import read_or_tell
from feedkit.targets import path_from
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.source import MOST_BYTES


def with_transcript(draft: Draft, folder: Path, transcripts: Path | None) -> Draft:
    """Read the transcript that the best source names, or the one that is named after the record or after its media file,
    as in a folder that holds both, or else the record's own; null means none. transcripts: the folder of those, where
    there is one.
    """
    best, name = transcript_named(draft)
    if best is not None and name is None:
        return replace(draft, cues=())
    if best is not None and isinstance(name, str):
        path = path_from(folder, name)
        if _is_readable(path, folder):
            return _cues(draft, path)
        mend = f"put the file there; the path is relative to {folder.as_posix()}"
        message = f"`transcript` names no file that there is: `{shown(name)}`"
        return draft.with_layers((), problems=[FILES_EXIST.at(best.where(("transcript",)), message, mend=mend)])
    if transcripts is None:
        return draft
    names = (name for name in (draft.key, media_stem(draft)) if name and _is_plain(name))
    beside = (one for name in names for one in sorted(transcripts.glob(f"{name}.*")))
    unread: list[Problem] = []
    for path in beside:
        if path.suffix.lower() in _transcript_endings():
            return _told_of_own(_cues(draft, path), draft.cues, path)
        unread += unread_transcript(path)
    return draft.with_layers((), problems=unread) if unread else draft


def _told_of_own(draft: Draft, own: Sequence[Cue], path: Path) -> Draft:
    """The draft, with a word where the record's own transcript gave way. own: the cues of the record itself."""
    if not own or draft.cues is own:
        return draft
    message = f"left out: the transcript in the record itself; that in {path.parent.name}/{path.name} is published"
    mend = f"take {path.name} away if the record's is the better one"
    return draft.with_layers((), problems=[LEFT_OUT.at(Place(draft.path), message, mend=mend)])


def transcripts_unused(
    beside: tuple[Path, str], folder: Path, drafts: Sequence[Draft], paths: list[Path]
) -> Iterator[Problem]:
    """A word on each transcript of a folder that no draft uses. beside: the folder, and as problems print it."""
    names = {name for draft in drafts for name in (draft.key, media_stem(draft))} | {path.stem for path in paths}
    named = [path_from(folder, name) for draft in drafts if isinstance(name := transcript_named(draft)[1], str)]
    return unused_transcripts(*beside, _transcript_endings(), names, (*paths, *named))


def media_stem(draft: Draft) -> str:
    """The name of an episode's media file, without its ending; '' where none is named."""
    urls = (
        value.get("url") if isinstance(value, Mapping) else value
        for layer in sorted(draft.layers, key=lambda layer: layer.origin.source)
        if (value := layer.values.get("enclosure")) is not None
    )
    url = next((url for url in urls if isinstance(url, str)), "")
    name = unquote(url.partition("?")[0].partition("#")[0].rpartition("/")[2])
    return name.rpartition(".")[0] or name


def transcript_named(draft: Draft) -> tuple[Layer | None, Any]:
    """The source that decides on the transcript, None where nobody does; and the file it names, None for none."""
    said = [one for one in draft.layers if "transcript" in one.values or one.values.get("transcripts", ()) is None]
    best = min(said, key=lambda layer: layer.origin.source, default=None)
    return best, None if best is None else best.values.get("transcript")


@cache
def _transcript_endings() -> frozenset[str]:
    from feedkit.transcripts import FORMATS  # many shows have no transcripts, and need not wait for their formats

    return frozenset(ending for one in FORMATS.values() for ending in one.extensions)


def _cues(draft: Draft, path: Path) -> Draft:
    from feedkit.transcripts import read_transcript  # likewise

    name = path.as_posix()
    raw = read_or_tell(path, name, MOST_BYTES, "transcript")
    if isinstance(raw, Problem):
        return draft.with_layers((), problems=[raw])
    if len(raw) > MOST_BYTES:
        message = f"the transcript has {path.stat().st_size:,} bytes, and more than {MOST_BYTES:,} are not read"
        return draft.with_layers((), problems=[LIMITS.at(Place(name), message, mend="leave out what is no text")])
    conflict = conflict_of(Document(name, raw.decode("utf-8", "replace").replace("\r\n", "\n")))
    if conflict is not None:
        return draft.with_layers((), problems=[conflict])
    transcript = read_transcript(raw, path=name)
    cues: tuple[Cue, ...] = transcript.cues
    return replace(draft, cues=cues or draft.cues, problems=(*draft.problems, *transcript.problems))


def _is_readable(path: Path, folder: Path) -> bool:
    """Whether there is a file, inside of the show's folder; a name that no system has is no file."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)) and path.is_file()
    except (OSError, ValueError):
        return False


def _is_plain(key: str) -> bool:
    return not set(key) & set("/\\*?[]")
