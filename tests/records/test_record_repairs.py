"""Mends: exact or not at all, reported, safe to apply twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.problems import Place
from feedkit.records.repairs import mend_text, mends
from feedkit.records.repairs.values import mend_values

SENTENCE = "Café — “naïve” François 💥 🇨🇦 don’t, voilà\n"
texts = st.text(st.characters(codec="utf-8") | st.sampled_from("Ã©â€™√üí•\x85\x81\x9d\r\n\xa0|\x00\x1b\ufffe"))


def wrongly_read(text: str, code_page: str) -> str:
    return text.encode().decode(code_page)


def whatwg_windows_1252(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("mend", mends(), ids=lambda mend: mend.__name__.rsplit(".", 1)[-1])
@given(text=texts)
def test_a_mend_applied_twice_is_a_mend_applied_once(mend, text):
    once, _ = mend.mend(text, "r.md")
    assert mend.mend(once, "r.md")[0] == once


@given(text=texts)
def test_all_mends_applied_twice_are_all_mends_applied_once(text):
    once, _ = mend_text(text, "r.md")
    assert mend_text(once, "r.md")[0].removeprefix("\ufeff") == once.removeprefix("\ufeff")


@given(text=texts)
def test_a_text_that_changes_is_reported(text):
    mended, problems = mend_text(text, "r.md")
    if mended != text.removeprefix("\ufeff"):
        assert problems


def test_mends_run_from_characters_as_decoded_to_structure():
    names = [mend.__name__.rsplit(".", 1)[-1] for mend in mends()]
    assert names == ["mojibake", "line_ends", "characters", "spaces"]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        pytest.param(wrongly_read(SENTENCE, "mac_roman"), "Mac Roman", id="Mac Roman"),
        pytest.param(whatwg_windows_1252(SENTENCE), "Windows-1252", id="Windows-1252, as browsers read it"),
        pytest.param(wrongly_read("éèàç", "cp1252"), "Windows-1252", id="two-byte characters only"),
        pytest.param(wrongly_read("éèàç", "mac_roman"), "Mac Roman", id="two-byte characters only, Mac Roman"),
    ],
)
def test_mojibake_is_undone_and_reported_once(wrong, name):
    mended, problems = mend_text("title: x\n" + wrong, "r.md")
    assert mended.removeprefix("title: x\n") in (SENTENCE, "éèàç")
    assert [problem.rule for problem in problems] == ["FK421"]
    assert f"UTF-8 was read as {name}" in problems[0].message
    assert problems[0].place.line == 2


def test_mojibake_made_twice_is_undone_twice():
    twice = whatwg_windows_1252(whatwg_windows_1252(SENTENCE))
    mended, problems = mend_text(twice, "r.md")
    assert (mended, len(problems)) == (SENTENCE, 1)


def test_the_report_shows_the_first_word_before_and_after():
    _, problems = mend_text("x\ny " + whatwg_windows_1252("don’t won’t can’t"), "r.md")
    assert str(problems[0].place) == "r.md:2:6"
    assert "`donâ€™t` is `don’t`; 3 such sequences" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE, id="clean text"),
        pytest.param(
            whatwg_windows_1252("é è à ç") + " — but with a real dash", id="a character outside the code page"
        ),
        pytest.param(whatwg_windows_1252("é è à ç") + " Ü", id="a character that was never UTF-8"),
        pytest.param("Ã Ã Ã â â â ¬ √ ≈", id="letters that only begin like it"),
        pytest.param("d’état l’école l’église “élite “était", id="quotes beside letters, Mac Roman"),
        pytest.param("OLÉ… OLÉ… OLÉ… CAFÉ”", id="letters beside quotes, Windows-1252"),
        pytest.param("√ ≈ 5", id="signs that only begin like it"),
        pytest.param("\x93EBCDIC\x94 \x81\x82\x83\x84", id="C1 controls"),
    ],
)
def test_text_that_merely_looks_odd_stays(text):
    assert mend_text(text, "r.md") == (text, ())


def test_one_dash_that_was_read_as_mac_roman_is_evidence_enough():
    assert mend_text("a ‚Äî b", "r.md")[0] == "a — b"


def test_a_whole_archive_survives_both_code_pages(shared):
    mended = 0
    for path in (shared / "corpus" / "jupiter" / "content").rglob("*.md"):
        clean = path.read_bytes().decode()
        if sum(not character.isascii() for character in clean) >= 10:
            for wrong in (wrongly_read(clean, "mac_roman"), whatwg_windows_1252(clean)):
                assert mend_text(wrong, path.name)[0] == clean, path
                mended += 1
    assert mended >= 60


@pytest.mark.parametrize("text", ["Привет, мир", "Γειά σου κόσμε", "שלום עולם", "日本語の題", "Zażółć gęślą jaźń"])
@pytest.mark.parametrize("wrong", [lambda text: wrongly_read(text, "mac_roman"), whatwg_windows_1252])
def test_other_alphabets_are_mended_too(text, wrong):
    assert mend_text(wrong(text), "r.md")[0] == text


def test_two_odd_words_are_reported_and_stay():
    text = "guid: 1\ntitle: FranÃ§ois and donâ€™t\n"
    mended, problems = mend_text(text, "r.yaml")
    assert mended == text
    assert [(p.rule, str(p.place), p.field) for p in problems] == [("FK426", "r.yaml:2:12", "title")]
    assert "`FranÃ§ois` may be `François`" in problems[0].message


def test_no_file_of_a_real_archive_is_touched(shared):
    files = [path for path in (shared / "corpus" / "jupiter").rglob("*") if path.is_file()]
    assert len(files) > 140
    for path in files:
        text = path.read_bytes().decode()
        assert mend_text(text, path.name) == (text, ()), path


def test_a_seed_read_as_mac_roman_becomes_the_archives_own_file(shared):
    [seed] = (shared / "seeds").glob("003_*")
    clean = (shared / "corpus/jupiter/content/show/coder-radio/0605.md").read_bytes().decode()
    assert mend_text(seed.read_bytes().decode(), "r.md")[0] == clean


@pytest.mark.parametrize(
    ("text", "mended", "words"),
    [
        pytest.param("a\r\nb\r\n", "a\nb\n", "lines end in CR LF", id="CR LF"),
        pytest.param("a\rb", "a\nb", "lines end in CR;", id="CR"),
        pytest.param("a\nb\r\nc\rd", "a\nb\nc\nd", "lines end in CR LF", id="all three"),
    ],
)
def test_line_ends_become_lf(text, mended, words):
    found, problems = mend_text(text, "r.md")
    assert found == mended
    assert [problem.rule for problem in problems] == ["FK422"]
    assert words in problems[0].message


def test_each_illegal_character_is_named_with_its_place():
    mended, problems = mend_text("ab\x07c\nd\ufffe\x85\x9f\x7f\ufeff", "r.md")
    assert mended == "abc\nd\x85\x9f\x7f\ufeff"
    assert [str(problem.place) for problem in problems] == ["r.md:1:3", "r.md:2:2"]
    assert ["U+0007" in problems[0].message, "U+FFFE" in problems[1].message] == [True, True]


def test_a_flood_of_illegal_characters_is_counted():
    _, problems = mend_text("\x00" * 1000, "r.md")
    assert len(problems) == 21
    assert "980 more" in problems[-1].message


def test_no_break_spaces_go_from_the_bars_of_a_header_only():
    page = "More\xa0episodes\nTea \xa0|\xa0 Season 1 - Episode 2 \xa0|\xa0 May 1, 2024\n\nA\xa0|\xa0B\n"
    mended, problems = mend_text(page, "p.txt")
    assert mended == "More\xa0episodes\nTea | Season 1 - Episode 2 | May 1, 2024\n\nA\xa0|\xa0B\n"
    assert [str(problem.place) for problem in problems] == ["p.txt:2:5"]


def test_values_are_mended_where_they_stand():
    value = {"a": "x\x07\r\ny", "b": ["ok", "\ud800z"], "c\x00": 1}
    mended, problems = mend_values(value, lambda path: Place(str(path)))
    assert mended == {"a": "x\ny", "b": ["ok", "z"], "c": 1}
    assert [problem.field for problem in problems] == ["a", "a", "b.1", ""]
    assert "U+D800" in problems[2].message
