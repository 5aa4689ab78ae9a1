"""JSON chapters, versions 1.0 to 1.2: read leniently, written strictly as 1.2.0.

Source: the JSON chapters page of the podcast namespace, https://github.com/Podcastindex-org/podcast-namespace .
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from feedkit.chapters.chapter import Chapter, Chapters, ChaptersError
from feedkit.chapters.checking import check_chapters
from feedkit.chapters.fields import FieldReader
from feedkit.chapters.rulebook import CHAPTERS_ARRAY, JSON, SIZE, UNKNOWN_KEYS, VERSION
from feedkit.chapters.tidying import tidy
from feedkit.transcripts.clock import to_ms
from feedkit.transcripts.findings import Findings, Refused, shown
from feedkit.transcripts.located_json import load_json
from feedkit.transcripts.source import MARK, MIB, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from feedkit.problems import Problem

WRITTEN_VERSION = "1.2.0"
MOST_BYTES = MIB
"""A chapters file above this is refused unread: it is fetched while somebody listens."""
MOST_CHAPTERS = 1000

_HEAD_TEXTS = {
    "title": "title",
    "author": "author",
    "podcastName": "podcast_name",
    "description": "description",
    "fileName": "file_name",
}
_HEAD_KEYS = frozenset({"version", "chapters", "waypoints", *_HEAD_TEXTS})


def read_json_chapters(
    text_or_bytes: bytes | str, *, path: str, duration_s: float | None = None, most_bytes: int = MOST_BYTES
) -> tuple[Chapters, tuple[Problem, ...]]:
    """Read a chapters file; never raises for what is in it.

    Returns the chapters in the file's order, those without a usable start left out, and the problems (FK320 to FK340)
    with their lines. duration_s: the length of the audio, to check against. `tidy` mends what can be mended.
    """
    findings = Findings(path)
    try:
        text = _open(text_or_bytes, findings, most_bytes)
        document = load_json(text, findings, JSON)
        chapters = _read_object(document.value, findings, document.places("chapters"), nulls_are_absent=False)
    except Refused as refusal:
        return Chapters(), (*findings.problems(), refusal.problem)
    check_chapters(chapters, findings, duration_s=duration_s)
    return chapters, findings.problems()


def chapters_from_object(
    value: object,
    *,
    path: str,
    place: Callable[[int], tuple[int, int]] | None = None,
    nulls_are_absent: bool = True,
    duration_s: float | None = None,
) -> tuple[Chapters, tuple[Problem, ...]]:
    """Read chapters that stand inside of a record, already parsed: the same object as in a file.

    place: line and column for the index of a chapter. nulls_are_absent: whether `"img": null` goes without a word, as
    records are filled in by programs that write every key, an empty list included.
    """
    findings = Findings(path)
    try:
        chapters = _read_object(value, findings, place or _nowhere, nulls_are_absent=nulls_are_absent)
    except Refused as refusal:
        return Chapters(), (*findings.problems(), refusal.problem)
    check_chapters(chapters, findings, duration_s=duration_s)
    return chapters, findings.problems()


def _nowhere(index: int) -> tuple[int, int]:  # noqa: ARG001 -- stands in for a function that knows places
    return 0, 0


def _open(text_or_bytes: bytes | str, findings: Findings, most_bytes: int) -> str:
    if len(text_or_bytes) > most_bytes:
        message = f"the file has {len(text_or_bytes):,} bytes, and more than {most_bytes:,} are not read"
        raise findings.refusal(SIZE, message, mend="keep to a few chapters, and pictures to their addresses")
    text = text_or_bytes if isinstance(text_or_bytes, str) else decode(text_or_bytes, findings, JSON)
    if text.startswith(MARK):
        message = "the file opens with a byte order mark, which strict JSON readers refuse"
        findings.add(JSON, message, mend="save it as UTF-8 without a mark", line=1)
    text = text.removeprefix(MARK)
    findings.lines = text.splitlines() if text.isascii() else text.split("\n")
    if not text.strip():
        raise findings.refusal(JSON, "the file is empty", mend="write chapters, or take the link to it out")
    return text


def _read_object(
    value: object, findings: Findings, place: Callable[[int], tuple[int, int]], *, nulls_are_absent: bool
) -> Chapters:
    if not isinstance(value, dict):
        message = f"the file holds {_kind(value)}, not an object with `version` and `chapters`"
        raise findings.refusal(CHAPTERS_ARRAY, message, mend='write `{"version": "1.2.0", "chapters": [...]}`', line=1)
    _check_version(value.get("version"), findings)
    entries = value.get("chapters")
    if not isinstance(entries, list):
        message = f"`chapters` is {_kind(entries)}, not an array"
        raise findings.refusal(
            CHAPTERS_ARRAY, message, mend='write `"chapters": [{"startTime": 0, "title": "…"}]`', line=1
        )
    if entries or not nulls_are_absent:
        _check_count(len(entries), findings)
    fields = FieldReader(findings, place)
    chapters = [chapter for index, entry in enumerate(entries) if (chapter := fields.chapter(index, entry))]
    if not nulls_are_absent:
        fields.note_nulls()
    return _with_head(value, tuple(chapters), findings)


def _kind(value: object) -> str:
    names = {type(None): "missing", dict: "an object", list: "an array", str: "a text", bool: "a boolean"}
    return names.get(type(value), "a number")


def _check_version(version: object, findings: Findings) -> None:
    if not isinstance(version, str):
        message = f"`version` is {shown(json.dumps(version))}, not a text"
        findings.add(VERSION, message, mend=f'write `"version": "{WRITTEN_VERSION}"`', line=1)
    elif not version.startswith("1."):
        message = f"`version` is {shown(version)}; 1.0 to 1.2 are known, and it was read as {WRITTEN_VERSION}"
        findings.add(VERSION, message, mend=f'write `"version": "{WRITTEN_VERSION}"`', line=1)


def _check_count(count: int, findings: Findings) -> None:
    if not count:
        message = "`chapters` is empty; an empty list hides the chapters that apps make themselves"
        findings.add(CHAPTERS_ARRAY, message, mend="write chapters, or take the file and its link out", line=1)
    if count > MOST_CHAPTERS:
        message = f"the file has {count:,} chapters; more than {MOST_CHAPTERS:,} are a load for phones"
        findings.add(SIZE, message, mend="keep to what a listener would choose from", line=1)


def _with_head(value: Mapping[str, Any], chapters: tuple[Chapter, ...], findings: Findings) -> Chapters:
    texts: dict[str, str] = {}
    for key, name in _HEAD_TEXTS.items():
        given = value.get(key)
        if isinstance(given, str):
            texts[name] = given
        elif given is not None:
            message = f"`{key}` is {shown(json.dumps(given))}, not a text; it was left out"
            findings.add(JSON, message, mend=f"write `{key}` as a text, or leave it out", line=1)
    waypoints = value.get("waypoints")
    if waypoints is not None and not isinstance(waypoints, bool):
        message = f"`waypoints` is {shown(json.dumps(waypoints))}, not true or false; it was left out"
        findings.add(JSON, message, mend="write true or false, or leave it out", line=1)
        waypoints = None
    extra = {key: one for key, one in value.items() if key not in _HEAD_KEYS}
    for key in extra:
        findings.add(UNKNOWN_KEYS, f"{shown(key)} is no key of a chapters file; it is kept", mend="delete it", line=1)
    return Chapters(chapters, waypoints=waypoints, extra=extra, **texts)


def write_json_chapters(chapters: Chapters | Iterable[Chapter]) -> str:
    """Write a chapters file, version 1.2.0: tidied (see `tidy`), absent keys absent, the same bytes for the same list.

    Whole seconds are whole numbers, others have up to three decimals. Raises ChaptersError for an empty list.
    """
    head = chapters if isinstance(chapters, Chapters) else Chapters(tuple(chapters))
    ready, _ = tidy(head)
    if not ready:
        raise ChaptersError("there is no chapter to write; an empty file hides the chapters that apps make themselves")
    document: dict[str, Any] = {"version": WRITTEN_VERSION}
    document |= {key: text for key, name in _HEAD_TEXTS.items() if (text := getattr(head, name)) is not None}
    if head.waypoints is not None:
        document["waypoints"] = head.waypoints
    document |= head.extra
    document["chapters"] = [_written(chapter) for chapter in ready]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _written(chapter: Chapter) -> dict[str, Any]:
    location = chapter.location
    fields = {
        "startTime": _number(chapter.start_s),
        "title": chapter.title,
        "img": chapter.img,
        "url": chapter.url,
        "toc": None if chapter.toc else False,
        "endTime": None if chapter.end_s is None else _number(chapter.end_s),
        "location": location
        and {"name": location.name, "geo": location.geo, **({"osm": location.osm} if location.osm else {})},
    }
    return {key: value for key, value in fields.items() if value is not None} | dict(chapter.extra)


def _number(seconds: float) -> float:
    ms = to_ms(seconds)
    return ms // 1000 if ms % 1000 == 0 else ms / 1000
