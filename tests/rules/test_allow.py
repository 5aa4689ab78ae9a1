"""`feedkit: allow` comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.problems import Level, Place, Problem
from feedkit.rules.allow import apply_allows, find_allows
from feedkit.settings import Settings
from tests.conftest import ROOT

SLUG = "enclosure-length-nonzero"


def _problem(line: int, path: str = "a.yaml", slug: str = SLUG) -> Problem:
    return Problem("FK084", slug, Level.WARNING, "the enclosure says 0 bytes", Place(path, line, 3))


def _left(text: str, *problems: Problem, path: str = "a.yaml", paths: dict | None = None) -> list[str]:
    return [p.slug for p in apply_allows(problems, find_allows(path, text), paths)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"title: x\nlength: 0  # feedkit: allow {SLUG} -- a stream", id="on the same line"),
        pytest.param(f"title: x\n# feedkit: allow {SLUG} -- a stream\nlength: 0", id="on the line before"),
        pytest.param(f"# feedkit: allow {SLUG} -- a stream\ntitle: x\nlength: 0", id="at the top, for the file"),
        pytest.param(f"---\n\n# feedkit: allow {SLUG} -- a stream\ntitle: x\nlength: 0", id="after the opening line"),
        pytest.param("# feedkit: allow FK084 -- a stream\nlength: 0", id="by the rule's id"),
        pytest.param(f"# feedkit: allow guid-form, {SLUG} -- a stream\nlength: 0", id="one of two"),
    ],
)
def test_an_allow_with_a_reason_silences(text: str):
    line = text.split("\n").index(next(row for row in text.split("\n") if row.startswith("length"))) + 1
    left = _left(text, _problem(line))
    assert SLUG not in left


@pytest.mark.parametrize("dash", ["-", "--"])
def test_an_allow_in_xml_is_a_comment(dash: str):
    text = f"<rss>\n<!-- feedkit: allow {SLUG} {dash} a stream -->\n<enclosure length='0'/>"
    assert _left(text, _problem(3, "f.xml"), path="f.xml") == []


def test_the_way_out_of_an_allow_without_a_reason_leaves_a_feed_well_formed(tmp_path: Path):
    feed, allow = (ROOT / "feeds" / "telemetry-now.xml").read_text(encoding="utf-8"), "feedkit: allow guid-form"
    for reason in ("", " - old"):
        (tmp_path / "a.xml").write_text(feed.replace("<rss", f"<!-- {allow}{reason} -->\n<rss", 1), encoding="utf-8")
        found = [problem for problem in pipeline.validate(tmp_path / "a.xml") if problem.level > Level.INFO]
        if not reason:
            (mend,) = (problem.mend for problem in found if problem.slug == "allow-unused")
            assert mend == f"write `{allow} - reason`"
    assert "xml-well-formed" not in {problem.slug for problem in found}


def test_an_allow_at_the_top_of_a_feed_holds_for_the_feed():
    text = f"<?xml version='1.0'?>\n<!-- feedkit: allow {SLUG} -- a stream -->\n<rss>\n\n\n<enclosure length='0'/>"
    assert _left(text, _problem(6, "f.xml"), path="f.xml") == []


def test_an_allow_elsewhere_holds_for_two_lines_only():
    text = f"title: x\n# feedkit: allow {SLUG} -- a stream\na: 1\nlength: 0"
    assert _left(text, _problem(4)) == [SLUG, "allow-unused"]


def test_an_allow_of_another_file_does_not_hold():
    assert _left(f"# feedkit: allow {SLUG} -- a stream", _problem(1, "b.yaml")) == [SLUG, "allow-unused"]


def test_an_allow_at_a_key_holds_for_the_files_of_that_episode():
    text = f"title: Tea\n# feedkit: allow {SLUG} at 0605 -- the host lost the file"
    paths = {"0605": ["0605.json"], "0606": ["0606.json"]}
    problems = (_problem(9, "0605.json"), _problem(9, "0606.json"))
    left = apply_allows(problems, find_allows("show.yaml", text), paths)
    assert [problem.place.path for problem in left] == ["0606.json"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        pytest.param(
            f"feedkit: allow {SLUG}",
            f"this `allow` of `{SLUG}` gives no reason, so it holds for nothing",
            id="no reason",
        ),
        pytest.param(
            f"feedkit: allow {SLUG} --",
            f"this `allow` of `{SLUG}` gives no reason, so it holds for nothing",
            id="empty reason",
        ),
        pytest.param(
            "feedkit: allow guid-form -- old", "this `allow` of `guid-form` silences nothing", id="nothing to silence"
        ),
        pytest.param(
            "feedkit: allow guid-frm -- old", "this `allow` names `guid-frm`, which is no rule", id="no such rule"
        ),
        pytest.param("feedkit: allow -- old", "this `allow` names no rule", id="no name"),
    ],
)
def test_an_allow_that_does_nothing_is_reported_at_its_place(comment: str, message: str):
    left = apply_allows([], find_allows("a.yaml", f"title: x\nb: 1  # {comment}"))
    assert [(problem.slug, problem.message, problem.place) for problem in left] == [
        ("allow-unused", message, Place("a.yaml", 2, 7))
    ]


def test_text_without_the_word_is_not_searched():
    assert find_allows("a.yaml", "x" * 1000) == ()


def test_an_allow_of_a_rule_that_was_not_asked_is_let_be():
    allows = find_allows("a.yaml", "title: x\nb: 1  # feedkit: allow itunes-deprecated, net-range -- our host\n")
    off = Settings(levels={"itunes-deprecated": None})
    assert apply_allows([], allows, settings=off) == []
    assert [p.message for p in apply_allows([], allows)] == ["this `allow` of `itunes-deprecated` silences nothing"]
