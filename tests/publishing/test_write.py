"""Files to disk: what is written, what is left alone, and what the folder may look like."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.errors import WriteError
from feedkit.feed.document import Feed
from feedkit.feed.lockfile import locked
from feedkit.feed.write import write_feed
from feedkit.publishing.obstacles import write_problem
from feedkit.publishing.outcome import Written
from feedkit.settings import Settings
from tests.conftest import ROOT
from tests.feed.feeds import episode, write_show

NOBODY = 65534


def feed(xml: bytes = b"<rss/>", **assets: bytes) -> Feed:
    return Feed("tea.xml", xml, assets={f"tea/{name}.chapters.json": content for name, content in assets.items()})


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def build(folder: Path) -> pipeline.Outcome:
    return pipeline.publish(folder / "tea-time", folder / "feeds", Settings())


@pytest.fixture
def show(tmp_path: Path) -> Path:
    write_show(tmp_path / "tea-time", {"one": episode(1), "two": episode(2)})
    return tmp_path


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    assert write_feed(feed(one=b"1"), tmp_path).changed == ("tea/one.chapters.json", "tea.xml")
    before = {name: (tmp_path / name).stat() for name in names(tmp_path)}
    assert write_feed(feed(one=b"1"), tmp_path) == Written(unchanged=2)
    assert {name: (tmp_path / name).stat() for name in names(tmp_path)} == before


def test_what_is_not_wanted_any_more_goes_and_what_is_somebody_elses_stays(tmp_path: Path) -> None:
    write_feed(feed(one=b"1", two=b"2"), tmp_path)
    (tmp_path / "tea" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "other.xml").write_bytes(b"other")
    assert write_feed(feed(one=b"1"), tmp_path).removed == ("tea/two.chapters.json",)
    assert names(tmp_path) == ["other.xml", "tea.xml", "tea/notes.txt", "tea/one.chapters.json"]


def test_files_can_be_read_by_everybody_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_feed(feed(), tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "tea.xml").stat().st_mode & 0o777 == 0o644


def test_what_a_killed_build_left_is_removed(show: Path) -> None:
    build(show)
    for name in (
        ".tea-time.xml.tmp-abc123",
        "tea-time/.ledger.jsonl.tmp-x1y2z3",
        "tea-time/.ledger.jsonl.tmp-x1y2z3_old",
    ):
        (show / "feeds" / name).write_text("<rss", "utf-8")
    (show / "feeds" / ".hidden").write_text("mine", "utf-8")
    outcome = build(show)
    assert outcome.written == Written(unchanged=3)
    assert names(show / "feeds") == [".hidden", "tea-time.xml", "tea-time/index.html", "tea-time/ledger.jsonl"]


def test_a_lock_file_of_a_dead_process_holds_nobody_up(show: Path) -> None:
    (show / "feeds").mkdir()
    (show / "feeds" / ".feedkit.lock").write_text('{"pid": 999999}', "utf-8")
    assert build(show).written is not None


def test_a_second_build_waits_and_then_says_who_is_in_the_way(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(WriteError, match=r"another build has been writing to .* for 0 s"),
        locked(tmp_path, wait_s=0.2),
    ):
        pass
    with locked(tmp_path, wait_s=0.2):
        assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    code = f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); from feedkit.feed.lockfile import locked\nfrom pathlib import Path\n"
    code += f"with locked(Path({str(tmp_path)!r})): os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    with locked(tmp_path, wait_s=0.2):
        assert names(tmp_path) == []


class TestTargets:
    def test_a_link_in_the_place_of_the_feed_is_replaced_and_not_written_through(self, show: Path) -> None:
        (show / "feeds").mkdir()
        outside = show / "outside.xml"
        outside.write_bytes(b"theirs")
        (show / "feeds" / "tea-time.xml").symlink_to(outside)
        outcome = pipeline.publish(show / "tea-time", show / "feeds", Settings(), allow=["not-a-feed"])
        assert outcome.written is not None
        assert outside.read_bytes() == b"theirs"
        assert not (show / "feeds" / "tea-time.xml").is_symlink()
        assert "FK476" in [problem.rule for problem in outcome.report]

    def test_a_link_to_nowhere_is_replaced(self, show: Path) -> None:
        (show / "feeds").mkdir()
        (show / "feeds" / "tea-time.xml").symlink_to(show / "nowhere.xml")
        assert build(show).written is not None
        assert not (show / "nowhere.xml").exists()

    def test_a_linked_folder_of_feeds_is_told(self, show: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (show / "feeds").symlink_to(tmp_path / "elsewhere")
        outcome = build(show)
        assert outcome.written is not None
        assert "FK476" in [problem.rule for problem in outcome.report]

    def test_a_linked_folder_beside_the_feed_is_refused(self, show: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (show / "feeds").mkdir()
        (show / "feeds" / "tea-time").symlink_to(tmp_path / "elsewhere")
        outcome = build(show)
        assert outcome.written is None
        (problem,) = [problem for problem in outcome.report if problem.rule in ("FK417", "FK475")]
        assert "feeds/tea-time is a link, and feedkit writes through none" in problem.message
        assert problem.mend == "put a folder in its place"
        assert names(tmp_path / "elsewhere") == []

    def test_a_folder_in_the_place_of_the_feed_is_one_clear_problem(self, show: Path) -> None:
        (show / "feeds" / "tea-time.xml").mkdir(parents=True)
        outcome = build(show)
        assert outcome.written is None
        (problem,) = [problem for problem in outcome.report if problem.rule in ("FK417", "FK475")]
        assert "feeds/tea-time.xml: " in problem.message

    def test_a_fifo_in_the_place_of_a_file_is_replaced_and_does_not_block(self, tmp_path: Path) -> None:
        (tmp_path / "tea").mkdir()
        os.mkfifo(tmp_path / "tea" / "one.chapters.json")
        write_feed(feed(one=b"1"), tmp_path)
        assert (tmp_path / "tea" / "one.chapters.json").read_bytes() == b"1"

    def test_a_file_in_the_place_of_the_folder_of_feeds_is_one_clear_problem(self, show: Path) -> None:
        (show / "feeds").write_text("", "utf-8")
        outcome = build(show)
        assert outcome.written is None
        assert [problem.message for problem in outcome.report] == [
            f"cannot use the folder {show / 'feeds'}: file exists; nothing was written"
        ]

    def test_a_folder_that_vanishes_while_it_is_built_is_made_again(self, show: Path) -> None:
        build(show)
        shutil.rmtree(show / "feeds")
        assert build(show).written is not None


def as_nobody(folder: Path, file_bytes: int = resource.RLIM_INFINITY) -> list[str]:
    """Build as an ordinary user, for whom rights count; the messages of errors that keep the feed from being published.

    file_bytes: no file may grow larger, as on a disk that is full.
    """
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setresuid(NOBODY, NOBODY, NOBODY)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, resource.RLIM_INFINITY))
        try:
            outcome = pipeline.publish(Path("tea-time"), Path("feeds"), Settings())
            said = [problem.message for problem in outcome.report if problem.rule in ("FK417", "FK475")]
            os.write(write, json.dumps(said if outcome.written is None else ["written"]).encode())
        except BaseException as error:  # noqa: BLE001 - the parent must hear of it
            os.write(write, json.dumps([f"traceback: {error!r}"]).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read) as told:
        found: list[str] = json.load(told)
    return found


@pytest.fixture
def open_show(show: Path) -> Path:
    """A show that was built and then edited, in a folder that everybody may read."""
    build(show)
    for path in (show, *show.parents):
        if path.name.startswith(("test_", "pytest-", "popen-")):
            path.chmod(path.stat().st_mode | 0o111)
    write_show(show / "tea-time", {"one": episode(1, title="Other"), "two": episode(2)})
    return show


def published(show: Path) -> dict[str, bytes]:
    return {name: (show / "feeds" / name).read_bytes() for name in names(show / "feeds")}


def test_a_folder_without_the_right_to_write_is_one_clear_problem(open_show: Path) -> None:
    before = published(open_show)
    for path in (open_show / "feeds", open_show / "feeds" / "tea-time"):
        path.chmod(0o555)
    (message,) = as_nobody(open_show)
    assert message.startswith("cannot write feeds/tea-time")
    assert message.endswith("permission denied; what was published before is untouched")
    assert published(open_show) == before


@pytest.mark.parametrize("name", ["episodes", "overlays", "people", "sponsors", "transcripts"])
def test_a_folder_without_the_right_to_read_is_one_clear_problem(open_show: Path, name: str) -> None:
    before, folder = published(open_show), open_show / "tea-time" / name
    for path in (open_show / "feeds", open_show / "feeds" / "tea-time"):
        path.chmod(0o777)
    folder.mkdir(exist_ok=True)
    folder.chmod(0)
    try:
        assert as_nobody(open_show) == ["cannot be read: permission denied"]
    finally:
        folder.chmod(0o755)
    assert published(open_show) == before


def test_a_full_disk_is_one_clear_problem(open_show: Path) -> None:
    before = published(open_show)
    for path in (open_show / "feeds", open_show / "feeds" / "tea-time"):
        path.chmod(0o777)
    (message,) = as_nobody(open_show, file_bytes=500)
    assert message.startswith("cannot write feeds/tea-time")
    assert message.endswith("file too large; what was published before is untouched")
    assert published(open_show) == before


def test_a_feed_that_may_not_be_written_is_replaced_all_the_same(open_show: Path) -> None:
    for path in (open_show / "feeds", open_show / "feeds" / "tea-time"):
        path.chmod(0o777)
    (open_show / "feeds" / "tea-time.xml").chmod(0o444)
    assert as_nobody(open_show) == ["written"]


def test_one_show_that_cannot_be_written_does_not_keep_the_others_back(tmp_path: Path) -> None:
    for name in ("bad", "good"):
        write_show(tmp_path / "shows" / name, {"one": episode(1)})
    (tmp_path / "feeds" / "bad.xml").mkdir(parents=True)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "feedkit", "build", "shows"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "feeds" / "good.xml").is_file()


def test_on_the_disk_before_its_name_and_the_ledger_before_the_feed(show: Path, tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("there is no strace, which shows the order of system calls")
    log = tmp_path / "calls"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [tracer, "-f", "-y", "-e", "trace=fsync,rename", "-o", log]
    subprocess.run(
        [*command, sys.executable, "-m", "feedkit", "build", "tea-time"],
        cwd=show,
        env=env,
        capture_output=True,
        check=False,
    )
    calls = [line for line in log.read_text("utf-8").splitlines() if "/feeds" in line or '"feeds' in line]
    steps = [
        "folder"
        if line.rstrip().endswith(("/feeds>) = 0", "/tea-time>) = 0"))
        else "ledger"
        if "ledger" in line
        else "page"
        if "index.html" in line
        else "feed"
        for line in calls
    ]
    kinds = ["fsync" if " fsync(" in line else "rename" for line in calls]
    order = list(zip(kinds, steps, strict=True))
    assert order.index(("fsync", "ledger")) < order.index(("rename", "ledger")) < order.index(("rename", "feed"))
    assert order.index(("fsync", "feed")) < order.index(("rename", "feed"))
    between = order[order.index(("rename", "ledger")) : order.index(("rename", "feed"))]
    assert ("fsync", "folder") in between
    assert ("fsync", "folder") in order[order.index(("rename", "feed")) :]


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        (WriteError("feeds is a link"), "make room, or give the right to read and write there, and build again"),
        (WriteError("feeds is a link", "put a folder in its place"), "put a folder in its place"),
        (
            PermissionError(13, "Permission denied", "feeds"),
            "make room, or give the right to read and write there, and build again",
        ),
    ],
)
def test_the_way_out_is_of_what_was_in_the_way(error: WriteError | OSError, mend: str) -> None:
    assert write_problem(error, Path("feeds")).mend == mend


def test_a_file_in_the_place_of_the_folder_of_feeds_asks_for_another_name(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("Tea", "utf-8")
    with pytest.raises(WriteError, match="cannot use the folder") as error, locked(tmp_path / "feeds"):
        pass
    assert error.value.mend == "name another folder with `--out`"
