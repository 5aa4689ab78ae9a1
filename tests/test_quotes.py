"""A problem in long notes stands where the thing itself stands, however the source spells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedkit
from feedkit.problems import Place
from feedkit.quotes import place_of, place_of_key
from feedkit.settings import Settings

SOURCES = [
    pytest.param("one\n  two <script src='a'>", "<script src='a'>", (2, 7), id="as it is"),
    pytest.param('{"a": "x <img src=\\"b\\"> y"}', '<img src="b">', (1, 10), id="as JSON escapes"),
    pytest.param("a: 'x it''s y'", "it's", (1, 7), id="a doubled quote of YAML"),
    pytest.param("<p>one</p> two", "two", (1, 12), id="beyond an element that is a value's own"),
    pytest.param("one", "two", (1, 1), id="what is nowhere"),
]
ELEMENTS = [
    pytest.param("<d>x\n&lt;p>&lt;script src=&quot;a&quot;&gt;</d>", '<script src="a">', (2, 7), id="as XML escapes"),
    pytest.param("<d>one\ntwo</d>", "one two", (1, 4), id="over a line end"),
    pytest.param("<d>one</d><e>two</e>", "two", (1, 1), id="not beyond the end"),
    pytest.param('<d two="1>">one two</d>', "two", (1, 17), id="not in the attributes"),
]


@pytest.mark.parametrize(("source", "quote", "place"), SOURCES)
def test_a_quotation_is_found_in_its_source(source: str, quote: str, place: tuple[int, int]) -> None:
    found = place_of(quote, Place("x", 1, 1), source.split("\n"))
    assert (found.line, found.column) == place


@pytest.mark.parametrize(("source", "quote", "place"), ELEMENTS)
def test_a_quotation_is_found_in_its_element(source: str, quote: str, place: tuple[int, int]) -> None:
    found = place_of(quote, Place("x", 1, 1), source.split("\n"), in_element=True)
    assert (found.line, found.column) == place


KEYS = [
    pytest.param("enclosure:\n  lenght: 5\n", (2, 11), (2, 3), id="YAML"),
    pytest.param('{"enclosure": {"lenght": 5}}', (1, 26), (1, 16), id="JSON"),
    pytest.param("lenght = 5", (1, 10), (1, 1), id="TOML"),
    pytest.param("{'lenght': x, lenght: 5}", (1, 23), (1, 15), id="the nearest"),
    pytest.param("lenght:  # so\n\n  - 5", (3, 3), (1, 1), id="some lines ahead"),
    pytest.param("lenght: >\n" + "\n" * 5 + "5", (7, 1), (7, 1), id="not where it is far ahead"),
    pytest.param("my-lenght: 5", (1, 12), (1, 12), id="not in another key"),
]


@pytest.mark.parametrize(("source", "value", "key"), KEYS)
def test_a_key_is_found_ahead_of_its_value(source: str, value: tuple[int, int], key: tuple[int, int]) -> None:
    found = place_of_key("lenght", Place("x", *value), source.split("\n"))
    assert (found.line, found.column) == key


@given(st.text(max_size=30), st.text("ab<>&\"' \n", min_size=1, max_size=8))
def test_what_json_writes_is_found_where_it_begins(before: str, quote: str) -> None:
    line = json.dumps(before + "|" + quote.replace("\n", " "), ensure_ascii=False)
    found = place_of("|" + quote.replace("\n", " "), Place("x", 1, 1), [line])
    assert line[found.column - 1 :].startswith("|") or "|" in before


FEED = """<rss version="2.0"><channel><title>Tea</title><item><title>One</title><guid>x</guid>
<description><![CDATA[<p>Fine.</p>
<p>Also <a href="/support">support us</a></p>]]></description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;Fine.&lt;/p&gt;
&lt;script&gt;x()&lt;/script&gt;</content:encoded></item></channel></rss>
"""


def test_a_problem_in_a_feeds_notes_stands_at_the_tag_that_it_is_about() -> None:
    report = feedkit.validate(FEED.encode())
    places = {problem.slug: problem.place for problem in report}
    assert (places["html-absolute-links"].line, places["html-absolute-links"].column) == (3, 18)
    assert (places["html-safe"].line, places["html-safe"].column) == (5, 1)


def test_a_problem_in_a_records_notes_stands_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "show.yaml").write_text("title: Tea\nlink: https://tea.fm/\n", encoding="utf-8")
    record = 'title: One\ndescription: |\n  <p>The first line.</p>\n  <p>See <a href="/support">there</a>.</p>\n'
    (tmp_path / "episodes" / "1.yaml").write_text(record, encoding="utf-8")
    report = feedkit.validate(tmp_path, Settings().with_profiles("apple"))
    [problem] = [problem for problem in report if problem.slug == "html-absolute-links"]
    assert (problem.place.line, problem.place.column) == (4, 19)
    assert problem.excerpt == '  <p>See <a href="/support">there</a>.</p>'
