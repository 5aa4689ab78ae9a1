"""The page on feedkit's own record says what is so: its example is built, and its claims are tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import feedkit.docs
from feedkit.feed.build import build
from feedkit.merge import merge
from feedkit.pipeline import check_show
from feedkit.problems import Level
from feedkit.records.load import load_source
from feedkit.settings import Settings
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

PAGE = (Path(feedkit.docs.__file__).parent / "native-record.md").read_text(encoding="utf-8")
SHOW_YAML, RECORD, ITEM = re.findall(r"```(?:yaml|markdown|xml)\n(.*?)```", PAGE, re.DOTALL)


def show_of(folder: Path, record: str = RECORD, name: str = "042-green-or-black.md") -> Show:
    (folder / "tea-time" / "episodes").mkdir(parents=True)
    (folder / "tea-time" / "show.yaml").write_text(SHOW_YAML, encoding="utf-8")
    (folder / "tea-time" / "episodes" / name).write_text(record, encoding="utf-8")
    return merge(load_source(folder / "tea-time"))


def test_the_example_gives_this_item(tmp_path: Path) -> None:
    assert element_xml(show_of(tmp_path).episodes[0]) == ITEM.strip()


def test_the_example_has_chapters_beside_its_feed(tmp_path: Path) -> None:
    assert "tea-time/042-green-or-black.chapters.json" in build(show_of(tmp_path)).assets


def test_nothing_is_wrong_with_the_example(tmp_path: Path) -> None:
    found = [p for p in check_show(show_of(tmp_path), Settings()) if p.level > Level.INFO]
    assert [p.message for p in found if "foreign" not in p.message] == []


def changed(old: str, new: str) -> str:
    assert old in RECORD
    return RECORD.replace(old, new)


@pytest.mark.parametrize(
    ("record", "line"),
    [
        pytest.param(
            changed("date: 2026-03-01T06:00:00+01:00 ", "date: 2026-03-01 06:00"),
            "<pubDate>Sun, 01 Mar 2026 06:00:00 +0100</pubDate>",
            id="a date in the show's zone",
        ),
        pytest.param(changed('"50:13"', "3013"), "<itunes:duration>3013</itunes:duration>", id="seconds"),
        pytest.param(
            changed("tags: [green tea, black tea]", "tag: tea"), "<category>tea</category>", id="the singular"
        ),
        pytest.param(
            changed("season: 3", "season: {number: 3, name: Leaves}"),
            '<podcast:season name="Leaves">3</podcast:season>',
            id="the long form",
        ),
        pytest.param(
            changed("guid: tea-time-042  ", 'guid: {text: "https://a/b", is_permalink: true}'),
            '<guid isPermaLink="true">https://a/b</guid>',
            id="a permanent link",
        ),
        pytest.param(
            changed("soundbite:", "funding: https://a/give\nsoundbite:"),
            '<podcast:funding url="https://a/give"/>',
            id="a short form",
        ),
        pytest.param(
            changed("soundbite:", "content: <h2>Tea</h2>\nsoundbite:"),
            "<content:encoded><![CDATA[<h2>Tea</h2>]]></content:encoded>",
            id="HTML that stays",
        ),
    ],
)
def test_other_ways_to_write_it(record: str, line: str, tmp_path: Path) -> None:
    assert line in element_xml(show_of(tmp_path, record).episodes[0])


def test_null_silences(tmp_path: Path) -> None:
    record = changed("description: We taste six teas and argue about four of them.", "description: null")
    assert show_of(tmp_path, record).episodes[0].description is None


def test_a_slug_is_the_key(tmp_path: Path) -> None:
    assert show_of(tmp_path, changed("season: 3", "season: 3\nslug: green")).episodes[0].key == "green"


@pytest.mark.parametrize(
    ("name", "record"),
    [
        pytest.param("042.yaml", "title: Green or black?\nguid: tea-time-042\n", id="YAML"),
        pytest.param("042.json", '{"title": "Green or black?", "guid": "tea-time-042"}', id="JSON"),
        pytest.param("042.md", '+++\ntitle = "Green or black?"\nguid = "tea-time-042"\n+++\n', id="TOML"),
    ],
)
def test_other_files_are_records(name: str, record: str, tmp_path: Path) -> None:
    episode = show_of(tmp_path, record, name).episodes[0]
    assert (episode.title, episode.guid.text) == ("Green or black?", "tea-time-042")
