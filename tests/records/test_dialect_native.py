"""feedkit's own records, and what every dialect promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.errors import UsageError
from feedkit.records.dialects import dialect_named, dialect_of, dialects, read_record
from feedkit.records.dialects.interface import OneEpisode
from feedkit.records.document import document_of
from feedkit.records.keys import is_plain_key
from feedkit.records.layers import Source
from feedkit.records.record import Skipped


def write(tmp_path, text: str, name: str = "ep-1.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return read_record(path, name)


def test_front_matter_and_body_are_fields(tmp_path):
    record = write(tmp_path, "---\ntitle: A\nenclosure: {url: u, length: 5}\nexplicit: no\n---\n\nNotes *here*.\n\n")
    assert (record.key, record.dialect, record.episode.origin.source) == ("ep-1", "native", Source.RECORD)
    assert record.episode.values == {
        "title": "A",
        "enclosure": {"url": "u", "length": "5"},
        "explicit": "no",
        "notes": "Notes *here*.",
    }
    assert [record.episode.where(path).line for path in (("title",), ("enclosure", "length"), ("notes",))] == [2, 3, 7]


def test_an_explicit_null_stays(tmp_path):
    assert write(tmp_path, "---\ntitle: A\nsummary: null\n---\n").episode.values == {"title": "A", "summary": None}


def test_unknown_names_are_passed_on(tmp_path):
    assert write(tmp_path, "explict: no\n", "e.yaml").episode.values == {"explict": "no"}


@pytest.mark.parametrize("name", ["e.yaml", "e.yml", "e.json", "e.toml"])
def test_a_file_of_fields_is_a_record(tmp_path, name):
    text = {"json": '{"title": "A"}', "toml": "title = 'A'"}.get(name.rsplit(".", 1)[1], "title: A")
    assert write(tmp_path, text, name).episode.values == {"title": "A"}


def test_notes_in_the_head_win_over_a_body(tmp_path):
    record = write(tmp_path, "---\nnotes: head\n---\nbody")
    assert record.episode.values["notes"] == "head"
    assert record.episode.where(("notes",)).line == 2


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        pytest.param("---\ntype: host\n---\n", "a.md", "its type is `host`", id="a person"),
        pytest.param('{"version": "1.2.0", "chapters": []}', "a.json", "it is a file of chapters", id="chapters"),
        pytest.param('{"segments": []}', "a.json", "it is a transcript", id="transcript"),
        pytest.param("Just words.", "a.md", "no dialect knows it", id="prose"),
        pytest.param("---\n- a\n---\n", "a.md", "its head cannot be read", id="list"),
        pytest.param("---\ntitle: A\n", "a.md", "its head cannot be read", id="open front matter"),
    ],
)
def test_what_is_no_episode_is_skipped_with_a_reason(tmp_path, text, name, reason):
    found = write(tmp_path, text, name)
    assert isinstance(found, Skipped)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "rule", "place", "words"),
    [
        pytest.param("---\ntitle: A\nkey: b\n---\n", "FK377", "3:6", "did you mean `slug`?", id="a key"),
        pytest.param("---\nnotes: head\n---\n\nbody", "FK425", "5:1", "the head has `notes`", id="notes twice"),
        pytest.param(
            "----\ntitle: A\n----\n", "FK410", "1:1", "two lines `---`, and this one is `----`", id="four dashes"
        ),
        pytest.param("\n—\ntitle: A\n—\n", "FK410", "2:1", "and this one is `—`", id="a long dash"),
        pytest.param(
            "++\ntit= 'A'\n++\n", "FK410", "1:1", "two lines `+++`, and this one is `++`", id="two plus signs"
        ),
    ],
)
def test_what_is_written_and_has_no_effect_is_told(tmp_path, text, rule, place, words):
    [problem] = write(tmp_path, text, "e.md").problems
    assert (problem.rule, str(problem.place)) == (rule, f"e.md:{place}")
    assert words in problem.message
    assert problem.mend


@pytest.mark.parametrize("text", ["----\n\nWords.\n", "--\nWords\n", "# A\n\n----\nkey: b\n"])
def test_a_rule_above_words_is_no_front_matter(tmp_path, text):
    found = write(tmp_path, text, "e.md")
    assert [one for one in found.problems if one.rule == "FK410"] == []


@pytest.mark.parametrize("text", ["", "---\n---\n", "+++\ntitle = 'Show'\ntype = 'show'\n+++\n"])
def test_the_page_of_a_folder_is_skipped_without_a_word(tmp_path, text):
    found = write(tmp_path, text, "_index.md")
    assert isinstance(found, Skipped)
    assert found.problems == ()


def test_a_slug_is_the_key(tmp_path):
    record = write(tmp_path, "title: A\nslug: tea-1\n", "2024-01-01 Tea (one).yaml")
    assert (record.key, record.episode.values) == ("tea-1", {"title": "A"})
    assert record.episode.where(("key",)).line == 2


def test_a_slug_that_cannot_name_files_is_refused(tmp_path):
    record = write(tmp_path, "title: A\nslug: ../../x\n", "e.yaml")
    assert record.key == "e"
    assert [(problem.rule, str(problem.place), problem.field) for problem in record.problems] == [
        ("FK377", "e.yaml:2:7", "slug")
    ]


def test_the_hostile_slugs_have_the_outcome_of_their_table(shared):
    import json

    for line in (shared / "hostile" / "slugs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        allowed = row["expect"].split("|")
        assert ("A" if is_plain_key(row["slug"]) else "E") in allowed, row


def test_problems_of_the_file_come_with_those_of_the_dialect(tmp_path):
    record = write(tmp_path, "---\r\ntitle: A\r\ntitle: B\r\n---\r\n")
    assert [problem.rule for problem in record.problems] == ["FK422", "FK413"]


def test_dialects_are_asked_the_most_special_first():
    names = [dialect.NAME for dialect in dialects()]
    assert (names[0], names[-1]) == ("jupiter", "native")
    assert names.index("octopod") < names.index("jekyll") < names.index("list")


def test_an_unknown_dialect_is_a_usage_error_that_names_the_known():
    with pytest.raises(UsageError, match=r"`jupiter`, .*`page`, .*`native`"):
        dialect_named("hugo")


def test_a_dialect_of_others_is_found_by_its_entry_point(tmp_path, monkeypatch):
    (tmp_path / "tea_dialect.py").write_text("NAME = 'tea'\nRANK = 50\n")
    (tmp_path / "tea-1.0.dist-info").mkdir()
    (tmp_path / "tea-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: tea\nVersion: 1.0\n")
    (tmp_path / "tea-1.0.dist-info" / "entry_points.txt").write_text("[feedkit.dialects]\ntea = tea_dialect\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert dialect_named("tea").NAME == "tea"
    assert "tea" not in [dialect.NAME for dialect in dialects()]


HEADS = [
    "---\n",
    "+++\n",
    "{",
    '{"show_slug": "a", "episode_guid": "b", ',
    "Tea | Season 1 - Episode 2 | May 1, 2024\n",
]
LINES = [
    "title: A\n",
    "type: episode\n",
    '"a": [1, {"b": null}],\n',
    "---\n",
    "a = 1\n",
    "}\n",
    "\n",
    "Name: x\n",
    "x: [\n",
]


@given(st.sampled_from(HEADS), st.lists(st.sampled_from(LINES) | st.text(max_size=5), max_size=12))
def test_whatever_is_claimed_is_read_or_skipped_with_a_reason(head, lines):
    document = document_of((head + "".join(lines)).encode("utf-8", "replace"), "r.md")
    dialect = dialect_of(document)
    if isinstance(dialect, OneEpisode):
        found = dialect.read(document, "r")
        assert found.reason if isinstance(found, Skipped) else found.key
        for problem in found.problems:
            assert problem.message.isprintable()
            assert len(problem.message) <= 1000


QUOTED = """\
file: a.mp3
number: 5
date: 1499860800000
podcast_file: a.mp3
podcast_bytes: 5
direct_links: {}
audio:
  mp3: a.mp3
- podcastEpisode
"""


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_what_the_notes_quote_makes_no_other_dialect(tmp_path, fence):
    title = "title: A" if fence == "---" else "title = 'A'"
    record = write(tmp_path, f"{fence}\n{title}\n{fence}\n{QUOTED}")
    assert record.dialect == "native"
    assert record.episode.values["notes"] == QUOTED.strip()
