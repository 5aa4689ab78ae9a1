"""The declared rules and the rule book agree."""

from __future__ import annotations

import pytest

from feedkit.book import every_rule
from feedkit.feed import kinds as feed_kinds
from feedkit.problems import Kind, Level
from feedkit.records import kinds as record_kinds
from feedkit.rules.engine import RULES, WALKS, all_rules, find_rule
from feedkit.tags.element import DECLARED, Element


def test_every_rule_of_the_book_keeps_its_slug_level_and_profiles(index: dict[str, dict]):
    declared = {r.id: (r.slug, str(r.level), sorted(r.profiles)) for r in all_rules() if r.id in index}
    book = {i: (row["slug"], row["severity"], sorted(row["profiles"])) for i, row in index.items() if i in declared}
    for refused in DEPARTURES:
        assert declared.pop(refused) != book.pop(refused)
    assert declared == book


def test_every_rule_of_the_book_is_declared(index: dict[str, dict]):
    assert index.keys() - {one.id for one in every_rule()} == set()
    here = {i for i, row in index.items() if not {"file", "net", "history"} & set(row["checks"])}
    assert here - RULES.keys() == set()


DEPARTURES = {
    "FK040": "RSS 2.0 sets these maxima, and the W3C refuses a feed that goes beyond them",
    "FK108": "the guard refuses it: a build has no other moment to ask",
    "FK116": "RSS asks nothing of what a description holds: an error for directories, a warning for RSS alone (the W3C's too)",
    "FK118": "as FK116",
    "FK142": "a retired category is an error for Apple alone",
    "FK183": "that the feed's own address be https is PSP-1's wish, not RSS's",
    "FK376": "as FK108",
    "FK378": "a guid that is minted is the same at every build, and is kept from the first publication on",
}
"""Rules whose level or profiles are not those of the rule book, and why."""


def test_slugs_are_unique():
    slugs = [one.slug for one in all_rules()]
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize("kinds", [record_kinds, feed_kinds], ids=["records", "feeds"])
def test_every_kind_that_reading_raises_has_a_page(kinds):
    raised = [kind for kind in vars(kinds).values() if isinstance(kind, Kind)]
    assert raised
    missing = [kind.slug for kind in raised if (one := find_rule(kind.rule)) is None or one.slug != kind.slug]
    assert missing == []


def test_every_rule_looks_at_something_that_there_is():
    classes = {cls.__name__ for group in DECLARED.values() for cls in group}
    known = {"", *WALKS, *classes, Element.__name__}
    assert [one.slug for one in all_rules() if not set(one.looks_at.split(" | ")) <= known] == []


def test_rules_want_only_what_a_subject_has():
    assert {name for one in all_rules() for name in one.wants} <= {"show", "feed", "settings", "neighbours"}


def test_a_rule_is_found_by_id_and_by_slug():
    assert find_rule("fk084") is find_rule("enclosure-length-nonzero")
    assert find_rule("no-such-rule") is None


def test_levels_of_other_profiles_are_milder_or_meant():
    stricter = [one.slug for one in all_rules() for level in one.also.values() if level > one.level]
    assert stricter == ["item-description-bytes", "itunes-category-obsolete"]
    assert Level.ERROR > Level.WARNING > Level.INFO
