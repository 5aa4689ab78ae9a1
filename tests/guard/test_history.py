"""Two builds in a row: the hostile cases of identity over time, through records, ledger, guard and disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from feedkit import pipeline
from feedkit.guard.table import REFUSED, ROWS
from feedkit.problems import Level, Problem
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

RENAMED = {"date": "pub_date"}
OUTCOMES = {Level.ERROR: "E", Level.WARNING: "W", Level.INFO: "A"}


def hostile(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "hostile" / "history.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def records(wanted: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The records of a case; all but what it names is the same in each, as in the control."""
    made: dict[str, dict[str, Any]] = {}
    for one in wanted:
        other = {RENAMED.get(name, name): value for name, value in one.items() if name not in ("slug", "withdrawn")}
        if "url" in other:
            other["enclosure"] = {"url": other.pop("url"), "length": 1001, "type": "audio/mpeg"}
        if "isPermaLink" in other:
            other["guid"] = {"text": other["guid"], "is_permalink": other.pop("isPermaLink")}
        made[one["slug"]] = episode(1, **other)
    return made


def build(show: Path, *allow: str) -> pipeline.Outcome:
    return pipeline.publish(show, show.parent / "feeds", Settings(), allow=allow)


def guarded(outcome: pipeline.Outcome) -> list[Problem]:
    rules = {ROWS[kind].rule.rule for kind in REFUSED} | {"FK473", "FK474", "FK477"}
    return [problem for problem in outcome.report if problem.rule in rules]


def run(case: dict[str, Any], folder: Path) -> pipeline.Outcome:
    show = write_show(folder / "tea-time", records(case.get("before", [{"slug": "e1"}])), **show_of(case, "before"))
    assert build(show).written is not None
    withdrawn = [one["slug"] for one in case.get("before", ()) if one.get("withdrawn")]
    if withdrawn:
        write_show(
            show, records([one for one in case["before"] if not one.get("withdrawn")]), **show_of(case, "before")
        )
        assert build(show, *(f"removed:{slug}" for slug in withdrawn)).written is not None
    if case.get("delete") in ("ledger", "both"):
        (folder / "feeds" / "tea-time" / "ledger.jsonl").unlink()
    if case.get("delete") == "both":
        (folder / "feeds" / "tea-time.xml").unlink()
    write_show(show, records(case.get("after", [{"slug": "e1"}])), **show_of(case, "after"))
    return build(show)


def show_of(case: dict[str, Any], when: str) -> dict[str, Any]:
    said = {("guid" if name == "podcast_guid" else name): v for name, v in case.get(f"{when}_show", {}).items()}
    return said | ({"guid": None} if "feed_url" in said else {})


def test_every_hostile_case_ends_as_it_should(shared: Path, tmp_path: Path) -> None:
    cases = hostile(shared)
    wrong = []
    for case in cases:
        outcome = run(case, tmp_path / case["id"])
        worst = max((problem.level for problem in guarded(outcome)), default=Level.INFO)
        got = OUTCOMES[worst]
        assert (outcome.written is None) == (got == "E"), case["id"]
        if got not in case["expect"].split("|"):
            wrong.append((case["id"], got, case["expect"]))
    assert wrong == []
    assert len(cases) >= 16


def test_a_date_that_is_the_same_instant_is_told_and_nothing_else_changes(shared: Path, tmp_path: Path) -> None:
    (case,) = [case for case in hostile(shared) if case["id"] == "date-same-instant"]
    (problem,) = guarded(run(case, tmp_path))
    assert problem.message == "dates spelled otherwise: another zone, the same instant (1)"


def test_five_records_overwritten_by_another_shows_are_refused_by_name(tmp_path: Path) -> None:
    own = {f"{number:04}": episode(number) for number in range(100, 140)}
    show = write_show(tmp_path / "tea-time", own)
    assert build(show).written is not None
    strangers = {f"{number:04}": episode(number + 400, guid=f"coffee-{number}") for number in range(128, 133)}
    outcome = build(write_show(show, own | strangers))
    assert outcome.written is None
    refused = [problem.message for problem in guarded(outcome) if problem.level == Level.ERROR]
    assert sorted(message.split()[0] for message in refused if "would become" in message) == [*strangers]


def test_with_force_everything_is_published_and_still_told(tmp_path: Path) -> None:
    show = write_show(tmp_path / "tea-time", {"one": episode(1), "two": episode(2)})
    assert build(show).written is not None
    write_show(show, {"one": episode(1, guid="other")})
    outcome = pipeline.publish(show, tmp_path / "feeds", Settings(), force=True)
    assert outcome.written is not None
    told = [problem for problem in guarded(outcome) if problem.level == Level.WARNING]
    assert sorted(problem.rule for problem in told) == ["FK071", "FK376"]


def test_a_first_build_over_a_foreign_feed_keeps_its_guids(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "feeds").mkdir()
    foreign = (shared / "hostile" / "feeds" / "00-good.xml").read_bytes()
    (tmp_path / "feeds" / "tea-time.xml").write_bytes(foreign)
    show = write_show(tmp_path / "tea-time", {"one": episode(1)})
    assert build(show).written is None
    assert (tmp_path / "feeds" / "tea-time.xml").read_bytes() == foreign


@pytest.mark.parametrize("body", [b"error code: 1022", b"<html>502</html>"])
def test_the_body_of_an_error_is_not_taken_for_the_last_feed(tmp_path: Path, body: bytes) -> None:
    show = write_show(tmp_path / "tea-time", {"one": episode(1)})
    build(show)
    (tmp_path / "feeds" / "tea-time.xml").write_bytes(body)
    outcome = build(show)
    assert outcome.written is None
    assert build(show, "not-a-feed").written is not None


class TestPages:
    @pytest.fixture
    def show(self, tmp_path: Path) -> Path:
        return write_show(tmp_path / "tea-time", {f"{n}": episode(n) for n in range(8)}, page_size=3)

    def kinds(self, outcome: pipeline.Outcome) -> list[str]:
        return [problem.message.partition(":")[0] for problem in guarded(outcome)]

    def test_an_episode_that_moves_to_an_archive_page_has_not_vanished(self, show: Path) -> None:
        assert build(show).written is not None
        write_show(show, {f"{n}": episode(n) for n in range(9)}, page_size=3)
        outcome = build(show)
        assert outcome.written is not None
        assert "tea-time/page-002.xml" in outcome.written.changed
        assert sorted(self.kinds(outcome)) == ["added", "show edited"]

    def test_an_episode_on_a_page_is_guarded_as_well(self, show: Path) -> None:
        build(show)
        write_show(show, {f"{n}": episode(n) for n in range(8)} | {"1": episode(1, guid="other")}, page_size=3)
        assert self.kinds(build(show)) == ["1 Tea no. 1"]
        write_show(show, {f"{n}": episode(n) for n in range(1, 8)}, page_size=3)
        assert self.kinds(build(show)) == ["0 Tea no. 0"]

    def test_a_lost_ledger_is_made_anew_from_the_pages_too(self, show: Path) -> None:
        build(show)
        ledger = show.parent / "feeds" / "tea-time" / "ledger.jsonl"
        before = ledger.read_bytes()
        ledger.unlink()
        build(show)
        assert ledger.read_bytes() == before

    def test_pages_that_are_not_wanted_any_more_go(self, show: Path) -> None:
        build(show)
        write_show(show, {f"{n}": episode(n) for n in range(8)})
        assert build(show).written.removed == ("tea-time/page-001.xml",)
