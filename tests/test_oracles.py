"""Real podcast clients and parsers read the feeds of the seeds, and agree with each other and with the XML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MOST_CONSUMERS = 19


@pytest.fixture(scope="session")
def check_feed(shared: Path) -> Path:
    home = Path(os.environ.get("ORACLE_HOME", Path.home() / ".cache" / "feedkit-oracles"))
    if not (home / "venv").is_dir():
        if os.environ.get("CI"):
            pytest.fail("the consumers are not installed, and CI must have them: run oracles/setup.sh")
        pytest.skip("the consumers are not installed: run oracles/setup.sh of the reference material")
    return shared / "oracles" / "check_feed.py"


@pytest.mark.parametrize("name", ["coder-radio", "telemetry-now"])
def test_every_consumer_reads_the_same_values(check_feed: Path, tmp_path: Path, name: str) -> None:
    command = [sys.executable, check_feed, ROOT / "feeds" / f"{name}.xml", "--json", tmp_path / "out.json"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
