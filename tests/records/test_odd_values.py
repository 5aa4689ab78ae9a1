"""Values that fit no field, under every key of every dialect: told of, and never a crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import feedkit
from feedkit.errors import FeedkitError
from tests.test_broken_records import SHOW

MORE = """\
time_zone: UTC
media_base: https://example.org/
media_prefix: https://op3.dev/e/
link_template: https://example.org/{key}
alternates: [ogg, video, mirror, youtube]
title_template: "{episode:03}: {title}"
title_templates: [{from: 5, until: 2020-01-01, template: "{season} {title}"}]
"""
VALUES = {
    "null": None,
    "nothing": "",
    "a word": "x",
    "a long number": "1" * 5000,
    "a number below zero": -3,
    "a fraction": 1.5,
    "a truth": True,
    "an empty list": [],
    "an empty mapping": {},
    "a list of all kinds": [1, None, "a", {"name": None}, [], {"mp3": 5}],
    "a mapping of all kinds": {
        "mp3": None,
        "ogg": 5,
        "url": [1],
        "number": {},
        "chapters": [{"startTime": "x"}, 5],
        "a": {},
    },
    "a list in a list": [["a"]],
    "chapters": [{"start_time": 1}, {"startTime": "x", "title": 5}, {"start_time": "1:00", "title": "a"}],
    "an address": "https://example.org/a b.mp3",
    "a template": "{x}",
}
COMMON = [
    "title",
    "date",
    "guid",
    "description",
    "duration",
    "length",
    "size",
    "link",
    "filesize",
    "chapters",
    "number",
    "season",
    "hosts",
    "guests",
    "guest",
    "sponsors",
    "tags",
    "explicit",
    "youtube",
    "draft",
    "slug",
    "transcript",
    "image",
    "title_template",
    "key",
]
JUPITER = [
    "draft",
    "show_name",
    "episode",
    "title",
    "description",
    "date",
    "tags",
    "hosts",
    "guests",
    "sponsors",
    "podcast_duration",
    "podcast_file",
    "podcast_bytes",
    "podcast_chapters",
    "podcast_alt_file",
    "podcast_ogg_file",
    "video_file",
    "youtube_link",
    "jb_url",
    "fireside_url",
    "value",
    "transcripts",
    "slug",
]
ITEM = ["id", "title", "url", "summary", "content_html", "date_published", "tags", "image", "attachments", "_fireside"]


def front(head: str, value: object, *without: str) -> str:
    keys = [key for key in COMMON if key not in without]
    return f"---\n{head}" + "".join(f"{key}: {json.dumps(value)}\n" for key in keys) + "---\nNotes.\n"


def toml(value: object) -> str:
    text = json.dumps(value)
    plain = text if isinstance(value, str | bool | float) or (isinstance(value, int) and value < 10) else '"x"'
    keys = [*COMMON, "episode", "publishDate", "podcast_bytes", "podcast_duration", "upcoming"]
    return '+++\npodcast_file = "a.mp3"\n' + "".join(f"{key} = {plain}\n" for key in keys) + "+++\n"


FILES = {
    "native": lambda value: ("a.md", front("", value, "number", "link", "size", "filesize")),
    "jekyll": lambda value: ("a.md", front("file: a.mp3\n", value)),
    "octopod": lambda value: ("a.md", front("audio:\n  mp3: a.mp3\n  ogg: 5\n", value)),
    "octopod's media": lambda value: (
        "a.md",
        f"---\naudio:\n  mp3: {json.dumps(value)}\n  ogg: {json.dumps(value)}\n---\n",
    ),
    "syntax": lambda value: ("a.md", front("date: 1499860800000\n", value, "date")),
    "eleventy": lambda value: (
        "2024-01-01-s1e1-a.md",
        front(
            f"episode:\n  filename: {json.dumps(value)}\n  size: {json.dumps(value)}\n  type: {json.dumps(value)}\n",
            value,
        ),
    ),
    "castanet": lambda value: ("a.md", toml(value)),
    "list": lambda value: ("a.yaml", json.dumps([dict.fromkeys((*COMMON, "enclosure", "file"), value), value])),
    "jupiter": lambda value: (
        "a.md",
        json.dumps({"type": "episode", "show_slug": "a", "episode_guid": "b"} | dict.fromkeys(JUPITER, value)),
    ),
    "jupiter's parts": lambda value: (
        "a.md",
        json.dumps(
            {
                "type": "episode",
                "show_slug": "a",
                "episode_guid": value,
                "title": "A",
                "podcast_file": "https://x.org/a.mp3",
            }
            | {"podcast_chapters": {"chapters": value, "title": value, "author": value}, "value": {"recipients": value}}
        ),
    ),
    "json feed": lambda value: (
        "a.json",
        json.dumps(
            {"version": "https://jsonfeed.org/version/1", "items": [dict.fromkeys(ITEM, value), value], "author": value}
        ),
    ),
    "show notes": lambda value: (
        "a.md",
        f"# CR 5: {value}\n\n* Air Date: {value}\n* Duration: {value}\n* Audio: {value}\n\n## Your hosts\n{value}\n## Tags\n",
    ),
}  # fmt: skip - one table


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_no_value_under_any_key_makes_a_build_crash(file, value, tmp_path: Path) -> None:
    name, text = file(value)
    (tmp_path / "episodes").mkdir()
    (tmp_path / "show.yaml").write_text(SHOW + MORE, encoding="utf-8")
    (tmp_path / "episodes" / name).write_text(text, encoding="utf-8")
    try:
        show = feedkit.enrich(feedkit.load(tmp_path))
        feedkit.build(show)
    except FeedkitError:
        return
    assert all(problem.place.path for problem in feedkit.validate(show))
