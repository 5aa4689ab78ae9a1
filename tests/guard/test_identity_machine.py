"""Whatever people do to their records, in whatever order: a guid that was published stays that episode's, for good."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from feedkit import pipeline
from feedkit.feed.read import read_feed
from feedkit.guard.ledger import read_ledger
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

PICK = st.integers(0, 10_000)


class Records(RuleBasedStateMachine):
    """A show whose records are edited and built; `who` is every guid that was ever published, with its media."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="feedkit-identity-"))
        self.records: dict[str, dict[str, Any]] = {
            f"start{n}": episode(n, guid=f"tea-{n}" if n else None) for n in range(4)
        }
        self.withdrawn: dict[str, dict[str, Any]] = {}
        self.who: dict[str, str] = {}
        self.public: set[str] = set()
        self.count = 3
        assert self.build()
        self.every_guid_is_whose_it_was()
        self.withdraw(3)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def build(self, *allow: str) -> bool:
        """Whether the records as they are were published; nothing may have happened to the feed where they were not."""
        feed = self.folder / "feeds" / "tea-time.xml"
        before = feed.read_bytes() if feed.exists() else b""
        show = write_show(self.folder / "tea-time", self.records)
        done = pipeline.publish(show, self.folder / "feeds", Settings(), allow=allow).written is not None
        assert done or feed.read_bytes() == before
        return done

    def key(self, pick: int) -> str:
        return sorted(self.records)[pick % len(self.records)]

    @rule(minted=st.booleans())
    def add(self, minted: bool) -> None:
        self.count += 1
        self.records[f"new{self.count}"] = episode(self.count, **({"guid": None} if minted else {}))
        assert self.build()

    @rule(pick=PICK, title=st.sampled_from(["Other", "Another", "Third"]))
    def edit(self, pick: int, title: str) -> None:
        self.records[self.key(pick)]["title"] = f"{title} {pick}"
        assert self.build()

    @rule(pick=PICK)
    def rename(self, pick: int) -> None:
        """Also of a record without a guid, whose guid followed from its key: the ledger knows it by its media."""
        self.count += 1
        self.records[f"renamed{self.count}"] = self.records.pop(self.key(pick))
        assert self.build()

    @rule(pick=PICK)
    def rename_and_move_the_media_of_what_has_no_guid_of_its_own(self, pick: int) -> None:
        old = self.key(pick)
        if self.records[old].get("guid") is not None:
            return
        before = self.records.pop(old)
        self.records["x"] = before | {"enclosure": before["enclosure"] | {"url": "https://cdn.example/moved.mp3"}}
        assert not self.build()
        del self.records["x"]
        self.records[old] = before

    @rule(pick=PICK)
    def change_a_guid(self, pick: int) -> None:
        key = self.key(pick)
        before, self.records[key] = self.records[key], self.records[key] | {"guid": f"other-{pick}"}
        assert not self.build()
        self.records[key] = before

    @precondition(lambda self: len(self.records) > 1)
    @rule(pick=PICK, other=st.integers(1, 50))
    def swap_guids(self, pick: int, other: int) -> None:
        one, two = self.key(pick), self.key(pick + other)
        first, second = self.records[one], self.records[two]
        if one == two or first.get("guid") is None or second.get("guid") is None:
            return
        self.records |= {one: first | {"guid": second["guid"]}, two: second | {"guid": first["guid"]}}
        assert not self.build()
        self.records |= {one: first, two: second}

    @precondition(lambda self: len(self.records) > 1)
    @rule(pick=PICK)
    def lose(self, pick: int) -> None:
        key = self.key(pick)
        lost = self.records.pop(key)
        assert not self.build()
        self.records[key] = lost

    @precondition(lambda self: len(self.records) > 1)
    @rule(pick=PICK)
    def withdraw(self, pick: int) -> None:
        key = self.key(pick)
        self.withdrawn[key] = self.records.pop(key)
        self.public.discard(self.withdrawn[key]["enclosure"]["url"])
        assert self.build(f"removed:{key}")

    @precondition(lambda self: self.withdrawn)
    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        key = sorted(self.withdrawn)[pick % len(self.withdrawn)]
        self.records[key] = self.withdrawn.pop(key)
        assert self.build()

    @precondition(lambda self: any(one.get("guid") for one in self.withdrawn.values()))
    @rule()
    def reuse_a_guid(self) -> None:
        guid = next(one["guid"] for one in self.withdrawn.values() if one.get("guid"))
        self.count += 1
        self.records["thief"] = episode(self.count, guid=guid)
        assert not self.build()
        del self.records["thief"]

    @rule()
    def forget_the_ledger(self) -> None:
        if not self.withdrawn:  # what is withdrawn stands nowhere else
            (self.folder / "feeds" / "tea-time" / "ledger.jsonl").unlink()
            assert self.build()

    @rule()
    def forget_the_feed(self) -> None:
        (self.folder / "feeds" / "tea-time.xml").unlink()
        assert self.build()

    @invariant()
    def every_guid_is_whose_it_was(self) -> None:
        show = read_feed(self.folder / "feeds" / "tea-time.xml").show
        assert show is not None
        now = {one.guid.text: one.enclosure.url for one in show.episodes}
        assert all(self.who.get(guid, url) == url for guid, url in now.items())
        self.who |= now
        self.public |= set(now.values())
        assert self.public == set(now.values())
        assert not read_ledger(self.folder / "feeds" / "tea-time" / "ledger.jsonl").damage


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Records,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=[*HealthCheck],
        ),
    )


def test_a_guid_stays_its_episodes_whatever_is_done() -> None:
    run(12, 12)


@pytest.mark.slow
def test_a_guid_stays_its_episodes_whatever_is_done_for_long() -> None:
    run(300, 30)
