"""A lock that cannot be read must not cost a published feed what it knew of its media."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.problems import Level
from feedkit.publishing.outcome import Outcome
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show
from tests.publishing.test_kept_parts import answer, lock

CONFLICT = "<<<<<<< ours\nversion: 1\n=======\nversion: 1\n>>>>>>> theirs\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    media = {"url": "https://example.org/1.mp3", "type": "audio/mpeg"}
    return write_show(tmp_path / "tea-time", {"1": episode(1, enclosure=media)})


def build(show: Path, *, force: bool = False) -> tuple[Outcome, bytes]:
    outcome = pipeline.publish(show, show.parent / "feeds", Settings(), force=force)
    return outcome, (show.parent / "feeds" / "tea-time.xml").read_bytes()


@pytest.mark.parametrize("broken", [CONFLICT, "answers: [", lock(answer(1)).replace("length: 1001", "length: [")])
def test_the_feed_stays_until_the_lock_is_mended_or_somebody_forces_it(show: Path, broken: str) -> None:
    file = show / "feedkit.lock.yaml"
    file.write_text(lock(answer(1)), "utf-8")
    _, before = build(show)
    assert b'length="1001"' in before
    file.write_text(broken, "utf-8")
    outcome, feed = build(show)
    assert (outcome.written, feed) == (None, before)
    (problem,) = [one for one in outcome.report if one.rule == "FK475"]
    assert problem.level == Level.ERROR
    assert [see.place.path for see in problem.see] == [file.as_posix()]
    outcome, feed = build(show, force=True)
    assert outcome.written is not None
    assert b"length" not in feed
    outcome, _ = build(show)
    assert outcome.written is not None  # there is nothing left to lose


def test_where_nothing_is_published_nothing_can_be_lost(show: Path) -> None:
    (show / "feedkit.lock.yaml").write_text(CONFLICT, "utf-8")
    outcome, _ = build(show)
    assert outcome.written is not None
    assert not outcome.report.ok
