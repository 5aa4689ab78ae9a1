"""Whatever links, pipes and folders stand in a project: nothing outside of it is read or written, and nothing waits."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from feedkit.errors import WriteError
from feedkit.media.lock import read_lock, write_lock
from feedkit.records.within import read_within
from tests.feed.feeds import episode, write_show
from tests.running import Ended, feedkit

TALK = "WEBVTT\n\n00:00.000 --> 00:01.000\nS3CR3T\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of this kind are not Windows's")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in git, with a show, and a file outside that holds a secret."""
    folder = tmp_path / "project"
    write_show(folder / "seeds" / "show", {"e1": episode(1)})
    (folder / "seeds" / "show" / "transcripts").mkdir()
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text(TALK, "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "other.vtt").write_text(TALK.replace("S3CR3T", "Another S3CR3T"), "utf-8")
    for name in ("secret.vtt", "secret.yaml"):
        (tmp_path / "outside" / name).write_text(TALK, "utf-8")
    return folder


def build(project: Path) -> Ended:
    return feedkit(project, "build", "seeds", "-v", patience_s=20)


def contents(project: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (project / "feeds").rglob("*") if path.is_file())


LINKS = ("episodes/e2.yaml", "overlays/e1.yaml", "people/amy.yaml", "sponsors/acme.yaml", "transcripts/e1.vtt")


@pytest.mark.parametrize("target", ["../../../../outside/secret.vtt", "../../../.git/config"], ids=["outside", "git's"])
def test_links_out_are_told_and_what_they_lead_to_is_not_read(project: Path, target: str) -> None:
    for name in LINKS:
        link = project / "seeds" / "show" / name
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(target)
    done = build(project)
    told = [line for line in done.out.splitlines() if "error: cannot read the" in line]
    assert [line.partition(": ")[0] for line in told] == [f"seeds/show/{name}" for name in LINKS]
    assert all("it is a link that leads out of the project" in line for line in told)
    assert "S3CR3T" not in done.said
    assert b"S3CR3T" not in contents(project)
    assert not [path for path in done.read if "outside" in path or ".git/" in path]


def test_a_folder_that_is_a_link_out_is_told(project: Path) -> None:
    (project / "seeds" / "show" / "people").symlink_to("../../../outside")
    done = build(project)
    assert "its folder is reached by a link that leads out of the project" in done.out
    assert "S3CR3T" not in done.said


def test_a_show_file_that_is_a_link_out_is_told(project: Path) -> None:
    show = project / "seeds" / "show" / "show.yaml"
    show.rename(project.parent / "outside" / "show.yaml")
    show.symlink_to("../../../outside/show.yaml")
    assert "it is a link that leads out of the project" in build(project).out


def test_a_lock_that_is_a_link_out_is_neither_copied_nor_written(project: Path) -> None:
    outside, path = project.parent / "outside" / "secret.yaml", project / "seeds" / "show" / "feedkit.lock.yaml"
    path.symlink_to(outside)
    lock = read_lock(path, "feedkit.lock.yaml")
    assert [one.message for one in lock.problems] == [
        "the lock cannot be read: it is a link that leads out of the project"
    ]
    with pytest.raises(WriteError, match="a link that leads out of the project"):
        write_lock(path, replace(lock, guesses={"summary": {"e1": {"text": "Tea.", "model": "m"}}}))
    assert outside.read_text("utf-8") == TALK
    assert [one.name for one in path.parent.glob("feedkit.lock*")] == [path.name]


def test_a_lock_that_is_a_pipe_keeps_nobody_waiting(project: Path) -> None:
    path = project / "seeds" / "show" / "feedkit.lock.yaml"
    os.mkfifo(path)
    assert [one.message for one in read_lock(path).problems] == ["the lock is no ordinary file"]
    assert "lock-readable" in build(project).out


def test_a_link_within_the_project_is_followed(project: Path) -> None:
    (project / "shared").mkdir()
    (project / "shared" / "talk.vtt").write_text(TALK, "utf-8")
    (project / ".git" / "annex").mkdir()
    (project / "seeds" / "show" / "episodes" / "e1.yaml").rename(project / ".git" / "annex" / "e1")
    (project / "seeds" / "show" / "episodes" / "e1.yaml").symlink_to("../../../.git/annex/e1")
    (project / "seeds" / "show" / "transcripts" / "e1.vtt").symlink_to("../../../shared/talk.vtt")
    assert build(project).code == 0
    assert b"S3CR3T" in contents(project)


def test_without_git_the_folder_that_it_runs_in_is_the_project(project: Path) -> None:
    (project / ".git" / "config").unlink()
    (project / ".git").rmdir()
    (project / "talk.vtt").write_text(TALK, "utf-8")
    (project / "seeds" / "show" / "transcripts" / "e1.vtt").symlink_to("../../../talk.vtt")
    assert build(project).code == 0
    (project / "seeds" / "show" / "transcripts" / "e1.vtt").unlink()
    (project / "seeds" / "show" / "transcripts" / "e1.vtt").symlink_to("../../../../outside/other.vtt")
    assert build(project).code == 1


TARGETS = ("feeds/show.xml",), ("feeds/show/ledger.jsonl", "feeds/show/index.html")
LOCK = ("seeds/show/feedkit.lock.yaml",)
"""Without it the published feed would lose what it knows of media, and stays as it is."""
SOURCES = (
    *("seeds/show/transcripts/e1.vtt", "seeds/show/people/amy.yaml", "seeds/show/overlays/e1.yaml"),
    *("seeds/show/learned.yaml", "seeds/show/episodes/e2.yaml", "feedkit.yaml"),
    *("feeds/other.xml", "feeds/show/page-001.xml", "feeds/show/origins.json", "feeds/show/x.chapters.json"),
)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipes", "folders"])
@pytest.mark.parametrize(
    "names", [SOURCES, *TARGETS, LOCK], ids=["sources", "the feed", "what stands beside it", "the lock"]
)
def test_what_is_no_file_neither_blocks_nor_ends_in_a_bug(
    project: Path, names: tuple[str, ...], make: Callable[[Path], None]
) -> None:
    assert build(project).code == 0
    write_show(project / "seeds" / "show", {"e1": episode(1, title="Other")})
    for name in names:
        path = project / name
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        make(path)
    done = build(project)
    assert done.code in (0, 1), done.said
    assert "Traceback" not in done.said
    assert names in (*TARGETS, LOCK) or b"Other" in (project / "feeds" / "show.xml").read_bytes()


def swapped(path: Path, outside: Path, times: int, look: Callable[[], None]) -> None:
    """Do `look` while a file becomes a link out, and a file again, so many times."""
    own, link = path.with_name("own"), path.with_name("link")

    def swap() -> None:
        for _ in range(times):
            own.write_text("mine", "utf-8")
            own.rename(path)
            link.symlink_to(outside)
            link.rename(path)

    thread = threading.Thread(target=swap)
    thread.start()
    while thread.is_alive():
        look()
    thread.join()


@pytest.mark.parametrize("times", [150, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_file_that_becomes_a_link_while_it_is_read_is_not_followed(project: Path, times: int) -> None:
    path, seen = project / "seeds" / "show" / "episodes" / "e2.yaml", set()

    def look() -> None:
        try:
            seen.add(read_within(path, 1000))
        except OSError as error:
            seen.add(error.strerror)

    path.write_text("mine", "utf-8")
    swapped(path, project.parent / "outside" / "secret.yaml", times, look)
    assert b"mine" in seen
    assert "it is a link that leads out of the project" in seen
    assert not [one for one in seen if isinstance(one, bytes) and b"S3CR3T" in one]


@pytest.mark.slow
def test_whole_builds_read_nothing_outside_while_files_become_links(project: Path) -> None:
    for name in ("episodes/e1.yaml", "transcripts/e1.vtt"):
        command = [sys.executable, "-m", "feedkit", "build", "seeds", "--force", "-v"]
        said: list[str] = []

        def look() -> None:
            done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)  # noqa: B023
            said.append(done.stdout + done.stderr)  # noqa: B023
            assert done.returncode in (0, 1), done

        swapped(project / "seeds" / "show" / name, project.parent / "outside" / "secret.yaml", 10_000, look)
        assert said
        assert not [one for one in said if "S3CR3T" in one]
        assert b"S3CR3T" not in contents(project)
