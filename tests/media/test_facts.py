"""Facts of files: durations and lengths of fixtures that were made here, and what broken files say."""

from __future__ import annotations

import io
import struct
import wave
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedkit.chapters.chapter import Chapter
from feedkit.media.look import look_at, look_at_bytes, look_at_file
from feedkit.media.magic import format_of
from feedkit.media.window import BytesWindow, OutOfReach
from tests.media.base import AUDIO

FIXTURES = [
    pytest.param("cbr.mp3", "mp3", 3.7, id="mp3, constant bitrate, Xing header"),
    pytest.param("cbr-plain.mp3", "mp3", 3.7, id="mp3, constant bitrate, no header"),
    pytest.param("vbr.mp3", "mp3", 3.7, id="mp3, variable bitrate, Xing header"),
    pytest.param("vbr-plain.mp3", "mp3", 3.7, id="mp3, variable bitrate, no header"),
    pytest.param("aac.m4a", "mp4", 3.7, id="m4a, moov at the end"),
    pytest.param("aac-fast.m4a", "mp4", 3.7, id="m4a, moov ahead"),
    pytest.param("vorbis.ogg", "ogg", 3.7, id="ogg vorbis"),
    pytest.param("opus.opus", "opus", 3.7, id="opus"),
    pytest.param("tone.wav", "wav", 1.25, id="wav"),
    pytest.param("flac.flac", "flac", 1.25, id="flac"),
]


@pytest.mark.parametrize(("name", "format_", "seconds"), FIXTURES)
def test_duration_is_within_a_tenth_of_a_second(name, format_, seconds):
    facts = look_at_file(AUDIO / name)
    assert (facts.format, facts.length, facts.faults) == (format_, (AUDIO / name).stat().st_size, ())
    assert facts.duration_s == pytest.approx(seconds, abs=0.1)


def _tag(frames: bytes, version: int = 3) -> bytes:
    size = len(frames)
    return b"ID3" + bytes([version, 0, 0, size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frames


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def _chap(start_ms: int, end_ms: int, title: str) -> bytes:
    times = struct.pack(">IIII", start_ms, end_ms, 0xFFFFFFFF, 0xFFFFFFFF)
    return _frame(b"CHAP", b"c\0" + times + _frame(b"TIT2", b"\x01" + title.encode("utf-16")))


@pytest.mark.parametrize("name", ["cbr-plain.mp3", "vbr-plain.mp3"])
def test_two_megabytes_of_tag_do_not_change_the_duration(name):
    picture = _frame(b"APIC", b"\xff\xfb\x10\xc4" * 500_000)
    body = _tag(picture + _chap(0, 1000, "One")) + (AUDIO / name).read_bytes()
    facts = look_at_bytes(body)
    assert facts.id3_bytes > 2_000_000
    assert facts.duration_s == pytest.approx(3.7, abs=0.1)
    assert facts.chapters == (Chapter(0.0, "One", 1.0),)


def test_a_tag_at_the_end_does_not_count_as_audio():
    body = (AUDIO / "cbr-plain.mp3").read_bytes()
    assert look_at_bytes(body + b"TAG" + b"\0" * 125).duration_s == look_at_bytes(body).duration_s


def _ape(items: int, *, has_header: bool) -> bytes:
    size = items + 32
    mark = struct.pack("<IIII", 2000, size, 1, 1 << 31 if has_header else 0) + b"\0" * 8
    header = b"APETAGEX" + mark if has_header else b""
    return header + b"x" * items + b"APETAGEX" + mark


@pytest.mark.parametrize("name", ["cbr-plain.mp3", "vbr-plain.mp3"])
@pytest.mark.parametrize("has_header", [True, False])
def test_an_ape_tag_with_a_picture_does_not_count_as_audio(name, *, has_header):
    body = (AUDIO / name).read_bytes()
    tagged = body + _ape(90_000, has_header=has_header) + b"TAG" + b"\0" * 125
    assert look_at_bytes(tagged).duration_s == pytest.approx(3.7, abs=0.1)
    assert look_at_bytes(tagged).bitrate_kbits == look_at_bytes(body).bitrate_kbits


_MPEG1 = b"\xff\xfb\x90\xc4" + b"\0" * 413  # 128 kbit/s, 44,100 a second: 417 bytes
_MPEG2 = b"\xff\xf3\x80\xc4" + b"\0" * 204  # 64 kbit/s, 22,050 a second: 208 bytes
_MPEG25 = b"\xff\xe3\x84\xc4" + b"\0" * 380  # 64 kbit/s, 12,000 a second: 384 bytes


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        pytest.param(_MPEG1 * 1000, 1000 * 1152 / 44_100, id="MPEG 1"),
        pytest.param(_MPEG2 * 1000, 1000 * 576 / 22_050, id="MPEG 2"),
        pytest.param(_MPEG25 * 1000, 1000 * 576 / 12_000, id="MPEG 2.5"),
        pytest.param(_MPEG1 * 500 + _MPEG2 * 500, 500 * (1152 / 44_100 + 576 / 22_050), id="a jingle of another kind"),
        pytest.param(_MPEG2 * 40 + b"broken" * 99 + _MPEG2 * 40, 80 * 576 / 22_050, id="a broken stretch"),
    ],
)
def test_every_version_of_mpeg_plays_as_long_as_its_frames(body, seconds):
    facts = look_at_bytes(body)
    assert (facts.format, facts.faults) == ("mp3", ())
    assert facts.duration_s == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize("tag", [b"", _tag(_frame(b"TIT2", b"\0x"))], ids=["no tag", "a tag"])
