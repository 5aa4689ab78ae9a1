"""What a build of 2,000 records costs: all of it, after one edit, and with nothing to do.

    python -m tests.bench.build SHARED [RECORDS]

SHARED is the folder of reference material. Wall and processor time of whole processes, start-up included, beside the
time that plain hashing of all inputs takes; the same without start-up; then where the time of a cold build goes.
"""

from __future__ import annotations

import hashlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from feedkit.feed.cache import FOLDER
from tests.bench.archive import edit, make_archive

LOOK = """
import sys
from pathlib import Path
from feedkit.feed.cache import Job
from feedkit.publishing.outcome import unchanged
from feedkit.settings import Settings
sys.exit(unchanged(Job(Path("archive"), Path("feeds"), Settings())) is None)
"""


WORK = """
import time
from pathlib import Path
from feedkit.publishing import anew, publish
from feedkit.rules.engine import all_rules
from feedkit.settings import Settings
all_rules()
start = time.process_time()
publish(Path("archive"), Path("feeds"), Settings())
print(time.process_time() - start)
"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def timed(folder: Path, *command: str) -> tuple[float, float]:
    """Wall and processor seconds of a process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, check=False)  # 1: records have faults
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def work(folder: Path) -> float:
    """Processor seconds of a build alone, in a process that has started and imported what a build needs."""
    done = subprocess.run([sys.executable, "-c", WORK], cwd=folder, capture_output=True, text=True, check=True)
    return float(done.stdout)


def hash_all(show: Path) -> float:
    start = time.process_time()
    for path in sorted(show.rglob("*")):
        if path.is_file():
            hashlib.blake2b(path.read_bytes()).digest()
    return time.process_time() - start


def stages(show: Path) -> None:
    """Print the processor time of each stage of a cold build."""
    from feedkit.check import check_show
    from feedkit.feed.build import build
    from feedkit.guard.ledger import Ledger
    from feedkit.guessing.fill import filled
    from feedkit.merge import merge
    from feedkit.publishing.anew import read_back
    from feedkit.records.load import load_source
    from feedkit.settings import Settings

    def stage(name: str, call: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        made = call(*given)
        say(f"  {name:<10} {time.process_time() - start:6.2f} s")
        return made

    source = stage("load", load_source, show)
    source = stage("fill", filled, source)
    merged = stage("merge", merge, source)
    feed = stage("build", build, merged)
    stage("ledger", lambda: Ledger().after(feed).to_bytes())
    stage("check", check_show, merged, Settings())
    stage("read back", read_back, feed)


def main(shared: str, records: int = 2000) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show = make_archive(Path(shared), folder, records)
        build = ("-m", "feedkit", "build", "archive", "--out", "feeds")
        runs = {"cold": timed(folder, *build), "settled": timed(folder, *build)}
        runs["nothing to do"] = timed(folder, *build)
        runs["nothing to do, the look alone"] = timed(folder, "-c", LOOK)
        edit(show, records // 2, "edited")
        runs["one record edited"] = timed(folder, *build)
        hashed = hash_all(show)
        say(f"{records} records; hashing them: {hashed:.2f} s")
        for what, (wall, processor) in runs.items():
            part = processor / runs["cold"][1]
            say(
                f"{what:<30} {wall:6.2f} s wall, {processor:6.2f} s processor, {part:7.1%} of cold, {processor / hashed:6.1f} x hashing"
            )
        edit(show, records // 2, "edited again")
        edited = work(folder)
        shutil.rmtree(folder / FOLDER)
        cold = work(folder)
        say(f"start-up aside: {cold:.2f} s cold, {edited:.2f} s with one record edited, {edited / cold:.1%} of it")
        say("a cold build, stage by stage:")
        stages(show)


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
