"""From the HTML of show notes to Markdown, for those notes that come back from it character by character."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from feedkit.notes import MOST_NOTES_BYTES, to_html

_ESCAPED = re.compile(r"([\\`*_\[\]<>&])")
_AT_START = re.compile(r"^(\s*)([-+#=~>|]|\d+[.)])", re.MULTILINE)
_MARKS = {"strong": "**", "em": "*"}
_BLOCKS = {"p", "ul", "ol", "li"}


def exact_markdown(content: str) -> str | None:
    """Markdown that feedkit renders as this very HTML; None where there is none that is found.

    content: as in a feed's content:encoded. HTML that feedkit publishes as it is counts as Markdown, for that is what
    it is in CommonMark; it is the last resort.
    """
    if len(content.encode()) > MOST_NOTES_BYTES or content != content.strip():
        return None
    return next((text for text in (_markdown(content), content) if text and _gives(text, content)), None)


def _gives(markdown: str, content: str) -> bool:
    return markdown == markdown.strip() and to_html(markdown) == content


def _markdown(content: str) -> str | None:
    writer = _Writer()
    try:
        writer.feed(content)
        writer.close()
    except _NotSimpleError:
        return None
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.out)).strip()


class _NotSimpleError(Exception):
    """There is something in the HTML for which Markdown has no words."""


class _Writer(HTMLParser):
    """Writes paragraphs, flat lists, links, strong, emphasis and line breaks; stops at all else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._lists: list[str] = []
        self._links: list[str] = []
        self._number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol") and not self._lists:
            self._lists.append(tag)
            self._number = 0
            self.out.append("\n\n")
        elif tag == "li" and self._lists:
            self._number += 1
            self.out.append("\n* " if self._lists[-1] == "ul" else f"\n{self._number}. ")
        elif tag == "p" and not self._lists:
            self.out.append("\n\n")
        elif tag == "br":
            self.out.append("\\\n")
        elif tag in _MARKS and not attrs:
            self.out.append(_MARKS[tag])
        elif tag == "a" and not self._links:
            self._links.append(_target(dict(attrs)))
            self.out.append("[")
        else:
            raise _NotSimpleError

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.out.append("\n\n")
        elif tag == "a" and self._links:
            self.out.append(f"]({self._links.pop()})")
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag not in _BLOCKS:
            raise _NotSimpleError

    def handle_data(self, data: str) -> None:
        text = data if data.strip("\n") else ""
        self.out.append(
            _AT_START.sub(r"\1\\\2", _ESCAPED.sub(r"\\\1", text)) if _is_at_start(self.out) else _escape(text)
        )


def _is_at_start(out: list[str]) -> bool:
    return not out or out[-1].endswith("\n")


def _escape(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)


def _target(attrs: dict[str, str | None]) -> str:
    """What stands in the parentheses of a link: the address, and the title in quotes."""
    href, title = attrs.get("href") or "", attrs.get("title")
    if not href or re.search(r"[\s()<>\\]", href) or attrs.keys() - {"href", "title"}:
        raise _NotSimpleError
    address = html.escape(href, quote=False)
    return address if title is None else f'{address} "{html.escape(title)}"'
