"""FK383: a build is done again by another process, and every byte is compared."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from feedkit.errors import FeedkitError
from feedkit.problems import Level
from feedkit.publishing import publish
from feedkit.publishing.twice import built_again
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show
from tests.test_main_job import feedkit_command

SLOVENLY = """import sys
from pathlib import Path
from feedkit.cli import main

try:
    main(sys.argv[1:])
finally:
    out = Path(sys.argv[sys.argv.index("--out") + 1])
    for path in out.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"Tea no. 1", b"Tea no. one"))
    (out / "tea-time" / "today.txt").write_text("today")
    {more}
"""
"""A program whose builds are not those of feedkit: a stand-in for one that puts the clock into its feeds."""


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write_show(tmp_path / "seeds" / "tea-time", {"1": episode(1), "2": episode(2)})


@pytest.fixture
def out(show: Path) -> Path:
    out = show.parent.parent / "feeds"
    assert publish(show, out, Settings()).written is not None
    return out


def slovenly(folder: Path, more: str = "") -> tuple[str, str]:
    (folder / "slovenly.py").write_text(SLOVENLY.format(more=more), "utf-8")
    return sys.executable, str(folder / "slovenly.py")


def test_what_is_built_again_is_the_same(show: Path, out: Path) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert list(built_again(show, out)) == []
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_file_that_differs_is_told_at_its_first_line_that_does(show: Path, out: Path, tmp_path: Path) -> None:
    found = {
        problem.place.path.rpartition("/")[2]: problem for problem in built_again(show, out, program=slovenly(tmp_path))
    }
    problem = found["tea-time.xml"]
    assert (problem.rule, problem.slug, problem.level) == ("FK383", "rec-deterministic", Level.ERROR)
    assert "Tea no. 1" in (out / "tea-time.xml").read_text("utf-8").splitlines()[problem.place.line - 1]
    assert problem.message == (
        "a second build of the same records gives another file: "
        "`<title>Tea no. 1</title>` becomes `<title>Tea no. one</title>`"
    )
    assert found["today.txt"].message == "only a second build writes this file"


def test_a_file_that_is_missing_is_told(show: Path, out: Path, tmp_path: Path) -> None:
    program = slovenly(tmp_path, '(out / "tea-time" / "ledger.jsonl").unlink()')
    messages = {problem.message for problem in built_again(show, out, program=program)}
    assert "a second build does not write this file" in messages


@pytest.mark.parametrize(
    "program",
    [
        pytest.param((sys.executable, "-c", "raise SystemExit(3)"), id="it fails"),
        pytest.param(("/no/such/program",), id="there is none"),
    ],
)
def test_a_second_build_that_cannot_be_done_is_said(show: Path, out: Path, program: tuple[str, ...]) -> None:
    with pytest.raises(FeedkitError, match=r"the second build (ended with 3|cannot be run)"):
        list(built_again(show, out, program=program))


def test_the_command_builds_twice_where_it_is_told_to(show: Path) -> None:
    done = feedkit_command("build", "seeds", "--twice", "--now", "2026-01-01T00:00:00Z", cwd=show.parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 episodes" in done.stdout
