"""B1: one commit gives one set of bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SEEDS = ROOT / "seeds"
ELSEWHERE = """
import os, random, sys, time

dice, now, umask = random.Random(int(sys.argv[1])), float(sys.argv[2]), int(sys.argv[3])
listed, scanned, clock = os.listdir, os.scandir, time.time

class Shuffled(list):
    def __enter__(self): return self
    def __exit__(self, *_): return None
    def __iter__(self): return self
    def __next__(self):
        if not self: raise StopIteration
        return self.pop()
    def close(self): pass

def shuffled(found):
    found = [*found]
    dice.shuffle(found)
    return found

os.listdir = lambda *path: shuffled(listed(*path))
os.scandir = lambda *path: Shuffled(shuffled(scanned(*path)))
time.time = lambda: now
os.umask(umask)
sys.argv = ["feedkit", "build", "seeds"]
from feedkit.cli import run
run()
"""
"""A build on a machine whose folders list their files in another order, on another day, with another umask."""
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Africa/Casablanca")
LOCALES = ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8")
NOWS = (915_148_800, 4_070_908_800, 1_700_000_000)


def built(folder: Path, number: int) -> dict[str, bytes]:
    """What the n-th machine makes of the seeds: no two have zone, locale, seed, order, path, times and umask in common."""
    dice = random.Random(number)  # noqa: S311 - the same machines at every run
    seeds = folder / ("x" * (number + 1)) / "seeds"
    names = [path.relative_to(SEEDS) for path in SEEDS.rglob("*") if path.is_file()]
    dice.shuffle(names)  # the order of creation is the order in many folders
    for name in names:
        (seeds / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SEEDS / name, seeds / name)
        os.utime(seeds / name, (dice.randrange(10**9), dice.randrange(10**9)))
    env = os.environ | {"TZ": ZONES[number % 5], "LC_ALL": LOCALES[number % 4], "LANG": LOCALES[number % 4]}
    env |= {"PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ELSEWHERE, str(number), str(NOWS[number % 3]), str((0o022, 0o077, 0)[number % 3])]
    done = subprocess.run(command, cwd=seeds.parent, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    feeds = seeds.parent / "feeds"
    modes = {path.stat().st_mode & 0o777 for path in feeds.rglob("*.xml")}
    assert modes == {0o644}
    shown = (path for path in feeds.rglob("*") if path.is_file())
    return {
        path.relative_to(feeds).as_posix(): path.read_bytes()
        for path in shown
        if ".feedkit" not in str(path.relative_to(feeds))
    }


@pytest.mark.parametrize("machines", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_all_machines_make_the_same_bytes(tmp_path: Path, machines: int) -> None:
    first, *others = (built(tmp_path, number) for number in range(machines))
    assert len(first) >= 6
    for other in others:
        assert other == first
    for name in [name for name in first if name.endswith(".xml")]:
        assert first[name] == (ROOT / "feeds" / name).read_bytes(), "as it is committed"