def test_frames_of_free_format_are_told(tag):
    facts = look_at_bytes(tag + (b"\xff\xfb\x00\xc4" + b"\0" * 900) * 20)
    assert (facts.format, facts.duration_s) == ("mp3", None)
    assert "free format" in facts.faults[0]


def _page(serial: bytes, position: int, content: bytes, kind: int = 0) -> bytes:
    lacing = bytes([255] * (len(content) // 255) + [len(content) % 255])
    return (
        b"OggS\0"
        + bytes([kind])
        + struct.pack("<q", position)
        + serial
        + b"\0" * 8
        + bytes([len(lacing)])
        + lacing
        + content
    )


@pytest.mark.parametrize("name", ["vorbis.ogg", "opus.opus"])
def test_a_picture_in_the_comment_of_an_ogg_does_not_hide_the_end(name):
    body = (AUDIO / name).read_bytes()
    first = body.index(b"OggS", 4)
    comment = b"".join(_page(body[14:18], 0, b"x" * 60_000) for _ in range(20))
    facts = look_at_bytes(body[:first] + comment + body[first:])
    assert facts.length > 1_200_000
    assert facts.duration_s == pytest.approx(3.7, abs=0.1)


def test_an_ogg_ends_where_the_last_page_of_its_own_stream_says():
    body = (AUDIO / "opus.opus").read_bytes()
    after = _page(b"else", 10**9, b"x") + _page(body[14:18], -1, b"x")
    assert look_at_bytes(body + after).duration_s == look_at_bytes(body).duration_s


def _begins(serial: bytes, packet: bytes) -> bytes:
    return _page(serial, 0, packet, 2)


_FLAC = b"\x7fFLAC\1\0\0\1fLaC\0\0\0\x22" + b"\0" * 10 + (44_100 << 44 | 1 << 41).to_bytes(8, "big")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_begins(b"flac", _FLAC) + _page(b"flac", 88_200, b"x"), (44_100, 2, 2.0), id="FLAC"),
        pytest.param(
            _begins(b"pict", b"\x80theora") + (AUDIO / "vorbis.ogg").read_bytes() + _page(b"pict", 10**9, b"x"),
            (22_050, 2, 3.7),
            id="a video",
        ),
        pytest.param(
            (AUDIO / "opus.opus").read_bytes() + _page(b"else", 1, b"x" * 60_000) * 2, (48_000, 1, None), id="two files"
        ),
    ],
)
def test_every_ogg_that_is_whole_is_sound(body, expected):
    facts = look_at_bytes(body)
    assert facts.faults == ()
    assert (facts.sample_rate, facts.channels) == expected[:2]
    assert facts.duration_s == (expected[2] and pytest.approx(expected[2], abs=0.1))


