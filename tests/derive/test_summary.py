"""Summaries: sentences that could stand in an app, none invented."""

import pytest

from feedkit.derive import guess_summary
from feedkit.derive.fitness import announcement, is_fit, is_sentence, manner
from feedkit.derive.tidy import tidy, without_opening
from feedkit.transcripts.cue import Cue

TALK = [
    "Hello and welcome to the tea show. My name is Ada and I'm your host.",
    "Today we are going to talk about the kettles of the north and the people who make them.",
    "Yeah, so, um, the copper kettles of the north are made by hand in the the valleys near the sea.",
    "This episode is brought to you by a saucer maker. The saucers of this maker are the finest saucers of all.",
    "Well. " * 160,
    "The makers of copper kettles sell to every tea house in the country and to the harbour towns.",
    "Thanks for listening, and see you next week.",
]


def summary() -> str:
    found = guess_summary([Cue(text) for text in TALK])
    assert found is not None
    return found.text


def test_the_spoken_introduction_is_in_it() -> None:
    assert "kettles of the north and the people who make them" in summary()


@pytest.mark.parametrize("word", ["welcome", "host", "listening", "brought", "saucers", "um", "Yeah"])
def test_boilerplate_sponsors_and_fillers_are_not_in_it(word: str) -> None:
    assert word not in summary().replace(",", "").split()


def test_a_farewell_without_its_thanks_is_none() -> None:
    said = Cue("Thank you for listening to the copper kettle show of the north of the country and the sea.")
    assert guess_summary([said]) is None


def test_a_sentence_that_is_said_twice_is_in_it_once() -> None:
    said = "The copper kettles of the north are made by hand in the valleys near the sea."
    found = guess_summary([Cue(said), Cue("Yes."), Cue(said)])
    assert found is not None
    assert found.text == said


def test_no_word_is_added() -> None:
    spoken = {word.strip(".,").lower() for text in TALK for word in text.split()}
    assert {word.strip(".,").lower() for word in summary().split()} <= spoken


def test_it_keeps_to_eighty_words() -> None:
    cues = [Cue(f"The kettle makers of town {nth} sell the copper of the hills to the harbour.") for nth in range(80)]
    found = guess_summary(cues)
    assert found is not None
    assert 20 <= len(found.text.split()) <= 80


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("So the kettle boils the water for the tea of the guests.", id="opens with a filler"),
        pytest.param("That is why the kettle boils the water for the guests.", id="points at what is not there"),
        pytest.param("The kettle boils the water for the tea of the guests and.", id="breaks off"),
        pytest.param("The kettle c boils the water for the tea of the guests.", id="stutters"),
        pytest.param("Subscribe to the kettle news of the tea makers of the north.", id="asks for something"),
        pytest.param("The kettle boils.", id="says too little"),
        pytest.param("If the kettle of the guests boils the water for the tea.", id="half of a sentence"),
        pytest.param("Look at the kettle that boils the water for the guests.", id="tells somebody to do something"),
        pytest.param("For example the kettle boils the water for the guests.", id="leans on what was said"),
    ],
)
def test_some_sentences_cannot_stand_alone(text: str) -> None:
    assert not is_fit(text)


def test_an_announcement_stands_alone_without_what_was_said_ahead_of_it() -> None:
    greeting = "This is episode twelve of the podcast, and we are going to talk about copper kettles."
    assert announcement(greeting) == "We are going to talk about copper kettles."
    assert not announcement("We will talk about that later in the evening.")


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        pytest.param("The kettle is, like, uh, copper.", "The kettle is copper.", id="fillers"),
        pytest.param("The kettle is basically made of copper.", "The kettle is made of copper.", id="hedges"),
        pytest.param("It is not actually copper.", "It is not actually copper.", id="but not where they deny"),
        pytest.param("It was some kind of kettle.", "It was some kind of kettle.", id="a kind of thing is a thing"),
        pytest.param("We kind of want kettles.", "We want kettles.", id="softened"),
        pytest.param("I saw th the kettle.", "I saw the kettle.", id="a word begun twice"),
        pytest.param("In this kettle this copper kettle is tea.", "In this copper kettle is tea.", id="begun anew"),
        pytest.param("The the kettle sings.", "The kettle sings.", id="said twice"),
    ],
)
def test_speech_is_tidied_and_never_added_to(spoken: str, expected: str) -> None:
    assert tidy(spoken) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        pytest.param("Great, so the kettle sings.", "the kettle sings.", id="praise"),
        pytest.param("Great kettles sing.", "Great kettles sing.", id="an adjective is no praise"),
        pytest.param("No tea is left.", "No tea is left.", id="none is no answer"),
    ],
)
def test_an_opening_goes_only_where_it_is_one(spoken: str, expected: str) -> None:
    assert without_opening(spoken) == expected


def test_a_noun_phrase_is_no_sentence() -> None:
    assert not is_sentence("The science of kettles and the art of tea.")
    assert is_sentence("The science of kettles is the art of tea.")


def test_description_weighs_more_than_talk() -> None:
    assert manner("The makers of the kettles of the north") > 0 > manner("I just think it's like stuff you know")
