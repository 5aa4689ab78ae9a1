"""An episode that is taken down on purpose: its guid stays its own for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedkit import pipeline
from feedkit.feed.read import read_feed
from feedkit.guard.ledger import read_ledger
from feedkit.problems import Level
from feedkit.publishing.outcome import Outcome
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

RECORDS = {"one": episode(1), "two": episode(2)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert build(tmp_path, RECORDS).written is not None
    return tmp_path


def build(folder: Path, records: dict[str, dict[str, Any]], **show: Any) -> Outcome:
    return pipeline.publish(write_show(folder / "tea-time", records, **show), folder / "feeds", Settings())


def guids(folder: Path) -> list[str]:
    show = read_feed(folder / "feeds" / "tea-time.xml").show
    return [one.guid.text for one in show.episodes if one.guid is not None] if show is not None else []


def told(outcome: Outcome, *slugs: str) -> list[str]:
    return [problem.message for problem in outcome.report if problem.slug in slugs]


TAKEN_DOWN = {
    "its record says so": (RECORDS | {"two": episode(2, withdrawn=True)}, {}),
    "the show file names its key": (RECORDS, {"withdrawn": ["two"]}),
    "the show file names its guid": (RECORDS, {"withdrawn": ["tea-2"]}),
    "its record is deleted and the show file names its key": ({"one": episode(1)}, {"withdrawn": ["two"]}),
    "its record is deleted and the show file names its guid": ({"one": episode(1)}, {"withdrawn": ["tea-2"]}),
}


@pytest.mark.parametrize(("records", "show"), TAKEN_DOWN.values(), ids=TAKEN_DOWN.keys())
def test_it_goes_is_told_and_stays_in_the_ledger(
    folder: Path, records: dict[str, dict[str, Any]], show: dict[str, Any]
) -> None:
    outcome = build(folder, records, **show)
    assert outcome.written is not None
    assert guids(folder) == ["tea-1"]
    (line,) = told(outcome, "published-changed")
    assert line.startswith("taken down: two Tea no. 2: is published and goes, as `withdrawn` says")
    gone = {entry.guid: entry.gone for entry in read_ledger(folder / "feeds" / "tea-time" / "ledger.jsonl").entries}
    assert gone == {"tea-1": False, "tea-2": True}
    assert told(outcome, "allow-unused", "rec-schema") == []


@pytest.mark.parametrize("records", [{"one": episode(1)}, {"one": episode(1), "two": episode(2, withdrawn=False)}])
def test_without_the_word_it_does_not_go(folder: Path, records: dict[str, dict[str, Any]]) -> None:
    build(folder, records)
    assert guids(folder) == ["tea-2", "tea-1"]


def test_its_guid_is_never_anothers(folder: Path) -> None:
    build(folder, RECORDS | {"two": episode(2, withdrawn=True)})
    outcome = build(folder, {"one": episode(1), "three": episode(3, guid="tea-2")}, withdrawn=["two"])
    assert outcome.written is None
    assert told(outcome, "guid-never-reused") != []


def test_it_may_come_back(folder: Path) -> None:
    build(folder, RECORDS | {"two": episode(2, withdrawn=True)})
    outcome = build(folder, RECORDS)
    assert outcome.written is not None
    assert guids(folder) == ["tea-2", "tea-1"]
    assert told(outcome, "published-changed") == ["restored: two Tea no. 2: was withdrawn and comes back"]


def test_a_name_that_nothing_ever_had_is_told(folder: Path) -> None:
    outcome = build(folder, RECORDS, withdrawn=["tow"])
    (message,) = told(outcome, "allow-unused")
    assert message == "`withdrawn` names `tow`, and no episode with that key or guid was ever published"
    assert outcome.report.ok
    assert [problem.level for problem in outcome.report if problem.slug == "allow-unused"] == [Level.WARNING]
