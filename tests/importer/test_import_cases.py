"""Imports of small feeds, file by file: `tests/cases/importer/<fact>/feed.xml` becomes what is in `expected`."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit.importer.run import import_feed
from feedkit.problems import Level
from tests.conftest import CASES

FACTS = sorted(path.name for path in (CASES / "importer").iterdir())


def texts(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.mark.parametrize("fact", FACTS)
def test_a_feed_becomes_these_files_and_problems(fact: str, tmp_path: Path, update_golden: bool) -> None:
    case = CASES / "importer" / fact
    imported = import_feed((case / "feed.xml").read_bytes(), tmp_path / "show")
    told = [f"{p.place.line}: {p.level}: {p.message} [{p.slug}]\n" for p in imported.report if p.level > Level.INFO]
    found = texts(tmp_path / "show") | {"problems.txt": "".join(told)}
    if update_golden:
        for name, text in found.items():
            (case / "expected" / name).parent.mkdir(parents=True, exist_ok=True)
            (case / "expected" / name).write_text(text, encoding="utf-8")
    assert texts(case / "expected") == found
