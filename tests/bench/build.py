"""What a build of 2,000 records costs: all of it, after one edit, and with nothing to do.

    python -m tests.bench.build SHARED [RECORDS]

SHARED is the folder of reference material. The records are those of a network of eight shows, as the real site has them,
and then those of one show. Wall and processor time of whole processes, start-up included, beside the time that plain
hashing of all inputs takes; of the one show the same without start-up, and where the time of a cold build goes.
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
from tests.bench.archive import edit, make_archive, make_network

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


def build_of(folder: Path, shows: str, record: Path, inputs: Path) -> None:
    """Print what builds of the shows cost. shows, record: what is built, and one record of it, from `folder`."""
    build = ("-m", "feedkit", "build", shows, "--out", "feeds")
    runs = {"cold": timed(folder, *build), "settled": timed(folder, *build)}
    runs["nothing to do"] = timed(folder, *build)
    edit(folder / record, "edited")
    runs["one record edited"] = timed(folder, *build)
    hashed = hash_all(folder / inputs)
    say(f"hashing the inputs: {hashed:.2f} s")
    for what, (wall, processor) in runs.items():
        part, times = processor / runs["cold"][1], processor / hashed
        costs = f"{wall:6.2f} s wall, {processor:6.2f} s processor"
        say(f"{what:<30} {costs}, {part:7.1%} of cold, {times:6.1f} x hashing")


def network(shared: Path, records: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shows = make_network(shared, folder, records)
        say(f"{records} records of {len(shows)} shows")
        record = Path("content", "show", shows[0].name, f"{records // len(shows) // 2:05}.md")
        build_of(folder, "shows", record, Path("content"))


def archive(shared: Path, records: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show = make_archive(shared, folder, records)
        say(f"{records} records of one show")
        record = Path("archive", "episodes", f"{records // 2:05}.md")
        build_of(folder, "archive", record, Path("archive"))
        wall, processor = timed(folder, "-c", LOOK)
        say(f"the look alone, nothing to do: {wall:.2f} s wall, {processor:.2f} s processor")
        edit(folder / record, "edited again")
        edited = work(folder)
        shutil.rmtree(folder / FOLDER)
        cold = work(folder)
        say(f"start-up aside: {cold:.2f} s cold, {edited:.2f} s with one record edited, {edited / cold:.1%} of it")
        say("a cold build, stage by stage:")
        stages(show)


def main(shared: str, records: int = 2000) -> None:
    network(Path(shared), records)
    archive(Path(shared), records)


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
