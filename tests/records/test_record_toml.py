"""TOML front matter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from feedkit.records.document import document_of
from feedkit.records.toml import parse_toml


def parse(text: str):
    return parse_toml(document_of(text.encode(), "r.toml"))


def test_dates_become_text_and_floats_decimals():
    text = "a = 2018-09-07T10:00:00+09:30\nb = 2018-09-07\nc = 1.50\nd = true\n"
    assert parse(text).value == {"a": "2018-09-07T10:00:00+09:30", "b": "2018-09-07", "c": Decimal("1.50"), "d": True}


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        pytest.param('a = 1\nb = "x\n', "FK410", "r.toml:2:7", id="open quote"),
        pytest.param("a = 1\na = 2", "FK410", "r.toml:2:6", id="a key twice"),
        pytest.param("a = 2024-02-30", "FK410", "r.toml:1:5", id="no such day"),
        pytest.param("a =", "FK410", "r.toml:1:4", id="cut off"),
        pytest.param("x = 1\na = 99999999999999999999", "FK414", "r.toml:2:3", id="20 digits"),
        pytest.param("a = 0x" + "f" * 5000, "FK414", "r.toml:1:3", id="5,000 digits"),
        pytest.param("a = nan", "FK414", "r.toml:1", id="no number"),
        pytest.param("a = " + "[" * 5000, "FK414", "r.toml:1", id="5,000 brackets"),
        pytest.param(".".join(["a"] * 20000) + " = 1", "FK414", "r.toml:1:1", id="a key of 20,000 parts"),
    ],
)
def test_a_fault_has_a_place(text, rule, place):
    [problem] = parse(text).problems
    assert (problem.rule, str(problem.place)) == (rule, place)


@pytest.mark.parametrize(
    ("text", "words", "mend"),
    [
        pytest.param("a = 1\na = 2", "stands twice", "keep one of the two", id="a key twice"),
        pytest.param("a = False", "`False` is not TOML", "`true` or `false`", id="Python's false"),
        pytest.param("a = no", "`no` is not TOML", "`true` or `false`", id="YAML's no"),
        pytest.param("a = null", "has no `null`", "take the line out", id="null"),
        pytest.param("a = “b”", "`“` is no quote", 'write `"`', id="typographic quotes"),
        pytest.param("a\xa0= 1", "no-break space", "a plain space", id="a no-break space"),
        pytest.param('a = "C:\\Users"', "begins no escape", "single quotes", id="a path of Windows"),
        pytest.param("a = 1 // b", "`//` begins no comment", "write `#`", id="a comment of another language"),
        pytest.param("a = 50:13", "the value ends ahead of this", "put quotes around all", id="a time without quotes"),
        pytest.param("a = 012", "the value ends ahead of this", "put quotes around all", id="a zero ahead"),
        pytest.param("a = {b = 1,\n}", "goes over its line", "on one line", id="a table over two lines"),
        pytest.param(
            "a = https://e.org", "no TOML: invalid value", "with quotes around text", id="text without quotes"
        ),
    ],
)
def test_the_way_out_fits_the_fault(text, words, mend):
    [problem] = parse(text).problems
    assert words in problem.message
    assert mend in problem.mend


def test_escapes_that_no_feed_can_hold_are_mended():
    parsed = parse('a = "x\\u0007"')
    assert parsed.value == {"a": "x"}
    assert [(p.rule, p.field) for p in parsed.problems] == [("FK424", "a")]


def test_keys_and_tables_are_located():
    parsed = parse('a = 1\n[links.web]\nurl = "x"\n[[z]]\nb = 1\n[[z]]\nb = 2\n')
    places = [parsed.locate(path).line for path in [("a",), ("links", "web", "url"), ("z", 1, "b"), ("z", 0, "q")]]
    assert places == [1, 3, 7, 4]
