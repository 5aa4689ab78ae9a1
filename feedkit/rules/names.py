"""The names that elements have: which are known, where each may stand, and what a misspelt one was to be."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache

from feedkit.tags.codec import plan_of
from feedkit.tags.element import DECLARED
from feedkit.tags.namespaces import ELSEWHERE, URIS
from feedkit.tags.show import Show


def is_of_known_namespace(name: str) -> bool:
    """Whether a name is one of RSS's own, or of a namespace all of whose elements are known."""
    prefix, colon, _ = name.partition(":")
    return (
        name not in ELSEWHERE
        and (prefix in URIS or not colon)
        and prefix not in ("dc", "dcterms", "sy", "acast", "rawvoice")
    )


@cache
def homes_of_names() -> dict[str, set[str]]:
    """Every declared element, with the elements that may hold it."""
    homes: dict[str, set[str]] = {"channel": {"rss"}, "rss": set()}
    for classes in DECLARED.values():
        for cls in classes:
            for name in plan_of(cls).by_child:
                homes.setdefault(name, set()).add(f"`{cls.tag}`")
    for name in plan_of(Show).by_child:
        homes.setdefault(name, set()).add("`channel`")
    return homes


@cache
def known_names() -> frozenset[str]:
    """Every declared element."""
    return frozenset(homes_of_names())


@cache
def _by_small_name() -> dict[str, str]:
    return {name.lower(): name for name in known_names()}


def right_case(name: str) -> str:
    """The right spelling of a name whose case alone is wrong, or ''."""
    return _by_small_name().get(name.lower(), "") if name not in known_names() else ""


@lru_cache(maxsize=256)
def closest_name(name: str) -> str:
    """The known element that is spelt most like it, or ''; one unknown name may stand in a feed a thousand times."""
    return next(iter(get_close_matches(name, known_names(), 1, 0.75)), "")
