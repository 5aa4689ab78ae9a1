"""The hostile inputs that are too big to keep: each ends as its table says, within its time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.feed.feeds import episode, write_show

RECORDS = ("50mb-record.yaml", "100k-keys.yaml", "50mb.json", "nested-quotes.md", "200k-brackets.md")
TRANSCRIPTS = ("one-line-100mb.vtt", "million-cues.srt", "million-lines.vtt")
FEEDS = ("100k-items.xml", "12mb-title.xml", "8mb-attribute.xml", "entity-chain-50k.xml")
PATIENCE = 4
"""A busy machine takes this much longer than the table's quiet one."""
RUN = """
import sys
from feedkit.cli import main
try:
    main(["validate", sys.argv[1], "--format", "json"])
finally:
    with open("/proc/self/status") as status:
        print(next(line for line in status if line.startswith("VmHWM")).split()[1], file=sys.stderr)
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


def case_of(shared: Path, name: str) -> dict[str, Any]:
    lines = (shared / "hostile" / "generated.jsonl").read_text("utf-8").splitlines()
    (case,) = [case for case in map(json.loads, lines) if case["id"] == name]
    return dict(case)


def write(path: Path, case: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(case["head"])
        if "{n" in case["unit"]:
            units = (
                case["unit"].replace("{n-1}", str(n - 1)).replace("{n}", str(n)) for n in range(1, case["times"] + 1)
            )
            stream.writelines(units)
        else:
            stream.write(case["unit"] * case["times"])
        stream.write(case["tail"])


def target(folder: Path, case: dict[str, Any]) -> Path:
    """What is to be validated: the feed, or a good show with the record or the transcript in it."""
    name = case["id"]
    if name in FEEDS:
        write(folder / name, case)
        return folder / name
    other = {"transcript": f"transcripts/{name}"} if name in TRANSCRIPTS else {}
    show = write_show(folder / "show", {"e1": episode(1, **other)}, records=["episodes/*"])
    write(show / ("transcripts" if name in TRANSCRIPTS else "episodes") / name, case)
    return show


@pytest.mark.parametrize(
    "name", [*RECORDS, *(pytest.param(one, marks=pytest.mark.slow) for one in TRANSCRIPTS + FEEDS)]
)
def test_a_generated_input_ends_as_its_table_says(shared: Path, tmp_path: Path, name: str) -> None:
    case = case_of(shared, name)
    path = target(tmp_path, case)
    started = time.monotonic()
    limit = case["max_s"] * PATIENCE
    command = [sys.executable, "-c", RUN, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=limit + 60)
    assert time.monotonic() - started < limit
    assert done.returncode in (0, 1), done.stderr[-500:]
    assert int(done.stderr.split()[-1]) / 1024 <= case["max_mib"]
    found = [one for one in json.loads(done.stdout)["problems"] if name in (one["file"] or "")]
    worst = "E" if any(one["level"] == "error" for one in found) else "W" if found else "A"
    assert worst in case["expect"].split("|"), found[:3]


def test_every_generated_input_has_its_test(shared: Path) -> None:
    lines = (shared / "hostile" / "generated.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == sorted(TRANSCRIPTS + RECORDS + FEEDS, key=_order(lines))


def _order(lines: list[str]) -> Any:
    return [json.loads(line)["id"] for line in lines].index
