"""Topics that the notes list without times: placed where the programme takes them up, or not at all."""

from pathlib import Path

import pytest

import feedkit
from feedkit.derive import TOPICS_METHOD, derive, place_topics
from feedkit.records.words import topics_of
from feedkit.transcripts.cue import Cue
from tests.derive.shows import SUBJECTS

OPENING = "Good evening dear friends, and let us see what the post has brought to the kitchen table."


def programme(*subjects: str) -> list[Cue]:
    """Of each subject eight cues that say the same in other words; untimed, one voice."""
    return [
        Cue(f"We hear that {SUBJECTS[subject]}, and {number} people wrote of it.")
        for subject in subjects
        for number in range(8)
    ]


TOPICS = ("Copper kettles and their steam", "Pruning roses", "Trains over the viaduct", "The chess club's endgames")
CUES = [Cue(OPENING), *programme("kettle", "rose", "train", "chess")]
NOTES = "Tonight:\n\n" + "\n".join(f"- {topic}" for topic in TOPICS)


def test_each_topic_starts_where_it_is_taken_up() -> None:
    found = place_topics(TOPICS, CUES, duration_s=600)
    assert [(guess.title, guess.cue) for guess in found] == list(zip(TOPICS, (0, 9, 17, 25), strict=True))
    assert found[0].start_s == 0


def test_a_topic_that_nobody_speaks_of_is_left_out() -> None:
    topics = (*TOPICS[:2], "Volcanoes of Iceland", *TOPICS[2:])
    assert [guess.title for guess in place_topics(topics, CUES, duration_s=600)] == list(TOPICS)


def test_a_list_of_something_else_places_nothing() -> None:
    assert place_topics(("Follow us", "Our merchandise", "Mastodon", "Write to us"), CUES, duration_s=600) == ()


def test_two_topics_are_no_list() -> None:
    assert place_topics(TOPICS[:2], CUES, duration_s=600) == ()


def test_what_stands_ahead_of_the_first_topic_is_an_introduction_where_it_is_long() -> None:
    opening = [
        Cue(f"My sister's letter number {number} tells of her holidays in the mountains.") for number in range(9)
    ]
    found = place_topics(TOPICS, [*opening, *CUES[1:]], duration_s=600)
    assert [guess.kind for guess in found] == ["intro", *["topic"] * 4]
    assert found[0].title == "Introduction"


def test_derive_uses_the_list_in_the_notes_and_names_the_method() -> None:
    found = derive(CUES, duration_s=600, record={"notes": NOTES})
    assert [guess.title for guess in found.chapters] == list(TOPICS)
    assert found.chapters_method == TOPICS_METHOD


def test_an_episodes_notes_are_matched_with_its_transcript_and_the_chapters_are_marked_as_guesses(
    tmp_path: Path,
) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "show.yaml").write_text(
        "title: Tea Time\nlink: https://tea.example\ndescription: Tea.\n", encoding="utf-8"
    )
    record = f"---\ntitle: Tonight\nguid: tea-1\npub_date: 2024-01-01\nduration: 600\n---\n{NOTES}\n"
    (tmp_path / "episodes" / "001.md").write_text(record, encoding="utf-8")
    spoken = "\n\n".join(cue.text for cue in CUES)
    (tmp_path / "transcripts" / "001.txt").write_text(spoken, encoding="utf-8")
    claims = feedkit.why(feedkit.enrich(feedkit.load(tmp_path)), "001", "chapters")
    assert [mark["title"] for mark in claims[0].value] == list(TOPICS)
    assert claims[0].origin.method == TOPICS_METHOD
    assert claims[0].origin.is_guess


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param(
            "- Tea\n- [Roses](https://a.example/) of June\n1. **Trains**", ("Tea", "Roses", "Trains"), id="items"
        ),
        pytest.param(
            "<ul><li><a href='x'>Tea</a> and more</li><li>Roses</li></ul>", ("Tea and more", "Roses"), id="HTML"
        ),
        pytest.param("See [Tea](https://a.example/) and [Roses](https://b.example/).", ("Tea", "Roses"), id="links"),
        pytest.param("- 0:00 Tea\n- 1:30 Roses", (), id="times are chapters already"),
        pytest.param("We talk about tea.", (), id="prose"),
    ],
)
def test_topics_are_the_items_of_the_notes_lists_or_their_links(notes: str, expected: tuple[str, ...]) -> None:
    assert topics_of({"notes": notes}) == expected
