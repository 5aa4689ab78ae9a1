"""Whatever fails and whenever the process ends, what is published is the old feed or the new one, whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from feedkit.feed.read import read_feed
from feedkit.guard.ledger import read_ledger
from tests.conftest import ROOT
from tests.feed.feeds import episode, write_show

BUILD = (sys.executable, "-m", "feedkit", "build", "tea-time", "--out", "feeds")
WORKER = (sys.executable, "-m", "tests.publishing.build_worker")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the shim and the signals are Linux's")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler, which the shim that fails system calls needs")
    library = tmp_path_factory.mktemp("shim") / "fault.so"
    source = Path(__file__).with_name("fault.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def driven(shim: Path, folder: Path, how: str) -> list[dict[str, Any]]:
    env = os.environ | {"LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.publishing.fault_driver", folder, how]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, cwd=ROOT)
    return [json.loads(line) for line in done.stdout.splitlines()]


@LINUX
@pytest.mark.parametrize("how", ["eio", "enospc", "short"])
def test_whichever_call_fails_the_whole_set_is_the_old_one_or_the_new_one(shim: Path, tmp_path: Path, how: str) -> None:
    rows = driven(shim, tmp_path, how)
    assert len(rows) > 40, "the shim must see the calls"
    for row in rows:
        assert row["state"] == ("old" if row["exit"] else "new"), row
        assert row["exit"] in (0, 1), row
        assert len(row["problems"]) == bool(row["exit"]) or row["state"] == "new", row
        assert all("/run/feeds" in message for message in row["problems"] if row["exit"]), row
        assert (row["ledger"], row["next"], row["left"]) == ("", "new", []), row
    failed = sum(bool(row["exit"]) for row in rows)
    assert failed > 30 or how == "short"


@LINUX
def test_killed_at_any_call_each_file_is_whole_and_the_feed_is_the_last(shim: Path, tmp_path: Path) -> None:
    rows = driven(shim, tmp_path, "kill")
    assert {row["exit"] for row in rows[:-1]} == {-signal.SIGKILL}
    for row in rows:
        assert row["state"] in ("old", "between", "new"), row
        assert (row["ledger"], row["next"], row["left"]) == ("", "new", []), row
    assert {row["state"] for row in rows} == {"old", "between", "new"}
    assert any(row["litter"] for row in rows)


def edited(show: Path, number: int, *, episodes: int = 5) -> None:
    write_show(show, {f"{n}": episode(n, title=f"Tea no. {n}, edit {number}") for n in range(episodes)})


def kill_harness(folder: Path, runs: int, kills: int, seed: int) -> tuple[int, list[str]]:
    """Kill builds at random moments, half of them near their ends; how many were killed, and what was wrong after.

    A machine whose pace changes much lets too many of them end: then there are more runs, up to three times as many.
    """
    dice, killed, number, wrong = random.Random(seed), 0, 0, []  # noqa: S311 - the same moments at every run
    show, feed = folder / "tea-time", folder / "feeds" / "tea-time.xml"
    edited(show, 0)
    started = time.monotonic()
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(BUILD, cwd=folder, env=env, capture_output=True, check=False)
    full, last = time.monotonic() - started, 0
    while number < runs or (killed < kills and number < 3 * runs):
        number += 1
        edited(show, number)
        process = subprocess.Popen(BUILD, cwd=folder, env=env, start_new_session=True, stdout=-3, stderr=-3)
        time.sleep(dice.uniform(0.6, 1.1) * full if number % 2 else dice.uniform(0, 1.1) * full)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        is_killed = process.wait() == -signal.SIGKILL
        killed += is_killed
        full *= 1.02 if is_killed else 0.95  # the machine's pace changes; about seven in ten are to be killed
        found = read_feed(feed)
        edits = [int((e.title or "").rpartition(" ")[2]) for e in found.show.episodes] if found.show else []
        if found.problems or len(edits) != 5 or len({*edits}) != 1 or edits[0] < last:
            wrong.append(f"run {number}: the feed is damaged, mixed or older than before: {edits}")
        last = max([last, *edits])
        if read_ledger(folder / "feeds" / "tea-time" / "ledger.jsonl").damage:
            wrong.append(f"run {number}: the ledger is damaged")
    subprocess.run(BUILD, cwd=folder, env=env, capture_output=True, check=False)
    left = [path.name for path in (folder / "feeds").rglob("*") if ".tmp-" in path.name]
    assert f"edit {number}".encode() in feed.read_bytes()
    return killed, wrong + left


@LINUX
def test_builds_killed_at_random_leave_no_damage(tmp_path: Path) -> None:
    killed, wrong = kill_harness(tmp_path, 65, kills=50, seed=1)
    assert wrong == []
    assert killed >= 50


@LINUX
@pytest.mark.slow
def test_five_hundred_builds_killed_at_random_leave_no_damage(tmp_path: Path) -> None:
    killed, wrong = kill_harness(tmp_path, 500, kills=300, seed=2)
    assert wrong == []
    assert killed >= 300


def many_builds(folder: Path, workers: int, rounds: int) -> tuple[list[str], list[subprocess.Popen[bytes]]]:
    """Builds by several processes at once, each adding episodes of its own, one killed; what readers saw meanwhile."""
    write_show(folder / "tea-time", {"start": episode(0)})
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([*WORKER, folder, str(n), str(rounds)], env=env, cwd=ROOT) for n in range(workers)]
    doomed = subprocess.Popen([*WORKER, folder, "9", str(rounds)], env=env, cwd=ROOT)
    seen: list[str] = []
    feed, until = folder / "feeds" / "tea-time.xml", time.monotonic() + 2
    while any(process.poll() is None for process in running):
        if feed.exists():
            content = feed.read_bytes()
            if not content.startswith(b"<?xml") or not content.endswith(b"</rss>\n"):
                seen.append(f"{len(content)} bytes of a feed that is not whole")
        if time.monotonic() > until and doomed.poll() is None:
            doomed.kill()
        time.sleep(0.001)
    doomed.kill()
    doomed.wait()
    return seen, running


@LINUX
@pytest.mark.parametrize(("workers", "rounds"), [(3, 6), pytest.param(4, 50, marks=pytest.mark.slow)])
def test_builds_at_once_lose_no_entry_and_no_reader_sees_half_a_feed(tmp_path: Path, workers: int, rounds: int) -> None:
    seen, running = many_builds(tmp_path, workers, rounds)
    assert seen == []
    assert [process.returncode for process in running] == [0] * workers
    ledger = read_ledger(tmp_path / "feeds" / "tea-time" / "ledger.jsonl")
    wanted = {f"w{worker}-{number}" for worker in range(workers) for number in range(rounds)}
    assert wanted <= {entry.key for entry in ledger.entries}
    assert not ledger.damage
    assert [path.name for path in (tmp_path / "feeds").rglob(".*")] == []
