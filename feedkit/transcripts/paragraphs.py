r"""Transcripts that people and pages write: paragraphs with or without names and times, in eleven shapes.

Known shapes (each seen in a published archive): no labels at all; `Name: text`; `**Name:** text` with `\[07:48\]` in it;
`__Name Surname__: text`, then `__Name__: text`; `00:00:08 text`; `Speaker 1 (00:00): text`; `Name: (00:57) text`;
`[00:01:08] NAME: text`; `Starting point is 00:00:23 text`; a line `Name  00:57` above the text, as Otter and Teams
export it, or with the time in brackets or behind a dash, as Riverside and Fireflies do; a line `0:00:00.599,0:00:04.160` above it, as YouTube's SBV has it; milliseconds in a table, as Whisper's TSV.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from feedkit.transcripts.clock import CLOCK, format_clock, parse_clock
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.interface import Placed
from feedkit.transcripts.layout import one_line
from feedkit.transcripts.markdown import plain_words
from feedkit.transcripts.speakers import LABEL, full_names, inherit_speakers, is_name, split_label, trusted_labels

_STAMP = re.compile(rf"\\?\[[ \t]?({CLOCK})(?:[ \t]?(?:-->|[-–—])[ \t]?({CLOCK}))?[ \t]?\\?\][ \t]*", re.ASCII)
_BARE_STAMP = re.compile(rf"(?:Starting point is )?({CLOCK})(?:\s+|$)", re.ASCII)
_BRACED_STAMP = re.compile(rf"\(({CLOCK})\)[ \t]*", re.ASCII)
_MARKED_LABEL = re.compile(r"(?:(\*\*)|(__))(?=\S)([^*\n]{1,48}?)(?::(?:\*\*|__)|(?:\*\*|__):)[ \t]*")
_TIMED_LABEL = re.compile(rf"([^:(\[\n]{{1,48}}?)[ \t]?[(\[]({CLOCK})[)\]]:(?:\s+|$)", re.ASCII)
_NAME_LINE = re.compile(rf"(\S[^:\n]{{0,46}}?)[ \t]{{1,16}}(?:[-–—|][ \t])?[(\[]?({CLOCK})[)\]]?:?", re.ASCII)
_SPAN_LINE = re.compile(r"^(\d{1,3}:\d\d:\d\d\.\d{3}),(\d{1,3}:\d\d:\d\d\.\d{3})\s*$", re.ASCII)
_CHANGE = ">>"
"""Opens the line of another voice in live captions."""
_TABLE_HEAD = re.compile(r"start\tend\ttext")
_TABLE_ROW = re.compile(r"^(\d{1,8})\t(\d{1,8})\t")
_FEWEST_NAME_LINES = 2
_EXPORT_HEAD = frozenset({"SUMMARY KEYWORDS", "SPEAKERS"})
_EXPORT_END = re.compile(r"Transcribed by https?://\S+")
_NOT_SPEAKERS = frozenset({"break", "intro music", "music", "outro music"})
_MOST_FRONT_MATTER = 100
_LINES_A_HEAD = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text on one line, and the line of the file at which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """What holds for a whole text: which plain labels are names, whether paragraphs open with bare times, whether the
    names are marked up, so that the rest is Markdown too.
    """

    names: Collection[str]
    has_bare_times: bool
    is_markdown: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the speech of a paragraph, and the speech."""

    text: str
    start_s: float | None = None
    end_s: float | None = None
    label: str | None = None

    @property
    def is_bare(self) -> bool:
        return self.start_s is None and self.label is None


def split_paragraphs(lines: Sequence[str]) -> list[Paragraph]:
    """Cut text at its blank lines, and at each line that opens with a name or a time; front matter is passed over.

    Where there is no blank line at all, and few lines open with either, each line is a paragraph.
    """
    first = _after_front_matter(lines)
    blocks = list(_blocks(_with_plain_heads(lines), first))
    shape = _survey([block[0].text for block in blocks])
    every = [paragraph.text for block in blocks for paragraph in block]
    if len(blocks) > 1 and sum(is_name(split_label(text)[0] or "") for text in every) * 2 >= len(every):
        shape = _survey(every)
    if len(blocks) == 1:
        shape = _survey([paragraph.text for paragraph in blocks[0]])
        heads = sum(not _head(paragraph.text, shape).is_bare for paragraph in blocks[0])
        if heads * _LINES_A_HEAD < len(blocks[0]):
            return blocks[0]
    return [paragraph for block in blocks for paragraph in _split_block(block, shape)]


