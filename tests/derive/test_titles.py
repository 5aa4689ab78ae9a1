"""Titles: the record's, the announced, the key phrase; never filler."""

from collections.abc import Sequence

import pytest

from feedkit.derive.terms import stop_words_of
from feedkit.derive.titles import Titler
from feedkit.derive.vocabulary import Vocabulary

OTHER = "Roses want pruning in winter. The roses by the wall want compost."


def title(text: str, *vocabulary: str) -> str:
    """The title of `text`, as the first of two stretches."""
    stretches = [[tuple(part.split()) for part in stretch.split("|")] for stretch in (text, OTHER)]
    return Titler(stretches, stop_words_of("en"), Vocabulary(vocabulary)).title(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Next article is on, some some tariffs.|They rose.", "Tariffs", id="announced"),
        pytest.param("An article titled Kettles of the world, from Reuters.", "Kettles of the world", id="titled"),
        pytest.param("And now for upcoming events.|First, a fair.", "Upcoming events", id="now for"),
        pytest.param(
            "So, um, copper kettles are loud.|I like copper kettles.|Yeah.", "Copper kettles", id="key phrase"
        ),
        pytest.param("Okay, so the release is Kettle 2.0 now.|It is out.", "Kettle 2.0", id="numbered thing"),
    ],
)
def test_a_stretch_is_named_by_what_it_says(text: str, expected: str) -> None:
    assert title(text) == expected


def test_the_record_names_the_stretch_that_has_its_words() -> None:
    assert title("The kettle market fell.|Kettle makers lost a third.", "Kettle Market Plummets, Rose News") == (
        "Kettle Market Plummets"
    )


ROSES = ("The", "roses", "want", "compost.")


def titles(*stretches: Sequence[tuple[str, ...]], vocabulary: str = "") -> list[str]:
    titler = Titler(stretches, stop_words_of("en"), Vocabulary([vocabulary]))
    return [titler.title(index) for index in range(len(stretches))]


def test_a_title_of_the_record_is_used_once() -> None:
    found = titles(
        [("Kettle", "market", "news.")] * 3, [ROSES], [("Kettle", "market.")], [ROSES], vocabulary="Kettle Market"
    )
    assert (found[0], found.count("Kettle Market")) == ("Kettle Market", 1)


def test_the_title_of_the_whole_programme_names_no_chapter_of_it() -> None:
    talk = [("Kettle", "market", "news", "of", "copper.")]
    assert "Kettle Market" not in titles(talk, talk, talk, talk, vocabulary="Kettle Market")


def test_two_chapters_do_not_share_a_title_where_there_is_a_choice() -> None:
    talk = [("Copper", "kettles", "boil", "water", "near", "the", "harbour.")] * 3
    assert len(set(titles(talk, talk))) == 2


def test_names_are_spelled_as_in_the_record() -> None:
    assert title("The release of Deepsea is here.|Deepsea rivals them.", "DeepSeek") == "DeepSeek"


@pytest.mark.parametrize("text", ["Yeah.", "And so, um.", "Uh-huh. Right. Okay.", "…", "a"])
def test_where_nothing_is_said_there_is_still_a_title(text: str) -> None:
    assert 3 <= len(title(text)) <= 60
