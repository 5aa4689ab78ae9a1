"""Template syntax of site generators (`{{ page.title }}`, `{% include player %}`) that is no part of show notes."""

from __future__ import annotations

import re

from feedkit.problems import Problem
from feedkit.records.document import Document
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.places import shown

_TAG = re.compile(r"\{\{[^{}\n]{0,500}\}\}|\{%[^%{}\n]{0,500}%\}")
_HOLLOW = re.compile(r"^[ \t#>*_-]*$")


def without_liquid(body: Document) -> tuple[str, tuple[Problem, ...]]:
    """The text without template tags, and one problem that names them; lines stay where they were.

    A line of which nothing but a heading's or a bullet's mark would be left is emptied.
    """
    tags = list(_TAG.finditer(body.text)) if "{" in body.text else []
    if not tags:
        return body.text, ()
    lines = (_without_tags(line) for line in body.text.split("\n"))
    named = ", ".join(dict.fromkeys(f"`{shown(tag[0], 60)}`" for tag in tags[:10]))
    message = f"left out of the notes, because only a site generator can read it: {named}"
    place = body.place_at(tags[0].start())
    return "\n".join(lines), (LEFT_OUT.at(place, message, mend="write it out", field="notes"),)


def _without_tags(line: str) -> str:
    if not _TAG.search(line):
        return line
    rest = _TAG.sub("", line)
    return "" if _HOLLOW.match(rest) else rest
