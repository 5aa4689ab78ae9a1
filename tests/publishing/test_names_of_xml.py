"""Names that people write for XML: one that is none costs itself, is told at its line, and never the feed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from feedkit import pipeline
from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.publishing.anew import read_back
from feedkit.publishing.obstacles import unreadable_problems
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

FOO = "<foo:bar>x</foo:bar>"


def built(folder: Path, record: dict[str, Any], **show: Any) -> tuple[list[str], bytes]:
    """What a build tells of level error, and the feed, which every parser must take."""
    made = write_show(folder / "tea-time", {"1": episode(1, **record)}, **show)
    outcome = pipeline.publish(made, folder / "feeds", Settings())
    feed = (folder / "feeds" / "tea-time.xml").read_bytes()
    assert ET.fromstring(feed).tag == etree.fromstring(feed).tag == "rss"  # noqa: S314 - a feed of our own
    return [problem.message for problem in outcome.report if problem.level == Level.ERROR], feed


@pytest.mark.parametrize(
    ("record", "show", "told"),
    [
        pytest.param({"foreign_attrs": {"a b": "1"}}, {}, "`foreign_attrs` holds `a b`", id="a blank"),
        pytest.param({"foreign_attrs": {"0x": "1"}}, {}, "`foreign_attrs` holds `0x`", id="a digit first"),
        pytest.param({"foreign_attrs": {'x">': "1"}}, {}, '`foreign_attrs` holds `x">`', id="marks of XML"),
        pytest.param({"foreign_attrs": {"a:b:c": "1"}}, {}, "`foreign_attrs` holds `a:b:c`", id="two colons"),
        pytest.param({"foreign_attrs": {"title@0": "1"}}, {}, "`foreign_attrs` holds `title@0`", id="of a line"),
        pytest.param({"foreign_attrs": {"xmlns": "x:y"}}, {}, "`foreign_attrs` holds `xmlns`", id="another namespace"),
        pytest.param({"foreign": "<a:b:c/>"}, {}, "`foreign` holds `a:b:c`", id="an element"),
        pytest.param({"foreign": "<a b:c:d='1'/>"}, {}, "`foreign` holds `b:c:d`", id="an element's attribute"),
        pytest.param({}, {"rss_attrs": {"a b": "1"}}, "`rss_attrs` holds `a b`", id="of rss"),
        pytest.param({}, {"namespaces": {"1x": "urn:x"}}, "`namespaces` holds `1x`", id="a prefix"),
        pytest.param({}, {"namespaces": {"xml": "urn:x"}}, "`namespaces` holds `xml`", id="XML's own prefix"),
        pytest.param({}, {"namespaces": {"foo": ""}}, "`namespaces` holds `foo`", id="no address"),
    ],
)
def test_what_is_no_name_is_told_and_left_out(
    tmp_path: Path, record: dict[str, Any], show: dict[str, Any], told: str
) -> None:
    (message,), _ = built(tmp_path, record, **show)
    assert message.startswith(told)


def test_a_prefix_that_nobody_declares_is_told_and_the_feed_can_be_read(tmp_path: Path) -> None:
    messages, feed = built(tmp_path, {"foreign": FOO})
    assert messages == ["the prefix `foo` is not declared"]
    assert b'xmlns:foo="urn:feedkit:undeclared:foo"' in feed
    assert FOO.encode() in feed


@pytest.mark.parametrize(
    ("foreign", "show"),
    [
        pytest.param(FOO, {"namespaces": {"foo": "https://example.org/foo"}}, id="in the show file"),
        pytest.param('<foo:bar xmlns:foo="https://example.org/foo"><foo:baz/></foo:bar>', {}, id="where it is used"),
        pytest.param(
            "<rawvoice:rating>see http://example.org/ x:y</rawvoice:rating>", {}, id="known, and words like it"
        ),
    ],
)
def test_a_prefix_that_is_declared_needs_no_stand_in(tmp_path: Path, foreign: str, show: dict[str, Any]) -> None:
    messages, feed = built(tmp_path, {"foreign": foreign}, **show)
    assert messages == []
    assert b"undeclared" not in feed


def test_what_is_no_xml_is_never_published(tmp_path: Path) -> None:
    found = read_back(Feed("tea-time.xml", b'<rss version="2.0"><channel a b="1"></channel></rss>'))
    (problem,) = unreadable_problems(found, tmp_path / "tea-time.xml")
    assert problem.level == Level.ERROR
    assert "is not written" in problem.message
    assert unreadable_problems(read_back(Feed("tea-time.xml", b'<rss version="2.0"><channel/></rss>')), tmp_path) == []
