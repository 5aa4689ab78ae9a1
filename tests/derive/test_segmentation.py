"""Segmentation, marks of speech, and what confidences mean."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.derive.confidence import calibrated, window_masses
from feedkit.derive.marks import Marker
from feedkit.derive.phrases import aside_kind, is_farewell, is_greeting, turn_weight
from feedkit.derive.segmentation import (
    Habits,
    Stakes,
    Unit,
    boundary_probabilities,
    choose_boundaries,
    score_stretches,
)
from feedkit.derive.sentences import split_sentences
from feedkit.transcripts.cue import Cue

TWO_SUBJECTS = [Unit((0, 1, 0, 2), 40)] * 8 + [Unit((3, 4, 3, 5), 40)] * 8
COUNTS = [16, 8, 8, 16, 8, 8]
HABITS = Habits(usual_words=300)


def probabilities(units: list[Unit], counts: list[int]) -> list[float]:
    return boundary_probabilities(score_stretches(units, counts, HABITS))


def test_a_boundary_is_most_probable_where_the_vocabulary_turns() -> None:
    found = probabilities(TWO_SUBJECTS, COUNTS)
    assert max(range(1, 16), key=lambda unit: found[unit]) == 8


def test_a_mark_makes_a_boundary_more_probable() -> None:
    plain = probabilities([Unit((0, 1), 40)] * 12, [12, 12])
    marked = probabilities([Unit((0, 1), 40, 3.0 if nth == 5 else 0.0) for nth in range(12)], [12, 12])
    assert marked[5] > plain[5]


@given(st.lists(st.builds(Unit, st.lists(st.integers(0, 5), max_size=6).map(tuple), st.integers(0, 80)), min_size=1))
def test_probabilities_lie_between_zero_and_one_and_the_first_is_sure(units: list[Unit]) -> None:
    counts = [sum(unit.terms.count(number) for unit in units) for number in range(6)]
    found = probabilities(units, counts)
    assert len(found) == len(units)
    assert found[0] == pytest.approx(1.0)
    assert all(0.0 <= probability <= 1.0 for probability in found)


def test_chosen_boundaries_keep_their_distance() -> None:
    places = [10.0 * nth for nth in range(20)]
    chosen = choose_boundaries([0.9] * 20, places, least_gap_s=40, stakes=Stakes())
    assert chosen
    assert all(places[after] - places[before] >= 40 for before, after in pairwise(chosen))


def test_an_improbable_boundary_costs_more_than_it_earns() -> None:
    assert choose_boundaries([1.0, 0.1, 0.9, 0.1], [0, 100, 200, 300], least_gap_s=40, stakes=Stakes()) == [2]


def test_the_mass_of_a_guess_is_what_lies_within_thirty_seconds() -> None:
    assert window_masses([1.0, 0.2, 0.5, 0.1, 0.3], [0, 75, 100, 125, 300], [2]) == [pytest.approx(0.8)]


@given(st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_more_mass_is_no_less_confidence(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 < calibrated(low) <= calibrated(high) < 1


@pytest.mark.parametrize(
    ("text", "least"),
    [
        pytest.param("Alright. Next up is an article about tea.", 4.0, id="next up"),
        pytest.param("The second item this week is about kettles.", 3.0, id="numbered item"),
        pytest.param("Okay, let's move on to saucers.", 3.0, id="moving on"),
        pytest.param("So from the tea board, they have announced a new leaf.", 3.0, id="news from a source"),
        pytest.param("Kommen wir nun zum nächsten Punkt.", 3.0, id="German"),
        pytest.param("Passons maintenant à la théière.", 3.0, id="French"),
        pytest.param("Pasamos a otro tema.", 3.0, id="Spanish"),
    ],
)
def test_announcements_weigh(text: str, least: float) -> None:
    assert turn_weight(text) >= least


def test_ordinary_speech_weighs_nothing() -> None:
    assert turn_weight("Kettles boil water over a small flame.") == 0.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("This episode is brought to you by a kettle maker.", "sponsor", id="sponsor"),
        pytest.param("And now for upcoming events.", "housekeeping", id="events"),
        pytest.param("The kettle is brought to the boil.", "", id="subject"),
    ],
)
def test_asides_are_told_from_the_subject(text: str, kind: str) -> None:
    assert aside_kind(text) == kind


def test_greetings_and_farewells_are_known() -> None:
    assert is_greeting("Hello and welcome to the tea show.")
    assert is_farewell("Thanks so much for listening.")
    assert not is_greeting("Tea wants water.")


def test_a_question_of_the_host_speaks_for_a_turn_and_an_answer_against_one() -> None:
    cues = [
        Cue(
            "Tea grows on hills. It wants rain and a great deal of patience from the people who pick it.", speaker="Ben"
        ),
        Cue(
            "What do you make of the kettles that people have been buying since the spring of last year?", speaker="Ada"
        ),
        Cue(
            "Yeah, they are loud, and they are heavy, and I would rather have a pan on the stove than one of those.",
            speaker="Ben",
        ),
    ]
    sentences = split_sentences(cues)
    marker = Marker.of(cues, sentences, captions=False)
    weights = {sentence.cue: marker.weight(index) for index, sentence in enumerate(sentences) if sentence.opens_cue}
    assert marker.host == "Ada"
    assert weights[1] > 0 > weights[2]


def test_inside_a_paragraph_only_an_announcement_starts_a_chapter() -> None:
    cues = [Cue("Tea is hot. It is green today. " * 4 + "Next up is the kettle. It boils.")]
    sentences = split_sentences(cues)
    marker = Marker.of(cues, sentences, captions=False)
    found = {sentence.text: marker.weight(index) for index, sentence in enumerate(sentences)}
    assert found["Next up is the kettle."] > 0 > found["It boils."]
