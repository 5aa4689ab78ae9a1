"""What the README says is true: its example builds, its commands print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

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


def test_every_command_that_is_named_exists() -> None:
    listed = feedkit_command("--help", cwd=ROOT).stdout.partition("Commands:")[2]
    known = set(re.findall(r"^  (\w+)", listed, re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)feedkit (\w+)", README, re.MULTILINE))
    assert named <= known
    assert {"build", "validate", "import", "probe", "diff"} <= named
