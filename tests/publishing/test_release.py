"""What is out at a moment that the caller names, and that the clock has no say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import feedkit
from feedkit.errors import UsageError
from feedkit.publishing.release import moment_of, released, unreleased
from tests.feed.feeds import episode, write_show

NOON = datetime(2024, 1, 3, 6, tzinfo=UTC)


@pytest.fixture
def show(tmp_path: Path) -> feedkit.Show:
    future = episode(3, pub_date="2999-01-01T00:00:00Z")
    return feedkit.load(write_show(tmp_path / "tea-time", {"one": episode(1), "two": episode(2), "three": future}))


def test_without_a_moment_everything_is_out(show: feedkit.Show) -> None:
    assert released(show, None) is show


def test_an_episode_is_out_at_its_own_second_and_not_before(show: feedkit.Show) -> None:
    assert unreleased(show, NOON) == ("three",)
    assert unreleased(show, NOON.replace(second=0, hour=5, minute=59)) == ("three", "two")


def test_what_is_left_can_be_built_and_traced(show: feedkit.Show) -> None:
    rest = released(show, NOON)
    feed = feedkit.build(rest)
    assert [one.key for one in feed.show.episodes] == ["two", "one"]
    assert feedkit.why(rest, "one", "title")[0].value == "Tea no. 1"


@pytest.mark.parametrize(
    ("now", "epoch", "expected"),
    [
        pytest.param(None, "1", None, id="nobody asked"),
        pytest.param("2024-01-03T06:00:00Z", "1", NOON, id="a date"),
        pytest.param("epoch", "1704261600", NOON, id="the epoch"),
        pytest.param("epoch", "0", datetime(1970, 1, 1, tzinfo=UTC), id="the first second"),
    ],
)
def test_a_moment_is_what_was_asked_for(now: str | None, epoch: str, expected: datetime | None) -> None:
    assert moment_of(now, {"SOURCE_DATE_EPOCH": epoch}) == expected


@pytest.mark.parametrize("epoch", ["", "-1", "999999999999", "9" * 500, "yesterday", "1.5", "١٢"])
def test_an_epoch_that_is_no_moment_is_a_clear_error(epoch: str) -> None:
    with pytest.raises(UsageError, match="needs SOURCE_DATE_EPOCH"):
        moment_of("epoch", {"SOURCE_DATE_EPOCH": epoch})


@pytest.mark.parametrize("now", ["", "tomorrow", "2024-01-03", "2024-02-30T00:00:00Z"])
def test_a_now_that_is_no_date_is_a_clear_error(now: str) -> None:
    with pytest.raises(UsageError, match=r"write `2026-03-01T06:00:00Z`.* for this very moment") as error:
        moment_of(now, {})
    assert f"{error.value}".count("write") == 1
