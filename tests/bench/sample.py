"""What the sample of a real archive costs to build cold, and whether the cost grows with the number of records.

    python -m tests.bench.sample SHARED [RECORDS ...]

SHARED is the folder of reference material. First the 78 records of eight shows by one command, start-up included; then
shows of RECORDS records made of them (500, 2,000 and 20,000), stage by stage, in milliseconds of processor time a record.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.archive import make_archive
from tests.bench.build import say, timed
from tests.jupiter_archive import check_out

SIZES = (500, 2_000, 20_000)
MOST_S = 2.0
"""Seconds of processor time that the sample may take."""
LISTED = 12


def sample(shared: Path) -> None:
    """Print what the whole sample costs."""
    with tempfile.TemporaryDirectory() as name:
        check_out(shared, Path(name))
        wall, spent = timed(Path(name), "-m", "feedkit", "build", "shows")
        say(f"78 records of 8 shows, cold: {spent:.2f} s of processor time ({wall:.2f} s), at most {MOST_S:.0f} wanted")


def stages(show: Path, records: int) -> dict[str, float]:
    """Milliseconds of processor time a record for each stage of a build."""
    from feedkit import pipeline
    from feedkit.feed.build import build
    from feedkit.merge import merge
    from feedkit.pipeline import enrich
    from feedkit.records.load import load_source
    from feedkit.settings import Settings

    spent: dict[str, float] = {}

    def stage(name: str, call: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        made = call(*given)
        spent[name] = (time.process_time() - start) * 1000 / records
        return made

    source = stage("load", load_source, show)
    merged = stage("enrich", enrich, stage("merge", merge, source))
    stage("build", build, merged)
    stage("check", pipeline.check_show, merged, Settings())
    return spent


def growth(shared: Path, sizes: tuple[int, ...]) -> None:
    """Print the cost a record of each stage for each size: a stage that grows with the square shows at once."""
    for records in sizes:
        with tempfile.TemporaryDirectory() as name:
            spent = stages(make_archive(shared, Path(name), records), records)
            row = "".join(f"{stage} {cost:6.3f}  " for stage, cost in spent.items())
            say(f"{records:>6} records, ms a record: {row}all {sum(spent.values()):.3f}")


def hot_spots(shared: Path, records: int) -> None:
    """Print the functions of feedkit in which loading spends its time."""
    from feedkit.records.load import load_source

    with tempfile.TemporaryDirectory() as name:
        show = make_archive(shared, Path(name), records)
        profile = cProfile.Profile()
        profile.runcall(load_source, show)
    found = pstats.Stats(profile).get_stats_profile().func_profiles
    say(f"loading {records} records, by own time:")
    for name, one in sorted(found.items(), key=lambda pair: -pair[1].tottime)[:LISTED]:
        say(f"  {one.tottime:6.3f} s  {one.ncalls:>9}  {Path(one.file_name).name}:{one.line_number} {name}")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sample(folder)
    growth(folder, tuple(int(size) for size in sys.argv[2:]) or SIZES)
    hot_spots(folder, 500)
