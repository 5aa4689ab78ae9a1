"""A tag that feedkit has never heard of: one class and one line, and everything else follows from them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import ROOT

CLASS = '''

@tag("podcast:brew", inside=("item",), source="made up", short="leaf")
class Brew(Element):
    """A pot that was poured in the episode.

    Example:
        <podcast:brew leaf="sencha" minutes="90">First flush</podcast:brew>

    """

    leaf: Annotated[Word, Attr("leaf", required=True)]
    """What was in the pot."""
    minutes_s: Annotated[Seconds | None, Attr("minutes")] = None
    """How long it stood."""
    name: Annotated[Line | None, Text(most_chars=128)] = None
    """What it is called."""
'''
LINE = "    brews: Annotated[tuple[Brew, ...], Child()] = ()\n"
BREW = '<podcast:brew leaf="sencha" minutes="90">First flush</podcast:brew>'
RECORD = 'brews: [{leaf: sencha, minutes_s: "1:30", name: First flush}]\n'


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of feedkit that knows the tag, and a show that uses it."""
    folder = tmp_path_factory.mktemp("with-brew")
    shutil.copytree(ROOT / "feedkit", folder / "feedkit", ignore=shutil.ignore_patterns("__pycache__"))
    tags = folder / "feedkit" / "tags"
    with (tags / "podcast.py").open("a", encoding="utf-8") as file:
        file.write(CLASS)
    episode, above = (tags / "episode.py").read_text("utf-8"), '    key: Annotated[str, Local()] = ""\n'
    assert episode.count(above) == 1
    importing = "from feedkit.tags.podcast import Brew\n\nEPISODE_TYPES"
    episode = episode.replace("EPISODE_TYPES", importing, 1).replace(above, LINE + above)
    (tags / "episode.py").write_text(episode, encoding="utf-8")
    show = folder / "tea-time"
    (show / "episodes").mkdir(parents=True)
    (show / "show.yaml").write_text(SHOW, encoding="utf-8")
    (show / "episodes" / "1.md").write_text(GOOD.replace("---\n", f"---\n{RECORD}", 1), encoding="utf-8")
    return folder


def run(program: Path, *args: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(program)}
    command = [sys.executable, "-m", "feedkit", *args]
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False, env=env, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_it_is_written_and_imported(program: Path) -> None:
    run(program, "build", "tea-time", "--out", "feeds")
    assert BREW in (program / "feeds" / "tea-time.xml").read_text("utf-8")
    run(program, "import", "feeds/tea-time.xml", "--to", "again")
    (record,) = (program / "again" / "episodes").iterdir()
    text = record.read_text("utf-8")
    assert "brew: {leaf: sencha" in text
    assert "foreign" not in text


def test_it_is_judged_in_records_and_in_feeds(program: Path) -> None:
    record = (program / "tea-time" / "episodes" / "1.md").read_text("utf-8")
    other = program / "bad"
    (other / "episodes").mkdir(parents=True)
    shutil.copyfile(program / "tea-time" / "show.yaml", other / "show.yaml")
    (other / "episodes" / "1.md").write_text(record.replace("leaf: sencha, ", ""), encoding="utf-8")
    assert "bad/episodes/1.md:2:9: error: `brews.0.leaf` is missing" in run(program, "validate", "bad")
    run(program, "build", "tea-time", "--out", "feeds")
    feed = (program / "feeds" / "tea-time.xml").read_text("utf-8")
    (program / "bad.xml").write_text(feed.replace(' leaf="sencha"', ' leaves="sencha"'), encoding="utf-8")
    told = run(program, "validate", "bad.xml")
    assert "bad.xml:24:7: error: `podcast:brew leaf` is missing" in told
    assert "`leaves`" in told


def test_editors_complete_it_and_the_pages_tell_of_it(program: Path) -> None:
    schema = json.loads(run(program, "schema", "record"))
    assert {"$ref": "#/$defs/Brew"} in schema["properties"]["brews"]["anyOf"]
    assert schema["$defs"]["Brew"]["properties"]["leaf"]["description"] == "What was in the pot."
    env = {**os.environ, "PYTHONPATH": str(program)}
    subprocess.run([sys.executable, "-m", "feedkit.docs"], cwd=program, env=env, check=True, capture_output=True)
    page = (program / "feedkit" / "docs" / "fields.md").read_text("utf-8")
    assert "## `<podcast:brew>`" in page
    assert "| `name` | its text | What it is called. |" in page
