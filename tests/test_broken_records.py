"""Ten kinds of broken input: each gives one problem with its place and a way out, and the healthy episode is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_main_job import feedkit_command

SHOW = """\
title: Tea Time
link: https://example.org/tea-time
description: Two people and a pot of tea.
language: en
author: Amy Brewer
owner: {name: Amy Brewer, email: show@example.org}
image: https://example.org/tea-time/cover.jpg
categories: ["Arts > Food"]
explicit: false
guid: 0b7c3f5e-6b4c-5f0e-9d3a-7c1f4f1f2a11
feed_url: https://example.org/feeds/tea-time.xml
public_url: https://example.org/feeds/
"""
GOOD = """\
---
title: Green tea
guid: tea-1
date: 2026-03-01T06:00:00+01:00
description: We taste six green teas and rank them.
link: https://example.org/tea-time/1
enclosure: {url: "https://example.org/audio/1.mp3", length: 48213331}
duration: "50:13"
---
* [Six teas](https://example.org/six-teas)
"""
OTHER = GOOD.replace("Green tea", "Black tea").replace("tea-1", "tea-2").replace("/1", "/2").replace("03-01", "03-08")
OTHER = OTHER.replace("We taste six green teas and rank them.", "Now six black ones.")


def case(identifier: str, name: str, text: str | bytes, line: int, *words: str) -> object:
    return pytest.param(name, text if isinstance(text, bytes) else text.encode(), line, words, id=identifier)


CASES = [
    case("bad JSON", "002.json", '{"title": "Black tea",\n "guid": "tea-2"\n "date": "2026-03-08"}\n', 3, "comma"),
    case("bad YAML", "002.md", OTHER.replace("title: Black tea", 'title: "Black tea'), 2, "quote"),
    case("missing title", "002.md", OTHER.replace("title: Black tea\n", ""), 2, "title"),
    case("bad date", "002.md", OTHER.replace("2026-03-08", "2026-02-30"), 4, "2026-02-30"),
    case("duplicate guid", "002.md", OTHER.replace("tea-2", "tea-1"), 3, "tea-1"),
    case("unknown key", "002.md", OTHER.replace("duration:", "durration:"), 8, "durration", "duration"),
    case("unknown host", "002.md", OTHER.replace("duration:", "hosts: [bob]\nduration:"), 8, "bob", "name"),
    case("wrong type", "002.md", OTHER.replace("48213331", "lots"), 7, "lots", "digits"),
    case("not UTF-8", "002.md", OTHER.replace("Black tea", "Thé noir").encode("latin-1"), 2, "UTF-8"),
    case("empty file", "002.md", b"", 0, "empty"),
]


@pytest.mark.parametrize(("name", "content", "line", "words"), CASES)
def test_one_problem_with_place_and_way_out(
    tmp_path: Path, name: str, content: bytes, line: int, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "shows" / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    (folder / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    (folder / "episodes" / name).write_bytes(content)

    done = feedkit_command("build", "shows", "--format", "text", cwd=tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    errors = re.findall(r"^(\S+?)(?::(\d+))?(?::(\d+))?: error: (.*)$", done.stdout, re.MULTILINE)
    assert len(errors) == 1, done.stdout
    path, found_line, column, _ = errors[0]
    assert path == f"shows/tea-time/episodes/{name}"
    assert int(found_line or 0) == line
    assert bool(column) == bool(line)
    block = done.stdout[done.stdout.index(": error: ") :].split("\n\n")[0]
    assert "= mend: " in block
    for word in words:
        assert word in block
    feed = (tmp_path / "feeds" / "tea-time.xml").read_text(encoding="utf-8")
    assert "<title>Green tea</title>" in feed


def test_a_good_show_is_built_without_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "shows" / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    (folder / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    (folder / "episodes" / "002.md").write_text(OTHER, encoding="utf-8")
    done = feedkit_command("build", "shows", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    feed = (tmp_path / "feeds" / "tea-time.xml").read_text(encoding="utf-8")
    assert feed.index("Black tea") < feed.index("Green tea")  # newest first


def test_a_published_episode_does_not_vanish_when_its_record_breaks(tmp_path: Path) -> None:
    folder = tmp_path / "shows" / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    (folder / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    (folder / "episodes" / "002.md").write_text(OTHER, encoding="utf-8")
    assert feedkit_command("build", "shows", cwd=tmp_path).returncode == 0
    before = (tmp_path / "feeds" / "tea-time.xml").read_bytes()
    (folder / "episodes" / "002.md").write_text(OTHER.replace("2026-03-08", "2026-02-30"), encoding="utf-8")
    done = feedkit_command("build", "shows", cwd=tmp_path)
    assert done.returncode == 1
    assert "is published and would vanish" in done.stdout
    assert before == (tmp_path / "feeds" / "tea-time.xml").read_bytes()
    assert feedkit_command("build", "shows", "--force", cwd=tmp_path).returncode == 1
    assert "tea-2" not in (tmp_path / "feeds" / "tea-time.xml").read_text(encoding="utf-8")


def test_an_episode_of_tomorrow_waits_for_a_now_that_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "shows" / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    (folder / "episodes" / "001.md").write_text(GOOD, encoding="utf-8")
    (folder / "episodes" / "002.md").write_text(OTHER, encoding="utf-8")
    feed = tmp_path / "feeds" / "tea-time.xml"
    assert feedkit_command("build", "shows", "--now", "2026-03-02T00:00:00Z", cwd=tmp_path).returncode == 0
    assert "tea-2" not in feed.read_text(encoding="utf-8")
    assert feedkit_command("build", "shows", cwd=tmp_path).returncode == 0
    assert "tea-2" in feed.read_text(encoding="utf-8")
