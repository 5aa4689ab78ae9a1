"""How long a feed of 10,000 episodes takes to read, as a multiple of a bare lxml parse of the same bytes.

    python -m tests.bench.read_feed [times]

Each round times both, one after the other, in processor time, so that a busy machine harms both alike; the median of
the rounds' ratios is the figure. The feed has what feeds have today: notes in HTML, transcript, chapters, a person.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable

EPISODES = 10_000
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>Tea Time</title>
    <link>https://example.org/</link>
    <description>About tea.</description>
    <language>en</language>
    <atom:link rel="self" href="https://example.org/feed.xml" type="application/rss+xml"/>
    <itunes:image href="https://example.org/cover.jpg"/>
"""
ITEM = """    <item>
      <title>Episode {n}: Grüner Tee &amp; more</title>
      <link>https://example.org/{n}</link>
      <guid isPermaLink="false">tea-time-{n}</guid>
      <pubDate>Wed, {day:02} Jan 2025 {hour:02}:{minute:02}:00 -0800</pubDate>
      <description>What we say about tea number {n}.</description>
      <content:encoded><![CDATA[{notes}]]></content:encoded>
      <enclosure url="https://example.org/audio/{n}.mp3" length="{length}" type="audio/mpeg"/>
      <itunes:duration>{duration}</itunes:duration>
      <itunes:episode>{n}</itunes:episode>
      <itunes:explicit>false</itunes:explicit>
      <podcast:transcript url="https://example.org/{n}.vtt" type="text/vtt" language="en"/>
      <podcast:chapters url="https://example.org/{n}.json" type="application/json+chapters"/>
      <podcast:person role="guest" href="https://example.org/amy">Amy {n}</podcast:person>
    </item>
"""


def make_feed(episodes: int = EPISODES, paragraphs: int = 3) -> bytes:
    """A feed of that many episodes; each paragraph of notes has about 400 characters."""
    items = []
    for n in range(episodes, 0, -1):
        words = f"In part {n} we pour the tea, and <a href='https://example.org/{n}'>look</a> at the leaves. "
        items.append(
            ITEM.format(
                n=n,
                day=n % 28 + 1,
                hour=n % 24,
                minute=n % 60,
                notes=f"<p>{words * 4}</p>" * paragraphs,
                length=14_400_000 + n,
                duration=1_800 + n,
            )
        )
    return (HEAD + "".join(items) + "  </channel>\n</rss>\n").encode()


def seconds(call: Callable[[], object]) -> float:
    """Processor time of one call, rubbish of the one before swept up first."""
    gc.collect()
    bytearray(100_000)  # glibc joins what was freed (lxml's tree, a moment ago) when something large is asked for
    start = time.process_time()
    result = call()
    taken = time.process_time() - start
    del result
    return taken


def main(times: int = 9) -> None:
    from lxml import etree

    from feedkit.feed.read import read_feed

    for name, raw in (("with notes", make_feed()), ("without notes", make_feed(paragraphs=0))):
        rounds = [
            (seconds(lambda raw=raw: etree.fromstring(raw)), seconds(lambda raw=raw: read_feed(raw)))
            for _ in range(times)
        ]
        lxml_s, ours_s = (statistics.median(column) for column in zip(*rounds, strict=True))
        ratio = statistics.median(ours / bare for bare, ours in rounds)
        print(f"{name}: {len(raw):,} bytes; lxml {lxml_s:.3f} s, read_feed {ours_s:.3f} s, ratio {ratio:.2f}")  # noqa: T201
    memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"at most {memory_mib:.0f} MiB")  # noqa: T201


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