def _comments(*lines: str) -> bytes:
    listed = [line.encode() for line in ("TITLE=Tea", *lines)]
    return (
        struct.pack("<I", 3)
        + b"tea"
        + struct.pack("<I", len(listed))
        + b"".join(struct.pack("<I", len(line)) + line for line in listed)
    )


_MARKED = _comments(
    "CHAPTER002=00:00:01,500", "chapter002name=Über tea", "CHAPTER001=00:00:00.000", "CHAPTER001NAME=Opening",
    "CHAPTER001URL=https://example.org/1", "CHAPTER003=soon", "CHAPTER003NAME=Never", "METADATA_BLOCK_PICTURE=" + "x" * 150_000,
)  # fmt: skip


def _with_comment(name: str, comment: bytes) -> bytes:
    """A fixture with a comment of ours; of an Ogg, in as many pages as it takes."""
    body = (AUDIO / name).read_bytes()
    if name == "flac.flac":
        return body[:42] + b"\x04" + len(comment).to_bytes(3, "big") + comment + body[42:]
    first = body.index(b"OggS", 4)
    mark = b"OpusTags" if name == "opus.opus" else b"\x03vorbis"
    packet = mark + comment
    cuts = [packet[at : at + 65_025] for at in range(0, len(packet), 65_025)]
    pages = [
        b"OggS\0\0" + b"\0" * 8 + body[14:18] + b"\0" * 8 + bytes([255]) + b"\xff" * 255 + cut for cut in cuts[:-1]
    ]
    return body[:first] + b"".join(pages) + _page(body[14:18], 0, cuts[-1]) + body[first:]


@pytest.mark.parametrize("name", ["opus.opus", "vorbis.ogg", "flac.flac"])
def test_chapters_in_comments_are_read(name):
    facts = look_at_bytes(_with_comment(name, _MARKED))
    assert [(one.start_s, one.title, one.url) for one in facts.chapters] == [
        (0.0, "Opening", "https://example.org/1"),
        (1.5, "Über tea", None),
    ]
    assert facts.duration_s == look_at_file(AUDIO / name).duration_s
    assert look_at_bytes(_with_comment(name, _MARKED[:40])).chapters == ()


def test_vbri_counts_frames():
    frame = bytearray(b"\xff\xfb\x90\xc4" + b"\0" * 413)
    frame[36:54] = b"VBRI" + b"\0" * 10 + struct.pack(">I", 100)
    facts = look_at_bytes(bytes(frame) + (b"\xff\xfb\x90\xc4" + b"\0" * 413) * 100)
    assert facts.duration_s == pytest.approx(100 * 1152 / 44100, abs=0.001)


def test_an_mp3_that_is_cut_off_gives_no_duration_and_says_so():
    body = (AUDIO / "cbr.mp3").read_bytes()
    facts = look_at_bytes(body[:2000])
    assert facts.duration_s is None
    assert "promises 4 s of audio" in facts.faults[0]


@pytest.mark.parametrize("name", ["cbr.mp3", "aac.m4a"])
def test_chapters_in_the_file_are_read(name):
    chapters = look_at_file(AUDIO / name).chapters
    assert [(one.start_s, one.title) for one in chapters] == [(0.0, "Opening"), (1.5, "Über tea")]


def test_chapters_of_quicktime_are_read_where_nero_wrote_none():
    body = (AUDIO / "aac.m4a").read_bytes().replace(b"chpl", b"free")
    assert [(one.start_s, one.title) for one in look_at_bytes(body).chapters] == [(0.0, "Opening"), (1.5, "Über tea")]


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-16-le"])
def test_titles_of_quicktime_may_be_utf_16(codec):
    title = "\ufeffTee".encode(codec)
    body = (AUDIO / "aac.m4a").read_bytes().replace(b"chpl", b"free")
    assert body.count(b"\0\x09\xc3\x9cber tea") == 1
    wide = body.replace(b"\0\x09\xc3\x9cber tea", b"\0\x08" + title + b"\0")
    assert [one.title for one in look_at_bytes(wide).chapters] == ["Opening", "Tee"]


def test_titles_of_chapters_hold_nothing_that_cannot_be_seen():
    body = _tag(_chap(0, 10, "bell \x07 esc \x1b[31m \u202e red")) + (AUDIO / "cbr-plain.mp3").read_bytes()
    assert look_at_bytes(body).chapters[0].title == "bell esc [31m red"


