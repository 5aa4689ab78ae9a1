"""Every command, whatever it is given and whenever it is ended: exit codes, printable messages, no secret, no network."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from feedkit.cli import main
from tests.feed.feeds import episode, write_show
from tests.running import Ended, feedkit

FORMATS = ("json", "sarif", "github", "junit", "html")
COMMANDS = {
    "accept": ["accept", "seeds/show"],
    "build": ["build", "seeds", "-v"],
    "build as JSON": ["build", "seeds", "-v", "--format", "json"],
    "build twice against": ["build", "seeds", "--against", "old.xml", "--now", "2024-06-01T00:00:00Z"],
    "chapters convert": ["chapters", "convert", "feeds/show/e1.chapters.json", "chapters.txt"],
    "derive": ["derive", "seeds/show/transcripts/e1.vtt", "--format", "json"],
    "diff": ["diff", "old.xml", "feeds/show.xml"],
    "diff as JSON": ["diff", "old.xml", "feeds/show.xml", "--format", "json"],
    "diff as Markdown": ["diff", "old.xml", "feeds/show.xml", "--format", "markdown"],
    "enrich": ["enrich", "seeds/show"],
    "explain": ["explain", "FK084"],
    "fix": ["fix", "seeds/show", "--diff"],
    "import": ["import", "feeds/show.xml", "--to", "imported"],
    "init": ["init", "site"],
    "learn": ["learn", "seeds/show"],
    "rules": ["rules", "--format", "json"],
    "schema": ["schema", "record"],
    "show": ["show", "seeds/show"],
    "transcript convert": ["transcript", "convert", "seeds/show/transcripts/e1.vtt", "e1.srt"],
    "validate": ["validate", "seeds", "feeds", "-v"],
    **{
        f"validate as {form}": ["validate", "seeds", "feeds", "-v", "--format", form]
        for form in ("json", "sarif", "github", "junit", "html")
    },
    "why": ["why", "seeds/show", "e1", "title"],
    "opml": ["opml", "seeds/show"],
}  # fmt: skip - one table
NOT_HERE = {"probe": "it asks the network, tests/media", "serve": "it runs until it is ended, tests/site"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]")
TALK = "WEBVTT\n\n" + "".join(f"00:{n:02}:00.000 --> 00:{n:02}:50.000\nTea {n} of China.\n\n" for n in range(20))


def marks(title: str) -> list[dict[str, Any]]:
    return [{"start_time": 0, "title": title}, {"start_time": 60, "title": "Two"}]


def project(folder: Path, shared: Path | None = None, **record: Any) -> Path:
    """A project with a show whose episode `e1` has everything, built, and an older feed of it. shared: with the hostile records and feeds."""
    show = folder / "seeds" / "show"
    write_show(show, {"e1": episode(1, chapter_marks=marks("One")), "e2": episode(2)}, records=["episodes/*"])
    (show / "transcripts").mkdir()
    (show / "transcripts" / "e1.vtt").write_text(TALK, "utf-8")
    (folder / "site" / "_posts").mkdir(parents=True)
    (folder / "site" / "_posts" / "2024-01-01-a.md").write_text("---\ntitle: A\naudio: a.mp3\n---\nTea.\n", "utf-8")
    assert feedkit(folder, "build", "seeds").code == 0
    shutil.copy(folder / "feeds" / "show.xml", folder / "old.xml")
    write_show(show, {"e1": episode(1, chapter_marks=marks("One"), **record), "e2": episode(2)}, records=["episodes/*"])
    if shared is not None:
        for path in (shared / "hostile" / "records").iterdir():
            shutil.copy(path, show / "episodes" / f"hostile-{path.name}")
        shutil.copytree(shared / "hostile" / "feeds", folder / "feeds" / "hostile")
    return folder


def test_every_command_is_here() -> None:
    assert {words[0] for words in COMMANDS.values()} | NOT_HERE.keys() == set(main.list_commands(None))  # type: ignore[attr-defined, arg-type]


@pytest.fixture(scope="module")
def hostile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("hostile") / "project", shared)


def assert_ended_well(done: Ended, words: list[str]) -> None:
    assert done.code in (0, 1, 2), (words, done.code, done.said[-2000:])
    assert "Traceback" not in done.said
    assert not CONTROL.search(done.said), (words, CONTROL.search(done.said))
    assert all(len(line) <= 1500 for line in done.err.splitlines())


LONG = ("fix", "validate", *(f"validate as {form}" for form in FORMATS))
"""What takes seconds of a hundred broken records; for those who ask, all of these run twice."""


@pytest.mark.parametrize("name", [one for one in COMMANDS if one not in LONG])
def test_among_hostile_records_and_feeds_it_ends_as_documented(hostile: Path, name: str) -> None:
    done = feedkit(hostile, *COMMANDS[name], patience_s=100)
    assert_ended_well(done, COMMANDS[name])
    assert done.reached == ()
    outside = [path for path in done.written if not path.startswith((f"{hostile}/", "/dev/", "/proc/", "/tmp/"))]  # noqa: S108
    assert outside == []
    assert not (hostile / "PWNED-by-yaml").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_in_every_form_it_ends_as_documented_and_says_the_same_again(hostile: Path, name: str) -> None:
    once, again = (feedkit(hostile, *COMMANDS[name], patience_s=100) for _ in range(2))
    assert_ended_well(once, COMMANDS[name])
    assert once.said == again.said


def test_each_message_has_a_place_and_a_rule_and_can_be_printed(hostile: Path) -> None:
    done = feedkit(hostile, "validate", "seeds", "-v", "--format", "json", patience_s=100)
    assert_ended_well(done, ["validate"])
    problems = json.loads(done.out)["problems"]
    assert len(problems) > 500
    for one in problems:
        assert one["file"], one
        assert re.fullmatch(r"FK\d{3}", one["rule"]), one
        assert len(one["message"]) <= 1000, one
        assert one["message"].isprintable(), one
    places = [(one["file"], one["line"] or 0) for one in problems]
    assert places == sorted(places)


def hostile_words(shared: Path) -> list[list[str | Path]]:
    """Each hostile file by itself, with each command that takes such a file."""
    folder = shared / "hostile"
    words: list[list[str | Path]] = []
    for path in sorted((folder / "feeds").iterdir()):
        words += [["validate", path], ["import", path, "--to", f"imported-{path.stem}"], ["diff", path, "old.xml"]]
    for path in sorted((folder / "transcripts").iterdir()):
        words += [["derive", path], ["transcript", "convert", path, "t.vtt"]]
    for path in sorted((folder / "chapters").iterdir()):
        words += [["chapters", "convert", path, f"c-{path.stem}.txt"]]
    return words


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_each_hostile_file_by_itself_ends_as_documented(shared: Path, tmp_path: Path, every: int) -> None:
    folder = project(tmp_path / "project")
    for words in hostile_words(shared)[::every]:
        done = feedkit(folder, *words, patience_s=30)
        assert_ended_well(done, [*map(str, words)])
        assert done.reached == (), words


ELSEWHERE = ("validate as sarif", "validate as junit", "validate as html", "build twice against")
"""Forms whose secrets and characters tests/reports and tests/publishing/test_secrets.py look at."""
NASTY = "A \x1b[31m\x9b1m \u202eevil\u200b\x85::error::x%0A\u2028::error file=a::b \ud83d"
"""What moves cursors, turns text round, hides, ends lines, and is a command to GitHub."""


def test_no_text_of_others_moves_a_cursor_or_becomes_a_line(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    record = episode(
        1, title=NASTY, description=NASTY, guid=NASTY, link=NASTY, chapter_marks=marks(NASTY), person=NASTY
    )
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in record.items())  # escapes, as anybody may write
    (folder / "seeds" / "show" / "episodes" / "e1.yaml").write_text(text, "utf-8")
    (folder / "seeds" / "show" / "episodes" / "\x1b[31m\n::error::.yaml").write_text("{", "utf-8")
    (folder / "seeds" / "show" / "transcripts" / "e1.vtt").write_text(TALK.replace("China", NASTY[:-1]), "utf-8")
    feed = (folder / "old.xml").read_text("utf-8").replace("Tea no. 1", "Tea \x9b1m\u202eevil&#x9b;&#x202e;")
    (folder / "feeds" / "nasty.xml").write_text(feed, "utf-8")
    commands = COMMANDS | {"diff of both": ["diff", "feeds/nasty.xml", "feeds/show.xml"]}
    commands |= {"diff as JSON of both": ["diff", "feeds/nasty.xml", "feeds/show.xml", "--format", "json"]}
    for words in (words for name, words in commands.items() if name not in ELSEWHERE):
        done = feedkit(folder, *words)
        assert_ended_well(done, words)
        assert not [line for line in done.said.splitlines() if line.startswith("::error") and "FK" not in line], words


def test_a_file_that_is_named_by_its_own_odd_name_is_told_in_a_line(tmp_path: Path) -> None:
    for words in (["validate", "no\x1b[31m\u202ething.xml"], ["build", "\x9bx"], ["explain", "\x1b]0;x\x07"]):
        done = feedkit(tmp_path, *words)
        assert_ended_well(done, words)
        assert done.code == 2


SECRETS = {
    "user": "MARKa1userinfo",
    "query": "MARKb2query",
    "feed": "MARKc3feedtoken",
    "wallet": "MARKd4wallet",
    "env": "MARKe5environment",
    "netrc": "MARKf6netrc",
    "ledger": "MARKg7ledger",
    "exception": "MARKh8exception",
}
"""What no command may print. Those that only a server can give back (header, cookie, redirect) are in tests/media."""


def with_secrets(folder: Path) -> Path:
    mark = SECRETS
    project(
        folder,
        enclosure={"url": f"https://amy:{mark['user']}@example.org/1.mp3?token={mark['query']}", "type": "audio/mp3"},
        link=f"https://example.org:port/?key={mark['exception']}",
        value={"recipients": [{"address": "x", "customValue": mark["wallet"], "customKey": "7", "split": "a"}]},
    )
    show = folder / "seeds" / "show"
    text = (show / "show.yaml").read_text("utf-8")
    (show / "show.yaml").write_text(text.replace("tea-time.xml", f"tea-time.xml?auth={mark['feed']}"), "utf-8")
    ledger = folder / "feeds" / "show" / "ledger.jsonl"
    lines = ledger.read_text("utf-8").replace("https://example.org/2", f"https://amy:{mark['ledger']}@example.org/2")
    ledger.write_text(lines + '{"broken', "utf-8")
    feed = folder / "feeds" / "broken.xml"
    feed.write_text(
        (folder / "old.xml")
        .read_text("utf-8")
        .replace("https://example.org/1", f"https://a:{mark['user']}@b/1?sig={mark['query']}&"),
        "utf-8",
    )
    (folder / ".netrc").write_text(f"machine example.org login amy password {mark['netrc']}\n", "utf-8")
    return folder


def test_no_command_prints_a_secret(tmp_path: Path) -> None:
    folder = with_secrets(tmp_path / "project")

    def given() -> None:
        os.environ |= {"HOME": str(folder), "OPENAI_API_KEY": SECRETS["env"], "FEEDKIT_API_KEY": SECRETS["env"]}

    asked = {"opml", "import", "fix"}  # they give what is there to the letter: to apps, to files, to `patch`
    for name, words in COMMANDS.items():
        if name in ELSEWHERE:
            continue
        done = feedkit(folder, *words, first=given)
        assert_ended_well(done, words)
        found = {kind for kind, word in SECRETS.items() if word in done.said and name not in asked}
        assert found == set(), (name, [line for line in done.said.splitlines() if "MARK" in line][:3])
    published = b"".join(path.read_bytes() for path in (folder / "feeds").rglob("*") if path.is_file())
    assert not [kind for kind in ("env", "netrc") if SECRETS[kind].encode() in published]


MOMENT = """
import os, signal, sys
left, number = int(sys.argv.pop(1)), getattr(signal, sys.argv.pop(1))

