"""The quick way to an element and the way through pydantic end at the same one, or the quick one is not taken."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedkit.feed.parse import parse
from feedkit.records.backend_choices import LanguageModelChoice
from feedkit.records.show_file import ShowFile, TitleEra
from feedkit.tags.codec import plan_of, to_raw
from feedkit.tags.element import DECLARED, Element
from feedkit.tags.episode import ChapterMark, Episode
from feedkit.tags.making import make
from feedkit.tags.podcast import Person
from feedkit.tags.settle import settle
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml
from tests.strategies import elements_of

CLASSES = sorted({cls for listed in DECLARED.values() for cls in listed if cls.tag != "rss"}, key=lambda cls: cls.tag)
ODD = [
    None,
    True,
    False,
    0,
    7,
    -1,
    1.5,
    float("nan"),
    Decimal("2.50"),
    Decimal("NaN"),
    "",
    " ",
    "tea\n time",
    "yes",
    "1:35",
    "https://example.org/1.mp3",
    "2025-01-29T02:00:00Z",
    "2025-01-29",
    "{title}",
    "Europe/Berlin",
    "OPENAI_API_KEY",
    "summary",
    "News > Tech News",
    date(2025, 1, 29),
    datetime(2025, 1, 29, 2, tzinfo=UTC),
    datetime(2025, 1, 29, 2, 0, 0, 5, tzinfo=UTC),
    datetime(2025, 1, 29),  # noqa: DTZ001 - a moment without a zone is among what is odd
    b"tea",
    Person(name="Amy"),
    (),
]  # fmt: skip - one table


def fields_of(cls: type[Element]) -> list[str]:
    inner = [slot.element for slot in plan_of(cls).slots.values() if slot.element is not None]
    return sorted({*cls.model_fields, "no_field", *(name for one in inner for name in one.model_fields)})


def raws(cls: type[Element]) -> st.SearchStrategy[object]:
    names = st.sampled_from(fields_of(cls))
    values = st.recursive(
        st.sampled_from(ODD),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
        max_leaves=6,
    )
    return st.dictionaries(names, values, max_size=3)


def validated(cls: type[Element], raw: object) -> Element | None:
    try:
        return cls.model_validate(raw)
    except ValueError:
        return None


def made(cls: type[Element], raw: object) -> Element | None:
    try:
        return make(cls, raw)
    except ValueError:
        return None


@settings(deadline=None, max_examples=400)
@given(st.data(), st.sampled_from([Episode, Show, ShowFile, TitleEra, LanguageModelChoice, ChapterMark, *CLASSES]))
def test_what_is_made_of_odd_values_is_what_pydantic_makes(data, cls) -> None:
    raw = data.draw(raws(cls))
    element = made(cls, raw)
    assert element is None or element == validated(cls, raw)
    assert element is None or [*element.__dict__] == [*validated(cls, raw).__dict__]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(CLASSES))
def test_what_a_feed_says_is_made_as_pydantic_makes_it(data, cls) -> None:
    raw = to_raw(parse(element_xml(data.draw(elements_of(cls, 1))).encode()).root, cls)
    assert made(cls, raw) == validated(cls, raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            {"title": "Tea", "itunes_episode": 7, "episode": {"number": Decimal("7.5")}, "explicit": False},
            id="numbers",
        ),
        pytest.param(
            {"guid": "tea-1", "enclosure": "https://e.org/1.mp3", "tags": ["a", {"text": "b"}]}, id="short forms"
        ),
        pytest.param({"tags": "a", "persons": {"name": "Amy"}, "chapter_marks": []}, id="one for a list"),
        pytest.param({"chapter_marks": [{"start_time": "1:35", "title": "Tea", "img": None}]}, id="null inside"),
        pytest.param({"pub_date": datetime(2025, 1, 29, 2, tzinfo=UTC), "block": True}, id="a moment"),
        pytest.param({"locations": ["Austin"], "license": "cc-by-4.0"}, id="a class with a validator of its own"),
    ],
)
def test_what_records_say_is_made_as_pydantic_makes_it(raw) -> None:
    assert make(Episode, raw) == Episode.model_validate(raw)
    assert settle(Episode, raw).faults == ()


@pytest.mark.parametrize(
    ("cls", "raw"),
    [
        pytest.param(Show, {"categories": ["News > Tech News", "Arts"]}, id="a path of categories"),
        pytest.param(Show, {"values": "amy@example.org"}, id="a value that is an address"),
        pytest.param(ShowFile, {"records": "episodes/*.md", "time_zone": "Europe/Berlin"}, id="a time zone"),
        pytest.param(ShowFile, {"title_templates": [{"from": "57", "template": "{title}"}]}, id="eras of titles"),
        pytest.param(ShowFile, {"defaults": {"explicit": False}, "guess": [], "site": "no"}, id="defaults"),
        pytest.param(
            ShowFile, {"profiles": ["apple"], "missing_guid": "media", "estimate": None}, id="words of a list"
        ),
    ],
)
def test_pydantic_is_not_asked_for_what_is_in_order(cls, raw) -> None:
    assert make(cls, raw) == cls.model_validate(raw)


def test_what_a_factory_gives_is_shared_by_no_two_elements() -> None:
    first, second = make(ShowFile, {}), make(ShowFile, {})
    assert first.defaults == second.defaults == {}
    assert first.defaults is not second.defaults
