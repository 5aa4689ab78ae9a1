"""JSON: as the standard has it, with words for what is wrong."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.records.document import Document
from feedkit.records.json import parse_json
from feedkit.records.json_descent import JsonPlaces
from feedkit.records.json_places import read_located
from feedkit.records.places import LazyPlaces


def parse(text: str, *, with_body: bool = False):
    return parse_json(Document("r.json", text), with_body=with_body)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param('{"a": 1,}', "1:9", "a comma too many before `}`", id="trailing comma"),
        pytest.param("[1,\n]", "2:1", "a comma too many before `]`", id="trailing comma in a list"),
        pytest.param('{"a": 1 "b": 2}', "1:9", 'a comma is missing before `"b"`', id="no comma"),
        pytest.param("{'a': 1}", "1:2", "single quotes", id="single quotes"),
        pytest.param("{\"a\": 'b'}", "1:7", "single quotes", id="single quotes around a value"),
        pytest.param("{a: 1}", "1:2", "`a` is not JSON", id="bare key"),
        pytest.param('{"a" 1}', "1:6", "a colon is missing after the key `a`", id="no colon"),
        pytest.param('{"a":}', "1:6", "a value is missing before `}`", id="no value"),
        pytest.param('{"a": [1, 2}', "1:12", "a comma is missing before `}`", id="wrong bracket"),
        pytest.param('{"a": {"b": 1', "1:14", "the `{` of line 1 is not closed", id="cut off"),
        pytest.param('{"a": "b', "1:7", "this quote is not closed", id="cut off in a text"),
        pytest.param('{"a": True}', "1:7", "`True` is not JSON", id="Python's true"),
        pytest.param('{"a": NaN}', "1:7", "`NaN` is not JSON", id="NaN"),
        pytest.param('{"a": -Infinity}', "1:7", "`-Infinity` is not JSON", id="infinity"),
        pytest.param('{"a": 01}', "1:7", "`01` is not JSON", id="leading zero"),
        pytest.param('// x\n{"a": 1}', "1:1", "JSON has no comments", id="comment"),
        pytest.param('{"a": "\\x"}', "1:7", "begins no escape", id="unknown escape"),
        pytest.param('{"a": “b”}', "1:7", "`“` is not JSON", id="curly quotes"),
        pytest.param('{"a": "b "c" d"}', "1:11", "ends at the quote ahead", id="quotes in a text"),
        pytest.param('{"a": "b\tc"}', "1:7", "there is a tab in this text", id="a tab in a text"),
        pytest.param('{"a": "b\nc"}', "1:7", "before its line ends", id="a line break in a text"),
        pytest.param('{"a": 1}\n{"b": 2}', "2:1", "more text after the JSON value", id="two values"),
    ],
)
def test_a_fault_says_what_is_missing_and_where(text, place, words):
    parsed = parse(text)
    [problem] = parsed.problems
    assert parsed.value is None
    assert (problem.rule, str(problem.place)) == ("FK410", f"r.json:{place}")
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        pytest.param('{// x\n"a": 1}', "take the comment out", id="a comment ahead of a key"),
        pytest.param('{"a": # x\n1}', "take the comment out", id="a comment ahead of a value"),
        pytest.param("{“a”: 1}", 'write `"` in its place', id="typographic quotes"),
        pytest.param('{\xa0"a": 1}', "write plain spaces", id="a no-break space"),
        pytest.param('{"a": "b\tc"}', "a tab `\\t`", id="a tab in a text"),
        pytest.param('{"a": "b "c" d"}', 'write `\\"` for a quote', id="quotes in a text"),
    ],
)
def test_the_way_out_fits_the_fault(text, mend):
    [problem] = parse(text).problems
    assert mend in problem.mend


@pytest.mark.parametrize(
    "number", ["1" * 20, "-" + "1" * 20, "0." + "1" * 20, "1e400", "1e-400", "1e" + "9" * 30, "9" * 5000]
)
def test_a_number_without_bounds_is_set_aside(number):
    parsed = parse(f'{{"a": 1, "b": {number}, "c": [{number}, 2]}}')
    assert parsed.value == {"a": 1, "c": [2]}
    assert [(p.rule, p.field) for p in parsed.problems] == [("FK414", "b"), ("FK414", "c.0")]
    assert all(len(p.message) < 200 for p in parsed.problems)


def test_numbers_keep_their_digits():
    assert repr(parse("[5e-8, 0.00002222, 12.50, 7]").value) == repr(
        [Decimal("5E-8"), Decimal("0.00002222"), Decimal("12.50"), 7]
    )


def test_a_key_that_stands_twice_names_the_first():
    parsed = parse('{"a": {"b": 1,\n"b": [2, {"c": 3}]}}')
    assert parsed.value == {"a": {"b": 1}}
    [problem] = parsed.problems
    assert (problem.rule, problem.field, str(problem.place)) == ("FK413", "a.b", "r.json:2:1")
    assert str(problem.see[0].place) == "r.json:1:8"


def test_markdown_may_follow_an_object():
    parsed = parse('{"a": 1}\n\n# b', with_body=True)
    assert (parsed.value, parsed.end, parsed.problems) == ({"a": 1}, 8, ())


def test_escapes_that_no_feed_can_hold_are_mended_in_place():
    parsed = parse('{"a":\n"x\\u0007\\ud83d", "b": "\\ud83d\\ude00", "c": "1\\r\\n2"}')
    assert parsed.value == {"a": "x", "b": "😀", "c": "1\n2"}
    assert [(p.rule, p.field, p.place.line) for p in parsed.problems] == [("FK424", "a", 1), ("FK422", "c", 2)]


@pytest.mark.parametrize("depth", [10**2, 10**3, 10**4, 10**5, 5 * 10**5])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_depth_is_counted_before_anything_recurses(opening, depth):
    [problem] = parse((opening * depth)[: 1024 * 1024]).problems
    assert problem.rule == "FK414"


def test_sixty_four_levels_are_fine():
    assert parse("[" * 64 + "]" * 64).problems == ()
    assert str(parse("[" * 65 + "]" * 65).problems[0].place) == "r.json:1:65"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param(("a",), "r.json:2:6", id="value"),
        pytest.param(("b",), "r.json:3:3", id="a value below its key has the place of its key"),
        pytest.param(("b", 1, "c"), "r.json:4:17", id="inside a list"),
        pytest.param(("b", 5), "r.json:3:3", id="nearest"),
        pytest.param(("z",), "r.json:1:1", id="nothing near"),
    ],
)
def test_places_are_found_when_asked_for(path, place):
    text = '{\n"a": 1,\n  "b":\n    [1, {"c" :  true}]\n}'
    assert str(parse(text).locate(path)) == place


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(json_values, st.sampled_from([None, 2]))
def test_both_parsers_read_the_same(value, indent):
    text = json.dumps(value, indent=indent)
    located = read_located(Document("r.json", text))
    assert (located.value, located.problems) == (value, ())
    assert located.end == len(text)


@given(json_values, st.sampled_from([None, 0, 2]), st.sampled_from(["", " ", "\n\n"]))
def test_both_ways_to_a_place_end_there(value, indent, blank):
    text = blank + json.dumps(value, indent=indent, separators=(",", f"{blank}:{blank}"))
    document = Document("r.json", text, first_line=3)
    spots = read_located(document).spots
    descent, lookup = JsonPlaces(document), LazyPlaces(document.path, lambda: spots, document.first_line)
    for path in spots:
        assert descent(path) == lookup(path)
        assert descent((*path, "no such key")) == lookup((*path, "no such key"))


def refuse(name: str) -> None:
    raise ValueError(name)


@given(st.text(st.sampled_from("{}[],:'/ \n019.eE-+truefalsn") | st.sampled_from(["\\", '"']), max_size=60))
def test_what_is_no_json_is_refused(text):
    try:
        json.loads(text.strip(" \n"), parse_constant=refuse)
    except ValueError:
        assert parse(text).problems
    else:
        assert {problem.rule for problem in parse(text).problems} <= {"FK413", "FK414"}
