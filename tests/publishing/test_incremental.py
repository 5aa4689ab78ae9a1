"""A build that has nothing to do does nothing, and one that has something to do is never spared by mistake."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from feedkit import pipeline
from feedkit.feed.cache import FOLDER, Job, elsewhere, recall
from feedkit.problems import Level
from feedkit.publishing.outcome import Outcome, unchanged
from feedkit.settings import Settings
from tests.conftest import ROOT
from tests.feed.feeds import episode, write_show

MARKS = [{"start_time": 0, "title": "Leaves"}, {"start_time": 60, "title": "Water"}]
TRANSCRIPT = "WEBVTT\n\n00:00.000 --> 00:04.000\nWelcome to the tea show.\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    records = {"one": episode(1, chapter_marks=MARKS, hosts=["amy"]), "two": episode(2)}
    folder = write_show(tmp_path / "tea-time", records)
    for name, content in {
        "people/amy.yaml": "username: amy\nname: Amy Brewer\n",
        "overlays/two.yaml": "description: What the overlay says.\n",
        "transcripts/one.vtt": TRANSCRIPT,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


def job(show: Path, settings: Settings | None = None) -> Job:
    return Job(show, show.parent / "feeds", settings or Settings())


def build(show: Path, settings: Settings | None = None) -> Outcome:
    return pipeline.publish(show, show.parent / "feeds", settings or Settings())


def published(show: Path) -> dict[str, bytes]:
    folder = show.parent / "feeds"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def states(show: Path) -> dict[Path, tuple[int, int, int]]:
    """What tells that a published file was touched; that it was read is no matter."""
    found = {path: path.stat() for path in (show.parent / "feeds").rglob("*")}
    return {path: (one.st_ino, one.st_mtime_ns, one.st_ctime_ns) for path, one in found.items()}


def test_the_first_build_has_something_to_do(show: Path) -> None:
    assert unchanged(job(show)) is None


def test_after_a_build_there_is_nothing_to_do_and_no_file_is_touched(show: Path) -> None:
    build(show)
    before = states(show)
    assert unchanged(job(show)) is not None
    build(show)
    assert states(show) == before


def test_what_is_kept_stands_at_the_root_of_the_repository_where_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    show, out = write_show(tmp_path / "shows" / "tea-time", {"1": episode(1)}), tmp_path / "static" / "feeds"
    pipeline.publish(show, out, Settings())
    assert [path.name for path in (tmp_path / "static").iterdir()] == ["feeds"]
    assert (tmp_path / FOLDER / ".gitignore").read_text("utf-8") == "*\n"
    assert unchanged(Job(show, out, Settings())) is not None


def test_what_a_show_file_names_may_be_a_file_or_not_be_there(tmp_path: Path) -> None:
    show = write_show(tmp_path / "tea-time", {}, records="../one.yaml", sponsors="../sponsors")
    record = tmp_path / "one.yaml"
    record.write_text(yaml.safe_dump(episode(1)), "utf-8")
    assert build(show).episodes == 1
    assert unchanged(job(show)) is not None
    record.write_text(yaml.safe_dump(episode(1, title="Other")), "utf-8")
    assert unchanged(job(show)) is None
    build(show)
    (tmp_path / "sponsors").mkdir()
    (tmp_path / "sponsors" / "pots.yaml").write_text("title: Pots\n", "utf-8")
    assert unchanged(job(show)) is None


def test_a_guid_that_was_minted_is_told_once_and_a_build_later_there_is_nothing_to_do(tmp_path: Path) -> None:
    show = write_show(tmp_path / "tea-time", {"one": episode(1, guid=None)})
    assert "rec-slug-guid" in [problem.slug for problem in build(show).report]
    assert unchanged(job(show)) is None
    assert "rec-slug-guid" not in [problem.slug for problem in build(show).report]
    assert unchanged(job(show)) is not None


def test_a_build_that_is_spared_says_the_same_as_one_that_is_not(show: Path) -> None:
    build(show)
    spared = build(show)
    shutil.rmtree(show.parent / FOLDER)
    assert build(show) == spared
    assert spared.report.problems


def edit(path: str, content: str) -> Callable[[Path], None]:
    return lambda show: _edit(show.parent / path, content)


def _edit(path: Path, content: str) -> None:
    """Change a file and leave its size and times alone, as far as that is possible."""
    status = path.stat() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    if status is not None:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def same_size(path: str) -> Callable[[Path], None]:
    def change(show: Path) -> None:
        content = (show.parent / path).read_text("utf-8")
        _edit(show.parent / path, content.replace("tea", "TEA", 1))

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(same_size("tea-time/episodes/one.yaml"), id="a record, of the same size and time"),
        pytest.param(edit("tea-time/episodes/four.yaml", "title: x\n"), id="a new record"),
        pytest.param(lambda show: (show / "episodes" / "two.yaml").unlink(), id="a record less"),
        pytest.param(
            lambda show: (show / "episodes" / "two.yaml").rename(show / "episodes" / "x.yaml"), id="a new name"
        ),
        pytest.param(edit("tea-time/people/amy.yaml", "username: amy\nname: Amy Browning\n"), id="a person"),
        pytest.param(edit("tea-time/overlays/two.yaml", "description: What it says now.\n"), id="an overlay"),
        pytest.param(edit("tea-time/overlays/one.yaml", "description: What it says.\n"), id="a new overlay"),
        pytest.param(edit("tea-time/transcripts/one.vtt", TRANSCRIPT.replace("tea", "pot")), id="a transcript"),
        pytest.param(edit("tea-time/transcripts/two.vtt", TRANSCRIPT), id="a new transcript"),
        pytest.param(same_size("tea-time/show.yaml"), id="the show's file"),
        pytest.param(edit("tea-time/feedkit.lock.yaml", "one: {}\n"), id="a lock"),
        pytest.param(edit("feeds/tea-time.xml", "<rss/>"), id="the published feed"),
        pytest.param(lambda show: (show.parent / "feeds" / "tea-time.xml").unlink(), id="no published feed"),
        pytest.param(edit("feeds/tea-time/one.chapters.json", "{}"), id="a published file"),
        pytest.param(
            lambda show: (show.parent / "feeds/tea-time/one.chapters.json").unlink(), id="a published file less"
        ),
        pytest.param(edit("feeds/tea-time/zwei.chapters.json", "{}"), id="a file that no build wrote"),
        pytest.param(edit("feeds/tea-time/ledger.jsonl", "{{{"), id="the ledger"),
        pytest.param(edit("feeds/.tea-time.xml.tmp-abc123", "<rss"), id="what a killed build left"),
        pytest.param(
            edit("feeds/tea-time/.ledger.jsonl.tmp-abc123", ""), id="what a killed build left beside the feed"
        ),
    ],
)
def test_whatever_changes_there_is_something_to_do(show: Path, change: Callable[[Path], None]) -> None:
    build(show)
    assert unchanged(job(show)) is not None
    change(show)
    assert unchanged(job(show)) is None


def test_a_show_beside_it_that_takes_its_guid_gives_a_build_something_to_say(show: Path) -> None:
    write_show(show.parent / "other", {}, guid="b7a3c8f0-2c0d-5d5e-9d1f-3a4b5c6d7e8f", feed_url=None)
    build(show)
    assert unchanged(job(show)) is not None
    write_show(show.parent / "other", {}, feed_url=None)
    assert unchanged(job(show)) is None
    assert "FK198" in [problem.rule for problem in build(show).report]


def test_what_else_a_show_beside_it_says_is_no_concern_of_a_build(show: Path) -> None:
    write_show(show.parent / "other", {}, guid="b7a3c8f0-2c0d-5d5e-9d1f-3a4b5c6d7e8f", title="Coffee")
    build(show)
    write_show(show.parent / "other", {}, guid="b7a3c8f0-2c0d-5d5e-9d1f-3a4b5c6d7e8f", title="Cocoa")
    assert unchanged(job(show)) is not None


@pytest.mark.parametrize(
    ("file", "content"),
    [
        pytest.param("overlays/two.yaml", "description: What it says now.\n", id="an overlay"),
        pytest.param("transcripts/2.vtt", TRANSCRIPT, id="a transcript that is named as the media file is"),
    ],
)
def test_an_edit_is_built_as_if_nothing_had_been_kept(show: Path, tmp_path: Path, file: str, content: str) -> None:
    build(show)
    _edit(show / file, content)
    build(show)
    shutil.copytree(show, tmp_path / "fresh" / "tea-time")
    build(tmp_path / "fresh" / "tea-time")
    assert published(show) == published(tmp_path / "fresh" / "tea-time")


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(Settings(profiles=frozenset({"core"})), id="profiles"),
        pytest.param(Settings(levels={"item-title-no-number": Level.ERROR}), id="levels"),
        pytest.param(Settings(release=True), id="release"),
    ],
)
def test_other_settings_are_another_build(show: Path, settings: Settings) -> None:
    build(show)
    assert unchanged(job(show, settings)) is None


def test_another_folder_of_feeds_is_another_build(show: Path) -> None:
    build(show)
    assert unchanged(Job(show, show.parent / "others", Settings())) is None


def test_what_the_settings_of_a_show_name_outside_of_it_is_looked_at(tmp_path: Path) -> None:
    show = write_show(tmp_path / "shows" / "tea-time", {}, records="../../content/*.yaml", people="../../people")
    (tmp_path / "content").mkdir()
    (tmp_path / "people").mkdir()
    (tmp_path / "content" / "one.yaml").write_text(json.dumps(episode(1)), "utf-8")
    assert build(show).episodes == 1
    assert unchanged(job(show)) is not None
    (tmp_path / "people" / "bob.yaml").write_text("name: Bob\n", "utf-8")
    assert unchanged(job(show)) is None
    build(show)
    (tmp_path / "content" / "two.yaml").write_text(json.dumps(episode(2)), "utf-8")
    assert unchanged(job(show)) is None


def test_a_path_out_of_the_show_is_followed_up_to_its_wild_cards() -> None:
    settings = {
        "records": ("episodes/*", "../content/show/**/*.md"),
        "people": "/srv/people",
        "link": "https://x.example/",
    }
    assert elsewhere(settings) == ["../content/show", "/srv/people"]


class TestEntries:
    @pytest.fixture
    def entry(self, show: Path) -> Path:
        build(show)
        return job(show).path

    @pytest.mark.parametrize("part", range(0, 100, 5))
    def test_cut_anywhere_an_entry_holds_for_nothing(self, show: Path, entry: Path, part: int) -> None:
        whole = entry.read_bytes()
        entry.write_bytes(whole[: len(whole) * part // 100])
        assert recall(job(show)) is None

    @pytest.mark.parametrize("content", ["", "{}", "\n", "x\n[]", "\x00" * 50, "[" * 100_000])
    def test_damaged_in_any_way_an_entry_holds_for_nothing(self, show: Path, entry: Path, content: str) -> None:
        entry.write_text(content, "utf-8")
        assert recall(job(show)) is None
        assert build(show).written is not None

    def test_changed_by_a_letter_an_entry_holds_for_nothing(self, show: Path, entry: Path) -> None:
        entry.write_text(entry.read_text("utf-8").replace("Amy", "Ann"), "utf-8")
        assert recall(job(show)) is None

    def test_an_entry_from_another_disk_holds_for_nothing(self, show: Path, entry: Path, tmp_path: Path) -> None:
        feed = show.parent / "feeds" / "tea-time.xml"
        shutil.copyfile(feed, tmp_path / "copy.xml")
        feed.unlink()
        (tmp_path / "copy.xml").rename(feed)
        assert entry.exists()
        assert recall(job(show)) is None

    def test_git_does_not_see_them(self, entry: Path) -> None:
        assert (entry.parent / ".gitignore").read_text("utf-8") == "*\n"

    def test_a_folder_that_cannot_be_written_costs_the_entry_and_nothing_else(self, show: Path, entry: Path) -> None:
        shutil.rmtree(entry.parent)
        entry.parent.write_text("in the way", "utf-8")
        assert build(show).written is not None
        assert recall(job(show)) is None


def test_a_refused_feed_is_not_kept_as_one_that_was_built(show: Path) -> None:
    build(show)
    (show / "episodes" / "two.yaml").unlink()
    assert build(show).written is None
    assert unchanged(job(show)) is None
    assert build(show).written is None


def test_to_be_spared_a_build_needs_no_heavy_imports(show: Path) -> None:
    build(show)
    code = "import sys; from pathlib import Path; from feedkit.publishing.outcome import unchanged; from feedkit.feed.cache import Job\n"
    code += (
        "from feedkit.settings import Settings; found = unchanged(Job(Path('tea-time'), Path('feeds'), Settings()))\n"
    )
    code += "print(found is not None, *sorted({'pydantic', 'lxml', 'feedgen', 'yaml', 'requests'} & {*sys.modules}))"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-m", "feedkit", "build", "tea-time"]
    subprocess.run(run, cwd=show.parent, env=env, capture_output=True, check=False)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=show.parent, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


SELDOM = {
    "feedgen": "it makes items that are new, and the channel where it changed",
    "importlib.metadata": "pydantic looks for its plugins when it builds a validator, which what is in order does not need",
    "subprocess": "another process is for `--twice`",
    "tomllib": "the records are YAML",
    "feedkit.fix.plan": "nobody asks what can be mended",
    "feedkit.feed.mend": "the feed is well-formed",
    "feedkit.records.page_blocks": "to tell the dialects apart takes none of them as a whole",
}
"""What a build after an edit does without, and why it may."""


def test_a_build_after_an_edit_imports_only_what_it_needs(show: Path) -> None:
    code = "import sys; from pathlib import Path; from feedkit.publishing import publish; from feedkit.settings import Settings\n"
    code += "publish(Path('tea-time'), Path('feeds'), Settings()); print(*sys.modules)"

    def imported() -> set[str]:
        run = [sys.executable, "-c", code]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(run, cwd=show.parent, env=env, capture_output=True, text=True, check=True)
        return {*done.stdout.split()}

    imported()
    record = show / "episodes" / "two.yaml"
    record.write_text(record.read_text("utf-8").replace("We taste", "We try"), "utf-8")
    found = imported()
    assert "feedkit.feed.write" in found, "there was nothing to do"
    assert not sorted(found & {*SELDOM})


@pytest.mark.slow  # it compares two times, which a busy machine can turn round
def test_to_look_costs_a_small_part_of_a_build(tmp_path: Path) -> None:
    show = write_show(tmp_path / "tea-time", {f"{n}": episode(n) for n in range(300)})
    started = time.process_time()
    build(show)
    built = time.process_time()
    assert unchanged(job(show)) is not None
    assert time.process_time() - built < (built - started) / 10
