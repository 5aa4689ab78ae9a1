"""`python -m tests.bench.probe [COUNT]`: many enclosures on loopback, probed, probed again, and interrupted.

Prints what it cost, and ends with 1 where a bar is missed: a second run makes one conditional request each and changes
no byte of the lock, and a probe that is killed at a random moment loses no answer that it told of.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from feedkit.media.lock import Journal, read_lock, write_lock
from feedkit.media.probe import probe
from feedkit.media.served import Asked, Served
from tests.media.base import AUDIO, LATER, NOW, File, Server, serving

KILLS = 10


def main() -> int:
    """Measure, print one JSON object, and say whether the bars hold."""
    if len(sys.argv) > 2:
        return _tell(*sys.argv[1:])
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    body = (AUDIO / "cbr.mp3").read_bytes()
    files = {f"/{n}.mp3": File(body, etag=f'"{n}"') for n in range(count)}
    with serving(files) as site, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feedkit.lock.yaml"
        result = {"enclosures": count, **_twice(site, path), "kills": KILLS, "lost": _kill(site, Path(folder))}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return int(bool(result["lost"] or not result["same_bytes"] or result["second_requests"] != count))


def _twice(site: Server, path: Path) -> dict[str, object]:
    first, first_requests, first_s = _run(site, path, NOW)
    second, second_requests, second_s = _run(site, path, LATER)
    start = time.perf_counter()
    read_lock(path)
    return {
        "first_s": first_s,
        "first_requests": first_requests,
        "second_s": second_s,
        "second_requests": second_requests,
        "conditional": all("if-none-match" in headers for _, _, headers in site.log[-second_requests:]),
        "same_bytes": first == second,
        "lock_bytes": len(second),
        "read_lock_s": round(time.perf_counter() - start, 2),
    }


def _asked(url: str, count: int) -> list[Asked]:
    return [Asked(f"{url}/{n}.mp3", "enclosure") for n in range(count)]


def _run(site: Server, path: Path, now: object) -> tuple[bytes, int, float]:
    before, start = len(site.log), time.perf_counter()
    lock = probe(_asked(site.url, len(site.files)), read_lock(path), now=now, allow_private=[site.place])
    write_lock(path, lock)
    return path.read_bytes(), len(site.log) - before, round(time.perf_counter() - start, 2)


def _tell(url: str, place: str, count: str, path: str) -> int:
    """The process that is killed: it keeps each answer, and tells of it then."""
    with Journal(Path(path)) as journal:

        def keep(served: Served) -> None:
            journal.add(served.url, served.answer)
            sys.stdout.write(served.url + "\n")
            sys.stdout.flush()

        probe(_asked(url, int(count)), read_lock(Path(path)), now=NOW, allow_private=[place], on_result=keep)
    return 0


def _kill(site: Server, folder: Path) -> int:
    """How many answers were told of and are not in the lock, over some kills."""
    lost, chance = 0, random.Random(1)  # noqa: S311 - a choice of moments
    for number in range(KILLS):
        path = folder / f"killed-{number}.yaml"
        command = [sys.executable, "-m", "tests.bench.probe", site.url, site.place, str(len(site.files)), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
            told = [process.stdout.readline().strip()]
            time.sleep(chance.uniform(0, 1.0))
            process.send_signal(signal.SIGKILL)
            told += process.stdout.read().split()
        lock = read_lock(path)
        lost += sum(lock.answer(url) is None for url in told if url.endswith(".mp3"))
    return lost


if __name__ == "__main__":
    raise SystemExit(main())
