"""The W3C's verdicts: on its own test cases, and on a fragment for each kind of thing that it calls an error."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from rule_examples import CASES, problems_of_feed

from feedkit.feed.read import read_feed
from feedkit.problems import Level
from feedkit.rules.judging import judge
from feedkit.rules.page import Example
from feedkit.rules.shape import feed_fault_problems
from feedkit.rules.subject import Subject
from feedkit.settings import Settings
from feedkit.tags.show import Show

CORE = Settings(profiles=frozenset({"core"}))
KINDS = yaml.safe_load((CASES / "w3c-kinds.yaml").read_text("utf-8"))
OF = {"channel": "channel", "item": "xml"}
FRAGMENTS = [
    pytest.param(Example(OF[place], text), verdict == "error", id=f"{place}: {text}")
    for place, verdicts in KINDS.items()
    for verdict, texts in verdicts.items()
    for text in texts
]


@pytest.mark.parametrize(("example", "is_error"), FRAGMENTS)
def test_what_the_w3c_calls_an_error_is_one_and_nothing_else(example: Example, is_error: bool):
    errors = [problem.message for problem in problems_of_feed(example, CORE) if problem.level == Level.ERROR]
    assert bool(errors) == is_error, errors


def test_the_verdict_is_that_of_the_w3c_but_where_there_is_a_reason(shared: Path):
    folder = shared / "conformance" / "w3c"
    with (folder / "index.tsv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    other = {
        row["file"] for row in rows if _is_invalid(folder / "cases" / row["file"]) != (row["verdict"] == "invalid")
    }
    assert other == yaml.safe_load((CASES / "w3c-disagreements.yaml").read_text("utf-8")).keys()
    core = {row["file"] for row in rows if row["domain"] == "core"}
    assert 1 - len(other & core) / len(core) >= 0.95


def test_no_feed_without_fault_for_the_w3c_has_an_error_here(shared: Path):
    folder = shared / "conformance" / "w3c"
    with (folder / "index.tsv").open(newline="", encoding="utf-8") as lines:
        valid = [row["file"] for row in csv.DictReader(lines, delimiter="\t") if row["verdict"] == "valid"]
    assert len(valid) > 50
    assert [file for file in valid if _is_invalid(folder / "cases" / file)] == []


def _is_invalid(path: Path) -> bool:
    feed = read_feed(path)
    faults = feed_fault_problems(feed.faults, Show, feed.locate_raw, CORE)
    found = [*feed.problems, *faults, *judge(Subject.of_feed(feed, CORE))]
    return any(problem.level == Level.ERROR for problem in found)
