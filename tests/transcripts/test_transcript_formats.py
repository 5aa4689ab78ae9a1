"""What every transcript format must do; a new one is tested here by being there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transcript_strategies import AWKWARD_TEXTS, NAMES, TEXTS, cues_of_any_kind, named_at_changes, timed_cues

from feedkit.errors import TranscriptError, UsageError
from feedkit.problems import Level
from feedkit.transcripts import FORMATS, Cue, Transcript, read_transcript, write_transcript

TWO = (Cue("Hello.", 0.5, 2.25, "Ann Lee"), Cue("Thanks & bye.", 2.25, 4.0, "Bob"))
BY_NAME = [pytest.param(name, id=name) for name in FORMATS]


def test_the_formats_are_those_of_the_specification():
    written = {name: (one.media_type, one.extension) for name, one in FORMATS.items()}
    assert written == {
        "html": ("text/html", ".html"),
        "json": ("application/json", ".json"),
        "srt": ("application/x-subrip", ".srt"),
        "txt": ("text/plain", ".txt"),
        "vtt": ("text/vtt", ".vtt"),
    }


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_written_is_read_back(name):
    transcript = read_transcript(write_transcript(TWO, name), path=f"x{FORMATS[name].extension}")
    assert transcript == Transcript(TWO, None, (), name)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_format_is_told_from_the_content_alone(name):
    assert read_transcript(write_transcript(TWO, name), path="no-extension").format == name


@pytest.mark.parametrize("name", BY_NAME)
def test_writing_twice_gives_the_same_text(name):
    assert write_transcript(TWO, name, title="T", language="en") == write_transcript(
        TWO, name, title="T", language="en"
    )


@pytest.mark.parametrize("name", BY_NAME)
def test_lines_end_in_line_feeds_and_the_file_in_one(name):
    text = write_transcript(TWO, name)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", BY_NAME)
def test_cues_without_text_are_left_out(name):
    cues = (TWO[0], Cue(" \x07 ", 2.25, 2.3, "Bob"), TWO[1])
    assert read_transcript(write_transcript(cues, name), path="x").cues == TWO


@pytest.mark.parametrize("name", BY_NAME)
def test_a_transcript_without_text_is_not_written(name):
    with pytest.raises(TranscriptError, match="no cue with text"):
        write_transcript([Cue("  ", 0.0, 1.0)], name)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_time_is_never_made_up(name):
    cues = [Cue("Hello.")]
    if FORMATS[name].needs_times:
        with pytest.raises(TranscriptError, match="cue 1 has none"):
            write_transcript(cues, name)
    else:
        assert not re.search(r"\d+:\d\d", write_transcript(cues, name))


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize(
    ("cues", "message"),
    [
        pytest.param([Cue("x", -1.0, 1.0)], "cue 1 has the time -1.0 s", id="before the start"),
        pytest.param([Cue("x", 0.0, float("inf"))], "cue 1 has the time inf s", id="endless"),
        pytest.param([Cue("x", 0.0, 360_000.0)], "under 100 hours", id="hundred hours"),
        pytest.param([Cue("x", 2.0, 1.0)], "cue 1 ends at 1.0 s, before it starts", id="backwards"),
        pytest.param([Cue("x", None, 1.0)], "cue 1 has", id="end without start"),
    ],
)
def test_impossible_times_are_refused(name, cues, message):
    with pytest.raises(TranscriptError, match=re.escape(message)):
        write_transcript(cues, name)


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.needs_times])
def test_cues_out_of_order_are_refused(name):
    with pytest.raises(TranscriptError, match=r"cue 2 starts at 0.5 s, before the one ahead of it"):
        write_transcript([TWO[1], TWO[0]], name)


def test_a_format_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(UsageError, match="`ttml` is no transcript format; there are html, json, srt, txt, vtt"):
        write_transcript(TWO, "ttml")


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_an_open_end_is_refused_where_ends_are_needed(name):
    with pytest.raises(TranscriptError, match="needs an end for every cue, and cue 1 has only a start"):
        write_transcript([Cue("x", 1.0)], name)


@pytest.mark.parametrize("name", ["vtt", "json", "html"])
@given(cues=timed_cues())
def test_nothing_is_lost_in_vtt_json_and_html(name, cues):
    assert list(read_transcript(write_transcript(cues, name), path="x").cues) == cues


@given(cues=cues_of_any_kind())
def test_html_keeps_what_has_no_times(cues):
    assert list(read_transcript(write_transcript(cues, "html"), path="x").cues) == cues


STAND_INS = ("\u2236", "\ufe13")
"""What SubRip has for the colons of a labelled text; those of the author's own come back as colons."""


def has_stand_in(text: str) -> bool:
    return any(char in text for char in STAND_INS)


@given(
    cues=timed_cues(
        texts=(TEXTS | AWKWARD_TEXTS).filter(lambda text: "{\\" not in text and not has_stand_in(text)), names=NAMES
    )
)
def test_srt_keeps_text_times_and_speakers(cues):
    assert list(read_transcript(write_transcript(cues, "srt"), path="x").cues) == cues


@given(
    cues=timed_cues(
        names=st.sampled_from(["Ann", "Bob"]) | st.none(),
        texts=TEXTS.filter(lambda text: not {":", "："} & set(text) and not has_stand_in(text)),
    )
)
def test_srt_gives_a_nameless_cue_to_the_speaker_before_it(cues):
    read = list(read_transcript(write_transcript(cues, "srt"), path="x").cues)
    assert read in (named_at_changes(cues), cues)


PLAIN_WORDS = st.text(st.characters(categories=("Ll", "Lu", "Zs")), min_size=1, max_size=60)


@given(cues=timed_cues(names=NAMES, texts=PLAIN_WORDS.map(lambda text: " ".join(text.split())).filter(bool)))
def test_plain_text_keeps_times_and_speakers(cues):
    assert list(read_transcript(write_transcript(cues, "txt"), path="x").cues) == cues


@pytest.mark.parametrize("name", BY_NAME)
@given(text=st.text(max_size=400) | st.binary(max_size=400))
@settings(max_examples=150)
def test_reading_never_raises(name, text):
    transcript = read_transcript(text, path=f"x{FORMATS[name].extension}")
    assert transcript.cues or any(problem.level is Level.ERROR for problem in transcript.problems)


TOKENS = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "1", "2\n", "00:00:01.000", "00:00:02,500", "-->", " --> ", "<v Ann>", "</v>", "<p>", "<cite>",
     "</cite>", "<time>", "<script>", "<!--", "-->", "Ann:", " Bob: hi", "[00:12]", "\\[00:13\\]", "**Ann:**", "__B__:", "{", "}",
     '{"version":"1.0.0","segments":[', '{"startTime":1,"body":"x"}', ",", "]}", "NOTE x", "&amp;", "&#0;", "\x00", "\ufeff", "---\n"]
)  # fmt: skip


@given(parts=st.lists(TOKENS, max_size=30))
@settings(max_examples=400)
def test_pieces_of_formats_in_any_order_are_read_and_written_again(parts):
    transcript = read_transcript("".join(parts), path="x.vtt")
    starts = [cue.start_s for cue in transcript.cues if cue.start_s is not None]
    assert starts == sorted(starts) or any(not cue.is_timed for cue in transcript.cues)
    if transcript.cues:
        for name in ("html", "txt"):
            write_transcript(transcript.cues, name)
    for problem in transcript.problems:
        assert problem.message
        assert problem.mend
        assert problem.message.isprintable()
        assert len(problem.message) <= 1000
