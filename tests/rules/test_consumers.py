"""What was measured to break real apps is told by a rule, and its page names an app that breaks."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_examples import ALL, CASES, GOOD_FEED, feed_of, problems_of_xml

from feedkit.rules.engine import find_rule
from feedkit.rules.page import Example

PROBES = yaml.safe_load((CASES / "consumer-probes.yaml").read_text("utf-8"))


def xml_of(probe: dict[str, Any]) -> bytes:
    """The good feed with what the probe changes."""
    if "item" in probe:
        return feed_of(Example("xml", probe["item"]))
    if "channel" in probe:
        return feed_of(Example("channel", probe["channel"]))
    if probe["probe"].endswith("prefix renamed"):
        old, new = probe["old"][:-1], probe["new"][:-1]
        return GOOD_FEED.replace(f"{old}:", f"{new}:").replace(f"xmlns:{old}", f"xmlns:{new}").encode()
    if "old" in probe:
        return GOOD_FEED.replace(probe["old"], probe["new"], 1).encode()
    declared = GOOD_FEED.replace("UTF-8", probe["encoding"]) if "declared and used" in probe["probe"] else GOOD_FEED
    return declared.replace("How to steep it", "How to steep thé").encode(probe["encoding"])


@pytest.mark.parametrize("probe", [pytest.param(one, id=one["probe"]) for one in PROBES])
def test_what_breaks_an_app_is_told(probe: dict[str, Any]):
    assert probe["rule"] in {problem.slug for problem in problems_of_xml(xml_of(probe), ALL)}


def test_every_probe_that_broke_an_app_is_here(shared: Path):
    with (shared / "knowledge" / "consumer-probes.tsv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))[1:]
    broke = {row[0] for row in rows if any(row[1:])}
    assert broke - {probe["probe"] for probe in PROBES} == set()


def test_the_page_of_each_names_an_app_that_breaks(shared: Path):
    with (shared / "knowledge" / "consumer-probes.tsv").open(newline="", encoding="utf-8") as lines:
        broken = {row[0]: " ".join(row[1:]) for row in csv.reader(lines, delimiter="\t")}
    silent = []
    for probe in PROBES:
        page = find_rule(probe["rule"]).page
        words = set(re.findall(r"[\w-]+", f"{page.summary} {page.why} {page.source}".lower()))
        apps = set(re.findall(r"[\w-]+", broken[probe["probe"]].lower())) & APPS
        if apps and not words & apps:
            silent.append((probe["rule"], sorted(apps)))
    assert silent == []


APPS = frozenset(
    [
        "atoma",
        "castero",
        "fastfeedparser",
        "feedparser",
        "feedsmith",
        "gpodder",
        "greg",
        "newsboat",
        "partytime",
        "podcastparser",
        "podparse",
        "podverse-feed-parser",
        "pypodcastparser",
        "reader",
        "rowanmanning",
        "rss-parser",
        "sfeed",
        "yt-dlp",
    ]
)
"""The apps and readers that were measured."""
