"""The commands, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from feedkit.version import __version__
from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import ROOT, feedkit_command


def test_version_and_help_teach() -> None:
    assert feedkit_command("--version", cwd=ROOT).stdout == f"feedkit {__version__}\n"
    text = feedkit_command("--help", cwd=ROOT).stdout
    assert "feedkit build seeds" in text
    assert "Exit codes: 0 clean, 1 problems, 2 wrong use" in text


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        pytest.param(["build", "nowhere"], 2, "there is nothing at nowhere", id="no such folder"),
        pytest.param(["explain", "enclosure-lenght"], 2, "did you mean", id="no such rule"),
        pytest.param(["why", "seeds/coder-radio", "999", "title"], 2, "there are `605`", id="no such episode"),
        pytest.param(["why", "seeds/coder-radio", "605", "titel"], 2, "no field of an episode", id="no such field"),
        pytest.param(["validate", "seeds", "--format", "xls"], 2, "json", id="no such format"),
        pytest.param(["validate", "seeds", "--profile", "winamp"], 2, "spotify", id="no such profile"),
        pytest.param(["show", "nowhere"], 2, "'nowhere' does not exist", id="no such folder of a show"),
        pytest.param(["why", "nowhere", "1", "title"], 2, "'nowhere' does not exist", id="no folder to ask"),
        pytest.param(
            ["chapters", "convert", "feeds/telemetry-now/s02e29.chapters.json", "x.foo"],
            2,
            "`foo` is no form of chapters",
            id="no such form of chapters",
        ),
        pytest.param(
            ["chapters", "convert", "feeds/telemetry-now/s02e29.chapters.json", "nowhere/x.json"],
            1,
            "cannot write nowhere/x.json: no such file or directory",
            id="no folder for chapters",
        ),
        pytest.param(
            ["transcript", "convert", "feeds/telemetry-now/s02e29.transcript.txt", "nowhere/x.html"],
            1,
            "cannot write nowhere/x.html: no such file or directory",
            id="no folder for a transcript",
        ),
        pytest.param(["diff", "HEAD", "feeds"], 2, "`feeds` is a folder; name a feed in it", id="a folder of feeds"),
        pytest.param(["frobnicate"], 2, "No such command 'frobnicate'\n", id="no such command"),
        pytest.param(["biuld"], 2, "No such command 'biuld'; did you mean `build`?", id="a misspelt command"),
        pytest.param(
            ["show", "tests"], 1, "write tests/show.yaml with at least `title`", id="a folder that is no show"
        ),
        pytest.param(
            ["import", "http://127.0.0.1/", "--to", "nowhere"],
            1,
            "or save the feed as a file",
            id="an address nobody may ask",
        ),
    ],
)
def test_wrong_use_is_told_in_a_line(args: list[str], code: int, words: str) -> None:
    done = feedkit_command(*args, cwd=ROOT)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["build", "serve", "probe", "opml", "fix", "enrich"])
def test_where_no_show_is_named_and_none_is_there_the_way_to_one_is_told(command: str, tmp_path: Path) -> None:
    done = feedkit_command(command, cwd=tmp_path)
    assert done.returncode == 2
    assert "name the folder of a show, or begin one: `feedkit init my-show`" in done.stderr


@pytest.mark.parametrize(
    ("words", "end"),
    [
        pytest.param([], "into a folder.", id="all commands"),
        pytest.param(["chapters"], "or lines that begin with a time.", id="commands of a command"),
    ],
)
def test_help_tells_each_command_in_a_whole_sentence(words: list[str], end: str) -> None:
    listed = feedkit_command(*words, "--help", cwd=ROOT).stdout.partition("Commands:")[2]
    assert "..." not in listed
    assert end in " ".join(listed.split())


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        pytest.param("feedkit vali", "plain,validate", id="a command"),
        pytest.param("feedkit validate ", "file,", id="a path"),
        pytest.param("feedkit build ", "file,", id="a show"),
        pytest.param("feedkit validate --format js", "plain,json", id="a format"),
        pytest.param("feedkit validate --profile sp", "plain,spotify", id="a profile"),
    ],
)
def test_a_shell_completes(words: str, completed: str) -> None:
    asked = {"_FEEDKIT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    code = "import sys; sys.argv[0] = 'feedkit'; from feedkit.__main__ import run; run()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **asked})
    assert done.stdout.strip() == completed


@pytest.mark.parametrize("command", ["build", "validate", "fix", "opml", "probe", "enrich"])
def test_an_empty_word_is_not_the_folder_one_stands_in(command: str) -> None:
    done = feedkit_command(command, "", cwd=ROOT / "seeds" / "telemetry-now")
    assert done.returncode == 2
    assert "one of the paths is empty" in done.stderr


def test_a_build_that_can_make_no_feed_tells_everything_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "tea-time").mkdir()
    (tmp_path / "tea-time" / "show.yaml").write_text(SHOW.replace("description:", "descripton:"), encoding="utf-8")
    done = feedkit_command("build", "tea-time", cwd=tmp_path)
    assert done.returncode == 1
    assert "the show has no `description`" in done.stdout
    assert "`descripton` is not a field of a show; did you mean `description`?" in done.stdout
    assert not (tmp_path / "feeds" / "tea-time.xml").exists()


def test_why_names_the_winner_and_its_line() -> None:
    done = feedkit_command("why", "seeds/coder-radio", "605", "enclosure.length", cwd=ROOT)
    assert done.stdout.splitlines()[0] == "enclosure.length: 38663080"
    assert "seeds/coder-radio/episodes/0605.md:42:20:" in done.stdout


def test_show_tells_what_is_published_and_what_is_missing() -> None:
    text = feedkit_command("show", "seeds/telemetry-now", cwd=ROOT).stdout
    assert "1 of 1 can be published" in text
    assert "chapters (guessed)" in text
    assert "missing duration (optional)" in text


def test_show_tells_what_is_missing_of_a_show_that_has_no_feed_yet(tmp_path: Path) -> None:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "show.yaml").write_text("title: Tea Time\n", encoding="utf-8")
    (tmp_path / "tea-time" / "episodes" / "1.md").write_text(GOOD, encoding="utf-8")
    done = feedkit_command("show", "tea-time", cwd=tmp_path)
    assert done.returncode == 0
    assert "  description - missing" in done.stdout
    assert "  no feed     tea-time/show.yaml: `link` is missing" in done.stdout
    assert "  1  2026-03-01  Green tea" in done.stdout


def test_show_tells_what_the_record_of_an_episode_that_waits_has(tmp_path: Path) -> None:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "transcripts").mkdir()
    (tmp_path / "tea-time" / "show.yaml").write_text(SHOW, encoding="utf-8")
    record = re.sub("enclosure:.*\n", "", GOOD)
    (tmp_path / "tea-time" / "episodes" / "1.md").write_text(record, encoding="utf-8")
    (tmp_path / "tea-time" / "transcripts" / "1.txt").write_text("Amy: Tea.\n", encoding="utf-8")
    shown = feedkit_command("show", "tea-time", cwd=tmp_path).stdout
    assert "  categories  Arts > Food\n" in shown
    assert "      has     duration, description, content, transcripts\n" in shown
    assert "      missing enclosure, persons (optional), chapters (optional), image (optional)" in shown
    told = feedkit_command("validate", "tea-time", "-v", cwd=tmp_path).stdout
    assert "enclosure-required" in told
    assert "transcript-present" not in told


def test_json_is_for_programs(tmp_path: Path) -> None:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "show.yaml").write_text(SHOW, encoding="utf-8")
    (tmp_path / "tea-time" / "episodes" / "1.md").write_text(GOOD.replace("48213331", "0"), encoding="utf-8")
    document = json.loads(feedkit_command("validate", ".", "--format", "json", cwd=tmp_path).stdout)
    found = [problem for problem in document["problems"] if problem["level"] != "info"]
    assert [(p["slug"], p["file"], p["line"]) for p in found] == [
        ("enclosure-length-nonzero", "tea-time/episodes/1.md", 7)
    ]


def test_rules_are_listed_for_programs_with_their_pages() -> None:
    found = json.loads(feedkit_command("rules", "--format", "json", "--profile", "spotify", cwd=ROOT).stdout)
    assert all({"spotify", "core"} & set(one["levels"]) for one in found)
    by_id = {one["id"]: one for one in found}
    assert by_id["FK147"]["levels"] == {"spotify": "error", "core": "warning"}
    assert by_id["FK081"]["fix"] == "safe"
    assert by_id["FK130"]["fix"] == "unsafe"
    assert by_id["FK084"]["fix"] is None
    assert by_id["FK084"]["why"].startswith("apps show the size")
    assert feedkit_command("rules", "--profile", "winamp", cwd=ROOT).returncode == 2


def test_a_page_says_whether_a_rule_can_be_mended() -> None:
    assert "`feedkit fix` mends it in records\n" in feedkit_command("explain", "FK081", cwd=ROOT).stdout
    assert "where `--unsafe url-https-elsewhere` is given" in feedkit_command("explain", "FK130", cwd=ROOT).stdout


def test_fix_shows_and_writes_what_can_be_mended(tmp_path: Path) -> None:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "show.yaml").write_text(SHOW, encoding="utf-8")
    path = tmp_path / "tea-time" / "episodes" / "1.md"
    path.write_text(GOOD.replace("48213331}", "48213331, type: audio/mp3}"), encoding="utf-8")
    told = feedkit_command("validate", "tea-time", cwd=tmp_path).stdout
    assert told.endswith("; `feedkit fix` can mend 1)\n")
    looked = feedkit_command("fix", "--diff", cwd=tmp_path)
    assert (looked.returncode, looked.stderr) == (1, "1 problem can be mended in 1 file\n")
    assert looked.stdout.splitlines()[:2] == ["--- tea-time/episodes/1.md", "+++ tea-time/episodes/1.md"]
    applied = feedkit_command("fix", cwd=tmp_path)
    assert (applied.returncode, applied.stdout.splitlines()) == (
        0,
        ["tea-time/episodes/1.md: enclosure-type-canonical", "1 problem mended in 1 file"],
    )
    assert path.read_text("utf-8") == GOOD.replace("48213331}", "48213331, type: audio/mpeg}")
    assert feedkit_command("fix", "--diff", cwd=tmp_path).returncode == 0


def test_a_transcript_is_converted_with_its_speakers(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nAmy: Hello.\n", encoding="utf-8")
    done = feedkit_command("transcript", "convert", "a.srt", "a.vtt", cwd=tmp_path)
    assert done.returncode == 0
    assert "00:00:00.000 --> 00:00:02.000\n<v Amy>Hello." in (tmp_path / "a.vtt").read_text(encoding="utf-8")


def test_times_are_not_made_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hello.\n\nAnd bye.\n", encoding="utf-8")
    done = feedkit_command("transcript", "convert", "a.txt", "a.vtt", cwd=tmp_path)
    assert done.returncode == 1
    assert "time" in done.stderr
    assert not (tmp_path / "a.vtt").exists()


def test_a_transcript_outside_any_show_gets_chapters_and_a_summary() -> None:
    path = "feeds/telemetry-now/s02e29.transcript.txt"
    done = feedkit_command("derive", path, "--duration", "2052", "--format", "json", cwd=ROOT)
    found = json.loads(done.stdout)
    assert "TikTok ban" in [chapter["title"] for chapter in found["chapters"]["guesses"]]
    assert found["summary"]


def test_what_is_wrong_with_a_transcript_is_no_part_of_its_guesses(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text('{"segments": [{"start": 0, "end": 2, "text": "Tea."}]}', encoding="utf-8")
    (tmp_path / "2.docx").write_bytes(b"PK\x03\x04")
    done = feedkit_command("derive", "1.json", "--format", "json", cwd=tmp_path)
    assert (done.returncode, list(json.loads(done.stdout))) == (0, ["version", "chapters", "summary", "keywords"])
    assert "1.json:1: error: `version` is missing" in done.stderr
    done = feedkit_command("derive", "2.docx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the file is a Word document" in done.stderr


def test_guesses_are_printed_for_people_too() -> None:
    done = feedkit_command("derive", "feeds/telemetry-now/s02e29.transcript.txt", "--duration", "2052", cwd=ROOT)
    assert re.search(r"^00:25:\d\d ± \d+ s  TikTok ban  \(0\.\d\d\)$", done.stdout, re.MULTILINE)


def test_a_show_without_authored_chapters_teaches_nothing(tmp_path: Path) -> None:
    done = feedkit_command("learn", ROOT / "seeds" / "telemetry-now", cwd=tmp_path)
    words = "0 episodes with a transcript and authored chapters (0 chapters) are too few to learn from\n"
    assert done.stdout == words
    assert not (ROOT / "seeds" / "telemetry-now" / "learned.yaml").exists()


LESSON = """\
WEBVTT

