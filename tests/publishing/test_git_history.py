"""The feed of an earlier commit, as a predecessor to compare with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.errors import UsageError
from feedkit.feed.read import read_feed
from feedkit.guard.diff import diff
from feedkit.publishing.history import feed_at, ledger_at
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Amy", "-c", "user.email=amy@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, *numbers: int, **show: object) -> Path:
    """Build these episodes and commit what was published."""
    write_show(folder / "tea-time", {f"{n}": episode(n) for n in numbers}, **show)
    outcome = pipeline.publish(folder / "tea-time", folder / "feeds", Settings(), force=True)
    assert outcome.written is not None
    git(folder, "add", "feeds")
    git(folder, "commit", "-q", "-m", "build")
    return folder / "feeds" / "tea-time.xml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "read.me").write_text("Tea", "utf-8")
    git(tmp_path, "add", "read.me")
    git(tmp_path, "commit", "-q", "-m", "start")
    return tmp_path


def test_the_feed_of_the_commit_before_is_compared(repository: Path) -> None:
    commit(repository, 1, 2)
    published = commit(repository, 2, 3)
    old = feed_at(published, "HEAD~1")
    assert old is not None
    assert old.path == f"HEAD~1:{published}"
    found = diff(old, read_feed(published), ledger_at(published, "HEAD~1").memory)
    assert [f"{change.kind} {change.name}" for change in found.changes] == ["removed 1", "added tea-3"]


def test_the_pages_of_the_commit_belong_to_the_feed(repository: Path) -> None:
    published = commit(repository, *range(8), page_size=3)
    old = feed_at(published, "HEAD")
    assert old is not None
    assert old.show is not None
    assert len(old.show.episodes) == 8


def test_where_there_was_no_feed_there_is_nothing_to_compare(repository: Path) -> None:
    published = commit(repository, 1)
    assert feed_at(published, "HEAD~1") is None
    assert ledger_at(published, "HEAD~1").entries == ()


@pytest.mark.parametrize("ref", ["--output=x", "HEAD:other", "", "a b", "-x", "$(id)", "HEAD\n"])
def test_what_is_no_name_of_a_commit_is_never_given_to_git(repository: Path, ref: str) -> None:
    with pytest.raises(UsageError, match="is no name of a commit"):
        feed_at(commit(repository, 1), ref)


def test_a_commit_that_is_not_there_is_said(repository: Path) -> None:
    with pytest.raises(UsageError, match="there is no commit `HEAD~9`"):
        feed_at(commit(repository, 1), "HEAD~9")


def test_a_folder_without_a_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no commit `HEAD`: .* is in no repository of git's; name a file"):
        feed_at(tmp_path / "tea.xml", "HEAD")


def test_a_clone_of_the_newest_commits_is_said_to_be_one(repository: Path) -> None:
    commit(repository, 1)
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    with pytest.raises(UsageError, match=r"newest commits only; fetch the others with `git fetch --unshallow`"):
        feed_at(repository / "shallow" / "feeds" / "tea-time.xml", "HEAD~1")


def test_a_repository_that_git_does_not_trust_is_said_in_its_words(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = commit(repository, 1)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UsageError, match=r"git says of .*: detected dubious ownership in repository"):
        feed_at(published, "HEAD")


@pytest.mark.parametrize("gone", ["feeds", "feeds/tea-time"])
def test_a_folder_that_is_gone_is_still_in_the_commit(repository: Path, gone: str) -> None:
    published = commit(repository, *range(8), page_size=3)
    shutil.rmtree(repository / gone)
    old = feed_at(published, "HEAD")
    assert old is not None
    assert old.show is not None
    assert len(old.show.episodes) == 8
