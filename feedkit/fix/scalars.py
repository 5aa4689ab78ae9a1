"""A scalar of a record at its place: what it says, where it ends, and the same spelling for another text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DOUBLE = re.compile(r'"(?!"")((?:[^"\\\r\n]|\\.)*)"')
_SINGLE = re.compile(r"'(?!'')((?:[^'\r\n]|'')*)'")
_FLOW = re.compile(r"[,\[\]{}]")
_ODD_IN_FLOW = re.compile(r"[,\[\]{}?]")
"""What no plain value in a flow holds for every reader: PyYAML's own takes `0?` for a key, libyaml does not."""
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
"""What YAML takes for the end of a line, or not at all, where it stands as itself."""
_NEVER_PLAIN = frozenset(("", *"#{}[]&*!|>%@`,\"'"))
"""Characters that no plain scalar begins with: most of what Markdown begins with, and JSON."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value on one line. start, end: indexes in the text, quotes included. quote: `"`, `'` or nothing."""

    start: int
    end: int
    quote: str
    value: str

    def spelled(self, value: str) -> str:
        """Another value in the same quotes; in double ones where it needs them."""
        if self.quote == "'" and "'" not in value and not _ESCAPED.search(value):
            return f"'{value}'"
        if not self.quote and _is_plain(value, in_block=bool(_FLOW.search(self.value))):
            return value
        return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def scalar_at(text: str, index: int) -> Scalar | None:
    """The scalar that starts at an index of a YAML, JSON or TOML text, or of the head of a Markdown text.

    None where none does, where it goes over several lines, or where its escapes are not those of JSON.
    """
    if found := _DOUBLE.match(text, index):
        try:
            return Scalar(index, found.end(), '"', json.loads(found.group()))
        except ValueError:
            return None
    if found := _SINGLE.match(text, index):
        return Scalar(index, found.end(), "'", found[1].replace("''", "'"))
    return None if text[index : index + 1] in _NEVER_PLAIN else _plain_scalars(text).get(index)


@lru_cache(maxsize=4)
def _plain_scalars(text: str) -> dict[int, Scalar]:
    """The plain scalars of the first YAML document of a text, as far as it is YAML, by the indexes at which they start."""
    return {one.start: one for one in _read_scalars(text)}


def _read_scalars(text: str) -> Iterator[Scalar]:
    starts = [0, *(found.end() for found in re.finditer("\r\n?|\n", text))]
    try:
        for event in yaml.parse(text, _LOADER):
            if isinstance(event, yaml.DocumentEndEvent):
                return
            first, last = event.start_mark, event.end_mark
            if not isinstance(event, yaml.ScalarEvent) or event.style or first is None or last is None:
                continue
            if first.line == last.line:
                yield Scalar(starts[first.line] + first.column, starts[last.line] + last.column, "", event.value)
    except yaml.YAMLError:
        return


def _is_plain(value: str, *, in_block: bool) -> bool:
    """Whether a text means itself without quotes; in a flow of values too, unless it is known to stand in none."""
    if not value or _ESCAPED.search(value) or not (in_block or not _ODD_IN_FLOW.search(value)):
        return False
    try:
        read: Any = yaml.load(f"- {value}" if in_block else f"[{value}]", _LOADER)  # noqa: S506 - a base loader makes texts only
    except yaml.YAMLError:
        return False
    return bool(read == [value])
