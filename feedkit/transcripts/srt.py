"""SubRip (SRT): numbered cues, times with a comma, the speaker as `Name:` where the voice changes.

There is no standard; the layout written is that of the Podcasting 2.0 guide, the strictness that of AntennaPod, which
skips a cue whose times are not `HH:MM:SS,mmm` and cuts the text of a labelled cue at its second colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock, parse_clock
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.interface import LIKELY, NO, SURE, Format, Placed, Reading
from feedkit.transcripts.layout import one_line, span_ms, wrap
from feedkit.transcripts.rulebook import SIZE, SRT_LAYOUT, SRT_STRUCTURE
from feedkit.transcripts.source import MOST_LINE_CHARACTERS, Source
from feedkit.transcripts.speakers import (
    inherit_speakers,
    is_label,
    is_name,
    opens_with_change,
    split_label,
    with_colons,
    without_colons,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_CHARACTERS = 32
"""The guide's limit for the two lines of a cue; a longer text is broken at LONG_LINE_CHARACTERS instead."""
LONG_LINE_CHARACTERS = 65
MOST_LINES = 2

_TIME = r"\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})(?=\s|$)", re.ASCII)
_SQUEEZED = re.compile(rf"(?<!\S)(\d{{1,7}})[ \t]{{1,8}}({_TIME}[ \t]{{0,8}}-->[ \t]{{0,8}}{_TIME})(?!\S)", re.ASCII)
_STRICT_TIME = re.compile(r"\d{2}:[0-5]\d:[0-5]\d,\d{3}", re.ASCII)
_ARROW_LINE = re.compile(rf"{_TIME}[ \t]*-->[ \t]*{_TIME}", re.ASCII)
_COMMA_BEFORE_ARROW = re.compile(r"\d,\d{3}[ \t]*-->", re.ASCII)
_AROUND = 24
_COUNTER = re.compile(r"[ \t]*(\d{1,9})[ \t]*", re.ASCII)
_MARKUP = re.compile(r"</?+(?:b|i|u|s|font|c|v)(?:[ .][^<>]*+)?>|\{\\[a-z0-9]++[^{}]*+\}", re.IGNORECASE)
_REFERENCES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_REFERENCE = re.compile(r"&(?:lt|gt|amp);")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text and its number in the file; a squeezed file has many with one number."""

    text: str
    number: int


def sniff(head: str) -> int:
    """Sure at a line with two times and a comma; likely with dots, or spoilt times, under a counter."""
    if head.lstrip().startswith("WEBVTT"):
        return NO
    found = NO
    for match in re.finditer(r"-->", head):
        around = head[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        times = _ARROW_LINE.search(around)
        if times and "," in times.group():
            return SURE
        if (times or _COMMA_BEFORE_ARROW.search(around)) and _starts_with_counter(head):
            found = LIKELY
    return found


def _starts_with_counter(head: str) -> bool:
    return bool(re.match(r"\s*\d{1,9}\s", head[:200], re.ASCII))


def read(source: Source, findings: Findings) -> Reading:
    """Read SubRip leniently: squeezed onto one line, without counters or blank lines, dots for commas.

    A name before the first colon of a cue is the speaker, of the following cues too unless every cue is labelled.
    """
    blocks = _blocks(_unsqueezed(source, findings), findings)
    labels = {label for _, _, text in blocks if (label := split_label(text)[0])}
    names = {label for label in labels if is_name(label)} | _repeated(blocks)
    parts = ((times, line, part) for times, line, text in blocks for part in _parts(text, names))
    return Reading(inherit_speakers([_named(times, line, text, names) for times, line, text in parts if text]))


_Block = tuple[tuple[float | None, float | None], int, str]
"""The times of a cue, their line, and its lines of text, with line feeds between them."""


def _parts(text: str, names: set[str]) -> Iterator[str]:
    """A cue's text on one line; one for each of several voices, where a line opens with a name that opens cues, too."""
    part = ""
    for line in text.split("\n"):
        if part and split_label(line)[0] in names:
            yield part
            part = ""
        part = f"{part} {line}" if part else line
    yield part


