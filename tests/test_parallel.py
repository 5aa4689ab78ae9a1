"""Work shared by processes: the same results in the same order, and errors where they belong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedkit import parallel
from feedkit.parallel import in_order


def square(number: int) -> tuple[int, int]:
    time.sleep(0.001 * (number % 3))
    if number == 1000:
        raise ValueError("a thousand is too much")
    return number * number, os.getpid()


def test_results_come_in_order_and_several_processes_made_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ALONE_S", 0.0)
    found = list(in_order(square, range(100), 2))
    assert [number for number, _ in found] == [number * number for number in range(100)]
    assert len({process for _, process in found} - {os.getpid()}) == 2


def test_a_few_things_are_done_here() -> None:
    assert {process for _, process in in_order(square, range(5), 8)} == {os.getpid()}
    assert list(in_order(square, [], 8)) == []


def test_an_error_is_raised_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ALONE_S", 0.0)
    results = in_order(square, range(900, 1100), 2)
    seen = []
    with pytest.raises(ValueError, match="too much"):
        seen.extend(number for number, _ in results)
    assert seen == [number * number for number in range(900, 900 + len(seen))]
    assert len(seen) > 100 - parallel.CHUNK
    assert next(in_order(square, [3], 2))[0] == 9


def test_things_are_taken_only_a_little_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ALONE_S", 0.0)
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000, 20_000):
            taken += 1
            yield number

    results = in_order(square, things(), 2)
    for _ in range(20):
        next(results)
    results.close()  # type: ignore[attr-defined]  # a generator
    assert taken < 20 + 2 * parallel.CHUNK * (2 * parallel.AHEAD + 1)


def killed_once(thing: tuple[int, Path]) -> int:
    number, mark = thing
    if number == 60 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_what_a_killed_process_had_is_done_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parallel, "ALONE_S", 0.0)
    things = [(number, tmp_path / "killed") for number in range(200)]
    assert list(in_order(killed_once, things, 2)) == list(range(200))
    assert (tmp_path / "killed").exists()


SHARED = """
import os, sys, time
from feedkit import parallel

def work(number):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(0.05)

parallel.ALONE_S = 0.0
list(parallel.in_order(work, range(10_000), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is given by `-c` has to be forked")
def test_no_process_outlives_the_one_that_gathers() -> None:
    with subprocess.Popen([sys.executable, "-c", SHARED], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen = {process.stdout.readline() for _ in range(20)} - {f"{process.pid}\n"}
        process.kill()
        process.stdout.read()  # it ends when nobody holds it open any more
    assert len(seen) == 2
