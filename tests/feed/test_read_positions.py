"""Every element and attribute is found again at its line and column, whatever stands before it."""

from __future__ import annotations

import pytest

from feedkit.feed.read import read_feed

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel>
  <title>Tea</title><language>en</language>
  <item>
    <title>Grüner Tee 🍵</title><itunes:duration>62</itunes:duration>
    <enclosure
        url="https://e.org/1.mp3?a=1&amp;b=2" title="x > y"
      type='audio/mpeg'
      length = "many"/>
    <podcast:person href="https://e.org/a">Amy</podcast:person><podcast:person role="guest">Bob</podcast:person>
  </item>
  <item><title>Two</title><pubDate>soon</pubDate></item>
</channel>
</rss>
"""


def variants():
    yield pytest.param(FEED.encode(), id="LF")
    yield pytest.param(FEED.replace("\n", "\r\n").encode(), id="CR LF")
    yield pytest.param(FEED.replace("\n", "\r").encode(), id="CR")
    yield pytest.param(b"\xef\xbb\xbf" + FEED.encode(), id="byte order mark")
    yield pytest.param(FEED.replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16")


@pytest.fixture(params=variants())
def feed(request):
    return read_feed(request.param, path="f.xml")


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        pytest.param((), 4, 1, id="the channel"),
        pytest.param(("title",), 5, 3, id="a line"),
        pytest.param(("language",), 5, 21, id="a second line on one line"),
        pytest.param(("episodes", 0), 6, 3, id="an item"),
        pytest.param(("episodes", 0, "duration"), 7, 32, id="after an umlaut and an emoji"),
        pytest.param(("episodes", 0, "enclosure"), 8, 5, id="an element"),
        pytest.param(("episodes", 0, "enclosure", "url"), 9, 9, id="an attribute on a line of its own"),
        pytest.param(("episodes", 0, "enclosure", "type"), 10, 7, id="an attribute in single quotes, after a >"),
        pytest.param(("episodes", 0, "enclosure", "length"), 11, 7, id="an attribute with spaces round its ="),
        pytest.param(("episodes", 0, "persons", 1), 12, 64, id="the second of a list"),
        pytest.param(("episodes", 0, "persons", 1, "role"), 12, 80, id="an attribute of the second of a list"),
        pytest.param(("episodes", 1, "title"), 14, 9, id="the second item"),
        pytest.param(("episodes", 1, "guid"), 14, 3, id="what is not there is at what is round it"),
        pytest.param(("episodes", 9), 4, 1, id="an item that is not there"),
    ],
)
def test_a_value_is_found_where_it_stands(feed, path, line, column) -> None:
    place = feed.locate(path)
    assert (place.line, place.column) == (line, column)


def test_a_fault_is_found_where_it_stands(feed) -> None:
    places = {fault.path: feed.locate_raw(fault.path) for fault in feed.faults}
    assert {path: (place.line, place.column) for path, place in places.items()} == {
        ("episodes", 0, "enclosure", "length"): (11, 7),
        ("episodes", 1, "pub_date"): (14, 27),
    }


def test_the_line_at_a_place_can_be_shown(feed) -> None:
    assert feed.excerpt(feed.locate(("episodes", 0, "duration"))) == (
        "    <title>Grüner Tee 🍵</title><itunes:duration>62</itunes:duration>"
    )


def test_places_stay_where_they_are_when_slips_are_read_past() -> None:
    broken = FEED.replace("Tea</title>", "T&a&nbsp;\x07</title>")
    feed = read_feed(broken.encode())
    assert feed.show.title == "T&a \ufffd"
    line = broken.split("\n")[4]
    assert feed.locate(("language",)).column == line.index("<language>") + 1
    assert [(p.rule, p.place.column) for p in feed.problems] == [
        ("FK001", line.index("&a") + 1),
        ("FK005", line.index("&nbsp;") + 1),
        ("FK004", line.index("\x07") + 1),
    ]
