"""Files of a show's folder that nothing reads: the cases of tests/cases/records/strays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from feedkit.publishing import publish
from feedkit.records.load import load_source
from feedkit.settings import Settings
from tests.conftest import CASES
from tests.feed.feeds import SHOW_FILE, episode

STRAYS = yaml.safe_load((CASES / "records" / "strays" / "cases.yaml").read_text("utf-8"))
SLUGS = ("rec-transcript-unused", "rec-astray")


def write(folder: Path, case: dict[str, Any]) -> Path:
    """The folder of a case: records by their endings, transcripts with a cue."""
    folder.mkdir()
    (folder / "show.yaml").write_text(yaml.safe_dump(SHOW_FILE | case.get("show", {})), "utf-8")
    for number, one in enumerate(case["files"], 1):
        name, other = next(iter(one.items())) if isinstance(one, dict) else (one, {})
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(other if isinstance(other, str) else content(path, number, other), "utf-8")
    return folder


def content(path: Path, number: int, other: dict[str, Any]) -> str:
    if path.suffix == ".md" and path.stem != "README":
        media = {"url": f"https://example.org/tea-{number}.mp3", "length": 1000, "type": "audio/mpeg"}
        return f"---\n{yaml.safe_dump(episode(number, **({'enclosure': media} | other)))}---\n"
    return "name: Amy\n" if path.suffix == ".yaml" else "WEBVTT\n\n00:00.000 --> 00:01.000\nTea.\n"


def told(problems: Any, folder: Path) -> list[str]:
    return [
        f"{Path(one.place.path).relative_to(folder).as_posix()}: {one.level}: {one.message}: {one.mend}"
        for one in problems
        if one.slug in SLUGS
    ]


@pytest.mark.parametrize("case", STRAYS.values(), ids=STRAYS)
def test_what_nothing_reads_is_told(case: dict[str, Any], tmp_path: Path) -> None:
    folder = write(tmp_path / "tea-time", case)
    source = load_source(folder)
    problems = [*source.problems, *(problem for draft in source.drafts for problem in draft.problems)]
    assert told(problems, folder) == case["told"]


@pytest.mark.parametrize("case", STRAYS.values(), ids=STRAYS)
def test_every_build_tells_of_the_same_records(case: dict[str, Any], tmp_path: Path) -> None:
    folder = write(tmp_path / "tea-time", case)
    first, second = (publish(folder, tmp_path / "feeds", Settings()).report for _ in range(2))
    assert told(first, folder) == told(second, folder) == [one for one in case["told"] if ": warning: " in one]
