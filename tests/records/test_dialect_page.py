"""Captured pages: every case is a folder with a page and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedkit.records.dialects import read_record
from feedkit.records.load import load_source
from feedkit.records.record import Record

CASES = Path(__file__).resolve().parent.parent / "cases" / "records" / "page"


def as_json(record: Record) -> dict[str, object]:
    assert record.show is not None
    return {
        "key": record.key,
        "episode": dict(record.episode.values),
        "lines": {field: record.episode.where((field,)).line for field in record.episode.values},
        "show": dict(record.show.values),
        "cues": [[cue.speaker, cue.text] for cue in record.cues],
        "problems": [f"{problem.place.line} {problem.slug}: {problem.message}" for problem in record.problems],
    }


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_page_says_what_its_case_expects(case):
    (path,) = case.glob("page.*")
    record = read_record(path, path.name)
    assert record.dialect == "page"
    assert as_json(record) == json.loads((case / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def seed(shared):
    [path] = (shared / "seeds").glob("000_*")
    return read_record(path, "s02e29.txt")


def test_the_seeds_header_is_read(seed):
    values = seed.episode.values
    assert seed.key == "s02e29"
    assert (values["season"], values["episode"], values["pub_date"]) == (2, 29, "2025-01-30")
    assert values["title"].startswith("Telemetry News Now: DeepSeek Shakes Up AI World, Juniper")
    assert values["description"].startswith("In this Telemetry News Now episode, hosts Phil Gervasi")
    assert values["description"].endswith("cybersecurity, and networking trends.")


def test_the_seeds_transcript_is_whole_and_nothing_else(seed):
    assert len(seed.cues) == 113
    assert seed.cues[0].text == "Telemetry News Now."
    assert seed.cues[-1].text.endswith("Those are the headlines.")
    assert {(cue.start_s, cue.end_s, cue.speaker) for cue in seed.cues} == {(None, None, None)}
    said = " ".join(cue.text for cue in seed.cues)
    assert 5_400 < len(said.split()) < 5_500
    assert not any(words in said for words in ("cookies", "About Telemetry Now", "Do you dread", "Play now"))


def test_the_seeds_about_is_the_shows_description(seed):
    assert seed.show is not None
    assert seed.show.values["title"] == "Telemetry Now"
    assert seed.show.values["description"].startswith("Do you dread forgetting")
    assert seed.show.values["description"].endswith("emerging technologies, and more.")


def test_what_the_seed_leaves_out_is_reported_once(seed):
    [left_out] = [problem for problem in seed.problems if problem.rule == "FK425"]
    assert all(words in left_out.message for words in ("1 `More episodes`", "6 `Play now`", "242 `We use cookies"))


def test_a_long_page_is_read_in_linear_time(tmp_path):
    head = "Tea | Season 1 - Episode 2 | May 1, 2024\n\nTitle\n\n"
    for unit in ("Ab: x\n\n", "• [00:01] x\n", "Name\n", "About Tea\n", "x\n\n", "Connect with x\n\n"):
        path = tmp_path / "p.txt"
        path.write_text(head + unit * (200_000 // len(unit.encode())))
        assert read_record(path, "p.txt").key == "s01e02"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("January 30, 2025", "2025-01-30", id="month first"),
        pytest.param("13 February 2025", "2025-02-13", id="day first"),
        pytest.param("Thursday, February 13, 2025", "2025-02-13", id="with its weekday"),
        pytest.param("Feb. 5th, 2025", "2025-02-05", id="counted"),
        pytest.param("3. Sept. 2025", "2025-09-03", id="with dots"),
        pytest.param("02/03/2025", "02/03/2025", id="a day or a month"),
        pytest.param("February 30, 2025", "February 30, 2025", id="no day"),
        pytest.param("Summer 5, 2025", "Summer 5, 2025", id="no month"),
    ],
)
def test_a_date_is_read_where_it_can_mean_one_day_only(tmp_path, written, read):
    (tmp_path / "page.txt").write_text(f"Tea | Season 1 - Episode 2 | {written}\n\nA title\n", encoding="utf-8")
    record = read_record(tmp_path / "page.txt", "page.txt")
    assert record.episode.values["pub_date"] == read


def test_a_transcript_beside_a_page_is_published_in_the_place_of_the_pages_own(tmp_path):
    (tmp_path / "episodes").mkdir()
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "show.yaml").write_text("title: Packet Talk\n", encoding="utf-8")
    page = (CASES / "saved-as-html" / "page.html").read_bytes()
    (tmp_path / "episodes" / "page.html").write_bytes(page)
    (tmp_path / "transcripts" / "s02e30.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nTea.\n", encoding="utf-8")
    (draft,) = load_source(tmp_path).drafts
    assert [(cue.start_s, cue.text) for cue in draft.cues] == [(0.0, "Tea.")]
    told = "left out: the transcript in the record itself; that in transcripts/s02e30.vtt is published"
    assert told in [problem.message for problem in draft.problems]
    (tmp_path / "transcripts" / "s02e30.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (draft,) = load_source(tmp_path).drafts
    assert draft.cues[0].text == "Welcome to Packet Talk. I am Mara."
    assert told not in [problem.message for problem in draft.problems]