def test_chapters_come_in_the_order_of_their_starts_and_at_most_a_thousand():
    frames = b"".join(_chap(ms, ms, "x") for ms in range(30_000, 0, -10))
    chapters = look_at_bytes(_tag(frames) + (AUDIO / "cbr-plain.mp3").read_bytes()).chapters
    assert len(chapters) == 1000
    assert list(chapters) == sorted(chapters, key=lambda one: one.start_s)


def test_a_tag_without_audio_says_so():
    facts = look_at_bytes(_tag(_chap(0, 10, "x")))
    assert "there is no audio" in facts.faults[0]


def test_wav_of_the_standard_library_is_exact():
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0" * 4 * 6000)
    facts = look_at_bytes(out.getvalue())
    assert (facts.duration_s, facts.channels, facts.sample_rate, facts.bitrate_kbits) == (0.75, 2, 8000, 256)
    assert "cut off" in look_at_bytes(out.getvalue()[:-100]).faults[0]


def _wav(size: int, before: bytes = b"", name: bytes = b"RIFF") -> bytes:
    """A second of eight bits, 8000 a second; size: what its `data` chunk claims."""
    head = name + b"\xff\xff\xff\xffWAVE" + before + b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    return head + b"data" + struct.pack("<I", size) + b"\x80" * 8000


_DS64 = b"ds64" + struct.pack("<IQQQI", 28, 8072, 8000, 8000, 0)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(_wav(8000), id="plain"),
        pytest.param(_wav(0xFFFFFFFF), id="streamed by FFmpeg"),
        pytest.param(_wav(0x7FFFF000), id="streamed by SoX"),
        pytest.param(_wav(0), id="never finished"),
        pytest.param(_wav(0xFFFFFFFF, _DS64, b"RF64") + b"LIST\0\0\0\0", id="RF64"),
    ],
)
def test_a_wav_that_does_not_know_its_size_is_not_cut_off(body):
    facts = look_at_bytes(body)
    assert (facts.format, facts.duration_s, facts.faults) == ("wav", 1.0, ())


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, colour: int, extra: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", b"x") + _chunk(b"IEND", b"")


def _jpeg(width: int, height: int, components: int, before: bytes = b"") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, components) + b"\1\x11\0" * components
    return b"\xff\xd8" + before + b"\xff\xc2" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\0\2x\xff\xd9"


def _webp(kind: bytes, content: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(content)) + content + b"\0" * 20
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


_VP8 = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 3000, 2999 | 1 << 14)  # above 14 bits: how to scale
_VP8L = b"\x2f" + struct.pack("<I", 1399 | 1398 << 14 | 1 << 28)
_VP8X = b"\x10\0\0\0" + (2999).to_bytes(3, "little") + (1399).to_bytes(3, "little")


def _exif(orientation: int) -> bytes:
    tiff = b"II*\0\x08\0\0\0\1\0" + struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_png(3000, 3000, 2), ("png", 3000, 3000, "RGB"), id="png"),
        pytest.param(_png(10, 20, 6), ("png", 10, 20, "RGBA"), id="png with alpha"),
        pytest.param(_png(10, 20, 0), ("png", 10, 20, "L"), id="png, grey"),
        pytest.param(_png(10, 20, 3, _chunk(b"tRNS", b"\0")), ("png", 10, 20, "RGBA"), id="png, transparent palette"),
        pytest.param(_jpeg(1400, 1399, 3), ("jpeg", 1400, 1399, "RGB"), id="jpeg, progressive"),
        pytest.param(_jpeg(1400, 1400, 4), ("jpeg", 1400, 1400, "CMYK"), id="jpeg from a print shop"),
        pytest.param(_jpeg(8, 8, 1, _exif(1)), ("jpeg", 8, 8, "L"), id="jpeg, grey, with exif"),
        pytest.param(
            _jpeg(3000, 3000, 3, (b"\xff\xe1\xff\xff" + b"\xff\xc0\0\x11" + b"x" * 65_529) * 4),
            ("jpeg", 3000, 3000, "RGB"),
            id="jpeg, progressive, behind 256 KB of metadata",
        ),
        pytest.param(b"GIF89a\x10\0\x20\0", ("gif", 16, 32, "P"), id="gif"),
        pytest.param(_webp(b"VP8 ", _VP8), ("webp", 3000, 2999, "RGB"), id="webp, lossy"),
        pytest.param(_webp(b"VP8L", _VP8L), ("webp", 1400, 1399, "RGBA"), id="webp, lossless"),
        pytest.param(_webp(b"VP8X", _VP8X), ("webp", 3000, 1400, "RGBA"), id="webp, extended"),
    ],
)
def test_pictures_give_size_and_colours(body, expected):
    facts = look_at_bytes(body)
    assert (facts.format, facts.width, facts.height, facts.mode) == expected
    assert facts.faults == ()


