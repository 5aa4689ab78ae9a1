"""Programmes in other languages than English: what is guessed is said in them, letter by letter, and in their language."""

from pathlib import Path

import pytest

from feedkit.derive import derive
from feedkit.derive.languages import STOP_WORDS, guess_language
from feedkit.derive.scripts import closed_up, readable, word_count
from feedkit.derive.terms import bare, stop_words_of
from feedkit.derive.tidy import tidy, without_opening
from feedkit.derive.titles import Titler
from feedkit.transcripts import read_transcript
from feedkit.transcripts.cue import Cue

PROGRAMMES = Path(__file__).parent.parent / "cases" / "programmes"
SPONSORS = {
    "ar": "البنك الأزرق",
    "de": "Blaubank",
    "es": "Banco Azul",
    "fr": "Banque Bleue",
    "he": "הבנק הכחול",
    "hi": "नीला बैंक",
    "ja": "青空銀行",
    "ko": "푸른은행",
    "pl": "Książkowo",
    "pt": "Banco Azul",
    "ru": "Синего банка",
    "tr": "Mavi Banka",
    "zh": "蓝天银行",
}


def programme(language: str) -> tuple[Cue, ...]:
    path = PROGRAMMES / f"{language}.txt"
    return read_transcript(path.read_bytes(), path=path.name).cues


def spoken(language: str) -> str:
    return " ".join(cue.text for cue in programme(language))


def words_of(language: str) -> list[str]:
    return [bare(word).lower() for cue in readable(programme(language)) for word in cue.text.split()]


def test_every_programme_has_its_sponsor() -> None:
    assert {path.stem for path in PROGRAMMES.iterdir()} == set(SPONSORS)
    assert all(sponsor in spoken(language) for language, sponsor in SPONSORS.items())


@pytest.mark.parametrize("language", sorted(SPONSORS))
def test_the_language_of_a_programme_is_told(language: str) -> None:
    assert guess_language(words_of(language)) == language


@pytest.mark.parametrize("language", sorted(SPONSORS))
def test_a_summary_is_what_was_said_without_the_sponsor(language: str) -> None:
    summary = derive(programme(language), duration_s=900).summary
    assert summary is not None
    sentences = summary.replace("。", "。\n").replace(". ", ".\n").replace("। ", "।\n").splitlines()
    assert len(sentences) > 1
    assert all(sentence in spoken(language) for sentence in sentences)
    assert SPONSORS[language] not in summary


@pytest.mark.parametrize("language", sorted(SPONSORS))
def test_keywords_are_words_of_the_programme_and_no_function_words(language: str) -> None:
    keywords = derive(programme(language)).keywords
    assert keywords
    assert all(keyword in spoken(language) for keyword in keywords)
    assert not STOP_WORDS[language] & set(keywords)
    assert SPONSORS[language] not in keywords


@pytest.mark.parametrize("language", sorted(SPONSORS))
def test_titles_are_of_the_programme_or_of_its_language(language: str) -> None:
    chapters = derive(programme(language), duration_s=900).chapters
    standing = {guess.title for guess in chapters if guess.kind in ("intro", "outro")}
    said = spoken(language).lower()
    assert all(guess.title.lower() in said for guess in chapters if guess.kind == "topic")
    assert not standing & {"Closing"}


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_the_spaces_put_between_words_leave_no_trace(language: str) -> None:
    assert [closed_up(cue.text) for cue in readable(programme(language))] == [cue.text for cue in programme(language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "de", "Er ging um die Ecke, weil er die, die er sah, nicht kannte.", id="um and er are German words"
        ),
        pytest.param("pt", "O barista dá um gosto amargo.", id="um is a Portuguese word"),
        pytest.param("fr", "Nous nous demandons si vous vous levez.", id="French verbs have a pronoun twice"),
        pytest.param("tr", "Kahvehaneler zaman zaman yasaklandı.", id="Turkish says a word twice"),
        pytest.param(
            "pl", "Pracuje w wodzie i z zapałem, a to, co robi, jest ważne.", id="letters that are Polish words"
        ),
        pytest.param("", "Það er um hann.", id="a language that is not known"),
    ],
)
def test_a_word_of_the_language_is_no_filler(language: str, text: str) -> None:
    assert tidy(text, language) == text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("it", "Non è vero.", "Non è vero.", id="a negation"),
        pytest.param(
            "fr", "Alors que le pain cuit, on attend.", "Alors que le pain cuit, on attend.", id="a conjunction"
        ),
        pytest.param("pl", "Ja mieszkam tu.", "Ja mieszkam tu.", id="a pronoun that is yes elsewhere"),
        pytest.param("de", "Ja, also der Kessel kocht.", "der Kessel kocht.", id="German openings"),
        pytest.param("de", "Ähm, der Kessel, äh, kocht.", "der Kessel kocht.", id="sounds"),
    ],
)
def test_openings_are_those_of_the_language(language: str, text: str, expected: str) -> None:
    assert without_opening(tidy(text, language), language) == expected


def test_a_function_word_that_opens_a_name_stays_with_it() -> None:
    said = [
        Cue("The tea houses of New York serve tea. We went to New York by train. The tea of New York is strong.")
    ] * 3
    assert "New York" in derive(said).keywords
    assert "York" not in derive(said).keywords
    assert "São Paulo" in derive(programme("pt")).keywords


def test_markup_in_plain_text_is_in_no_guess() -> None:
    said = [
        Cue("The <b>copper kettles</b> &amp; the <i>tea pots</i> of the north are made by hand in the valleys.")
    ] * 3
    found = derive(said)
    assert "The copper kettles & the tea pots of the north" in (found.summary or "")
    assert not {"<", ">", "amp"} & set("".join(found.keywords)) | {"amp"} & set(found.keywords)


def test_a_name_lends_its_capital_to_no_function_word() -> None:
    said = [
        "We read The Times and the tea news.",
        "The pots and the kettles boil, the pots and the kettles of the north.",
    ]
    stretches = [[tuple(text.split()) for text in said], [("The", "saucers", "break.")]]
    assert " The " not in Titler(stretches, stop_words_of("en")).title(0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("two words", 2, id="an alphabet"),
        pytest.param("千利休は茶道を完成させた人物です。", 8, id="Japanese"),
        pytest.param("AI は 茶道", 2, id="both"),
        pytest.param("", 0, id="none"),
    ],
)
def test_words_are_counted_where_no_spaces_part_them(text: str, count: int) -> None:
    assert word_count(text) == count


def test_what_is_all_capitals_is_not_shouted_again() -> None:
    cues = [
        Cue("THE COPPER KETTLES OF THE NORTH ARE MADE BY HAND IN THE VALLEYS NEAR THE SEA, AND I LIKE THEM. YES.")
    ] * 3
    assert readable(cues)[0].text.startswith("The copper kettles of the north are made by hand")
    assert readable(cues)[0].text.endswith("and I like them. Yes.")
