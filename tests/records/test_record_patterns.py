"""Every regular expression that meets text of others stays linear: no flood of 10,000 characters keeps one busy."""

from __future__ import annotations

import re
import time
from importlib import import_module

import pytest

from feedkit.records.repairs.mojibake import CodePage

MODULES = [
    "feedkit.notes",
    "feedkit.tame",
    "feedkit.records.front_matter",
    "feedkit.records.json",
    "feedkit.records.json_descent",
    "feedkit.records.json_places",
    "feedkit.records.keys",
    "feedkit.records.places",
    "feedkit.records.toml",
    "feedkit.records.yaml_faults",
    "feedkit.records.dialects.jupiter",
    "feedkit.records.dialects.page",
    "feedkit.records.page_blocks",
    "feedkit.records.page_html",
    "feedkit.records.repairs.characters",
    "feedkit.records.repairs.mojibake",
    "feedkit.records.repairs.spaces",
]  # fmt: skip - one table
UNITS = [
    "a",
    "A",
    " ",
    "\xa0",
    "0",
    "<",
    ">",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "|",
    ":",
    ".",
    "-",
    "\n",
    "\\",
    "=",
    "+",
    "*",
    "é",
    "a ",
    "A a",
    ". ",
    "a.",
    "<a ",
    "<p>",
    "<br>",
    "<footer ",
    "<link ",
    "<!",
    "{{",
    "{%",
    "${a",
    "](",
    '](a "',
    "x posts in the ",
    "a | ",
    "[ ",
    "A: ",
    "- ",
    '"a',
    "Ã©",
    "‚Äî",
    "0:",
    "\u2022 [",
    "key = ",
]  # fmt: skip - one table
LENGTH = 10_000


def patterns():
    for module in map(import_module, MODULES):
        for name, value in vars(module).items():
            for i, pattern in enumerate(found(value)):
                yield pytest.param(pattern, id=f"{module.__name__}.{name}.{i}")


def found(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from found(item)
    elif isinstance(value, dict):
        yield from found(list(value.values()))
    elif isinstance(value, CodePage):
        yield value.sequences


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_pattern_is_linear(pattern):
    for unit in UNITS:
        for opening in ("", "Tea | Season 1 - Episode 2 | ", "<p>", '<a href="', "[", "A"):
            flood = opening + unit * (LENGTH // len(unit))
            start = time.process_time()
            sum(1 for _ in pattern.finditer(flood))
            assert time.process_time() - start < 0.25, (unit, opening)
