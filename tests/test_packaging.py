"""C1-C4: what is installed is locked and little, what is released is the same bytes at every build, and nothing unpinned has a part in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from feedkit.version import __version__
from tests.conftest import ROOT

LOCK = ROOT / ".ci" / "requirements.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FLOORS = {"lxml": "6.1", "urllib3": "2.7", "requests": "2.32.4"}
"""Older ones have faults that are known and mended."""
MOST_DIRECT, MOST_IN_ALL = 11, 23
"""Run-time dependencies. Whoever needs one more finds one that is not needed."""


def with_all_they_need(names: set[str]) -> set[str]:
    """The distributions that these need to run, and what those need, without extras."""
    found, left = set[str](), [*names]
    while left:
        name = canonicalize_name(left.pop())
        if name not in found:
            found.add(name)
            needed = map(Requirement, requires(name) or ())
            left += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def test_run_time_dependencies_are_few() -> None:
    direct = {Requirement(one).name for one in PROJECT["dependencies"]}
    assert len(direct) <= MOST_DIRECT
    assert len(with_all_they_need(direct)) <= MOST_IN_ALL


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_with_a_known_fault_is_let_in(name: str) -> None:
    [wanted] = [one for one in map(Requirement, PROJECT["dependencies"]) if one.name == name]
    below = Version(FLOORS[name]).release
    assert not wanted.specifier.contains(".".join(map(str, (*below[:-1], below[-1] - 1))))
    assert wanted.specifier.contains(FLOORS[name])


def locked() -> dict[str, tuple[Version, list[str]]]:
    """What the lock names: versions and hashes."""
    entries = re.findall(r"^\w.*(?:\n[ ].*)*", LOCK.read_text("utf-8"), re.MULTILINE)
    found = {}
    for entry in entries:
        name, version = re.match(r"([\w.-]+)==([^\s;\\]+)", entry).groups()  # type: ignore[union-attr]
        found[canonicalize_name(name)] = (Version(version), re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
    return found


def test_everything_that_development_installs_is_locked_with_its_hashes() -> None:
    lock = locked()
    assert all(hashes for _, hashes in lock.values())
    extras = PROJECT["optional-dependencies"]
    for one in map(Requirement, [*PROJECT["dependencies"], *extras["test"], *extras["dev"]]):
        if one.name != "feedkit":
            assert lock[canonicalize_name(one.name)][0] in one.specifier, one
    assert with_all_they_need({Requirement(one).name for one in PROJECT["dependencies"]}) <= lock.keys()


@pytest.mark.network
@pytest.mark.slow
def test_what_is_locked_installs_without_an_index_and_feedkit_runs_on_it(tmp_path: Path) -> None:
    wheels, python = tmp_path / "wheels", tmp_path / "venv" / "bin" / "python"
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    run(python, "-m", "pip", "wheel", "-q", "--require-hashes", "-r", LOCK, "-w", wheels)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels, cwd=ROOT)
    run(python, "-m", "pip", "install", "-q", "--no-index", "-f", wheels, "feedkit[dev]")
    assert run(python, "-m", "feedkit", "--version").startswith("feedkit")


def pythons() -> dict[str, Path]:
    """The Pythons of this machine that feedkit may run on, by version: those on the path, and pyenv's."""
    found = [Path(path) for minor in range(11, 20) if (path := shutil.which(f"python3.{minor}"))]
    found += sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"))
    answers = ((path, subprocess.run([path, "-V"], capture_output=True, text=True, check=False)) for path in found)
    said = {done.stdout.split()[1]: path for path, done in answers if done.returncode == 0}
    lowest = Version(PROJECT["requires-python"].removeprefix(">="))
    return {version: path for version, path in said.items() if Version(version) >= lowest}


@pytest.mark.network
@pytest.mark.slow
def test_every_python_builds_the_same_feeds(tmp_path: Path) -> None:
    others = pythons()
    if len(others) < 2:
        pytest.skip("there is no other Python here")
    for version, python in others.items():
        run(python, "-m", "venv", tmp_path / version)
        run(tmp_path / version / "bin" / "python", "-m", "pip", "install", "-q", ROOT)
        out = tmp_path / f"feeds of {version}"
        run(tmp_path / version / "bin" / "feedkit", "build", "seeds", "--out", out, cwd=ROOT, PYTHONWARNINGS="error")
        made = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        assert made == {
            path.relative_to(ROOT / "feeds"): path.read_bytes()
            for path in (ROOT / "feeds").rglob("*")
            if path.is_file()
        }


def run(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def built(folder: Path, umask: str, epoch: str = "1735689600") -> dict[str, bytes]:
    """The wheel and the source archive of a copy of the project, by name."""
    names = run("git", "ls-files", "-z", cwd=ROOT).split("\0")
    for name in filter(None, names):
        target = folder / name
        if (ROOT / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    script = f"umask {umask}; {sys.executable} -m hatchling build -d out"
    run("sh", "-c", script, cwd=folder, SOURCE_DATE_EPOCH=epoch)
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="what belongs to the project is what git knows")
def test_a_release_is_the_same_bytes_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    first = built(tmp_path / "one place", "022")
    assert [name.rpartition("-")[2] for name in first] == ["any.whl", f"{__version__}.tar.gz"]
    assert built(tmp_path / "another" / "place", "077") == first
    wheel = tmp_path / "one place" / "out" / next(iter(first))
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    tracked = {
        name for name in run("git", "ls-files", "feedkit", cwd=ROOT).split("\n") if name and (ROOT / name).is_file()
    }
    assert inside == tracked
    archive = tmp_path / "one place" / "out" / [*first][1]
    with tarfile.open(archive) as source:
        source.extractall(tmp_path / "unpacked", filter="data")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        "out",
        cwd=unpacked,
        SOURCE_DATE_EPOCH="1735689600",
    )
    assert (unpacked / "out" / wheel.name).read_bytes() == first[wheel.name]


WORKFLOWS = sorted((ROOT / ".github").rglob("*.yml"))


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from workflow.get("runs", {}).get("steps", ())
    for job in workflow.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_workflows_run_nothing_that_can_be_exchanged_and_may_do_no_more_than_they_must(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts alone; `on` is no truth here
    for step in steps(workflow):
        if "uses" in step:
            assert re.search(rf"uses: {re.escape(step['uses'])} # v\d+\.\d+\.\d+\n", text), step["uses"]
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])
        assert "${{" not in step.get("run", ""), "a value that others write becomes a command"
    if "jobs" in workflow:
        assert workflow["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in workflow["on"]
        allowed = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
        assert allowed in ({}, {"publish": {"id-token": "write"}})
        assert "secrets." not in text
