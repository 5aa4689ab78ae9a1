"""Transcripts that mean harm, or are broken past repair: the outcomes that the reference material asks for."""

from __future__ import annotations

import json
import time

import pytest

from feedkit.problems import Level
from feedkit.transcripts import FORMATS, read_transcript, write_transcript

MIB = 1024 * 1024


def entries(shared, kind):
    rows = json.loads((shared / "hostile" / "index.json").read_text(encoding="utf-8"))
    return [row for row in rows if row["kind"] == kind]


def outcome(problems):
    levels = {problem.level for problem in problems}
    return "E" if Level.ERROR in levels else "W" if Level.WARNING in levels else "A"


def test_every_hostile_transcript_has_an_outcome_that_is_allowed(shared):
    for row in entries(shared, "transcript"):
        transcript = read_transcript((shared / "hostile" / row["file"]).read_bytes(), path=row["file"])
        # A repair that the rule book calls an error may stand for the warning that the table allows.
        allowed = row["expect"].replace("W", "W|E")
        assert outcome(transcript.problems) in allowed, row["file"]
        if "A" not in row["expect"]:
            said = [problem for problem in transcript.problems if any(word in problem.message for word in row["says"])]
            assert said, row["file"]
            if "line" in row:
                assert any(abs(problem.place.line - row["line"]) <= 1 for problem in said), row["file"]


def test_no_hostile_transcript_puts_live_markup_into_html(shared):
    for row in entries(shared, "transcript"):
        transcript = read_transcript((shared / "hostile" / row["file"]).read_bytes(), path=row["file"])
        if transcript.cues:
            page = write_transcript(transcript.cues, "html", title="<script>", language='"><script>').lower()
            assert not any(
                live in page for live in ["<script", "<img", "<style", "url(http://evil", "onerror=alert(2)>"]
            )


def test_no_message_moves_a_cursor(shared):
    for row in entries(shared, "transcript"):
        for problem in read_transcript((shared / "hostile" / row["file"]).read_bytes(), path=row["file"]).problems:
            assert (problem.message + (problem.excerpt or "")).isprintable()
            assert len(problem.message) <= 1000


@pytest.mark.parametrize("kind", [bytes, str])
def test_a_file_above_the_limit_is_refused_with_one_problem(kind):
    big = b"x" * (20 * MIB + 1) if kind is bytes else "x" * (20 * MIB + 1)
    transcript = read_transcript(big, path="big.txt")
    assert not transcript.cues
    assert [(one.rule, one.level) for one in transcript.problems] == [("FK364", Level.ERROR)]
    assert transcript.problems[0].message == "the file has 20,971,521 bytes, and more than 20,971,520 are not read"


@pytest.mark.parametrize("path", ["x.vtt", "x.srt", "x.txt"])
def test_a_line_above_the_limit_is_refused_with_one_problem(path):
    heads = {
        "x.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n",
        "x.srt": "1\n00:00:00,000 --> 00:00:01,000\n",
        "x.txt": "\n",
    }
    transcript = read_transcript(heads[path] + "word " * 14_000, path=path)
    (problem,) = transcript.problems
    assert (transcript.cues, problem.rule, problem.level) == ((), "FK364", Level.ERROR)
    assert "the line has 70,000 characters, and more than 65,536 are not read" in problem.message
    assert problem.place.line == heads[path].count("\n") + 1


def test_a_long_line_is_usual_in_json_html_and_squeezed_srt():
    segments = ",".join(f'{{"startTime":{second},"body":"word"}}' for second in range(5000))
    squeezed = " ".join(
        f"{n + 1} 00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900 some words" for n in range(3000)
    )
    page = "".join(f"<p>paragraph {number}</p>" for number in range(5000))
    for text, count in ((f'{{"version":"1.0.0","segments":[{segments}]}}', 5000), (squeezed, 3000), (page, 5000)):
        assert len(read_transcript(text, path="x").cues) == count


@pytest.mark.parametrize("number", ["1e999", "-1", "1" * 400, "1" * 5000, "359999.9996", "NaN", "-Infinity"])
def test_a_number_that_is_no_time_is_set_aside_or_refused(number):
    transcript = read_transcript(
        f'{{"version": "1", "segments": [{{"startTime": {number}, "body": "x"}}]}}', path="x.json"
    )
    assert not any(cue.is_timed for cue in transcript.cues)
    assert {problem.rule for problem in transcript.problems} <= {"FK358", "FK361"}
    assert all(len(problem.message) < 300 for problem in transcript.problems)


REPEATED = {
    "less than": "<",
    "open tag": "<a",
    "open voice": "<v ",
    "comment": "<!--",
    "open script": "<script>",
    "arrows": "-->",
    "arrow lines": "1\n00:00:00,000 --> ",
    "colons": "a:",
    "open bracket": "[0",
    "escaped bracket": "\\[00:01",
    "stars": "**a",
    "underscores": "__a",
    "digits": "1",
    "spaces": " ",
    "blank lines": "\n",
    "spaces and lines": " \n",
    "braces": "{\\an",
    "ampersand": "&amp",
    "quotes": '{"a":"',
    "brackets": "[[",
    "times": "00:00:00.000 ",
    "time pairs": "00:00.000 --> 00:01.000\n",
    "labels": "Ann:\n\n",
    "breaks": "<br>",
    "cites": "<cite>",
}


@pytest.mark.parametrize("path", [f"x{one.extension}" for one in FORMATS.values()])
@pytest.mark.parametrize("unit", [pytest.param(unit, id=name) for name, unit in REPEATED.items()])
@pytest.mark.parametrize("opening", ["", "WEBVTT\n\n00:00.000 --> 00:01.000\n", "1\n00:00:00,000 --> 00:00:01,000\n", "<p>", "**Ann:** hello\n\n"],
                         ids=["bare", "in vtt", "in srt", "in html", "in markdown"])  # fmt: skip
def test_repetition_costs_linear_time(path, unit, opening):
    text = opening + unit * (60_000 // len(unit))
    started = time.process_time()
    read_transcript(text, path=path)
    assert time.process_time() - started < 1.5


def test_a_hundred_thousand_cues_are_read_and_written_in_seconds():
    text = "WEBVTT\n\n" + "\n\n".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\n<v Ann>word {n}"
        for n in range(100_000)
    )
    started = time.process_time()
    transcript = read_transcript(text, path="x.vtt")
    again = write_transcript(transcript.cues, "vtt")
    assert time.process_time() - started < 20
    assert len(transcript.cues) == 100_000
    assert read_transcript(again, path="x.vtt").cues == transcript.cues
