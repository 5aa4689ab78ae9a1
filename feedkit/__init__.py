"""Podcasting 2.0 feeds from episode records kept in git: loaded, enriched, built, validated, published safely.

    show = feedkit.load("seeds/coder-radio")
    feed = feedkit.build(feedkit.enrich(show))
    report = feedkit.validate("feed.xml")

The names below are all there is to import; each is fetched when it is first used, so that start-up stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from feedkit.version import __version__

if TYPE_CHECKING:  # for type checkers and editors; a test compares
    from feedkit.book import explain as explain
    from feedkit.derive import derive as derive
    from feedkit.errors import FeedkitError as FeedkitError
    from feedkit.errors import InvalidRecord as InvalidRecord
    from feedkit.feed.build import build as build
    from feedkit.feed.document import Feed as Feed
    from feedkit.feed.read import read_feed as read_feed
    from feedkit.pipeline import diff as diff
    from feedkit.pipeline import enrich as enrich
    from feedkit.pipeline import load as load
    from feedkit.pipeline import why as why
    from feedkit.problems import Problem as Problem
    from feedkit.problems import Report as Report
    from feedkit.publishing import publish as publish
    from feedkit.settings import Settings as Settings
    from feedkit.tags.episode import Episode as Episode
    from feedkit.tags.show import Show as Show
    from feedkit.validation import validate as validate

_HOMES = {
    "load": "feedkit.pipeline",
    "enrich": "feedkit.pipeline",
    "validate": "feedkit.validation",
    "why": "feedkit.pipeline",
    "publish": "feedkit.publishing",
    "build": "feedkit.feed.build",
    "derive": "feedkit.derive",
    "read_feed": "feedkit.feed.read",
    "diff": "feedkit.pipeline",
    "Feed": "feedkit.feed.document",
    "Show": "feedkit.tags.show",
    "Episode": "feedkit.tags.episode",
    "Report": "feedkit.problems",
    "Problem": "feedkit.problems",
    "Settings": "feedkit.settings",
    "explain": "feedkit.book",
    "InvalidRecord": "feedkit.errors",
    "FeedkitError": "feedkit.errors",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the names of `_HOMES` are texts


def _found(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module `feedkit` has no `{name}`; it has {', '.join(sorted(_HOMES))}")


if not TYPE_CHECKING:  # or any name at all would be there for a type checker, and be of any type
    __getattr__ = _found


def __dir__() -> list[str]:
    return sorted(__all__)
