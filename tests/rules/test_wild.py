"""Feeds of strangers: nothing crashes a rule or a report, and known defects are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit.feed.read import read_feed
from feedkit.problems import Problem, Report
from feedkit.reports import Look, format_names, write_report
from feedkit.rules.judging import judge
from feedkit.rules.shape import feed_fault_problems
from feedkit.rules.subject import Subject
from feedkit.settings import Settings
from feedkit.tags.show import Show


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
