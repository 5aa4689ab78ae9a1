"""Head and body."""

from __future__ import annotations

import pytest

from feedkit.records.document import document_of
from feedkit.records.front_matter import read_front_matter


def read(text: str, name: str = "r.md"):
    return read_front_matter(document_of(text.encode(), name))


@pytest.mark.parametrize(
    ("text", "kind", "head", "body", "line"),
    [
        pytest.param("---\na: 1\n---\n\nBody.\n", "yaml", {"a": "1"}, "Body.\n", 5, id="YAML"),
        pytest.param("+++\na = 1\n+++\nBody.", "toml", {"a": 1}, "Body.", 4, id="TOML"),
        pytest.param('{\n"a": 1\n}\n\n\n# Body', "json", {"a": 1}, "# Body", 6, id="JSON"),
        pytest.param('{"a": 1} Body', "json", {"a": 1}, "Body", 1, id="JSON and body on a line"),
        pytest.param("Body only.", "none", {}, "Body only.", 1, id="none"),
        pytest.param("---\na: 1\n---", "yaml", {"a": "1"}, "", 3, id="no line end after the fence"),
        pytest.param("---\na: 1\n...\nBody", "yaml", {"a": "1"}, "Body", 4, id="YAML's own end of a document"),
        pytest.param("\n\n---  \na: 1\n---  \nBody", "yaml", {"a": "1"}, "Body", 6, id="blank lines ahead"),
        pytest.param("---\na: 1\n---\nx\n\n---\n\ny", "yaml", {"a": "1"}, "x\n\n---\n\ny", 4, id="a rule in the body"),
        pytest.param("---\na: |\n  x\n  ---\n---\nb", "yaml", {"a": "x\n---\n"}, "b", 6, id="dashes inside a value"),
        pytest.param("---\na: 1\n---\n\n    code", "yaml", {"a": "1"}, "    code", 5, id="indented body"),
    ],
)
def test_a_file_is_head_and_body(text, kind, head, body, line):
    front = read(text)
    assert (front.kind, front.head, front.body.text, front.problems, front.ok) == (kind, head, body, (), True)
    assert front.body.first_line == line


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        pytest.param("r.yaml", "---\na: 1\n", "yaml", id="YAML that opens with its mark"),
        pytest.param("r.yml", "a: 1", "yaml", id="YAML"),
        pytest.param("R.JSON", '{"a": "1"}', "json", id="JSON"),
        pytest.param("r.toml", "a = '1'", "toml", id="TOML"),
    ],
)
def test_a_file_of_fields_is_all_head(name, text, kind):
    front = read(text, name)
    assert (front.kind, front.head, front.body.text) == (kind, {"a": "1"}, "")


@pytest.mark.parametrize(
    ("text", "rule", "place", "words"),
    [
        pytest.param("---\na: 1\n\nBody", "FK410", "r.md:1:1", "`---` never ends", id="no closing fence"),
        pytest.param("\n+++\na = 1\n---\n", "FK410", "r.md:2:1", "`+++` never ends", id="the wrong closing fence"),
        pytest.param("---\n- a\n---\n", "FK377", "r.md:2:1", "this is a list", id="list"),
        pytest.param("---\nwords\n---\n", "FK377", "r.md:2:1", "this is a single value", id="scalar"),
        pytest.param("---\n---\nBody", "FK412", "r.md", "holds no value", id="nothing between the fences"),
        pytest.param("---\na: 1\nb: 'x\n---\n", "FK410", "r.md:3:4", "never closed", id="fault in the head"),
    ],
)
def test_a_head_that_cannot_be_read_is_one_problem(text, rule, place, words):
    front = read(text)
    assert not front.ok
    [problem] = front.problems
    assert (problem.rule, str(problem.place)) == (rule, place)
    assert words in problem.message


def test_places_count_from_the_top_of_the_file():
    front = read("---\na: 1\nb: 2\n---\nBody")
    assert str(front.locate(("b",))) == "r.md:3:4"


def test_a_no_break_space_after_a_colon_is_named():
    [problem] = read("---\na:\xa01\n---\n").problems
    assert "U+00A0" in problem.mend
