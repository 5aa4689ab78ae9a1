"""Archive pages: everything is on exactly one document, links lead there, and no page ever changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.errors import UsageError
from feedkit.feed.paging import Page, paged
from feedkit.feed.read import read_feed
from feedkit.tags.atom import AtomLink
from feedkit.tags.document import rss_xml
from feedkit.tags.episode import Episode
from feedkit.tags.live import LiveItem
from feedkit.tags.rss import Enclosure, Guid
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

FEED_URL = "https://example.org/feeds/tea.xml"
FIRST = datetime(2020, 1, 1, 6, tzinfo=UTC)


def episode(number: int) -> Episode:
    return Episode(
        key=f"{number:03}",
        title=f"Tea {number}",
        guid=Guid(text=f"tea-{number}", is_permalink=False),
        pub_date=FIRST + timedelta(days=number),
        enclosure=Enclosure(url=f"https://example.org/{number}.mp3", length=1, type="audio/mpeg"),
    )


def show(count: int) -> Show:
    links = (AtomLink(href=FEED_URL, rel="self"), AtomLink(href="https://hub.example.org/", rel="hub"))
    return Show(
        title="Tea Time", link="https://example.org/", links=links, episodes=tuple(map(episode, range(count, 0, -1)))
    )


def pages(count: int, size: int) -> list[Page]:
    return paged(show(count), size, FEED_URL, "tea")


def written(found: list[Page]) -> dict[str, str]:
    """The archive pages as XML, by path."""
    return {page.path: element_xml(page.show) for page in found[1:]}


def links(page: Page) -> dict[str | None, str]:
    return {link.rel: link.href for link in page.show.links}


COUNTS = st.integers(0, 60)
SIZES = st.integers(1, 12)


@given(COUNTS, SIZES)
def test_a_new_episode_changes_no_page(count: int, size: int) -> None:
    before, after = written(pages(count, size)), written(pages(count + 1, size))
    assert before == {path: after[path] for path in before}


@given(COUNTS, SIZES)
def test_every_episode_stands_on_one_document_in_the_feeds_order(count: int, size: int) -> None:
    found = [one.guid.text for page in pages(count, size) for one in page.show.episodes]
    assert found == [f"tea-{number}" for number in range(count, 0, -1)]


@given(COUNTS, SIZES)
def test_pages_are_full_and_the_current_feed_has_a_page_at_least(count: int, size: int) -> None:
    current, *archive = pages(count, size)
    assert {len(page.show.episodes) for page in archive} <= {size}
    assert min(count, size) <= len(current.show.episodes) < 2 * size or count < size


@given(COUNTS, SIZES)
def test_following_next_leads_through_all_pages(count: int, size: int) -> None:
    found = pages(count, size)
    for newer, older in pairwise(found):
        assert links(newer)["next"] == links(newer)["prev-archive"] == links(older)["self"]
    assert "next" not in links(found[-1])


def test_the_oldest_page_is_the_first() -> None:
    found = pages(7, 2)
    assert [page.path for page in found] == ["tea.xml", "tea/page-002.xml", "tea/page-001.xml"]
    assert [one.title for one in found[-1].show.episodes] == ["Tea 2", "Tea 1"]


def test_a_page_says_what_it_is_and_where_the_current_feed_is() -> None:
    assert element_xml(pages(6, 2)[1].show.model_copy(update={"episodes": ()})).splitlines() == [
        "<channel>",
        "  <title>Tea Time</title>",
        "  <link>https://example.org/</link>",
        "  <lastBuildDate>Sun, 05 Jan 2020 06:00:00 +0000</lastBuildDate>",
        '  <atom:link href="https://example.org/feeds/tea/page-002.xml" rel="self" type="application/rss+xml"/>',
        '  <atom:link href="https://example.org/feeds/tea.xml" rel="current" type="application/rss+xml"/>',
        '  <atom:link href="https://example.org/feeds/tea.xml" rel="first" type="application/rss+xml"/>',
        '  <atom:link href="https://example.org/feeds/tea/page-001.xml" rel="last" type="application/rss+xml"/>',
        '  <atom:link href="https://example.org/feeds/tea/page-001.xml" rel="next" type="application/rss+xml"/>',
        '  <atom:link href="https://example.org/feeds/tea/page-001.xml" rel="prev-archive" type="application/rss+xml"/>',
        "  <fh:archive/>",
        "</channel>",
    ]


def test_the_current_feed_keeps_its_hub_and_a_page_has_none() -> None:
    current, page = pages(4, 2)
    assert ("hub" in links(current), "hub" in links(page)) == (True, False)


def test_what_is_of_now_stands_in_the_current_feed_alone() -> None:
    live = show(4).model_copy(update={"live_items": (LiveItem(title="Live tea"),), "pub_date": FIRST})
    current, page = paged(live, 2, FEED_URL, "tea")
    assert tuple((len(p.show.live_items), p.show.pub_date) for p in (current, page)) == ((1, FIRST), (0, None))


@pytest.mark.parametrize("count", [0, 1, 19])
def test_a_show_with_fewer_than_two_pages_of_episodes_stays_as_it_was(count: int) -> None:
    whole = show(count)
    assert paged(whole, 10, FEED_URL, "tea") == [Page("tea.xml", whole)]


def test_addresses_are_made_from_the_folder_of_feeds_where_it_is_known() -> None:
    found = paged(show(4), 2, "https://feeds.example.com/tea", "tea", base="https://example.org/feeds")
    assert links(found[1])["self"] == "https://example.org/feeds/tea/page-001.xml"


@pytest.mark.parametrize(
    ("size", "url", "message"),
    [
        pytest.param(0, FEED_URL, "`page_size` is 0; write how many", id="no episodes on a page"),
        pytest.param(10, "", "write `feed_url` in show", id="no address"),
    ],
)
def test_what_cannot_be_paged_is_refused(size: int, url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        paged(show(3), size, url, "tea")


def test_every_document_is_a_feed_of_its_own() -> None:
    for page in pages(7, 3):
        read = read_feed(rss_xml(page.show).encode())
        assert (read.problems, len(read.show.episodes)) == ((), len(page.show.episodes))
        assert (read.show.fh_archive is not None) == ("page-" in page.path)
