"""M1: the tests of the bars can fail: of twenty faults put into a copy of the package, at least nineteen are found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

AT_LEAST = 19


@dataclass(frozen=True)
class Mutant:
    """A fault: in a module of the package, what stands there and what is put in its place; and the tests of a bar that find it."""

    fault: str
    module: str
    old: str
    new: str
    bar: str
    tests: str


MUTANTS = (
    Mutant(
        "no fsync of files",
        "feed/write.py",
        "                _sync(temporary)\n",
        "                pass\n",
        "F5",
        "tests/publishing/test_durable.py",
    ),
    Mutant(
        "no fsync of folders",
        "feed/write.py",
        "            _sync(folder)\n",
        "            pass\n",
        "F5",
        "tests/publishing/test_durable.py",
    ),
    Mutant(
        "the feed before its files",
        "feed/write.py",
        "        for target in [*replacement.staged]:\n",
        "        for target in [*replacement.staged][::-1]:\n",
        "F5",
        "tests/publishing/test_durable.py",
    ),
    Mutant(
        "nothing is put back",
        "feed/write.py",
        "self.kept.items() if not self.is_done else ():",
        "():",
        "F2",
        "tests/publishing/test_crash.py -k enospc",
    ),
    Mutant(
        "what is left over stays",
        "feed/write.py",
        "stuck = [path for path in left if not _remove(path)]",
        "stuck = []",
        "F1",
        "tests/publishing/test_write.py -k killed_build",
    ),
    Mutant(
        "the mode is that of a temporary file",
        "feed/write.py",
        "                os.fchmod(handle, MODE)\n",
        "                pass\n",
        "B1",
        "tests/publishing/test_write.py -k umask",
    ),
    Mutant(
        "no lock",
        "feed/lockfile.py",
        "        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)\n",
        "        pass\n",
        "F4",
        "tests/publishing/test_write.py -k second_build",
    ),
    Mutant(
        "an error of the disk is swallowed",
        "feed/write.py",
        "        raise WriteError(message) from error\n",
        "        return\n",
        "F3",
        "tests/publishing/test_disk_full.py -k little",
    ),
    Mutant(
        "links out are followed",
        "records/within.py",
        "        return False\n",
        "        return True\n",
        "P1",
        "tests/publishing/test_within_project.py -k links_out",
    ),
    Mutant(
        "what becomes a link is followed",
        "records/within.py",
        ' | getattr(os, "O_NOFOLLOW", 0)',
        "",
        "P3",
        "tests/publishing/test_within_project.py",
    ),
    Mutant(
        "a pipe blocks",
        "records/within.py",
        ' | getattr(os, "O_NONBLOCK", 0)',
        "",
        "P2",
        "tests/publishing/test_within_project.py -k pipes",
    ),
    Mutant(
        "a class of characters is dropped",
        "tags/node.py",
        r"\udfff\ufffe\uffff]",
        r"\udfff\uffff]",
        "X1",
        "tests/publishing/test_values_out.py -k writer",
    ),
    Mutant(
        "direction marks are printed",
        "characters.py",
        r"\u2028-\u202e",
        r"\u2028-\u2029",
        "S2",
        "tests/reports tests/test_every_command.py -k cursor",
    ),
    Mutant(
        "users and passwords are printed",
        "reports/secrets.py",
        'if "@" in text',
        'if "@" not in text',
        "S1",
        "tests/test_every_command.py -k secret",
    ),
    Mutant(
        "an interrupt is no failure",
        "cli/codes.py",
        "= 0, 1, 2, 3, 130",
        "= 0, 1, 2, 3, 0",
        "E2",
        "tests/test_every_command.py -k moment",
    ),
    Mutant(
        "redirects are not checked",
        "media/fetch.py",
        "        parts = check_url(target)\n",
        "        parts = urlsplit(target)\n",
        "N2",
        "tests/media/test_hostile.py tests/media/test_probe.py",
    ),
    Mutant(
        "private addresses are asked",
        "media/addresses.py",
        "        if not _is_public(number):\n",
        "        if False:\n",
        "N2",
        "tests/media/test_addresses.py",
    ),
    Mutant(
        "the environment's credentials are sent",
        "media/transport.py",
        "    session.trust_env = False\n",
        "",
        "S1",
        "tests/media/test_probe.py -k netrc",
    ),
    Mutant(
        "what Markdown becomes is not cleaned",
        "notes.py",
        "    return sanitise(_render(text))\n",
        "    return _render(text)\n",
        "H1",
        "tests/publishing/test_values_out.py -k inert",
    ),
    Mutant(
        "what could run in HTML of the authors is published",
        "feed/canonical.py",
        "    changed |= _cleaned(episode)\n",
        "",
        "H1",
        "tests/publishing/test_values_out.py -k inert",
    ),
    Mutant(
        "a pattern takes for ever",
        "derive/vocabulary.py",
        r'r"(?<!\s)\s*(?:[,;',
        r'r"\s*(?:[,;',
        "T3",
        "tests/test_patterns.py",
    ),
    Mutant(
        "a changed guid is let through",
        "guard/kinds.py",
        'Kind("FK071", "guid-never-changes", Level.ERROR)',
        'Kind("FK071", "guid-never-changes", Level.INFO)',
        "G1",
        "tests/guard/test_guard.py",
    ),
    Mutant(
        "the order of folders counts",
        "records/load.py",
        "    seen = sorted((path for path in found",
        "    seen = list((path for path in found",
        "B1",
        "tests/test_same_bytes.py",
    ),
)  # fmt: skip - one table


def mutated(folder: Path, mutant: Mutant) -> Path:
    """A copy of the project with the fault in it."""
    for name in ("feedkit", "tests", "seeds", "feeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    path = folder / "feedkit" / mutant.module
    path.write_text(path.read_text("utf-8").replace(mutant.old, mutant.new), "utf-8")
    return folder


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.fault)
def test_every_fault_can_be_made(mutant: Mutant) -> None:
    text = (ROOT / "feedkit" / mutant.module).read_text("utf-8")
    assert mutant.old in text
    assert all((ROOT / word).exists() for word in mutant.tests.split() if word.startswith("tests/"))
    compile(text.replace(mutant.old, mutant.new), mutant.module, "exec")


@pytest.mark.slow
def test_nineteen_of_twenty_faults_are_found_by_the_tests_of_their_bar(tmp_path: Path, shared: Path) -> None:
    missed = []
    for number, mutant in enumerate(MUTANTS):
        folder = mutated(tmp_path / str(number), mutant)
        words, _, chosen = mutant.tests.partition(" -k ")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *words.split()]
        command += ["-k", chosen] if chosen else []
        env = os.environ | {"PYTHONPATH": str(folder), "FEEDKIT_SHARED": str(shared)}
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode in (0, 1), done.stdout[-1000:] + done.stderr[-1000:]
        missed += [mutant.fault] if done.returncode == 0 else []
        shutil.rmtree(folder)
    assert len(MUTANTS) - len(missed) >= AT_LEAST * len(MUTANTS) / 20, missed