def count(event, args):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), number)

from feedkit.__main__ import run
sys.addaudithook(count)
try:
    run()
finally:
    if left > 0:
        os.write(2, f"events left: {left}".encode())
"""
"""The program, which gets a signal at the n-th thing that it does: an import, a file that it opens, renames, removes ..."""


def signalled(folder: Path, at: int, kind: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MOMENT, str(at), kind, "build", "seeds", "--force"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("kind", "codes"), [("SIGINT", {130, -signal.SIGINT}), ("SIGTERM", {-signal.SIGTERM})])
@pytest.mark.parametrize("moments", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_ended_at_any_moment_it_says_so_by_its_code_and_leaves_the_feed_whole(
    tmp_path: Path, kind: str, codes: set[int], moments: int
) -> None:
    folder = project(tmp_path / "project")
    many = 1_000_000
    whole = many - int(signalled(folder, many, kind).stderr.rpartition(" ")[2])
    dice = random.Random(moments)  # noqa: S311 - the same moments at every run
    feed, seen = folder / "feeds" / "show.xml", set()
    for number in range(moments):
        write_show(folder / "seeds" / "show", {"e1": episode(1, title=f"Edit {number}"), "e2": episode(2)})
        was = feed.read_bytes()
        done = signalled(folder, dice.randrange(1, whole), kind)
        assert "Traceback" not in done.stderr, done.stderr
        seen.add(done.returncode)
        is_done = f"Edit {number}" in feed.read_text("utf-8") and "written" in done.stdout
        assert done.returncode in codes or is_done, done  # what comes when all is said may come too late
        assert feed.read_bytes() == was or f"Edit {number}" in feed.read_text("utf-8")
        assert feed.read_bytes().endswith(b"</rss>\n")
    assert seen & codes
    assert feedkit(folder, "build", "seeds", "--force").code == 0
    assert not [path for path in (folder / "feeds").rglob("*") if ".tmp-" in path.name]


CLOSED = ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "| head -1", "| true", "2>&1 >/dev/full"]


@pytest.mark.skipif(sys.platform != "linux", reason="the shell's words, and /dev/full")
@pytest.mark.parametrize("words", ["build seeds -v", "validate - -v --format json"])
def test_whatever_is_closed_there_is_no_traceback(tmp_path: Path, words: str) -> None:
    folder = project(tmp_path / "project")
    for closed in CLOSED if words == "build seeds -v" else CLOSED[3:5]:
        line = f"set -o pipefail; {sys.executable} -m feedkit {words} {closed}"
        done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, input="")
        said = done.stdout + done.stderr
        assert "Traceback" not in said, said
        assert "Exception ignored" not in said, said
        assert done.returncode in (0, 1, 2, 141), (closed, done)
    assert feedkit(folder, "build", "seeds").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows wants more of its environment")
def test_without_home_path_or_any_locale_it_builds_and_tells(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", title="Grüner Tee \N{TEACUP WITHOUT HANDLE}")
    said = []
    for environment in (
        {},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ):
        command = [sys.executable, "-m", "feedkit", "show", "seeds/show"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert b"Tee" in min(said)
