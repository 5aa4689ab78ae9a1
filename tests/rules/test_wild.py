"""Feeds of strangers: nothing crashes a rule or a report, and known defects are found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from feedkit.feed.read import read_feed
from feedkit.problems import Level, Problem, Report
from feedkit.reports import Look, format_names, write_report
from feedkit.rules.engine import judge
from feedkit.rules.shape import feed_fault_problems
from feedkit.rules.subject import Subject
from feedkit.settings import Settings
from feedkit.tags.show import Show

CASES = Path(__file__).parents[1] / "cases" / "rules"
CORE = Settings(profiles=frozenset({"core"}))


def _problems(path: Path, settings: Settings) -> list[Problem]:
    feed = read_feed(path)
    faults = feed_fault_problems(feed.faults, Show, feed.locate_raw, settings)
    return [*feed.problems, *faults, *judge(Subject.of_feed(feed, settings))]


@pytest.mark.parametrize("folder", ["hostile/feeds", "spec/examples/feeds"])
def test_every_feed_can_be_judged_and_reported(shared: Path, folder: str):
    files = sorted((shared / folder).glob("*.xml"))
    assert files
    for path in files:
        report = Report.of(_problems(path, Settings()), files=1)
        for name in format_names():
            assert write_report(report, name, Look(verbose=True))


KNOWN = {
    "podcast-namespace-example.xml": {
        "pguid-uuid",
        "atom-self",
        "itunes-duration-present",
        "chapters-type",
        "location-geo-country",
        "trailer-type-length",
        "date-zone-dst",
        "url-podcast-https",
        "pimage-purpose",
        "ae-default",
        "email-element",
    },
    "music-list.xml": {"itunes-image-href", "rss-image-complete", "itunes-category-present", "itunes-explicit-channel"},
    "publisher-child.xml": {"no-stray-text", "guid-required", "enclosure-required"},
    "value-time-split-local.xml": {"vts-overlap", "element-known"},
    "value-time-split-remote.xml": {"remoteitem-feedurl", "channel-link-not-feed"},
}
"""Defects that the namespace's own examples are known for (spec/examples/README.md)."""


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in KNOWN])
def test_the_defects_of_the_namespaces_own_examples_are_found(shared: Path, name: str):
    found = {problem.slug for problem in _problems(shared / "spec" / "examples" / "feeds" / name, Settings())}
    assert KNOWN[name] - found == set()


def test_the_verdict_is_that_of_the_w3c_but_where_there_is_a_reason(shared: Path):
    folder = shared / "conformance" / "w3c"
    with (folder / "index.tsv").open(newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["domain"] == "core"]
    other = {
        row["file"]
        for row in rows
        if any(problem.level == Level.ERROR for problem in _problems(folder / "cases" / row["file"], CORE))
        != (row["verdict"] == "invalid")
    }
    assert other == yaml.safe_load((CASES / "w3c-disagreements.yaml").read_text("utf-8")).keys()
    assert 1 - len(other) / len(rows) >= 0.95
