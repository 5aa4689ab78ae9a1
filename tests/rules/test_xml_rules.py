"""Rules on the document as a whole: the good feed with one thing changed breaks one rule, and no other."""

from __future__ import annotations

import pytest
from rule_examples import GOOD_FEED, problems_of_feed, problems_of_record
from test_long import FEEDS, RECORDS

from feedkit.rules.engine import all_rules
from feedkit.rules.page import Example

PODCAST = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
GITHUB = 'xmlns:podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"'
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

CHANGES = [
    ("xml-well-formed", "How to steep it, part 9.", "Milk & tea."),
    ("xml-utf8-declared", DECLARATION, '<?xml version="1.0" encoding="ISO-8859-1"?>'),
    ("xml-nothing-before-declaration", DECLARATION, f"\n{DECLARATION}"),
    ("xml-nothing-before-declaration", DECLARATION, f"\ufeff{DECLARATION}"),
    ("xml-legal-characters", "How to steep it, part 9.", "How to \x1e steep it."),
    ("xml-legal-characters", "How to steep it, part 9.", "How to &#30; steep it."),
    ("xml-predefined-entities-only", "How to steep it, part 9.", "How to steep th&eacute;."),
    ("xml-no-doctype", DECLARATION, f'{DECLARATION}<!DOCTYPE rss PUBLIC "-//x//EN" "http://tea.fm/rss.dtd">'),
    ("xml-cdata-terminator", "How to steep it, part 9.", "<![CDATA[if a[b[0]]>1 then steep]]>"),
    ("xml-namespace-well-formed", "<itunes:duration>3013", "<tea:leaf>x</tea:leaf><itunes:duration>3013"),
    ("rss-root", '<rss version="2.0"', '<rss version="0.92"'),
    ("rss-one-channel", "</channel>", "</channel><channel/>"),
    ("rss-core-not-namespaced", '<rss version="2.0"', '<rss version="2.0" xmlns="http://backend.userland.com/rss2"'),
    ("ns-uri-exact", ITUNES, ITUNES.replace("podcast-1.0", "Podcast-1.0")),
    ("ns-podcast-canonical", PODCAST, GITHUB),
]
"""Slug, what stands in the good feed, and what is put in its place."""


@pytest.mark.parametrize(
    ("slug", "old", "new"), [pytest.param(*change, id=f"{change[0]} {i}") for i, change in enumerate(CHANGES)]
)
def test_one_change_breaks_one_rule(slug: str, old: str, new: str):
    assert old in GOOD_FEED
    assert {problem.slug for problem in problems_of_feed(Example("feed", GOOD_FEED.replace(old, new, 1)))} == {slug}


def test_another_prefix_is_told():
    feed = Example("feed", GOOD_FEED.replace("itunes:", "it:").replace("xmlns:itunes", "xmlns:it"))
    assert "ns-customary-prefix" in {problem.slug for problem in problems_of_feed(feed)}


@pytest.mark.parametrize("text", ["a \x1e b", "a ]]> b"], ids=["a control character", "the end of CDATA"])
def test_what_a_feed_cannot_hold_does_no_harm_in_a_record(text: str):
    found = problems_of_record(Example("episode", f"description: {text!r}".replace("'", '"')))
    assert {problem.slug for problem in found} <= {"xml-legal-characters"}


def test_every_rule_of_the_book_on_records_and_feeds_is_shown_broken(index: dict[str, dict]):
    shown = {one.slug for one in all_rules() if one.page.bad} | {change[0] for change in CHANGES} | ELSEWHERE.keys()
    shown |= {str(param.values[1]) for param in (*FEEDS, *RECORDS)}
    on_both = [row["slug"] for row in index.values() if {"record", "feed"} & set(row["checks"])]
    assert [slug for slug in on_both if slug not in shown] == []


ELSEWHERE = {
    "ns-customary-prefix": "above",
    "url-no-placeholder": "test_engine.py, for a release",
    "size-feed": "test_long.py",
    "size-items": "test_long.py",
    "youtube-static": "test_long.py",
    "rec-schema": "test_shape.py",
    "rec-date-zone": "test_shape.py",
    "rec-files-exist": "tests/test_loading.py",
    "rec-slug-guid": "tests/test_archives.py",
    "psc-json-agree": "tests/chapters",
    "publisher-two-way": "test_publishers.py, and tests/media/test_publishers.py",
    "rec-deterministic": "tests/publishing/test_twice.py",
} | dict.fromkeys(
    (
        "paging-disjoint",
        "pguid-unique-in-workspace",
        "txt-ai-content-declared",
        "rec-merge-precedence",
        "rec-generated-limits",
    ),
    "test_drafted.py",
)
"""Rules whose test needs more than an example."""
