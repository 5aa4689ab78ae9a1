"""What asking adds to a check: how a feed is served, and what stands at the addresses that it or its records name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from feedkit.feed.build import build
from feedkit.feed.document import Feed
from feedkit.feed.read import read_feed
from feedkit.media.addresses import shown
from feedkit.media.asked import ASKED, LINKS, asked_in
from feedkit.media.contents import FEED_FETCHED, LOOK
from feedkit.media.fetch import NoAnswer
from feedkit.media.judge import judge_feed
from feedkit.media.limits import Limits
from feedkit.media.publishers import check_publishers
from feedkit.media.served_feed import examine_feed, fetch_document
from feedkit.media.show import Progress, check_served
from feedkit.merge import merged_of
from feedkit.problems import Place, Report
from feedkit.records.layers import Path as Steps
from feedkit.records.neighbours import neighbours_of
from feedkit.settings import Settings
from feedkit.tags.show import Show


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How to ask. now: the moment that answers are told with. progress: told how many addresses are done, of how many."""

    settings: Settings
    now: datetime
    progress: Progress | None = None
    limits: Limits | None = None

    def of_show(self, show: Show) -> Report:
        """Ask for what a show's records name, and whether the feed that is served is the one they make."""
        merged = merged_of(show)
        file = merged.source.file
        beside = {other.guid for other in neighbours_of(merged.source)}
        report = self._of_addresses(show, merged.locate) + self._of_publishers(show, merged.locate, beside)
        if file.feed_url is None:
            return report
        place = merged.source.where(("feed_url",))
        return report + self._of_feed(file.feed_url, place, build(show).xml, file.former_feed_urls)

    def of_feed(self, feed: Feed, address: str = "") -> Report:
        """Ask for what a feed names, and how it is served. address: where it was fetched; else where it says it is."""
        if feed.show is None:
            return Report()
        report = self._of_addresses(feed.show, feed.locate) + self._of_publishers(feed.show, feed.locate)
        self_link = next((link.href for link in feed.show.links if link.rel == "self" and link.href), "")
        address, built = (address, None) if address else (self.settings.feed_url or self_link, feed.xml)
        return report + self._of_feed(address, Place(feed.path), built) if address else report

    def fetched(self, url: str) -> tuple[Feed | None, Report]:
        """The feed at an address; None where it cannot be had, and a report that says why."""
        name = shown(url)
        try:
            reply = fetch_document(url, limits=self.limits, allow_private=self.settings.allow_private)
        except NoAnswer as error:
            problem = FEED_FETCHED.at(Place(name), f"the feed cannot be fetched: {error}", mend=LOOK)
            return None, Report.of([problem], files=1)
        return read_feed(reply.body, path=name), Report()

    def _of_addresses(self, show: Show, locate: Callable[[Steps], Place]) -> Report:
        return check_served(
            asked_in(show, locate, {**ASKED, **LINKS}),
            now=self.now,
            settings=self.settings,
            allow_private=self.settings.allow_private,
            progress=self.progress,
            limits=self.limits,
        )

    def _of_publishers(self, show: Show, locate: Callable[[Steps], Place], known: Collection[str] = ()) -> Report:
        return Report.of(check_publishers(show, locate, self.settings, known=known, limits=self.limits))

    def _of_feed(self, url: str, place: Place, built: bytes | None, former: Iterable[str] = ()) -> Report:
        found = examine_feed(
            url, built=built, former=former, limits=self.limits, allow_private=self.settings.allow_private
        )
        return Report.of(judge_feed(found, self.settings, place))
