"""Every rule's own examples: what is bad raises the rule, what is good does not."""

from __future__ import annotations

import pytest
from rule_examples import GOOD_FEED, problems_of, problems_of_feed, problems_of_record

from feedkit.problems import Level
from feedkit.rules.engine import Rule, all_rules
from feedkit.rules.page import Example

BAD = [
    pytest.param(one, example, id=f"{one.slug}-{i}") for one in all_rules() for i, example in enumerate(one.page.bad)
]
GOOD = [
    pytest.param(one, example, id=f"{one.slug}-{i}") for one in all_rules() for i, example in enumerate(one.page.good)
]


def test_the_good_show_breaks_no_rule():
    assert problems_of_record(None) == []


def test_the_good_feed_breaks_no_rule():
    assert problems_of_feed(None) == []
    assert "<item>" in GOOD_FEED


@pytest.mark.parametrize(("one", "example"), BAD)
def test_a_bad_example_raises_its_rule(one: Rule, example: Example):
    found = problems_of(example)
    assert one.slug in {problem.slug for problem in found}


@pytest.mark.parametrize(("one", "example"), BAD)
def test_a_bad_example_breaks_no_other_rule_of_level_error(one: Rule, example: Example):
    others = {problem.slug for problem in problems_of(example) if problem.level == Level.ERROR} - {one.slug}
    assert others == set()


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
