"""What writing a feed of 10,000 episodes costs, beside the cheapest writer there can be.

    python -m tests.bench.write [EPISODES] [ROUNDS]

The floor is a string writer that escapes each text and looks for characters that XML forbids, item by item into one
buffer of bytes. Rounds time both, one after the other, in processor time; the median of their ratios counts. Memory
is the growth of the resident set in a process of its own, beside the size of the feed.
"""

from __future__ import annotations

import gc
import io
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

WORDS = "Grüner Tee, schwarzer Tee und das, was dazwischen liegt 🍵 mit Amy & Bob"
NOTES = "<p>" + f"{WORDS}. <a href='https://example.org/leaf'>The leaf</a>. " * 17 + "</p>"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FIRST = datetime(1995, 1, 1, tzinfo=UTC)


def values_of(n: int) -> dict[str, str]:
    return {
        "title": f"Episode {n}: {WORDS}",
        "link": f"https://example.org/{n}",
        "guid": f"tea-time-{n}",
        "pubDate": f"{FIRST + timedelta(days=n):%a, %d %b %Y %H:%M:%S} +0000",
        "description": f"{n}: " + f"{WORDS}. " * 4,
        "itunes:title": f"Part {n}",
        "itunes:duration": str(1800 + n),
        "itunes:episode": str(n),
        "itunes:season": "1",
        "itunes:episodeType": "full",
        "itunes:explicit": "false",
    }


def floor(every: list[dict[str, str]]) -> bytes:
    """The feed by the string writer."""
    out = io.BytesIO()
    for n, values in enumerate(every, 1):
        lines = ["    <item>"]
        for name, text in values.items():
            attribute = ' isPermaLink="false"' if name == "guid" else ""
            lines.append(f"      <{name}{attribute}>{escape(text)}</{name}>")
        lines.append(f"      <content:encoded><![CDATA[{NOTES.replace(']]>', ']]]]><![CDATA[>')}]]></content:encoded>")
        url = quoteattr(f"https://example.org/{n}.mp3")
        lines += [
            f'      <enclosure url={url} length="{n}" type="audio/mpeg"/>',
            f"      <itunes:image href={url}/>",
            "    </item>\n",
        ]
        item = "\n".join(lines)
        if ILLEGAL.search(item):
            raise ValueError(n)
        out.write(item.encode())
    return out.getvalue()


def episodes_of(every: list[dict[str, str]]) -> tuple[Episode, ...]:
    """The same as episodes, as they are once a show is merged."""
    return tuple(
        Episode.model_validate(
            {
                "title": values["title"],
                "link": values["link"],
                "guid": {"text": values["guid"], "is_permalink": False},
                "pub_date": values["pubDate"],
                "description": values["description"],
                "content": NOTES,
                "itunes_title": values["itunes:title"],
                "duration": values["itunes:duration"],
                "itunes_episode": n,
                "itunes_season": 1,
                "episode_type": "full",
                "explicit": False,
                "enclosure": {"url": f"https://example.org/{n}.mp3", "length": n, "type": "audio/mpeg"},
                "image": f"https://example.org/{n}.mp3",
            }
        )
        for n, values in enumerate(every, 1)
    )


def show_of(every: list[dict[str, str]]) -> Show:
    show = Show(title="Tea Time", link="https://example.org/", description="About tea.")
    return show.model_copy(update={"episodes": episodes_of(every)})


def feed_of(show: Show) -> tuple[bytes, ...]:
    """The feed in pieces, as it goes to the disk."""
    from feedkit.feed.build import document, written
    from feedkit.tags.writing import Writer

    writer = Writer()
    return document(show, (written(episode, writer) for episode in show.episodes))


def seconds(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def resident_mib(what: str) -> float:
    with Path("/proc/self/status").open(encoding="ascii") as status:
        line = next(line for line in status if line.startswith(what))
    return int(line.split()[1]) / 1024


def memory(episodes: int) -> None:
    """Print how far the resident set grew over one write, and the size of what was written, both in MiB."""
    show = show_of([values_of(n) for n in range(1, episodes + 1)])
    feed_of(show.model_copy(update={"episodes": show.episodes[:50]}))
    gc.collect()
    with Path("/proc/self/clear_refs").open("w", encoding="ascii") as peak:
        peak.write("5")
    before = resident_mib("VmRSS")
    size = sum(map(len, feed_of(show))) / 2**20
    sys.stdout.write(f"{resident_mib('VmHWM') - before:.1f} {size:.1f}\n")


def main(episodes: int = 10_000, rounds: int = 5) -> None:
    every = [values_of(n) for n in range(1, episodes + 1)]
    show = show_of(every)
    pairs = [(seconds(lambda: floor(every)), seconds(lambda: feed_of(show))) for _ in range(rounds)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    sys.stdout.write(f"{episodes} episodes: floor {bare:.3f} s, feedkit {ours:.3f} s, ratio {ratio:.2f}\n")
    command = [sys.executable, "-m", "tests.bench.write", "memory", str(episodes)]
    grown, size = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    sys.stdout.write(f"memory: {grown:.0f} MiB for a feed of {size:.0f} MiB, ratio {grown / size:.2f}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(int(sys.argv[2]))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
