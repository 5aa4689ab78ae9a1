"""The page of a rule: its docstring, taken apart when somebody asks for it."""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import dedent
from typing import NamedTuple

_HEADING = re.compile(
    r"(Why|Mend|Source|Bad|Good)(?: (show|xml|channel|feed|chapters|vtt|srt|segments|page))?:[ ]?(.*)"
)


class Example(NamedTuple):
    """A snippet that breaks a rule, or keeps it. of: `episode`, `show` (YAML); `xml`, `channel`, `feed` (XML);
    `chapters`, `vtt`, `srt`, `segments`, `page` (files beside a feed).
    """

    of: str
    text: str


class Page(NamedTuple):
    """What a rule's docstring says: one sentence, the reason, the way out, whose rule it is, examples."""

    summary: str
    why: str
    mend: str
    source: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


def read_page(docstring: str | None) -> Page:
    """Take a docstring apart. A part ends where the next heading begins; examples keep their line ends."""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    for line in cleandoc(docstring or "").splitlines():
        found = _HEADING.match(line)
        if found:
            parts.append((found[1], found[2] or "", [found[3]]))
        else:
            parts[-1][2].append(line)
    texts = {heading: " ".join(" ".join(lines).split()) for heading, _, lines in parts}
    return Page(
        texts[""],
        texts.get("Why", ""),
        texts.get("Mend", ""),
        texts.get("Source", ""),
        tuple(_example(of, lines) for heading, of, lines in parts if heading == "Bad"),
        tuple(_example(of, lines) for heading, of, lines in parts if heading == "Good"),
    )


def _example(of: str, lines: list[str]) -> Example:
    first, rest = lines[0].strip(), dedent("\n".join(lines[1:])).rstrip()
    text = f"{first}\n{rest}" if first and rest else first or rest.lstrip("\n")
    return Example(of or "episode", text)
