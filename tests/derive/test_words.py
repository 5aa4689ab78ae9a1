"""Terms, languages, tidying, and the record's vocabulary."""

import pytest

from feedkit.derive.languages import guess_language
from feedkit.derive.terms import Lexicon, stem, stop_words_of, subject, term
from feedkit.derive.tidy import capitalised, tidy, without_opening
from feedkit.derive.vocabulary import Vocabulary

ENGLISH = stop_words_of("en")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("Kettles,", "kettle", id="case, comma and plural go"),
        pytest.param("berries", "berry", id="plural in ies"),
        pytest.param("DeepSeek's", "deepseek", id="possessive"),
        pytest.param("glass", "glass", id="a double s is no plural"),
        pytest.param("really", "", id="function word"),
        pytest.param("https://example.org/a", "", id="link"),
        pytest.param("00:12:31", "", id="clock time"),
        pytest.param("—", "", id="punctuation"),
        pytest.param("x" * 41, "", id="no word is that long"),
    ],
)
def test_a_word_counts_as_its_term(word: str, expected: str) -> None:
    assert term(word, ENGLISH) == expected


@pytest.mark.parametrize("word", ["🫖", "[Music]"])
def test_a_picture_or_a_stage_direction_names_no_subject(word: str) -> None:
    assert subject(word, ENGLISH) == ""


def test_a_stem_has_no_further_stem() -> None:
    assert stem(stem("kettles")) == stem("kettles")


def test_a_lexicon_counts_each_term_once_for_all_its_spellings() -> None:
    lexicon = Lexicon(ENGLISH)
    assert lexicon.numbers(["Kettle", "the", "kettles,", "Tea"]) == [0, 0, 1]
    assert (lexicon.names, lexicon.counts) == (["kettle", "tea"], [2, 1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("so what do you think about the people that are here", "en", id="English"),
        pytest.param("und dann haben wir uns das noch einmal angesehen weil es so ist", "de", id="German"),
        pytest.param("et donc on va voir que c'est pas toujours ce que nous avons dit", "fr", id="French"),
        pytest.param("y entonces vamos a ver lo que tiene que hacer la gente con eso", "es", id="Spanish"),
        pytest.param("kettle teapot saucer spoon", "", id="no function words"),
        pytest.param("", "", id="no words"),
    ],
)
def test_function_words_tell_the_language(text: str, expected: str) -> None:
    assert guess_language(text.split()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("This is, um, a big, uh, deal.", "This is a big deal.", id="fillers"),
        pytest.param("the the kettle is is hot", "the kettle is hot", id="repeated words"),
        pytest.param("we should we should boil it", "we should boil it", id="a false start"),
        pytest.param("it had had a very very long day", "it had had a very very long day", id="repeats that mean it"),
        pytest.param("the platform, you know, runs [laughter] well", "the platform runs well", id="stage direction"),
        pytest.param("(upbeat music) the platform runs", "the platform runs", id="stage direction of two words"),
        pytest.param("an article about, the ban", "an article about the ban", id="a stray comma"),
    ],
)
def test_tidied_speech_has_no_stumbling(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_tidying_twice_is_tidying_once() -> None:
    text = "So, um, the the thing is, you know, I I mean it it works."
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Yeah, so the kettle boils.", "the kettle boils.", id="two openings"),
        pytest.param("Kettles boil.", "Kettles boil.", id="none"),
        pytest.param("All of them boil.", "All of them boil.", id="a word that is meant"),
    ],
)
def test_conversational_openings_go(text: str, expected: str) -> None:
    assert without_opening(text) == expected


def test_a_name_that_starts_small_stays_small() -> None:
    assert (capitalised("iPhone sales"), capitalised("tea sales")) == ("iPhone sales", "Tea sales")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("Deepsea", "DeepSeek", id="a near miss of the recogniser"),
        pytest.param("deepseek,", "DeepSeek,", id="case, with its comma"),
        pytest.param("nanog", "NANOG", id="capitals of a short name"),
        pytest.param("acquisition", "acquisition", id="a heading's capital is no name's"),
        pytest.param("deeply", "deeply", id="a common word is left alone"),
    ],
)
def test_the_record_corrects_spellings(word: str, expected: str) -> None:
    vocabulary = Vocabulary(["DeepSeek Shakes Up AI World, Juniper Acquisition Stalled", "NANOG"])
    assert vocabulary.corrected(word) == expected


def test_headings_are_split_into_titles_and_prose_is_not() -> None:
    vocabulary = Vocabulary(["The Tea Show: Kettles Boil Over, Saucers Fly", "In this episode we talk about tea."])
    assert vocabulary.titles() == ("Kettles Boil Over", "Saucers Fly")
