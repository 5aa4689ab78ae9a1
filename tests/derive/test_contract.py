"""What every caller of the guessing functions may rely on, for any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedkit.derive import CHAPTERS_METHOD, SUMMARY_METHOD, guess_chapters, guess_summary
from feedkit.transcripts.cue import Cue

WORDS = st.sampled_from(
    ["the", "tea", "kettle.", "Next up is", "water", "and", "Leaves,", "so", "what?", "um", "Oolong!", "7", "ça"]
)
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=40)
TIMES = st.none() | st.floats(min_value=0, max_value=4000)
CUES = st.lists(st.builds(Cue, TEXTS, TIMES, TIMES, st.sampled_from([None, "Ada", "Ben"])), max_size=40)

TURNS = [
    (
        "Alright. Next up is the kettle.",
        "A kettle boils water, and a copper kettle boils water faster than a steel kettle.",
    ),
    ("Moving on to gardens.", "Roses want pruning in winter, and the roses by the wall want pruning and compost."),
    (
        "Last up this week is the railway.",
        "The railway runs trains over the viaduct, and the trains carry coal to the harbour.",
    ),
]


def programme() -> list[Cue]:
    """Three subjects, each announced, each with words of its own."""
    return [Cue(text) for opening, body in TURNS for text in (opening, *[body] * 12)]


@given(CUES, st.none() | st.floats(min_value=-10, max_value=1e6), st.integers(min_value=0, max_value=12))
@settings(max_examples=150, deadline=None)
def test_chapters_start_at_zero_rise_and_are_titled(cues: list[Cue], duration_s: float | None, most: int) -> None:
    found = guess_chapters(cues, duration_s=duration_s, most=most, min_length_s=0, least_confidence=0)
    assert len(found) != 1
    assert len(found) <= most
    assert [guess.word for guess in found] == sorted({guess.word for guess in found})
    assert [guess.word for guess in found[:1]] in ([], [0])
    starts = [guess.start_s for guess in found if guess.start_s is not None]
    assert starts == sorted(set(starts))
    assert all(3 <= len(guess.title) <= 60 and 0 <= guess.confidence <= 1 for guess in found)
    assert len(starts) in (0, len(found))


@given(CUES)
@settings(max_examples=100, deadline=None)
def test_a_summary_is_within_its_length_or_none(cues: list[Cue]) -> None:
    found = guess_summary(cues, most_chars=120)
    assert found is None or (0 < len(found.text) <= 120 and 0 <= found.confidence <= 1)


@pytest.mark.parametrize(
    "cues",
    [
        pytest.param([], id="nothing"),
        pytest.param([Cue("")], id="an empty cue"),
        pytest.param([Cue("Tea")], id="one word"),
        pytest.param([Cue("Hello and welcome to the show.")], id="one sentence"),
    ],
)
def test_too_little_to_tell_gives_no_guess(cues: list[Cue]) -> None:
    assert guess_chapters(cues, duration_s=60) == ()
    assert guess_summary(cues) is None


def test_announced_subjects_are_found_where_they_are_announced() -> None:
    found = guess_chapters(programme(), duration_s=300, least_confidence=0)
    assert [guess.cue for guess in found] == [0, 13, 26]


def test_without_times_duration_or_rate_there_is_a_place_and_no_time() -> None:
    found = guess_chapters(programme(), least_confidence=0)
    assert [guess.start_s for guess in found] == [None] * len(found)
    assert found[1].word > 0


def test_a_time_that_is_estimated_says_how_far_it_may_be_off() -> None:
    found = guess_chapters(programme(), duration_s=300, least_confidence=0)
    assert all(guess.error_s and guess.error_s > 0 for guess in found[1:])


def test_a_time_that_the_transcript_says_has_no_error() -> None:
    cues = [Cue(cue.text, index * 8.0, index * 8.0 + 8) for index, cue in enumerate(programme())]
    found = guess_chapters(cues, least_confidence=0)
    assert [(guess.start_s, guess.error_s) for guess in found] == [(0.0, None), (104.0, None), (208.0, None)]


def test_below_the_least_confidence_nothing_is_proposed() -> None:
    assert guess_chapters(programme(), duration_s=300, least_confidence=1.01) == ()


def test_the_same_transcript_gives_the_same_guesses() -> None:
    assert guess_chapters(programme()) == guess_chapters(programme())
    assert guess_summary(programme()) == guess_summary(programme())


def test_methods_carry_a_version() -> None:
    assert all("/" in name for name in (CHAPTERS_METHOD, SUMMARY_METHOD))
