"""Transcripts as callers use them: converting, closing open ends, comparing, checking against the audio."""

from __future__ import annotations

import re

import pytest

from feedkit.errors import TranscriptError
from feedkit.problems import Place
from feedkit.transcripts import Cue, closed_cues, convert, disagreements, read_transcript, write_transcript
from feedkit.transcripts.clock import format_clock, parse_clock
from feedkit.transcripts.markdown import plain_words

VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n<v Ann>Hello & bye.\n"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        pytest.param("1:02:03", 3723.0, id="hours, minutes, seconds"),
        pytest.param("00:04:01.06", 241.06, id="hundredths"),
        pytest.param("75:30", 4530.0, id="many minutes without hours"),
        pytest.param("00:00,500", 0.5, id="comma"),
        pytest.param("0:00:00.0005", 0.0, id="rounded to milliseconds, to even"),
        pytest.param("99:59:59.999", 359_999.999, id="the last time there is"),
        pytest.param("100:00:00", None, id="a hundred hours"),
        pytest.param("1:75:30", None, id="75 minutes after hours"),
        pytest.param("1:60", None, id="60 seconds"),
        pytest.param("12", None, id="no colon"),
        pytest.param("-1:00", None, id="negative"),
        pytest.param("1:0²", None, id="a digit that is none"),
        pytest.param("٠٠:٠١", None, id="digits of another script"),
    ],
)
def test_clock_times_are_read(text, seconds):
    assert parse_clock(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00:00.000"), (3599.9996, "01:00:00.000"), (12.5, "00:00:12.500"), (359_999.999, "99:59:59.999")],
)
def test_clock_times_are_written_in_full(seconds, text):
    assert format_clock(seconds) == text


def test_converting_keeps_speaker_times_and_problems():
    text, problems = convert(VTT.removeprefix("WEBVTT\n\n"), "srt", path="x.vtt")
    assert text == "1\n00:00:00,000 --> 00:00:02,500\nAnn: Hello & bye.\n"
    assert [problem.rule for problem in problems] == ["FK348"]


def test_nothing_is_converted_from_nothing():
    with pytest.raises(TranscriptError, match=r"x.vtt: nothing to convert: the transcript is empty"):
        convert("WEBVTT\n", "srt", path="x.vtt")


def test_open_ends_are_closed_only_when_the_length_is_given():
    text = "00:00:01 One.\n\n00:00:05 Two.\n"
    with pytest.raises(TranscriptError, match="give the length of the audio"):
        convert(text, "vtt", path="x.txt")
    closed, _ = convert(text, "vtt", path="x.txt", duration_s=9)
    assert [(cue.start_s, cue.end_s) for cue in read_transcript(closed, path="x.vtt").cues] == [(1.0, 5.0), (5.0, 9.0)]


def test_cues_that_start_together_end_together():
    cues = [Cue("a", 1.0), Cue("b", 1.0), Cue("c", 3.0, 3.5), Cue("d"), Cue("e", 4.0)]
    assert [cue.end_s for cue in closed_cues(cues)] == [3.0, 3.0, 3.5, None, None]


def test_a_cue_of_no_length_lasts_a_millisecond():
    assert "00:00:01.000 --> 00:00:01.001" in write_transcript([Cue("x", 1.0, 1.0)], "vtt")


def test_the_media_type_decides_where_the_content_does_not():
    transcript = read_transcript("no cue in sight", path="x.txt", media_type="Text/VTT; charset=utf-8")
    assert transcript.format == "vtt"
    assert [problem.rule for problem in transcript.problems] == ["FK348", "FK361"]


def test_a_wrong_name_is_reported_and_the_content_believed():
    (problem,) = read_transcript(VTT, path="x.srt").problems
    assert problem.message == "the file is vtt by its content and srt by its name or type; it was read as vtt"
    assert problem.mend == "name it `*.vtt` and link it as `text/vtt`"


@pytest.mark.parametrize(
    ("duration_s", "messages"),
    [
        pytest.param(2.5, [], id="fits"),
        pytest.param(0.6, [], id="two seconds over"),
        pytest.param(0.4, ["the last cue ends at 00:00:02.500, and the audio at 00:00:00.400"], id="too long"),
        pytest.param(
            60, ["the last cue ends at 00:00:02.500 of 00:01:00.000; the rest has no transcript"], id="cut off"
        ),
    ],
)
def test_the_length_of_the_audio_is_checked(duration_s, messages):
    transcript = read_transcript(VTT, path="x.vtt", duration_s=duration_s)
    assert [problem.message for problem in transcript.problems] == messages


