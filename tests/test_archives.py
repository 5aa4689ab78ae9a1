"""Archives as real networks keep them: tests/cases/archives/<dialect>/ holds a small one and what becomes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import feedkit
from feedkit.merge import merged_of
from tests.conftest import CASES
from tests.test_golden import files_in

FOLDERS = sorted(path for path in (CASES / "archives").iterdir() if path.is_dir())


READING = ("rec-", "jc-", "mended-", "notes-")
"""How the slugs of what reading finds begin; what the rules find besides is tested with the rules."""


def problems_of(show: feedkit.Show, folder: Path) -> str:
    lines = []
    for problem in (one for one in feedkit.validate(show) if one.slug.startswith(READING)):
        where = str(problem.place).replace(folder.as_posix() + "/", "")
        message = problem.message.replace(folder.as_posix() + "/", "")
        lines.append(f"{where}: {problem.level}: {message} [{problem.rule} {problem.slug}]\n")
    return "".join(lines)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda folder: folder.name)
def test_an_archive_gives_the_expected_files(case: Path, tmp_path: Path, update_golden: bool) -> None:
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected", "problems.txt"))
    for round_ in ("first", "second"):
        show = feedkit.enrich(feedkit.load(folder))
        feed = feedkit.build(show)
        feed.write(tmp_path / round_)
        assert feedkit.diff(feedkit.read_feed(tmp_path / round_ / feed.path), feed).problems == ()
    problems = problems_of(show, folder)
    if update_golden:
        shutil.rmtree(case / "expected", ignore_errors=True)
        shutil.copytree(tmp_path / "first", case / "expected", ignore=shutil.ignore_patterns(".*", "ledger*"))
        (case / "problems.txt").write_text(problems, encoding="utf-8")
    assert files_in(tmp_path / "first") == files_in(case / "expected")
    assert files_in(tmp_path / "second") == files_in(tmp_path / "first")
    assert problems == (case / "problems.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", FOLDERS, ids=lambda folder: folder.name)
def test_every_record_is_told_by_its_content(case: Path) -> None:
    found = {layer.origin.what for draft in merged_of(feedkit.load(case)).drafts for layer in draft.layers}
    assert len([what for what in found if "renditions" not in what and what != "overlay"]) == 1
