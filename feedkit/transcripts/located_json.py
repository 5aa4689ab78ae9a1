"""JSON that says where things stand: strict loading, and the line of a value, looked up only when it is needed."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from feedkit.transcripts.findings import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from feedkit.transcripts.findings import Findings, Rule

_SPACE = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'("(?:[^"\\]++|\\.)*+")(?=\s*:)|"(?:[^"\\]++|\\.)*+"|[{}\[\]]')
_NON_NUMBER = re.compile(r"(?<![\w\"])-?(?:NaN|Infinity)\b")


class Document(NamedTuple):
    """A JSON text and its value; `place` gives line and column of a part of it."""

    text: str
    value: Any

    def places(self, key: str) -> Callable[[int], tuple[int, int]]:
        """A function from the index in the array under the top-level `key` to the line and column of that element."""
        offsets: list[int] = []
        line_starts: list[int] = []

        def place(index: int) -> tuple[int, int]:
            if not line_starts:
                offsets.extend(_element_offsets(self.text, key))
                line_starts.extend([0, *(match.end() for match in re.finditer("\n", self.text))])
            if index >= len(offsets):
                return 0, 0
            line = bisect_right(line_starts, offsets[index])
            return line, offsets[index] - line_starts[line - 1] + 1

        return place


def load_json(text: str, findings: Findings, rule: Rule) -> Document:
    """Load strict JSON: no NaN or Infinity, and a key that comes twice is noted (the last one counts).

    Raises Refused, at its line where the parser names one, for everything that is not JSON.
    """
    has_twice = False

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_twice
        result = dict(members)
        has_twice = has_twice or len(result) < len(members)
        return result

    def refuse_number(literal: str) -> NoReturn:
        at = next((found.start() for found in _NON_NUMBER.finditer(text)), 0)
        message = f"`{literal}` is not a JSON number"
        raise findings.refusal(
            rule, message, mend="write a number of seconds, or leave the key out", line=_line(text, at)
        )

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse_number)
    except json.JSONDecodeError as error:
        at, said = _fault(error)
        mend = "look at this place and just before it: a comma, a quote or a bracket too many or too few"
        message, column = f"the file is not JSON: {said}", at - text.rfind("\n", 0, at)
        raise findings.refusal(rule, message, mend=mend, line=_line(text, at), column=column) from None
    except RecursionError:
        raise findings.refusal(rule, "the file is nested too deep to be read", mend="write it flat", line=1) from None
    except ValueError as error:
        raise findings.refusal(rule, f"a number in the file cannot be read: {error}", mend="write seconds") from None
    for key, line in _keys_twice(text) if has_twice else ():
        message = f"the key {shown(key)} stands twice in one object; this one counts here, and the first one elsewhere"
        findings.add(rule, message, mend="delete one of them", line=line)
    return Document(text, value)


def _fault(error: json.JSONDecodeError) -> tuple[int, str]:
    """Where it is, and the parser's words, but for a comma before a closing bracket, which is the commonest fault.

    That stands at the bracket; from Python 3.13 on the parser points at the comma.
    """
    doc, at = error.doc, error.pos
    if doc[at : at + 1] == ",":
        at += 1 + len(doc[at + 1 :]) - len(doc[at + 1 :].lstrip())
    if doc[at : at + 1] in ("]", "}") and doc[:at].rstrip().endswith(","):
        return at, f"a comma stands before `{doc[at]}`"
    return error.pos, error.msg[:1].lower() + error.msg[1:]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _keys_twice(text: str) -> Iterator[tuple[str, int]]:
    """Each key that its object has already, and its line; `text` is valid JSON."""
    open_keys: list[set[str]] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece in "{[":
            open_keys.append(set())
        elif piece in "}]":
            open_keys.pop()
        elif match[1]:
            key = json.loads(match[1])
            if key in open_keys[-1]:
                yield key, _line(text, match.start())
            open_keys[-1].add(key)


def _element_offsets(text: str, key: str) -> Iterator[int]:
    """Where each element of the array under a top-level key begins; nothing where there is no such array."""
    decoder = json.JSONDecoder()
    at = _skip_space(text, 0)
    if text[at : at + 1] == "[":
        yield from _offsets_in_array(text, at, decoder)
        return
    while text[at : at + 1] in ("{", ","):
        at = _skip_space(text, at + 1)
        if text[at : at + 1] != '"':
            return
        name, at = decoder.raw_decode(text, at)
        at = _skip_space(text, _skip_space(text, at) + 1)
        if name == key and text[at : at + 1] == "[":
            yield from _offsets_in_array(text, at, decoder)
            return
        at = _skip_space(text, decoder.raw_decode(text, at)[1])


def _offsets_in_array(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[int]:
    while text[at : at + 1] in ("[", ","):
        at = _skip_space(text, at + 1)
        if text[at : at + 1] == "]":
            return
        yield at
        at = _skip_space(text, decoder.raw_decode(text, at)[1])


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
