"""Show notes in Markdown without front matter: `# CR 055: Title`, a list of facts, then sections.

`* Air Date: 2013-06-24` and `* Duration: 61 mins 19 secs` are the facts; `About this episode`, `Your hosts`, `Your
guests`, `Sponsored by`, `Episode links` and `Tags` the sections, in which `None` means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from feedkit.problems import Place
from feedkit.records.document import Document
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.layers import Path
from feedkit.records.loose_values import iso_date, spoken_seconds
from feedkit.records.places import LazyPlaces, shown
from feedkit.records.record import Record
from feedkit.records.translation import Translation

NAME = "show-notes"
RANK = 60

_HEADING = re.compile(
    r"\A\s*# (?:(?P<label>[A-Za-z][\w' .-]{0,40}?) )?(?:#|ep(?:isode)?\.? ?)?(?P<episode>\d{1,5}|[A-Za-z]{1,3}-?\d{1,3})"
    r"[:.|–—-]+ +(?P<title>\S[^\n]*)",
    re.IGNORECASE,
)
_FACT = re.compile(r"[*+-] +(?P<name>[A-Za-z][A-Za-z ]{1,30}?) *: *(?P<value>\S.*)")
_AIR_DATE = re.compile(r"^[*+-] +(?:air ?date|date|published)\b *:", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"## +(?P<name>\S.*)")
_LINK = re.compile(r"[*+-] +\[(?P<name>[^\[\]]{1,200})\]\((?P<href>\S+?)(?: [\"'][^\n]*[\"'])?\)(?P<rest>[^\n]*)")
_MOST_HEAD = 4_000
_MOST_LISTED = 10


class Line(NamedTuple):
    """A line and its number in the file."""

    text: str
    number: int


def claims(document: Document) -> bool:
    """A first heading with a number and a title, and a date among the facts."""
    head = document.text[:_MOST_HEAD]
    return _HEADING.match(head) is not None and _AIR_DATE.search(head) is not None


def read(document: Document, stem: str) -> Record:
    """One episode, whose key is its number as the heading writes it."""
    return _Reading(document).record(stem)


class _Reading:
    """The page on its way into feedkit's words; `heads` are the values by the names of facts and sections."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.heading = _HEADING.match(document.text)
        self.facts: dict[str, Line] = {}
        self.sections: dict[str, list[Line]] = {}
        self.dropped: list[Line] = []
        self._split()

    def _split(self) -> None:
        section: list[Line] | None = None
        start = 0 if self.heading is None else self.document.text.count("\n", 0, self.heading.end()) + 1
        lines = self.document.text.split("\n")[start:]
        for number, text in enumerate(lines, self.document.first_line + start):
            line = Line(text.strip(), number)
            if head := _SECTION.fullmatch(line.text):
                section = self.sections.setdefault(head["name"].lower(), [])
            elif section is not None:
                section.append(Line(text.rstrip(), number))
            elif fact := _FACT.fullmatch(line.text):
                self.facts[fact["name"].lower()] = Line(fact["value"], number)
            elif line.text:
                self.dropped.append(line)

    def record(self, stem: str) -> Record:
        spots: dict[Path, tuple[int, int]] = {(): (1, 1)}
        head: dict[str, Any] = {}
        for name, value, line in self._values():
            if not _is_none(value):
                head[name], spots[name,] = value, (line, 1)
        translation = Translation(self.document.path, head, LazyPlaces(self.document.path, lambda: spots))
        for field, name, convert in _FIELDS:
            translation.take(field, name, convert=convert)
        if self.dropped:
            self._tell_dropped(translation)
        number = str(head.get("episode", ""))
        if not number.isdecimal():
            translation.values.pop("episode", None)
        return translation.record(translation.key(number or stem), NAME, "show notes", spoken_for={"episode"})

    def _values(self) -> Iterator[tuple[str, Any, int]]:
        if self.heading is not None:
            line = self.document.first_line + self.document.text.count("\n", 0, self.heading.start("title"))
            yield "title", self.heading["title"].strip(), line
            yield "episode", self.heading["episode"], line
        for name, fact in self.facts.items():
            yield name, fact.text, fact.number
        for name, lines in self.sections.items():
            yield name, _text(lines), lines[0].number if lines else 0

    def _tell_dropped(self, translation: Translation) -> None:
        listed = ", ".join(f"{line.number} `{shown(line.text, 40)}`" for line in self.dropped[:_MOST_LISTED])
        message = f"left out, because an episode has no place for them: lines {listed}"
        place = Place(self.document.path, self.dropped[0].number, 1)
        translation.problems.append(LEFT_OUT.at(place, message, mend="write what listeners should know into the notes"))


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _is_none(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower() in {"", "none", "n/a"}


def _people(text: str) -> list[Mapping[str, Any]]:
    """A person a line: a link, or a name alone."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [(_LINK.fullmatch(line), line) for line in lines]
    return [
        {"name": link["name"], "href": link["href"]} if link else {"name": line.lstrip("*+- ").strip()}
        for link, line in found
    ]


def _sponsors(text: str) -> list[Mapping[str, Any]]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [
        {"title": link["name"], "link": link["href"], "description": link["rest"].strip(" :-–—")}
        if (link := _LINK.fullmatch(line))
        else {"title": line.lstrip("*+- ").strip()}
        for line in lines
    ]


def _tags(text: str) -> list[str]:
    words = re.split(r"[\n,;]", text)
    return [word for one in words if (word := one.strip().lstrip("*+-# ").strip())]


def _same(value: Any) -> Any:
    return value


_FIELDS: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
    ("title", "title", _same),
    ("episode", "episode", _same),
    ("pub_date", "air date", iso_date),
    ("pub_date", "date", iso_date),
    ("pub_date", "published", iso_date),
    ("duration", "duration", spoken_seconds),
    ("link", "link", _same),
    ("enclosure.url", "audio", _same),
    ("description", "about this episode", _same),
    ("description", "about", _same),
    ("hosts", "your hosts", _people),
    ("hosts", "hosts", _people),
    ("guests", "your guests", _people),
    ("guests", "guests", _people),
    ("guests", "special guests", _people),
    ("sponsors", "sponsored by", _sponsors),
    ("notes", "episode links", _same),
    ("notes", "show notes", _same),
    ("notes", "links", _same),
    ("tags", "tags", _tags),
)
"""feedkit's field, the fact or section that it is taken from, and how."""
