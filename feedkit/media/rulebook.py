"""How rules on served files are declared, and all of them.

They are kept apart from the rules on shows and feeds, which `feedkit.rules.engine` runs over other things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from feedkit.problems import Kind, Level
from feedkit.rules.engine import Rule

_OF_FILES = ("file_rules", "rendition_rules")
_MODULES = (*_OF_FILES, "served_rules", "feed_rules")
_DECLARED: dict[str, Rule] = {}
Check = TypeVar("Check", bound=Callable[..., Any])


def rule(
    rule_id: str,
    slug: str,
    *,
    level: str,
    profiles: tuple[str, ...] = ("core",),
    also: Mapping[str, str] | None = None,
) -> Callable[[Check], Check]:
    """Declare a rule on a `Served` or a `ServedFeed`; its docstring is its page, as in `feedkit.rules.engine.rule`."""

    def declare(check: Check) -> Check:
        names = check.__code__.co_varnames[: check.__code__.co_argcount]
        looks_at = str(check.__annotations__[names[0]]) if names else ""
        further = {profile: Level[word.upper()] for profile, word in (also or {}).items()}
        _DECLARED[rule_id] = Rule(rule_id, slug, Level[level.upper()], profiles, further, check, looks_at)
        return check

    return declare


def raised_elsewhere(kind: Kind) -> Callable[[Check], Check]:
    """Declare the page of a kind of problem that reading itself raises."""
    return rule(kind.rule, kind.slug, level=str(kind.level))


@cache
def media_rules(looks_at: str | None = None, *, of_files: bool = False) -> tuple[Rule, ...]:
    """Every rule of this package, by id; those that look at `Served` or `ServedFeed`, if named.

    of_files: only those that are about files, whoever serves them.
    """
    for name in _MODULES:
        import_module(f"feedkit.media.{name}")
    found = (_DECLARED[rule_id] for rule_id in sorted(_DECLARED))
    return tuple(
        one for one in found if looks_at in {None, one.looks_at} and (one.subject in _OF_FILES or not of_files)
    )
