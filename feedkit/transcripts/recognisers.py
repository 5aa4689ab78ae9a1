"""The JSON of speech recognisers: where each of them keeps what was said, and what it calls the parts of it.

Whisper's own `segments` are near enough to the format of Podcasting 2.0 to be read there. Where a program writes turns
of speech and single words, the turns are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Segment = Mapping[str, Any]
"""A segment by the names of Podcasting 2.0: `startTime`, `endTime`, `body`, `speaker`."""


class Recognised(NamedTuple):
    """The name of the program whose JSON it is, and its segments."""

    program: str
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class _Shape:
    """path: to the array, by keys and numbers. start, end, body, speaker: the keys in it; a dot leads into an object.

    per_second: how many of its units of time are a second.
    """

    program: str
    path: tuple[str | int, ...]
    start: str
    end: str
    body: str
    speaker: str = "speaker"
    per_second: int = 1


_ALTERNATIVE = ("results", "channels", 0, "alternatives", 0)
_SHAPES = (
    _Shape("Deepgram", ("results", "utterances"), "start", "end", "transcript"),
    _Shape("Deepgram", (*_ALTERNATIVE, "words"), "start", "end", "punctuated_word"),
    _Shape("AssemblyAI", ("utterances",), "start", "end", "text", per_second=1000),
    _Shape("AssemblyAI", ("words",), "start", "end", "text", per_second=1000),
    _Shape("whisper.cpp", ("transcription",), "offsets.from", "offsets.to", "text", per_second=1000),
    _Shape("Podlove", (), "start_ms", "end_ms", "text", "voice", per_second=1000),
)


def recognised(document: Any) -> Recognised | None:
    """What a JSON document holds, where it is one of those of `_SHAPES`, Rev's, Amazon's or YouTube's; else None."""
    for shape in _SHAPES:
        rows = _at(document, shape.path)
        if isinstance(rows, list) and rows and all(_fits(row, shape) for row in rows):
            return Recognised(shape.program, [_segment(row, shape) for row in rows])
    for program, read in (("Rev", _of_rev), ("Amazon", _of_amazon), ("YouTube", _of_youtube)):
        segments = [segment for segment in read(document) if segment["body"].strip()]
        if segments:
            return Recognised(program, segments)
    return None


def _fits(row: Any, shape: _Shape) -> bool:
    return isinstance(_at(row, (shape.body,)), str) and _number(_part(row, shape.start)) is not None


def _segment(row: Mapping[str, Any], shape: _Shape) -> Segment:
    start, end = _number(_part(row, shape.start)), _number(_part(row, shape.end))
    return _made(row[shape.body], start, end, row.get(shape.speaker), shape.per_second)


def _made(body: str, start: float | None, end: float | None, speaker: Any, per_second: int = 1) -> Segment:
    """A number that stands for a speaker is called as the programs' own captions call it: `Speaker 0`."""
    name = (
        f"Speaker {speaker}"
        if isinstance(speaker, int) or (isinstance(speaker, str) and len(speaker) == 1)
        else speaker
    )
    times = {"startTime": start, "endTime": end}
    known = {key: round(time / per_second, 3) for key, time in times.items() if time is not None}
    return {"body": body, "speaker": name if isinstance(name, str) else None, **known}


def _of_rev(document: Any) -> Iterator[Segment]:
    for turn in _rows(document, "monologues"):
        elements = list(_rows(turn, "elements"))
        times = [element for element in elements if _number(element.get("ts")) is not None]
        body = "".join(str(element.get("value", "")) for element in elements)
        if times:
            yield _made(body, _number(times[0]["ts"]), _number(times[-1].get("end_ts")), turn.get("speaker"))


def _of_amazon(document: Any) -> Iterator[Segment]:
    """Words, each with the punctuation that follows it as an item without times."""
    words: list[dict[str, Any]] = []
    for item in _rows(_at(document, ("results",)), "items"):
        said = str(_at(item, ("alternatives", 0, "content")) or "")
        if item.get("type") == "punctuation" and words:
            words[-1]["body"] += said
        else:
            times = (_number(item.get("start_time")), _number(item.get("end_time")))
            words.append({**_made(said, *times, item.get("speaker_label"))})
    yield from words


def _of_youtube(document: Any) -> Iterator[Segment]:
    for event in _rows(document, "events"):
        start, length = _number(event.get("tStartMs")), _number(event.get("dDurationMs"))
        body = "".join(str(piece.get("utf8", "")) for piece in _rows(event, "segs"))
        if start is not None:
            yield _made(body, start, None if length is None else start + length, None, 1000)


def _rows(parent: Any, key: str) -> Iterator[Mapping[str, Any]]:
    rows = _at(parent, (key,))
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of keys and numbers; None where nothing does."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and len(value) > step else None
    return value


def _part(row: Any, dotted: str) -> Any:
    return _at(row, tuple(dotted.split(".")))


def _number(value: Any) -> float | None:
    """A number, or one that is written as a text, as Amazon does."""
    try:
        return None if isinstance(value, bool) or not isinstance(value, int | float | str) else float(value)
    except (ValueError, OverflowError):
        return None
