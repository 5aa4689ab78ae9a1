"""What stands in a served file that can be read through: chapters and, for an address of no show, a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from feedkit.media.addresses import Allowed, shown
from feedkit.media.fetch import NoAnswer, Reply
from feedkit.media.limits import Limits
from feedkit.media.served import Served
from feedkit.media.served_feed import fetch_document
from feedkit.media.types import bare
from feedkit.problems import Kind, Level, Problem

FEED_FETCHED = Kind("FK384", "net-feed-200", Level.ERROR)
ANSWERS = Kind("FK481", "net-answers", Level.ERROR)
LOOK = "open the address in a private window of a browser, and see what the server sends"
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
MOST_CHAPTERS_BYTES = 1_048_576
MOST_FEED_BYTES = 2 * 1_048_576
"""A larger feed is for `feedkit validate`."""
CheckFeed = Callable[[bytes, str], Iterable[Problem]]
"""Judges the bytes of a feed, which problems call by the second argument."""


def check_contents(
    served: Served,
    *,
    allow_private: Allowed = False,
    limits: Limits | None = None,
    check_feed: CheckFeed | None = None,
) -> Iterator[Problem]:
    """Fetch a chapters file, or a feed if `check_feed` is there for it, and read it through.

    Nothing is fetched for other files, nor for those that have not changed.
    """
    answer = served.answer
    if answer is None or served.unchanged or answer.file:
        return
    is_feed = answer.format in {"feed", "xml"} or bare(answer.type) in FEED_TYPES
    if is_feed and check_feed is not None:
        yield from _feed(served, allow_private, limits, check_feed)
    elif answer.format == "json" and served.kind in {"chapters", "any"}:  # FK396 says so of what is none
        yield from _chapters(served, allow_private, limits)


def _feed(served: Served, allow_private: Allowed, limits: Limits | None, check_feed: CheckFeed) -> Iterator[Problem]:
    name, length = shown(served.url), served.answer.length if served.answer else None
    if length is not None and length > MOST_FEED_BYTES and not (served.answer and served.answer.encoding):
        message = f"{name}: this is a feed of {length} bytes, and was not read through"
        problem = Problem(FEED_FETCHED.rule, FEED_FETCHED.slug, Level.WARNING, message, served.asked.place)
        yield problem
        return
    reply = _fetched(served.url, MOST_FEED_BYTES, allow_private, limits)
    if isinstance(reply, NoAnswer):
        yield FEED_FETCHED.at(served.asked.place, f"{name}: the feed cannot be fetched: {reply}", mend=LOOK)
    else:
        yield from check_feed(reply.body, name)


def _chapters(served: Served, allow_private: Allowed, limits: Limits | None) -> Iterator[Problem]:
    from feedkit.chapters.json_chapters import read_json_chapters

    reply = _fetched(served.url, MOST_CHAPTERS_BYTES, allow_private, limits)
    if isinstance(reply, NoAnswer):
        yield ANSWERS.at(served.asked.place, f"{shown(served.url)}: the chapters cannot be fetched: {reply}")
    else:
        for problem in read_json_chapters(reply.body, path=shown(served.url))[1]:
            yield problem._replace(excerpt=None)  # redirects may lead to a document that no log should hold


def _fetched(url: str, most_bytes: int, allow_private: Allowed, limits: Limits | None) -> Reply | NoAnswer:
    try:
        return fetch_document(url, limits=limits, allow_private=allow_private, most_bytes=most_bytes)
    except NoAnswer as error:
        return error
