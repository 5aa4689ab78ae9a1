"""libyaml's complaints in words that help: where the fault begins, and what to write instead; and what it reads in silence."""

from __future__ import annotations

import re
from typing import Any

import yaml

from feedkit.problems import Place, Problem
from feedkit.records.document import Document
from feedkit.records.kinds import SYNTAX
from feedkit.records.layers import Path
from feedkit.records.places import key_of_line, shown

_QUOTE = "while scanning a quoted scalar"
_KEY = "while scanning a simple key"
_VALUE_IN_QUOTES = re.compile(r"\A[ ]*(?:- )?[\w-]+:[ ]+([\"'])")
_STRUCTURAL_SPACE = re.compile("^[ \t-]*\xa0|[:-]\xa0")
_KEY_WITHOUT_SPACE = re.compile(r"\A[ \t]*(?:- )?[\w-]+:\xa0")
_ENDED_VALUE = re.compile(r"""\A[ ]*(?:- )?[\w-]+:[ ]+(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[.*\]|\{.*\})[ ]*""")
_NO_BREAK_SPACE = ("there is a no-break space (U+00A0) in this line", "write a plain space")
_HASH, _HASH_BEHIND = re.compile(r"[ \t]#\w"), re.compile(r"[ \t]+#\w")
_PROSE = frozenset({"title", "itunes_title", "description", "summary", "subtitle", "tags", "keywords"})
"""Keys of texts in which people write `#1` and `#tea`."""
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a `: ` here that begins a second value on the line",
        "put the value in quotes; a line that goes on with another key begins where the others begin",
    ),
    ("did not find expected key", "a `key: value` line is wanted here", "check the indentation and the quotes above"),
    (
        "could not find expected ':'",
        "a colon is missing after a key",
        "write `key: value`; a line that goes on with the value above begins further in than its key",
    ),
    ("did not find expected ',' or ']'", "a list in brackets is not closed", "write `,` or `]`"),
    ("did not find expected ',' or '}'", "a mapping in braces is not closed", "write `,` or `}`"),
    ("did not find expected '-' indicator", "an item of a list is wanted here", "begin the line with `- `"),
    ("found unknown escape character", "there is a `\\` here that begins no escape", "write `\\\\`, or single quotes"),
    ("invalid Unicode character escape", "this escape is no character", "write the character itself"),
    ("found undefined tag handle", "tags are not allowed", "put the value in quotes"),
    ("incompatible YAML document", "this version of YAML is not known", "remove the `%YAML` line"),
    ("block sequence entries are not allowed", "a list cannot begin here", "begin it on a line of its own"),
    ("expected alphabetic or numeric character", "`*` and `&` begin names of values", "put the value in quotes"),
    (
        "expected comment or line break",
        "the text of a value that begins with `|` or `>` stands on the lines below",
        "put the value in quotes",
    ),
    ("did not find expected <document start>", "text follows the end of the YAML", "check the indentation"),
)


