"""What is read and written again has lost nothing: every element, attribute and text is counted in and out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from feedkit.feed.read import read_feed
from feedkit.tags.document import rss_xml
from feedkit.tags.node import Node

PLACES = ("spec/examples/feeds", "hostile/feeds", "conformance/w3c/cases")


def count(node: Node, counted: Counter[str]) -> Counter[str]:
    counted[f"<{node.name}>"] += 1
    for name in node.attrs:
        counted[f"{node.name} {name}="] += 1
    if node.text.strip():
        counted[f"text of {node.name}"] += 1
    for child in node.nodes:
        count(child, counted)
    return counted


@pytest.fixture(scope="module")
def feeds(shared: Path):
    files = [file for place in PLACES for file in sorted((shared / place).rglob("*.xml"))]
    read = {file: read_feed(file) for file in files}
    return {file: feed for file, feed in read.items() if feed.show is not None}


def test_there_are_feeds_to_count(feeds) -> None:
    assert len(feeds) > 250


def test_nothing_is_lost(feeds) -> None:
    lost = {}
    for file, feed in feeds.items():
        again = read_feed(rss_xml(feed.show).encode())
        before, after = count(feed.root, Counter()), count(again.root, Counter())
        before["rss version="] = after["rss version="]  # it is written where it was missing
        if before != after:
            lost[file.name] = (before - after, after - before)
    assert lost == {}


def test_the_meaning_is_the_same(feeds) -> None:
    assert [file.name for file, feed in feeds.items() if read_feed(rss_xml(feed.show).encode()).show != feed.show] == []


def test_what_is_written_has_no_fault_in_its_xml(feeds) -> None:
    wrong = {
        file.name: again.problems
        for file, feed in feeds.items()
        if (again := read_feed(rss_xml(feed.show).encode())).problems
    }
    assert wrong == {}


def test_another_reader_agrees_that_it_is_well_formed(feeds) -> None:
    etree = pytest.importorskip("lxml.etree")
    for feed in feeds.values():
        etree.fromstring(rss_xml(feed.show).encode())


def test_writing_twice_gives_the_same_bytes(feeds) -> None:
    for feed in feeds.values():
        once = rss_xml(feed.show)
        assert rss_xml(read_feed(once.encode()).show) == once
