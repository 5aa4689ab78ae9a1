"""Records and pages of another show, in the folder of this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import feedkit
from feedkit.records.load import load_source
from tests.test_broken_records import SHOW

PAGE = (
    "{show} | Season 1 - Episode {number} | March {number}, 2026\n\nEpisode {number}\n\nAbout {show}\n\nIt is {show}.\n"
)


def page(show: str, number: int) -> str:
    return PAGE.format(show=show, number=number)


def jupiter(show: str, number: int) -> str:
    head = {"type": "episode", "show_slug": show, "episode": number, "episode_guid": f"{show}-{number}", "title": "A"}
    return json.dumps(head, indent=2)


def show(folder: Path, show_file: str, *records: str) -> Path:
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(show_file, "utf-8")
    for number, text in enumerate(records):
        name = f"{number}.md" if text.startswith("{") else f"{number}.txt"
        (folder / "episodes" / name).write_text(text, "utf-8")
    return folder


UNNAMED = SHOW.replace("title: Tea Time\n", "").replace("description: Two people and a pot of tea.\n", "")
CASES = [
    pytest.param(
        SHOW,
        [page("Coffee", 1), page("Tea Time", 2)],
        "0.txt:1:1",
        "`Coffee`, and the others are of `Tea Time`",
        id="title decides",
    ),
    pytest.param(
        UNNAMED,
        [page("Coffee", 1), page("Tea Time", 2)],
        "0.txt:1:1",
        "`Coffee`, and the others are of `Tea Time`",
        id="folder decides",
    ),
    pytest.param(
        UNNAMED,
        [page("Mate", 1), page("Pu", 2), page("Pu", 3)],
        "0.txt:1:1",
        "`Mate`, and the others are of `Pu`",
        id="most decide",
    ),
    pytest.param(
        SHOW,
        [jupiter("tea-time", 1), jupiter("coffee", 2)],
        "1.md:3:16",
        "`coffee`, and the others are of `tea-time`",
        id="a slug",
    ),
]


@pytest.mark.parametrize(("show_file", "records", "place", "words"), CASES)
def test_a_record_of_another_show_is_told(tmp_path, show_file, records, place, words) -> None:
    folder = show(tmp_path / "tea-time", show_file, *records)
    [problem] = [one for one in load_source(folder).problems if one.rule == "FK439"]
    assert str(problem.place).endswith(f"episodes/{place}")
    assert words in problem.message


def test_it_does_not_speak_for_the_show(tmp_path) -> None:
    folder = show(tmp_path / "tea-time", UNNAMED, page("Coffee", 1), page("Tea Time", 2))
    loaded = feedkit.load(folder)
    assert (loaded.title, loaded.description) == ("Tea Time", "It is Tea Time.")


@pytest.mark.parametrize("records", [(page("Coffee", 1), page("Coffee", 2)), (jupiter("tea", 1), jupiter("tea", 2))])
def test_records_that_agree_may_call_the_show_otherwise(tmp_path, records) -> None:
    folder = show(tmp_path / "tea-time", SHOW, *records)
    assert [one for one in load_source(folder).problems if one.rule == "FK439"] == []
