"""A command that runs in the folder of the show itself, or of a network: files are called as they are called there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import feedkit_command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A show with an episode that has two problems, one of which can be mended."""
    show = tmp_path / "tea-time"
    (show / "episodes").mkdir(parents=True)
    (show / "show.yaml").write_text(SHOW, encoding="utf-8")
    record = GOOD.replace('duration: "50:13"\n', "").replace("48213331}", "48213331, type: audio/mp3}")
    (show / "episodes" / "001.md").write_text(record, encoding="utf-8")
    return show


@pytest.mark.parametrize("words", [(), (".",)])
def test_a_show_that_is_this_folder_is_told_of_without_the_way_to_it(folder: Path, words: tuple[str, ...]) -> None:
    for command in ("validate", "build"):
        done = feedkit_command(command, *words, "--format", "json", cwd=folder)
        named = {problem["file"] for problem in json.loads(done.stdout)["problems"]}
        assert named >= {"episodes/001.md"}
        assert {Path(name).is_absolute() for name in named} == {False}
    assert (folder / "feeds" / "tea-time.xml").is_file()


def test_a_message_names_files_of_this_folder_without_the_way_to_it(folder: Path) -> None:
    record = folder / "episodes" / "001.md"
    record.write_text(GOOD.replace("duration:", "hosts: [bob]\nduration:"), encoding="utf-8")
    done = feedkit_command("validate", "--format", "json", cwd=folder)
    told = [one["message"] + one["mend"] for one in json.loads(done.stdout)["problems"] if "bob" in one["message"]]
    assert told == ["`bob` is nobody in peopleadd people/bob.yaml with `name: …`"]


def test_a_baseline_of_this_folder_holds_in_another_copy_of_it(folder: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "known.jsonl"
    feedkit_command("validate", "--write-baseline", baseline, cwd=folder)
    copy = folder.rename(tmp_path / "copy")
    done = feedkit_command("validate", "--baseline", baseline, "--fail-on", "warning", cwd=copy)
    assert done.returncode == 0, done.stdout
    (copy / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    assert "can no longer be found" in feedkit_command("validate", "--baseline", baseline, "-v", cwd=copy).stdout


def test_a_difference_of_this_folder_can_be_applied_in_it(folder: Path) -> None:
    done = feedkit_command("fix", "--diff", cwd=folder)
    assert done.stdout.startswith("--- episodes/001.md\n+++ episodes/001.md\n"), done.stdout


def test_what_is_wrong_in_a_file_that_two_shows_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "amy.yaml").write_text("name: Amy Brewer\nimg: /amy.jpg\n", encoding="utf-8")
    for name in ("coffee", "tea"):
        (tmp_path / name / "episodes").mkdir(parents=True)
        show = SHOW.replace("tea-time", name).replace("0b7c3f5e", "0b7c3f5d" if name == "tea" else "0b7c3f5e")
        (tmp_path / name / "show.yaml").write_text(f"{show}people: ../people\n", encoding="utf-8")
        record = GOOD.replace('duration: "50:13"', 'duration: "50:13"\nhosts: [amy]')
        (tmp_path / name / "episodes" / "001.md").write_text(record, encoding="utf-8")
    done = feedkit_command("validate", "--format", "json", cwd=tmp_path)
    problems = [problem for problem in json.loads(done.stdout)["problems"] if problem["file"] == "people/amy.yaml"]
    assert [problem["slug"] for problem in problems] == ["url-absolute"]
