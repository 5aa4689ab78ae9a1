"""The pages of the rules on served files are true: what they call bad is found, what they call good is not."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
import yaml

from feedkit.media.judge import judge_feed, judge_served
from feedkit.media.lock import answer_of
from feedkit.media.rulebook import media_rules
from feedkit.media.served import Answer, Asked, Served
from feedkit.media.served_feed import ServedFeed
from feedkit.problems import Level, Place
from feedkit.rules.engine import all_rules
from feedkit.settings import Settings
from tests.media.base import CORE

ASKED = {one.name for one in fields(Asked)}
EXAMPLES = [
    pytest.param(rule, text.text, is_bad, id=f"{rule.slug}, {'bad' if is_bad else 'good'}")
    for kind in ("Served", "ServedFeed")
    for rule in media_rules(kind)
    for examples, is_bad in ((rule.page.bad, True), (rule.page.good, False))
    for text in examples
]


def _target(text, looks_at):
    values = {"url": "https://example.org/1.mp3", **yaml.safe_load(text)}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if looks_at == "ServedFeed":
        return ServedFeed(**values)
    asked = Asked(**{name: value for name, value in values.items() if name in ASKED})
    rest = {name: value for name, value in values.items() if name not in ASKED | {"answer"}}
    answer = answer_of(values["answer"]) if "answer" in values else None
    return Served(asked, answer, **rest)


@pytest.mark.parametrize(("rule", "text", "is_bad"), EXAMPLES)
def test_examples_of_pages_are_what_they_are_called(rule, text, is_bad):
    assert bool(list(rule.check(_target(text, rule.looks_at)))) == is_bad


def test_every_page_is_whole_and_every_net_rule_of_the_book_is_there(shared):
    rules = [*media_rules("Served"), *media_rules("ServedFeed")]
    for rule in rules:
        page = rule.page
        assert all((page.summary, page.why, page.mend, page.source, page.bad, page.good)), rule.slug
    book = yaml.safe_load((shared / "spec" / "rules-index.yaml").read_text("utf-8"))
    wanted = {one["id"]: one["slug"] for one in book["rules"] if one["section"].startswith("25.")}
    assert {rule.id: rule.slug for rule in rules if rule.id in wanted} == wanted


def test_rules_of_the_book_keep_their_slug_level_and_profiles(shared):
    book = yaml.safe_load((shared / "spec" / "rules-index.yaml").read_text("utf-8"))["rules"]
    index = {row["id"]: (row["slug"], row["severity"], sorted(row["profiles"])) for row in book}
    declared = {rule.id: (rule.slug, str(rule.level), sorted(rule.profiles)) for rule in media_rules()}
    assert {i: one for i, one in declared.items() if i in index} == {i: index[i] for i in declared if i in index}


def test_no_id_is_taken_by_two_rules():
    assert {rule.id for rule in media_rules()} & {rule.id for rule in all_rules()} == set()
    assert {rule.slug for rule in media_rules()} & {rule.slug for rule in all_rules()} == set()


def test_messages_and_mends_follow_the_style():
    for case in EXAMPLES:
        rule, text, is_bad = case.values
        if is_bad:
            for finding in rule.check(_target(text, rule.looks_at)):
                assert re.match(r"[a-z`HJ]", finding.message), finding.message
                assert not finding.message.endswith("."), finding.message


def test_apple_makes_an_error_of_what_is_a_warning_elsewhere():
    served = Served(Asked("https://example.org/1.mp3", "enclosure"), Answer(length=1, head_status=405, format="mp3"))
    levels = [{p.level for p in judge_served([served], one) if p.rule == "FK390"} for one in (CORE, Settings())]
    assert levels == [{Level.WARNING}, {Level.ERROR}]


def test_a_problem_stands_at_the_word_that_it_contradicts():
    where = {"length": Place("1.yaml", 7, 3)}
    asked = Asked(
        "https://example.org/1.mp3?token=S3CR3T", "enclosure", length=1, place=Place("1.yaml", 6, 3), where=where
    )
    served = Served(asked, Answer(length=38663080, ranges=True, type="audio/mpeg", format="mp3"))
    [problem] = list(judge_served([served], CORE))
    assert (problem.rule, problem.place) == ("FK392", Place("1.yaml", 7, 3))
    assert problem.message == "https://example.org/1.mp3?…: the length is given as 1 bytes, and 38663080 are served"


def test_a_rule_that_is_off_says_nothing():
    served = Served(Asked("https://x/1"), trouble="slow", failure="no answer within 5 s")
    settings = Settings(profiles=frozenset({"core"}), levels={"net-answers": None})
    assert list(judge_served([served], settings)) == []


def test_problems_of_a_feed_stand_where_its_address_does():
    feed = ServedFeed("https://example.org/feed.xml", status=404, trouble="status", failure="it answers 404")
    [problem] = list(judge_feed([feed], CORE, Place("show.yaml", 3, 1)))
    assert (problem.rule, problem.place) == ("FK384", Place("show.yaml", 3, 1))


_HTML = Answer(type="text/html", length=88, format="html", ranges=True, cors="*")


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        pytest.param(
            Asked("https://x/1.mp3", "enclosure", "audio/mpeg", 48_213_331),
            replace(_HTML, type="audio/mpeg"),
            {"FK087": "browser"},  # and nobody is told to write 88 bytes, or to call it audio
            id="an error page as an episode",
        ),
        pytest.param(
            Asked("https://x/1.mp3", "enclosure", "audio/mpeg", 0),
            Answer(type="audio/mpeg", length=0, format="empty", ranges=False),
            {"FK087": "browser"},
            id="an empty file, of which there is no part",
        ),
        pytest.param(
            Asked("https://x/1.m3u8"),
            Answer(type="application/vnd.apple.mpegurl", length=99, format="hls", ranges=True),
            {},
            id="HLS, which stands in a rendition",
        ),
        pytest.param(
            Asked("https://x/1.m3u8", "enclosure", "application/vnd.apple.mpegurl", 99),
            Answer(type="application/vnd.apple.mpegurl", length=99, format="hls", ranges=True),
            {"FK087": "browser"},
            id="HLS as an enclosure",
        ),
        pytest.param(
            Asked("https://x/1.opus", "alternate", "audio/opus", 5),
            Answer(type="audio/mpeg", length=5, format="mp3", ranges=True),
            {"FK087": "write `audio/mpeg`"},
            id="another format than the author's, that the server knows",
        ),
        pytest.param(
            Asked("https://x/1.vtt", "transcript", "text/vtt"), _HTML, {"FK396": "browser"}, id="as a transcript"
        ),
        pytest.param(
            Asked("https://x/1.txt", "transcript", "text/plain"), _HTML, {"FK396": "browser"}, id="as plain text"
        ),
        pytest.param(Asked("https://x/1.html", "transcript", "text/html"), _HTML, {}, id="a transcript in HTML"),
        pytest.param(
            Asked("https://x/1.srt", "transcript", "text/plain"),
            replace(_HTML, type="text/plain", format="srt"),
            {},
            id="captions as plain text",
        ),
        pytest.param(
            Asked("https://x/1.json", "chapters", "application/json+chapters"),
            _HTML,
            {"FK396": "browser"},
            id="as chapters",
        ),
        pytest.param(Asked("https://x/1.jpg", "artwork"), _HTML, {"FK177": "browser"}, id="as a picture"),
        pytest.param(
            Asked("https://x/1.mp3", "enclosure", "audio/mpeg", 5),
            Answer(type="audio/mpeg", format="mp3", ranges=True),
            {"FK392": "Content-Length"},
            id="a length that not even a probe can learn",
        ),
    ],
)
def test_a_way_out_fits_what_was_served(asked, answer, expected):
    problems = {problem.rule: problem for problem in judge_served([Served(asked, answer, 200)], Settings())}
    assert set(problems) == set(expected)
    for rule, words in expected.items():
        assert words in problems[rule].mend


def test_what_leads_too_far_is_not_looked_for_at_its_end():
    served = Served(Asked("https://x/1.mp3", "enclosure"), trouble="redirect", failure="it redirects more than 5 times")
    [problem] = list(judge_served([served], CORE))
    assert "prefixes" in problem.mend


@pytest.mark.parametrize(
    ("type_", "body", "words"),
    [
        pytest.param("text/xml; charset=utf-8", b"<rss/>", [], id="UTF-8, as XML is unless it says so"),
        pytest.param(
            "text/xml; charset=ISO-8859-1", b"<?xml version='1.0' encoding='iso-8859-1'?>", [], id="both agree"
        ),
        pytest.param("text/xml; charset=ISO-8859-1", b"<rss/>", ["it is in UTF-8"], id="the server is wrong"),
        pytest.param(
            "text/xml; charset=utf-8",
            b'<?xml version="1.0" encoding="windows-1252"?>',
            ["in WINDOWS-1252"],
            id="likewise",
        ),
    ],
)
def test_the_charset_of_a_feed_is_the_one_that_it_declares(type_, body, words):
    feed = ServedFeed("https://example.org/feed.xml", status=200, type=type_, body=body, conditional=304)
    messages = [one.message for one in judge_feed([feed], CORE, Place("show.yaml")) if one.rule == "FK385"]
    assert len(messages) == len(words)
    assert all(word in message for word, message in zip(words, messages, strict=True))
