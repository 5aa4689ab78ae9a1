"""Import, then build: the same items, identities, media, dates, order and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit.feed.build import build
from feedkit.feed.document import Feed
from feedkit.feed.essentials import lacking
from feedkit.feed.read import read_feed
from feedkit.importer.run import import_feed
from feedkit.pipeline import load
from feedkit.tags.dates import write_iso
from feedkit.tags.episode import Episode
from feedkit.tags.node import Node
from tests.conftest import CASES, ROOT
from tests.importer.importing import (
    ADDED_TO_ITEM,
    ADDED_TO_SHOW,
    NOT_COMPARED,
    imported_and_built,
    name_of,
    names,
    parts,
    tree,
)

FEEDS = [
    "spec/examples/feeds/music-list.xml",
    "spec/examples/feeds/podcast-namespace-example.xml",
    "spec/examples/feeds/publisher-child.xml",
    "spec/examples/feeds/publisher.xml",
    "spec/examples/feeds/value-time-split-local.xml",
    "spec/examples/feeds/value-time-split-remote.xml",
    "oracles/fixtures/good/feed.xml",
    "importer/foreign-elements-and-attributes-are-kept/feed.xml",
]


def feed_file(name: str, shared: Path) -> Path:
    return CASES / name if name.startswith("importer/") else shared / name


@pytest.fixture(scope="module", params=FEEDS, ids=lambda name: Path(name).stem)
def pair(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Feed, Feed]:
    """A feed as somebody published it, and as feedkit builds it after an import."""
    xml = feed_file(request.param, shared).read_bytes()
    return read_feed(xml), imported_and_built(xml, tmp_path_factory.mktemp("import") / "show")


def published(feed: Feed) -> list[Episode]:
    """The items that a build publishes: apps lose the others, or take them for new at every reading."""
    return [episode for episode in feed.show.episodes if not lacking(episode)]


def test_items_and_their_order_are_the_same(pair: tuple[Feed, Feed]) -> None:
    before, after = pair
    assert [e.guid.text for e in published(before)] == [e.guid.text for e in after.show.episodes]


def test_permalinks_enclosures_and_dates_are_the_same(pair: tuple[Feed, Feed]) -> None:
    def facts(episode: Episode) -> tuple[object, ...]:
        return episode.guid.is_permalink is not False, episode.enclosure, write_iso(episode.pub_date), episode.title

    before, after = pair
    assert [facts(e) for e in published(before)] == [facts(e) for e in after.show.episodes]


def test_every_element_of_an_item_is_there_with_the_same_value(pair: tuple[Feed, Feed]) -> None:
    before, after = pair
    for old, new in zip(published(before), after.show.episodes, strict=True):
        assert parts(old) - parts(new) == {}
        assert {name_of(part) for part in parts(new) - parts(old)} <= ADDED_TO_ITEM


def test_every_element_of_the_channel_is_there_with_the_same_value(pair: tuple[Feed, Feed]) -> None:
    old, new = (parts(feed.show.model_copy(update={"episodes": ()})) for feed in pair)
    assert {name_of(part) for part in old - new} <= {"docs", *NOT_COMPARED}
    assert {name_of(part) for part in new - old} <= ADDED_TO_SHOW


def test_no_element_and_no_attribute_of_the_source_is_lost(pair: tuple[Feed, Feed]) -> None:
    """Counted in the XML itself, so that what reading might lose is seen, too."""
    before, after = (names(_without_unpublished(feed)) for feed in pair)
    assert before - after == {}


def _without_unpublished(feed: Feed) -> Node:
    channel = tree(feed.xml)
    items = iter(feed.show.episodes)
    kept = [node for node in channel.nodes if node.name != "item" or not lacking(next(items))]
    return Node(channel.name, channel.attrs, list(kept))


@pytest.mark.parametrize("name", ["coder-radio", "telemetry-now"])
def test_what_feedkit_built_is_built_again_to_the_byte(name: str, tmp_path: Path) -> None:
    xml = build(load(ROOT / "seeds" / name)).xml
    import_feed(xml, tmp_path / name)
    assert build(load(tmp_path / name)).xml.decode() == xml.decode()


@pytest.mark.parametrize("golden", sorted((CASES / "build").glob("*/expected/*.xml")), ids=lambda path: path.parts[-3])
def test_feeds_that_feedkit_is_known_to_build_are_built_again_to_the_byte(golden: Path, tmp_path: Path) -> None:
    import_feed(golden, tmp_path / golden.stem)
    assert build(load(tmp_path / golden.stem)).xml.decode() == golden.read_text(encoding="utf-8")


def test_text_between_elements_is_kept_and_spoils_no_line(shared: Path, tmp_path: Path) -> None:
    feed = imported_and_built(feed_file(FEEDS[-1], shared).read_bytes(), tmp_path / "show")
    assert "stray & forgotten" in feed.show.foreign
    assert b"\n    stray &amp; forgotten\n    <item>\n" in feed.xml
