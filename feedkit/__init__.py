"""Podcasting 2.0 feeds from episode records kept in git: loaded, enriched, built, validated, published safely.

    show = feedkit.load("seeds/coder-radio")
    feed = feedkit.build(feedkit.enrich(show))
    report = feedkit.validate("feed.xml")

The names below are all there is to import; each is fetched when it is first used, so that start-up stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from feedkit.version import __version__

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


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module `feedkit` has no `{name}`; it has {', '.join(sorted(_HOMES))}")


def __dir__() -> list[str]:
    return sorted(__all__)
