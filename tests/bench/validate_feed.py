"""What it costs to judge a feed of 10,000 episodes, beside what feedparser takes merely to parse it.

    pip install feedparser
    python -m tests.bench.validate_feed [episodes] [times]

Processor time, one after the other in each round; the median of the rounds' ratios is the figure. Once with the feed of
`read_feed`, in which every episode has four problems and more, and once with all of its episodes in order.
"""

from __future__ import annotations

import re
import resource
import statistics
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count

from tests.bench.read_feed import EPISODES, make_feed, seconds

DATE = re.compile(rb"<pubDate>[^<]*<")


def mended(raw: bytes) -> bytes:
    """The same feed with titles that hold no number, dates that are right and distinct, and no chapters in files alone."""
    raw = re.sub(rb"<title>Episode (\d+): ([^<]*)", rb"<title>\2 of \1 leaves", raw)
    raw = re.sub(rb"tea-time-(\d+)", rb"https://example.org/guid/\1", raw)
    raw = re.sub(rb" *<podcast:chapters .*\n", b"", raw)
    steps = count()
    return DATE.sub(lambda _: _dated(next(steps)), raw)


def _dated(hours: int) -> bytes:
    """A date so many times six hours before 2025."""
    moment = datetime(2025, 1, 1, tzinfo=UTC) - timedelta(hours=6 * hours)
    return f"<pubDate>{format_datetime(moment)}<".encode()


def main(episodes: int = EPISODES, times: int = 3) -> None:
    import feedkit

    try:
        import feedparser
    except ImportError:
        sys.exit("there is no feedparser to compare with; `pip install feedparser`")
    plain = make_feed(episodes)
    for name, raw in (("four problems an episode", plain), ("all episodes in order", mended(plain))):
        found = len(feedkit.validate(raw).problems)
        rounds = [
            (seconds(lambda raw=raw: feedkit.validate(raw)), seconds(lambda raw=raw: feedparser.parse(raw)))
            for _ in range(times)
        ]
        ours_s, theirs_s = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = statistics.median(theirs / ours for ours, theirs in rounds)
        print(f"{name} ({found}): validate {ours_s:.2f} s, feedparser {theirs_s:.2f} s, {ratio:.2f} times as fast")  # noqa: T201
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, feedparser's trees included")  # noqa: T201


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
