"""feedkit in other people's repositories: the pre-commit hooks and the GitHub Action, run as they would run there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_broken_records import GOOD, SHOW

ACTION = ROOT / ".github" / "actions" / "validate"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
MENDED = GOOD.replace("48213331}", "48213331, type: audio/mpeg}")
TO_MEND = MENDED.replace("audio/mpeg", "audio/mp3")
BROKEN = MENDED.replace("title: Green tea\n", "")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "their repository"
    (folder / "shows" / "tea" / "episodes").mkdir(parents=True)
    (folder / "shows" / "tea" / "show.yaml").write_text(SHOW, encoding="utf-8")
    record(folder, MENDED)
    run("git", "init", "-q", cwd=folder)
    run("git", "add", "-A", cwd=folder)
    return folder


def record(folder: Path, text: str) -> Path:
    path = folder / "shows" / "tea" / "episodes" / "1.md"
    path.write_text(text, encoding="utf-8")
    return path


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, encoding="utf-8")


def steps(**inputs: str) -> list[tuple[str, dict[str, str]]]:
    """The scripts of the action with their environments, as GitHub fills them in."""
    action = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))
    assert set(inputs) <= set(action["inputs"])
    values = {f"inputs.{name}": str(one["default"]) for name, one in action["inputs"].items()}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values["steps.python.outputs.python-path"] = sys.executable

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ *(\S+) *\}\}", lambda found: values[found[1]], text)

    return [
        (step["run"], {name: filled(value) for name, value in step["env"].items()})
        for step in action["runs"]["steps"]
        if "run" in step
    ]


def run_step(step: tuple[str, dict[str, str]], cwd: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    script, environment = step
    around = {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(ACTION)}
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, cwd=cwd, **environment, **around)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """What the action's second step leaves, with the feedkit that is tested here."""
    temporary = tmp_path / "runner temp"
    (temporary / "feedkit" / "bin").mkdir(parents=True)
    script = f'#!/bin/sh\nexec "{sys.executable}" -m feedkit "$@"\n'
    (temporary / "feedkit" / "bin" / "feedkit").write_text(script)
    (temporary / "feedkit" / "bin" / "feedkit").chmod(0o755)
    return temporary


def test_the_action_annotates_and_fails(repository: Path, installed: Path) -> None:
    assert run_step(steps()[1], repository, installed).returncode == 0
    record(repository, BROKEN)
    done = run_step(steps()[1], repository, installed)
    assert done.returncode == 1
    assert "::error file=shows/tea/episodes/1.md,line=2,col=1,title=FK052 item-title::" in done.stdout
    assert done.stderr == ""


def test_every_input_of_the_action_arrives(repository: Path, installed: Path) -> None:
    shutil.copy(ROOT / "feeds" / "telemetry-now.xml", repository / "a feed.xml")
    inputs = {"paths": "a feed.xml\n\nshows/*\n", "fail-on": "info", "profiles": "apple psp1", "format": "sarif"}
    done = run_step(steps(**inputs, output="report.sarif")[1], repository, installed)
    assert done.returncode == 1
    report = (repository / "report.sarif").read_text("utf-8")
    assert "a%20feed.xml" in report
    assert "shows/tea/episodes/1.md" in report
    assert "spotify" not in report
    known = run_step(steps(baseline="none.jsonl")[1], repository, installed)
    assert known.returncode == 2
    assert "none.jsonl" in known.stderr


@pytest.mark.parametrize("name", ["paths", "profiles", "fail-on", "baseline", "output", "format"])
def test_no_input_of_the_action_is_run_as_a_command(repository: Path, installed: Path, name: str) -> None:
    text = "$(touch pwned) `touch pwned` \"; touch pwned; ' --output pwned\n--output\n-o\npwned"
    run_step(steps(**{name: text})[1], repository, installed)
    assert not (repository / "pwned").exists()


def test_the_hooks_file_is_one_by_pre_commits_own_schema() -> None:
    pre_commit = pytest.importorskip("pre_commit.clientlib", reason="pre-commit comes with the extra `dev`")
    hooks: list[dict[str, Any]] = pre_commit.load_manifest(str(HOOKS))
    assert [hook["id"] for hook in hooks] == ["feedkit-validate", "feedkit-fix"]
    assert {hook["entry"] for hook in hooks} == {"feedkit validate", "feedkit fix"}


@pytest.mark.network
def test_the_hooks_work_in_a_repository(repository: Path, tmp_path: Path) -> None:
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        run("git", "add", "-A", cwd=repository)
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), name, "--all-files", "--verbose"]
        return run(*command, cwd=repository, **home)

    assert hook("feedkit-validate").returncode == 0
    record(repository, BROKEN)
    failed = hook("feedkit-validate")
    assert failed.returncode == 1
    assert "shows/tea/episodes/1.md:2:1: error: the episode has no `title` [FK052 item-title]" in failed.stdout
    path = record(repository, TO_MEND)
    assert "files were modified by this hook" in hook("feedkit-fix").stdout
    assert path.read_text("utf-8") == MENDED
    assert hook("feedkit-fix").returncode == 0


@pytest.mark.network
def test_the_action_installs_what_it_runs(repository: Path, tmp_path: Path) -> None:
    install, validate = steps(paths="shows")
    assert run_step(install, repository, tmp_path).returncode == 0
    done = run_step(validate, repository, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "in 2 files" in done.stdout
