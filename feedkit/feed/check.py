"""Judging a feed that was read: everything that is wrong with it in one report, less what its authors allow."""

from __future__ import annotations

from feedkit.feed.document import Feed
from feedkit.memory import without_collecting
from feedkit.problems import Report
from feedkit.rules.allow import apply_allows, find_allows
from feedkit.rules.faulty import unless_faulty
from feedkit.rules.judging import judge
from feedkit.rules.shape import feed_fault_problems
from feedkit.rules.subject import Subject
from feedkit.settings import Settings
from feedkit.tags.show import Show


def check_feed(feed: Feed, settings: Settings) -> Report:
    """The report on one feed."""
    with without_collecting(all_stay=True):
        problems = [*feed.problems, *feed_fault_problems(feed.faults, Show, feed.locate_raw, settings)]
        problems = [p._replace(excerpt=feed.excerpt(p.place)) if p.excerpt is None else p for p in problems]
        problems += unless_faulty(judge(Subject.of_feed(feed, settings)), problems)
        allows = find_allows(feed.path, "\n".join(feed.lines)) if "feedkit:" in feed.text else ()
        return Report.of(apply_allows(problems, allows, settings=settings), files=1)