def _after_front_matter(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for index in range(1, min(len(lines), _MOST_FRONT_MATTER)):
        if lines[index].rstrip() == "---":
            return index + 1
    return 0


def _with_plain_heads(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with those that hold nothing but a name and a time, or two times, in the spelling of the other shapes.

    A name is one where text stands below it, more than once: a list of chapters looks just like it.
    """
    if lines[:1] and _TABLE_HEAD.fullmatch(lines[0].rstrip()):
        lines = ["", *(_TABLE_ROW.sub(_row_head, line) for line in lines[1:])]
    named = {index: head for index, line in enumerate(lines[:-1]) if (head := _named(line.strip()))}
    heads = {index: head for index, head in named.items() if lines[index + 1].strip() and index + 1 not in named}
    if len(heads) < _FEWEST_NAME_LINES:
        return [_SPAN_LINE.sub(r"[\1 - \2]", line) for line in lines]
    heads |= dict.fromkeys(_of_export(lines, min(heads)), "")
    return [heads.get(index, line) for index, line in enumerate(lines)]


def _row_head(row: re.Match[str]) -> str:
    return f"[{format_clock(int(row[1]) / 1000)} - {format_clock(int(row[2]) / 1000)}] "


def _of_export(lines: Sequence[str], first: int) -> Iterator[int]:
    """The lines that a program put around the speech: Otter's head, and its name at the end. first: line with a name."""
    if not _EXPORT_HEAD.isdisjoint(line.strip() for line in lines[:first]):
        yield from range(first)
    yield from (index for index, line in enumerate(lines) if _EXPORT_END.fullmatch(line.strip()))


def _named(line: str) -> str:
    """A line that is a name and a time, as a label; '' for any other."""
    match = _NAME_LINE.fullmatch(line)
    return f"{match[1]} ({match[2]}):" if match is not None and is_name(match[1]) else ""


def _blocks(lines: Sequence[str], first: int) -> Iterator[list[Paragraph]]:
    block: list[Paragraph] = []
    for number in range(first + 1, len(lines) + 1):
        text = one_line(lines[number - 1])
        if text:
            block.append(Paragraph(text, number))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _split_block(block: list[Paragraph], shape: _Shape) -> Iterator[Paragraph]:
    text, line = "", block[0].line
    for paragraph in block:
        if text and (paragraph.text.startswith(_CHANGE) or not _head(paragraph.text, shape).is_bare):
            yield Paragraph(text, line)
            text = ""
        line = line if text else paragraph.line
        text = f"{text} {paragraph.text}" if text else paragraph.text
    yield Paragraph(text, line)


def cues_of_paragraphs(paragraphs: Sequence[Paragraph]) -> Sequence[Placed]:
    """A cue for each paragraph, and one more for each time that stands inside of it.

    A name or a time that stands alone belongs to the paragraph after it. Starts only: an end is known where the text
    gives a range.
    """
    shape = _survey([paragraph.text for paragraph in paragraphs])
    named = full_names(inherit_speakers(list(_turns(paragraphs, shape))))
    parts = [part for placed in named for part in _split_at_stamps(placed)]
    if not shape.is_markdown:
        return parts
    return [unmarked for part in parts if (unmarked := _unmarked(part)).cue.text]


def _unmarked(placed: Placed) -> Placed:
    return replace(placed, cue=replace(placed.cue, text=plain_words(placed.cue.text)))


def _survey(texts: Sequence[str]) -> _Shape:
    bare_times = sum(bool(_BARE_STAMP.match(text)) for text in texts)
    without_times = [_without_stamp(text, has_bare_times=bare_times * 2 >= len(texts)) for text in texts]
    labels = [match[1].rstrip() if (match := LABEL.match(text)) else None for text in without_times]
    is_markdown = any(_MARKED_LABEL.match(text) for text in without_times)
    return _Shape(trusted_labels(labels), bare_times * 2 >= len(texts), is_markdown)


def _without_stamp(text: str, *, has_bare_times: bool) -> str:
    match = _STAMP.match(text) or (_BARE_STAMP.match(text) if has_bare_times else None)
    return text[match.end() :] if match else text


def _turns(paragraphs: Sequence[Paragraph], shape: _Shape) -> Iterator[Placed]:
    waiting = _Head("")
    for paragraph in paragraphs:
        head = _head(paragraph.text, shape)
        start_s, end_s = (waiting.start_s, waiting.end_s) if head.start_s is None else (head.start_s, head.end_s)
        label = head.label or waiting.label
        if not head.text:
            waiting = _Head("", start_s, end_s, label)
            continue
        waiting = _Head("")
        speaker = None if label is None or label.lower() in _NOT_SPEAKERS else label
        yield Placed(Cue(head.text, start_s, end_s, speaker), paragraph.line)


def _head(text: str, shape: _Shape) -> _Head:
    """Take time, name and time again off the front of a paragraph; a time in brackets vouches for a name behind it."""
    is_stamped = text.startswith(("[", "\\["))
    if (match := _BARE_STAMP.fullmatch(text)) and (start_s := parse_clock(match[1])) is not None:
        return _Head("", start_s)
    start_s, end_s, text = _take_stamp(text, shape)
    label, label_start_s, text = _take_label(text, shape, is_stamped=is_stamped and start_s is not None)
    if label is not None and start_s is None and label_start_s is None:
        start_s, end_s, text = _take_stamp(text, shape)
        if start_s is None and (match := _BRACED_STAMP.match(text)):
            start_s, text = parse_clock(match[1]), text[match.end() :]
    return _Head(text, start_s if start_s is not None else label_start_s, end_s, label)


def _take_stamp(text: str, shape: _Shape) -> tuple[float | None, float | None, str]:
    if match := _STAMP.match(text):
        start_s = parse_clock(match[1])
        if start_s is not None:
            return start_s, parse_clock(match[2]) if match[2] else None, text[match.end() :]
    match = _BARE_STAMP.match(text)
    if match and (shape.has_bare_times or text.startswith("Starting point")):
        start_s = parse_clock(match[1])
        return start_s, None, text if start_s is None else text[match.end() :]
    return None, None, text


def _take_label(text: str, shape: _Shape, *, is_stamped: bool) -> tuple[str | None, float | None, str]:
    if (match := _MARKED_LABEL.match(text)) and is_name(match[3].strip()):
        return match[3].strip(), None, text[match.end() :]
    if match := _TIMED_LABEL.match(text):
        return match[1].strip(), parse_clock(match[2]), text[match.end() :]
    match = LABEL.match(text)
    if match is None:
        return None, None, text
    label, rest = match[1].rstrip(), text[match.end() :]
    is_vouched = is_stamped or _BRACED_STAMP.match(rest)
    return (label, None, rest) if label in shape.names or (is_vouched and is_name(label)) else (None, None, text)


def _split_at_stamps(placed: Placed) -> Iterator[Placed]:
    """Cut a cue at the times in its text; what stands before the first keeps the cue's own start."""
    cue, at, start_s = placed.cue, 0, placed.cue.start_s
    for match in _STAMP.finditer(cue.text):
        stamp_s = parse_clock(match[1])
        if stamp_s is None:
            continue
        if before := cue.text[at : match.start()].strip():
            yield replace(placed, cue=replace(cue, text=before, start_s=start_s, end_s=None))
        at, start_s = match.end(), stamp_s
    if rest := cue.text[at:].strip():
        end_s = cue.end_s if start_s == cue.start_s else None
        yield replace(placed, cue=replace(cue, text=rest, start_s=start_s, end_s=end_s))
