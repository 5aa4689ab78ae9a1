"""Judging whatever is named: feeds, shows, folders of either. Who has just feeds imports nothing that reads records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from errno import EACCES
from functools import partial
from typing import TYPE_CHECKING

from feedkit.errors import InvalidRecord, UsageError
from feedkit.feed.check import check_feed
from feedkit.feed.document import Feed
from feedkit.feed.read import read_feed
from feedkit.parallel import in_order
from feedkit.problems import Place, Problem, Report
from feedkit.records.kinds import SKIPPED, UNREADABLE
from feedkit.settings import Settings
from feedkit.tags.show import Show
from feedkit.targets import Input, inputs_of

if TYPE_CHECKING:
    from feedkit.media.online import Inquiry


def validate(
    what: Show | Feed | str | os.PathLike[str] | bytes, settings: Settings | None = None, *, online: bool = False
) -> Report:
    """Judge a show, a feed, the bytes of a feed, or a path: a feed, a show's folder, or a folder of either.

    online: what it names is asked for, too, and an address of a feed may stand in the place of a path.
    Never raises for content; UsageError for a path where there is nothing to judge.
    """
    settings = settings or Settings()
    inquiry = inquire(settings) if online else None
    if isinstance(what, Show):
        return _with_show(what, settings, inquiry)
    if isinstance(what, (Feed, bytes)):
        feed = what if isinstance(what, Feed) and what.root is not None else _read(what)
        return _with_feed(feed, settings, inquiry)
    return Report.joined(validate_all(inputs_of([what]), settings, online=inquiry))


def inquire(settings: Settings, progress: Callable[[int, int], None] | None = None) -> Inquiry:
    """How the network is asked under these settings. progress: told how many addresses are done, and how many there are."""
    from feedkit.media.online import Inquiry

    return Inquiry(settings, settings.now or datetime.now(UTC), progress)


def _with_show(show: Show, settings: Settings, inquiry: Inquiry | None) -> Report:
    from feedkit.check import check_show

    report = check_show(show, settings)
    return report if inquiry is None else report + inquiry.of_show(show)


def _with_feed(feed: Feed, settings: Settings, inquiry: Inquiry | None, address: str = "") -> Report:
    report = check_feed(feed, settings)
    return report if inquiry is None else report + inquiry.of_feed(feed, address)


def _read(what: Feed | bytes) -> Feed:
    xml, path = (what.xml, what.path) if isinstance(what, Feed) else (what, "<bytes>")
    return read_feed(xml, path=path, located=True)


def validate_all(
    inputs: Iterable[Input], settings: Settings, *, jobs: int = 1, online: Inquiry | None = None
) -> Iterator[Report]:
    """Judge each of `inputs`: a report for each, in their order. jobs: so many processes at most share the work.

    online: how what they name is asked for; one after the other then, so that no host is asked by many at once.
    UsageError for an address where nobody may be asked.
    """
    inputs = list(inputs)
    if online is None and (address := next((one.url for one in inputs if one.url), "")):
        raise UsageError(f"{address} has to be fetched; add `--online` if it may be")
    return in_order(partial(_judged, settings=settings, inquiry=online), inputs, 1 if online else jobs)


def _judged(one: Input, settings: Settings, inquiry: Inquiry | None = None) -> Report:
    path = one.path.as_posix()
    if (problem := _unjudged(one)) is not None:
        return Report.of([problem], files=1)
    if one.url and inquiry is not None:
        feed, failed = inquiry.fetched(one.url)
        return _with_feed(feed, settings, inquiry, one.url) if feed is not None else failed
    if one.is_show:
        from feedkit.guessing.fill import filled
        from feedkit.merge import merge
        from feedkit.records.load import load_source

        try:
            show = merge(filled(load_source(one.path)))  # `enrich(load(path))`, which merges twice
            return _with_show(show, settings, inquiry)
        except InvalidRecord as error:
            return Report.of(error.problems, files=1)
    try:
        feed = read_feed(one.path if one.content is None else one.content, path=path, located=True)
    except UsageError as error:
        mend = "`-` stands for a feed that is piped: `… | feedkit validate -`" if one.path.is_fifo() else ""
        return Report.of([UNREADABLE.at(Place(path), str(error), mend=mend)], files=1)
    return _with_feed(feed, settings, inquiry)


def _unjudged(one: Input) -> Problem | None:
    """What there is to say of something that is no feed by its head, or that nobody can look at."""
    path = one.path.as_posix()
    if one.lost:
        mend = "give the right to read it, and what is in it" if one.lost == os.strerror(EACCES).lower() else ""
        return UNREADABLE.at(Place(path), f"cannot read {path}: {one.lost}", mend=mend)
    if root := one.other_root:
        mend = "name the file itself to have it judged"
        return SKIPPED.at(Place(path), f"this is no feed: its root element is `{root}`", mend=mend)
    return None
