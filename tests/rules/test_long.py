"""Rules whose bad examples are too long for a page, need a moment, or break a second rule of level error."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rule_examples import ALL, GOOD_FEED, problems_of_feed, problems_of_record

from feedkit.problems import Level
from feedkit.rules.page import Example

MEDIA = {"url": "https://tea.fm/1.mp3", "length": 48213331, "type": "audio/mpeg"}
LIVE = """<podcast:liveItem status="pending" start="2026-12-24T07:30:00-06:00" end="2026-12-24T09:30:00-06:00">
<title>Tea, live</title><guid isPermaLink="false">{guid}</guid>
<enclosure url="https://tea.fm/live.mp3" type="audio/mpeg" length="0"/>{more}
<podcast:contentLink href="https://tea.fm/live">Watch</podcast:contentLink></podcast:liveItem>"""


def _episode(**values: object) -> Example:
    return Example("episode", json.dumps(values))


def _show(**values: object) -> Example:
    return Example("show", json.dumps(values))


RECORDS = [
    pytest.param(_show(title="x" * 256), "title-length", Level.WARNING, id="a title of 256 characters"),
    pytest.param(_episode(title="x" * 256), "title-length", Level.WARNING, id="an episode's title of 256 characters"),
    pytest.param(
        _episode(guid={"text": "x" * 256, "is_permalink": False}), "guid-length", Level.WARNING, id="a guid of 256"
    ),
    pytest.param(
        _episode(guid={"text": "x" * 741, "is_permalink": False}), "guid-length", Level.ERROR, id="a guid of 741"
    ),
    pytest.param(
        _episode(enclosure=MEDIA | {"url": f"https://tea.fm/{'x' * 800}.mp3"}),
        "enclosure-url-length",
        Level.WARNING,
        id="an address of 800 characters",
    ),
    pytest.param(
        _show(description="щ" * 2001), "channel-description-bytes", Level.ERROR, id="4002 bytes in 2001 letters"
    ),
    pytest.param(
        _episode(description="x" * 4001), "item-description-bytes", Level.ERROR, id="a description of 4001 bytes"
    ),
    pytest.param(
        _episode(description="x" * 10_001),
        "item-description-hard-limit",
        Level.ERROR,
        id="a description of 10001 bytes",
    ),
    pytest.param(_show(copyright="x" * 256), "value-255", Level.WARNING, id="a copyright of 256 characters"),
    pytest.param(
        _show(funding=[{"url": "https://tea.fm/give", "title": "x" * 129}]),
        "label-128",
        Level.WARNING,
        id="a label of 129",
    ),
    pytest.param(_show(txts=[{"text": "x" * 4001}]), "txt-limits", Level.WARNING, id="a txt of 4001 characters"),
    pytest.param(_episode(pub_date="2027-01-01T00:00:00Z"), "pubdate-not-future", Level.WARNING, id="a date to come"),
    pytest.param(
        _show(episodes=[{"guid": "https://tea.fm/a", "episode_type": "trailer"}, {"guid": "https://tea.fm/a"}]),
        "itunes-teaser-guid",
        Level.ERROR,
        id="a trailer with its episode's guid",
    ),
    pytest.param(
        _show(txts=[{"purpose": "verify", "text": "S6lpp"}]),
        "itunes-verify-leftover",
        Level.INFO,
        id="a proof of last year",
    ),
    pytest.param(
        _show(image=None, images=[{"href": "https://tea.fm/1.jpg", "alt": "Tea"}]),
        "pimage-not-only",
        Level.WARNING,
        id="podcast:image alone",
    ),
    pytest.param(
        _episode(
            enclosure=None, alternate_enclosures=[{"type": "audio/mpeg", "sources": [{"uri": "https://tea.fm/1.mp3"}]}]
        ),
        "ae-with-enclosure",
        Level.ERROR,
        id="a rendition without enclosure",
    ),
    pytest.param(
        _show(
            update_frequency={"text": "Daily", "rrule": "FREQ=DAILY"},
            episodes=[{"pub_date": f"2026-0{month}-01T06:00:00Z"} for month in range(7, 1, -1)],
        ),
        "uf-drift",
        Level.INFO,
        id="daily that is monthly",
    ),
]


@pytest.mark.parametrize(("example", "slug", "level"), RECORDS)
def test_a_record_breaks_the_rule_at_its_level(example: Example, slug: str, level: Level):
    assert (slug, level) in {(problem.slug, problem.level) for problem in problems_of_record(example)}


NEXT = '<atom:link href="https://tea.fm/2.xml" rel="next" type="application/rss+xml"/>'
SELF = '<atom:link href="https://tea.fm/feed.xml" rel="self" type="application/rss+xml"/>'
FEEDS = [
    pytest.param(
        Example("feed", GOOD_FEED.replace(' xmlns:podcast="https://podcastindex.org/namespace/1.0"', "")),
        "ns-required-psp1",
        id="no podcast namespace",
    ),
    pytest.param(
        Example("feed", GOOD_FEED.replace("</channel>", "<ttl>60</ttl></channel>")),
        "items-last",
        id="ttl after the items",
    ),
    pytest.param(
        Example("feed", GOOD_FEED.replace("09 Mar", "02 Mar")), "items-newest-first", id="an older item stands first"
    ),
    pytest.param(
        Example("channel", f'<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>{SELF}{NEXT}'),
        "fh-complete-alone",
        id="complete, and a next page",
    ),
    pytest.param(
        Example("channel", LIVE.format(guid="7c029615-a810-5214-9342-eee73f584359", more="")),
        "live-guid",
        id="a stream with an episode's guid",
    ),
    pytest.param(
        Example("channel", LIVE.format(guid="live", more="<itunes:duration>3600</itunes:duration>")),
        "live-no-duration",
        id="a stream with a duration",
    ),
    pytest.param(
        Example("xml", f"<content:encoded>{'x' * 70_000}</content:encoded>"), "size-item", id="70 KB of notes"
    ),
    pytest.param(
        Example(
            "feed",
            GOOD_FEED.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', "").replace(
                "How to steep it, part 9.", "<![CDATA[<p>How to steep it.</p>]]>"
            ),
        ),
        "html-only-when-declared",
        id="HTML without content namespace",
    ),
    pytest.param(
        Example("xml", f"<link>https://tea.fm/{'x' * 800}</link>"), "limit-podcastindex", id="a link of 800 characters"
    ),
]


@pytest.mark.parametrize(("example", "slug"), FEEDS)
def test_a_feed_breaks_the_rule(example: Example, slug: str):
    assert slug in {problem.slug for problem in problems_of_feed(example)}


@pytest.mark.parametrize(
    ("limit", "level"),
    [
        pytest.param({"feed_info_bytes": 100}, Level.INFO, id="info"),
        pytest.param({"feed_info_bytes": 100, "feed_warning_bytes": 200}, Level.WARNING, id="warning"),
        pytest.param({"feed_info_bytes": 1, "feed_error_bytes": 300}, Level.ERROR, id="error"),
    ],
)
def test_a_feeds_size_is_weighed_in_three_steps(limit: dict[str, int], level: Level):
    settings = replace(ALL, limits=replace(ALL.limits, **limit))
    assert [p.level for p in problems_of_feed(None, settings) if p.slug == "size-feed"] == [level]


def test_many_items_are_told():
    settings = replace(ALL, limits=replace(ALL.limits, items_unpaged=1))
    assert "size-items" in {problem.slug for problem in problems_of_feed(None, settings)}


def test_youtube_is_explained_in_a_release():
    settings = replace(ALL, release=True)
    assert "youtube-static" in {problem.slug for problem in problems_of_record(None, settings)}
