"""The ledger: what was published is never forgotten, whatever happens to its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.guard.ledger import Entry, Ledger, parse_ledger, read_ledger, recall
from feedkit.guard.table import REFUSED, ROWS
from feedkit.problems import Level
from feedkit.publishing.outcome import Written
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show


def record(number: int, **other: object) -> dict[str, object]:
    return episode(number, **other)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write_show(tmp_path / "tea-time", {"one": record(1), "two": record(2), "three": record(3)})


@pytest.fixture
def out(tmp_path: Path, show: Path) -> Path:
    assert build(show, tmp_path / "feeds").written is not None
    return tmp_path / "feeds"


def build(show: Path, out: Path, *allow: str, force: bool = False) -> pipeline.Outcome:
    return pipeline.publish(show, out, Settings(), allow=allow, force=force)


def ledger_path(out: Path) -> Path:
    return out / "tea-time" / "ledger.jsonl"


def errors(outcome: pipeline.Outcome) -> list[str]:
    """The rules of what kept the feed from being published; other rules have their own tests."""
    guards = {ROWS[kind].rule.rule for kind in REFUSED} | {"FK470", "FK474", "FK475"}
    return [problem.rule for problem in outcome.report if problem.level == Level.ERROR and problem.rule in guards]


def test_it_holds_key_guid_address_date_and_a_hash_a_line_each_sorted(out: Path) -> None:
    head, *rows, end = map(json.loads, ledger_path(out).read_text("utf-8").splitlines())
    assert head == {"ledger": 1, "show": "9b024349-ccf0-5f69-a609-6b82873eab3c"}
    assert [row["key"] for row in rows] == ["one", "three", "two"]
    assert rows[0] | {"hash": ""} == {
        "key": "one",
        "guid": "tea-1",
        "url": "https://example.org/1.mp3",
        "date": "2024-01-02T06:00:00+00:00",
        "hash": "",
    }
    assert end == {"end": 3}


def test_a_build_without_changes_leaves_it_alone(show: Path, out: Path) -> None:
    before = ledger_path(out).stat()
    assert build(show, out).written == Written((), (), 3)
    assert ledger_path(out).stat() == before


def test_a_new_episode_is_one_new_line(show: Path, out: Path) -> None:
    before = ledger_path(out).read_text("utf-8").splitlines()
    write_show(show, {"one": record(1), "two": record(2), "three": record(3), "four": record(4)})
    build(show, out)
    after = ledger_path(out).read_text("utf-8").splitlines()
    assert len([line for line in after if line not in before]) == 2, "the episode, and the end that counts"


def test_a_minted_guid_stays_when_what_it_was_made_from_changes(show: Path, tmp_path: Path) -> None:
    write_show(show, {"one": record(1), "nine": record(9, guid=None)}, guid=None)
    other = tmp_path / "others"
    assert build(show, other).written is not None
    minted = read_ledger(ledger_path(other)).guid_of("nine")
    assert minted
    write_show(show, {"one": record(1), "nine": record(9, guid=None)}, guid=None, feed_url="https://example.org/b.xml")
    outcome = build(show, other)
    assert outcome.written is not None
    assert read_ledger(ledger_path(other)).guid_of("nine") == minted
    assert minted.encode() in (other / "tea-time.xml").read_bytes()


def test_a_show_guid_made_from_the_feeds_address_stays_when_the_feed_moves(show: Path, tmp_path: Path) -> None:
    write_show(show, {"one": record(1)}, guid=None)
    out = tmp_path / "others"
    build(show, out)
    guid = read_ledger(ledger_path(out)).show_guid
    write_show(show, {"one": record(1)}, guid=None, feed_url="https://example.org/b.xml")
    assert build(show, out).written is not None
    assert guid.encode() in (out / "tea-time.xml").read_bytes()


def test_a_withdrawn_episode_keeps_its_line(show: Path, out: Path) -> None:
    write_show(show, {"one": record(1), "two": record(2)})
    assert errors(build(show, out)) == ["FK376"]
    assert build(show, out, "removed:three").written is not None
    (gone,) = [entry for entry in read_ledger(ledger_path(out)).entries if entry.gone]
    assert (gone.key, gone.guid) == ("three", "tea-3")


def test_a_withdrawn_guid_is_nobody_elses_and_its_own_episode_may_come_back(show: Path, out: Path) -> None:
    write_show(show, {"one": record(1), "two": record(2)})
    build(show, out, "removed:three")
    write_show(show, {"one": record(1), "two": record(2), "nine": record(9, guid="tea-3")})
    assert errors(build(show, out)) == ["FK072"]
    write_show(show, {"one": record(1), "two": record(2), "three": record(3)})
    outcome = build(show, out)
    assert outcome.written is not None
    assert "restored: three Tea no. 3: was withdrawn and comes back" in [p.message for p in outcome.report]
    assert not [entry for entry in read_ledger(ledger_path(out)).entries if entry.gone]


def test_a_guid_that_may_change_leaves_its_old_line_behind(show: Path, out: Path) -> None:
    write_show(show, {"one": record(1, guid="other"), "two": record(2), "three": record(3)})
    assert build(show, out, "guid-changed:one").written is not None
    ledger = read_ledger(ledger_path(out))
    assert ledger.guid_of("one") == "other"
    assert [entry.guid for entry in ledger.entries if entry.gone] == ["tea-1"]


class TestDamaged:
    def test_a_lost_ledger_is_made_anew_from_the_feed(self, show: Path, out: Path) -> None:
        before = ledger_path(out).read_bytes()
        ledger_path(out).unlink()
        assert build(show, out).written is not None
        assert ledger_path(out).read_bytes() == before

    def test_a_lost_ledger_lets_no_guid_change(self, show: Path, out: Path) -> None:
        ledger_path(out).unlink()
        write_show(show, {"one": record(1, guid="other"), "two": record(2), "three": record(3)})
        assert errors(build(show, out)) == ["FK071"]

    def test_a_lost_feed_lets_no_guid_change(self, show: Path, out: Path) -> None:
        (out / "tea-time.xml").unlink()
        write_show(show, {"one": record(1, guid="other"), "two": record(2), "three": record(3)})
        assert errors(build(show, out)) == ["FK071"]

    def test_a_lost_feed_is_built_again(self, show: Path, out: Path) -> None:
        before = (out / "tea-time.xml").read_bytes()
        (out / "tea-time.xml").unlink()
        assert build(show, out).written is not None
        assert (out / "tea-time.xml").read_bytes() == before

    def test_without_both_it_is_a_first_build(self, show: Path, out: Path) -> None:
        ledger_path(out).unlink()
        (out / "tea-time.xml").unlink()
        assert build(show, out).written is not None

    @pytest.mark.parametrize("part", range(0, 100, 4))
    def test_cut_at_any_byte_it_is_known_to_be_and_completed_from_the_feed(self, out: Path, part: int) -> None:
        whole, path = ledger_path(out).read_bytes(), ledger_path(out)
        path.write_bytes(whole[: len(whole) * part // 100])
        assert read_ledger(path).damage
        recalled = recall(path, out / "tea-time.xml")
        assert {entry.guid for entry in recalled.entries} == {"tea-1", "tea-2", "tea-3"}

    def test_cut_it_is_told_and_mended(self, show: Path, out: Path) -> None:
        whole = ledger_path(out).read_bytes()
        ledger_path(out).write_bytes(whole[: len(whole) // 2])
        outcome = build(show, out)
        assert [p.rule for p in outcome.report if p.level == Level.WARNING and p.rule.startswith("FK47")] == ["FK474"]
        assert ledger_path(out).read_bytes() == whole

    def test_damaged_with_no_feed_it_stops_the_build(self, show: Path, out: Path) -> None:
        ledger_path(out).write_bytes(b"{{{")
        (out / "tea-time.xml").unlink()
        assert errors(build(show, out)) == ["FK474"]
        assert not (out / "tea-time.xml").exists()

    def test_rolled_back_it_learns_the_newer_episodes_from_the_feed(self, show: Path, out: Path) -> None:
        older = ledger_path(out).read_bytes()
        write_show(show, {"one": record(1), "two": record(2), "three": record(3), "four": record(4)})
        build(show, out)
        ledger_path(out).write_bytes(older)
        write_show(show, {"one": record(1), "two": record(2), "three": record(3), "four": record(4, guid="other")})
        assert errors(build(show, out)) == ["FK071"]

    def test_merged_by_git_with_its_marks_it_has_both_sides(self, out: Path) -> None:
        lines = ledger_path(out).read_text("utf-8").splitlines()
        marked = [lines[0], "<<<<<<< ours", *lines[1:3], "=======", lines[3], ">>>>>>> theirs", lines[-1]]
        ledger_path(out).write_text("\n".join(marked) + "\n", "utf-8")
        ledger = read_ledger(ledger_path(out))
        assert ledger.damage == "line 2 cannot be read"
        assert len(ledger.entries) == 3

    @pytest.mark.parametrize(
        "line", ["[1]", '{"guid": 7}', "[" * 100_000, '{"key": ["a"], "guid": "g"}', "\x00", "NaN"]
    )
    def test_whatever_a_line_holds_reading_does_not_raise(self, out: Path, line: str) -> None:
        ledger_path(out).write_text(line + "\n", "utf-8")
        assert read_ledger(ledger_path(out)).entries == ()


@pytest.mark.parametrize("guid", ["tea\u2028one", "tea\u0085one", "ü 🍵", "a\tb", '"', "\\", "x" * 5000])
def test_no_character_of_a_guid_damages_it(guid: str) -> None:
    ledger = Ledger((Entry("one", guid),))
    again = parse_ledger(ledger.to_bytes(), "ledger.jsonl")
    assert (again.entries, again.damage) == (ledger.entries, "")


def test_an_empty_ledger_knows_nothing() -> None:
    assert Ledger().guid_of("one") is None
