"""Reports: what people and programs are shown."""

from __future__ import annotations

import json
import random

import pytest

from feedkit.errors import UsageError
from feedkit.excerpts import shortened
from feedkit.problems import Kind, Level, Place, Problem, Report, See
from feedkit.reports import Look, format_names, write_report

ZERO = Problem(
    "FK084",
    "enclosure-length-nonzero",
    Level.WARNING,
    "the enclosure says 0 bytes",
    Place("seeds/tea-time/042.yaml", 5, 11),
    "run `feedkit probe`, or write the size in bytes",
    (See(Place("seeds/tea-time/feedkit.lock.yaml", 12, 5), "probe: 48213331"),),
    "enclosure.length",
    "  length: 0",
)
BROKEN = Problem("FK410", "rec-syntax", Level.ERROR, "a quote is open", Place("seeds/tea-time/043.yaml", 2, 1))
HINT = Problem("FK059", "item-link", Level.INFO, "the episode has no `link`", Place("seeds/tea-time/042.yaml"))
REPORT = Report.of([ZERO, BROKEN, HINT], files=3)

TEXT = """\
seeds/tea-time/042.yaml:5:11: warning: the enclosure says 0 bytes [FK084 enclosure-length-nonzero]
  |
5 |   length: 0
  |           ^
  = mend: run `feedkit probe`, or write the size in bytes
  = see:  seeds/tea-time/feedkit.lock.yaml:12:5 (probe: 48213331)

seeds/tea-time/043.yaml:2:1: error: a quote is open [FK410 rec-syntax]

1 error, 1 warning, 1 info in 3 files (infos are shown with --verbose)
"""


def test_text_shows_what_where_and_the_way_out():
    assert write_report(REPORT) == TEXT


def test_infos_are_shown_when_asked_for():
    text = write_report(REPORT, "text", Look(verbose=True))
    assert "info: the episode has no `link` [FK059 item-link]" in text
    assert "--verbose" not in text


def test_a_clean_report_says_so():
    assert write_report(Report.of([], files=1)) == "no problems in 1 file\n"


def test_there_is_no_colour_unless_asked_for():
    assert "\x1b" not in write_report(REPORT)
    assert "\x1b[33mwarning\x1b[0m" in write_report(REPORT, "text", Look(colour=True))


@pytest.mark.parametrize("name", ["text", "github", "junit", "sarif"])
def test_control_characters_cannot_reach_the_terminal(name: str):
    nasty = Problem("FK001", "x", Level.ERROR, "a\x1b[2Jb\u202ec", Place("f\x07.xml", 1, 2), excerpt="\x1b[31mred\ttab")
    text = write_report(Report.of([nasty]), name)
    assert not set(text) & set("\x1b\x07\u202e")


def test_a_message_has_at_most_a_thousand_characters():
    long = Problem("FK001", "x", Level.ERROR, "y" * 5000, Place("f.xml"))
    first = write_report(Report.of([long])).splitlines()[0]
    assert len(first) < 1100


def test_the_caret_stays_under_its_column_after_a_tab():
    problem = Problem("FK001", "x", Level.ERROR, "m", Place("f", 12, 3), excerpt="\t\tabc")
    assert write_report(Report.of([problem])).splitlines()[1:4] == ["   |", "12 |   abc", "   |   ^"]


def test_the_caret_stays_under_its_character_after_wide_and_combining_ones():
    problem = Problem("FK001", "x", Level.ERROR, "m", Place("f", 1, 6), excerpt="茶e\u0301茶:x")
    assert write_report(Report.of([problem])).splitlines()[2:4] == ["1 | 茶e\u0301茶:x", "  |       ^"]


@pytest.mark.parametrize("column", [1, 100, 101, 102, 103, 250, 600])
def test_the_caret_stands_under_its_character_in_a_line_that_is_cut(column: int):
    line = "".join(chr(0x1401 + number) for number in range(600))
    place = Place("f", 1, column)
    shown = write_report(Report.of([Problem("FK001", "x", Level.ERROR, "m", place, excerpt=shortened(line, column))]))
    source, caret = shown.splitlines()[2:4]
    assert source[caret.index("^")] == line[column - 1]
    assert len(source) < 210


def test_json_is_versioned_and_whole():
    document = json.loads(write_report(REPORT, "json"))
    assert document["version"] == 1
    counts = {"errors": 1, "warnings": 1, "infos": 1, "files": 3, "fixable": 0, "known": 0, "ok": False}
    assert document["summary"] == counts
    by_rule = {problem["rule"]: problem for problem in document["problems"]}
    assert by_rule["FK084"] == {
        "rule": "FK084",
        "slug": "enclosure-length-nonzero",
        "level": "warning",
        "message": "the enclosure says 0 bytes",
        "file": "seeds/tea-time/042.yaml",
        "line": 5,
        "column": 11,
        "field": "enclosure.length",
        "mend": "run `feedkit probe`, or write the size in bytes",
        "see": [{"file": "seeds/tea-time/feedkit.lock.yaml", "line": 12, "column": 5, "note": "probe: 48213331"}],
        "excerpt": "  length: 0",
        "fixable": False,
    }
    assert by_rule["FK059"]["line"] is None


def test_json_survives_a_lone_surrogate():
    problem = Problem("FK004", "x", Level.ERROR, "a \ud800 b", Place("f"))
    text = write_report(Report.of([problem]), "json")
    assert json.loads(text.encode("utf-8"))["problems"]


def test_an_unknown_format_names_those_there_are():
    with pytest.raises(
        UsageError, match="`yaml` is no report format; there are github, html, json, junit, sarif, text"
    ):
        write_report(REPORT, "yaml")
    assert format_names() == ("github", "html", "json", "junit", "sarif", "text")


@pytest.mark.parametrize("seed", range(20))
def test_few_problems_are_put_among_many_where_sorting_all_would_put_them(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - the same problems at every run

    def some(number: int) -> list[Problem]:
        kinds = [Kind(f"FK{n:03}", f"rule-{n}", Level.INFO) for n in range(3)]
        return [
            pick.choice(kinds).at(Place(pick.choice("ab"), pick.randrange(30)), f"message {pick.randrange(3)}")
            for _ in range(number)
        ]

    many, few = some(2000), some(pick.randrange(3))
    together = Report.of([*many, *few])
    assert Report.of(many) + Report.of(few) == Report.of(few) + Report.of(many) == together
    assert len(Report.of(few).problems) == len({*few})
