"""The hostile trees: links, pipes, odd names and missing rights in a project; each ends as its table says, in time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from feedkit.errors import FeedkitError
from feedkit.feed.read import read_feed
from feedkit.problems import Level, Report
from feedkit.publishing import publish
from feedkit.reports import Look, write_report
from feedkit.settings import Settings
from feedkit.targets import shows_in
from tests.feed.feeds import episode, write_show

NOBODY = 65534
LETTERS = {None: "A", Level.INFO: "A", Level.WARNING: "W", Level.ERROR: "E"}
GOOD = {
    "duration": 60,
    "enclosure": {"url": "https://example.org/1.mp3", "length": 960_000, "type": "audio/mpeg"},
}
"""What a good episode has beside the least of it."""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the trees have Linux's kinds of file")


def cases(shared: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "hostile" / "trees.jsonl").read_text("utf-8").splitlines()]


def make(root: Path, one: dict[str, Any], outside: Path) -> None:
    """Make one thing of a tree; whatever it says of /tmp is put into `outside`."""
    if "path_bytes" in one:
        path = root / os.fsdecode(one["path_bytes"].encode("utf-8", "surrogateescape"))
    else:
        path = root / one["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "symlink" in one:
        path.symlink_to(str(one["symlink"]).replace("/tmp", str(outside)))  # noqa: S108 - the table's word
    elif one.get("fifo"):
        os.mkfifo(path)
    elif one.get("dir"):
        path.mkdir(exist_ok=True)
    elif "copy" in one:
        shutil.copytree((root / one["copy"]).parent, path.parent, dirs_exist_ok=True)
    else:
        path.write_text(one["text"], "utf-8")
    if "mode" in one:
        path.chmod(int(one["mode"], 8))


def project(root: Path, case: dict[str, Any]) -> Path:
    """The project of a case; its folder of feeds belongs to everybody, unless the case says otherwise."""
    outside = root / "outside"
    (outside / "outside-feeds").mkdir(parents=True)
    (outside / "outside.xml").write_text("somebody's", "utf-8")
    folder = root / "project"
    write_show(folder / "seeds" / "show", {"e1": episode(1, **GOOD, **case.get("record", {}))})
    if not any(one.get("path") == "feeds" for one in case["make"]):
        (folder / "feeds").mkdir()
    for one in case["make"]:
        make(folder, one, outside)
    open_to_all = (path for path in (*root.parents, root) if path.name.startswith(("test_", "pytest-", "popen-")))
    for path in (*open_to_all, folder, outside, outside / "outside-feeds"):
        path.chmod(path.stat().st_mode | 0o777)
    if not any(one.get("dir") for one in case["make"]):
        for path in (folder / "feeds").rglob("*"):
            path.chmod(0o777, follow_symlinks=True) if path.exists() else None
        (folder / "feeds").chmod(0o777)
    return folder


def built(folder: Path, seconds: int) -> dict[str, Any]:
    """What an ordinary user's build of all shows says; a build that takes longer is ended, and says nothing."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.chdir(folder)
        if os.geteuid() == 0:
            os.setresuid(NOBODY, NOBODY, NOBODY)
        signal.alarm(seconds)
        os.write(write, json.dumps(_outcome()).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read) as told:
        text = told.read()
    return dict(json.loads(text)) if text else {"worst": "too slow", "said": []}


def _outcome() -> dict[str, Any]:
    try:
        outcomes = [publish(show, Path("feeds"), Settings()) for show in shows_in([Path("seeds")])]
    except FeedkitError as error:
        return {"worst": "E", "said": [str(error)]}
    except BaseException as error:  # noqa: BLE001 - the parent must hear of it
        return {"worst": "traceback", "said": [repr(error)]}
    report = sum((outcome.report for outcome in outcomes), Report())
    worst = max((problem.level for problem in report), default=None)
    return {"worst": LETTERS[worst], "said": write_report(report, "text", Look()).splitlines()}


CASES = (
    *("symlink-out", "symlink-loop", "symlink-feeds-dir", "symlink-feed-file", "feed-is-dir", "fifo", "dir-named-yaml"),
    *(
        "unreadable",
        "case-clash",
        "nfd-clash",
        "bytes-name",
        "newline-name",
        "escape-name",
        "editor-junk",
        "stale-temp",
    ),
    *("stale-lock", "corrupt-ledger", "readonly-feeds", "git-conflict"),
)


def test_every_tree_has_its_test(shared: Path) -> None:
    assert [case["id"] for case in cases(shared)] == [*CASES]


@pytest.fixture(scope="module", autouse=True)
def _all_is_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The ordinary user may have no right to read the Python that the tests run on."""
    folder = tmp_path_factory.mktemp("import")
    show = write_show(folder / "show", {"e1": episode(1, transcript="none.vtt", notes="Tea.")})
    (show / "feedkit.lock.yaml").write_text("{{{", "utf-8")
    write_report(publish(show, folder / "feeds", Settings()).report, "text", Look())


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_tree_ends_as_its_table_says(shared: Path, tmp_path: Path, name: str) -> None:
    (case,) = [case for case in cases(shared) if case["id"] == name]
    folder = project(tmp_path, case)
    found = built(folder, seconds=4 * int(case.get("max_s", 5)))
    assert found["worst"] in case["expect"].split("|"), found["said"]
    assert all(message.isprintable() and len(message) <= 1000 for message in found["said"])
    assert (tmp_path / "outside" / "outside.xml").read_text("utf-8") == "somebody's"
    published = folder / "feeds" / "show.xml"
    if published.is_file() and not published.is_symlink():
        feed = read_feed(published)
        assert feed.show is not None
        assert not [problem for problem in feed.problems if problem.level == Level.ERROR]
        assert b"root:" not in b"".join(path.read_bytes() for path in (folder / "feeds").rglob("*") if path.is_file())
