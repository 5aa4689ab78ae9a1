"""WebVTT: the timed format that every app reads, with the speaker in a voice span.

Source: https://www.w3.org/TR/webvtt1/ ; what apps make of it: Apple takes names from `<v Name>` alone, AntennaPod drops
the whole transcript at one time that is not `[HH:]MM:SS.mmm`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock, parse_clock
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.interface import LIKELY, NO, SURE, Format, Placed, Reading
from feedkit.transcripts.layout import one_line, span_ms, wrap
from feedkit.transcripts.rulebook import VTT_HEADER, VTT_LINE_LENGTH, VTT_MARKUP, VTT_TIMESTAMPS
from feedkit.transcripts.source import Source, check_line_lengths
from feedkit.transcripts.speakers import has_labels, has_unnamed_after_named, inherit_speakers, with_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_CHARACTERS = 65
"""Advised in the Podcasting 2.0 guide for transcripts; the voice tag does not count."""

NOBODY = "NOTE a cue without a voice has no known speaker"
"""Our own comment in files where a name does not reach on to the next cue; readers skip comments."""

_ARROW = "-->"
_STRICT_TIME = re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}", re.ASCII)
_TIMING = re.compile(r"\s*(\S{4,24}?)\s*-->\s*(\S{4,24})(?=\s|$)")
_LIKELY = re.compile(r"^[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}\.\d{1,3}[ \t]*-->[ \t]*\d", re.MULTILINE | re.ASCII)
_HEADER = re.compile(r"\s*WEBVTT(?=[ \t\n]|$)")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*")
_SKIPPED_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?=\s|$)")
_TAG = re.compile(r"<(/?)([A-Za-z0-9:]++)([^<>]*+)>")
_KNOWN_TAGS = frozenset({"v", "c", "i", "b", "u", "ruby", "rt", "lang"})


@dataclass(slots=True)
class _Block:
    """A cue as it stands in the file: its time line's number and times, and its lines of text."""

    line: int
    start_s: float | None
    end_s: float | None
    text: list[str] = field(default_factory=list)


def sniff(head: str) -> int:
    """Sure at the WEBVTT line; likely at a time line with dots."""
    if _HEADER.match(head):
        return SURE
    return LIKELY if _LIKELY.search(head) else NO


def read(source: Source, findings: Findings) -> Reading:
    """Read WebVTT leniently: no header, commas, one-digit minutes and missing blank lines are repaired and noted.

    A voice span that changes within a cue gives two cues with the same times; where there is none, names before a colon
    are the speakers. Cue settings, ids, NOTE, STYLE and REGION blocks carry no speech and are passed over.
    """
    check_line_lengths(source, findings)
    body_at, language = _read_header(source, findings)
    blocks = list(_blocks(source, body_at, findings))
    _check_layout(blocks, findings)
    cues = [placed for block in blocks for placed in _cues_of(block, findings)]
    return Reading(cues if NOBODY in source.lines else inherit_speakers(with_labels(cues)), language)


def _check_layout(blocks: Sequence[_Block], findings: Findings) -> None:
    """Note long lines once; tags do not count, as they are not shown."""
    long = [block for block in blocks if any(_shown_length(line) > LINE_CHARACTERS for line in block.text)]
    if long:
        message = (
            f"{len(long)} of {len(blocks)} cues have a line of more than {LINE_CHARACTERS} characters, first this one"
        )
        findings.add(VTT_LINE_LENGTH, message, mend="break the lines; players shrink or cut them", line=long[0].line)


def _shown_length(line: str) -> int:
    return len(line) if len(line) <= LINE_CHARACTERS else len(html.unescape(_TAG.sub("", line)))


def _read_header(source: Source, findings: Findings) -> tuple[int, str | None]:
    """The index of the first line after the header block, and the language that it may name."""
    first = next((index for index, line in enumerate(source.lines) if line.strip()), 0)
    if not _HEADER.match(source.lines[first]):
        message = f"the first line is {shown(source.lines[first])} and not `WEBVTT`; strict readers show nothing"
        findings.add(VTT_HEADER, message, mend="put a line `WEBVTT` and a blank line first", line=first + 1)
        return first, None
    language = None
    for index in range(first + 1, len(source.lines)):
        line = source.lines[index]
        if not line.strip():
            return index, language
        if _ARROW in line:
            message = "no blank line between `WEBVTT` and the first cue"
            findings.add(VTT_HEADER, message, mend="put a blank line after `WEBVTT`", line=index + 1)
            return index, language
        if match := _LANGUAGE.fullmatch(line):
            language = match[1]
    return len(source.lines), language


def _blocks(source: Source, body_at: int, findings: Findings) -> Iterator[_Block]:
    """The cues of the file; a block is open until the next time line, or a blank line once it has text.

    YouTube writes a line of one space between the times and the text, and spoilt line ends put a blank one after each.
    """
    block: _Block | None = None
    skipping, after_blank = False, True
    lost: list[int] = []
    for index in range(body_at, len(source.lines)):
        line, number = source.lines[index], index + 1
        kind = _kind_of(source.lines, index, after_blank=after_blank, in_text=block is not None or skipping)
        if block and (kind in ("times", "note", "id") or (kind == "blank" and block.text)):
            if kind == "times" and not after_blank:
                _note_missing_blank(findings, number)
            yield block
            block = None
        if kind == "times":
            block = _open_block(line, number, findings)
        elif kind == "text" and block:
            _note_arrow(line, number, findings)
            block.text.append(line)
        elif kind == "text" and not skipping:
            lost.append(number)
        skipping = kind == "note" or (skipping and kind == "text")
        after_blank = kind == "blank"
    if block:
        yield block
    _note_lost(lost, source, findings)


