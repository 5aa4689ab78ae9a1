"""Addresses that belong to no show: each is asked, judged, and told of in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from feedkit.characters import one_line
from feedkit.media.addresses import shown
from feedkit.media.contents import CheckFeed, check_contents
from feedkit.media.judge import judge_served
from feedkit.media.limits import Limits
from feedkit.media.lock import Lock
from feedkit.media.probe import probe
from feedkit.media.served import Asked, Served
from feedkit.problems import Place, Report
from feedkit.settings import Settings


def probe_addresses(
    urls: Sequence[str],
    *,
    now: datetime,
    settings: Settings,
    limits: Limits | None = None,
    check_feed: CheckFeed | None = None,
) -> Report:
    """Ask addresses, and report what they are (a note each) and what the rules find. Nothing is kept.

    check_feed: judges a feed, should one of the addresses be one. Places of problems are the addresses, without what may
    be secret in them.
    """
    found: list[Served] = []
    allowed = settings.allow_private
    asked = [Asked(url, place=Place(shown(url))) for url in urls]
    probe(asked, Lock(), now=now, limits=limits, allow_private=allowed, on_result=found.append)
    order = {one.url: index for index, one in enumerate(asked)}
    found.sort(key=lambda served: order[served.url])
    problems = list(judge_served(found, settings))
    for served in found:
        problems += check_contents(served, allow_private=allowed, limits=limits, check_feed=check_feed)
    return Report.of(problems, len(found), [one_line(summary(served)) for served in found])


def summary(served: Served) -> str:
    """One line on what an address is."""
    answer = served.answer
    if answer is None:
        return f"{shown(served.url)}: {served.failure}"
    parts = [answer.format or answer.type]
    parts += [f"{answer.length} bytes"] if answer.length is not None else ["length not known"]
    parts += [f"{answer.duration_s:.1f} s"] if answer.duration_s is not None else []
    parts += [f"{answer.bitrate_kbits} kbit/s"] if answer.bitrate_kbits else []
    parts += [f"{len(answer.chapters)} chapters"] if answer.chapters else []
    parts += [f"{answer.width} x {answer.height} {answer.mode}"] if answer.width else []
    parts += [f"{answer.hops} redirects to {shown(answer.final)}"] if answer.hops else []
    return f"{shown(served.url)}: {', '.join(parts)}"
