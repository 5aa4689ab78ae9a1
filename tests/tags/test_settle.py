"""What does not fit is set aside with a fault, the rest goes on, and paths lead back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedkit.feed.parse import parse
from feedkit.tags.codec import find, to_raw
from feedkit.tags.episode import Episode
from feedkit.tags.podcast import Person
from feedkit.tags.reading import read_element
from feedkit.tags.settle import settle
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

ITEM = """<item>
  <title>Tea</title>
  <pubDate>yesterday</pubDate>
  <enclosure url="https://e.org/1.mp3" length="many" type="audio/mpeg"/>
  <podcast:person role="guest">Amy</podcast:person>
  <podcast:person href="https://e.org"/>
  <podcast:person>Bob</podcast:person>
  <podcast:season>three</podcast:season>
  <podcast:soundbite startTime="x" duration="60"/>
</item>"""


def read(xml: str, cls):
    return read_element(parse(xml.encode()).root, cls)


class TestAnElementFromAFeed:
    def test_keeps_what_fits(self) -> None:
        episode = read(ITEM, Episode).value
        assert episode.title == "Tea"
        assert [person.name for person in episode.persons] == ["Amy", "Bob"]
        assert episode.enclosure.url == "https://e.org/1.mp3"

    def test_has_a_fault_for_each_value_that_does_not(self) -> None:
        faults = {fault.path: fault.message for fault in read(ITEM, Episode).faults}
        assert faults == {
            ("pub_date",): "is no date that can be read: `yesterday`; write `2025-01-29T02:00:00-08:00`",
            ("enclosure", "length"): "is no whole number: `many`; write digits only",
            ("persons", 1, "name"): "is missing",
            ("season", "number"): "is no whole number: `three`; write digits only",
            ("soundbites", 0, "start_time"): "is no number: `x`",
        }

    def test_writes_what_was_set_aside_as_it_stood(self) -> None:
        written = element_xml(read(ITEM, Episode).value)
        for part in (
            "<pubDate>yesterday</pubDate>",
            'length="many"',
            '<podcast:person href="https://e.org"/>',
            "<podcast:season>three</podcast:season>",
            '<podcast:soundbite startTime="x" duration="60"/>',
        ):
            assert part in written

    def test_knows_where_an_item_of_a_list_stood(self) -> None:
        assert read(ITEM, Episode).original(("persons", 1, "name")) == ("persons", 2, "name")

    @pytest.mark.parametrize("path", [("persons", 2), ("persons", 2, "name"), ("persons", 2, "role")])
    def test_finds_the_node_of_a_raw_path(self, path) -> None:
        node, _ = find(parse(ITEM.encode()).root, Episode, path)
        assert node.text == "Bob"

    def test_has_the_same_faults_by_way_of_raw_values(self) -> None:
        root = parse(ITEM.encode()).root
        settled = settle(Episode, to_raw(root, Episode))
        assert {f.path for f in settled.faults} == {f.path for f in read(ITEM, Episode).faults}
        assert settled.kept == read(ITEM, Episode).kept

    @pytest.mark.parametrize(
        ("xml", "part"),
        [
            pytest.param("<item>oops<title>a</title></item>", "oops", id="text between elements"),
            pytest.param(
                '<item><title type="html">a</title></item>', '<title type="html">a</title>', id="attribute of a line"
            ),
            pytest.param("<item><title>a</title><title>b</title></item>", "<title>b</title>", id="a second title"),
            pytest.param("<item><title/></item>", "<title/>", id="an empty title"),
            pytest.param("<item><title>a<b>c</b></title></item>", "<title>a<b>c</b></title>", id="markup in a title"),
            pytest.param('<item acme:x="1"/>', 'acme:x="1"', id="an unknown attribute"),
            pytest.param("<item><acme:x> y </acme:x></item>", "<acme:x> y </acme:x>", id="an unknown element"),
            pytest.param('<item><guid a="1"> g </guid></item>', '<guid a="1"> g </guid>', id="a guid's white space"),
            pytest.param("<item><guid>g<x/></guid></item>", "<guid>g<x/></guid>", id="an element in a guid"),
        ],
    )
    def test_loses_nothing(self, xml, part) -> None:
        assert part in element_xml(read(xml, Episode).value)

    def test_knows_the_title_of_one_with_an_attribute(self) -> None:
        assert read('<item><title type="html">a</title></item>', Episode).value.title == "a"

    def test_takes_the_first_of_two_even_where_it_does_not_fit(self) -> None:
        two = "<item><pubDate>soon</pubDate><pubDate>Wed, 29 Jan 2025 02:00:00 -0800</pubDate></item>"
        assert read(two, Episode).value.pub_date is None


class TestAnElementFromARecord:
    def test_without_what_it_cannot_be_without_is_none(self) -> None:
        settled = settle(Person, {})
        assert settled.value is None
        assert [(fault.path, fault.message) for fault in settled.faults] == [(("name",), "is missing")]

    def test_that_is_wrong_in_its_short_form_is_set_aside_whole(self) -> None:
        settled = settle(Episode, {"season": "x", "soundbites": "abc", "title": "Tea"})
        assert settled.value == Episode(title="Tea")
        assert {fault.path[0] for fault in settled.faults} == {"season", "soundbites"}

    def test_names_a_field_that_it_does_not_have(self) -> None:
        assert [(f.path, f.message) for f in settle(Episode, {"titel": "Tea"}).faults] == [
            (("titel",), "is no field here")
        ]

    def test_is_left_as_it_was(self) -> None:
        raw = {"persons": [{"name": "Amy"}, {}], "pub_date": "soon"}
        settle(Episode, raw)
        assert raw == {"persons": [{"name": "Amy"}, {}], "pub_date": "soon"}

    def test_tells_what_it_sets_aside(self) -> None:
        told = []
        settle(Episode, {"persons": [{}, {"name": "Amy"}, {}]}, told.append)
        assert sorted(told) == [("persons", 0), ("persons", 2)]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "text"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(Show.model_fields)), JSON, max_size=4))
def test_settling_ends_whatever_is_written(raw) -> None:
    raw = {name: value for name, value in raw.items() if not name.startswith("foreign")}
    settled = settle(Show, raw)
    assert isinstance(settled.value, Show)
    element_xml(settled.value)
