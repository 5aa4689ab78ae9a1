"""The example in each class's docstring is XML that is read and written back; records may be shorter."""

from __future__ import annotations

import re

import pytest

from feedkit.feed.parse import parse
from feedkit.tags.codec import to_raw
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.element import DECLARED, Element
from feedkit.tags.reading import read_element
from feedkit.tags.settle import settle
from feedkit.tags.show import Rss, Show
from feedkit.tags.writing import element_xml
from tests.strategies import CLASSES

EXAMPLE = re.compile(r"Example:\n(.*)", re.DOTALL)


def example_of(cls: type[Element]) -> str:
    return EXAMPLE.search(cls.__doc__ or "")[1].strip()


def canonical(node):
    """A node without the white space that stands between elements."""
    parts = [part if isinstance(part, str) else canonical(part) for part in node.children]
    if any(not isinstance(part, str) for part in parts):
        parts = [part for part in parts if not isinstance(part, str) or part.strip()]
    return (node.name, sorted(node.attrs.items()), parts)


@pytest.mark.parametrize("cls", [pytest.param(cls, id=f"{cls.tag} {cls.__name__}") for cls in CLASSES])
class TestExample:
    def test_is_read_without_a_fault(self, cls) -> None:
        settled = read_element(parse(example_of(cls).encode()).root, cls)
        assert settled.faults == ()
        assert settled.value is not None

    def test_is_named_as_the_class_declares(self, cls) -> None:
        assert parse(example_of(cls).encode()).root.name == cls.tag

    def test_is_written_as_it_stands(self, cls) -> None:
        root = parse(example_of(cls).encode()).root
        written = element_xml(read_element(root, cls).value)
        assert canonical(parse(written.encode()).root) == canonical(root)

    def test_has_nothing_that_the_class_does_not_know(self, cls) -> None:
        if cls.tag in {"atom:author", "atom:contributor", "spotify:access"}:
            pytest.skip("what stands in these is kept as it is, by their docstrings")
        value = read_element(parse(example_of(cls).encode()).root, cls).value
        assert not value.foreign
        assert not value.foreign_attrs

    def test_is_read_the_same_by_way_of_raw_values(self, cls) -> None:
        root = parse(example_of(cls).encode()).root
        assert settle(cls, to_raw(root, cls)).value == read_element(root, cls).value


@pytest.mark.parametrize("cls", [pytest.param(cls, id=f"{cls.tag} {cls.__name__}") for cls in CLASSES])
def test_every_field_is_explained(cls) -> None:
    assert set(cls.model_fields) - {"foreign", "foreign_attrs"} - set(field_descriptions(cls)) == set()


def test_every_tag_has_one_class() -> None:
    assert {name: found for name, found in DECLARED.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("field", "written", "xml"),
    [
        pytest.param("funding", "https://e.org/give", '<podcast:funding url="https://e.org/give"/>', id="funding"),
        pytest.param(
            "funding",
            [{"url": "https://e.org/give", "title": "Give"}],
            '<podcast:funding url="https://e.org/give">Give</podcast:funding>',
            id="funding, long",
        ),
        pytest.param("locked", True, "<podcast:locked>yes</podcast:locked>", id="locked"),
        pytest.param("license", "cc-by-4.0", "<podcast:license>CC-BY-4.0</podcast:license>", id="a listed licence"),
        pytest.param(
            "license",
            "cc0-1.0",
            '<podcast:license url="https://creativecommons.org/publicdomain/zero/1.0/">CC0-1.0</podcast:license>',
            id="a known licence that the list lacks",
        ),
        pytest.param(
            "locations", "Austin, TX", '<podcast:location rel="creator">Austin, TX</podcast:location>', id="location"
        ),
        pytest.param("persons", ["Amy"], "<podcast:person>Amy</podcast:person>", id="a person by name"),
        pytest.param(
            "categories", "News > Tech News", '<itunes:category text="Tech News"/>', id="category and subcategory"
        ),
        pytest.param("image", "https://e.org/a.jpg", '<itunes:image href="https://e.org/a.jpg"/>', id="cover art"),
        pytest.param("owner", "a@e.org", "<itunes:email>a@e.org</itunes:email>", id="owner by address"),
        pytest.param("block", True, "<itunes:block>Yes</itunes:block>", id="block"),
        pytest.param("complete", "yes", "<itunes:complete>Yes</itunes:complete>", id="complete"),
        pytest.param("fh_complete", True, "<fh:complete/>", id="an empty element is true"),
        pytest.param("podping", True, '<podcast:podping usesPodping="true"/>', id="podping"),
        pytest.param("medium", "musicl", "<podcast:medium>musicL</podcast:medium>", id="medium in any case"),
        pytest.param("skip_days", ["saturday"], "<day>Saturday</day>", id="days in any case"),
        pytest.param("skip_hours", [0, 23], "<hour>23</hour>", id="hours"),
        pytest.param(
            "podroll", ["29cdca4a-32d8-56ba-b48b-09a011c5daa9"], '<podcast:remoteItem feedGuid="29cdca4a', id="podroll"
        ),
        pytest.param("publisher", "003af0a0", '<podcast:remoteItem feedGuid="003af0a0"/>', id="publisher"),
        pytest.param(
            "social_interacts", "disabled", '<podcast:socialInteract protocol="disabled"/>', id="comments switched off"
        ),
        pytest.param(
            "values",
            "amy@e.org",
            '<podcast:valueRecipient type="lnaddress" address="amy@e.org" split="1"/>',
            id="value by address",
        ),
        pytest.param(
            "blocks",
            [True, {"id": "Google", "block": "no"}],
            '<podcast:block id="google">no</podcast:block>',
            id="blocks",
        ),
        pytest.param(
            "trailers",
            {"url": "https://e.org/t.mp3", "pubdate": "2021-04-01T08:00:00Z", "title": "Soon"},
            'url="https://e.org/t.mp3" pubdate="Thu, 01 Apr 2021 08:00:00 +0000"',
            id="one trailer is a list of one",
        ),
        pytest.param("explicit", False, "<itunes:explicit>false</itunes:explicit>", id="explicit"),
    ],
)
def test_a_record_may_be_short(field, written, xml) -> None:
    settled = settle(Show, {field: written})
    assert settled.faults == ()
    assert xml in element_xml(settled.value)


def test_false_for_one_of_apples_yes_tags_is_nothing() -> None:
    assert settle(Show, {"block": False}).value == Show()


def test_the_document_itself_is_an_element() -> None:
    assert Rss(version="2.0", channel={"title": "Tea"}).channel == Show(title="Tea")
