"""T3: every regular expression of the package, in every way that it is used, stays linear on floods of what it looks for."""

from __future__ import annotations

import ast
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import feedkit

PACKAGE = Path(feedkit.__file__).parent
WAYS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
ANCHORED = {"match", "fullmatch"}
UNITS = (
    *(
        "a",
        "A",
        " ",
        "\t",
        "\n",
        "0",
        "<",
        ">",
        '"',
        "'",
        "[",
        "]",
        "(",
        "{",
        "|",
        ":",
        ".",
        "-",
        "\\",
        "=",
        "*",
        "_",
        "&",
        "/",
    ),
    *(
        "a ",
        "a.",
        "a-",
        "a@",
        "a1",
        "0:",
        "00:",
        "0.",
        "a,",
        " \n",
        "-->",
        "<a ",
        "<!--",
        "<!-- -->",
        "<?",
        "{{",
        "](",
        "http://",
        "&#1;",
    ),
)  # fmt: skip - one table
OPENINGS = ("", "<[")
TELLING_S = 0.003
"""A linear pattern is done with a thousand characters by then."""
BOUNDED = {
    "feedkit.feed.write._TEMPORARY": "names of files have 255 characters at most",
    "feedkit.feed.write._TEMPORARY_FEED": "likewise",
    "feedkit.feed.quick.ATTRIBUTE": "of what ROOT, or the parser, has found to be attributes",
    "feedkit.rules.item._NUMBERED": "titles of more than 1,024 characters are refused",
    "feedkit.importer.markdown._AT_START": "white space is one character by then",
    "feedkit.media.magic._TEXTS": "matched where the first 4,096 bytes of a file begin",
    r"""feed/mend.py: ([^\s=<>"']+)\s*=\s*["'][^"']*$""": "of the 2,000 characters ahead of a slip",
}
"""Patterns that are not linear, and why their input is short."""


def named(value: Any, name: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value of a module, with a name that says where."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        yield from (one for key, inner in value.items() for one in (*named(inner, name), *named(key, name)))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (one for inner in value for one in named(inner, name))
    elif type(value).__module__.startswith("feedkit") and not isinstance(value, type):
        inner = getattr(value, "__dict__", {}) | {k: getattr(value, k, None) for k in getattr(value, "__slots__", ())}
        yield from (one for v in inner.values() if isinstance(v, re.Pattern) for one in named(v, name))


@cache
def used() -> dict[tuple[str, str], set[str]]:
    """By module, or '' for any, and the name that a pattern has there: the ways in which it is used."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(("feedkit", *path.relative_to(PACKAGE).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in WAYS:
                name = getattr(node.value, "id", getattr(node.value, "attr", ""))
                found[module, name].add(node.attr)
                found["", name].add(node.attr)
    return found


@cache
def patterns() -> dict[tuple[str, re.Pattern[Any]], set[str]]:
    """Every pattern with its name, and the ways in which it is used."""
    found: dict[tuple[str, re.Pattern[Any]], set[str]] = {}
    for module in pkgutil.walk_packages(feedkit.__path__, "feedkit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                where = module.name if name.startswith("_") else ""  # others import what is not private
                for one in named(value, f"{module.name}.{name}"):
                    found[one] = used().get((where, name), set()) or {"search"}
    return found | {(where, pattern): {way} for where, way, pattern in literals()}


def literals() -> Iterator[tuple[str, str, re.Pattern[Any]]]:
    """The patterns that stand in calls, such as `re.sub(r"...", ...)`."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=way), args=[ast.Constant(value=str(text)), *_]
                ) if way in WAYS:
                    flags = [
                        flag
                        for flag in ("DOTALL", "IGNORECASE", "MULTILINE", "VERBOSE", "ASCII")
                        if f"re.{flag}" in ast.unparse(node)
                    ]
                    number = 0
                    for flag in flags:
                        number |= re.RegexFlag[flag]
                    yield f"{path.relative_to(PACKAGE).as_posix()}: {text}", way, re.compile(text, number)


def run(pattern: re.Pattern[Any], ways: set[str], flood: str) -> None:
    text = flood.encode() if isinstance(pattern.pattern, bytes) else flood
    nothing = text[:0]
    if ways - ANCHORED - {"search"}:
        sum(1 for _ in pattern.finditer(text))
    if "search" in ways:
        pattern.search(text)
    for way in ways & ANCHORED:
        getattr(pattern, way)(text)
        getattr(pattern, way)(text + (nothing or text[:1]))


def seconds(pattern: re.Pattern[Any], ways: set[str], unit: str, opening: str, length: int) -> float:
    """The processor time that a flood of so many characters takes."""
    flood = opening + unit * (length // len(unit))
    started = time.process_time()
    run(pattern, ways, flood)
    return time.process_time() - started


def not_linear(length: int) -> Iterator[tuple[str, str, float]]:
    """Patterns for which a flood that is four times as long takes far more than four times as long."""
    for (name, pattern), ways in patterns().items():
        for unit, opening in product(UNITS, OPENINGS) if name not in BOUNDED else ():
            flood = (pattern, ways, unit, opening)
            telling_s = TELLING_S * length / 1_000
            if seconds(*flood, length) < telling_s:
                continue
            once = min(seconds(*flood, length) for _ in range(3))  # the machine may have had other things to do
            if once >= telling_s:
                growth = min(seconds(*flood, 4 * length) for _ in range(2)) / once
                if growth > 9:
                    yield name, f"{opening}{unit}", growth


def test_all_patterns_are_found() -> None:
    names = {name for name, _ in patterns()}
    assert len(names) > 250
    assert {"feedkit.targets._ROOT", "feedkit.records.json._NOT_JSON"} & names
    assert BOUNDED.keys() <= names


def test_four_times_the_flood_takes_four_times_as_long() -> None:
    assert [*not_linear(1_000)] == []


@pytest.mark.slow
def test_a_long_flood_takes_no_longer_for_its_length() -> None:
    assert [*not_linear(8_000)] == []
