"""Builds in a row, as they happen to people: the stories of tests/cases/stories."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedkit import pipeline
from feedkit.feed.read import read_feed
from feedkit.problems import Level
from feedkit.settings import Settings
from tests.conftest import CASES
from tests.feed.feeds import episode, write_show

STORIES = {
    f"{path.stem}: {name}": story
    for path in sorted((CASES / "stories").glob("*.yaml"))
    for name, story in yaml.safe_load(path.read_text("utf-8")).items()
}


def records(wanted: list[Any]) -> dict[str, dict[str, Any]]:
    made = {}
    for one in wanted:
        other = dict(one) if isinstance(one, dict) else {"n": one}
        number = other.pop("n")
        key = other.pop("key", f"e{number}")
        made[key] = episode(number, **other)
    return made


class Player:
    """Plays a story in a folder; remembers the folder of feeds as it was after each build."""

    def __init__(self, folder: Path) -> None:
        self.base, self.feeds, self.builds = folder, Path("feeds"), 0
        self.records: list[Any] = []
        self.show: dict[str, Any] = {}
        self.folder = "tea-time"

    def play(self, step: dict[str, Any]) -> pipeline.Outcome:
        self.records, self.show = step.get("records", self.records), step.get("show", self.show)
        if "folder" in step and self.builds:
            (self.base / self.folder).rename(self.base / step["folder"])
        self.folder = step.get("folder", self.folder)
        for name, what in step.get("feeds", {}).items():
            self._change(self.feeds / name, name, what)
        show = write_show(self.base / self.folder, records(self.records), **self.show)
        now = datetime.fromisoformat(step["now"]) if "now" in step else None
        outcome = pipeline.publish(show, self.feeds, Settings(now=now), allow=step.get("allow", ()))
        self.builds += 1
        shutil.copytree(self.feeds, self.base / f"after-{self.builds}", symlinks=True)
        return outcome

    def _change(self, path: Path, name: str, what: str) -> None:
        if what == "gone":
            path.unlink()
        elif what.startswith("as ") and (self.feeds / what.removeprefix("as ")).is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.feeds / what.removeprefix("as "), path)
        elif what.startswith("as after build "):
            shutil.copyfile(self.base / f"after-{what.removeprefix('as after build ')}" / name, path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(what, "utf-8")

    def guids(self) -> list[str]:
        path = self.feeds / f"{self.folder}.xml"
        show = read_feed(path).show if path.is_file() else None
        return [one.guid.text for one in show.episodes if one.guid is not None] if show is not None else []


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_ends_as_it_should(
    story: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    player = Player(Path())
    for number, step in enumerate(story, 1):
        outcome = player.play(step)
        found = {
            "refused": [p.message for p in outcome.report if p.level == Level.ERROR],
            "told": [p.message for p in outcome.report if p.slug == "published-changed"],
            "warned": [p.message for p in outcome.report if p.level == Level.WARNING],
            "see": [see.place.path for p in outcome.report if p.level == Level.ERROR for see in p.see],
            "mends": [p.mend for p in outcome.report if p.level == Level.ERROR],
            "guids": player.guids() if "guids" in step else [],
        }
        asked = {*step, "refused"} | ({"told"} if "refused" not in step else set())
        wanted = {name: step.get(name, []) for name in found if name in asked}
        assert wanted == {name: found[name] for name in wanted}, f"build {number}"
        assert (outcome.written is not None) == step.get("written", not found["refused"]), f"build {number}"
