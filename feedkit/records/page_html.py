"""A page that was saved as HTML, as the lines that a browser shows of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedkit.records.page_blocks import Line
from feedkit.transcripts.html_page import words_of_page

_FOOTER = re.compile(r"<(/?)footer\b[^<>]*>", re.IGNORECASE)
_HEADING = "h1"


def lines_of_html(text: str, first_line: int, header: re.Pattern[str]) -> list[Line]:
    """The lines of words in the page, a blank one after each block.

    first_line: the number of the first line of `text`. header: matches the line that the title stands below; the page's
    only `h1`, wherever it is, goes there. The site's footer, as its menus, is no word of the page.
    """
    found = words_of_page(_without_footers(text))
    words = [(Line(line, first_line + number - 1), tag) for line, number, tag in found if line]
    headings = [line for line, tag in words if tag == _HEADING and not header.match(line.text)]
    title = headings[0] if len(headings) == 1 else None
    lines: list[Line] = []
    placed = False
    for line, tag in words:
        if line is not title:
            lines += [line] if tag == "li" else [*_gap(lines), line]
        if title is not None and not placed and header.match(line.text):
            lines += [title, *_gap([title])]
            placed = True
    return lines


def _without_footers(text: str) -> str:
    """The text with nothing left of each footer but its line ends; of one that is not closed, with all of it."""
    parts, at, opened = [], 0, -1
    for tag in _FOOTER.finditer(text):
        if opened < 0 and not tag[1]:
            opened = tag.start()
        elif opened >= 0 and tag[1]:
            parts += [text[at:opened], "\n" * text.count("\n", opened, tag.end())]
            at, opened = tag.end(), -1
    return "".join([*parts, text[at:]])


def _gap(lines: Sequence[Line]) -> list[Line]:
    return [Line("", lines[-1].number)] if lines else []