def _kind_of(lines: Sequence[str], index: int, *, after_blank: bool, in_text: bool) -> str:
    """What a line is: blank, times, note (a comment or a style opens), id (of the cue whose times stand below it), text."""
    line = lines[index]
    if not line.strip():
        return "blank"
    if _is_timing(line, in_text=in_text):
        return "times"
    if not after_blank:
        return "text"
    if _SKIPPED_BLOCK.match(line):
        return "note"
    is_id = index + 1 < len(lines) and _is_timing(lines[index + 1], in_text=in_text)
    return "id" if is_id else "text"


def _is_timing(line: str, *, in_text: bool) -> bool:
    if _ARROW not in line:
        return False
    match = _TIMING.match(line)
    return bool(match and parse_clock(match[1]) is not None) if in_text else line.lstrip()[:1].isdigit()


def _note_missing_blank(findings: Findings, number: int) -> None:
    message = "no blank line before this time line; some readers take it for text with `-->` in it"
    findings.add(VTT_TIMESTAMPS, message, mend="put a blank line between two cues", line=number)


def _note_lost(numbers: Sequence[int], source: Source, findings: Findings) -> None:
    """Note once the text that stands in no cue. numbers: its lines."""
    if numbers and any(_ARROW in line for line in source.lines):
        message = f"{shown(source.lines[numbers[0] - 1])} stands in no cue, as a blank line ends one; it was left out"
        message += f", and {len(numbers) - 1} more like it" * (len(numbers) > 1)
        mend = "give it times, or take the blank line above it out"
        findings.add(VTT_MARKUP, message, mend=mend, line=numbers[0])


def _note_arrow(line: str, number: int, findings: Findings) -> None:
    if _ARROW in line:
        message = f"`-->` stands in the text of a cue ({shown(line)}); readers take it for a time line"
        findings.add(VTT_MARKUP, message, mend="write `--&gt;` in text", line=number, column=line.index(_ARROW) + 1)


def _open_block(line: str, number: int, findings: Findings) -> _Block:
    match = _TIMING.match(line)
    start, end = (parse_clock(match[1]), parse_clock(match[2])) if match else (None, None)
    if match is None or start is None or end is None:
        message = f"the time line {shown(line)} has no times that can be read; the cue is kept without them"
        findings.add(VTT_TIMESTAMPS, message, mend="write `00:01:02.000 --> 00:01:04.500`", line=number)
        return _Block(number, None, None)
    for text in match.groups():
        if not _STRICT_TIME.fullmatch(text):
            message = f"the time {shown(text)} is not `HH:MM:SS.mmm`; some apps then drop the whole transcript"
            clock = parse_clock(text)
            mend = f"write `{format_clock(clock)}`" if clock is not None else "write it as HH:MM:SS.mmm"
            findings.add(VTT_TIMESTAMPS, message, mend=mend, line=number, column=line.index(text) + 1)
    return _Block(number, start, end)


def _cues_of(block: _Block, findings: Findings) -> Iterator[Placed]:
    """One cue for each voice in a block; a block without text has none."""
    for speaker, marked_up in _voices(block, findings):
        text = one_line(html.unescape(marked_up))
        if text:
            yield Placed(Cue(text, block.start_s, block.end_s, speaker), block.line)


def _voices(block: _Block, findings: Findings) -> Iterator[tuple[str | None, str]]:
    """Speaker and text without tags for each voice span; text keeps its character references."""
    raw = " ".join(block.text)
    speaker: str | None = None
    spoken: list[str] = []
    at = 0
    for match in _TAG.finditer(raw):
        spoken.append(raw[at : match.start()])
        at = match.end()
        closing, name, rest = match.groups()
        _check_tag(name.lower(), match.group(), block.line, findings)
        if name == "v":
            yield speaker, "".join(spoken)
            speaker, spoken = (None if closing else _voice_name(rest)), []
    yield speaker, "".join([*spoken, raw[at:]])


def _check_tag(name: str, tag: str, line: int, findings: Findings) -> None:
    if name not in _KNOWN_TAGS and not name[:1].isdigit():
        message = f"the tag {shown(tag)} is not one of WebVTT; it was taken out and its content kept"
        findings.add(VTT_MARKUP, message, mend="delete it, or write `&lt;` where `<` is meant", line=line)


def _voice_name(annotation: str) -> str | None:
    """The name in ` Ann`, or in `.loud Ann` with a class."""
    _, _, name = annotation.partition(" ")
    return one_line(html.unescape(name)) or None


def write(cues: Sequence[Cue], *, title: str, language: str | None) -> str:  # noqa: ARG001 -- WebVTT has no place for them
    """Write WebVTT: hours always, a voice span in every cue of a known speaker, lines of 65 characters, `-->` escaped."""
    blocks = ["WEBVTT"]
    if has_unnamed_after_named(cues) or has_labels(cues):
        blocks.append(NOBODY)
    blocks.extend(_write_cue(cue) for cue in cues)
    return "\n\n".join(blocks) + "\n"


def _write_cue(cue: Cue) -> str:
    start_ms, end_ms = span_ms(cue)
    voice = f"<v {_escape(cue.speaker)}>" if cue.speaker else ""
    text = "\n".join(wrap(_escape(cue.text), LINE_CHARACTERS))
    return f"{format_clock(start_ms / 1000)} --> {format_clock(end_ms / 1000)}\n{voice}{text}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FORMAT = Format(
    name="vtt",
    media_type="text/vtt",
    extensions=(".vtt", ".webvtt"),
    needs_times=True,
    needs_ends=True,
    sniff=sniff,
    read=read,
    write=write,
)
