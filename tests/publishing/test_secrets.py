"""What is secret in an address is in no report, no diff and no message, in whatever form they are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from feedkit.reports import format_names
from feedkit.reports.secrets import hidden
from tests.feed.feeds import episode, write_show

WORD = "7f3a91c"
MEDIA = {"url": f"http://amy:{WORD}@example.org/1.mp3?token={WORD}", "length": 1, "type": "audio/mpeg"}
OTHER = {
    "link": f"https://amy:{WORD}@example.org/?auth={WORD}",
    "transcripts": [{"url": f"http://example.org/t.vtt?v=2&amp;api_key={WORD}", "type": "text/vtt"}],
}


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "feedkit", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_show(tmp_path / "tea-time", {"one": episode(1, enclosure=MEDIA, **OTHER), "two": episode(2)})
    return tmp_path


@pytest.mark.parametrize("form", format_names())
def test_no_report_on_records_holds_it(folder: Path, form: str) -> None:
    said = run(folder, "validate", "tea-time", "--format", form, "--verbose")
    assert "example.org/1.mp3?token=" in said
    assert WORD not in said


def test_neither_builds_nor_refusals_nor_diffs_hold_it(folder: Path) -> None:
    said = run(folder, "build", "tea-time", "--verbose")
    (folder / "old.xml").write_bytes((folder / "feeds" / "tea-time.xml").read_bytes())
    moved = MEDIA | {"url": f"https://amy:{WORD}@example.org/2.mp3?token={WORD}"}
    write_show(folder / "tea-time", {"one": episode(1, enclosure=moved, guid=f"https://e.org/?key={WORD}")})
    said += run(folder, "build", "tea-time", "--verbose")
    assert "guid changed" in said or "guid-changed" in said
    said += run(folder, "build", "tea-time", "--force", "--verbose")
    for form in ("text", "json", "markdown"):
        said += run(folder, "diff", "old.xml", "feeds/tea-time.xml", "--format", form)
    said += run(folder, "validate", "feeds/tea-time.xml", "--verbose")
    assert WORD not in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://amy:pw@example.org/", "https://******@example.org/"),
        ("`https://example.org/a?Signature=ab%2Fc&v=2`", "`https://example.org/a?Signature=******&v=2`"),
        ("https://example.org/a?hmac=1f2e&pass=3d&t=4", "https://example.org/a?hmac=****&pass=**&t=4"),
        ("https://example.org/a?v=2#t=3", "https://example.org/a?v=2#t=3"),
        ("write to amy@example.org, key=value", "write to amy@example.org, key=value"),
    ],
)
def test_what_is_hidden_is_as_long_as_it_was(text: str, expected: str) -> None:
    assert hidden(text) == expected
    assert len(expected) == len(text)