def _repeated(blocks: Sequence[_Block]) -> set[str]:
    """Labels that do not read as names but come at half of the cues or more: then they are."""
    labels = [label for _, _, text in blocks if (label := split_label(text)[0]) and is_label(label)]
    return set(labels) if len(labels) * 2 >= len(blocks) else set()


def _named(times: tuple[float | None, float | None], line: int, text: str, names: set[str]) -> Placed:
    label, rest = split_label(text)
    speaker = label if label in names and rest else None
    return Placed(Cue(_restored(rest if speaker else text), *times, _restored(speaker) if speaker else None), line)


def _restored(text: str) -> str:
    return _REFERENCE.sub(lambda match: _REFERENCES[match.group()], with_colons(text))


def _unsqueezed(source: Source, findings: Findings) -> list[_Line]:
    """The lines of the file, those with counter, times and text in one taken apart."""
    lines: list[_Line] = []
    squeezed = 0
    for number, text in enumerate(source.lines, 1):
        matches = list(_SQUEEZED.finditer(text)) if "-->" in text else []
        if not matches:
            _check_length(text, number, findings)
            lines.append(_Line(text, number))
            continue
        squeezed = squeezed or number
        ends = [match.start() for match in matches[1:]] + [len(text)]
        for match, end in zip(matches, ends, strict=True):
            parts = ("", match[1], match[2], text[match.end() : end])
            lines.extend(_Line(part, number) for part in parts)
    if squeezed:
        message = "counter, times and text stand on one line; players that go by lines read nothing"
        findings.add(SRT_STRUCTURE, message, mend="write counter, times and text on lines of their own", line=squeezed)
    return lines


def _check_length(text: str, number: int, findings: Findings) -> None:
    if len(text) > MOST_LINE_CHARACTERS:
        message = f"the line has {len(text):,} characters, and more than {MOST_LINE_CHARACTERS:,} are not read"
        raise findings.refusal(SIZE, message, mend="break it into cues", line=number)


def _blocks(lines: Sequence[_Line], findings: Findings) -> list[_Block]:
    """Times, line of the times, and lines of text for each cue."""
    starts = [index for index in range(len(lines)) if _is_time_line(lines, index)]
    blocks: list[_Block] = []
    crowded: list[int] = []
    _note_lost(lines[: starts[0]] if starts else (), findings)
    for order, (index, next_index) in enumerate(pairwise([*starts, len(lines)]), 1):
        _check_counter(lines, index, order, findings)
        body = list(lines[index + 1 : next_index])
        if next_index < len(lines) and body and _COUNTER.fullmatch(body[-1].text):
            body.pop()
        texts = [one_line(_MARKUP.sub("", line.text)) for line in body]
        shown_lines = [text for text in texts if text]
        if len(shown_lines) > MOST_LINES or any(len(text) > LINE_CHARACTERS for text in shown_lines):
            crowded.append(lines[index].number)
        blocks.append((_times(lines[index], findings), lines[index].number, "\n".join(shown_lines)))
    _note_crowded(crowded, len(blocks), findings)
    return blocks


def _note_crowded(crowded: Sequence[int], count: int, findings: Findings) -> None:
    """Note once the cues that do not fit the guide's two lines of 32 characters. crowded: the lines of their times."""
    if crowded:
        message = f"{len(crowded)} of {count} cues have more than {MOST_LINES} lines of {LINE_CHARACTERS} characters, first this one"
        findings.add(
            SRT_LAYOUT, message, mend="break them into cues of their own, with times of their own", line=crowded[0]
        )


def _note_lost(lines: Sequence[_Line], findings: Findings) -> None:
    for line in lines:
        if line.text.strip() and not _COUNTER.fullmatch(line.text):
            message = f"{shown(line.text)} stands before the first cue and belongs to none; it was left out"
            findings.add(SRT_STRUCTURE, message, mend="delete it, or give it times", line=line.number)
            return


def _is_time_line(lines: Sequence[_Line], index: int) -> bool:
    """Two times and an arrow; or an arrow right under a counter, whose times are then spoilt."""
    text = lines[index].text
    if "-->" not in text:
        return False
    return bool(_TIMES.match(text) or (index and _COUNTER.fullmatch(lines[index - 1].text)))


