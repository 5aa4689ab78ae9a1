"""`feedkit validate` as CI meets it: what is judged, what fails, what is written, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import ROOT, feedkit_command

WARNED = (ROOT / "feeds" / "telemetry-now.xml").read_text(encoding="utf-8")
"""A feed with warnings and no error."""
BROKEN = WARNED.replace("<title>", "<titel>", 1)


def feeds(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param([], 0, id="an error, unless set"),
        pytest.param(["--fail-on", "warning"], 1, id="a warning"),
        pytest.param(["--fail-on", "error"], 0, id="an error"),
        pytest.param(["--fail-on", "never"], 0, id="nothing"),
    ],
)
def test_a_run_fails_from_the_level_that_is_named(tmp_path: Path, arguments: list[str], code: int) -> None:
    feeds(tmp_path, a=WARNED)
    assert feedkit_command("validate", "a.xml", *arguments, cwd=tmp_path).returncode == code
    assert feedkit_command("validate", feeds(tmp_path, b=BROKEN) / "b.xml", cwd=tmp_path).returncode == 1


def test_infos_that_fail_a_run_are_told(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED)
    done = feedkit_command("validate", "a.xml", "--fail-on", "info", cwd=tmp_path)
    assert done.returncode == 1
    assert ": info: " in done.stdout
    assert "--verbose" not in done.stdout
    done = feedkit_command("validate", "a.xml", "--fail-on", "info", "--format", "github", cwd=tmp_path)
    assert "::notice file=a.xml" in done.stdout


def test_standard_input_is_a_feed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "feedkit", "validate", "-", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, input=BROKEN.encode(), capture_output=True, check=False)
    assert done.returncode == 1
    assert {problem["file"] for problem in json.loads(done.stdout)["problems"]} == {"<stdin>"}


def test_a_list_names_what_is_judged_and_an_empty_one_nothing(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED, b=BROKEN, c=BROKEN)
    (tmp_path / "list").write_text("a.xml\nc.xml\n", encoding="utf-8")
    (tmp_path / "none").touch()
    done = feedkit_command("validate", "c.xml", "--from", "list", "--format", "json", "-v", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert found["summary"]["files"] == 2
    assert list(dict.fromkeys(one["file"] for one in found["problems"])) == ["c.xml", "a.xml"]
    empty = feedkit_command("validate", "--from", "none", cwd=tmp_path)
    assert (empty.stdout, empty.returncode) == ("no problems\n", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipes")
def test_a_pipe_by_name_tells_how_to_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = feedkit_command("validate", "pipe", cwd=tmp_path)
    assert "`… | feedkit validate -`" in done.stdout


@pytest.mark.parametrize("format_", ["github", "sarif"])
@pytest.mark.parametrize("word", ["b.xml", "../a/b.xml", "{folder}/a/b.xml"])
def test_github_is_told_paths_from_the_root_of_what_is_checked_out(tmp_path: Path, format_: str, word: str) -> None:
    (tmp_path / "a").mkdir()
    feeds(tmp_path / "a", b=BROKEN)
    named = word.format(folder=tmp_path)
    arguments = ("validate", named, "--format", format_)
    done = feedkit_command(*arguments, cwd=tmp_path / "a", GITHUB_WORKSPACE=str(tmp_path))
    paths = re.findall(r'(?:file=|"uri": ")([^",]*)', done.stdout)
    assert {path for path in paths if "://" not in path} == {"a/b.xml"}


def test_without_paths_this_folder_is_judged_where_there_is_no_seeds(tmp_path: Path) -> None:
    done = feedkit_command("validate", cwd=tmp_path)
    assert done.returncode == 2
    assert "name what to check: `feedkit validate feed.xml`" in done.stderr
    assert "in 1 file" in feedkit_command("validate", cwd=feeds(tmp_path, a=WARNED)).stdout


def test_a_wrong_word_is_told_before_anything_is_judged(tmp_path: Path) -> None:
    done = feedkit_command("validate", "a.xml", "nowhere", cwd=feeds(tmp_path, a=BROKEN))
    assert (done.returncode, done.stdout) == (2, "")


def test_the_report_goes_into_a_file_and_its_summary_on_the_terminal(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED)
    done = feedkit_command("validate", "a.xml", "--format", "sarif", "--output", "report.sarif", cwd=tmp_path)
    assert done.stdout.startswith("2 warnings, ")
    assert json.loads((tmp_path / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"
    done = feedkit_command("validate", "a.xml", "-q", "-o", "no/folder.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot write no/folder.txt" in done.stderr


@pytest.mark.parametrize("option", ["-o", "--write-baseline"])
def test_no_report_takes_the_place_of_a_feed(tmp_path: Path, option: str) -> None:
    feeds(tmp_path, a=WARNED, b=WARNED)
    done = feedkit_command("validate", option, "a.xml", "b.xml", cwd=tmp_path)  # as a shell gives `-o *.xml`
    assert done.returncode == 2
    assert "a.xml is a feed, which would be lost; name another file" in done.stderr
    assert (tmp_path / "a.xml").read_text(encoding="utf-8") == WARNED


def test_a_report_into_a_dash_is_printed(tmp_path: Path) -> None:
    feeds(tmp_path, a=BROKEN)
    dashed, plain = (feedkit_command("validate", "a.xml", *words, cwd=tmp_path) for words in (("-o", "-"), ()))
    assert dashed.stdout == plain.stdout
    assert not (tmp_path / "-").exists()


def test_quiet_leaves_the_summary_out(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED)
    loud = feedkit_command("validate", "a.xml", cwd=tmp_path).stdout
    quiet = feedkit_command("validate", "a.xml", "-q", cwd=tmp_path).stdout
    assert loud.startswith(quiet)
    assert "2 warnings" in loud.removeprefix(quiet)


def test_colour_follows_the_environment(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED)
    assert "\x1b" not in feedkit_command("validate", "a.xml", cwd=tmp_path).stdout
    assert "\x1b[33m" in feedkit_command("validate", "a.xml", cwd=tmp_path, FORCE_COLOR="1").stdout
    both = feedkit_command("validate", "a.xml", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in both.stdout


def test_many_feeds_give_the_same_report_by_one_process_and_by_three(tmp_path: Path) -> None:
    feeds(tmp_path, **{f"{number:03}": WARNED if number % 2 else BROKEN for number in range(240)})
    alone, shared = (feedkit_command("validate", ".", "-v", "--jobs", jobs, cwd=tmp_path) for jobs in ("1", "3"))
    assert alone.stdout == shared.stdout
    assert alone.returncode == shared.returncode == 1
    files = [line.split(":")[0] for line in alone.stdout.splitlines() if ".xml:" in line.split(" ")[0]]
    assert files == sorted(files)
    assert len(set(files)) == 240


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_with_130(tmp_path: Path, jobs: str) -> None:
    feeds(tmp_path, **{f"{number:04}": BROKEN for number in range(3000)})
    command = [sys.executable, "-m", "feedkit", "validate", ".", "--jobs", jobs]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(200_000)  # it is well under way
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_a_file_that_cannot_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED)
    (tmp_path / "b.xml").mkdir()
    (tmp_path / "c.xml").symlink_to("gone.xml")
    done = feedkit_command("validate", ".", "--format", "json", cwd=tmp_path)
    errors = [(one["file"], one["slug"]) for one in json.loads(done.stdout)["problems"] if one["level"] == "error"]
    assert errors == [("c.xml", "rec-unreadable")]
    assert done.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a file that opens and cannot be read is had of /proc")
def test_a_disk_that_fails_within_a_file_costs_that_file_alone(tmp_path: Path) -> None:
    feeds(tmp_path, a=WARNED, c=WARNED)
    (tmp_path / "b.xml").symlink_to("/proc/self/mem")
    done = feedkit_command("validate", ".", "--format", "json", cwd=tmp_path)
    errors = [one["message"] for one in json.loads(done.stdout)["problems"] if one["level"] == "error"]
    assert errors == ["cannot read b.xml: input/output error"]
    assert done.stderr == ""


def test_a_feed_that_is_too_large_to_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<rss>" + b" " * 25_000_000)
    done = feedkit_command("validate", "a.xml", "--format", "json", cwd=tmp_path)
    assert [one["slug"] for one in json.loads(done.stdout)["problems"]] == ["size-feed"]


def test_a_profile_of_a_show_that_is_none_stands_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "tea" / "episodes").mkdir(parents=True)
    (tmp_path / "tea" / "show.yaml").write_text(SHOW + "profiles: [aple]\n", encoding="utf-8")
    (tmp_path / "tea" / "episodes" / "1.md").write_text(GOOD, encoding="utf-8")
    done = feedkit_command("validate", "tea", cwd=tmp_path)
    assert "tea/show.yaml:13:12: error: `profiles.0`" in done.stdout
    assert "apple" in done.stdout


class TestBaseline:
    """What an archive inherits is written down once; what is new fails."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        feeds(tmp_path, a=BROKEN, b=WARNED)
        done = feedkit_command("validate", "a.xml", "b.xml", "--write-baseline", "known.jsonl", cwd=tmp_path)
        assert done.returncode == 0
        assert done.stdout.endswith("problems known from now on\n")
        return tmp_path

    def validate(self, folder: Path, *arguments: str) -> tuple[int, str]:
        done = feedkit_command("validate", *arguments, "--baseline", "known.jsonl", cwd=folder)
        return done.returncode, done.stdout

    def test_nothing_that_is_known_fails(self, folder: Path) -> None:
        code, text = self.validate(folder, "a.xml", "b.xml", "--fail-on", "warning")
        assert code == 0
        assert "of the baseline not shown" in text
        assert ": error:" not in text

    def test_lines_that_move_change_nothing(self, folder: Path) -> None:
        head, _, rest = BROKEN.partition("<item>")
        feeds(folder, a=f"{head}\n\n<item>{rest}")
        assert self.validate(folder, "a.xml")[0] == 0

    def test_what_is_new_fails_also_where_its_like_is_known(self, folder: Path) -> None:
        head, item, rest = WARNED.partition("<item>")
        feeds(folder, b=f"{head}{item}{rest.partition('</item>')[0].replace('guid', 'giud')}</item>{item}{rest}")
        code, text = self.validate(folder, "b.xml")
        assert code == 1
        assert "guid-required" in text

    def test_what_is_mended_is_told_once_a_file(self, folder: Path) -> None:
        feeds(folder, a=WARNED)
        (folder / "b.xml").unlink()
        code, text = self.validate(folder, "a.xml", "-v")
        assert code == 0
        stale = [line for line in text.splitlines() if "baseline-stale" in line]
        assert [line.split(", ")[0] for line in stale] == [
            "known.jsonl: info: of the known problems of a.xml",
            "known.jsonl: info: of the known problems of b.xml",
        ]

    def test_of_files_that_are_not_judged_nothing_is_said(self, folder: Path) -> None:
        assert "baseline-stale" not in self.validate(folder, "a.xml", "-v")[1]

    def test_the_file_is_sorted_a_line_a_problem_and_the_same_every_time(self, folder: Path) -> None:
        first = (folder / "known.jsonl").read_text("utf-8")
        feedkit_command("validate", "b.xml", "a.xml", "--write-baseline", "known.jsonl", cwd=folder)
        assert (folder / "known.jsonl").read_text("utf-8") == first
        head, *entries = [json.loads(line) for line in first.splitlines()]
        assert head == {"feedkit_baseline": 1}
        keys = [tuple(entry[name] for name in ("file", "rule", "field", "message")) for entry in entries]
        assert keys == sorted(set(keys))

    @pytest.mark.parametrize("text", ["", "[]\n", "{}\n", '{"feedkit_baseline": 2}\n', "nonsense\n", "\ud800"])
    def test_a_file_that_is_no_baseline_is_wrong_use(self, folder: Path, text: str) -> None:
        (folder / "known.jsonl").write_bytes(text.encode("utf-8", "surrogatepass"))
        done = feedkit_command("validate", "a.xml", "--baseline", "known.jsonl", cwd=folder)
        assert done.returncode == 2
        assert "known.jsonl" in done.stderr

    def test_a_line_that_git_left_is_named_by_its_number(self, folder: Path) -> None:
        text = (folder / "known.jsonl").read_text("utf-8")
        (folder / "known.jsonl").write_text(f"{text}<<<<<<< HEAD\n", encoding="utf-8")
        done = feedkit_command("validate", "a.xml", "--baseline", "known.jsonl", cwd=folder)
        where = f"known.jsonl:{text.count(chr(10)) + 1}: this is no line of a baseline: `<<<<<<< HEAD`; "
        assert done.stderr == f"feedkit: {where}write the baseline again with `--write-baseline known.jsonl`\n"

    def test_a_file_that_is_not_there_says_how_to_make_one(self, folder: Path) -> None:
        missing = feedkit_command("validate", "a.xml", "--baseline", "none.jsonl", cwd=folder)
        assert "`--write-baseline none.jsonl` makes one" in missing.stderr