00:00:00.000 --> 00:01:30.000
Welcome to Tea Time. {words}

00:01:30.000 --> 00:04:00.000
And now for our main story. {words} {words}

00:04:00.000 --> 00:06:00.000
And that brings us to your letters. {words}
"""


def test_a_show_with_authored_chapters_is_learnt_from(tmp_path: Path) -> None:
    folder = tmp_path / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    (folder / "transcripts").mkdir()
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    chapters = (
        "chapters: [{start_time: 0, title: Intro}, {start_time: 90, title: Story}, {start_time: 240, title: Letters}]"
    )
    for number in range(16):
        record = GOOD.replace("tea-1", f"tea-{number}").replace("duration:", f"{chapters}\nduration:")
        (folder / "episodes" / f"{number:03}.md").write_text(record, encoding="utf-8")
        words = " ".join(f"We talk of leaf {number * 7 + i} and pot {i}." for i in range(12))
        (folder / "transcripts" / f"{number:03}.vtt").write_text(LESSON.format(words=words), encoding="utf-8")
    done = feedkit_command("learn", "tea-time", cwd=tmp_path)
    assert "tea-time/learned.yaml: learnt from 32 chapters of 16 episodes" in done.stdout
    assert "Letters" in (folder / "learned.yaml").read_text(encoding="utf-8")
