"""The pages and the list of rules."""

from __future__ import annotations

import subprocess
import sys

import pytest

from feedkit.book import explain, list_rules
from feedkit.errors import UsageError
from feedkit.rules.engine import all_rules


def test_a_page_has_levels_reason_way_out_and_examples():
    page = explain("FK084")
    assert page.startswith("FK084 enclosure-length-nonzero: warning\n")
    for part in ("Why: ", "Mend: ", "Source: ", "Bad, in a record of an episode:", "Good, in a record of an episode:"):
        assert part in page
    assert "# feedkit: allow enclosure-length-nonzero -- reason" in page


def test_a_page_tells_levels_by_profile():
    assert explain("guid-required").startswith(
        "FK062 guid-required: error (profiles apple, spotify, psp1), warning (otherwise)"
    )


def test_an_unknown_rule_proposes_the_nearest():
    with pytest.raises(UsageError, match="`guid-uniqe` is no rule; did you mean `guid-unique`"):
        explain("guid-uniqe")


def test_rules_are_listed_by_profile_and_subject():
    youtube = {one.slug for one in list_rules(profile="youtube")}
    assert "itunes-owner-email" in youtube
    assert "itunes-category-present" not in youtube
    assert {one.subject for one in list_rules(subject="guid")} == {"guid"}


def test_an_unknown_subject_names_those_there_are():
    with pytest.raises(UsageError, match="`gui` is no subject; there are across, "):
        list_rules(subject="gui")


@pytest.mark.parametrize("one", [pytest.param(one, id=one.slug) for one in all_rules()])
def test_every_page_can_be_printed(one):
    lines = explain(one.slug).splitlines()
    assert lines
    assert not [line for line in lines if len(line) > 220]


def test_judging_does_not_import_what_it_does_not_need():
    code = "import sys, feedkit.rules.engine as e; e.all_rules(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"requests", "feedgen", "lxml", "rich", "jinja2"}
