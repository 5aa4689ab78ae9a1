"""`python -m feedkit.media.command URL …`: ask some addresses and say what they are, without a show around them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from feedkit.media.addresses import shown
from feedkit.media.contents import CheckFeed, check_contents
from feedkit.media.judge import judge_served
from feedkit.media.limits import Limits
from feedkit.media.lock import Lock
from feedkit.media.probe import probe
from feedkit.media.served import KINDS, Asked, Served
from feedkit.problems import Place, Report
from feedkit.reports.characters import one_line
from feedkit.settings import Settings

CORE = Settings(profiles=frozenset({"core"}))
"""What holds for every file; whether Apple takes it is for `validate --online` to say."""


def probe_urls(  # noqa: PLR0913 - all but one by name
    urls: Sequence[str],
    *,
    now: datetime,
    kind: str = "any",
    allow_private: bool | Sequence[str] = False,
    settings: Settings = CORE,
    limits: Limits | None = None,
    check_feed: CheckFeed | None = None,
) -> tuple[list[Served], Report]:
    """Ask addresses that belong to no show. The problems' places are the addresses, without what may be secret.

    check_feed: judges a feed, should one of the addresses be one.
    """
    found: list[Served] = []
    asked = [Asked(url, kind, place=Place(shown(url))) for url in urls]
    probe(asked, Lock(), now=now, limits=limits, allow_private=allow_private, on_result=found.append)
    order = {one.url: index for index, one in enumerate(asked)}
    found.sort(key=lambda served: order[served.url])
    problems = list(judge_served(found, settings))
    for served in found:
        problems += check_contents(served, allow_private=allow_private, limits=limits, check_feed=check_feed)
    return found, Report.of(problems, files=len(found))


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


def _check_feed(body: bytes, name: str) -> Report:
    from feedkit.check import check_feed
    from feedkit.feed.read import read_feed

    return check_feed(read_feed(body, path=name), CORE)


def main(arguments: Sequence[str]) -> int:
    """Print a line an address, and its problems below it. Exit code 0 without errors, 1 with some."""
    parser = argparse.ArgumentParser(prog="python -m feedkit.media.command", description=__doc__)
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--kind", default="any", choices=KINDS)
    parser.add_argument("--allow-private", action="append", default=[], metavar="HOST:PORT")
    options = parser.parse_args(arguments)
    found, report = probe_urls(
        options.urls,
        now=datetime.now(UTC),
        kind=options.kind,
        allow_private=options.allow_private,
        check_feed=_check_feed,
    )
    lines = [summary(served) for served in found]
    lines += [f"{problem.level}: {problem.message} [{problem.rule} {problem.slug}]" for problem in report]
    sys.stdout.write("\n".join(map(one_line, lines)) + "\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
