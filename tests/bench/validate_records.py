"""What `feedkit validate` costs on a folder of 2,000 records, start-up included.

    python -m tests.bench.validate_records [SHARED] [RECORDS]

Once with native records as a show that begins today has them, beside what PyYAML's loader takes merely to parse their
heads; and, where SHARED, the folder of reference material, is given, with the records of a real archive, of which each
has a few problems and many chapters.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from tests.bench.archive import make_archive
from tests.bench.build import say, timed

SHOW = """title: Tea Time
link: https://tea.fm/
description: About tea.
language: en
feed_url: https://tea.fm/feed.xml
author: Amy
explicit: false
image: https://tea.fm/cover.jpg
categories: [Arts > Food]
owner: {name: Amy, email: amy@tea.fm}
guid: 9b024349-ccf0-5f69-a609-6b82873eab3c
"""
RECORD = """---
title: What the kettle said to guest {n}
guid: https://tea.fm/{n}
link: https://tea.fm/{n}
pub_date: {day:%Y-%m-%d %H:%M} +0100
season: 1
duration: "50:00"
enclosure:
  url: https://tea.fm/audio/{n}.mp3
  length: {length}
  type: audio/mpeg
persons:
  - name: Amy
    role: host
  - name: Guest {n}
    role: guest
    href: https://tea.fm/guests/{n}
transcripts:
  - url: https://tea.fm/{n}.vtt
    type: text/vtt
description: How we pour number {n}, and why.
---
We pour the **tea** of part {n}, and [look](https://tea.fm/{n}) at the leaves.

- one leaf
- two leaves

More words about the kettle, the water and the cup, as notes have them.
"""


def make_show(folder: Path, records: int) -> Path:
    """Write a show of that many native records; returns its folder."""
    show = folder / "tea-time"
    (show / "episodes").mkdir(parents=True)
    (show / "show.yaml").write_text(SHOW, "utf-8")
    for n in range(records):
        day = datetime(2020, 1, 1, 6, tzinfo=UTC) + timedelta(days=n)
        (show / "episodes" / f"{n:05}.md").write_text(RECORD.format(n=n, day=day, length=48_000_000 + n), "utf-8")
    return show


def parse_heads(show: Path) -> float:
    """Processor seconds of PyYAML's fastest loader over the heads of the records."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    start = time.process_time()
    for path in sorted(show.glob("episodes/*.md")):
        yaml.load(path.read_text("utf-8").split("---\n")[1], loader)  # noqa: S506 - it is a safe one
    return time.process_time() - start


def report(name: str, show: Path, rounds: int = 3) -> float:
    """Print and return the least processor time of a few rounds."""
    times = [timed(show.parent, "-m", "feedkit", "validate", show.name, "--quiet") for _ in range(rounds)]
    wall, processor = min(times, key=lambda pair: pair[1])
    say(f"{name:16} {processor:5.2f} s processor, {wall:5.2f} s wall")
    return processor


def main(shared: str = "", records: int = 2_000) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        show = make_show(folder, records)
        ours, heads = report("native records", show), parse_heads(show)
        say(f"{'':16} {ours / heads:5.1f} times what PyYAML takes to parse their heads ({heads:.2f} s)")
        if shared:
            report("a real archive", make_archive(Path(shared), folder, records))


if __name__ == "__main__":
    main(*sys.argv[1:2], *(int(argument) for argument in sys.argv[2:]))
