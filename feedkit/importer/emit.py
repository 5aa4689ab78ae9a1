"""YAML as a person would write it: block style, short things on one line, long text in blocks, quotes where they help.

What is plain here is text for feedkit's reader and for every reader of YAML 1.1, too: `no`, `012` and `1:02:03` get
quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MOST_COLUMNS = 110
"""Longer text is folded or given a block; longer mappings stand on several lines."""
INDENT = "  "


class Bare(str):
    """A number, a date, or yes and no: text that is written without quotes."""

    __slots__ = ()


_PLAIN = re.compile(r"[^\W\d_](?:[^:#\n\t]|:(?=\S)|(?<=\S)#)*|/(?:[^:#\n\t]|:(?=\S)|(?<=\S)#)*")
"""Begins with a letter or a slash; no `: ` and no ` #`, which end a plain scalar."""
_FLOW = re.compile(r"[,\[\]{}:]")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""What YAML 1.1 takes for something else than text, in any case of letters."""
_PRINTABLE = re.compile(
    "[\t\n\x20-\x7e\xa0-\u1fff\u200b-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)
"""What may stand unescaped: no controls, and no other line end than LF (YAML 1.1, 5.1 and 5.4)."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def yaml_lines(values: Mapping[str, Any], *, ascii_only: bool = False) -> Iterator[str]:
    """The lines of a mapping, without line ends.

    values: text, `Bare`, None, and lists and mappings of these. ascii_only: every other character is escaped, so that
    no mend that looks for odd characters finds any.
    """
    yield from _Writer(ascii_only=ascii_only).mapping(values, "")


class _Writer:
    def __init__(self, *, ascii_only: bool) -> None:
        self._ascii_only = ascii_only

    def mapping(self, values: Mapping[str, Any], indent: str) -> Iterator[str]:
        for key, value in values.items():
            yield from self._member(f"{indent}{self._line(key, flow=True)}:", value, indent)

    def _member(self, head: str, value: Any, indent: str) -> Iterator[str]:
        """A value after its key, or after the dash of its list."""
        flow = self._flow(value, head)
        if flow is not None:
            yield f"{head} {flow}"
        elif isinstance(value, str):
            yield from self._text(head, value, indent + INDENT)
        elif isinstance(value, Mapping):
            yield head
            yield from self.mapping(value, indent + INDENT)
        else:
            yield head
            for item in value:
                yield from self._item(item, indent + INDENT)

    def _item(self, item: Any, indent: str) -> Iterator[str]:
        flow = self._flow(item, f"{indent}-")
        if flow is None and isinstance(item, Mapping):
            first, *rest = self.mapping(item, indent + INDENT)
            yield f"{indent}- {first.removeprefix(indent + INDENT)}"
            yield from rest
        else:
            yield from self._member(f"{indent}-", item, indent)

    def _flow(self, value: Any, head: str) -> str | None:
        """A value on the line of its key, where it fits; a mapping only where it holds nothing but lines."""
        if value is None or isinstance(value, str):
            return self._flow_text(value or "", self._line(value), head)
        parts = value.values() if isinstance(value, Mapping) else value
        if not all(part is None or (isinstance(part, str) and "\n" not in part) for part in parts):
            return None
        if isinstance(value, Mapping):
            inside = [f"{self._line(k, flow=True)}: {self._line(v, flow=True)}" for k, v in value.items()]
            text = "{" + ", ".join(inside) + "}"
        else:
            text = "[" + ", ".join(self._line(part, flow=True) for part in value) + "]"
        return text if not value or len(head) + 1 + len(text) <= MOST_COLUMNS else None

    def _flow_text(self, text: str, line: str, head: str) -> str | None:
        if self._is_block(text):
            return None
        return line if len(head) + 1 + len(line) <= MOST_COLUMNS or not _is_foldable(text) else None

    def _line(self, text: str | None, *, flow: bool = False) -> str:
        """A scalar on one line."""
        if text is None or isinstance(text, Bare):
            return "null" if text is None else str(text)
        if not self._is_printable(text) or "\n" in text or "\t" in text:
            return self._quoted(text)
        if _is_plain(text) and not (flow and _FLOW.search(text)):
            return text
        if '"' in text or "\\" in text:
            return "'" + text.replace("'", "''") + "'"
        return self._quoted(text)

    def _quoted(self, text: str) -> str:
        return '"' + "".join(_ESCAPES.get(c) or (c if self._is_printable(c) else _escape(c)) for c in text) + '"'

    def _is_printable(self, text: str) -> bool:
        return _PRINTABLE.fullmatch(text) is not None and (not self._ascii_only or text.isascii())

    def _is_block(self, text: str) -> bool:
        """Whether to write a literal block, and it gives the text back: no white space begins or ends it.

        Markup of one line gets one, too, for it has both kinds of quotes.
        """
        return ("\n" in text or text[:1] == "<") and text == text.strip() and self._is_printable(text)

    def _text(self, head: str, text: str, indent: str) -> Iterator[str]:
        if self._is_block(text):
            yield f"{head} |-"
            yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
        elif _is_foldable(text) and self._is_printable(text):
            yield f"{head} >-"
            yield from (indent + line for line in _folded(text, MOST_COLUMNS - len(indent)))
        else:
            yield f"{head} {self._line(text)}"


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None and text == text.strip() and text[-1] != ":" and text.lower() not in _WORDS
    )


def _is_foldable(text: str) -> bool:
    """Whether folding gives the text back: single spaces between words, and no other white space."""
    return not isinstance(text, Bare) and " " in text and not re.search(r"[\n\t]|^ |  | $", text)


def _folded(text: str, columns: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > columns:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004 - YAML 1.1, 5.6: two, four or eight digits
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004


def comment_lines(sentences: Sequence[str]) -> Iterator[str]:
    """Sentences as comment lines, each on its own, with nothing in them that ends a line."""
    for sentence in sentences:
        yield "# " + re.sub(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe]+", " ", sentence)
