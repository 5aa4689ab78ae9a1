"""Chapters from one form to another, by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedkit.chapters import Chapter, Chapters, ChaptersError
from feedkit.media.chapter_files import read_chapters, write_chapters
from tests.media.base import AUDIO
from tests.test_main_job import feedkit_command

CHAPTERS = (
    Chapter(0.0, "Grün & <black>", url="https://example.org/?a=1&b=2"),
    Chapter(1.25, "Oolong", img="https://example.org/oolong.jpg"),
    Chapter(3600.0, "Farewell"),
)
TITLES = [(one.start_s, one.title) for one in CHAPTERS]


def titles(chapters: Chapters) -> list[tuple[float, str | None]]:
    return [(one.start_s, one.title) for one in chapters.chapters]


@pytest.mark.parametrize("ending", ["json", "psc", "xml", "txt"])
def test_starts_and_titles_survive_every_form(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"1.{ending}"
    path.write_text(write_chapters(Chapters(CHAPTERS), ending), encoding="utf-8")
    found, problems = read_chapters(path)
    assert titles(found) == TITLES
    assert problems == ()


@pytest.mark.parametrize("ending", ["json", "psc"])
def test_links_and_pictures_survive_where_there_is_room_for_them(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"1.{ending}"
    path.write_text(write_chapters(Chapters(CHAPTERS), ending), encoding="utf-8")
    found, _ = read_chapters(path)
    assert [(one.url, one.img) for one in found.chapters] == [(one.url, one.img) for one in CHAPTERS]


def test_chapters_of_an_item_of_a_feed_are_found(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        '<rss xmlns:psc="http://podlove.org/simple-chapters"><channel><item><psc:chapters version="1.2">'
        '<psc:chapter start="00:01:00" title="Tea"/></psc:chapters></item></channel></rss>'
    )
    assert titles(read_chapters(path)[0]) == [(60.0, "Tea")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("Nothing here.", "there are no chapters in", id="a text without times"),
        pytest.param("<rss/>", "there is no `psc:chapters`", id="XML without chapters"),
        pytest.param("<rss>", r"1:6: no element found", id="broken XML"),
        pytest.param("", "there are no chapters in", id="an empty file"),
    ],
)
def test_a_file_without_chapters_is_told(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "1.txt"
    path.write_text(content)
    with pytest.raises(ChaptersError, match=words):
        read_chapters(path)


def test_the_commands_take_chapters_into_an_mp3_and_out_again(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("00:00:00.000 Intro\n00:00:01.500 Six teas\n")
    mp3 = AUDIO / "cbr.mp3"
    done = feedkit_command("chapters", "embed", "1.txt", mp3, "out.mp3", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "out.mp3: 2 chapters written\n")
    done = feedkit_command("chapters", "convert", "out.mp3", "out.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "out.json: written\n")
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))["chapters"]
    assert [(one["startTime"], one["title"]) for one in written] == [(0, "Intro"), (1.5, "Six teas")]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(
            ["convert", "1.txt", "1.mp3"], 2, "`mp3` is no form of chapters; there are json", id="no such form"
        ),
        pytest.param(["embed", "1.txt", "1.txt", "2.mp3"], 1, "is no MP3 that can be played", id="no MP3"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, args: list[str], code: int, words: str) -> None:
    (tmp_path / "1.txt").write_text("0:00 Intro\n0:30 Six teas\n")
    done = feedkit_command("chapters", *args, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["1.txt"]