def _check_counter(lines: Sequence[_Line], index: int, order: int, findings: Findings) -> None:
    counter = _COUNTER.fullmatch(lines[index - 1].text) if index else None
    if counter is None:
        message = f"cue {order} has no number above its times"
        findings.add(SRT_STRUCTURE, message, mend=f"put a line `{order}` above it", line=lines[index].number)
    elif int(counter[1]) != order:
        message = f"cue {order} has the number {counter[1]}; cues count up from 1"
        findings.add(SRT_STRUCTURE, message, mend=f"number it `{order}`", line=lines[index - 1].number)
    elif index > 1 and lines[index - 2].text.strip():
        message = f"no blank line above cue {order}"
        findings.add(SRT_STRUCTURE, message, mend="put a blank line between two cues", line=lines[index - 1].number)


def _times(line: _Line, findings: Findings) -> tuple[float | None, float | None]:
    match = _TIMES.match(line.text)
    start, end = (parse_clock(match[1]), parse_clock(match[2])) if match else (None, None)
    if match is None or start is None or end is None:
        message = (
            f"the time line {shown(line.text.strip())} has no times that can be read; the cue is kept without them"
        )
        findings.add(SRT_STRUCTURE, message, mend="write `00:01:02,000 --> 00:01:04,500`", line=line.number)
        return None, None
    for text, clock in ((match[1], start), (match[2], end)):
        if not _STRICT_TIME.fullmatch(text):
            message = f"the time {shown(text)} is not `HH:MM:SS,mmm`; AntennaPod leaves the cue out"
            mend = f"write `{format_clock(clock, mark=',')}`"
            findings.add(SRT_STRUCTURE, message, mend=mend, line=line.number, column=line.text.index(text) + 1)
    return start, end


def write(cues: Sequence[Cue], *, title: str, language: str | None) -> str:  # noqa: ARG001 -- SubRip has no place for them
    """Write SubRip: counters from 1, `Name:` at each change of speaker, colons in labelled text as U+2236.

    A cue of nobody after a named one is read back as that speaker's: the format cannot say otherwise. Where a cue opens
    with what marks another speaker, all are named.
    """
    blocks = []
    speaker: str | None = None
    names_all = any(cue.speaker and opens_with_change(cue.text) for cue in cues)
    for number, cue in enumerate(cues, 1):
        shows_name = cue.speaker is not None and (names_all or cue.speaker != speaker)
        speaker = cue.speaker or speaker
        blocks.append(_write_cue(number, cue if shows_name else replace(cue, speaker=None)))
    return "\n\n".join(blocks) + "\n"


def _write_cue(number: int, cue: Cue) -> str:
    start_ms, end_ms = span_ms(cue)
    times = f"{format_clock(start_ms / 1000, mark=',')} --> {format_clock(end_ms / 1000, mark=',')}"
    return f"{number}\n{times}\n" + "\n".join(_laid_out(_labelled(cue)))


def _labelled(cue: Cue) -> str:
    text = _escape(cue.text)
    if cue.speaker:
        return f"{without_colons(_escape(cue.speaker))}: {without_colons(text)}"
    return without_colons(text) if any(split_label(line)[0] for line in _laid_out(text)) else text


def _escape(text: str) -> str:
    """Escape only what would be read as something else: markup, arrows and references; the rest stays as it is."""
    text = _REFERENCE.sub(lambda match: match.group().replace("&", "&amp;"), text)
    text = _MARKUP.sub(lambda match: match.group().replace("<", "&lt;").replace(">", "&gt;"), text)
    return text.replace("-->", "--&gt;")


def _laid_out(text: str) -> list[str]:
    lines = wrap(text, LINE_CHARACTERS)
    return lines if len(lines) <= MOST_LINES else wrap(text, LONG_LINE_CHARACTERS)


FORMAT = Format(
    name="srt",
    media_type="application/x-subrip",
    media_types_read=("application/srt", "text/srt"),
    extensions=(".srt",),
    needs_times=True,
    needs_ends=True,
    sniff=sniff,
    read=read,
    write=write,
)
