"""The text of an episode's web page, as a browser gives it when all of it is selected and copied, or the page as HTML.

[<site>]
More episodes
<Show> | Season N - Episode N | <Month D, YYYY>
<title>
Play now | Watch now
[<summary>]  [Key Takeaways, lines with times]  [guests]  [Transcript]  <paragraphs>
[About <Show>, what the show is about]  [cookie lines]
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from feedkit.problems import Place, Problem
from feedkit.records.document import Document
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.layers import Layer, Origin, Path, Source
from feedkit.records.places import LazyPlaces, shown
from feedkit.records.record import Record, Skipped
from feedkit.transcripts.cue import Cue

if TYPE_CHECKING:
    from feedkit.records.page_blocks import Line, Page, Paragraph

NAME = "page"
RANK = 20

_HEADER = re.compile(
    r"^(?P<show>[^|·\n]+)[|·][ \xa0\u2009\u200b]*Season (?P<season>[0-9]{1,4})(?: [-–—] |, )Episode (?P<episode>[0-9]{1,5})"
    r"[ \xa0\u2009\u200b]*[|·][ \xa0\u2009\u200b]*(?P<date>[^|·\s][^|·\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_PAGE = re.compile(r"\A\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)?<(?:!doctype\s++html|html)\b", re.IGNORECASE)
_GROUPS = {"season": "season", "episode": "episode", "pub_date": "date"}
"""What the header says, by feedkit's fields."""
_MOST_HEAD = 2_000
_MOST_LISTED = 15
_DATE = re.compile(
    r"(?:[A-Za-z]{3,9}, )?(?:(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?|"
    r"(?P<first>[0-9]{1,2})(?:st|nd|rd|th|\.)? (?P<second>[A-Za-z]{3,9})\.?),? (?P<year>[0-9]{4})"
)
"""`January 30, 2025` or `30 January 2025`, with a weekday before it or not."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Spots = dict[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Capture:
    """A page as lines. index: of the line that is the header. spots: of what stands in it, and before the page.

    others: the lines from the header of another episode on, which sites list below the one that the page is about.
    """

    lines: list[Line]
    index: int
    header: re.Match[str]
    spots: Spots
    address: str = ""
    others: tuple[Line, ...] = ()


def claims(document: Document) -> bool:
    """The header line with show, season, episode and date stands near the top."""
    return _captured(document) is not None if is_html(document.text) else _header(document) is not None


def read(document: Document, stem: str) -> Record | Skipped:  # noqa: ARG001 - a page says itself which one it is
    """One episode, what the page says of its show, and the transcript, a cue for each paragraph."""
    from feedkit.records.page_blocks import split_page  # to be asked takes none of it

    capture = _captured(document)
    if capture is None:
        return Skipped(document.path, "it has no line `<show> | Season N - Episode N | <date>`")
    header, spots = capture.header, capture.spots
    page = split_page(capture.lines, capture.index, header["show"].strip())
    page.dropped += [line for line in capture.others if line.text]
    origin = Origin(Source.RECORD, "page")
    episode = Layer(origin, _episode(capture, page, spots), LazyPlaces(document.path, lambda: spots))
    show_spots: Spots = {("title",): (capture.lines[capture.index].number, 1)}
    show = Layer(origin, _show(header, page, show_spots), LazyPlaces(document.path, lambda: show_spots))
    key = f"s{int(header['season']):02}e{int(header['episode']):02}"
    return Record(key, document.path, NAME, episode, show, _cues(page.transcript), _left_out(document, page))


def _captured(document: Document) -> _Capture | None:
    return _captured_html(document) if is_html(document.text) else _captured_text(document)


def _captured_text(document: Document) -> _Capture | None:
    from feedkit.records.page_blocks import Line

    header = _header(document)
    if header is None:
        return None
    lines = [Line(text.strip(), number) for number, text in enumerate(document.text.split("\n"), document.first_line)]
    index = document.text.count("\n", 0, header.start())
    spots = _header_spots(header, lines[index].number)
    others = (one for one in _HEADER.finditer(document.text, header.end()) if one.group() != header.group())
    other = next(others, None)
    end = document.text.count("\n", 0, other.start()) if other is not None else len(lines)
    return _Capture(lines[:end], index, header, spots, others=tuple(lines[end:]))


def _captured_html(document: Document) -> _Capture | None:
    from feedkit.records.page_facts import address_of
    from feedkit.records.page_html import lines_of_html

    lines = lines_of_html(document.text, document.first_line, _HEADER)
    found = [(index, header) for index, line in enumerate(lines) if (header := _HEADER.match(line.text))]
    if not found:
        return None
    index, header = found[0]
    ends = next((at for at, other in found if other.group() != header.group()), len(lines))
    spots: Spots = {(name,): (lines[index].number, 1) for name in _GROUPS}
    address, at = address_of(document.text) or ("", 0)
    if address:
        place = document.place_at(at)
        spots["link",] = (place.line, place.column)
    return _Capture(lines[:ends], index, header, spots, address, tuple(lines[ends:]))


def is_html(text: str) -> bool:
    """Whether a document is a page as a browser saves it."""
    return _PAGE.match(text, 0, _MOST_HEAD) is not None


def _header(document: Document) -> re.Match[str] | None:
    return _HEADER.search(document.text, 0, _MOST_HEAD)


def _header_spots(header: re.Match[str], line: int) -> Spots:
    return {(field,): (line, header.start(group) - header.start() + 1) for field, group in _GROUPS.items()}


def _episode(capture: _Capture, page: Page, spots: Spots) -> dict[str, Any]:
    header = capture.header
    values: dict[str, Any] = {
        "season": int(header["season"]),
        "episode": int(header["episode"]),
        "pub_date": _iso_date(header["date"].strip()),
    }
    if capture.address:
        values["link"] = capture.address
    if page.title:
        values["title"] = page.title.text
        spots["title",] = (page.title.number, 1)
    if page.summary:
        values["description"] = _prose(page.summary)
        spots["description",] = (page.summary[0].number, 1)
    if page.takeaways:
        values["chapter_marks"] = _chapter_marks(page, spots)
    if page.guests:
        values["guests"] = [{"name": guest.name.text} for guest in page.guests]
        spots["guests",] = (page.guests[0].name.number, 1)
        spots.update({("guests", i): (guest.name.number, 1) for i, guest in enumerate(page.guests)})
    return values


def _chapter_marks(page: Page, spots: Spots) -> list[dict[str, str]]:
    marks: list[dict[str, str]] = []
    spots["chapter_marks",] = (page.takeaways[0].number, 1)
    for takeaway in page.takeaways:
        spots["chapter_marks", len(marks)] = (takeaway.number, 1)
        mark = {"start_time": takeaway.start, "title": takeaway.title}
        marks.append(mark | ({"end_time": takeaway.end} if takeaway.end else {}))
    return marks


def _show(header: re.Match[str], page: Page, spots: Spots) -> dict[str, Any]:
    values = {"title": header["show"].strip()}
    if page.about:
        values["description"] = _prose(page.about)
        spots["description",] = (page.about[0].number, 1)
    return values


def _cues(paragraphs: list[Paragraph]) -> tuple[Cue, ...]:
    from feedkit.records.page_blocks import speakers, split_label  # likewise

    names = speakers(paragraphs)
    said = [split_label(" ".join(one.text.split("\n")), names) for one in paragraphs]
    return tuple(Cue(text, speaker=speaker) for speaker, text in said)


def _prose(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join(one.text for one in paragraphs)


def _iso_date(text: str) -> str:
    """`2025-01-30` for `January 30, 2025`; anything else stays as it is, for the field's type to judge."""
    found = _DATE.fullmatch(text)
    month = (found["month"] or found["second"])[:3].lower() if found else ""
    if not found or month not in _MONTHS:
        return text
    try:
        return dt.date(int(found["year"]), _MONTHS.index(month) + 1, int(found["day"] or found["first"])).isoformat()
    except ValueError:
        return text


def _left_out(document: Document, page: Page) -> tuple[Problem, ...]:
    """One problem that names every line that went nowhere, at the first of them."""
    lines = page.dropped + [line for guest in page.guests for line in guest.lines]
    if not lines:
        return ()
    lines.sort(key=lambda line: line.number)
    listed = ", ".join(f"{line.number} `{shown(line.text, 40)}`" for line in lines[:_MOST_LISTED])
    more = f" and {len(lines) - _MOST_LISTED} more" if len(lines) > _MOST_LISTED else ""
    message = f"left out, because an episode has no place for them: lines {listed}{more}"
    mend = "write what listeners should know into the overlay"
    return (LEFT_OUT.at(Place(document.path, lines[0].number, 1), message, mend=mend),)
