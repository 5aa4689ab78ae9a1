"""Pages of any site that tell programs of their episode: every case is a folder with a page and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedkit.records.dialects import read_record
from feedkit.records.record import Record, Skipped

CASES = Path(__file__).resolve().parent.parent / "cases" / "records" / "web-page"


def as_json(record: Record | Skipped) -> dict[str, object]:
    problems = [
        f"{problem.place.line} {problem.level} {problem.slug}: {problem.message}" for problem in record.problems
    ]
    if isinstance(record, Skipped):
        return {"skipped": record.reason, "problems": problems}
    return {
        "key": record.key,
        "episode": dict(record.episode.values),
        "lines": {field: record.episode.where((field,)).line for field in record.episode.values},
        "show": dict(record.show.values) if record.show is not None else None,
        "cues": [[cue.start_s, cue.speaker, cue.text] for cue in record.cues],
        "problems": problems,
    }


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_page_says_what_its_case_expects(case):
    record = read_record(case / "page.html", "page.html")
    assert isinstance(record, Skipped) or record.dialect == "web-page"
    assert as_json(record) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<html><head><title>About us</title></head><body>We are people.</body></html>", id="no episode"),
        pytest.param(
            '<html><script type="application/ld+json">{"@type": "PodcastSeries"}</script></html>', id="a show"
        ),
        pytest.param('<html><script type="application/ld+json">{"@type": "PodcastEpisode"', id="cut off"),
    ],
)
def test_a_page_without_an_episode_is_told_with_a_way_out(tmp_path, text):
    (tmp_path / "page.html").write_text(text)
    [problem] = read_record(tmp_path / "page.html", "page.html").problems
    assert (problem.slug, problem.place.path) == ("rec-unrecognised", "page.html")
    assert "does not say which episode it is of" in problem.message
    assert "transcripts folder" in problem.mend


def test_a_key_is_made_of_the_name_under_which_a_browser_saves_the_page(tmp_path):
    page = (CASES / "open-graph-alone" / "page.html").read_text("utf-8")
    (tmp_path / "Milk & sugar – Tea Time.html").write_text(page, "utf-8")
    assert read_record(tmp_path / "Milk & sugar – Tea Time.html", "x.html").key == "Milk-sugar-Tea-Time"