def explain(error: yaml.YAMLError, document: Document, field: str) -> Problem:
    """The problem that `error` of libyaml stands for, in a document without CR; field: the value being read."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unreadable_character(error, document)
    problem = error.problem or ""
    if error.context == _QUOTE and error.context_mark and "end of stream" in problem:
        place = _place(error.context_mark, document)
        return document.problem(
            SYNTAX, place, "this quote is never closed", mend="write the closing quote", field=field
        )
    opened = _open_quote(document, error.problem_mark.line)
    if opened is not None:
        message = (
            f"the quote that opens here is not closed in its line; the YAML breaks in line {_line(error, document)}"
        )
        return document.problem(SYNTAX, opened, message, mend="write the closing quote", field=field)
    joined = _key_without_space(document, error.problem_mark.line)
    if joined is not None:
        words, mend = _NO_BREAK_SPACE
        return document.problem(SYNTAX, joined, words, mend=mend, field=key_of_line(document.excerpt(joined) or ""))
    is_lone_key = error.context == _KEY and error.context_mark is not None
    place = _place(error.context_mark if is_lone_key else error.problem_mark, document)
    line = document.excerpt(place) or ""
    message, mend = _words(problem, line, place.column)
    return document.problem(SYNTAX, place, message, mend=mend, field=field or key_of_line(line))


def has_hash(text: str) -> bool:
    """Whether `hash_behind` can find anything in a text."""
    return _HASH.search(text) is not None


def hash_behind(line: str, column: int, path: Path) -> tuple[int, str, str] | None:
    """The column, from 0, of a comment that begins as a number (`Tea #1`) or a tag does, a message and its mend.

    column: from 0, where the value at `path` ends, which has no quotes.
    """
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    found = _HASH_BEHIND.match(line, column) if name.lower() in _PROSE else None
    if found is None:
        return None
    start = found.end() - 2
    message = f"`{shown(line[start:].rstrip())}` is a comment to YAML, and no part of `{shown(name)}`"
    return start, message, "put the value in quotes; in a comment, a space behind `#`"


def unused_name(name: str) -> tuple[str, str]:
    """The message and its mend for an anchor that nothing refers to."""
    mend = f"put the value in quotes, with `&{shown(name)}`, or take that out"
    return f"`&{shown(name)}` is a name to YAML, and no part of the value", mend


def _line(error: yaml.MarkedYAMLError, document: Document) -> int:
    return document.first_line + (error.problem_mark.line if error.problem_mark else 0)


def _open_quote(document: Document, before: int) -> Place | None:
    """Where the last value ahead of line `before` (from 0) begins with a quote that its line does not close."""
    lines = document.text.split("\n")[:before]
    for number in range(len(lines) - 1, -1, -1):
        found = _VALUE_IN_QUOTES.match(lines[number])
        if found:
            rest = lines[number][found.end() :].replace("\\\\", "").replace(f"\\{found[1]}", "")
            is_open = rest.count(found[1]) % 2 == 0
            return Place(document.path, document.first_line + number, found.start(1) + 1) if is_open else None
    return None


def _key_without_space(document: Document, before: int) -> Place | None:
    """Where a no-break space follows the key of the last line of words ahead of line `before` (from 0).

    To libyaml such a line is a text that the next one goes on with; it complains there.
    """
    lines = document.text.split("\n")[:before]
    number = next((number for number in range(len(lines) - 1, -1, -1) if lines[number].strip()), None)
    found = _KEY_WITHOUT_SPACE.match(lines[number]) if number is not None else None
    return Place(document.path, document.first_line + (number or 0), found.end()) if found else None


def _place(mark: Any, document: Document) -> Place:
    """The place of a mark of libyaml, which may stand on the line after the last one."""
    if mark.line > document.text.count("\n"):
        return document.place_at(len(document.text))
    return Place(document.path, document.first_line + mark.line, mark.column + 1)


def _words(problem: str, line: str, column: int) -> tuple[str, str]:
    if "tab character" in problem or "cannot start any token" in problem:
        return _odd_start("\t" if "tab character" in problem else line[column - 1 : column])
    if _STRUCTURAL_SPACE.search(line):
        return _NO_BREAK_SPACE
    breaks = [character for character in "\x85\u2028\u2029" if character in line]
    if breaks:
        return f"there is a U+{ord(breaks[0]):04X} in this line, an old sign for a line break", "delete it"
    if "did not find expected key" in problem and (ended := _ENDED_VALUE.fullmatch(line, 0, column - 1)):
        closing = ended["value"][-1]
        quotes = "single" if closing == '"' else "double"
        return f"the value ends with the `{closing}` ahead of this", f"put {quotes} quotes around all of the value"
    for part, message, mend in _WORDS:
        if part in problem:
            return message, mend
    return f"this is no YAML: {problem}", "put the value in quotes, or check the indentation"


def _odd_start(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab indents this line, and YAML allows spaces only", "write spaces"
    return f"no value can begin with `{shown(character)}`", "put the value in quotes"


def _unreadable_character(error: yaml.YAMLError, document: Document) -> Problem:
    """A control character: libyaml gives its offset in bytes, or nothing."""
    for index, character in enumerate(document.text):
        if character not in "\t\n\x85" and (character < " " or "\x7f" <= character < "\xa0"):
            place = document.place_at(index)
            message = f"YAML allows no control character U+{ord(character):04X}"
            return document.problem(SYNTAX, place, message, mend="delete it, or write it as an escape in quotes")
    return SYNTAX.at(Place(document.path), f"this is no YAML: {error}"[:200].replace("\n", " "))
