"""What a new feed is compared with, by all the names that a version can have."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.errors import FeedkitError, UsageError
from feedkit.publishing.outcome import Outcome
from feedkit.publishing.versions import Network, check_against, readable, version_of
from feedkit.settings import Limits, Settings
from tests.feed.feeds import episode, write_show
from tests.media.base import File, Server, serving
from tests.publishing.test_git_history import commit, git
from tests.test_main_job import feedkit_command

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
XML = "application/rss+xml"
SECRET = "7f3a91"  # noqa: S105 - it is none


def build(
    folder: Path,
    *numbers: int,
    against: str = "",
    allow: tuple[str, ...] = (),
    online: bool = False,
    places: tuple[str, ...] = (),
) -> Outcome:
    show = write_show(folder / "tea-time", {f"{n}": episode(n) for n in numbers})
    settings = Settings(allow_private=places)
    return pipeline.publish(show, folder / "feeds", settings, against=against, allow=allow, online=online)


def refused(outcome: Outcome) -> list[str]:
    return [problem.slug for problem in outcome.report if problem.slug in ("items-removed", "published-not-a-feed")]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A feed of the episodes 1 and 2, in another folder."""
    build(tmp_path / "other", 1, 2)
    return tmp_path / "other" / "feeds" / "tea-time.xml"


def test_a_file_is_a_predecessor(tmp_path: Path, old: Path) -> None:
    assert refused(build(tmp_path, 2, against=str(old))) == ["items-removed"]
    assert build(tmp_path, 1, 2, 3, against=str(old)).written is not None


def test_of_a_folder_of_feeds_it_is_the_one_with_the_same_name(tmp_path: Path, old: Path) -> None:
    assert refused(build(tmp_path, 2, against=str(old.parent))) == ["items-removed"]


def test_what_the_published_file_forbids_no_other_version_allows(tmp_path: Path, old: Path) -> None:
    build(tmp_path, 1, 2, 3)
    outcome = build(tmp_path, 1, 2, against=str(old))
    assert refused(outcome) == ["items-removed"]
    assert build(tmp_path, 1, 2, against=str(old), allow=("removed:3",)).written is not None


def test_a_file_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_text("error code: 1022", "utf-8")
    assert refused(build(tmp_path, 1, against=str(tmp_path / "old.xml"))) == ["published-not-a-feed"]
    assert build(tmp_path, 1, against=str(tmp_path / "old.xml"), allow=("not-a-feed",)).written is not None


@needs_git
def test_a_commit_is_a_predecessor(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, 1, 2)
    commit(tmp_path, 2)
    outcome = build(tmp_path, 2, 3, against="HEAD~1")
    assert refused(outcome) == ["items-removed"]
    (problem,) = [problem for problem in outcome.report if problem.slug == "items-removed"]
    assert problem.place.path == f"HEAD~1:{(tmp_path / 'feeds' / 'tea-time.xml').as_posix()}"
    assert build(tmp_path, 2, 3, against="HEAD").written is not None


@needs_git
def test_a_commit_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, 1)
    with pytest.raises(UsageError, match="there is no commit `v9`"):
        build(tmp_path, 1, against="v9")


@needs_git
def test_a_commit_without_the_feed_is_told_and_one_that_was_named_in_it_is_wrong(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "read.me").write_text("Tea", "utf-8")
    git(tmp_path, "add", "read.me")
    git(tmp_path, "commit", "-q", "-m", "start")
    outcome = build(tmp_path, 1, against="HEAD")
    assert outcome.written is not None
    (told,) = [problem.message for problem in outcome.report if problem.slug == "published-changed"]
    assert told == "`HEAD` has no such feed, so it was not compared with one; if it is not new, commit the feeds"
    with pytest.raises(FeedkitError, match="has no such feed, so there is nothing to compare with"):
        build(tmp_path, 1, against=f"HEAD:{tmp_path / 'feeds' / 'tea-time.xml'}")


@needs_git
def test_a_feed_that_a_commit_has_not_is_all_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, 1, 2)
    feed = tmp_path / "feeds" / "tea-time.xml"
    feed.rename(feed.with_name("coffee.xml"))
    done = feedkit_command("diff", "HEAD", "feeds/coffee.xml", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "HEAD:feeds/coffee.xml (none yet) -> feeds/coffee.xml: 2 added",
        "  + added: tea-2 Tea no. 2: is new",
        "  + added: tea-1 Tea no. 1: is new",
    ]
    done = feedkit_command("diff", "HEAD:feeds/coffee.xml", "feeds/coffee.xml", cwd=tmp_path)
    assert done.returncode == 1
    assert "has no such feed, so there is nothing to compare with" in done.stderr


def test_a_folder_of_feeds_may_lack_that_of_a_new_show(tmp_path: Path, old: Path) -> None:
    old.rename(old.with_name("coffee.xml"))
    outcome = build(tmp_path, 1, against=str(old.parent))
    assert outcome.written is not None
    assert [problem.slug for problem in outcome.report if "no such feed" in problem.message] == ["published-changed"]


