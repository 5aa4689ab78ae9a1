"""C3, N1: to import feedkit starts nothing, asks nobody and evaluates no text; a build without a network is the same build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feed.feeds import episode, write_show

AUDIT = """
import pkgutil, sys
from importlib import import_module

FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")
found = []

def watch(event, args):
    if event in FORBIDDEN:
        found.append((event, str(args)))
    elif event == "exec" and sys._getframe(1).f_globals.get("__name__", "").startswith("feedkit"):
        found.append((event, str(args)))
    elif event == "open" and isinstance(args[2], int) and args[2] & 3 and "__pycache__" not in str(args[0]):
        found.append((event, str(args)))

sys.addaudithook(watch)
import feedkit
for module in pkgutil.walk_packages(feedkit.__path__, "feedkit."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
assert len([name for name in sys.modules if name.startswith("feedkit.")]) > 300
print(found)
"""


def test_importing_every_module_starts_nothing_asks_nobody_and_writes_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", AUDIT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_a_build_without_any_network_is_the_same_build(tmp_path: Path) -> None:
    alone = shutil.which("unshare")
    if alone is None or subprocess.run([alone, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network of its own can be had here: `unshare -rn` does not work")
    results = []
    for name, before in (("with", []), ("without", [alone, "-rn"])):
        write_show(tmp_path / name / "seeds" / "tea", {"1": episode(1), "2": episode(2)})
        command = [*before, sys.executable, "-m", "feedkit", "build", "seeds"]
        done = subprocess.run(command, cwd=tmp_path / name, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        results.append((done.stdout, (tmp_path / name / "feeds" / "tea.xml").read_bytes()))
    assert results[0] == results[1]
