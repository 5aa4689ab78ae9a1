"""Renditions: which sources are asked for, and whether the digest that a feed gives is that of the file at hand."""

from __future__ import annotations

import base64
import hashlib

import pytest

from feedkit.media.asked import asked_in
from feedkit.media.lock import read_lock
from feedkit.media.renditions import digest_of, strongest
from feedkit.media.show import lock_problems, probe_show
from feedkit.media.window import BytesWindow
from feedkit.problems import Place
from feedkit.records.load import load_source
from feedkit.tags.show import Show
from tests.media.base import AUDIO, CORE, NOW

MP3 = (AUDIO / "cbr.mp3").read_bytes()


def sri(algorithm: str, content: bytes) -> str:
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


@pytest.mark.parametrize(
    ("rendition", "is_asked"),
    [
        pytest.param({"type": "audio/ogg", "sources": [{"uri": "https://tea.fm/1.ogg"}]}, True, id="a file"),
        pytest.param({"type": "audio/mpeg", "sources": [{"uri": "https://tea.fm/1.mp3"}]}, False, id="the enclosure's"),
        pytest.param({"type": "audio/ogg", "sources": [{"uri": "ipfs://bafy"}]}, False, id="no server"),
        pytest.param({"type": "audio/ogg", "sources": [{"uri": "https://tea.fm/1.torrent"}]}, False, id="a torrent"),
        pytest.param(
            {"type": "audio/ogg", "sources": [{"uri": "https://tea.fm/1", "content_type": "application/x-bittorrent"}]},
            False,
            id="a torrent by its type",
        ),
        pytest.param({"type": "application/x-mpegURL", "sources": [{"uri": "https://tea.fm/1"}]}, False, id="a stream"),
        pytest.param({"type": "text/html", "sources": [{"uri": "https://youtu.be/1"}]}, False, id="a page"),
    ],
)
def test_a_rendition_is_asked_for_where_it_is_a_file_of_its_own(rendition, is_asked):
    episode = {"enclosure": {"url": "https://tea.fm/1.mp3"}, "alternate_enclosures": [rendition]}
    asked = list(asked_in(Show.model_validate({"episodes": [episode]}), lambda _path: Place("1.yaml")))
    assert [one.url for one in asked if one.kind == "alternate"] == (
        [rendition["sources"][0]["uri"]] if is_asked else []
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(sri("sha384", b"x"), "sha384", id="one"),
        pytest.param(f"{sri('sha256', b'x')} {sri('sha512', b'y')}", "sha512", id="the strongest of two"),
        pytest.param(f"{sri('sha256', b'x')}?ct=audio", "sha256", id="with an option"),
        pytest.param("md5-abc sha256-!", "", id="none that is known"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_of_several_digests_the_strongest_algorithm_counts(value, expected):
    assert strongest(value)[0] == expected


def test_the_digest_of_a_file_is_that_of_all_its_bytes():
    assert digest_of(BytesWindow(MP3), sri("sha512", b"")) == sri("sha512", MP3)
    assert not digest_of(BytesWindow(MP3), "nothing")


SHOW = """title: Tea
link: https://tea.fm/
description: Tea.
"""
EPISODE = """title: Green tea
pub_date: 2026-01-01T00:00:00Z
enclosure: {{url: https://tea.fm/1.mp3}}
alternate_enclosures:
- type: audio/mpeg
  sources: [{{uri: "https://tea.fm/{name}.mp3"}}]
  integrity: {{type: sri, value: "{value}"}}
"""


def probed(tmp_path, name: str, value: str):
    folder = tmp_path / "tea"
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    (folder / "show.yaml").write_text(SHOW, "utf-8")
    (folder / "episodes" / "1.yaml").write_text(EPISODE.format(name=name, value=value), "utf-8")
    (tmp_path / "media").mkdir(exist_ok=True)
    for one in ("1", "low"):
        (tmp_path / "media" / f"{one}.mp3").write_bytes(MP3)
    source = load_source(folder)
    report = probe_show(source, now=NOW, settings=CORE, media_dir=tmp_path / "media")
    return source, report


@pytest.mark.parametrize("name", ["low", "1"], ids=["a file of its own", "the enclosure's file"])
def test_a_digest_of_the_previous_master_is_told_at_its_line_and_the_lock_knows_the_right_one(tmp_path, name):
    old = sri("sha384", MP3 + b"old")
    source, report = probed(tmp_path, name, old)
    [problem] = [problem for problem in report if problem.rule == "FK291"]
    assert problem.message == (
        f"https://tea.fm/{name}.mp3: `podcast:integrity` gives another digest than the file has: `{sri('sha384', MP3)}`"
    )
    lock = read_lock(source.folder / "feedkit.lock.yaml")
    [again] = [one for found in lock_problems(source, lock, CORE).values() for one in found if one.rule == "FK291"]
    assert (again.message, again.place.line) == (problem.message, 7)
    assert str(again.see[0].place).rpartition("/")[2].startswith("feedkit.lock.yaml:")
    source, report = probed(tmp_path, name, f"{sri('sha384', b'another')} {sri('sha384', MP3)}")
    assert "FK291" not in {problem.rule for problem in report}


def test_no_digest_is_taken_where_nobody_gives_one(tmp_path):
    source, report = probed(tmp_path, "low", "sha1-abc")
    lock = read_lock(source.folder / "feedkit.lock.yaml")
    assert {answer.integrity for answer in lock.answers.values()} == {""}
    assert "FK291" not in {problem.rule for problem in report}
