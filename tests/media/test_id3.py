"""ID3 tags as taggers write them: how titles and times are packed, what stands beside them, and several tags in a row."""

from __future__ import annotations

import struct

import pytest

from feedkit.media.look import look_at_bytes
from tests.media.base import AUDIO

BODY = (AUDIO / "cbr-plain.mp3").read_bytes()
MARKS = ((0, 1500, "Öffnung"), (1500, 3700, "茶"))
EXPECTED = [(0.0, "Öffnung"), (1.5, "茶")]
PICTURE = b"\0image/jpeg\0\0\0" + b"\xff\xd8\xff\xe0" * 25_000


def _seven_bits(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _tag(version: int, frames: bytes, flags: int = 0) -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + _seven_bits(len(frames)) + frames


def _frame(name: bytes, content: bytes, version: int = 3, flags: int = 0) -> bytes:
    size = _seven_bits(len(content)) if version == 4 else struct.pack(">I", len(content))
    return name + size + bytes([0, flags]) + content


def _unsynchronised(content: bytes) -> bytes:
    """As every tagger does it at least: a zero between 0xFF and what would look like a frame."""
    out = bytearray()
    for one, following in zip(content, [*content[1:], 0xFF], strict=True):
        out += bytes([one, 0]) if one == 0xFF and (following >= 0xE0 or not following) else bytes([one])
    return bytes(out)


def _chap(start: int, end: int, title: str, version: int = 3, before: bytes = b"") -> bytes:
    times = struct.pack(">IIII", start, end, 0xFFFFFFFF, 0xFFFFFFFF)
    return b"c\0" + times + before + _frame(b"TIT2", b"\1" + title.encode("utf-16"), version)


def _chapters(version: int, flags: int = 0, pack=lambda content: content, before: bytes = b"") -> bytes:
    contents = [_chap(*mark, version, before) for mark in MARKS]
    return b"".join(_frame(b"CHAP", pack(content), version, flags) for content in contents)


def _counted(content: bytes) -> bytes:
    return _seven_bits(len(content)) + _unsynchronised(content)


def _grouped(content: bytes) -> bytes:
    return b"\x80" + content


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param(_tag(3, _chapters(3)), id="2.3"),
        pytest.param(_tag(4, _chapters(4)), id="2.4"),
        pytest.param(_tag(3, _unsynchronised(_chapters(3)), 0x80), id="2.3, unsynchronised as a whole"),
        pytest.param(_tag(4, _chapters(4, 0x02, _unsynchronised), 0x80), id="2.4, unsynchronised"),
        pytest.param(_tag(4, _chapters(4, 0x00, _unsynchronised), 0x80), id="2.4, and only the tag says so"),
        pytest.param(_tag(4, _chapters(4, 0x03, _counted), 0x80), id="2.4, with the length as it was before"),
        pytest.param(_tag(4, _chapters(4, 0x40, _grouped)), id="2.4, frames in a group"),
        pytest.param(_tag(3, _chapters(3, 0x20, _grouped)), id="2.3, frames in a group"),
        pytest.param(_tag(3, _chapters(3, before=_frame(b"APIC", PICTURE))), id="a picture ahead of each title"),
        pytest.param(
            _tag(4, _chapters(4, 2, _unsynchronised, _frame(b"APIC", PICTURE, 4)), 0x80),
            id="2.4, unsynchronised pictures, too",
        ),
        pytest.param(_tag(3, _frame(b"TIT2", b"\0Tea")) + _tag(3, _chapters(3)), id="a host's tag ahead of it"),
        pytest.param(_tag(3, _chapters(3)) + _tag(3, _frame(b"APIC", PICTURE)), id="a tag with a cover behind it"),
        pytest.param(_tag(3, _chapters(3)) + _tag(4, _chapters(4)), id="the same in both versions"),
    ],
)
def test_chapters_are_read_however_they_are_packed(tags):
    facts = look_at_bytes(tags + BODY)
    assert [(one.start_s, one.title) for one in facts.chapters] == EXPECTED
    assert (facts.id3_bytes, facts.faults) == (len(tags), ())
    assert facts.duration_s == pytest.approx(3.7, abs=0.1)


@pytest.mark.parametrize(("version", "flags"), [(3, 0x80), (3, 0x40), (4, 0x08), (4, 0x04)])
def test_no_times_are_made_up_from_what_is_compressed_or_encrypted(version, flags):
    facts = look_at_bytes(_tag(version, _chapters(version, flags)) + BODY)
    assert facts.chapters == ()
    assert facts.duration_s == pytest.approx(3.7, abs=0.1)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"\0chapter url\0https://example.org/1", "https://example.org/1", id="as Forecast writes it"),
        pytest.param(b"\3\0http://example.org/\0", "http://example.org/", id="closed by a zero"),
        pytest.param(b"\1\xff\xfea\0\0\0https://example.org/1", "https://example.org/1", id="behind UTF-16"),
        pytest.param(b"\2\0a\0b\0\0https://example.org/1", "https://example.org/1", id="big end first"),
        pytest.param(b"\0\0javascript:alert(1)", None, id="a script"),
        pytest.param(b"\0\0https://example.org/a b", None, id="a space"),
        pytest.param(b"\0https://example.org/1", "https://example.org/1", id="no description"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_the_link_of_a_chapter_is_a_page_of_the_web(content, expected):
    chapter = _frame(b"CHAP", _chap(0, 1500, "Tea") + _frame(b"WXXX", content))
    [found] = look_at_bytes(_tag(3, chapter) + BODY).chapters
    assert (found.title, found.url) == ("Tea", expected)


@pytest.mark.parametrize(("name", "format_"), [("flac.flac", "flac"), ("opus.opus", "opus")])
def test_a_tag_does_not_make_an_mp3_of_everything(name, format_):
    facts = look_at_bytes(_tag(3, _chapters(3)) + (AUDIO / name).read_bytes())
    assert (facts.format, facts.faults) == (format_, ())
    assert [(one.start_s, one.title) for one in facts.chapters] == EXPECTED


def test_tags_without_end_are_not_read_without_end():
    assert look_at_bytes(_tag(3, b"") * 100_000).id3_bytes < 100
