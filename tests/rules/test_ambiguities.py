"""Disputed points: the reading that feedkit takes (spec/ambiguities.md) is the one that its rules, its reader and its
builder have.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_examples import ALL, CASES, FILES, GOOD_FEED, GOOD_SHOW, feed_of, good_episode, problems_of, problems_of_feed

import feedkit
from feedkit.feed.read import read_feed
from feedkit.guard.verdict import guard
from feedkit.rules.engine import find_rule
from feedkit.rules.page import Example
from feedkit.settings import Limits
from feedkit.tags.identity import podcast_guid
from feedkit.transcripts import read_transcript, write_transcript
from tests.feed.feeds import episode
from tests.guard.test_guard import built

OF = {"item": "xml", "channel": "channel", "episode": "episode", "show": "show", "feed": "feed"} | dict.fromkeys(FILES)


def cases(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def params(rows: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(one, id=f"{one['point']}-{i}") for i, one in enumerate(rows)]


JUDGED, READ, WRITTEN = cases("ambiguities"), cases("ambiguities-read"), cases("ambiguities-written")
IDENTITY = cases("ambiguities-identity")


def example_of(point: dict[str, Any]) -> Example:
    kind = next(kind for kind in OF if kind in point)
    text = point[kind].replace("§", point.get("fill", "") * point.get("times", 1))
    if kind == "feed":
        assert point.get("old", "") in GOOD_FEED
        text = GOOD_FEED.replace(point.get("old", ""), point.get("new", ""))
    return Example(OF[kind] or kind, text)


@pytest.mark.parametrize("point", params(JUDGED))
def test_a_disputed_point_is_judged_as_decided(point: dict[str, Any]):
    example = example_of(point)
    settings = replace(ALL, limits=Limits(**point["limits"])) if "limits" in point else None
    found = problems_of(example) if settings is None else problems_of_feed(example, settings)
    levels = {problem.slug: str(problem.level) for problem in found}
    if "silent" in point:
        assert levels == {}
        return
    assert find_rule(point.get("rule") or point["never"]) is not None
    if "never" in point:
        assert point["never"] not in levels
    else:
        assert levels.get(point["rule"]) == point["level"]


@pytest.mark.parametrize("point", params([one for one in READ if "reads" in one]))
def test_a_disputed_point_is_read_as_decided(point: dict[str, Any]):
    show = read_feed(feed_of(example_of(point)), path="feed.xml").show
    assert show is not None
    start = show.episodes[0] if "item" in point else show
    assert {path: str(reduce(_step, path.split("."), start)) for path in point["reads"]} == point["reads"]


def _step(value: Any, name: str) -> Any:
    return value[int(name)] if name.isdigit() else getattr(value, name)


@pytest.mark.parametrize("point", params([one for one in READ if "speakers" in one]))
def test_a_transcript_is_read_and_written_as_decided(point: dict[str, Any]):
    kind = next(kind for kind in FILES if kind in point)
    cues = read_transcript(f"{point[kind]}\n", path=FILES[kind], duration_s=60).cues
    assert [cue.speaker for cue in cues] == point["speakers"]
    written = write_transcript(cues, "vtt")
    assert all(line in written for line in point["writes"])


@pytest.mark.parametrize("point", params(WRITTEN))
def test_a_disputed_point_is_written_as_decided(point: dict[str, Any], tmp_path: Path):
    folder = tmp_path / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    show = GOOD_SHOW | {"links": None, "feed_url": "https://tea.fm/feed.xml"} | point.get("show", {})
    numbers = ("key", "episode", "season", "itunes_episode", "itunes_season")
    record = {name: value for name, value in good_episode(0).items() if name not in numbers} | point.get("episode", {})
    for path, values in (("show.yaml", show), ("episodes/tea-9.yaml", record)):
        said = {name: value for name, value in values.items() if value is not None}
        (folder / path).write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    xml = feedkit.build(feedkit.enrich(feedkit.load(folder))).xml.decode()
    assert re.search(".*".join(map(re.escape, point["writes"])), xml, re.DOTALL), xml
    assert "never" not in point or point["never"] not in xml


@pytest.mark.parametrize("point", params(IDENTITY["derived"]))
def test_the_guid_of_an_address_is_the_one_in_use(point: dict[str, Any]):
    assert podcast_guid(point["url"]) == point["guid"]


@pytest.mark.parametrize("point", params(IDENTITY["other"]))
def test_nothing_else_of_an_address_is_changed_before_it_is_hashed(point: dict[str, Any]):
    assert podcast_guid(point["url"]) != podcast_guid(point["than"])


@pytest.mark.parametrize("point", params(IDENTITY["versions"]))
def test_a_disputed_point_is_guarded_as_decided(point: dict[str, Any], tmp_path: Path):
    def version(name: str) -> Any:
        wanted = [one if isinstance(one, dict) else {"n": one} for one in point.get(name, [1, 2])]
        episodes = [episode(one["n"], **{key: value for key, value in one.items() if key != "n"}) for one in wanted]
        return built(*episodes, **point.get(f"{name}_show", {}))

    published = tmp_path / "tea-time.xml"
    published.write_bytes(version("before").xml)
    assert [problem.slug for problem in guard(version("after"), published)] == point["rules"]


def test_every_point_has_a_case():
    rows = (*JUDGED, *READ, *WRITTEN, *(one for rows in IDENTITY.values() for one in rows))
    assert {one["point"] for one in rows} == set(range(1, 57))
