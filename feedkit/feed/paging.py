"""Archive pages (RFC 5005): old episodes move out of the feed into documents that do not change any more.

Pages are filled from the oldest episode on, and one is made only when it is full: a new episode changes the current
feed, and a page never. Few apps follow the links; what is on a page is invisible to the others.

Sources: RFC 5005 sections 3 and 4 (a document may be both paged and archived), appendix B (in RSS). Apps that page
follow `next` alone, from new to old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from feedkit.errors import UsageError
from feedkit.feed.document import Feed
from feedkit.feed.files import is_archive_page
from feedkit.feed.read import read_feed
from feedkit.tags.atom import AtomLink
from feedkit.tags.episode import Episode
from feedkit.tags.history import Archive
from feedkit.tags.show import Show

FEED_TYPE = "application/rss+xml"
OF_PAGES = frozenset(
    ("self", "first", "last", "next", "previous", "prev", "current", "prev-archive", "next-archive"),
)
"""Relations that are made here, for every document anew."""
OF_NOW = {"live_items": (), "pub_date": None, "new_feed_url": None, "fh_complete": None, "podping": None}
"""What a channel says of the present; on a page it would have to change."""


class Page(NamedTuple):
    """One document of a feed. path: relative to the folder of the feeds. show: what it says, links included."""

    path: str
    show: Show


def paged(show: Show, page_size: int, feed_url: str, name: str, *, base: str = "") -> list[Page]:
    """Split a show over the current feed, which comes first, and archive pages, the newest first.

    show: its episodes in the order in which they are published, the newest first. page_size: how many episodes a page
    holds, exactly; the current feed holds that many at least, and fewer than twice as many. feed_url: the address of
    the current feed. name: of the feed's file without ending; pages are `name/page-001.xml` (the oldest) and so on.
    base: the address of the folder of feeds; that of `feed_url` where it is empty.

    A page changes only where an episode on it is changed, or one is added or removed that is older than its newest.
    Raises UsageError for a size below 1, and for a feed without an address.
    """
    if page_size < 1:
        raise UsageError(f"`page_size` is {page_size}; write how many episodes a page holds, 1 at least")
    if not feed_url:
        raise UsageError("a feed in pages links to itself, and its address is not known; write `feed_url` in show.yaml")
    count = max(0, len(show.episodes) // page_size - 1)
    folder = base.rstrip("/") + "/" if base else urljoin(feed_url, ".")
    series = _Series(show, feed_url, [(path := _path(name, n), urljoin(folder, path)) for n in range(1, count + 1)])
    current = Page(f"{name}.xml", series.current(show.episodes[: len(show.episodes) - count * page_size]))
    oldest_first = show.episodes[::-1]
    pages = [series.page(n, oldest_first[(n - 1) * page_size : n * page_size][::-1]) for n in range(1, count + 1)]
    return [current, *reversed(pages)]


def _path(name: str, number: int) -> str:
    return f"{name}/page-{number:03}.xml"


class _Series(NamedTuple):
    """The documents of one feed. pages: path and address of each archive page, the oldest first."""

    show: Show
    feed_url: str
    pages: Sequence[tuple[str, str]]

    def current(self, episodes: Sequence[Episode]) -> Show:
        """The feed that apps subscribe to; the show as it was where there are no pages."""
        if not self.pages:
            return self.show
        newest = self.pages[-1][1]
        links = {"self": self.feed_url, "first": self.feed_url, "next": newest, "last": self.pages[0][1]}
        return self._with(episodes, links | {"prev-archive": newest}, {})

    def page(self, number: int, episodes: Sequence[Episode]) -> Page:
        """An archive page. Its links lead to older pages and to fixed addresses, so that they hold for ever.

        There is no `next-archive` and no `previous`: when a page is made, what follows it is not there yet, and to
        add the link later would change the page. Readers come from the current feed and need neither.
        """
        path, url = self.pages[number - 1]
        links = {"self": url, "current": self.feed_url, "first": self.feed_url, "last": self.pages[0][1]}
        if number > 1:
            older = self.pages[number - 2][1]
            links |= {"next": older, "prev-archive": older}
        dated = next((episode.pub_date for episode in episodes if episode.pub_date is not None), None)
        return Page(path, self._with(episodes, links, {**OF_NOW, "fh_archive": Archive(), "last_build_date": dated}))

    def _with(self, episodes: Sequence[Episode], links: dict[str, str], update: dict[str, object]) -> Show:
        own = tuple(AtomLink(href=href, rel=rel, type=FEED_TYPE) for rel, href in links.items())
        unwanted = OF_PAGES | {"hub"} if "current" in links else OF_PAGES
        others = tuple(link for link in self.show.links if link.rel not in unwanted)
        return self.show.model_copy(update={"episodes": tuple(episodes), "links": own + others, **update})


def archive_pages(published: Path) -> list[Path]:
    """The archive pages of a published feed, the newest first."""
    folder = published.with_suffix("")
    named = (path for path in folder.glob("page-*.xml") if is_archive_page(path.name)) if folder.is_dir() else ()
    found = (path for path in named if path.is_file())  # nothing that keeps waiting whoever reads it
    return sorted(found, key=lambda path: (len(path.name), path.name), reverse=True)


def read_published(published: Path) -> Feed:
    """A feed with the episodes of its archive pages. Raises OSError, and no UsageError, where they are there and cannot be
    read: nobody has named them, and what they hold must not be lost.
    """
    feed = read_feed(published.read_bytes(), path=published.as_posix())
    return with_pages(feed, [page.read_bytes() for page in archive_pages(published)])


def with_pages(feed: Feed, pages: Iterable[Path | bytes]) -> Feed:
    """A feed with the episodes of its archive pages, too; a page that is no feed has none."""
    if feed.show is None:
        return feed
    shows = [read_feed(page).show for page in pages]
    episodes = [*feed.show.episodes, *(episode for show in shows if show is not None for episode in show.episodes)]
    return replace(feed, show=feed.show.model_copy(update={"episodes": tuple(episodes)}))
