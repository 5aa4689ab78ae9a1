"""Mends: the problem goes, nothing else does, and what the author laid out stays as it was."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from feedkit import pipeline
from feedkit.errors import UsageError, WriteError
from feedkit.fix.mends import MENDS, OF_FILES
from feedkit.fix.scalars import scalar_at
from feedkit.settings import Settings
from tests.test_broken_records import GOOD, SHOW

LINKS = 'transcripts: [{url: "https://example.org/1.srt", type: text/srt}]'
CHAPTERS = 'chapters: {url: "https://example.org/1.json", type: application/chapters+json}'
GERMAN = 'transcripts: [{url: "https://example.org/1.vtt", type: text/vtt, language: de_DE}]'
HOST = 'hosts: [{name: Amy, img: "http://example.org/amy.png"}]'
PAGE = "The Feed | Season 1 - Episode 2\xa0| Tea"
PLACE = '{text: Berlin, geo: "geo: 52.5, 13.4"}'
MENDED_PLACE = '{text: Berlin, geo: "geo:52.5,13.4"}'
MOJIBAKE = "We taste cafÃ© crÃ¨me brÃ»lÃ©e tea."

RECORDS = {
    "FK009": ("title: Green tea", "title: 'Milk &lt; tea'  # as ever", "title: 'Milk < tea'  # as ever"),
    "FK024": ('"50:13"', '" 50:13"   # long', '"50:13"   # long'),
    "FK061": ("title: Green tea", "title: Caf&eacute; tea", "title: Café tea"),
    "FK081": ("48213331}", "48213331, type: audio/mp3}", "48213331, type: audio/mpeg}"),
    "FK083": ("length: 48213331", 'length: "48,213,331"', 'length: "48213331"'),
    "FK126": ("six green teas", "six green\u200b teas", "six green teas"),
    "FK158": ('"50:13"', '"50 min 13 sec"', '"3013"'),
    "FK310": ('duration: "50:13"', LINKS, LINKS.replace("text/srt", "application/x-subrip")),
    "FK312": ('duration: "50:13"', GERMAN, GERMAN.replace("de_DE", "de-DE")),
    "FK318": ('duration: "50:13"', CHAPTERS, CHAPTERS.replace("chapters+json", "json+chapters")),
    "FK129": ('duration: "50:13"', HOST, HOST.replace("http:", "https:")),
    "FK130": ("link: https://example.org", "link: http://example.org", "link: https://example.org"),
    "FK377": ("duration: ", "durration: ", "duration: "),
    "FK431": ("link: ", "season: 1.0 # one\nepisode: 1\nlink: ", "season: 1 # one\nepisode: 1\nlink: "),
    "FK421": ("We taste six green teas", MOJIBAKE, "We taste café crème brûlée tea."),
    "FK422": ("rank them.\n", "rank them.\r\n", "rank them.\n"),
    "FK423": ("* [Six teas]", f"{PAGE}\n\n* [Six teas]", f"{PAGE}\n\n* [Six teas]".replace("\xa0|", " |")),
    "FK424": ("six green", "six \x07green", "six green"),
}
"""By rule: what of a good record is replaced, by what, and what a mend makes of that."""
SHOWS = {
    "FK033": ("language: en", "language: en_GB # British", "language: en-GB # British"),
    "FK137": ('"Arts > Food"', '"arts > food"', '"Arts > Food"'),
    "FK230": ("language: en", f"language: en\nlocation: {PLACE}", f"language: en\nlocation: {MENDED_PLACE}"),
    "FK233": (
        "language: en",
        "language: en\nlocation: {text: B, country: de}",
        "language: en\nlocation: {text: B, country: DE}",
    ),
    "FK142": ('"Arts > Food"', '"News & Politics"', '"News"'),
}
CASES = [
    pytest.param(rule, name, good.replace(here, bad), good.replace(here, mended), id=rule)
    for name, good, texts in (("episodes/001.md", GOOD, RECORDS), ("show.yaml", SHOW, SHOWS))
    for rule, (here, bad, mended) in texts.items()
]
Told = Counter[tuple[str, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tea-time" / "episodes").mkdir(parents=True)
    put("show.yaml", SHOW, tmp_path / "tea-time")
    put("episodes/001.md", GOOD, tmp_path / "tea-time")
    monkeypatch.chdir(tmp_path)
    return Path("tea-time")


def put(name: str, text: str, folder: Path) -> None:
    (folder / name).write_text(text, encoding="utf-8", newline="")


def text_of(name: str, folder: Path) -> str:
    return (folder / name).read_bytes().decode("utf-8")


def told(folder: Path) -> Told:
    return Counter((one.rule, one.place.path, one.field) for one in pipeline.validate(folder))


def mend(folder: Path, *unsafe: str) -> Told:
    changes = pipeline.mends(folder, Settings(), unsafe)
    for change in changes:
        change.write()
    return Counter((one.rule, one.place.path, one.field) for change in changes for one in change.problems)


def test_every_mend_has_a_case() -> None:
    assert {*RECORDS, *SHOWS} == set(MENDS)


@pytest.mark.parametrize(("rule", "name", "bad", "mended"), CASES)
def test_a_mend_takes_its_problem_away_and_leaves_the_rest(
    folder: Path, rule: str, name: str, bad: str, mended: str
) -> None:
    put(name, bad, folder)
    before = told(folder)
    assert rule in {found for found, _, _ in before}
    gone = mend(folder, rule)
    assert text_of(name, folder) == mended
    assert rule in {found for found, _, _ in gone}
    after = told(folder)
    assert after - before == Counter(), "nothing new is told"
    assert rule not in {found for found, _, _ in after}
    assert mend(folder, rule) == Counter(), "a mend applied twice is a mend applied once"


@pytest.mark.parametrize(("rule", "name", "bad", "mended"), CASES)
def test_only_safe_mends_are_applied_unasked(folder: Path, rule: str, name: str, bad: str, mended: str) -> None:
    put(name, bad, folder)
    fixable = {one.rule for one in pipeline.validate(folder) if one.fixable}
    assert (rule in fixable) == MENDS[rule].is_safe
    assert {found for found, _, _ in mend(folder)} == fixable
    assert (text_of(name, folder) == mended) == MENDS[rule].is_safe


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(folder: Path, line_end: str) -> None:
    text = "\ufeff" + GOOD.replace("48213331}", "48213331, type: audio/mp3}").replace("\n", line_end)
    put("episodes/001.md", text, folder)
    mend(folder)
    assert text_of("episodes/001.md", folder) == text.replace("audio/mp3", "audio/mpeg")


JSON = '{"title": "Milk &amp; \\"tea\\"", "guid": "tea-1",\n  "date": "2026-03-01T06:00:00+01:00"}\n'
TOML = "+++\n# ours\ntitle = 'Milk &amp; tea' # &amp;\nguid = 'tea-1'\ndate = 2026-03-01T06:00:00Z\n+++\nNotes.\n"


@pytest.mark.parametrize(("name", "text"), [("001.json", JSON), ("001.md", TOML)])
def test_json_and_toml_are_mended_in_their_own_spelling(folder: Path, name: str, text: str) -> None:
    (folder / "episodes" / "001.md").unlink()
    put(f"episodes/{name}", text, folder)
    mend(folder)
    assert text_of(f"episodes/{name}", folder) == text.replace("Milk &amp;", "Milk &")


def test_a_guid_is_never_touched(folder: Path) -> None:
    guid = 'guid: "http://example.org/?a=1 "'
    put("episodes/001.md", GOOD.replace("guid: tea-1", guid), folder)
    assert {"FK024", "FK130"} & {one.rule for one in pipeline.validate(folder) if one.place.line == 3}
    assert mend(folder, *(rule for rule in MENDS if not MENDS[rule].is_safe)) == Counter()
    assert guid in text_of("episodes/001.md", folder)


def test_what_is_allowed_is_left_alone(folder: Path) -> None:
    text = GOOD.replace("48213331}", "48213331, type: audio/mp3} # feedkit: allow enclosure-type-canonical -- old app")
    put("episodes/001.md", text, folder)
    assert mend(folder) == Counter()


def test_a_value_of_several_lines_is_left_alone(folder: Path) -> None:
    text = GOOD.replace("title: Green tea", "title: Milk &amp;\n  tea")
    put("episodes/001.md", text, folder)
    assert "FK009" in {one.rule for one in pipeline.validate(folder)}
    assert mend(folder) == Counter()
    assert text_of("episodes/001.md", folder) == text


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path) -> None:
    put("episodes/001.md", GOOD.replace("48213331}", "48213331, type: audio/mp3}"), folder)
    [change] = pipeline.mends(folder, Settings())
    put("episodes/001.md", GOOD, folder)
    with pytest.raises(WriteError, match="it changed just now"):
        change.write()
    assert text_of("episodes/001.md", folder) == GOOD


def test_a_rule_without_a_mend_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="`guid-form` has no mend"):
        pipeline.mends(folder, Settings(), ["guid-form"])


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        pytest.param("a: b # c", "b", "x", id="plain"),
        pytest.param("a: b", "b", "x: y", id="plain that would be a mapping"),
        pytest.param("a: {k: b, l: c}", "b", "x, y", id="plain in a flow"),
        pytest.param("a: 'b'", "b", "it's", id="single quotes"),
        pytest.param('a: "b"', "b", 'say "x"', id="double quotes"),
        pytest.param("a: b", "b", "# x", id="no comment"),
        pytest.param("a: b", "b", " x", id="white space"),
        pytest.param("a: b", "b", "", id="nothing"),
    ],
)
def test_a_scalar_is_spelled_so_that_it_reads_back(text: str, value: str, new: str) -> None:
    index = text.index(value, 3)
    scalar = scalar_at(text, index - (text[index - 1] in "'\""))
    assert scalar is not None
    assert scalar.value == value
    read = yaml.safe_load(text[: scalar.start] + scalar.spelled(new) + text[scalar.end :])["a"]
    assert (read["k"] if isinstance(read, dict) else read) == new


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("0?")
@pytest.mark.parametrize("text", ["a: b, c", "a: {k: b}", "a: 'b'", 'a: "b"'])
def test_whatever_is_written_reads_back_in_yaml(text: str, new: str) -> None:
    scalar = scalar_at(text, 7 if "{" in text else 3)
    assert scalar is not None
    written = text[: scalar.start] + scalar.spelled(new) + text[scalar.end :]
    read = yaml.load(written + "  # a comment", yaml.BaseLoader)["a"]  # noqa: S506 - makes texts only
    assert (read["k"] if isinstance(read, dict) else read) == new
    if scalar.quote == '"':
        assert json.loads(scalar.spelled(new)) == tomllib.loads(f"a = {scalar.spelled(new)}")["a"] == new


def test_commas_need_no_quotes_outside_of_a_list() -> None:
    scalar = scalar_at("a: b, c &amp; d", 3)
    assert scalar is not None
    assert scalar.spelled("b, c & d") == "b, c & d"


def test_whole_files_are_mended_in_the_order_of_reading() -> None:
    assert list(OF_FILES) == ["FK421", "FK422", "FK424", "FK423"]
