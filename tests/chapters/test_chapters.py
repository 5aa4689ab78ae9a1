"""Chapters: written as the strictest reader wants them, read as people wrote them."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.chapters import (
    Chapter,
    Chapters,
    ChaptersError,
    Location,
    PscMark,
    advise,
    chapters_from_object,
    chapters_in_notes,
    differences,
    from_psc,
    read_json_chapters,
    tidy,
    to_psc,
    write_json_chapters,
)
from feedkit.problems import Level

INTRO, TALK = Chapter(0, "Intro"), Chapter(60, "Talk")
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=40)
TITLES = LINE.map(lambda text: " ".join(text.split())).filter(bool)
SECONDS = st.integers(0, 359_000_000).map(lambda ms: ms // 1000 if ms % 1000 == 0 else ms / 1000)
ADDRESSES = st.none() | st.sampled_from(["https://example.org/a.jpg", "https://example.org/?a=1&b=2#c"])
PLACES = st.none() | st.builds(Location, TITLES, st.just("geo:48.8566,2.3522"), st.none() | st.just("R113314"))
CHAPTERS = st.builds(
    Chapter, SECONDS, st.none() | TITLES, st.none() | SECONDS, ADDRESSES, ADDRESSES, st.booleans(), PLACES,
    st.sampled_from([{}, {"value": "<x/>"}]),
)  # fmt: skip
HEADS = st.builds(
    Chapters, st.lists(CHAPTERS, min_size=1, max_size=8).map(tuple), st.none() | TITLES, st.none() | TITLES,
    st.none() | TITLES, st.none() | TITLES, st.none() | TITLES, st.none() | st.booleans(), st.just({"generator": {"by": ["x"]}}),
)  # fmt: skip


@given(chapters=HEADS)
def test_what_is_written_is_read_back(chapters):
    tidied = chapters.of(tidy(chapters)[0])
    read, problems = read_json_chapters(write_json_chapters(chapters), path="x")
    assert read == tidied
    assert not {"FK320", "FK321", "FK323", "FK324", "FK325", "FK328", "FK329"} & {problem.rule for problem in problems}


@given(chapters=st.lists(CHAPTERS, max_size=8), duration_s=st.none() | SECONDS)
def test_tidying_twice_is_tidying_once(chapters, duration_s):
    once, _ = tidy(chapters, duration_s)
    assert tidy(once, duration_s) == (once, ())


@given(text=st.text(max_size=300) | st.binary(max_size=300))
def test_reading_never_raises(text):
    chapters, problems = read_json_chapters(text, path="x.json")
    assert chapters.chapters or any(problem.level is Level.ERROR for problem in problems)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["startTime", "title", "url", "toc"]), inner)
    ),
    max_leaves=9,
)


@given(
    entries=st.lists(
        st.dictionaries(st.sampled_from(["startTime", "endTime", "title", "img", "toc", "location"]), VALUES)
    )
)
def test_no_value_of_a_key_is_too_odd(entries):
    chapters, problems = chapters_from_object({"version": "1.2.0", "chapters": entries}, path="x")
    if chapters.chapters:
        written = write_json_chapters(chapters)
        again, _ = read_json_chapters(written, path="x")
        assert len(again) == len(tidy(chapters)[0])
        assert write_json_chapters(again) == written
    assert all(problem.message.isprintable() for problem in problems)


def test_the_file_is_as_strict_readers_want_it():
    chapters = [Chapter(12.5, "Tee & Kä<3"), Chapter(90.0, toc=False, img="https://example.org/a.jpg"), INTRO]
    assert write_json_chapters(chapters) == (
        '{\n  "version": "1.2.0",\n  "chapters": [\n'
        '    {\n      "startTime": 0,\n      "title": "Intro"\n    },\n'
        '    {\n      "startTime": 12.5,\n      "title": "Tee & Kä<3"\n    },\n'
        '    {\n      "startTime": 90,\n      "img": "https://example.org/a.jpg",\n      "toc": false\n    }\n'
        "  ]\n}\n"
    )


def test_the_head_is_written_before_the_list():
    head = Chapters((INTRO,), "Tea 42", "Ann", "Tea", "About tea", "42.mp3", waypoints=False, extra={"generated": True})
    assert list(json.loads(write_json_chapters(head))) == [
        "version", "title", "author", "podcastName", "description", "fileName", "waypoints", "generated", "chapters",
    ]  # fmt: skip


def test_an_empty_list_is_not_written():
    with pytest.raises(ChaptersError, match="there is no chapter to write"):
        write_json_chapters([])


def test_a_place_keeps_its_name_geo_and_osm():
    chapter = Chapter(0, "Paris", location=Location("Paris", "geo:48.8566,2.3522", "R71525"))
    assert json.loads(write_json_chapters([chapter]))["chapters"][0]["location"] == {
        "name": "Paris",
        "geo": "geo:48.8566,2.3522",
        "osm": "R71525",
    }


@pytest.mark.parametrize(
    ("given_chapters", "kept", "messages"),
    [
        pytest.param([TALK, INTRO], [INTRO, TALK], ["the chapters are not in order of their `startTime`, first at `Intro` at 00:00:00; they were sorted"], id="sorted"),
        pytest.param([INTRO, INTRO], [INTRO], ["`Intro` at 00:00:00 stands twice; it was left out"], id="twice"),
        pytest.param([INTRO, Chapter(0.0001, "Hello")], [INTRO], ["`Hello` at 00:00:00 has the same `startTime` as `Intro` at 00:00:00; it was left out"], id="same start"),
        pytest.param([Chapter(60, None), TALK], [TALK], ["the chapter at 00:01:00 has the same `startTime` as `Talk` at 00:01:00; it was left out"], id="the one with a title stays"),
        pytest.param([TALK, Chapter(60, toc=False)], [TALK, Chapter(60, toc=False)], [], id="a silent marker may share a start"),
        pytest.param([INTRO, Chapter(200, "Late")], [INTRO], ["`Late` at 00:03:20 starts past the duration of 100 s; it was left out"], id="past the end"),
        pytest.param([INTRO, Chapter(100.9, "End")], [INTRO, Chapter(100.9, "End")], [], id="a second past the end"),
        pytest.param([Chapter(-5, "Early"), INTRO], [INTRO], ["a chapter starts at -5 s, which is no time in an episode; it was left out"], id="before the start"),
        pytest.param([Chapter(10, "A", end_s=10)], [Chapter(10, "A")], ["`A` at 00:00:10 ends at 00:00:10, not after its start; the end was left out"], id="no length"),
        pytest.param([Chapter(0, "A", end_s=61), TALK], [Chapter(0, "A"), TALK], ["`A` at 00:00:00 ends at 00:01:01, after the next one starts; the end was left out"], id="overlap"),
        pytest.param([Chapter(0, "A", end_s=60), TALK], [Chapter(0, "A"), TALK], [], id="an end that says nothing"),
        pytest.param([Chapter(0, "A", end_s=50), TALK], [Chapter(0, "A", end_s=50), TALK], [], id="a gap"),
    ],
)  # fmt: skip
def test_a_mend_is_reported(given_chapters, kept, messages):
    chapters, problems = tidy(given_chapters, 100, path="x")
    assert list(chapters) == kept
    assert [problem.message for problem in problems] == messages


def test_a_chapters_file_above_the_limit_is_refused_with_one_problem():
    chapters, (problem,) = read_json_chapters(b" " * (1024 * 1024 + 1), path="big.json")
    assert not chapters.chapters
    assert (problem.rule, problem.level) == ("FK340", Level.ERROR)
    assert problem.message == "the file has 1,048,577 bytes, and more than 1,048,576 are not read"


def test_nulls_that_programs_write_go_without_a_word_in_records():
    value = {
        "version": "1.2.0",
        "title": None,
        "chapters": [{"startTime": 0, "title": "Intro", "img": None, "toc": None}],
    }
    assert chapters_from_object(value, path="record.md") == (Chapters((INTRO,)), ())


def test_places_of_a_record_are_used():
    _, (problem,) = chapters_from_object(
        {"version": "1.0", "chapters": [{"title": "x"}]}, path="r.md", place=lambda index: (index + 40, 7)
    )
    assert str(problem.place) == "r.md:40:7"


def test_a_secret_in_an_address_is_not_printed():
    entry = {
        "startTime": 0,
        "title": "x",
        "url": "ftp://me:pw-SECRET@example.org/?token=SECRET",
        "img": "http://me:SECRET@example.org/",
    }
    _, problems = chapters_from_object({"version": "1.2.0", "chapters": [entry]}, path="x")
    assert len(problems) == 2
    assert not any("SECRET" in problem.message for problem in problems)


def test_every_hostile_chapters_file_has_an_outcome_that_is_allowed(shared):
    rows = json.loads((shared / "hostile" / "index.json").read_text(encoding="utf-8"))
    for row in (row for row in rows if row["kind"] == "chapters"):
        raw = (shared / "hostile" / row["file"]).read_bytes()
        chapters, problems = read_json_chapters(raw, path=row["file"], duration_s=1800)
        levels = {problem.level for problem in problems}
        outcome = "E" if Level.ERROR in levels else "W" if Level.WARNING in levels else "A"
        assert outcome in row["expect"], row["file"]
        assert outcome == "A" or any(word in problem.message for problem in problems for word in row["says"])
        written = write_json_chapters(chapters) if chapters.chapters else ""
        assert not any(never in written for never in row.get("never", ()))


@pytest.mark.parametrize(("name", "count"), [("chapters-simple.json", 9), ("chapters-complex.json", 11)])
def test_the_examples_of_the_specification_lose_nothing(shared, name, count):
    raw = (shared / "spec" / "examples" / "chapters" / name).read_bytes()
    chapters, problems = read_json_chapters(raw, path=name)
    assert len(chapters) == count
    assert {problem.rule for problem in problems} <= {"FK338"}
    assert json.loads(write_json_chapters(chapters)) == json.loads(raw)


def test_psc_marks_are_the_listed_chapters():
    chapters = [
        Chapter(0, "Intro", img="https://example.org/i.png"),
        Chapter(5, toc=False),
        Chapter(6),
        Chapter(3723.25, "Tea", url="https://example.org/"),
    ]
    assert to_psc(chapters) == (
        PscMark("00:00:00", "Intro", image="https://example.org/i.png"),
        PscMark("01:02:03.250", "Tea", href="https://example.org/"),
    )


@given(chapters=st.lists(CHAPTERS, max_size=6))
def test_psc_marks_are_read_back(chapters):
    listed = [chapter for chapter in tidy(chapters)[0] if chapter.is_shown]
    read, problems = from_psc(to_psc(listed), path="x")
    assert [(one.start_s, one.title, one.url, one.img) for one in read] == [
        (one.start_s, one.title, one.url, one.img) for one in listed
    ]
    assert not problems
    assert not differences(listed, read, path="x")


@pytest.mark.parametrize(
    ("start", "seconds"),
    [
        pytest.param("0", 0, id="zero"),
        pytest.param("75.5", 75.5, id="seconds"),
        pytest.param("01:15", 75, id="minutes, seconds"),
        pytest.param("1:02:03", 3723, id="hours, minutes, seconds"),
        pytest.param(" 00:00:01.250 ", 1.25, id="milliseconds and spaces"),
        pytest.param("100:00", 6000, id="many minutes"),
    ],
)
def test_normal_play_time_is_read(start, seconds):
    ((chapter,), problems) = from_psc([PscMark(start, "x")], path="x")
    assert (chapter.start_s, problems) == (seconds, ())


@pytest.mark.parametrize("start", ["00h05m", "", "1:60", "0:60:00", "-5", "now", "1e3", "²"])
def test_a_start_that_is_no_time_is_reported(start):
    chapters, (problem,) = from_psc([PscMark(start, "x", line=7)], path="feed.xml")
    assert not chapters
    assert (problem.rule, str(problem.place)) == ("FK343", "feed.xml:7")


def test_psc_faults_are_reported():
    _, problems = from_psc([PscMark("12:42", "b", line=1), PscMark("8:26", " ", line=2)], path="feed.xml")
    assert [problem.rule for problem in problems] == ["FK344", "FK345"]


def test_platforms_advise_three_chapters_of_half_a_minute_with_short_titles():
    chapters = Chapters(
        (INTRO, Chapter(20, "A title that is far too long for a telephone's screen"), Chapter(25, toc=False))
    )
    assert [(problem.rule, problem.message) for problem in advise(chapters, path="x", duration_s=40)] == [
        (
            "FK331",
            "the title of `A title that is far too long for a tele…` at 00:00:20 has 53 characters; 40 are shown",
        ),
        ("FK337", "there are 2 chapters; Apple and Spotify show none below 3"),
        ("FK337", "`Intro` at 00:00:00 lasts 20 s; 30 s or more are advised"),
        ("FK337", "`A title that is far too long for a tele…` at 00:00:20 lasts 20 s; 30 s or more are advised"),
    ]


def test_a_single_time_is_a_chapter_where_the_text_is_a_list_of_them():
    (chapter,), _ = chapters_in_notes("00:00:01.000 Intro.", path="x", fewest_plain=1)
    assert chapter == Chapter(1, "Intro.")


def test_two_lists_that_differ_are_reported_once():
    (problem,) = differences([INTRO, TALK], [INTRO, Chapter(62, "Talk"), Chapter(90, "More")], path="feed.xml")
    assert (
        problem.message
        == "the two lists of chapters differ: `Talk` at 00:01:00 in one, `Talk` at 00:01:02 in the other"
    )


def test_lines_of_notes_count_from_where_the_notes_begin():
    (chapter,), () = chapters_in_notes("\n[@01:35] - Tea", path="x.md", first_line=40)
    assert chapter.line == 41


@pytest.mark.parametrize(
    "unit",
    ["[@01:35] - x\n", "[", "[@", "**", "*", "_a", "[a](", "\\*", "1. ", "> ", "00:01 ", " ", "\n", "[@HH:MM]\n", "`"],
)
def test_repetition_in_notes_costs_linear_time(unit):
    started = time.process_time()
    chapters_in_notes(unit * (200_000 // len(unit)), path="x")
    chapters_in_notes("[@01:35] " + unit * (2_000 // len(unit)), path="x")
    assert time.process_time() - started < 2
