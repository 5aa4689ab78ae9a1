"""Chapters as people have them: each folder of `cases/chapters` holds notes or a file, and what is read of it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from feedkit.chapters import chapters_in_notes, read_json_chapters, tidy

CASES = Path(__file__).resolve().parents[1] / "cases" / "chapters"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
DURATION_S = 7200


def read_case(folder):
    """What a case is read as: chapters, the tidied ones, and the problems of both steps."""
    (given,) = (path for path in folder.iterdir() if path.name != "expected.json")
    if given.suffix == ".json":
        read, problems = read_json_chapters(given.read_bytes(), path=given.name)
        chapters = read.chapters
    else:
        chapters, problems = chapters_in_notes(given.read_text(encoding="utf-8"), path=given.name)
    tidied, mends = tidy(chapters, DURATION_S, path=given.name)
    return {"chapters": chapters, "tidied": tidied, "problems": problems, "mends": mends}


def as_json(parts) -> str:
    """A line for each chapter and problem, empty fields left out."""
    lines = []
    for name, values in parts.items():
        entries = [json.dumps(as_entry(value), ensure_ascii=False) for value in values]
        lines.append(f'"{name}": [\n' + ",\n".join(f"  {entry}" for entry in entries) + "\n]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def as_entry(value):
    if hasattr(value, "rule"):
        return f"{value.rule} {value.level} {value.place}: {value.message}"
    return {
        key: field for key, field in asdict(value).items() if field is not None and field is not True and field != {}
    }


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_a_case_is_read_as_expected(folder, request):
    expected = folder / "expected.json"
    actual = as_json(read_case(folder))
    if request.config.getoption("--update-golden", default=False) and not os.environ.get("CI"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")
