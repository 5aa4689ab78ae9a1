"""The parts of a captured page: which lines are title, summary, takeaways, guests and transcript, and which are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_NAVIGATION = frozenset({"more episodes", "play now", "watch now", "play now | watch now", "listen now"})
_COOKIES = ("we use cookies", "by using our website")
_HEADING = re.compile(r"(?:(?:read the |show )?(?:full |complete |episode )?transcript(?:ion)?)[ ]?:?", re.IGNORECASE)
_TAKEAWAYS = "key takeaways"
_CONNECT = re.compile(r"\A(?:connect with \S|\S.{0,80}\bposts in the \S.{0,80}\bblog$)", re.IGNORECASE)
_TAKEAWAY = re.compile(r"\A[•*-]?\s*\[([0-9:]{4,8})(?:\s*[-–—]\s*([0-9:]{4,8}))?\]\s*(\S.*)")
_LABEL = re.compile(r"\A([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}): +(?=\S)")
_MOST_NAME = 60
_FEW_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page without outer white space (no-break spaces too); number: in the file, from 1."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank one between them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """One line; a list keeps its lines."""
        separator = "\n" if len(self.lines) > 1 and all(line.text[0] in "•*-" for line in self.lines[1:]) else " "
        return separator.join(line.text for line in self.lines)

    @property
    def number(self) -> int:
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Takeaway:
    """A chapter that the author gives: `[00:33 - 02:03] A shared love of tea`; the times as written."""

    start: str
    end: str | None
    title: str
    number: int


@dataclass(slots=True)
class Guest:
    """A guest as a page introduces one. lines: the name a second time, what the guest does, and more."""

    name: Line
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """What follows the header, part by part; `dropped` are the lines that are no content."""

    title: Line | None = None
    summary: list[Paragraph] = field(default_factory=list)
    takeaways: list[Takeaway] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    transcript: list[Paragraph] = field(default_factory=list)
    about: list[Paragraph] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)


def split_page(lines: Sequence[Line], header: int, show: str) -> Page:
    """Sort the lines of a page into its parts.

    header: the index of the line that names show, season and date; show: as that line spells it.
    """
    page = Page(dropped=[line for line in lines[:header] if line.text])
    rest = _without_cookies(lines[header + 1 :], page)
    first = next((i for i, line in enumerate(rest) if line.text), None)
    if first is None:
        return page
    if rest[first].text.casefold() not in _NAVIGATION:
        page.title = rest[first]
        rest = rest[first + 1 :]
    rest = _without_about(rest, show, page)
    start, heading = _transcript_start(rest)
    page.transcript = list(_paragraphs(rest[start + heading :]))
    page.dropped += rest[start : start + heading]
    _sort_front(rest[:start], page)
    return page


def is_heading_of_transcript(line: str) -> bool:
    """Whether a line says that a transcript stands below it."""
    return _HEADING.fullmatch(line) is not None


def speakers(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The names that stand ahead of a colon throughout; none where only few paragraphs have one.

    A name comes back, or shares a word with one that does (`Mara`, then `Mara Quill`), or is of two words or more.
    """
    labels = Counter(label[1] for one in paragraphs if (label := _LABEL.match(one.text)))
    names = {name for name, count in labels.items() if count > 1}
    words = {word for name in names for word in name.split()}
    names |= {name for name in labels if names and (words & set(name.split()) or " " in name)}
    return frozenset(names) if 3 * sum(labels[name] for name in names) >= len(paragraphs) else frozenset()


def split_label(text: str, names: frozenset[str]) -> tuple[str | None, str]:
    """The speaker, if `text` opens with one of `names`, and what is said."""
    label = _LABEL.match(text)
    return (label[1], text[label.end() :]) if label and label[1] in names else (None, text)


def _without_cookies(lines: Iterable[Line], page: Page) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        (page.dropped if line.text.casefold().startswith(_COOKIES) else kept).append(line)
    return kept


def _without_about(lines: list[Line], show: str, page: Page) -> list[Line]:
    """Cut off the last block `About <Show>`."""
    wanted = f"about {show}".casefold()
    starts = [i for i, line in enumerate(lines) if line.text.casefold() == wanted]
    if not starts:
        return lines
    page.about = list(_paragraphs(lines[starts[-1] + 1 :]))
    return lines[: starts[-1]]


def _transcript_start(lines: list[Line]) -> tuple[int, int]:
    """Where the transcript begins, and how many lines of heading stand there (0 or 1).

    Below the line `Transcript`, or `Full transcript:`; without one, at the first paragraph that names its speaker; without those, below the
    last guest or takeaway; or else below the first of many paragraphs.
    """
    for i, line in enumerate(lines):
        if is_heading_of_transcript(line.text):
            return i, 1
    prose = [line for line in lines if line.text.casefold() not in _NAVIGATION]
    paragraphs = list(_paragraphs(prose))
    number = _first_labelled(paragraphs) or _first_after_front(paragraphs)
    return next((i for i, line in enumerate(lines) if line.number == number), len(lines)), 0


def _first_labelled(paragraphs: list[Paragraph]) -> int | None:
    """The number of the first line of the first paragraph with a speaker's name; None where there is none."""
    labelled = [i for i, one in enumerate(paragraphs) if _LABEL.match(one.text)]
    names = speakers(paragraphs[labelled[0] :]) if labelled else frozenset()
    return next((paragraphs[i].number for i in labelled if split_label(paragraphs[i].text, names)[0]), None)


def _first_after_front(paragraphs: list[Paragraph]) -> int | None:
    """The number of the first line that belongs to nothing ahead of a transcript; None where there is none."""
    last = 0 if len(paragraphs) > _FEW_PARAGRAPHS else len(paragraphs)
    for i, one in enumerate(paragraphs):
        if _guest_in(one.lines) is not None:
            last = i + 1
        elif any(_CONNECT.match(line.text) or _TAKEAWAY.match(line.text) for line in one.lines):
            last = i
    return paragraphs[last + 1].number if last + 1 < len(paragraphs) else None


def _guest_in(lines: Sequence[Line]) -> int | None:
    """The index of a line that is repeated below: picture text and name of a guest."""
    for i, (line, following) in enumerate(pairwise(lines)):
        if line.text and line.text == following.text and len(line.text) <= _MOST_NAME:
            return i
    return None


def _sort_front(lines: Sequence[Line], page: Page) -> None:
    """What stands between title and transcript: navigation, summary, takeaways, guests."""
    summary: list[Line] = []
    for i, line in enumerate(lines):
        takeaway = _TAKEAWAY.fullmatch(line.text)
        if line.text.casefold() in _NAVIGATION or line.text.casefold() == _TAKEAWAYS:
            page.dropped.append(line)
        elif _guest_in(lines[i : i + 2]) is not None:
            page.guests.append(Guest(line))
        elif takeaway:
            page.takeaways.append(Takeaway(takeaway[1], takeaway[2], takeaway[3], line.number))
        elif page.guests:
            page.guests[-1].lines += [line] if line.text else []
        else:
            summary.append(line)
    page.summary = list(_paragraphs(summary))


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    collected: list[Line] = []
    for line in (*lines, Line("", 0)):
        if line.text:
            collected.append(line)
        elif collected:
            yield Paragraph(tuple(collected))
            collected = []
