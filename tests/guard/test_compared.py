"""`feedkit.diff`: two feeds compared as a report."""

from __future__ import annotations

import feedkit
from tests.feed.feeds import episode, feed_of


def told(before: feedkit.Feed, after: feedkit.Feed) -> list[str]:
    return [f"{problem.level} {problem.rule}: {problem.message}" for problem in feedkit.diff(before, after)]


def read(feed: feedkit.Feed) -> feedkit.Feed:
    return feedkit.read_feed(feed.xml)


def test_a_refused_change_is_an_error_and_another_is_told() -> None:
    before = read(feed_of([episode(1), episode(2), episode(3)]))
    after = feed_of([episode(1), episode(2, guid="new"), episode(3, title="Other")])
    assert sorted(told(before, after)) == [
        "error FK071: tea-2 Tea no. 2: the guid `tea-2` would become `new`: apps would show an old episode as new",
        "info FK473: title edited: tea-3 Other: `Tea no. 3` becomes `Other`",
    ]
    assert not feedkit.diff(before, after).ok


def test_nothing_is_said_of_the_same_feed() -> None:
    feed = read(feed_of([episode(1)]))
    assert feedkit.diff(feed, feed).problems == ()


def test_what_is_no_feed_is_an_error_on_either_side() -> None:
    feed, page = read(feed_of([episode(1)])), feedkit.read_feed(b"<html/>")
    assert not feedkit.diff(page, feed).ok
    assert not feedkit.diff(feed, page).ok
