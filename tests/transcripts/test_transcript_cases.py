"""Transcripts as people have them: each folder of `cases/transcripts` holds one and what is read of it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from feedkit.transcripts import Transcript, read_transcript, write_transcript

CASES = Path(__file__).resolve().parents[1] / "cases" / "transcripts"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def as_json(transcript: Transcript) -> str:
    """What is compared: format, language, cues a line, problems with rule, level, place and message."""
    cues = [json.dumps({key: value for key, value in asdict(cue).items() if value is not None}, ensure_ascii=False)
            for cue in transcript.cues]  # fmt: skip
    problems = [json.dumps(f"{problem.rule} {problem.level} {problem.place}: {problem.message}", ensure_ascii=False)
                for problem in transcript.problems]  # fmt: skip
    head = f'"format": "{transcript.format}",\n"language": {json.dumps(transcript.language)}'
    return f'{{\n{head},\n"cues": [\n{_lines(cues)}],\n"problems": [\n{_lines(problems)}]\n}}\n'


def _lines(entries: list[str]) -> str:
    return "".join(f"  {entry},\n" for entry in entries[:-1]) + "".join(f"  {entry}\n" for entry in entries[-1:])


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
def test_a_case_is_read_as_expected(folder, request):
    (given,) = folder.glob("input.*")
    expected = folder / "expected.json"
    actual = as_json(read_transcript(given.read_bytes(), path=given.name))
    if request.config.getoption("--update-golden", default=False) and not os.environ.get("CI"):
        expected.write_text(actual, encoding="utf-8")
    assert actual == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS])
@pytest.mark.parametrize("name", ["html", "txt"])
def test_a_case_survives_being_written(folder, name):
    (given,) = folder.glob("input.*")
    transcript = read_transcript(given.read_bytes(), path=given.name)
    again = read_transcript(write_transcript(transcript.cues, name), path="x")
    assert [cue.text for cue in again.cues] == [cue.text for cue in transcript.cues]
    assert [cue.start_s for cue in again.cues] == [cue.start_s for cue in transcript.cues]
