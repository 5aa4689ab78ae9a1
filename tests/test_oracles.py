"""Real podcast clients and parsers read the feeds of the seeds, and agree with each other and with the XML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

import feedkit
from tests.conftest import CASES, ROOT

SUPPORTED = {
    *("locked", "funding", "transcript", "chapters", "soundbite", "person", "location", "season", "episode"),
    *("trailer", "license", "guid", "alternateEnclosure", "value", "medium", "liveItem", "block", "socialInteract"),
    *("txt", "podroll", "chat", "publisher"),
}
"""What partytime 5.0.0 reads of the namespace, but for `images` (superseded), `id` (a draft) and what stands inside."""


@pytest.fixture(scope="session")
def check_feed(shared: Path) -> Path:
    home = Path(os.environ.get("ORACLE_HOME", Path.home() / ".cache" / "feedkit-oracles"))
    if not (home / "venv").is_dir():
        if os.environ.get("CI"):
            pytest.fail("the consumers are not installed, and CI must have them: run oracles/setup.sh")
        pytest.skip("the consumers are not installed: run oracles/setup.sh of the reference material")
    return shared / "oracles" / "check_feed.py"


@pytest.mark.parametrize("name", ["coder-radio", "telemetry-now"])
def test_every_consumer_reads_the_same_values(check_feed: Path, tmp_path: Path, name: str) -> None:
    command = [sys.executable, check_feed, ROOT / "feeds" / f"{name}.xml", "--json", tmp_path / "out.json"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))


def test_the_reference_parser_sees_every_tag_that_it_supports(check_feed: Path) -> None:
    feed = CASES / "build" / "every-podcast-tag-is-written" / "expected" / "tea-time.xml"
    command = ["node", check_feed.with_name("js_consumers.cjs"), "partytime", feed, "https://example.org/tea-time.xml"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True, timeout=60)
    (words,) = (warning for warning in json.loads(done.stdout)["warnings"] if warning.startswith("pc20support"))
    assert {name for names in json.loads(words.split(" ", 1)[1]).values() for name in names} == SUPPORTED


def test_feedgen_writes_the_same_values_where_it_can() -> None:
    feed = feedkit.build(feedkit.load(CASES / "build" / "people-come-from-their-files"))
    (episode,) = feed.show.episodes
    other = FeedGenerator()
    other.load_extension("podcast")
    other.title(feed.show.title)
    other.link(href=feed.show.link, rel="alternate")
    other.description(feed.show.description)
    other.language(feed.show.language)
    entry = other.add_entry(order="append")
    entry.title(episode.title)
    entry.link(href=episode.link)
    entry.guid(episode.guid.text, permalink=False)
    entry.pubDate(episode.pub_date)
    entry.description(episode.description)
    entry.content(episode.content, type="CDATA")
    entry.category([{"term": tag.text} for tag in episode.tags])
    entry.enclosure(episode.enclosure.url, str(episode.enclosure.length), episode.enclosure.type)
    entry.podcast.itunes_duration(episode.duration)
    entry.podcast.itunes_season(episode.itunes_season)
    entry.podcast.itunes_episode(episode.itunes_episode)

    def facts(xml: bytes) -> set[tuple[str, str, tuple[tuple[str, str], ...]]]:
        channel = etree.fromstring(xml).find("channel")
        of_channel = [node for node in channel if node.tag in ("title", "link", "description", "language")]
        return {(n.tag, n.text or "", tuple(sorted(n.attrib.items()))) for n in (*of_channel, *channel.find("item"))}

    ours, theirs = facts(feed.xml), facts(other.rss_str())
    assert len(theirs) == 16
    assert theirs - ours == set()
