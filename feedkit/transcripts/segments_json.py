"""The JSON transcript of Podcasting 2.0: segments with `startTime`, `endTime`, `speaker` and `body`.

A segment may be a sentence or a single word. Source: the transcripts page of the podcast namespace. Other programs'
JSON (`start`, `end`, `text`) is read and reported, as apps do not read it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from feedkit.transcripts.clock import is_time, parse_clock, to_ms
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.interface import LIKELY, NO, SURE, Format, Placed, Reading
from feedkit.transcripts.layout import one_line
from feedkit.transcripts.located_json import load_json
from feedkit.transcripts.recognisers import recognised
from feedkit.transcripts.rulebook import ENCODING, JSON_SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from feedkit.transcripts.source import Source

VERSION = "1.0.0"

_SHAPE = '{"version": "1.0.0", "segments": [{"startTime": 0.5, "endTime": 2.25, "body": "Hello."}]}'
_OPENING = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_OURS = {"start": "startTime", "end": "endTime", "body": "body", "speaker": "speaker"}
_OTHERS = {"start": "start", "end": "end", "body": "text", "speaker": "speaker"}


def sniff(head: str) -> int:
    """Sure where the text opens an object with a key, or an array of such objects; likely at a brace."""
    if _OPENING.match(head):
        return SURE
    return LIKELY if head.lstrip().startswith("{") else NO


def read(source: Source, findings: Findings) -> Reading:
    """Read the segments; one without text is left out, one without a usable time is kept without it, both noted."""
    if source.has_mark:
        message = "the file opens with a byte order mark, which strict JSON readers refuse"
        findings.add(ENCODING, message, mend="save it as UTF-8 without a mark", line=1)
    document = load_json(source.text, findings, JSON_SHAPE)
    other = None if _has_segments(document.value) else recognised(document.value)
    if other:
        message = f"the file is the JSON of {other.program}, which apps do not read"
        findings.add(JSON_SHAPE, message, mend="convert it with `feedkit transcript convert`", line=1)
    segments = other.segments if other else _segments(document.value, findings)
    place = document.places("segments")
    keys = _OURS if other else _keys(segments, findings)
    cues = []
    for index, segment in enumerate(segments):

        def note(message: str, index: int = index) -> None:
            line, column = place(index)
            mend = "write seconds as a number, from 0, and text as a string"
            findings.add(JSON_SHAPE, f"segment {index + 1}: {message}", mend=mend, line=line, column=column)

        cue = _cue(segment, keys, note)
        if cue:
            cues.append(Placed(cue, index))
    return Reading(cues, _language(document.value), lambda at: place(at)[0])


def _has_segments(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("segments"), list)


def _segments(value: Any, findings: Findings) -> Sequence[Any]:
    if isinstance(value, dict):
        if not isinstance(value.get("version"), str):
            is_missing = "version" not in value
            message = "`version` is missing" if is_missing else f"`version` is {_json(value['version'])}, not a text"
            findings.add(JSON_SHAPE, message, mend='write `"version": "1.0.0"`', line=1)
        segments = value.get("segments")
        if isinstance(segments, list):
            return segments
    elif isinstance(value, list):
        message = "the file is a bare array; apps look for an object with `version` and `segments`"
        findings.add(JSON_SHAPE, message, mend=f"write `{_SHAPE}`", line=1)
        return value
    mend = f"export it as WebVTT (.vtt) or SubRip (.srt), or write `{_SHAPE}`"
    raise findings.refusal(JSON_SHAPE, "there is no array `segments` in the file", mend=mend, line=1)


def _keys(segments: Sequence[Any], findings: Findings) -> Mapping[str, str]:
    """Which keys the segments use; those of other programs are noted once."""
    first = next((segment for segment in segments if isinstance(segment, dict)), {})
    if "text" not in first or "body" in first:
        return _OURS
    message = "the segments have `start`, `end` and `text`, as speech recognisers write them; apps do not read them"
    findings.add(JSON_SHAPE, message, mend="convert it with `feedkit transcript convert`", line=1)
    return _OTHERS


def _cue(segment: Any, keys: Mapping[str, str], note: Callable[[str], None]) -> Cue | None:
    if not isinstance(segment, dict):
        note(f"{_json(segment)} is not an object; it was left out")
        return None
    body = segment.get(keys["body"])
    if not isinstance(body, str) or not one_line(body):
        note(f"`{keys['body']}` is {_json(body)}, which is no text; the segment was left out")
        return None
    start_s = _seconds(segment, keys["start"], note)
    end_s = _seconds(segment, keys["end"], note) if keys["end"] in segment else None
    if end_s is not None and start_s is None:
        end_s = None
    return Cue(one_line(body), start_s, end_s, _speaker(segment.get(keys["speaker"]), note))


def _json(value: Any) -> str:
    """A value for a message, as it stands in the file."""
    return shown(json.dumps(value, ensure_ascii=False))


def _seconds(segment: Mapping[str, Any], key: str, note: Callable[[str], None]) -> float | None:
    value = segment.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool) and is_time(value):
        return value
    if isinstance(value, str) and (seconds := _written(value)) is not None:
        note(f"`{key}` is {_json(value)}, a text, and apps look for a number; it was read as {seconds:g} s")
        return seconds
    if key not in segment:
        note(f"`{key}` is missing; the segment is kept without a time")
    else:
        note(f"`{key}` is {_json(value)}, not a number of seconds from 0 to 360000; the segment is kept without it")
    return None


def _written(text: str) -> float | None:
    """Seconds that are written as a text: `12.5`, or a clock time."""
    if not _DECIMAL.fullmatch(text.strip()):
        return parse_clock(text)
    return float(text) if is_time(float(text)) else None


def _speaker(value: Any, note: Callable[[str], None]) -> str | None:
    if value is None or isinstance(value, str):
        return one_line(value or "") or None
    note(f"`speaker` is {_json(value)}, not a text; it was left out")
    return None


def _language(value: Any) -> str | None:
    language = value.get("language") if isinstance(value, dict) else None
    return language if isinstance(language, str) and language.strip() else None


def write(cues: Sequence[Cue], *, title: str, language: str | None) -> str:  # noqa: ARG001 -- the format has no place for them
    """Write version 1.0.0, a segment a line; times are rounded to milliseconds, whole seconds are whole numbers."""
    segments = ",\n".join(json.dumps(_segment(cue), ensure_ascii=False) for cue in cues)
    return f'{{\n"version": "{VERSION}",\n"segments": [\n{segments}\n]\n}}\n'


def _segment(cue: Cue) -> dict[str, object]:
    segment: dict[str, object] = {"speaker": cue.speaker} if cue.speaker else {}
    for key, seconds in (("startTime", cue.start_s), ("endTime", cue.end_s)):
        if seconds is not None:
            ms = to_ms(seconds)
            segment[key] = ms // 1000 if ms % 1000 == 0 else ms / 1000
    return {**segment, "body": cue.text}


FORMAT = Format(
    name="json",
    media_type="application/json",
    extensions=(".json",),
    needs_times=True,
    needs_ends=False,
    sniff=sniff,
    read=read,
    write=write,
)
