"""What validating a folder of small feeds costs: memory at 1,000 and at 10,000 feeds, time by one process and by all.

    python -m tests.bench.validate_many [FEEDS] [FORMAT ...]

Peak memory is the resident set of the largest process. The feeds have warnings, so that there is something to report.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT

SAMPLE = ROOT / "feeds" / "telemetry-now.xml"


def make_feeds(folder: Path, number: int) -> Path:
    text = SAMPLE.read_text("utf-8")
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:06}.xml").write_text(text.replace("s02-e29", f"e{n}"), "utf-8")
    return folder


def measure(folder: Path, jobs: int, form: str) -> tuple[float, float, float]:
    """Peak memory in MB, wall clock and processor time in seconds of one run in a process of its own."""
    command = [sys.executable, "-m", "feedkit", "validate", str(folder), "--jobs", str(jobs), "--format", form]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_maxrss / 1024, time.perf_counter() - started, used.ru_utime + used.ru_stime


def main(number: int, forms: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        few, many = (make_feeds(Path(name) / str(n), n) for n in (number // 10, number))
        for form in forms:
            for folder, jobs in ((few, 1), (many, 1), (many, os.cpu_count() or 1)):
                peak, wall, processor = measure(folder, jobs, form)
                shown = f"peak {peak:.0f} MB, {wall:.1f} s, {processor:.1f} s of processor time"
                print(f"{form}: {folder.name} feeds by {jobs}: {shown}")  # noqa: T201 - a bench prints


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["10000"])[0]), sys.argv[2:] or ["text", "json", "sarif", "junit", "html"])
