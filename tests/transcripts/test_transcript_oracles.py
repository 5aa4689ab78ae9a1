"""What readers that nobody here wrote make of written transcripts; they run where the oracles are installed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from feedkit.transcripts import FORMATS, Cue, convert, disagreements, read_transcript, write_transcript

AWKWARD = (
    Cue("Hello & welcome <to> tea --> and cups; &lt; is &amp; more.", 0.0, 2.5, "Ann Lee"),
    Cue("The time is 12:30: that is noon.", 2.5, 2.5, "Ann Lee"),
    Cue("Note: nobody says this: " + "a long sentence that has to be broken " * 4 + "somewhere.", 3599.9996, 3601.0),
    Cue("7", 3601.0, 3602.25, "Dr. Bob & Co <x>"),
    Cue("", 3602.25, 3603.0, "Dr. Bob"),
    Cue("Last\x07 one.", 356_400.0, 356_401.0, "李明"),
)
EXAMPLES = ("interview.srt", "trailer-answer.vtt", "words.json")


def check(shared, path):
    script = shared / "oracles" / "check_transcript.py"
    done = subprocess.run([sys.executable, script, path], capture_output=True, text=True, check=False)
    if done.returncode == 2 or "absent" in done.stdout:
        pytest.skip("the oracles are not installed: run setup.sh of the oracles folder")
    return done


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_every_reader_agrees_on_awkward_cues(shared, tmp_path, name):
    path = tmp_path / f"awkward.{name}"
    path.write_text(write_transcript(AWKWARD, name), encoding="utf-8")
    done = check(shared, path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_every_reader_agrees_on_the_examples_of_the_specification(shared, tmp_path, example, name):
    given = (shared / "spec" / "examples" / "transcripts" / example).read_bytes()
    path = tmp_path / f"example.{name}"
    path.write_text(convert(given, name, path=example)[0], encoding="utf-8")
    done = check(shared, path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", list(FORMATS))
def test_the_examples_of_the_specification_survive_every_format(shared, example, name):
    given = (shared / "spec" / "examples" / "transcripts" / example).read_bytes()
    transcript = read_transcript(given, path=example)
    assert read_transcript(write_transcript(transcript.cues, name), path="x").cues == transcript.cues


@pytest.mark.parametrize(
    ("example", "count", "speakers"),
    [
        pytest.param("interview.srt", 222, {"Travis", "Sarah", "Gilon"}, id="srt"),
        pytest.param("interview.html", 10, {"Travis", "Sarah", "Gilon"}, id="html"),
        pytest.param("trailer-answer.vtt", 7, {"Sarah", "Gillian"}, id="vtt"),
        pytest.param("words.json", 5, {"Darth Vader", "Luke"}, id="json"),
    ],
)
def test_the_examples_of_the_specification_are_read_whole(shared, example, count, speakers):
    given = (shared / "spec" / "examples" / "transcripts" / example).read_bytes()
    transcript = read_transcript(given, path=example)
    assert (len(transcript.cues), {cue.speaker for cue in transcript.cues}) == (count, speakers)


@pytest.mark.parametrize(
    ("example", "messages"),
    [
        pytest.param(
            "interview.srt", ["65 of 222 cues have more than 2 lines of 32 characters, first this one"], id="srt"
        ),
        pytest.param("interview.html", [], id="html"),
        pytest.param("trailer-answer.vtt", [], id="vtt"),
        pytest.param("words.json", [], id="json"),
    ],
)
def test_only_known_faults_are_found_in_the_examples_of_the_specification(shared, example, messages):
    given = (shared / "spec" / "examples" / "transcripts" / example).read_bytes()
    assert [problem.message for problem in read_transcript(given, path=example).problems] == messages


def test_srt_and_html_of_one_episode_agree(shared):
    folder = shared / "spec" / "examples" / "transcripts"
    srt, page = (
        read_transcript((folder / name).read_bytes(), path=name).cues for name in ("interview.srt", "interview.html")
    )
    assert disagreements(srt, page, path="interview.html") == ()


def test_srt_and_html_of_one_episode_have_the_same_turns(shared):
    folder = shared / "spec" / "examples" / "transcripts"
    spoken = [
        read_transcript((folder / name).read_bytes(), path=name).cues for name in ("interview.srt", "interview.html")
    ]
    words = [re.sub(r"\W", "", "".join(cue.text for cue in cues)) for cues in spoken]
    assert words[0] == words[1]


def test_the_untimed_seed_is_never_given_times(shared):
    page = (shared / "seeds" / "000_6d41bc89242230e8.txt").read_text(encoding="utf-8")
    speech = page.split("\nTranscript\n")[1].split("\nAbout Telemetry Now")[0]
    transcript = read_transcript(speech, path="page.txt")
    assert len(transcript.cues) == 113
    assert not any(cue.is_timed or cue.speaker for cue in transcript.cues)
    assert read_transcript(write_transcript(transcript.cues, "html"), path="x").cues == transcript.cues
    assert read_transcript(write_transcript(transcript.cues, "txt"), path="x").cues == transcript.cues


def antenna_pod_srt(text):
    """Speaker and text as AntennaPod takes them from a cue: split at the colons, the rest after a second one lost."""
    match = re.match(r"[^:\n]+:", text)
    return (match.group()[:-1], text.split(":")[1].strip()) if match else (None, text)


def test_no_text_is_lost_in_a_reader_that_cuts_at_the_second_colon():
    cues = [Cue("The time is 12:30: that is noon.", 0.0, 1.0, "Ann"), Cue("One: two: three.", 1.0, 2.0, "Bob")]
    blocks = write_transcript(cues, "srt").strip().split("\n\n")
    read = [antenna_pod_srt(" ".join(block.split("\n")[2:])) for block in blocks]
    assert read == [("Ann", "The time is 12∶30∶ that is noon."), ("Bob", "One∶ two∶ three.")]
