"""What the README says is true: its example builds, its commands print what it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import feedkit
from feedkit.problems import Level
from tests.conftest import ROOT
from tests.test_main_job import feedkit_command

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_a_show_builds_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "show.yaml").write_text(block("yaml"), encoding="utf-8")
    (tmp_path / "tea-time" / "episodes" / "001.md").write_text(block("markdown"), encoding="utf-8")
    show = feedkit.enrich(feedkit.load(tmp_path / "tea-time"))
    assert [problem for problem in feedkit.validate(show) if problem.level > Level.INFO] == []
    (episode,) = feedkit.build(show).show.episodes
    assert episode.title == "Green or black"


def test_a_command_prints_what_is_shown() -> None:
    shown = re.findall(r"```\n\$ (.*)\n((?:.*\n)*?)```", README)
    assert shown
    for command, output in shown:
        assert feedkit_command(*shlex.split(command)[1:], cwd=ROOT).stdout == output


PAGES = [ROOT / "README.md", *sorted((ROOT / "feedkit" / "docs").glob("*.md"))]


def test_every_command_that_is_named_exists() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    listed = feedkit_command("--help", cwd=ROOT).stdout.partition("Commands:")[2]
    known = set(re.findall(r"^  (\w+)", listed, re.MULTILINE))
    named = set(re.findall(r"(?:^    |`|run: |&& |- )feedkit (\w+)", pages, re.MULTILINE)) - {"version"}
    assert named <= known
    assert {"build", "validate", "import", "probe", "diff"} <= named


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_shown_as_yaml_is_yaml(path: Path) -> None:
    for shown in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        assert yaml.safe_load(shown)


def test_the_steps_for_pages_publish_what_is_new_and_nothing_the_second_time(tmp_path: Path) -> None:
    """As GitHub runs them, but for what its own actions do."""
    shown = (ROOT / "feedkit" / "docs" / "publishing.md").read_text(encoding="utf-8")
    workflow = yaml.safe_load(re.search(r"```yaml\n# .github(.*?)```", shown, re.DOTALL)[0][8:-3])  # type: ignore[index]
    steps = [
        step["run"]
        for step in workflow["jobs"]["feeds"]["steps"]
        if "pip install" not in step.get("run", "pip install")
    ]
    bare, clone = tmp_path / "bare.git", tmp_path / "clone"
    run(f"git init -q --bare -b main {bare} && git clone -q {bare} {clone}", tmp_path)
    shutil.copytree(ROOT / "seeds" / "coder-radio", clone / "my-shows" / "coder-radio")
    run("git checkout -q -b main && git add . && git -c user.name=a -c user.email=a@example.org commit -qm 1", clone)
    for _ in range(2):
        for step in steps:
            run(step if "push" not in step else step.replace("git push", "git push -q origin main"), clone)
    assert run("git log --format=%s origin/main", clone).split() == ["Feeds", "1"]
    assert "feeds/coder-radio/ledger.jsonl" in run("git ls-tree -r --name-only origin/main", clone)


def run(commands: str, folder: Path) -> str:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PATH": programs},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
