"""What is remembered of one feed for the next does not grow with them."""

from __future__ import annotations

import pytest

from feedkit.feed.read import read_feed
from feedkit.rules.due import MOST_REMEMBERED, MOST_SHAPES, active_rules, active_under, remember
from feedkit.rules.judging import judge
from feedkit.rules.subject import Subject
from feedkit.settings import Settings


def test_too_many_values_are_forgotten_all_at_once() -> None:
    among: set[object] = set()
    for number in range(MOST_SHAPES + 5):
        remember((number, "x"), among)
    assert among == {(number, "x") for number in range(MOST_SHAPES, MOST_SHAPES + 5)}


@pytest.mark.parametrize("large", ["x" * (MOST_REMEMBERED + 1), ("item",) * MOST_REMEMBERED], ids=["a text", "a shape"])
def test_what_is_large_is_not_remembered(large: object) -> None:
    among: set[object] = set()
    remember(large, among)
    assert not among


def test_the_same_settings_share_what_was_worked_out() -> None:
    assert active_under(Settings()) is active_under(Settings())
    assert active_under(Settings()) is not active_under(Settings().with_profiles("apple"))


def test_a_feed_is_judged_the_same_whatever_was_judged_before_it() -> None:
    people = "<podcast:person role='{}'>Amy</podcast:person><title>{}</title>"
    head = "<rss version='2.0' xmlns:podcast='https://podcastindex.org/namespace/1.0'><channel><item>"
    feeds = [f"{head}{people.format(role, role)}</item></channel></rss>" for role in ("host", "cohost", "host", "chef")]
    subjects = [Subject.of_feed(read_feed(feed.encode())) for feed in feeds]
    together = [{problem.message for problem in judge(subject)} for subject in subjects]
    assert together[0] == together[2]
    assert [any("taxonomy" in message for message in found) for found in together] == [False, True, False, True]


def test_a_rule_is_given_what_the_subject_has() -> None:
    first, second = (
        Subject.of_feed(read_feed(f"<rss><channel><title>{n}</title></channel></rss>".encode())) for n in "ab"
    )
    assert active_rules(first).active is active_rules(second).active
    assert active_rules(first).runs != active_rules(second).runs