def test_a_picture_has_a_mark_by_which_another_one_is_known():
    one, other = _jpeg(9, 9, 3) + b"x" * 70_000, _jpeg(9, 8, 3) + b"x" * 70_000
    marks = {look_at_bytes(body, len(one)).mark for body in (one, one[:65_536], other, one + b"x")}
    assert len(marks) == 2  # the whole and its beginning are alike, and bytes behind the given length are not read
    assert look_at_bytes(one[:100], len(one)).mark == ""
    assert look_at_bytes((AUDIO / "cbr.mp3").read_bytes()).mark == ""


def _jfif(unit: int, density: int) -> bytes:
    return b"\xff\xe0\0\x10JFIF\0\1\2" + struct.pack(">BHHBB", unit, density, density, 0, 0)


def _exif_density(order: str, density: tuple[int, int], unit: int | None = None) -> bytes:
    """An Exif segment; order: `<` or `>`, as `struct` has it. density: above and below the line."""
    rows = [(0x011A, 5, 1, 64)] + ([(0x0128, 3, 1, unit << 16 if order == ">" else unit)] if unit is not None else [])
    entries = b"".join(struct.pack(f"{order}HHII", *row) for row in rows)
    tiff = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, len(rows)) + entries
    tiff = tiff.ljust(64, b"\0") + struct.pack(f"{order}II", *density)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def _phys(density: int, unit: int) -> bytes:
    return _chunk(b"pHYs", struct.pack(">IIB", density, density, unit))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_png(9, 9, 2, _phys(2835, 1)), 72, id="png, 72 dpi"),
        pytest.param(_png(9, 9, 3, _chunk(b"tRNS", b"\0") + _phys(11811, 1)), 300, id="png, 300 dpi"),
        pytest.param(_png(9, 9, 2, _phys(1, 0)), None, id="png, square pixels and no density"),
        pytest.param(_png(9, 9, 2), None, id="png that says nothing"),
        pytest.param(_jpeg(9, 9, 3, _jfif(1, 72)), 72, id="jfif, inches"),
        pytest.param(_jpeg(9, 9, 3, _jfif(2, 118)), 300, id="jfif, centimetres"),
        pytest.param(_jpeg(9, 9, 3, _jfif(0, 1)), None, id="jfif, a ratio"),
        pytest.param(_jpeg(9, 9, 3, _exif_density("<", (300, 1), 2)), 300, id="exif, little end first"),
        pytest.param(_jpeg(9, 9, 3, _exif_density(">", (7200, 100), 2)), 72, id="exif, big end first"),
        pytest.param(_jpeg(9, 9, 3, _exif_density(">", (118, 1), 3)), 300, id="exif, centimetres"),
        pytest.param(_jpeg(9, 9, 3, _exif_density("<", (240, 1))), 240, id="exif without a unit"),
        pytest.param(_jpeg(9, 9, 3, _exif_density("<", (1, 1), 1)), None, id="exif, a ratio"),
        pytest.param(_jpeg(9, 9, 3, _exif_density("<", (1, 0), 2)), None, id="exif, divided by nothing"),
        pytest.param(_jpeg(9, 9, 3, _jfif(0, 1) + _exif_density("<", (300, 1), 2)), 300, id="jfif and exif"),
        pytest.param(_jpeg(9, 9, 3, _exif(1)), None, id="exif that says nothing of it"),
    ],
)
def test_pictures_give_the_density_that_they_state(body, expected):
    assert (look_at_bytes(body).dpi, look_at_bytes(body).faults) == (expected, ())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(_png(9, 9, 2)[:-20], "cut off", id="png without an end"),
        pytest.param(_jpeg(9, 9, 3)[:-2], "cut off", id="jpeg without an end"),
        pytest.param(_jpeg(9, 9, 3, _exif(6)), "orientation", id="jpeg that is turned"),
        pytest.param(_webp(b"VP8 ", _VP8)[:-9], "cut off", id="webp without an end"),
        pytest.param(_webp(b"ICCP", b"x" * 20), "no frame header", id="webp without a picture"),
        pytest.param((AUDIO / "aac.m4a").read_bytes()[:9000], "`moov`", id="m4a without moov"),
        pytest.param((AUDIO / "opus.opus").read_bytes()[:60] + b"\0" * 70_000, "cut off", id="ogg without an end"),
        pytest.param(b"", "empty", id="nothing"),
    ],
)
def test_broken_files_say_so(body, words):
    assert words in look_at_bytes(body).faults[0]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"<!DOCTYPE html><title>404</title>", "html", id="html"),
        pytest.param(b"\xef\xbb\xbf\n <HTML>", "html", id="html after a mark"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0">', "feed", id="feed"),
        pytest.param(b"#EXTM3U\nhttp://x", "playlist", id="playlist"),
        pytest.param(b"#EXTM3U\r\n#EXT-X-VERSION:3\r\n", "hls", id="HLS"),
        pytest.param(
            b"\xef\xbb\xbf#EXTM3U\n\n## tea\n#EXT-X-STREAM-INF:BANDWIDTH=1\nx", "hls", id="HLS, with a comment"
        ),
        pytest.param(b"WEBVTT\n\n", "vtt", id="vtt"),
        pytest.param(b"1\n00:00:00,000 --> 00:00:01,000\nHi", "srt", id="srt"),
        pytest.param(b'{"version": "1.2.0"}', "json", id="json"),
        pytest.param(b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", "avif", id="avif, which is no video"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic", id="heic"),
        pytest.param(b'<?xml version="1.0"?>\n<!-- Inkscape -->\n<svg xmlns="x">', "svg", id="svg behind a comment"),
        pytest.param(b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">', "svg", id="svg with a document type"),
        pytest.param(b"<!-- -->" * 1000, "unknown", id="comments without end, which once took as long"),
        pytest.param(
            b"<?xml version='1.0'?>" + b"\n" * 50 + b"<!-- --> <!-- -->\n<rss>", "feed", id="a feed far below"
        ),
        pytest.param(b"\0" * 9000, "unknown", id="zeros"),
        pytest.param(b"\xff" * 9000, "unknown", id="ones"),
        pytest.param(b"", "empty", id="nothing"),
    ],
)
def test_files_are_told_by_their_first_bytes(head, expected):
    assert format_of(head) == expected


@given(
    st.one_of(st.binary(max_size=600), st.sampled_from(["cbr.mp3", "aac.m4a", "opus.opus", "tone.wav", "flac.flac"])),
    st.data(),
)
@example(b"ID3\x03\0\0\0\0\0\x7f" + b"CHAP", None)
@example(_jpeg(9, 9, 3, _jfif(1, 300)[:10]), None)
@example(_jpeg(9, 9, 3, _exif_density("<", (300, 1), 2))[:30], None)
@example(_png(9, 9, 2, _phys(11811, 1)[:12]), None)
def test_no_bytes_make_a_reader_raise(body, data):
    if isinstance(body, str):
        body = bytearray((AUDIO / body).read_bytes()[:4000])
        for _ in range(5):
            body[data.draw(st.integers(0, 300))] = data.draw(st.integers(0, 255))
        body = bytes(body)
    look_at_bytes(body)
    look_at_bytes(body, len(body) + 10_000)


def test_a_window_on_the_beginning_does_not_make_up_the_rest():
    body = (AUDIO / "cbr.mp3").read_bytes()
    window = BytesWindow(body[:1000], len(body))
    with pytest.raises(OutOfReach):
        window.read(900, 200)
    assert look_at(window).length == len(body)
