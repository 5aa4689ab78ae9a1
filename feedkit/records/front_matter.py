"""A record's head and body: YAML between `---`, TOML between `+++`, a JSON object, or no head at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from feedkit.problems import Place, Problem
from feedkit.records.document import Document
from feedkit.records.json import parse_json
from feedkit.records.kinds import SCHEMA, SYNTAX
from feedkit.records.layers import Locate, at_file
from feedkit.records.parsed import Parsed
from feedkit.records.yaml import parse_yaml

YAML_ENDINGS = (".yaml", ".yml")
_FENCES = {"---": "yaml", "+++": "toml"}
_CLOSING = {
    "yaml": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "toml": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_MEANT = re.compile(r"\A\s*+(?P<line>[-–—]{1,9}|\+{2,9})[ \t]*\n[ \t]*\w[\w-]{0,40}[ \t]*[:=]")
"""A line that is nearly a fence, and `key: value` below it."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file in two parts.

    kind: `yaml`, `toml`, `json`, or `none` for a file that is all body. head: the values; empty when there are none.
    body: the text after the head, from its first line that is not blank; empty when there is none.
    problems: of the head; `ok` is False where no head could be read, and the body then means nothing either.
    """

    kind: str
    head: dict[str, Any]
    locate: Locate
    body: Document
    problems: tuple[Problem, ...] = ()
    ok: bool = True


def read_front_matter(document: Document) -> FrontMatter:
    """Split and parse `document`. A file whose name ends in .yaml, .yml, .json or .toml is all head."""
    start = len(document.text) - len(document.text.lstrip(" \t\n"))
    name = document.path.lower()
    if name.endswith(YAML_ENDINGS):
        return _whole("yaml", parse_yaml(document), document)
    if name.endswith(".toml"):
        return _whole("toml", _parse_toml(document), document)
    if document.text.startswith("{", start) or name.endswith(".json"):
        with_body = not name.endswith(".json")
        parsed = parse_json(document, with_body=with_body)
        return _joined("json", parsed, document, _body(document, parsed.end))
    kind = _FENCES.get(document.text[start:].split("\n", 1)[0].rstrip())
    if kind is None and opens_nearly(document.text):
        return _no_head("none", document, _no_fence(document, start))
    if kind is None:
        return FrontMatter("none", {}, at_file(document.path), _body(document, start))
    return _fenced(document, kind, start)


def _fenced(document: Document, kind: str, start: int) -> FrontMatter:
    inner = document.text.index("\n", start) + 1 if "\n" in document.text[start:] else len(document.text)
    closing = _CLOSING[kind].search(document.text, inner)
    if closing is None:
        return _no_head(kind, document, _unclosed(document, document.text[start : start + 3], start))
    head = document.part(inner, closing.start())
    parsed = parse_yaml(head) if kind == "yaml" else _parse_toml(head)
    return _joined(kind, parsed, head, _body(document, closing.end()))


def opens_nearly(text: str) -> bool:
    """Whether a text opens with what was meant as front matter, and is none: `----`, or `—` for `---`."""
    return _MEANT.match(text) is not None and text.split(maxsplit=1)[0] not in _FENCES


def _no_head(kind: str, document: Document, problem: Problem) -> FrontMatter:
    return FrontMatter(kind, {}, at_file(document.path), _body(document, len(document.text)), (problem,), ok=False)


def _no_fence(document: Document, start: int) -> Problem:
    line = document.text[start:].split(maxsplit=1)[0]
    fence = "+++" if line.startswith("+") else "---"
    message = f"front matter stands between two lines `{fence}`, and this one is `{line}`"
    return document.problem(SYNTAX, document.place_at(start), message, mend=f"write `{fence}`, here and below the head")


def _parse_toml(document: Document) -> Parsed:
    from feedkit.records.toml import parse_toml  # few records are TOML, and the others need not wait for its parser

    return parse_toml(document)


def _unclosed(document: Document, fence: str, start: int) -> Problem:
    message = f"the front matter that begins with `{fence}` never ends"
    return document.problem(SYNTAX, document.place_at(start), message, mend=f"write a line `{fence}` after it")


def _whole(kind: str, parsed: Parsed, document: Document) -> FrontMatter:
    return _joined(kind, parsed, document, _body(document, len(document.text)))


def _joined(kind: str, parsed: Parsed, head: Document, body: Document) -> FrontMatter:
    if isinstance(parsed.value, dict):
        return FrontMatter(kind, parsed.value, parsed.locate, body, parsed.problems)
    problems = parsed.problems or (_no_mapping(parsed.value, parsed.locate(()), head),)
    return FrontMatter(kind, {}, parsed.locate, body, problems, ok=False)


def _no_mapping(value: Any, place: Place, head: Document) -> Problem:
    what = "a list" if isinstance(value, list) else "a single value"
    mend = "write `key: value` lines"
    if isinstance(value, str) and "\xa0" in value:
        mend = "write a plain space after the colon; a no-break space (U+00A0) stands there"
    return head.problem(SCHEMA, place, f"this is {what}, and a record is a mapping", mend=mend)


def _body(document: Document, index: int) -> Document:
    """What follows `index`, without the blank lines ahead of it."""
    rest = document.text[index:]
    blank = len(rest) - len(rest.lstrip())
    start = index + rest.rfind("\n", 0, blank) + 1
    return document.part(start if start > index else index + blank)
