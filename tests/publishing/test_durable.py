"""F5: what is renamed is on the disk before, its folder after, and the ledger before the feed: for every file of a build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.feed.feeds import episode, write_show

CALL = re.compile(
    r'\b(fsync)\(\d+<([^>]*)>\) = 0|\b(rename)(?:at2?)?\((?:[^",]*, )?"([^"]*)", (?:[^",]*, )?"([^"]*)"[^)]*\) = 0'
)


def calls_of(folder: Path, log: Path) -> list[tuple[str, Path, Path]]:
    """The calls of a build in their order: fsync with its path twice, rename with both paths."""
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("there is no strace, which shows the order of system calls")
    command = [tracer, "-f", "-y", "-s", "4096", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-o", log]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command += [sys.executable, "-m", "feedkit", "build", "shows"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = []
    for call in CALL.finditer(log.read_text("utf-8")):
        before, after = folder / (call[2] or call[4]), folder / (call[2] or call[5])
        found.append((call[1] or call[3], before, after))
    return found


def test_every_file_is_durable_before_its_name_and_every_ledger_before_its_feed(tmp_path: Path) -> None:
    marks = [{"start_time": 0, "title": "A"}, {"start_time": 60, "title": "B"}]
    for name in ("one", "two"):
        records = {"a": episode(1, chapter_marks=marks), "b": episode(2)}
        show = write_show(
            tmp_path / "shows" / name, records, guid=None, feed_url=f"https://example.org/feeds/{name}.xml"
        )
        (show / "transcripts").mkdir()
        (show / "transcripts" / "b.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nTea.\n", "utf-8")
    calls = calls_of(tmp_path, tmp_path / "calls")
    feeds = tmp_path / "feeds"
    renamed = {
        after: at for at, (kind, _, after) in enumerate(calls) if kind == "rename" and after.is_relative_to(feeds)
    }
    published = {path for path in feeds.rglob("*") if path.is_file() and not path.name.startswith(".feedkit")}
    published = {path for path in published if ".feedkit" not in path.relative_to(feeds).parts[0]}
    assert renamed.keys() >= published
    assert len(published) >= 2 * 5
    for path in published:
        at = renamed[path]
        assert ("fsync", calls[at][1], calls[at][1]) in calls[:at], path
        assert ("fsync", path.parent, path.parent) in calls[at:], path
    for name in ("one", "two"):
        ledger, feed = renamed[feeds / name / "ledger.jsonl"], renamed[feeds / f"{name}.xml"]
        assert ledger < feed
        assert ("fsync", feeds / name, feeds / name) in calls[ledger:feed], (
            "the ledger's name is durable before the feed's"
        )
        inner = [at for path, at in renamed.items() if path.parent == feeds / name and path in published]
        assert max(inner) < feed, "the feed comes last"
