"""Every rule's own examples: what is bad raises the rule, what is good does not."""

from __future__ import annotations

import pytest
import yaml
from rule_examples import (
    CASES,
    GOOD_FEED,
    feed_as_record,
    problems_of,
    problems_of_feed,
    problems_of_record,
    record_as_feed,
)

from feedkit.rules.engine import Rule, all_rules
from feedkit.rules.page import Example

BAD = [
    pytest.param(one, example, id=f"{one.slug}-{i}") for one in all_rules() for i, example in enumerate(one.page.bad)
]
ALONGSIDE = yaml.safe_load((CASES / "alongside.yaml").read_text("utf-8"))
GOOD = [
    pytest.param(one, example, id=f"{one.slug}-{i}") for one in all_rules() for i, example in enumerate(one.page.good)
]


def test_the_good_show_breaks_no_rule():
    assert problems_of_record(None) == []


def test_the_good_feed_breaks_no_rule():
    assert problems_of_feed(None) == []
    assert "<item>" in GOOD_FEED


@pytest.mark.parametrize(("one", "example"), BAD)
def test_a_bad_example_breaks_its_rule_and_no_other(one: Rule, example: Example):
    found = {problem.slug for problem in problems_of(example)}
    assert one.slug in found
    assert found - {one.slug} <= set(ALONGSIDE.get(one.slug, {}))


def test_what_is_said_to_come_alongside_does():
    found = {one.slug: {p.slug for example in one.page.bad for p in problems_of(example)} for one in all_rules()}
    assert {slug: set(others) - found[slug] for slug, others in ALONGSIDE.items()} == {
        slug: set() for slug in ALONGSIDE
    }


@pytest.mark.parametrize(("one", "example"), GOOD)
def test_a_good_example_does_not_raise_its_rule(one: Rule, example: Example):
    assert one.slug not in {problem.slug for problem in problems_of(example)}


@pytest.mark.parametrize("one", [pytest.param(one, id=one.slug) for one in all_rules()])
def test_a_page_says_what_why_and_the_way_out(one: Rule):
    page = one.page
    assert page.summary
    assert page.why
    assert page.mend
    assert page.source


FEEDS_ONLY = {
    "value-not-blank": "in a record null is how a value is suppressed",
    "date-grammar": "records take ISO dates; the feed is written in RFC 2822's form",
    "date-zone-present": "in a record it is rec-date-zone, as the show file may name a zone",
    "date-zone-numeric": "dates are written so",
    "itunes-duration-seconds": "durations are written so",
    "person-host-lost": "an episode that is built of a record gets its show's hosts",
    "license-canonical": "licences are written so",
}
"""Rules that the book has for records as well, which cannot be broken there, or are told by another rule."""

IN_BOTH = [pytest.param(one, id=one.slug) for one in all_rules() if one.page.bad]


@pytest.mark.parametrize("one", IN_BOTH)
def test_a_rule_is_reached_from_records_and_from_feeds_where_the_book_says_both(one: Rule, index: dict[str, dict]):
    if not {"record", "feed"} <= set(index.get(one.id, {}).get("checks", ())):
        return
    records = [example for example in one.page.bad if example.of in ("episode", "show")]
    feeds = [example for example in one.page.bad if example not in records]
    from_feeds = [*map(problems_of, feeds), *map(record_as_feed, records)]
    from_records = [*map(problems_of, records), *map(feed_as_record, feeds)]
    assert any(one.slug in {p.slug for p in found} for found in from_feeds)
    assert any(one.slug in {p.slug for p in found} for found in from_records) != (one.slug in FEEDS_ONLY)
