"""What spares rules their work changes nothing of what they find."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from feedkit.feed.read import read_feed
from feedkit.rules.due import Active, Ready, active_rules
from feedkit.rules.judging import judge
from feedkit.rules.subject import Subject
from feedkit.settings import Settings

PLACES = ("spec/examples/feeds", "conformance/w3c/cases")
UNSPARED: dict[str, Any] = {"only": None, "longer_than": None, "has": "", "lacks": "", "of": (), "by_shape": False}
ALL = Settings().with_profiles("core", "apple", "spotify", "youtube", "psp1")


def unspared(ready: Ready) -> Ready:
    """The same rules, run over everything."""
    slow = Active(ready.active.settings)
    for name, checks in ready.active.items():
        slow[name] = [check._replace(rule=replace(check.rule, **UNSPARED)) for check in checks]
    return Ready(slow, ready.runs)


def test_what_spares_rules_loses_no_finding(shared) -> None:
    compared = found = 0
    for file in sorted(file for place in PLACES for file in (shared / place).rglob("*.xml"))[::2]:
        subject = Subject.of_feed(read_feed(file), ALL)
        spared = judge(subject)
        assert set(judge(subject, unspared(active_rules(subject)))) == set(spared), file
        compared, found = compared + 1, found + len(spared)
    assert compared > 80
    assert found > 1000


def test_an_odd_node_among_many_of_one_shape_is_found() -> None:
    plain = "<item><title>Tea</title><guid>{}</guid></item>"
    items = [plain.format(n) for n in range(20)]
    items[7] = "<item><title>Tea</title><guid>7</guid><guid>8</guid></item>"
    items[11] = "<item><title>Tea</title><guid>11</guid><pubdate>x</pubdate></item>"
    feed = read_feed(f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode())
    slugs = [problem.slug for problem in judge(Subject.of_feed(feed))]
    assert slugs.count("element-count") == 1
    assert slugs.count("element-case") == 1
