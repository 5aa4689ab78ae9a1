"""The rules over what was served: for each address its findings, at the place where the address is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module

from feedkit.media.addresses import shown
from feedkit.media.served import Served
from feedkit.problems import Place, Problem, See
from feedkit.rules.engine import RULES, Rule
from feedkit.settings import Settings

_MODULES = ("feedkit.media.served_rules", "feedkit.media.file_rules", "feedkit.media.feed_rules")


@cache
def served_rules() -> tuple[Rule, ...]:
    """Every rule that looks at a `Served`, by id."""
    for name in _MODULES:
        import_module(name)
    return tuple(RULES[rule_id] for rule_id in sorted(RULES) if RULES[rule_id].looks_at == "Served")


def judge_served(found: Iterable[Served], settings: Settings) -> Iterator[Problem]:
    """The problems of what was served. Messages name the address without what may be secret in it."""
    active = [(rule, level) for rule in served_rules() if (level := rule.level_in(settings)) is not None]
    for served in found:
        for rule, level in active:
            forced = rule.slug in settings.levels or rule.id in settings.levels
            for finding in rule.check(served):
                chosen = level if forced else finding.level or level
                place = finding.at if isinstance(finding.at, Place) else served.asked.place
                see = () if served.lock_place is None else (See(served.lock_place, "what the lock holds"),)
                message = f"{shown(served.url)}: {finding.message}"
                mend = finding.mend or rule.page.mend
                yield Problem(rule.id, rule.slug, chosen, message, place, mend, see, served.kind)
