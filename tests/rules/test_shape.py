"""Faults of reading become problems in words."""

from __future__ import annotations

from typing import Any

import pytest

from feedkit.problems import Place, Problem
from feedkit.rules.shape import _MEANT, fault_problem
from feedkit.tags.codec import plan_of
from feedkit.tags.episode import Episode
from feedkit.tags.settle import settle
from feedkit.tags.show import Show

PLACE = Place("042.yaml", 5, 11)


def _problems(raw: dict[str, Any], *, in_record: bool = True, root: type = Episode) -> list[Problem]:
    return [fault_problem(fault, root, PLACE, in_record=in_record) for fault in settle(root, raw).faults]


ENCLOSURE = {"url": "https://tea.fm/1.mp3", "type": "audio/mpeg"}


@pytest.mark.parametrize(
    ("raw", "slug", "message"),
    [
        pytest.param(
            {"enclosure": ENCLOSURE | {"lenght": 1}},
            "rec-schema",
            "`lenght` is not a field of enclosure; did you mean `length`?",
            id="a misspelt key",
        ),
        pytest.param(
            {"colour": "green"},
            "rec-schema",
            "`colour` is not a field of an episode; `feedkit schema record` lists them",
            id="a key that is like no field",
        ),
        pytest.param(
            {"enclosure": ENCLOSURE | {"length": "13.7 MB"}},
            "enclosure-length-integer",
            "`enclosure.length` is no whole number: `13.7 MB`; write digits only",
            id="a size in words",
        ),
        pytest.param(
            {"pub_date": "2026-03-01 06:00"},
            "rec-date-zone",
            "`pub_date` has no zone: `2026-03-01 06:00`",
            id="a date without a zone",
        ),
        pytest.param({"explicit": "maybe"}, "itunes-explicit-value", "`explicit` is neither yes nor no", id="explicit"),
        pytest.param({"duration": "an hour"}, "itunes-duration-format", "`duration` is no duration", id="a duration"),
        pytest.param({"title": ["a", "b"]}, "rec-schema", "`title` is a list of 2, and a text is wanted", id="a list"),
        pytest.param(
            {"transcripts": [{"type": "text/vtt"}]},
            "attribute-required",
            "`transcripts.0.url` is missing",
            id="an address that is missing",
        ),
        pytest.param(
            {"enclosure": [1]},
            "rec-schema",
            "`enclosure.url` is a list of 1, and a text is wanted",
            id="a list where an element is wanted",
        ),
        pytest.param({"season": "one"}, "pseason-value", "`season.number` is no whole number", id="a season in words"),
        pytest.param({"persons": [{"role": "host"}]}, "person-name", "`persons.0.name` is missing", id="no name"),
    ],
)
def test_a_fault_of_a_record_names_field_value_and_way_out(raw: dict[str, Any], slug: str, message: str):
    problems = _problems(raw)
    assert [problem.slug for problem in problems] == [slug]
    assert problems[0].message.startswith(message)
    assert problems[0].place == PLACE


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("Fri, 09 Oct 2020 04:30:38", "date-zone-present", id="no zone"),
        pytest.param("Fri, 09 Oct 2020 04:30:38 CET", "date-zone-known", id="a zone of several meanings"),
        pytest.param("Wed, 27 May 2020 34:50:00 -0400", "date-calendar", id="an hour that there is not"),
        pytest.param("Ven, 09 Octobre 2020", "date-grammar", id="French"),
    ],
)
def test_a_faulty_date_of_a_feed_breaks_its_rule(text: str, slug: str):
    assert [problem.slug for problem in _problems({"pub_date": text}, in_record=False)] == [slug]


def test_a_feed_calls_a_value_by_its_own_name():
    problems = _problems({"enclosure": ENCLOSURE | {"length": "x"}}, in_record=False)
    assert problems[0].message.startswith("`enclosure length` is no whole number")


def test_a_fault_that_is_switched_off_is_still_told():
    from feedkit.problems import Level
    from feedkit.settings import Settings

    fault = settle(Show, {"explicit": "maybe"}).faults[0]
    settings = Settings(levels={"itunes-explicit-value": None})
    assert fault_problem(fault, Show, PLACE, in_record=True, settings=settings).level == Level.INFO


@pytest.mark.parametrize(
    ("key", "field", "root"),
    [
        ("number", "episode", Episode),
        ("Episode-Number", "episode", Episode),
        ("publish_at", "pub_date", Episode),
        ("audio", "enclosure", Episode),
        ("cover", "image", Episode),
        ("permalink", "link", Episode),
        ("name", "title", Show),
        ("website", "link", Show),
        ("artwork", "image", Show),
        ("about", "description", Show),
    ],
)
def test_a_key_of_other_programs_is_told_by_the_field_that_is_meant(key: str, field: str, root: type) -> None:
    (problem,) = _problems({key: "tea"}, root=root)
    assert problem.message.endswith(f"; did you mean `{field}`?")


@pytest.mark.parametrize("tag", _MEANT)
def test_what_is_meant_is_a_field_and_what_is_said_is_none(tag: str) -> None:
    fields = plan_of({"item": Episode, "channel": Show}[tag]).slots
    assert [said for said, meant in _MEANT[tag].items() if said in fields or meant not in fields] == []
