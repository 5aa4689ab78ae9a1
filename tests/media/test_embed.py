"""Chapters in a copy of an MP3: read back as they were written, and nothing else is touched."""

from __future__ import annotations

import pytest

from feedkit.chapters.chapter import Chapter
from feedkit.errors import WriteError
from feedkit.media.embed import EmbedError, embed_chapters
from feedkit.media.id3 import tag_size
from feedkit.media.look import look_at_file
from tests.media.base import AUDIO

CHAPTERS = (Chapter(0.0, "Grün & black"), Chapter(1.25, "Oolong", 2.0), Chapter(2.5, None))


@pytest.mark.parametrize("name", ["cbr.mp3", "cbr-plain.mp3", "vbr.mp3"])
def test_what_is_embedded_is_read_back_and_the_audio_is_untouched(tmp_path, name):
    source, target = AUDIO / name, tmp_path / "out.mp3"
    embed_chapters(source, target, CHAPTERS)
    found = look_at_file(target)
    assert [(one.start_s, one.title) for one in found.chapters] == [
        (0.0, "Grün & black"),
        (1.25, "Oolong"),
        (2.5, None),
    ]
    assert [one.end_s for one in found.chapters][:2] == [1.25, 2.0]
    before, after = source.read_bytes(), target.read_bytes()
    assert after[tag_size(after[:10]) :] == before[tag_size(before[:10]) :]
    assert found.duration_s == look_at_file(source).duration_s


def test_other_frames_of_the_tag_are_kept_and_doing_it_twice_is_doing_it_once(tmp_path):
    embed_chapters(AUDIO / "cbr.mp3", tmp_path / "1.mp3", CHAPTERS)
    embed_chapters(tmp_path / "1.mp3", tmp_path / "2.mp3", CHAPTERS)
    assert b"TIT2" in (tmp_path / "1.mp3").read_bytes()[:60]
    assert (tmp_path / "1.mp3").read_bytes() == (tmp_path / "2.mp3").read_bytes()


@pytest.mark.parametrize(
    ("name", "chapters", "words"),
    [
        pytest.param("aac.m4a", CHAPTERS, "is no MP3", id="no mp3"),
        pytest.param("cbr.mp3", (), "1 to 255 chapters", id="no chapters"),
        pytest.param("cbr.mp3", CHAPTERS * 100, "there are 300", id="too many"),
        pytest.param("cbr.mp3", (Chapter(0.0, "x", toc=False),), "there are 0", id="nothing but silent ones"),
        pytest.param(
            "cbr.mp3", (*CHAPTERS, Chapter(9.0, "x")), r"starts at 00:00:09\.000, and .* ends at", id="too late"
        ),
    ],
)
def test_what_cannot_be_embedded_is_refused_and_nothing_is_written(tmp_path, name, chapters, words):
    with pytest.raises(EmbedError, match=words):
        embed_chapters(AUDIO / name, tmp_path / "out.mp3", chapters)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(
            b"ID3\3\0\0\0\0\0\0" * 2 + (AUDIO / "cbr-plain.mp3").read_bytes(), "several ID3 tags", id="two tags"
        ),
        pytest.param((b"\xff\xfb\0\xc4" + b"\0" * 900) * 20, "played: its frames give no bitrate", id="free format"),
        pytest.param((AUDIO / "cbr.mp3").read_bytes()[:2000], "promises 4 s of audio", id="half a file"),
        pytest.param(b"<!doctype html>", "the file is an HTML page", id="a page"),
    ],
)
def test_a_file_that_takes_no_chapters_says_why(tmp_path, body, words):
    path = tmp_path / "1.mp3"
    path.write_bytes(body)
    with pytest.raises(EmbedError, match=words):
        embed_chapters(path, tmp_path / "2.mp3", CHAPTERS)


def test_links_of_chapters_are_embedded_and_read_back(tmp_path):
    marks = (Chapter(0.0, "One", url="https://example.org/1?a=b#c"), Chapter(2.0, "Zwei", url="https://example.org/ü"))
    embed_chapters(AUDIO / "cbr.mp3", tmp_path / "1.mp3", marks)
    found = [one.url for one in look_at_file(tmp_path / "1.mp3").chapters]
    assert found == ["https://example.org/1?a=b#c", "https://example.org/%C3%BC"]


def test_silent_markers_are_not_embedded(tmp_path):
    marks = (Chapter(0.0, "One"), Chapter(1.0, "a picture", toc=False), Chapter(2.0, "Two"))
    embed_chapters(AUDIO / "cbr.mp3", tmp_path / "1.mp3", marks)
    found = look_at_file(tmp_path / "1.mp3").chapters
    assert [(one.start_s, one.title) for one in found] == [(0.0, "One"), (2.0, "Two")]
    assert found[0].end_s == 2.0


def test_the_original_is_not_overwritten(tmp_path):
    path = tmp_path / "1.mp3"
    path.write_bytes((AUDIO / "cbr.mp3").read_bytes())
    with pytest.raises(EmbedError, match="the file itself"):
        embed_chapters(path, path, CHAPTERS)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WriteError, match=r"nowhere/1\.mp3"):
        embed_chapters(AUDIO / "cbr.mp3", tmp_path / "nowhere" / "1.mp3", CHAPTERS)
