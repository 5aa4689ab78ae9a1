"""The rules over what was served: for each address its findings, at the place where the address is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from feedkit.media.addresses import shown
from feedkit.media.rulebook import media_rules
from feedkit.media.served import Served
from feedkit.media.served_feed import ServedFeed
from feedkit.problems import Level, Place, Problem, See
from feedkit.rules.engine import Finding, Rule
from feedkit.settings import Settings

_FIELDS = {
    "FK086": "length",
    "FK087": "type",
    "FK163": "duration_s",
    "FK291": "integrity",
    "FK392": "length",
    "FK393": "type",
}
"""Which of the author's words a rule is about, where it is not the address."""
_LOCKED = {
    "FK086": "length",
    "FK087": "format",
    "FK088": "faults",
    "FK163": "duration_s",
    "FK171": "width",
    "FK179": "dpi",
    "FK291": "integrity",
}
"""Which line of the lock says the contrary."""

Find = Callable[[str, str], Place]
"""Gives the place of a field of an address's answer in the lock."""


def judge_served(found: Iterable[Served], settings: Settings, find: Find | None = None) -> Iterator[Problem]:
    """The problems of what was served. Messages name the address without what may be secret in it.

    find: the places in the lock, for answers that come from there; only the rules on files look at those.
    """
    for served in found:
        for rule in media_rules("Served", of_files=served.from_lock):
            for finding, level in _findings(rule, served, settings):
                yield _problem(rule, level, served, finding, find)


def judge_feed(found: Iterable[ServedFeed], settings: Settings, place: Place) -> Iterator[Problem]:
    """The problems of how a feed is served, at the place where its address is written."""
    for served in found:
        for rule in media_rules("ServedFeed"):
            for finding, level in _findings(rule, served, settings):
                message = f"{shown(served.url)}: {finding.message}"
                yield Problem(rule.id, rule.slug, level, message, place, finding.mend or rule.mend, (), "feed_url")


def _findings(rule: Rule, served: Served | ServedFeed, settings: Settings) -> Iterator[tuple[Finding, Level]]:
    level = rule.level_in(settings)
    if level is None:
        return
    is_forced = rule.slug in settings.levels or rule.id in settings.levels
    for finding in rule.check(served):
        yield finding, level if is_forced or finding.level is None else finding.level


def _problem(rule: Rule, level: Level, served: Served, finding: Finding, find: Find | None) -> Problem:
    field = _FIELDS.get(rule.id, "")
    place = served.asked.where.get(field, served.asked.place)
    see: tuple[See, ...] = ()
    if served.from_lock and find is not None and served.answer is not None:
        name = _LOCKED.get(rule.id, "")
        value = getattr(served.answer, name) if name else ""
        see = (See(find(served.url, name), f"probe: {value}" if value else "what the probe found"),)
    message = f"{shown(served.url)}: {finding.message}"
    return Problem(rule.id, rule.slug, level, message, place, finding.mend or rule.mend, see, served.kind)
