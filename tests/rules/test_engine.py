"""Levels, profiles, places and overrides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_examples import ALL, GOOD_FEED, good_episode, problems_of_feed, problems_of_record, show_of

from feedkit.problems import Level, Place
from feedkit.rules.engine import find_rule
from feedkit.rules.judging import judge
from feedkit.rules.page import Example
from feedkit.rules.subject import Subject
from feedkit.settings import Settings
from feedkit.tags.settle import settle
from feedkit.tags.show import Show

NO_DATE = Example("episode", "pub_date:")
NO_LENGTH = Example("xml", '<enclosure url="https://tea.fm/9.mp3" length="0" type="audio/mpeg"/>')


def _one(problems, slug):
    found = [problem for problem in problems if problem.slug == slug]
    assert len(found) == 1, [problem.slug for problem in problems]
    return found[0]


@pytest.mark.parametrize(
    ("profiles", "level"),
    [
        pytest.param({"core"}, Level.WARNING, id="core alone takes the milder level"),
        pytest.param({"core", "spotify"}, Level.ERROR, id="the profile that wants it makes it an error"),
        pytest.param({"core", "apple"}, Level.WARNING, id="another profile changes nothing"),
    ],
)
def test_a_level_depends_on_the_profiles(profiles: set[str], level: Level):
    settings = replace(ALL, profiles=frozenset(profiles))
    assert _one(problems_of_record(NO_DATE, settings), "pubdate-required").level == level


def test_a_rule_of_a_profile_that_is_off_is_silent():
    settings = replace(ALL, profiles=frozenset({"core"}))
    assert find_rule("itunes-category-present").level_in(settings) is None


@pytest.mark.parametrize("name", ["pubdate-required", "FK096"])
def test_settings_override_a_level_by_slug_and_by_id(name: str):
    settings = replace(ALL, levels={name: Level.INFO})
    assert _one(problems_of_record(NO_DATE, settings), "pubdate-required").level == Level.INFO


def test_settings_switch_a_rule_off():
    settings = replace(ALL, levels={"pubdate-required": None})
    assert "pubdate-required" not in {problem.slug for problem in problems_of_record(NO_DATE, settings)}


def test_a_finding_of_an_episode_is_located_from_the_show():
    asked = []
    raw = show_of(Example("episode", "enclosure: {url: https://tea.fm/9.mp3, length: 0, type: audio/mpeg}"))
    show = settle(Show, raw).value
    found = judge(Subject(show, lambda path: asked.append(path) or Place("042.yaml", 5, 11), settings=ALL))
    problem = _one(found, "enclosure-length-nonzero")
    assert problem.place == Place("042.yaml", 5, 11)
    assert problem.field == "episodes.0.enclosure.length"
    assert ("episodes", 0, "enclosure", "length") in asked


def test_a_finding_in_a_feed_stands_at_its_attribute():
    problem = _one(problems_of_feed(NO_LENGTH), "enclosure-length-nonzero")
    assert problem.excerpt is not None
    assert problem.excerpt[problem.place.column - 1 :].startswith('length="0"')


def test_a_finding_without_a_mend_takes_that_of_its_page():
    problem = _one(problems_of_feed(NO_LENGTH), "enclosure-length-nonzero")
    assert problem.mend == find_rule("FK084").page.mend.removesuffix(".")
    assert problem.mend.startswith("write the size in bytes")


def test_what_was_set_aside_is_not_also_missing():
    found = problems_of_feed(Example("xml", "<pubDate>yesterday</pubDate>"))
    assert {problem.slug for problem in found} == {"date-grammar"}


def test_of_two_episodes_alike_the_other_one_is_shown():
    raw = show_of(None) | {"episodes": [good_episode(0), good_episode(1) | {"guid": good_episode(0)["guid"]}]}
    found = judge(Subject(settle(Show, raw).value, lambda path: Place("x", len(path)), settings=ALL))
    problem = _one(found, "guid-unique")
    assert problem.see[0].note == "the other one"


def test_without_a_now_nothing_is_in_the_future():
    late = Example("episode", "pub_date: 2099-01-01T00:00:00+00:00")
    settings = replace(ALL, now=None)
    assert "pubdate-not-future" not in {problem.slug for problem in problems_of_record(late, settings)}
    assert "pubdate-not-future" in {problem.slug for problem in problems_of_record(late)}


def test_placeholders_count_in_a_release_only():
    example = Example("episode", "link: https://example.org/1")
    assert problems_of_record(example) == []
    assert "url-no-placeholder" in {p.slug for p in problems_of_record(example, replace(ALL, release=True))}


def test_default_settings_have_the_four_profiles():
    assert Settings().profiles == {"core", "apple", "spotify", "psp1"}


def test_a_feed_is_told_by_its_own_names_and_a_record_by_its_fields():
    bare = GOOD_FEED.replace('<itunes:image href="https://tea.fm/cover.jpg"/>', "")
    in_feed = _one(problems_of_feed(Example("feed", bare)), "itunes-image-channel")
    in_record = _one(problems_of_record(Example("show", "image:")), "itunes-image-channel")
    assert in_feed.message == "the show has no `itunes:image`"
    assert in_record.message == "the show has no `image`"
