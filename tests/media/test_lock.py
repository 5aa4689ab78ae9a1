"""The lock: the same answers are the same bytes, what is written is read back, and a broken one says so."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from feedkit.chapters.chapter import Chapter
from feedkit.errors import WriteError
from feedkit.media.lock import Journal, Lock, read_lock, write_lock, write_text
from feedkit.media.served import Answer
from feedkit.media.show import lock_layer
from feedkit.problems import Place
from feedkit.records.layers import Source

ANSWER = Answer(
    kind="enclosure",
    when="2026-03-01T12:00:00Z",
    type="audio/mpeg",
    length=38663080,
    etag='W/"1-a"',
    ranges=True,
    cors="*",
    format="mp3",
    duration_s=2761.25,
    faults=("it ends, early",),
    chapters=(Chapter(0.0, "Intro", 12.5), Chapter(12.5, 'Tea: "green", {black}', url="https://example.org/?a=b#c")),
)
URL = "https://media.example.org/1.mp3"
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


def test_a_lock_is_a_readable_file(tmp_path):
    path = tmp_path / "feedkit.lock.yaml"
    assert write_lock(path, Lock(answers={URL: ANSWER}))
    assert path.read_text("utf-8") == (
        "# What media and models said when feedkit asked them; commit it, and do not edit it.\n"
        "version: 1\n"
        "answers:\n"
        '  "https://media.example.org/1.mp3":\n'
        "    kind: enclosure\n"
        '    when: "2026-03-01T12:00:00Z"\n'
        "    type: audio/mpeg\n"
        "    length: 38663080\n"
        '    etag: "W/\\"1-a\\""\n'
        "    ranges: true\n"
        '    cors: "*"\n'
        "    format: mp3\n"
        "    duration_s: 2761.25\n"
        "    faults:\n"
        '      - "it ends, early"\n'
        "    chapters:\n"
        "      - {start_s: 0, title: Intro, end_s: 12.5}\n"
        '      - {start_s: 12.5, title: "Tea: \\"green\\", {black}", url: "https://example.org/?a=b#c"}\n'
    )
    assert read_lock(path).answers == {URL: ANSWER}
    assert not write_lock(path, read_lock(path))


@given(
    st.dictionaries(
        TEXTS.map(lambda text: f"https://x/{text}"),
        st.tuples(TEXTS, TEXTS, st.integers(0), st.none() | st.booleans()),
        min_size=1,
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("lock") / "feedkit.lock.yaml"
    answers = {url: Answer(type=a, etag=b, length=c, ranges=d) for url, (a, b, c, d) in raw.items()}
    write_lock(path, Lock(answers=answers))
    assert read_lock(path).answers == answers
    assert read_lock(path).problems == ()
    assert set(yaml.safe_load(path.read_text("utf-8"))["answers"] or {}) == set(answers)


def test_one_new_answer_is_a_diff_of_its_own_lines():
    before = write_text({f"https://x/{n}": ANSWER for n in range(5)})
    after = write_text({f"https://x/{n}": ANSWER for n in (4, 3, 2, 1, 0, 25)})
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert after.startswith(before[: before.index('  "https://x/3"')])


def test_places_are_lines_of_the_lock(tmp_path):
    path = tmp_path / "feedkit.lock.yaml"
    write_lock(path, Lock(answers={URL: ANSWER}))
    lock = read_lock(path, "seeds/tea/feedkit.lock.yaml")
    assert lock.place(URL, "length") == Place("seeds/tea/feedkit.lock.yaml", 8, 13)
    assert lock.place(URL, "width").line == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("<<<<<<< HEAD\nversion: 1\n", "cannot be read", id="conflict markers"),
        pytest.param("version: 9\nanswers: {}\n", "version 9", id="from the future"),
        pytest.param("- a\n", "no `answers`", id="a list"),
        pytest.param(
            f'version: 1\nanswers:\n  "{URL}":\n    length: many\n', "this answer cannot be read", id="no number"
        ),
        pytest.param(f'version: 1\nanswers:\n  "{URL}":\n    speed: 1\n', "this answer cannot be read", id="unknown"),
        pytest.param("answers: [" + "[" * 100_000, "cannot be read", id="deep"),
    ],
)
def test_a_broken_lock_is_a_problem_with_a_way_out(tmp_path, text, words):
    path = tmp_path / "feedkit.lock.yaml"
    path.write_text(text, "utf-8")
    lock = read_lock(path)
    assert lock.answers == {}
    assert words in lock.problems[0].message
    assert (lock.problems[0].rule, lock.problems[0].mend[:13]) == ("FK480", "mend the file")


def test_what_could_not_be_read_is_kept_when_the_lock_is_written_anew(tmp_path):
    path, kept = tmp_path / "feedkit.lock.yaml", tmp_path / "feedkit.lock.yaml.unreadable"
    for text, copy in (("<<<<<<< HEAD\n", kept), ("- a\n", tmp_path / "feedkit.lock.yaml.unreadable-2")):
        path.write_text(text, "utf-8")
        write_lock(path, read_lock(path).with_answers({URL: ANSWER}))
        assert copy.read_text("utf-8") == text
        assert read_lock(path).answers == {URL: ANSWER}
    write_lock(path, read_lock(path).with_answers({URL: Answer(length=1)}))
    assert len([*tmp_path.iterdir()]) == 3


def test_a_journal_that_is_cut_off_gives_all_whole_lines(tmp_path):
    path = tmp_path / "feedkit.lock.yaml"
    write_lock(path, Lock(answers={URL: Answer(length=1)}))
    with Journal(path) as journal:
        journal.add(URL, ANSWER)
        journal.add("https://user:S3CR3T@x/2", ANSWER)
        journal.add("https://x/3", ANSWER)
    left = path.with_name(path.name + ".journal")
    left.write_bytes(left.read_bytes()[:-20])
    lock = read_lock(path)
    assert lock.answers == {URL: ANSWER, "https://x/2": ANSWER}
    write_lock(path, lock)
    assert not left.exists()
    assert read_lock(path).answers == lock.answers


def test_a_lock_that_cannot_be_written_names_its_path(tmp_path):
    with pytest.raises(WriteError, match=r"nowhere/feedkit\.lock\.yaml"):
        write_lock(tmp_path / "nowhere" / "feedkit.lock.yaml", Lock(answers={URL: ANSWER}))


def test_a_layer_says_what_the_lock_says_and_where(tmp_path):
    path = tmp_path / "feedkit.lock.yaml"
    write_lock(path, Lock(answers={URL: ANSWER}))
    layer = lock_layer(read_lock(path), URL)
    assert layer.origin.source == Source.LOCK
    assert layer.values == {
        "enclosure": {"length": 38663080, "type": "audio/mpeg"},
        "duration": 2761,
        "chapter_marks": [
            {"start_time": 0.0, "title": "Intro"},
            {"start_time": 12.5, "title": 'Tea: "green", {black}', "url": "https://example.org/?a=b#c"},
        ],
    }
    lines = path.read_text("utf-8").splitlines()
    assert lines[layer.where(("enclosure", "length")).line - 1] == "    length: 38663080"
    assert lines[layer.where(("duration",)).line - 1] == "    duration_s: 2761.25"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(type="text/html", length=900, format="html"), id="an error page"),
        pytest.param(Answer(type="audio/mpeg", length=900, format="html"), id="an error page that says audio"),
        pytest.param(Answer(type="audio/mpeg", length=900, format="mp3", encoding="gzip"), id="packed"),
    ],
)
def test_an_answer_that_is_no_media_is_not_believed(answer):
    assert lock_layer(Lock(answers={URL: answer}), URL) is None


@pytest.mark.parametrize(
    ("url", "format_", "served", "expected"),
    [
        ("https://x/1.m4a", "mp4", "audio/mp4", "audio/x-m4a"),
        ("https://x/1", "mp4", "video/mp4", "video/mp4"),
        ("https://x/1.mp3", "mp4", "audio/mpeg", "audio/mp4"),
        ("https://x/1.webm", "webm", "audio/webm", "audio/webm"),
        ("https://x/1.ogv", "ogg", "video/ogg", "video/ogg"),
        ("https://x/1.ogg", "ogg", "application/ogg", "audio/ogg"),
        ("https://x/1.mp3", "mp3", "application/octet-stream", "audio/mpeg"),
    ],
)
def test_the_type_is_that_of_the_file(url, format_, served, expected):
    layer = lock_layer(Lock(answers={url: Answer(type=served, length=1, format=format_)}), url)
    assert layer.values["enclosure"]["type"] == expected
