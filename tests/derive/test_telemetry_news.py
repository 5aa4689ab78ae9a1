"""The page of a real news programme, untimed and unlabelled: the chapters fall on its real turns."""

from pathlib import Path

import pytest

from feedkit.derive import ChapterGuess, guess_chapters, guess_summary
from feedkit.transcripts.cue import Cue

DURATION_S = 2052.0
TITLE = (
    "Telemetry News Now: DeepSeek Shakes Up AI World, Juniper Acquisition Stalled, Cisco AI Defense, "
    "NVIDIA Market Cap Plummets"
)
TURNS = {
    "On a very related note": "NVIDIA Market Cap Plummets",
    "Well, I warned you at the outset": "Cisco AI Defense",
    "Alright. Next up is an article": "Juniper Acquisition Stalled",
    "Alright. We'll move right along": "Tariffs",
    "Alright. Last up this week": "TikTok ban",
    "Alright. And now for upcoming events": "Upcoming events",
}


@pytest.fixture(scope="module")
def cues(shared: Path) -> list[Cue]:
    page = next((shared / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    body = page.split("\nTranscript\n", 1)[1].split("\nAbout Telemetry Now\n", 1)[0]
    return [Cue(line.strip()) for line in body.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def chapters(cues: list[Cue]) -> tuple[ChapterGuess, ...]:
    return guess_chapters(cues, duration_s=DURATION_S, vocabulary=(TITLE,))


def test_the_page_has_its_113_paragraphs(cues: list[Cue]) -> None:
    assert (len(cues), sum(len(cue.text.split()) for cue in cues)) == (113, 5452)


@pytest.mark.parametrize("opening", list(TURNS))
def test_every_turn_of_the_programme_starts_a_chapter(
    opening: str, cues: list[Cue], chapters: tuple[ChapterGuess, ...]
) -> None:
    turn = next(index for index, cue in enumerate(cues) if cue.text.startswith(opening))
    place = sum(len(cue.text.split()) for cue in cues[:turn])
    pace = DURATION_S / 5452
    nearest = min(chapters, key=lambda chapter: abs(chapter.word - place))
    assert abs(nearest.word - place) * pace <= 30
    assert nearest.title == TURNS[opening]


def test_the_first_chapter_is_about_deepseek(chapters: tuple[ChapterGuess, ...]) -> None:
    assert (chapters[0].start_s, chapters[0].title) == (0.0, "DeepSeek Shakes Up AI World")


def test_there_are_at_most_two_chapters_beside_the_turns(chapters: tuple[ChapterGuess, ...]) -> None:
    assert len(chapters) <= len(TURNS) + 1 + 2


def test_the_events_are_housekeeping(chapters: tuple[ChapterGuess, ...]) -> None:
    assert [chapter.title for chapter in chapters if chapter.kind == "housekeeping"] == ["Upcoming events"]


def test_without_the_record_the_turns_still_fall_in_place(cues: list[Cue]) -> None:
    found = [cues[chapter.cue].text for chapter in guess_chapters(cues)]
    assert all(any(text.startswith(opening) for text in found) for opening in TURNS)


def test_its_summary_has_no_greeting_and_no_filler(cues: list[Cue]) -> None:
    found = guess_summary(cues, title=TITLE)
    assert found is not None
    assert "Welcome" not in found.text
    assert not found.text.startswith(("So", "And", "Yeah", "Well"))
