"""Guesses that a show wants to review: written to a folder, published only when a person accepts them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import feedkit
from feedkit.cli import main
from feedkit.derive import CHAPTERS_METHOD, SUMMARY_METHOD
from tests.test_online_guesses import make_show, published

PROPOSE = "derived: propose\n"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return make_show(tmp_path, PROPOSE)


def test_no_guess_is_published_before_it_is_accepted(show: Path) -> None:
    run("enrich", show)
    feed = published(show)
    assert "tea/origins.json" not in feed.assets
    assert "tea/one.chapters.json" not in feed.assets
    assert feed.show is not None
    assert feed.show.episodes[0].description is None


def test_a_proposal_is_an_overlay_with_its_origins_in_comments(show: Path) -> None:
    assert f"{show.as_posix()}/proposals: 1 written" in run("enrich", show)
    text = (show / "proposals" / "one.yaml").read_text("utf-8")
    assert text.startswith("# Guessed by feedkit, and not published.")
    assert f"\n# guessed from the transcript: {SUMMARY_METHOD}, confidence " in text
    assert ", input sha256:" in text
    assert "\n# confidence by chapter: 1.00, 0." in text
    assert "\ndescription: " in text
    assert "\nchapters:\n  - {start_time: 0, title: " in text
    assert sorted(files_in(show)) == [
        "episodes/one.yaml", "proposals/one.yaml", "show.yaml", "transcripts/one.vtt",
    ]  # fmt: skip


def test_what_is_accepted_is_published_as_the_guess_would_have_been(show: Path, tmp_path: Path) -> None:
    run("enrich", show)
    assert run("accept", show, "one") == f"{show.as_posix()}/overlays/one.yaml: written\n"
    accepted = published(show)
    guessed = published(make_show(tmp_path / "another"))
    assert accepted.show is not None
    assert guessed.show is not None
    ours, theirs = accepted.show.episodes[0], guessed.show.episodes[0]
    assert theirs.description == f"{ours.description} (summary guessed from the transcript)"
    assert ours.chapter_marks == theirs.chapter_marks
    assert "tea/origins.json" not in accepted.assets
    assert b"guessed" not in accepted.assets["tea/one.chapters.json"]
    assert not (show / "proposals" / "one.yaml").exists()


def test_moving_the_file_accepts_it_too(show: Path) -> None:
    run("enrich", show)
    (show / "overlays").mkdir()
    (show / "proposals" / "one.yaml").rename(show / "overlays" / "one.yaml")
    (claim,) = feedkit.why(feedkit.enrich(feedkit.load(show)), "one", "summary")
    assert (claim.origin.what, claim.origin.is_guess) == ("overlay", False)


def test_what_somebody_edited_is_left_alone(show: Path) -> None:
    run("enrich", show)
    path = show / "proposals" / "one.yaml"
    edited = path.read_text("utf-8").replace("description: ", "description: Edited. ")
    path.write_text(edited, "utf-8")
    assert "proposals: 0 written" in run("enrich", show)
    assert path.read_text("utf-8") == edited


@pytest.mark.parametrize("name", ["description", "summary"])
def test_what_is_null_is_not_proposed_again_and_never_accepted(show: Path, name: str) -> None:
    path = show / "proposals" / "one.yaml"
    path.parent.mkdir()
    path.write_text(f"{name}: null\n", "utf-8")
    run("enrich", show)
    run("accept", show)
    run("enrich", show)
    left = path.read_text("utf-8")
    assert (f"{name}: null" in left, "chapters:" in left, CHAPTERS_METHOD in left) == (True, False, False)
    overlay = (show / "overlays" / "one.yaml").read_text("utf-8")
    assert (name in overlay, "chapters:" in overlay, CHAPTERS_METHOD in overlay) == (False, True, True)


def test_a_deleted_field_is_proposed_again(show: Path) -> None:
    run("enrich", show)
    path = show / "proposals" / "one.yaml"
    whole = path.read_bytes()
    path.unlink()
    run("enrich", show)
    assert path.read_bytes() == whole


def test_an_overlay_that_is_there_is_added_to(show: Path) -> None:
    (show / "overlays").mkdir()
    (show / "overlays" / "one.yaml").write_text("# mine\ntitle: Another title\n", "utf-8")
    run("enrich", show)
    run("accept", show)
    overlay = (show / "overlays" / "one.yaml").read_text("utf-8")
    assert overlay.startswith("# mine\ntitle: Another title\n\n# guessed from the transcript")
    feed = published(show)
    assert feed.show is not None
    assert (feed.show.episodes[0].title, feed.show.episodes[0].description is not None) == ("Another title", True)


def test_an_overlay_in_another_style_is_not_harmed(show: Path) -> None:
    (show / "overlays").mkdir()
    overlay = show / "overlays" / "one.yaml"
    overlay.write_text("{title: Another title}\n", "utf-8")
    run("enrich", show)
    result = CliRunner().invoke(main, ["accept", str(show)])
    assert (result.exit_code, "by hand" in result.output or "overlays/one.yaml" in result.output) == (2, True)
    assert overlay.read_text("utf-8") == "{title: Another title}\n"
    assert (show / "proposals" / "one.yaml").is_file()


def test_an_episode_without_a_proposal_is_wrong_use(show: Path) -> None:
    result = CliRunner().invoke(main, ["accept", str(show), "two"])
    assert (result.exit_code, "there is no proposal for `two`" in result.output) == (2, True)


def test_a_show_that_publishes_its_guesses_gets_no_proposals(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    before = files_in(show)
    told = run("enrich", show)
    assert files_in(show) == before
    assert "nothing is written down without `--online`, or `derived: propose` in show.yaml" in told
    assert "nothing is proposed that could be accepted" in run("accept", show)


def test_the_show_file_bounds_what_is_guessed(tmp_path: Path) -> None:
    counts = []
    for number, more in enumerate(("", "most_chapters: 2\n", "min_chapter_length_s: 250\n")):
        feed = published(make_show(tmp_path / str(number), more))
        assert feed.show is not None
        marks = feed.show.episodes[0].chapter_marks
        counts.append(len(marks))
        if number == 2:
            starts = [float(mark.start_time or 0) for mark in marks]
            assert all(after - before >= 250 for before, after in pairwise(starts[1:]))
    assert counts[0] > 2
    assert counts[1] == 2


def test_keywords_are_guessed_where_the_show_wants_them_and_the_author_gave_no_tags(tmp_path: Path) -> None:
    wanted = "guess: [keywords]\n"
    feed = published(make_show(tmp_path / "1", wanted))
    assert feed.show is not None
    found = [tag.text for tag in feed.show.episodes[0].tags]
    assert "kettle" in " ".join(str(text).lower() for text in found)
    origins = json.loads(feed.assets["tea/origins.json"])["episodes"]["one"]["tags"]
    assert (origins["keywords"], origins["origin"], origins["confidence"]) == (found, "transcript", 0.5)
    said = published(make_show(tmp_path / "2", wanted, "tags: [Tea]\n"))
    assert said.show is not None
    assert [tag.text for tag in said.show.episodes[0].tags] == ["Tea"]
    show = make_show(tmp_path / "3", wanted + PROPOSE)
    run("enrich", show)
    run("accept", show)
    accepted = published(show)
    assert accepted.show is not None
    assert [tag.text for tag in accepted.show.episodes[0].tags] == found
