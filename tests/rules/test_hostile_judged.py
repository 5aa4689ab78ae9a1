"""The hostile records and feeds, judged whole: each has an outcome that its table allows, in time, without its secrets.

What only reading decides is tested in tests/records; transcripts, chapters and histories are tested where they are read.
"""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from rule_examples import ALL

import feedkit
from feedkit.problems import Level, Problem
from feedkit.settings import DEFAULT_PROFILES, Settings

SETTINGS = Settings(profiles=frozenset(DEFAULT_PROFILES), now=ALL.now)
SHOW = """title: Tea
link: https://tea.fm/
description: Tea.
language: en
feed_url: https://tea.fm/feeds/tea.xml
records: ["episodes/*"]
guess: []
"""
OTHERWISE = {
    "records/float-title.yaml": "a title that is a number is told: partytime loses it",
    "feeds/evil-names.xml": "its items share one file, which is an error beside their names",
}
"""Outcomes that differ from the table's, and why."""

RENAMED = {"body": "notes", "TOML": "enclosure"}
"""The table's words where ours are others: bodies are notes, and a head in TOML is read, so that what it lacks is told."""


def problems_of(folder: Path, file: Path) -> list[Problem]:
    """The problems of a feed, or of a show whose only record is the file."""
    if file.parent.name == "feeds":
        return [*feedkit.validate(file, SETTINGS).problems]
    records = folder / "tea" / "episodes"
    records.mkdir(parents=True)
    (folder / "tea" / "show.yaml").write_text(SHOW, encoding="utf-8")
    shutil.copy(file, records / file.name)
    return [*feedkit.validate(folder / "tea", SETTINGS).problems]


@pytest.fixture(scope="module")
def found(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], list[Problem], float]]:
    """Each row with the problems that its control does not have, and the seconds that it took."""
    rows = json.loads((shared / "hostile" / "index.json").read_text("utf-8"))
    judged = []
    for row in (row for row in rows if row["file"].startswith(("records/", "feeds/"))):
        start = time.perf_counter()
        problems = problems_of(tmp_path_factory.mktemp("show"), shared / "hostile" / row["file"])
        judged.append((row, problems, time.perf_counter() - start))
    usual = {problem.slug for row, problems, _ in judged if "/00-good" in row["file"] for problem in problems}
    return [(row, [p for p in problems if p.slug not in usual], seconds) for row, problems, seconds in judged]


def _outcome(problems: list[Problem]) -> str:
    worst = max((problem.level for problem in problems), default=Level.INFO)
    return {Level.ERROR: "E", Level.WARNING: "W", Level.INFO: "A"}[worst]


def test_every_file_has_an_outcome_that_its_table_allows(found):
    assert len(found) > 100
    other = {row["file"] for row, problems, _ in found if _outcome(problems) not in row["expect"].split("|")}
    assert other == OTHERWISE.keys()


def test_it_is_said_in_the_tables_words_and_at_its_line(found):
    for row, problems, _ in found:
        if row["file"] in OTHERWISE or _outcome(problems) == "A":
            continue
        told = [p for p in problems if p.level >= Level.WARNING]
        words = " ".join(f"{p.message} {p.field} {p.slug}" for p in told).lower()
        says = [RENAMED.get(word, word) for word in row.get("says", [""])]
        assert any(word.lower() in words for word in says), row
        assert not row.get("line") or any(abs(p.place.line - row["line"]) <= 1 for p in told), row


def test_messages_are_printable_short_and_without_secrets(found):
    for row, problems, _ in found:
        for problem in problems:
            shown = f"{problem.message}{problem.mend}{problem.excerpt or ''}"
            assert problem.message.isprintable(), row
            assert len(problem.message) <= 1000, row
            assert not any(secret in shown for secret in row.get("never_printed", [])), row


def test_each_ends_in_time(found):
    assert [row["file"] for row, _, seconds in found if seconds > 4 * row.get("max_s", 5)] == []
