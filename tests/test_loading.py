"""What a show's folder says, and what is told when it says it badly."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

import feedkit
from feedkit import pipeline
from feedkit.errors import InvalidRecord, UsageError
from feedkit.problems import Level
from feedkit.settings import Settings
from tests.test_broken_records import GOOD, OTHER, SHOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    (tmp_path / "tea-time" / "show.yaml").write_text(SHOW, encoding="utf-8")
    (tmp_path / "tea-time" / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    return tmp_path / "tea-time"


def findings(folder: Path, level: Level = Level.WARNING) -> list[tuple[str, int, str]]:
    report = feedkit.validate(folder)
    return [(Path(p.place.path).name, p.place.line, p.slug) for p in report if p.level >= level]


def test_a_good_folder_has_nothing_to_tell(folder: Path) -> None:
    assert findings(folder) == []


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        pytest.param("overlays/2.yaml", "title: x\n", ("2.yaml", 0, "rec-overlay-unused"), id="overlay of nobody"),
        pytest.param("overlays/001.json", "{}", ("001.json", 0, "rec-overlay-unused"), id="overlay that is no YAML"),
        pytest.param("overlays/001.yaml", "titel: x\n", ("001.yaml", 1, "rec-schema"), id="unknown key in an overlay"),
        pytest.param("overlays/001.yaml", "- a\n", ("001.yaml", 1, "rec-schema"), id="overlay that is a list"),
        pytest.param(
            "people/amy.yaml", "name: Amy\nhat: red\n", ("amy.yaml", 2, "rec-schema"), id="unknown of a person"
        ),
        pytest.param("people/amy.md", "Amy pours.\n", ("amy.md", 1, "rec-schema"), id="a person without fields"),
        pytest.param("sponsors/acme.md", "# Acme\n", ("acme.md", 1, "rec-schema"), id="a sponsor without fields"),
        pytest.param(
            "show.yaml", SHOW + "colour: red\n", ("show.yaml", 13, "rec-schema"), id="unknown key in show.yaml"
        ),
        pytest.param("show.yaml", SHOW + "time_zone: Mars\n", ("show.yaml", 13, "rec-schema"), id="unknown zone"),
        pytest.param("show.yaml", SHOW + "title_template: '{x}'\n", ("show.yaml", 13, "rec-schema"), id="bad template"),
        pytest.param("episodes/001.yaml", "slug: '001'\n" + "title: again\n", None, id="two records with one key"),
    ],
)
def test_one_problem_where_it_stands(folder: Path, file: str, text: str, expected: tuple[str, int, str] | None) -> None:
    write(folder / file, text)
    found = findings(folder, Level.ERROR)
    if expected is None:
        assert "rec-duplicate-record" in {slug for _, _, slug in found}
    else:
        assert found == [expected]


def test_an_unknown_key_comes_with_the_one_that_was_meant(folder: Path) -> None:
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "duratoin:"))
    (problem,) = [p for p in feedkit.validate(folder) if p.level == Level.ERROR]
    assert "`duration`" in problem.message + problem.mend


def test_a_date_without_a_zone_is_an_error_where_the_show_has_none(folder: Path) -> None:
    write(folder / "episodes" / "001.md", GOOD.replace("T06:00:00+01:00", ""))
    assert findings(folder, Level.ERROR) == [("001.md", 4, "rec-date-zone")]
    write(folder / "show.yaml", SHOW + "time_zone: Europe/Berlin\n")
    assert findings(folder, Level.ERROR) == []


def test_a_missing_guid_is_minted_the_same_each_time_and_told(folder: Path) -> None:
    write(folder / "episodes" / "001.md", GOOD.replace("guid: tea-1\n", ""))
    first, second = (feedkit.load(folder).episodes[0].guid for _ in range(2))
    assert first == second
    assert first.text == str(uuid.uuid5(uuid.UUID("0b7c3f5e-6b4c-5f0e-9d3a-7c1f4f1f2a11"), "001"))
    assert [slug for _, _, slug in findings(folder)] == ["rec-slug-guid"]


def test_records_may_stand_anywhere_the_show_file_says(folder: Path) -> None:
    write(folder / "show.yaml", SHOW + "records: [old/*.md, 'new/**/*.md']\n")
    write(folder / "old" / "1.md", GOOD)
    (folder / "new" / "2026").mkdir(parents=True)
    write(folder / "new" / "2026" / "2.md", OTHER)
    assert {episode.key for episode in feedkit.load(folder).episodes} == {"1", "2"}


def test_a_transcript_with_a_merge_in_it_is_told_and_not_published(folder: Path) -> None:
    ours, theirs = "00:00.000 --> 00:04.000\nWelcome.\n", "00:00.000 --> 00:05.000\nHello.\n"
    merge = f"WEBVTT\n\n<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n"
    write(folder / "transcripts" / "001.vtt", merge)
    assert findings(folder) == [("001.vtt", 3, "rec-merge-unfinished")]
    feed = feedkit.build(feedkit.enrich(feedkit.load(folder)))
    assert not any(name.endswith(".vtt") for name in feed.assets)


def test_keys_that_are_one_name_without_case_are_told_kept_or_not(folder: Path) -> None:
    for key in ("Tea", "tea"):
        write(folder / "episodes" / f"{key}.md", GOOD.replace("1.mp3", f"{key}.mp3").replace("guid: ", f"guid: {key}-"))
    told = [("tea.md", 0, "rec-keys-alike")]
    assert [one for one in findings(folder) if one[2] == "rec-keys-alike"] == told
    for _ in range(2):
        with (folder / "episodes" / "001.md").open("a", encoding="utf-8") as file:
            file.write("\nMore.\n")
        report = pipeline.publish(folder, folder.parent / "feeds", Settings()).report
        assert [(Path(p.place.path).name, p.place.line, p.slug) for p in report if p.slug == "rec-keys-alike"] == told


def test_habits_that_cannot_be_read_are_a_problem_of_their_show(folder: Path) -> None:
    write(folder / "learned.yaml", "version: 9\n")
    outcome = pipeline.publish(folder, folder.parent / "feeds", Settings())
    assert outcome.written is None
    assert [(Path(p.place.path).name, p.level, p.mend) for p in outcome.report] == [
        ("learned.yaml", Level.ERROR, "take the last change back or learn anew")
    ]


def test_a_transcript_outside_the_show_is_not_read(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("do not publish", encoding="utf-8")
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "transcript: ../secret.txt\nduration:"))
    assert [slug for _, _, slug in findings(folder, Level.ERROR)] == ["rec-files-exist"]
    feed = feedkit.build(feedkit.enrich(feedkit.load(folder)))
    assert [name.rpartition("/")[2] for name in feed.assets] == ["index.html"]
    assert not any(b"do not publish" in content for content in feed.assets.values())


VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nWelcome to the tea show.\n"


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        pytest.param("1.vtt", True, id="named as the media file is"),
        pytest.param("001.vtt", True, id="named by the key"),
        pytest.param("2.vtt", False, id="another's"),
    ],
)
def test_a_transcript_beside_the_media_is_found(folder: Path, name: str, *, is_found: bool) -> None:
    write(folder / "show.yaml", SHOW + "transcripts_folder: ../media\n")
    write(folder.parent / "media" / name, VTT)
    for media in ("1.mp3", "001.mp3"):  # which come ahead in the order of names, and are no transcripts
        (folder.parent / "media" / media).write_bytes(b"ID3 WEBVTT")
    feed = feedkit.build(feedkit.load(folder))
    assert [any(name.endswith(".vtt") for name in feed.assets), findings(folder)] == [is_found, []]


def test_a_draft_is_not_built(folder: Path) -> None:
    write(folder / "episodes" / "002.md", OTHER.replace("title:", "draft: true\ntitle:"))
    assert [episode.key for episode in feedkit.load(folder).episodes] == ["001"]


def test_a_folder_without_a_show_file_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord) as raised:
        feedkit.load(tmp_path)
    assert raised.value.problems[0].message == "a show needs a file `show.yaml`"


def test_nothing_to_validate_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no show and no feed"):
        feedkit.validate(tmp_path)


def test_why_tells_of_winner_and_losers_with_their_lines(folder: Path) -> None:
    write(folder / "overlays" / "001.yaml", "# corrected\ntitle: Greener tea\n")
    won, lost = feedkit.why(feedkit.load(folder), "001", "title")
    assert (won.value, Path(won.find().path).name, won.find().line) == ("Greener tea", "001.yaml", 2)
    assert (lost.value, Path(lost.find().path).name, lost.find().line) == ("Green tea", "001.md", 2)


def test_a_range_in_the_notes_keeps_its_end_where_a_gap_follows(folder: Path) -> None:
    notes = "* [00:33 - 02:03] A love of tea\n* [02:03 - 04:10] Kettles\n* [06:00 - 07:00] The end\n"
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "guests: []\nduration:") + "\n" + notes)
    marks = feedkit.enrich(feedkit.load(folder)).episodes[0].chapter_marks
    assert [(mark.start_time, mark.end_time) for mark in marks] == [(33, None), (123, 250), (360, 420)]


def test_null_silences_what_feedkit_would_supply(folder: Path) -> None:
    write(folder / "overlays" / "001.yaml", "itunes_title: null\n")
    write(folder / "show.yaml", SHOW + "generator: null\n")
    show = feedkit.load(folder)
    assert show.episodes[0].itunes_title is None
    assert show.generator is None
