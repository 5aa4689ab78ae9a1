"""FK255 online: the feed that is named is fetched, and must name this one back."""

from __future__ import annotations

from pathlib import Path

import pytest

import feedkit
from feedkit.problems import Level
from feedkit.settings import Settings
from tests.media.base import File, serving

PUB, TEA = "003af0a0-6a45-55cf-b765-68e3d349551a", "917393e3-1b1e-5cef-ace4-edaa54e1f810"
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Tea</title><link>https://tea.fm/</link><description>Tea.</description>
<podcast:guid>{guid}</podcast:guid>
{more}
</channel></rss>
"""
ITEM = '<podcast:remoteItem medium="{medium}" feedGuid="{guid}" feedUrl="{url}/{name}.xml"/>'


def publishers(url: str, child: str = TEA) -> str:
    item = ITEM.format(medium="podcast", guid=child, url=url, name="tea")
    return FEED.format(guid=PUB, more=f"<podcast:medium>publisher</podcast:medium>{item}")


def tea(url: str) -> str:
    item = ITEM.format(medium="publisher", guid=PUB, url=url, name="pub")
    link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="{url}/tea.xml"/>'
    return FEED.format(guid=TEA, more=f"<podcast:publisher>{item}</podcast:publisher>{link}")


@pytest.mark.parametrize(
    ("served", "words"),
    [
        pytest.param(publishers, "", id="it names it back"),
        pytest.param(
            lambda url: publishers(url, PUB),
            f"names this feed by another guid, `{PUB}`",
            id="it names it by another guid",
        ),
        pytest.param(
            lambda _url: FEED.format(guid=PUB, more=""), "does not name this show among its own", id="it names nobody"
        ),
        pytest.param(lambda _url: "no feed", "is no feed that can be read, so nobody knows", id="it is no feed"),
        pytest.param(None, "cannot be fetched, so nobody knows whether", id="it is not there"),
    ],
)
def test_a_publisher_that_is_named_is_asked(tmp_path: Path, served, words: str) -> None:
    with serving({}) as site:
        if served is not None:
            site.files["/pub.xml"] = File(served(site.url).encode(), "application/rss+xml")
        (tmp_path / "tea.xml").write_text(tea(site.url), "utf-8")
        settings = Settings(profiles=frozenset({"core"}), allow_private=(site.place,))
        report = feedkit.validate(tmp_path / "tea.xml", settings, online=True)
    found = [problem for problem in report if problem.rule == "FK255"]
    assert [f"{site.url}/pub.xml {words}" in problem.message for problem in found] == [True] * bool(words)
    assert all((problem.place.line, problem.level) == (5, Level.WARNING) for problem in found)


def test_the_shows_of_a_publisher_are_asked(tmp_path: Path) -> None:
    with serving({}) as site:
        site.files["/tea.xml"] = File(FEED.format(guid=TEA, more="").encode(), "application/rss+xml")
        (tmp_path / "pub.xml").write_text(publishers(site.url), "utf-8")
        settings = Settings(profiles=frozenset({"core"}), allow_private=(site.place,))
        off = Settings(profiles=frozenset({"core"}), allow_private=(site.place,), levels={"publisher-two-way": None})
        found = [p for p in feedkit.validate(tmp_path / "pub.xml", settings, online=True) if p.rule == "FK255"]
        none = [p for p in feedkit.validate(tmp_path / "pub.xml", off, online=True) if p.rule == "FK255"]
    assert [problem.message for problem in found] == [f"{site.url}/tea.xml does not name this feed as its publisher"]
    assert none == []
