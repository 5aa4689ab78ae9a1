"""JSON read token by token: slower than the fast parser, but it knows where everything stands and what is missing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from feedkit.problems import Kind, Place, Problem, See
from feedkit.records.document import Document
from feedkit.records.kinds import DUPLICATE_KEY, LIMITS, SYNTAX
from feedkit.records.layers import Path
from feedkit.records.parsed import MOST_DEPTH, MOST_DIGITS, Findings, Unreadable, number_within_bounds
from feedkit.records.places import dotted, shown

_TOKEN = re.compile(
    r"""[ \t\n]*(?:
        (?P<string>"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.]))
      | (?P<mark>[\[\]{},:])
      | (?P<word>[-+.A-Za-z0-9_$]+)
      | (?P<other>.)
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"true": True, "false": False, "null": None}
_OTHER_WORDS = {"True": "true", "False": "false", "None": "null", "NULL": "null", "TRUE": "true", "FALSE": "false"}
_QUOTES = frozenset("'“”„‟«»‘’`")
_CONTROL = re.compile("[\x00-\x1f]")
_ASIDE: Any = object()
"""Stands for a value that was reported and is left out."""


class Located(NamedTuple):
    """A value, the index after it, the spots of its parts, and what was wrong."""

    value: Any
    end: int
    spots: dict[Path, tuple[int, int]]
    problems: tuple[Problem, ...]


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


@dataclass(slots=True)
class _Frame:
    """An object or array that is not closed yet. firsts: where each key of an object stood first."""

    path: Path
    value: dict[str, Any] | list[Any]
    opened: Place
    count: int = 0
    after_comma: bool = False
    firsts: dict[str, Place] = field(default_factory=dict)

    @property
    def closer(self) -> str:
        return "}" if isinstance(self.value, dict) else "]"


def read_located(document: Document, *, with_body: bool = False) -> Located:
    """Read the value that opens `document`; a fault of syntax ends the reading, and the value is then None."""
    reader = _Reader(document)
    try:
        value = reader.read()
        if not with_body:
            reader.expect_end()
    except Unreadable as stop:
        return Located(None, len(document.text), reader.spots, (*reader.findings.all(), stop.problem))
    return Located(value, reader.index, reader.spots, reader.findings.all())


class _Reader:
    """A loop over tokens with a stack of its own, so that depth costs nothing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.index = 0
        self.spots: dict[Path, tuple[int, int]] = {}
        self.findings = Findings()
        self._place_index = 0
        self._last_place = Place(document.path, document.first_line, 1)
        self._stack: list[_Frame] = []

    def read(self) -> Any:
        token = self._take()
        place = self._place(token)
        value = self._value(token, (), place)
        while self._stack:
            self._step(self._stack[-1])
        return None if value is _ASIDE else value

    def expect_end(self) -> None:
        token = self._take()
        if token.kind != "end":
            message = "there is more text after the JSON value"
            self._stop(token, (), message, mend="keep one value in the file, and remove the rest")

    def _step(self, frame: _Frame) -> None:
        """Take the next item of an object or array, or the comma before it, or its end."""
        token = self._take()
        if token.text == frame.closer:
            self._close(frame, token)
        elif frame.count and not frame.after_comma:
            self._comma(frame, token)
        elif isinstance(frame.value, dict):
            self._member(frame, frame.value, token)
        else:
            path = (*frame.path, frame.count)
            frame.count, frame.after_comma = frame.count + 1, False
            item = self._value(token, path, self._place(token))
            if item is not _ASIDE:
                frame.value.append(item)

    def _close(self, frame: _Frame, token: _Token) -> None:
        if frame.after_comma:
            mend = "remove the comma after the last item"
            self._stop(token, frame.path, f"there is a comma too many before `{token.text}`", mend=mend)
        self._stack.pop()

    def _comma(self, frame: _Frame, token: _Token) -> None:
        if token.text != ",":
            self._end_inside(frame, token)
            if token.kind in ("word", "other") and self.document.text[token.start - 1] == '"':
                mend = 'write `\\"` for a quote inside of a text; where the text ends, a comma'
                self._stop(token, frame.path, "the text ends at the quote ahead of this", mend=mend)
            message = f"a comma is missing before {_shown(token)}"
            self._stop(token, frame.path, message, mend=f"write a comma, or `{frame.closer}` to end the list of items")
        frame.after_comma = True

    def _member(self, frame: _Frame, value: dict[str, Any], token: _Token) -> None:
        self._end_inside(frame, token)
        if token.kind != "string":
            mend = _mend_of_other(token) or 'write `"key": value`'
            self._stop(token, frame.path, self._trouble(token) or f"a key is wanted, not {_shown(token)}", mend=mend)
        key, key_place = self._text(token, frame.path), self._place(token)
        path = (*frame.path, key)
        self._colon(path)
        found = self._take()
        value_place = self._place(found)
        place = value_place if value_place.line == key_place.line else key_place
        frame.count, frame.after_comma = frame.count + 1, False
        item = self._value(found, path, place)
        if key in frame.firsts:
            self._duplicate(path, key_place, frame.firsts[key])
        elif item is not _ASIDE:
            value[key] = item
        frame.firsts.setdefault(key, key_place)

    def _duplicate(self, path: Path, place: Place, first: Place) -> None:
        message = f"the key `{shown(str(path[-1]))}` stands twice; the first one counts"
        see = (See(first, "the first"),)
        self.findings.add(DUPLICATE_KEY.at(place, message, mend="keep one of the two", see=see, field=dotted(path)))

    def _colon(self, path: Path) -> None:
        token = self._take()
        if token.text != ":":
            self._stop(
                token, path, f"a colon is missing after the key `{shown(str(path[-1]))}`", mend='write `"key": value`'
            )

    def _value(self, token: _Token, path: Path, place: Place) -> Any:
        """A scalar, or an empty object or array that the next steps fill."""
        self.spots.setdefault(path, (place.line, place.column))
        if token.text not in ("{", "["):
            return self._scalar(token, path)
        if len(self._stack) >= MOST_DEPTH:
            self._stop(token, path[:1], f"values are nested more than {MOST_DEPTH} deep", "write it flatter", LIMITS)
        frame = _Frame(path, {} if token.text == "{" else [], place)
        self._stack.append(frame)
        return frame.value

    def _scalar(self, token: _Token, path: Path) -> Any:
        if token.kind == "string":
            return self._text(token, path)
        if token.kind == "number":
            return self._number(token, path)
        if token.text in _WORDS:
            return _WORDS[token.text]
        if self._stack:
            self._end_inside(self._stack[-1], token)
        message = self._trouble(token) or f"a value is wanted, not {_shown(token)}"
        return self._stop(token, path, message, mend=_mend_of_other(token) or _mend(token))

    def _trouble(self, token: _Token) -> str:
        control = _CONTROL.search(self.document.text, token.start) if token.text == '"' else None
        if control is None or control[0] == "\n":
            return _trouble(token)
        return f"there is a {'tab' if control[0] == chr(9) else f'U+{ord(control[0]):04X}'} in this text, which JSON writes as an escape"

    def _text(self, token: _Token, path: Path) -> str:
        if "\\" not in token.text:  # nearly every text, and the pattern lets no control character into one
            return token.text[1:-1]
        try:
            return str(json.loads(token.text))
        except ValueError:
            self._stop(token, path, "there is a `\\` in this text that begins no escape", mend="write `\\\\` for `\\`")

    def _number(self, token: _Token, path: Path) -> Any:
        number = number_within_bounds(token.text)
        if number is None:
            message = f"the number has more than {MOST_DIGITS} digits, or is out of all bounds"
            place = self._place(token)
            mend = "write the number itself, or put it in quotes if it is a name"
            self.findings.add(LIMITS.at(place, message, mend=mend, field=dotted(path)))
            return _ASIDE
        return number if any(mark in token.text for mark in ".eE") else int(token.text)

    def _take(self) -> _Token:
        match = _TOKEN.match(self.document.text, self.index)
        kind = match.lastgroup if match else None
        if match is None or kind is None:  # pragma: no cover - the pattern matches at every index
            raise AssertionError(self.index)
        self.index = match.end()
        return _Token(kind, match[kind], match.start(kind))

    def _place(self, token: _Token) -> Place:
        """Counted on from the last place that was asked for: tokens come in the order of the text."""
        start, last = self._place_index, self._last_place
        if token.start < start:
            return self.document.place_at(token.start)
        lines = self.document.text.count("\n", start, token.start)
        if lines:
            column = token.start - self.document.text.rfind("\n", start, token.start)
        else:
            column = last.column + token.start - start
        self._place_index, self._last_place = token.start, Place(last.path, last.line + lines, column)
        return self._last_place

    def _end_inside(self, frame: _Frame, token: _Token) -> None:
        if token.kind == "end":
            message = f"the file ends, but the `{_OPENERS[frame.closer]}` of line {frame.opened.line} is not closed"
            self._stop(token, frame.path, message, mend=f"write the rest, and `{frame.closer}`")

    def _stop(self, token: _Token, path: Path, message: str, mend: str = "", kind: Kind = SYNTAX) -> NoReturn:
        place = self._place(token)
        raise Unreadable(self.document.problem(kind, place, message, mend=mend, field=dotted(path)))


_OPENERS = {"}": "{", "]": "["}


def _shown(token: _Token) -> str:
    if token.kind == "end":
        return "the end of the file"
    return f"`{shown(token.text)}`" if token.text[0].isprintable() else f"U+{ord(token.text[0]):04X}"


def _trouble(token: _Token) -> str:
    """What a token that JSON does not know was meant to be; empty when there is nothing to say."""
    if token.text == "'":
        return "there are single quotes here; JSON wants double quotes"
    if token.text == '"':
        return "this quote is not closed before its line ends"
    if token.text in ("/", "#"):
        return "JSON has no comments"
    if token.text in ("}", "]", ","):
        return f"a value is missing before `{token.text}`"
    return f"{_shown(token)} is not JSON" if token.kind in ("word", "other") else ""


def _mend_of_other(token: _Token) -> str:
    """The way out where something stands that JSON has not, whatever was wanted; empty where it depends on that."""
    if token.text in ("/", "#"):
        return "take the comment out"
    if token.text == '"':
        return "close it; in a text, a line break is written `\\n`, and a tab `\\t`"
    if token.text == "\xa0":
        return "write plain spaces"
    return 'write `"` in its place' if token.text in _QUOTES else ""


def _mend(token: _Token) -> str:
    if not token.text:
        return "write the rest"
    if token.text in _OTHER_WORDS:
        return f"write `{_OTHER_WORDS[token.text]}`"
    if token.text in ("NaN", "Infinity", "-Infinity"):
        return "write a number, or `null`"
    if token.text[0] in "+-.0123456789":
        return "write numbers as `7`, `-7` or `0.5`, and text in double quotes"
    return "put the text in double quotes" if token.kind in ("word", "other") else "write the value, or `null`"
