"""The one call for all guesses, its JSON, and the keywords."""

import json
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedkit
from feedkit.derive import Derived, Learned, derive, guess_keywords, learn
from feedkit.transcripts import Transcript
from feedkit.transcripts.cue import Cue
from tests.derive.shows import archive, programme

WORDS = st.sampled_from(["tea", "Kettle.", "Next up is", "the", "um", "Oolong,", "7", "ça", "kettles", "U.S."])
CUES = st.lists(st.builds(Cue, st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=30)), max_size=30)
BUILT = ("built", "owned", "paid", "sold", "wanted")
RAILWAY = [
    Cue(text)
    for index in range(20)
    for text in (
        f"The coal train from deep seek climbs the viaduct {index}.",
        f"Coal trains need a long platform, and the Harbour Board {BUILT[index % 5]} one.",
    )
]


def test_all_guesses_come_in_one_call() -> None:
    cues, chapters = programme("chess", "rose", "bread")
    found = derive(cues, learned=learn(archive(10)))
    assert [guess.start_s for guess in found.chapters] == [start_s for start_s, _ in chapters]
    assert found.summary is not None
    assert found.keywords


def test_the_public_name_is_the_function_whichever_part_was_imported_before() -> None:
    cues = programme("chess", "rose", "bread")[0]
    assert feedkit.derive(cues) == derive(cues)
    import_module("feedkit.derive.chapters")
    assert feedkit.derive(Transcript(tuple(cues))) == derive(cues)


def test_a_record_corrects_spellings_and_places_what_has_no_times() -> None:
    cues = [Cue(cue.text.replace("Harbour", "Harborr")) for cue in RAILWAY]
    found = derive(cues, record={"title": "The Harbour Board", "duration": "00:10:00"})
    assert any("Harbour" in word for word in found.keywords)
    timed = derive(programme("chess", "rose", "bread")[0], record={"duration": 440}, learned=learn(archive(10)))
    assert all(guess.start_s is not None for guess in timed.chapters)


def test_the_json_has_its_keys_in_order() -> None:
    written = derive(programme("chess", "rose", "bread")[0], learned=learn(archive(10))).as_json()
    assert list(written) == ["version", "chapters", "summary", "keywords"]
    assert list(written["chapters"]) == ["method", "guesses"]
    assert list(written["chapters"]["guesses"][0]) == [
        "start_s",
        "error_s",
        "title",
        "confidence",
        "kind",
        "cue",
        "word",
    ]
    assert list(written["summary"]) == ["text", "confidence", "method"]
    assert written["version"] == 1


def test_what_is_not_guessed_is_empty_in_the_json() -> None:
    expected = {"version": 1, "chapters": {"method": "likelihood-dp/1", "guesses": []}, "summary": None, "keywords": []}
    assert derive([]).as_json() == expected


@given(CUES, st.none() | st.floats(min_value=1, max_value=9e4))
@settings(max_examples=60, deadline=None)
def test_any_transcript_is_answered_twice_alike_in_json(cues: list[Cue], duration_s: float | None) -> None:
    first = derive(cues, duration_s=duration_s, learned=Learned(episodes=3, weights={"opens with: tea": 2.0}))
    again = derive(cues, duration_s=duration_s, learned=Learned(episodes=3, weights={"opens with: tea": 2.0}))
    assert isinstance(first, Derived)
    assert json.dumps(first.as_json(), allow_nan=False) == json.dumps(again.as_json())
    assert len(first.keywords) == len(set(first.keywords)) <= 10


def test_untimed_starts_are_given_with_their_error() -> None:
    cues = [Cue(cue.text, speaker=cue.speaker) for cue in programme("chess", "rose", "bread")[0]]
    found = derive(cues, duration_s=440.0, learned=learn(archive(10)))
    assert [guess.start_s for guess in derive(cues, learned=learn(archive(10))).chapters] == [None] * len(
        found.chapters
    )
    assert all(guess.error_s for guess in found.chapters[1:])


def test_keywords_are_what_is_said_often_as_it_is_spelled() -> None:
    found = guess_keywords(RAILWAY)
    assert "Harbour Board" in found
    assert "coal train" in [word.lower().removesuffix("s") for word in found]


def test_keywords_do_not_come_twice_in_another_number() -> None:
    found = [word.lower() for word in guess_keywords(RAILWAY)]
    assert not {"coal train", "coal trains"} <= set(found)


def test_keywords_are_spelled_as_the_record_does() -> None:
    cues = [Cue(f"We measured deepsea models and Deepsea answers on day {index}.") for index in range(9)]
    assert "DeepSeek" in " ".join(guess_keywords(cues, vocabulary=["DeepSeek in production"]))


def test_who_speaks_is_no_keyword() -> None:
    cues = [Cue(f"Ada and I discuss kettles in room {index}.", speaker="Ada Byron") for index in range(9)]
    assert not any("Ada" in word for word in guess_keywords(cues))


@pytest.mark.parametrize("most", [0, 1, 3])
def test_there_are_no_more_keywords_than_asked_for(most: int) -> None:
    assert len(guess_keywords(RAILWAY, most=most)) <= most