def test_a_byte_order_mark_is_a_fault_in_json_only():
    json_text = '\ufeff{"version": "1.0.0", "segments": [{"startTime": 0, "body": "x"}]}'
    assert [one.rule for one in read_transcript(json_text.encode(), path="x.json").problems] == ["FK347"]
    assert not read_transcript(("\ufeff" + VTT).encode(), path="x.vtt").problems


def test_utf_16_is_read_and_reported():
    transcript = read_transcript(VTT.encode("utf-16"), path="x.vtt")
    assert [cue.text for cue in transcript.cues] == ["Hello & bye."]
    assert [problem.message for problem in transcript.problems] == ["the file is in UTF-16 and should be in UTF-8"]


def test_problems_of_one_kind_are_counted_after_ten():
    cues = "".join(f"{n + 1}\n00:00:0{n % 10},000 --> 00:01:00,000\nword\n\n" for n in range(10)) * 3
    problems = read_transcript(cues, path="x.srt").problems
    overlaps = [problem for problem in problems if problem.rule == "FK351"]
    assert len(overlaps) == 11
    assert overlaps[-1].message == "19 more of the same kind as the 10 shown (tf-cue-overlap)"
    assert overlaps[-1].place == Place("x.srt")


def test_long_lines_are_noted_once():
    text = VTT + "\n00:00:02.500 --> 00:00:03.000\n<v A very long name that is not shown>short\n"
    assert not read_transcript(text, path="x.vtt").problems
    text += f"\n00:00:03.000 --> 00:00:04.000\n{'word ' * 14}\n"
    (problem,) = read_transcript(text, path="x.vtt").problems
    assert str(problem.place) == "x.vtt:9"
    assert problem.message == "1 of 3 cues have a line of more than 65 characters, first this one"


@pytest.mark.parametrize(
    ("other", "messages"),
    [
        pytest.param([Cue("HELLO, there; you all", 0.4, 2.0)], [], id="layout and rounding do not count"),
        pytest.param([Cue("Hello there you all")], [], id="nor do times that only one has"),
        pytest.param([Cue("Hello there me all", 0.0)], ["after `hello there` comes `me` here, and `you` in the other file"], id="a word"),
        pytest.param([Cue("Hello there", 0.0)], ["after `hello there` comes the end here, and `you` in the other file"], id="an end"),
        pytest.param([Cue("Hello there", 0.0), Cue("you all", 2.6)], ["`you` is at 00:00:02.600 here, and at 00:00:01.000 in the other file"], id="a time"),
    ],
)  # fmt: skip
def test_two_formats_are_compared(other, messages):
    one = [Cue("Hello there,", 0.0, 1.0), Cue("you all.", 1.0, 2.0)]
    assert [problem.message for problem in disagreements(one, other, path="x.srt")] == messages


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        pytest.param("**Tea** and _cups_", "Tea and cups", id="emphasis"),
        pytest.param('[tea](https://example.org/a "A title") ![x](y.png)', "tea x", id="links"),
        pytest.param("snake_case, 2*3 and 2 * 3", "snake_case, 2*3 and 2 * 3", id="no emphasis"),
        pytest.param(r"\[laughter\] \*stars\* C\+\+", "[laughter] *stars* C++", id="escapes"),
        pytest.param("[not a link] (really)", "[not a link] (really)", id="brackets"),
        pytest.param("`code`", "code", id="code"),
    ],
)
def test_markdown_is_read_as_words(markdown, words):
    assert plain_words(markdown) == words


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(
            b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
            "the file is a Word document or another archive, not UTF-8 text; "
            "save it as plain text (.txt), with its names and times",
            id="Word",
        ),
        pytest.param(
            rb"{\rtf1\ansi {\b Ann:} Welcome.\par}",
            "the file is Rich Text (RTF), which is not read; save it as plain text (.txt), with its names and times",
            id="RTF",
        ),
        pytest.param(
            b'<?xml version="1.0"?>\n<!-- made by hand -->\n<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>',
            "the file is TTML, which is not read; export it as WebVTT (.vtt) or SubRip (.srt)",
            id="TTML",
        ),
        pytest.param(
            b"<SAMI><BODY><SYNC Start=500><P>Hello.</SAMI>",
            "the file is SAMI, which is not read; export it as WebVTT (.vtt) or SubRip (.srt)",
            id="SAMI",
        ),
        pytest.param(
            b"[Script Info]\nTitle: Tea\n",
            "the file is SubStation Alpha (SSA), which is not read; export it as WebVTT (.vtt) or SubRip (.srt)",
            id="SSA",
        ),
    ],
)
def test_what_is_no_transcript_is_called_by_its_name_with_the_way_out(raw: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=re.escape(message)):
        convert(raw, "html", path="tea.txt")
