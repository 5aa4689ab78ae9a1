"""A show that no rule complains about, and what becomes of it when a rule's example is merged into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from feedkit.chapters.checking import advise
from feedkit.chapters.json_chapters import read_json_chapters
from feedkit.feed.read import read_feed
from feedkit.problems import Place, Problem
from feedkit.rules.judging import judge
from feedkit.rules.page import Example
from feedkit.rules.shape import fault_problem, feed_fault_problems
from feedkit.rules.subject import Minded, Raw, Subject, record_raws
from feedkit.settings import PROFILES, Settings
from feedkit.tags.codec import plan_of
from feedkit.tags.document import rss_xml
from feedkit.tags.episode import Episode
from feedkit.tags.settle import settle
from feedkit.tags.show import Show
from feedkit.transcripts import read_transcript

ADVISED = 2
"""Advice on chapters is for lists that are long enough; short ones keep the examples short."""
CASES = Path(__file__).resolve().parent.parent / "cases" / "rules"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
ALL = Settings(profiles=frozenset(PROFILES), now=NOW)
GOOD_SHOW: dict[str, Any] = yaml.safe_load((CASES / "good" / "show.yaml").read_text("utf-8"))
GOOD_EPISODE: dict[str, Any] = yaml.safe_load((CASES / "good" / "episode.yaml").read_text("utf-8"))
GOOD_FEED = (CASES / "good" / "feed.xml").read_text("utf-8")


def good_episode(number: int) -> dict[str, Any]:
    """An episode of the good show; they differ in everything that must differ, and the first is the newest."""
    text = yaml.safe_dump(GOOD_EPISODE, allow_unicode=True)
    numbered: dict[str, Any] = yaml.safe_load(text.replace("@", str(9 - number)))
    return numbered


def show_of(example: Example | None) -> dict[str, Any]:
    """The raw values of the good show with an example merged in."""
    changes = yaml.safe_load(example.text) if example is not None else {}
    if example is not None and example.of == "episode":
        return GOOD_SHOW | {"episodes": [good_episode(0) | changes, good_episode(1)]}
    episodes = changes.pop("episodes", None)
    numbered = [good_episode(i) | change for i, change in enumerate([{}, {}] if episodes is None else episodes)]
    return GOOD_SHOW | changes | {"episodes": numbered}


def problems_of_record(example: Example | None, settings: Settings = ALL) -> list[Problem]:
    raw = _long(show_of(example), Show)
    settled = settle(Show, raw)
    place = Place("show.yaml", 1)
    faults = tuple(fault.path for fault in settled.faults)

    def raws(minded: Minded) -> Iterator[Raw]:
        own = {name: value for name, value in raw.items() if name != "episodes"}
        yield from record_raws(own, Show, lambda _path: place, minded)
        for number, episode in enumerate(raw["episodes"]):
            yield from record_raws(episode, Episode, lambda _path: place, minded, ("episodes", number))

    found = judge(Subject(settled.value, lambda _path: place, settings=settings, faults=faults, raws=raws))
    return found + [fault_problem(fault, Show, place, in_record=True, settings=settings) for fault in settled.faults]


def _long(raw: dict[str, Any], cls: Any) -> dict[str, Any]:
    """Lists where lists are wanted; the loader does this for records."""
    slots = plan_of(cls).slots
    out = {}
    for name, value in raw.items():
        many = name in slots and slots[name].many
        if name == "episodes":
            out[name] = [_long(one, Episode) for one in value]
        elif value is not None:
            out[name] = [value] if many and not isinstance(value, list) else value
    return out


def feed_of(example: Example | None) -> bytes:
    """The good feed with an example merged in: children of its first item or of its channel, or a whole feed."""
    if example is None:
        return GOOD_FEED.encode()
    if example.of == "feed":
        return example.text.encode()
    start, end = ("<item>", "</item>") if example.of == "xml" else ("<channel>", "<item>")
    before, rest = GOOD_FEED.split(start, 1)
    inner, after = rest.split(end, 1)
    for name in _outermost(example.text):
        inner = re.sub(rf"<{name}\b[^>]*/>|<{name}\b.*?</{name}>", "", inner, flags=re.DOTALL)
    return f"{before}{start}{inner}{example.text}{end}{after}".encode()


def _outermost(xml: str) -> set[str]:
    """The names of the elements of a fragment that stand in no other."""
    names, depth = set(), 0
    for end, name, empty in re.findall(r"<(/?)([\w:-]+)[^>]*?(/?)>", xml):
        names |= {name} if not end and depth == 0 else set()
        depth += -1 if end else 0 if empty else 1
    return names


def problems_of_feed(example: Example | None, settings: Settings = ALL) -> list[Problem]:
    return problems_of_xml(feed_of(example), settings)


def problems_of_xml(xml: bytes, settings: Settings) -> list[Problem]:
    feed = read_feed(xml, path="feed.xml")
    faults = feed_fault_problems(feed.faults, Show, feed.locate_raw, settings)
    return [*feed.problems, *faults, *judge(Subject.of_feed(feed, settings))]


FILES = {"chapters": "1.json", "vtt": "1.vtt", "srt": "1.srt", "segments": "1.json", "page": "1.html"}
"""Examples that are files of their own, and what they are called."""


def problems_of_file(example: Example) -> list[Problem]:
    """The problems of a chapters file of an hour's episode, or of a transcript of a minute's."""
    if example.of != "chapters":
        return [*read_transcript(f"{example.text}\n", path=FILES[example.of], duration_s=60).problems]
    chapters, problems = read_json_chapters(example.text, path=FILES[example.of], duration_s=3600)
    return [*problems, *(advise(chapters, path="1.json", duration_s=3600) if len(chapters) > ADVISED else ())]


@cache
def problems_of(example: Example) -> list[Problem]:
    if example.of in FILES:
        return problems_of_file(example)
    return (problems_of_record if example.of in ("episode", "show") else problems_of_feed)(example)


def record_as_feed(example: Example) -> list[Problem]:
    """The problems of the feed that is written of a record's example, whatever is wrong with it."""
    show = settle(Show, _long(show_of(example), Show)).value
    return problems_of_xml(rss_xml(show).encode(), ALL)


def feed_as_record(example: Example) -> list[Problem]:
    """The problems of a record that says what a feed's example says."""
    show = read_feed(feed_of(example), path="feed.xml").show
    return judge(Subject(show, lambda _path: Place("show.yaml", 1), settings=ALL))
