"""The namespace's own examples: their known defects are found, and no error is false."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from rule_examples import ALL, CASES, problems_of_feed

from feedkit.feed.check import check_feed
from feedkit.feed.read import read_feed
from feedkit.problems import Level
from feedkit.rules.page import Example
from feedkit.settings import DEFAULT_PROFILES, Settings

EXAMPLES = yaml.safe_load((CASES / "namespace-examples.yaml").read_text("utf-8"))
SETTINGS = Settings(profiles=frozenset(DEFAULT_PROFILES), now=ALL.now)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_known_defects_are_found_and_no_error_is_false(shared: Path, name: str):
    report = check_feed(read_feed(shared / "spec" / "examples" / "feeds" / name), SETTINGS)
    assert set(EXAMPLES[name]["known"]) - {problem.slug for problem in report.problems} == set()
    assert sorted({p.slug for p in report.problems if p.level == Level.ERROR}) == EXAMPLES[name]["errors"]


def test_the_loose_tags_have_their_defects_where_they_belong(shared: Path):
    """The wrapper is no feed, so its elements are put where they may stand."""
    text = (shared / "spec" / "examples" / "feeds" / "podcast-tags-wrapper.xml").read_text("utf-8")
    inner = re.sub(r"</?test-wrapper[^>]*>|<\?.*?\?>", "", text)
    of_item = re.sub(r"<podcast:(locked|funding)\b.*?</podcast:\1>", "", inner)
    found = {problem.slug for problem in problems_of_feed(Example("xml", of_item))}
    assert {"location-geo", "url-podcast-https", "chapters-type"} <= found
    assert "label-128" not in found  # a text of exactly 128 characters is allowed
