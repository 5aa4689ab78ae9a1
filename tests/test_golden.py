"""Shows with the feeds that are expected of them: tests/cases/build/<fact>/ holds a show's folder and `expected/`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import feedkit
from feedkit.problems import Level
from tests.conftest import CASES

FOLDERS = sorted(path for path in (CASES / "build").iterdir() if path.is_dir())


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("ledger")
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_build_gives_the_expected_files(folder: Path, tmp_path: Path, update_golden: bool) -> None:
    source = tmp_path / "tea-time"
    shutil.copytree(folder, source, ignore=shutil.ignore_patterns("expected", "problems.txt"))
    for round_ in ("first", "second"):
        show = feedkit.enrich(feedkit.load(source))
        feed = feedkit.build(show)
        feed.write(tmp_path / round_)
        assert feedkit.diff(feedkit.read_feed(tmp_path / round_ / feed.path), feed).problems == ()
    problems = "".join(
        f"{Path(problem.place.path).relative_to(source)}:{problem.place.line}:{problem.place.column}:"
        f" {problem.level}: {problem.message} [{problem.rule} {problem.slug}]\n"
        for problem in feedkit.validate(show)
        if problem.level > Level.INFO
    )
    if update_golden:
        shutil.rmtree(folder / "expected", ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder / "expected")
        (folder / "problems.txt").write_text(problems, encoding="utf-8")
    assert files_in(tmp_path / "first") == files_in(folder / "expected")
    assert files_in(tmp_path / "second") == files_in(tmp_path / "first")
    assert problems == (folder / "problems.txt").read_text(encoding="utf-8")
