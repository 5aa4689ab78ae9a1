"""Sentences: where they end, and that no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.derive.sentences import are_captions, split_sentences
from feedkit.transcripts.cue import Cue

PARAGRAPH = "word " * 30


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["Tea is hot. Water boils."], ["Tea is hot.", "Water boils."], id="full stops"),
        pytest.param(["Is it? It is! Good."], ["Is it?", "It is!", "Good."], id="question and exclamation marks"),
        pytest.param(["Ask Dr. Grey about it."], ["Ask Dr. Grey about it."], id="an abbreviation ends nothing"),
        pytest.param(["Use 2.0 now. ok then"], ["Use 2.0 now. ok then"], id="a small letter goes on"),
        pytest.param(["we boil the", "water and drink."], ["we boil the water and drink."], id="captions run on"),
        pytest.param([PARAGRAPH, PARAGRAPH], [PARAGRAPH.strip()] * 2, id="paragraphs end sentences"),
    ],
)
def test_sentences_end_where_speech_does(texts: list[str], expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences([Cue(text) for text in texts])] == expected


def test_another_voice_starts_a_sentence() -> None:
    found = split_sentences([Cue("and then we", speaker="Ada"), Cue("boiled it", speaker="Ben")])
    assert [(sentence.text, sentence.opens_turn) for sentence in found] == [("and then we", False), ("boiled it", True)]


def test_a_sentence_without_an_end_is_cut_at_sixty_words() -> None:
    assert [len(sentence.words) for sentence in split_sentences([Cue("tea " * 130)])] == [60, 60, 10]


@given(st.lists(st.text(max_size=60).map(Cue), max_size=12))
def test_every_word_is_in_exactly_one_sentence(cues: list[Cue]) -> None:
    found = split_sentences(cues)
    assert [word for sentence in found for word in sentence.words] == [
        word for cue in cues for word in cue.text.split()
    ]
    assert [sentence.word for sentence in found] == [
        sum(len(before.words) for before in found[:index]) for index in range(len(found))
    ]


def test_short_cues_are_captions_and_long_ones_are_not() -> None:
    assert are_captions([Cue("we boil the water")] * 5)
    assert not are_captions([Cue(PARAGRAPH)] * 5)
