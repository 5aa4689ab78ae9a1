"""What a probe learns goes into the lock, and from there into the feed, where the author said nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import feedkit
from feedkit.media.lock import read_lock
from feedkit.problems import Level
from tests.media.base import AUDIO, File, serving
from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import feedkit_command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shows" / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "shows" / "tea-time" / "show.yaml").write_text(SHOW, encoding="utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "1.mp3").write_bytes((AUDIO / "cbr.mp3").read_bytes())
    (tmp_path / "media" / "cover.jpg").write_bytes(b"\xff\xd8\xff")  # all that the show names, so nobody is asked
    return tmp_path


def probed(folder: Path, record: str) -> feedkit.Show:
    (folder / "shows" / "tea-time" / "episodes" / "001.md").write_text(record, encoding="utf-8")
    feedkit_command("probe", "shows", "--media-dir", "media", cwd=folder)
    return feedkit.enrich(feedkit.load(folder / "shows" / "tea-time"))


def test_a_gap_is_filled_from_the_file(folder: Path) -> None:
    show = probed(folder, GOOD.replace(", length: 48213331", "").replace('duration: "50:13"\n', ""))
    (episode,) = show.episodes
    assert episode.enclosure.length == (AUDIO / "cbr.mp3").stat().st_size
    assert episode.duration == 4
    assert [claim.origin.source.name for claim in feedkit.why(show, "001", "duration")] == ["LOCK"]


def test_the_author_wins_over_the_probe_and_the_difference_is_told_with_both_places(folder: Path) -> None:
    show = probed(folder, GOOD.replace("48213331", "1"))
    assert show.episodes[0].enclosure.length == 1
    (problem,) = [p for p in feedkit.validate(show) if p.slug == "enclosure-length-exact"]
    assert problem.level == Level.ERROR
    assert Path(problem.place.path).name == "001.md"
    assert Path(problem.see[0].place.path).name == "feedkit.lock.yaml"


def test_chapters_in_the_media_are_the_authors_and_times_in_the_notes_win_over_them(folder: Path) -> None:
    def claims(record: str) -> list[tuple[str, list[str]]]:
        found = feedkit.why(probed(folder, record), "001", "chapters")
        return [(claim.origin.source.name, [mark["title"] for mark in claim.value]) for claim in found]

    in_media = ("LOCK", ["Opening", "Über tea"])
    assert claims(GOOD) == [in_media]
    times = "\n\n00:00 Leaves\n\n01:00 Water\n\n02:00 Cups\n"
    assert claims(GOOD + times) == [("NOTES", ["Leaves", "Water", "Cups"]), in_media]


def test_the_feed_has_the_authors_length_and_build_and_validate_tell_of_the_probes(folder: Path) -> None:
    with (folder / "media" / "1.mp3").open("r+b") as media:
        media.truncate(38663080)
    probed(folder, GOOD.replace("48213331", "1"))
    built = feedkit_command("build", "shows", cwd=folder)
    validated = feedkit_command("validate", "shows", cwd=folder)
    assert (built.returncode, validated.returncode) == (1, 1)
    assert 'length="1"' in (folder / "feeds" / "tea-time.xml").read_text("utf-8")
    for told in (built.stdout, validated.stdout):
        (block,) = [block for block in told.split("\n\n") if "FK086" in block]
        assert block.startswith("shows/tea-time/episodes/001.md:7:61: error: ")
        assert "the length is given as 1 bytes, and the file has 38663080 [FK086 enclosure-length-exact]" in block
        assert "= see:  shows/tea-time/feedkit.lock.yaml:" in block
        assert "(probe: 38663080)" in block


@pytest.mark.parametrize("answers", [5, 23, 77])
def test_an_interrupt_loses_no_answer_that_has_come(folder: Path, answers: int) -> None:
    """Only those may be missing that were on their way: two at a time are asked of a host."""
    show = folder / "shows" / "tea-time"
    with serving({f"/{n}.mp3": File((AUDIO / "cbr.mp3").read_bytes(), etag=f'"{n}"') for n in range(120)}) as site:
        for n in range(120):
            record = GOOD.replace("https://example.org/audio/1.mp3", f"{site.url}/{n}.mp3").replace("tea-1", f"tea-{n}")
            (show / "episodes" / f"{n}.md").write_text(record, encoding="utf-8")
        (folder / "feedkit.yaml").write_text(f"allow_private: ['{site.place}']\n", encoding="utf-8")
        command = [sys.executable, "-m", "feedkit", "probe", "shows", "--media-dir", "media"]
        with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
            while site.methods.count("GET") < answers and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
        begun = {site.url + path for method, path, _ in site.log if method == "GET"}
    known = read_lock(show / "feedkit.lock.yaml").answers
    assert (process.returncode, told) == (130, "")
    assert answers <= len(begun) < 120
    assert len(begun - set(known)) <= 2
    assert not list(show.glob("*.journal"))
