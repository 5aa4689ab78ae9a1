"""TOML front matter (Hugo's `+++`): the standard library's parser, and a scan for the places of keys."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import Any

from feedkit.problems import Place, Problem
from feedkit.records.document import Document
from feedkit.records.json import read_decimal
from feedkit.records.kinds import LIMITS, SYNTAX
from feedkit.records.layers import Locate, Path
from feedkit.records.parsed import MOST_DEPTH, MOST_DIGITS, Parsed
from feedkit.records.places import LazyPlaces, shown
from feedkit.records.repairs.values import mend_values

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_KEY = re.compile(r"^[ \t]*([A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=[ \t]*", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[(\[?)[ \t]*+([A-Za-z0-9_.\" '-]{1,200}?)[ \t]{0,20}\]", re.MULTILINE)
_LONG_NUMBER = re.compile(r"=[ \t]*[+-]?(?:0[xob])?[0-9a-fA-F_]{20}")
_DEEP_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_DEPTH}}}")
"""A key of so many parts costs the parser quadratic time."""
_MEANT = (
    ("Cannot overwrite a value", "", "the key of this line stands twice", "keep one of the two"),
    ("Invalid value", r"(?:[Tt]rue|TRUE|[Yy]es|[Ff]alse|FALSE|[Nn]o)\b", "`{}` is not TOML", "write `true` or `false`"),
    (
        "Invalid value",
        r"(?:null|None|nil|~)",
        "TOML has no `{}`",
        "take the line out; an overlay in YAML can say `null`",
    ),
    ("", "[“”„‘’]", "`{}` is no quote to TOML", 'write `"` in its place'),
    ("", "\xa0", "there is a no-break space (U+00A0) here", "write a plain space"),
    (
        "Unescaped",
        "",
        "there is a `\\` in this text that begins no escape",
        "write `\\\\`, or single quotes around the text",
    ),
    (
        "hex value",
        "",
        "there is a `\\` in this text that begins no escape",
        "write `\\\\`, or single quotes around the text",
    ),
    ("after a statement", "//|--", "`{}` begins no comment in TOML", "write `#`"),
    ("after a statement", "", "the value ends ahead of this, and more follows", "put quotes around all of the value"),
    ("key part", r"\Z", "this table in braces goes over its line", "write it on one line, without a comma at its end"),
)
"""Part of the parser's words, what stands at the fault, what to say of it, and the way out."""
_MOST_NUMBER = 10**MOST_DIGITS


def parse_toml(document: Document) -> Parsed:
    """Read `document`. Dates and times become text in ISO form, floats become Decimal.

    Problems: syntax (keys that stand twice among them), numbers of over 19 digits, depth over 64, characters that XML
    cannot hold.
    """
    locate = LazyPlaces(document.path, lambda: _spots(document), document.first_line)
    if _DEEP_KEY.search(document.text):
        return _over_limits(document, locate)
    try:
        value = tomllib.loads(document.text, parse_float=read_decimal)
        plain = _plain(value, 0)
    except tomllib.TOMLDecodeError as error:
        return Parsed(None, locate, (_explain(error, document),), len(document.text))
    except (ValueError, RecursionError):
        return _over_limits(document, locate)
    mended, problems = mend_values(plain, locate) if "\\" in document.text else (plain, ())
    return Parsed(mended, locate, problems, len(document.text))


def _over_limits(document: Document, locate: Locate) -> Parsed:
    message = f"a number has more than {MOST_DIGITS} digits, or values are nested more than {MOST_DEPTH} deep"
    found = _LONG_NUMBER.search(document.text) or _DEEP_KEY.search(document.text)
    place = document.place_at(found.start()) if found else Place(document.path, document.first_line)
    return Parsed(None, locate, (LIMITS.at(place, message, mend="write it shorter or flatter"),), len(document.text))


def _plain(value: Any, depth: int) -> Any:
    if depth > MOST_DEPTH or (isinstance(value, int) and abs(value) >= _MOST_NUMBER):
        raise ValueError
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def _explain(error: tomllib.TOMLDecodeError, document: Document) -> Problem:
    words = str(error)
    found = _AT.search(words)
    message = _AT.sub("", words)
    place = document.place_at(len(document.text.rstrip()))
    if found and found[1]:
        place = Place(document.path, document.first_line + int(found[1]) - 1, int(found[2]))
    if "character '\\n'" in message:
        return document.problem(SYNTAX, place, "this quote is not closed on its line", mend="write the closing quote")
    here = (document.excerpt(place) or "")[place.column - 1 :]
    for words, meant, told, mend in _MEANT:
        if words in message and (seen := re.match(meant, here)):
            return document.problem(SYNTAX, place, told.format(seen[0].strip()), mend=mend)
    mend = "write `key = value`, with quotes around text"
    message = shown(f"this is no TOML: {message[:1].lower()}{message[1:]}", 200)
    return document.problem(SYNTAX, place, message, mend=mend)


def _spots(document: Document) -> dict[Path, tuple[int, int]]:
    """The places of keys that stand alone on their lines, and of tables; the rest is found through them."""
    spots: dict[Path, tuple[int, int]] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(document.text.split("\n"), document.first_line):
        if header := _TABLE.match(line):
            table = tuple(part.strip(" \"'") for part in header[2].split("."))
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            spots.setdefault(table, (number, 1))
        elif key := _KEY.match(line):
            spots.setdefault((*table, key[1].strip("\"'")), (number, key.end() + 1))
    return spots