@pytest.mark.parametrize(
    ("name", "shows", "message"),
    [
        ("", ["tea"], "`--against` names nothing"),
        (" ", ["tea"], "`--against` names nothing"),
        ("HEAD:feeds/tea.xml", ["tea", "milk"], "`HEAD:feeds/tea.xml` is one feed, and there are 2 shows"),
        ("https://tea.example/feed.xml", ["tea", "milk"], "is one feed, and there are 2 shows"),
        (__file__, ["tea", "milk"], "is one feed, and there are 2 shows"),
    ],
)
def test_what_no_build_can_be_compared_with_is_wrong_use(name: str, shows: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_against(name, [Path(show) for show in shows])


@pytest.mark.parametrize("name", ["HEAD~1", "main", "feeds"])
def test_a_commit_or_a_folder_is_for_many_shows(name: str) -> None:
    check_against(name, [Path("tea"), Path("milk")])


class TestAddresses:
    @pytest.fixture
    def site(self, old: Path) -> Iterator[Server]:
        files = {
            f"/{SECRET}/feed.xml": File(old.read_bytes(), XML),
            f"/{SECRET}/gone.xml": File(b"error code: 1022", "text/plain", status=502),
            f"/{SECRET}/page.xml": File(b"<!DOCTYPE html><html><body>Sign in</body></html>", "text/html"),
        }
        with serving(files) as site:
            yield site

    def against(self, folder: Path, site: Server, name: str) -> Outcome:
        url = f"{site.url}/{SECRET}/{name}?key={SECRET}"
        return build(folder, 2, against=url, online=True, places=(site.place,))

    def test_an_address_is_a_predecessor(self, tmp_path: Path, site: Server) -> None:
        assert refused(self.against(tmp_path, site, "feed.xml")) == ["items-removed"]

    @pytest.mark.parametrize(
        ("name", "why"), [("gone.xml", "it answers 502"), ("page.xml", "this is a page of HTML and no feed")]
    )
    def test_an_error_in_the_place_of_a_feed_is_refused(
        self, tmp_path: Path, site: Server, name: str, why: str
    ) -> None:
        outcome = self.against(tmp_path, site, name)
        assert outcome.written is None
        (problem,) = [problem for problem in outcome.report if problem.slug == "published-not-a-feed"]
        assert why in problem.message

    @pytest.mark.parametrize("name", ["feed.xml", "gone.xml", "page.xml"])
    def test_the_values_of_its_query_are_never_printed(self, tmp_path: Path, site: Server, name: str) -> None:
        assert f"key={SECRET}" not in repr(self.against(tmp_path, site, name).report)

    def test_nobody_is_asked_offline(self, tmp_path: Path, site: Server) -> None:
        with pytest.raises(UsageError, match="nobody is asked without `--online`"):
            build(tmp_path, 1, against=f"{site.url}/{SECRET}/feed.xml")
        assert site.log == []

    def test_a_private_address_is_not_asked_by_default(self, tmp_path: Path, site: Server) -> None:
        outcome = build(tmp_path, 1, against=f"{site.url}/{SECRET}/feed.xml", online=True)
        assert refused(outcome) == ["published-not-a-feed"]
        assert site.log == []

    @pytest.mark.parametrize("is_allowed", [True, False])
    def test_diff_asks_of_private_addresses_those_in_the_settings(
        self, tmp_path: Path, old: Path, site: Server, *, is_allowed: bool
    ) -> None:
        (tmp_path / "feedkit.yaml").write_text(f"allow_private: {[site.place] if is_allowed else []}\n", "utf-8")
        done = feedkit_command("diff", f"{site.url}/{SECRET}/feed.xml", old, "--online", cwd=tmp_path)
        assert (done.returncode, len(site.log)) == ((0, 1) if is_allowed else (1, 0))


def test_a_name_of_nothing_is_wrong_use_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"there is no feed at `nothing\.xml`; name a file, an address, or `COMMIT:FILE`"
    ):
        version_of("nothing.xml", of=tmp_path / "feeds.xml")


def test_what_is_no_feed_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_text("<html/>", "utf-8")
    with pytest.raises(FeedkitError, match="is no feed that can be read"):
        readable(version_of(str(tmp_path / "old.xml"), network=Network()), "old.xml")


def test_a_date_may_move_by_as_much_as_the_settings_say(tmp_path: Path) -> None:
    build(tmp_path, 1)
    show = write_show(tmp_path / "tea-time", {"1": episode(1, pub_date="2024-01-06T06:00:00+00:00")})
    strict, lenient = Settings(), Settings(limits=Limits(moved_days=7))
    assert pipeline.publish(show, tmp_path / "feeds", strict).written is None
    assert pipeline.publish(show, tmp_path / "feeds", lenient).written is not None


class TestCommand:
    def diff(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "feedkit", "diff", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    @needs_git
    @pytest.mark.parametrize("old", ["HEAD~1", "HEAD~1:feeds/tea-time.xml"])
    def test_two_commits_are_compared(self, tmp_path: Path, old: str) -> None:
        git(tmp_path, "init", "-q")
        commit(tmp_path, 1, 2)
        commit(tmp_path, 2)
        done = self.diff(tmp_path, old, "feeds/tea-time.xml", "--format", "json")
        assert done.returncode == 1
        changes = json.loads(done.stdout)["changes"]
        assert [(one["kind"], one["refused"]) for one in changes] == [("removed", True)]

    def test_what_is_no_feed_is_told_in_a_line(self, tmp_path: Path, old: Path) -> None:
        (tmp_path / "page.xml").write_text("<html/>", "utf-8")
        done = self.diff(tmp_path, "page.xml", str(old))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("feedkit: page.xml is no feed that can be read: ")
