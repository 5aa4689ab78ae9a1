"""YAML: text stays text, and nothing runs, explodes or is lost in silence."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedkit.problems import Level
from feedkit.records.document import Document, document_of
from feedkit.records.yaml import parse_yaml


def parse(text: str):
    return parse_yaml(document_of(text.encode(), "r.yaml"))


def faults(text: str) -> list[tuple[str, str]]:
    return [(problem.rule, str(problem.place)) for problem in parse(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "Yes",
        "012",
        "0x1F",
        "1_000",
        "1:02:03",
        "12:30",
        "1.10",
        "1e3",
        "2024-02-30",
        "2024-01-02",
        ".inf",
        "NULL",
        "=",
    ],
)
def test_plain_scalars_are_the_authors_text(text):
    assert parse(f"a: {text}").value == {"a": text}


@pytest.mark.parametrize("text", ["", "null", "~"])
def test_null_and_nothing_are_none(text):
    assert parse(f"a: {text}").value == {"a": None}


@pytest.mark.parametrize("text", ['"null"', "'null'", '"~"', '""'])
def test_quoted_null_is_text(text):
    assert parse(f"a: {text}").value == {"a": text[1:-1]}


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_old_line_breaks_end_no_line(character):
    assert parse(f"a: one{character}two\nb: 3").value == {"a": f"one{character}two", "b": "3"}


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_an_old_line_break_begins_no_second_key(character):
    [problem] = parse(f"a: one{character}b: two").problems
    assert (problem.rule, problem.field) == ("FK410", "a")
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize(
    ("text", "rule", "place", "words"),
    [
        pytest.param("a: 1\n\tb: 2", "FK410", "2:1", "a tab indents this line", id="tab"),
        pytest.param("a: 1\nb\nc: 2", "FK410", "2:1", "a colon is missing", id="a key without a colon"),
        pytest.param("a: 1\nb\n", "FK410", "2:1", "a colon is missing", id="a key without a colon at the end"),
        pytest.param("a: 1\nb:\xa02\nc: 3", "FK410", "2:3", "no-break space", id="no-break space after a colon"),
        pytest.param("a: 'b", "FK410", "1:4", "this quote is never closed", id="open quote"),
        pytest.param("a: b: c", "FK410", "1:5", "a second value", id="two colons"),
        pytest.param("a: [1, 2", "FK410", "1:9", "not closed", id="open list"),
        pytest.param("a: `b`", "FK410", "1:4", "no value can begin with ```", id="backtick"),
        pytest.param("x: 1\na: !!python/name:os.system x", "FK410", "2:4", "tag", id="Python tag"),
        pytest.param("a: !!binary aGk=", "FK410", "1:4", "tag", id="YAML's own tag"),
        pytest.param("a: 1\n---\nb: 2", "FK410", "2:1", "second YAML document", id="two documents"),
        pytest.param("? [a]\n: b", "FK410", "1:3", "a key is text", id="list as key"),
        pytest.param("a: *b", "FK410", "1:4", "no anchor", id="unknown alias"),
        pytest.param("a: &a [*a]", "FK414", "1:8", "inside what it names", id="list that holds itself"),
        pytest.param("a: &a {b: 1}\nc: {<<: *a}", "FK414", "2:5", "merge key", id="merge key"),
        pytest.param("a: x\x7fy", "FK410", "1:5", "U+007F", id="delete character"),
        pytest.param("a:\n\xa0\xa0b: 1", "FK410", "2:1", "no-break space", id="no-break space as indentation"),
        pytest.param("# only a comment", "FK412", "", "holds no value", id="comment only"),
        pytest.param("a:\xa01\nb: 2", "FK410", "1:3", "no-break space", id="no-break space ahead of another key"),
        pytest.param('a: "b" c', "FK410", "1:8", 'ends with the `"`', id="text behind a quoted value"),
        pytest.param("a: [b] c", "FK410", "1:8", "ends with the `]`", id="text that begins with a bracket"),
        pytest.param("a: > b", "FK410", "1:6", "stands on the lines below", id="text that begins with an angle"),
        pytest.param("a: *b* c", "FK410", "1:6", "begin names", id="text that begins with a star"),
        pytest.param('a: "\\ud800"', "FK410", "1:7", "escape", id="lone surrogate"),
    ],
)
def test_a_fault_has_a_place_and_words(text, rule, place, words):
    [problem] = parse(text).problems
    assert (problem.rule, str(problem.place)) == (rule, f"r.yaml:{place}".rstrip(":"))
    assert words in problem.message
    assert problem.mend


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param("title: Tea #1 and #2", "1:12", "`#1 and #2` is a comment", id="a number"),
        pytest.param("title: #tea time\na: 1", "1:8", "`#tea time` is a comment", id="nothing ahead of it"),
        pytest.param("tags:\n  - a\n  - #tea", "3:5", "no part of `tags`", id="in a list"),
        pytest.param("description: Tea\n  at #8", "2:6", "no part of `description`", id="in a second line"),
        pytest.param("title: &tea", "1:8", "`&tea` is a name", id="a value that is a name alone"),
        pytest.param("title: &Sons of tea", "1:8", "`&Sons` is a name", id="a value with a name ahead of it"),
    ],
)
def test_what_yaml_takes_out_of_a_text_is_told(text, place, words):
    [problem] = parse(text).problems
    assert (problem.level, str(problem.place)) == (Level.WARNING, f"r.yaml:{place}")
    assert words in problem.message
    assert "quotes" in problem.mend


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: Tea # the first", id="a comment"),
        pytest.param("title: 'Tea' #1", id="behind quotes"),
        pytest.param("guid: tea-1 #keep", id="no prose"),
        pytest.param("title: |\n  Tea #1", id="in a block"),
        pytest.param("title: C#1", id="no space ahead"),
        pytest.param("title: &a Tea\nsubtitle: *a", id="a name that is used"),
    ],
)
def test_nothing_else_is_taken_for_a_part_of_a_text(text):
    assert parse(text).problems == ()


def test_a_key_that_stands_twice_names_the_first():
    parsed = parse("a: 1\nb: {c: 1, c: 2}\na: 3")
    assert parsed.value == {"a": "1", "b": {"c": "1"}}
    assert [(p.field, str(p.place), str(p.see[0].place)) for p in parsed.problems] == [
        ("b.c", "r.yaml:2:11", "r.yaml:2:5"),
        ("a", "r.yaml:3:1", "r.yaml:1:1"),
    ]


def test_a_flood_of_faults_is_counted():
    problems = parse("a: 1\n" * 1000).problems
    assert len(problems) == 51
    assert "949 more" in problems[-1].message


@pytest.mark.parametrize("depth", [10**2, 10**3, 10**4, 10**5, 5 * 10**5])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "{? "])
def test_depth_is_counted_before_anything_recurses(opening, depth):
    text = (opening * depth)[: 1024 * 1024]
    assert [rule for rule, _ in faults(text)] in (["FK414"], ["FK410"])


def test_sixty_four_levels_are_fine():
    assert parse("[" * 64 + "]" * 64).problems == ()
    assert faults("[" * 65 + "]" * 65) == [("FK414", "r.yaml:1:65")]


def test_an_alias_is_what_it_names():
    assert parse("a: &x {b: [1]}\nc: *x").value == {"a": {"b": ["1"]}, "c": {"b": ["1"]}}


def test_aliases_count_by_what_they_stand_for():
    levels = ["l0: &l0 [x, x, x, x, x]", *(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 5)}]" for n in range(1, 9))]
    assert faults("\n".join(levels))[0][0] == "FK414"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param(("a",), "r.yaml:1:4", id="a value on the line of its key"),
        pytest.param(("b",), "r.yaml:2:1", id="a block has the place of its key"),
        pytest.param(("b", "c"), "r.yaml:3:6", id="nested"),
        pytest.param(("b", "d", 1), "r.yaml:4:10", id="an item"),
        pytest.param(("b", "d", 7), "r.yaml:4:6", id="an item that is not there"),
        pytest.param(("b", "nope"), "r.yaml:2:1", id="a key that is not there"),
        pytest.param(("nope",), "r.yaml:1:1", id="nothing near"),
    ],
)
def test_places_are_found_when_asked_for(path, place):
    assert str(parse("a: 1\nb:\n  c: 2\n  d: [x, y]\n").locate(path)) == place


@given(st.text(st.characters(codec="utf-8"), max_size=200))
@example("link: #https\nowner: {am")  # the parser calls a line the last but one that is not there
def test_no_text_makes_the_parser_raise(text):
    parsed = parse(text)
    assert parsed.value is not None or parsed.problems or not text.strip()


plain = st.recursive(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff"),
        max_size=8,
    )
    | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["title", "notes", "tags"]), plain, min_size=1))
def test_what_a_yaml_writer_writes_is_read_back(value):
    import yaml

    assert parse_yaml(Document("r.yaml", yaml.safe_dump(value, allow_unicode=True))).value == value


def test_a_flood_of_one_key_is_told_in_time():
    started = time.process_time()
    parsed = parse("tea: green\n" * 25_000)
    assert time.process_time() - started < 1
    assert parsed.value == {"tea": "green"}
    assert parsed.problems[-1].message == f"{24_999 - 50} more problems of this file are not shown"
