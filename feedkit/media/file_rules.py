"""Files: what audio and art must be, by their own bytes, whether they lie on disk or were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.media.facts import EMPTY, IMAGES, MEDIA, TYPES, UNKNOWN
from feedkit.media.kinds import LOCK_READABLE
from feedkit.media.rulebook import raised_elsewhere, rule
from feedkit.media.served import Served
from feedkit.media.types import ENDINGS, FORMAT_TYPES, bare, ending_of, fits, may_be_media, named
from feedkit.problems import Level
from feedkit.rules.engine import Finding

_PLAYED = frozenset({"enclosure", "alternate"})
_LEAST_SIDE, _MOST_SIDE = 1400, 3000
_MOST_INFO_BYTES, _MOST_BYTES = 512 * 1024, 2 * 1024 * 1024
_LEAST_RATE, _LEAST_MONO, _LEAST_STEREO = 44_100, 32, 64
_STEREO = 2
_DPI = 72
_PLAYED_TYPES = frozenset({"audio", "video"})


def _is_played(served: Served) -> bool:
    answer = served.answer
    if answer is None or served.kind not in {*_PLAYED, "any"}:
        return False
    promised = bare(answer.type).partition("/")[0] in _PLAYED_TYPES or ENDINGS.get(ending_of(served.url)) in MEDIA
    return served.kind in _PLAYED or answer.format in MEDIA or promised


def _is_art(served: Served) -> bool:
    answer = served.answer
    return answer is not None and (served.kind == "artwork" or (served.kind == "any" and answer.format in IMAGES))


@raised_elsewhere(LOCK_READABLE)
def lock_readable() -> None:
    """`feedkit.lock.yaml` can be read.

    Why: without it the feed lacks the lengths and durations that the media gave.
    Mend: mend the file, or run `feedkit probe`, which writes it anew and keeps the old one beside it.
    Source: feedkit.
    """


@rule("FK086", "enclosure-length-exact", level="error")
def enclosure_length_exact(served: Served) -> Iterator[Finding]:
    """The length of an enclosure is the size of its file.

    Why: apps show it, and take a download for complete by it.
    Mend: write the length that the message gives, or leave it out and let the lock say it.
    Source: RSS2 enclosure; PSP1 enclosure.
    Bad: {kind: enclosure, length: 5650888, answer: {file: 1.mp3, length: 5650889}}
    Good: {kind: enclosure, length: 5650889, answer: {file: 1.mp3, length: 5650889}}
    """
    answer, declared = served.answer, served.asked.length
    if answer is None or not (answer.file or served.from_lock) or served.kind not in _PLAYED:
        return
    if not may_be_media(answer.format):
        return
    if declared is not None and answer.length not in {None, declared}:
        yield Finding(f"the length is given as {declared} bytes, and the file has {answer.length}")


@rule("FK087", "enclosure-magic", level="error")
def enclosure_magic(served: Served) -> Iterator[Finding]:
    """An enclosure begins like the audio or video that its type promises.

    Why: error pages and playlists are published as audio more often than one thinks.
    Mend: open the address in a browser, and put the right file there.
    Source: APPLE-GUIDE enclosure; timendum/raiplaysound#6.
    Bad: {kind: enclosure, type: audio/mpeg, answer: {type: audio/mpeg, length: 900, format: html}}
    Good: {kind: enclosure, type: audio/mpeg, answer: {type: audio/mpeg, length: 900, format: mp3}}
    """
    answer = served.answer
    if answer is None:
        return
    if answer.format == EMPTY and served.kind != "page":
        yield Finding("the file is empty")
    elif served.kind == "any" and answer.format in {"html", "playlist"} and not answer.file:
        yield Finding(f"the file is {named(answer.format)}, and nothing that a feed can publish as media")
    elif not _is_played(served) or answer.format in {"", EMPTY, "pdf"} or answer.encoding:
        return
    elif answer.format == UNKNOWN and not served.oddities:
        yield Finding("the first bytes are of no kind of audio or video that is known", level=Level.WARNING)
    elif answer.format not in MEDIA | {UNKNOWN}:
        yield Finding(f"the file is {named(answer.format)}, and no audio or video")
    elif served.asked.type and not fits(answer.format, served.asked.type):
        sent = bare(answer.type)
        right = sent if sent in FORMAT_TYPES[answer.format] else TYPES[answer.format]
        mend = f"write `{right}` as `type`, or put the right file there"
        yield Finding(f"the type is given as `{served.asked.type}`, and the file is {answer.format}", mend=mend)


@rule("FK088", "enclosure-decodes", level="warning")
def enclosure_decodes(served: Served) -> Iterator[Finding]:
    """A media file is complete.

    Why: uploads that break off publish half an episode.
    Mend: upload the file again.
    Source: APPLE-829.
    Bad: {kind: enclosure, answer: {format: mp4, faults: ['it has no `moov` box: it is cut off']}}
    Good: {kind: enclosure, answer: {format: mp4, duration_s: 12.5}}
    """
    if served.answer is not None and _is_played(served):
        for fault in served.answer.faults if served.answer.format in MEDIA else ():
            yield Finding(f"the file is not sound: {fault}")


@rule("FK089", "enclosure-audio-quality", level="info", profiles=("apple",))
def enclosure_audio_quality(served: Served) -> Iterator[Finding]:
    """Audio has at least 44.1 kHz, and 64 kbit/s in stereo or 32 in mono.

    Why: it is the least that Apple asks for.
    Mend: export the episode again with a higher setting.
    Source: APPLE-893.
    Bad: {kind: enclosure, answer: {format: mp3, sample_rate: 22050, bitrate_kbits: 64, channels: 1}}
    Good: {kind: enclosure, answer: {format: mp3, sample_rate: 44100, bitrate_kbits: 96, channels: 1}}
    """
    answer = served.answer
    if answer is None or served.kind not in _PLAYED or bare(answer.type).startswith("video/"):
        return
    if answer.sample_rate and answer.sample_rate < _LEAST_RATE:
        yield Finding(f"the audio has {answer.sample_rate} samples a second; {_LEAST_RATE} is the least")
    least = _LEAST_STEREO if (answer.channels or 1) >= _STEREO else _LEAST_MONO
    if answer.bitrate_kbits and answer.bitrate_kbits < least and answer.format != "opus":
        yield Finding(f"the audio has {answer.bitrate_kbits} kbit/s; {least} is the least")


@rule("FK163", "itunes-duration-exact", level="warning")
def itunes_duration_exact(served: Served) -> Iterator[Finding]:
    """The duration is that of the media, within two seconds or one percent.

    Why: chapters, soundbites and splits are measured against it.
    Mend: write the duration that the message gives, or leave it out and let the lock say it.
    Source: PSP1 itunes:duration.
    Bad: {kind: enclosure, duration_s: 1801, answer: {format: mp3, duration_s: 1743}}
    Good: {kind: enclosure, duration_s: 1743, answer: {format: mp3, duration_s: 1743.4}}
    """
    answer, declared = served.answer, served.asked.duration_s
    if answer is None or served.kind != "enclosure" or declared is None or not answer.duration_s:
        return
    if abs(declared - answer.duration_s) > max(2.0, answer.duration_s / 100):
        yield Finding(f"the duration is given as {declared:g} s, and the file plays for {answer.duration_s:.1f} s")


@rule("FK170", "art-square", level="error", profiles=("apple", "psp1"))
def art_square(served: Served) -> Iterator[Finding]:
    """Cover and episode art are square.

    Why: Apple and Spotify crop the others, or refuse them.
    Mend: export the picture with equal sides.
    Source: APPLE-896; SPOTIFY-SHOW item 3.
    Bad: {kind: artwork, answer: {format: jpeg, width: 1400, height: 1399}}
    Good: {kind: artwork, answer: {format: jpeg, width: 1400, height: 1400}}
    """
    answer = served.answer
    if answer is not None and _is_art(served) and answer.width != answer.height:
        yield Finding(f"the picture has {answer.width} x {answer.height} pixels, and is not square")


@rule("FK171", "art-size", level="error", profiles=("apple", "psp1"), also={"core": "warning"})
def art_size(served: Served) -> Iterator[Finding]:
    """The sides of cover and episode art have 1400 to 3000 pixels.

    Why: directories refuse smaller and larger art.
    Mend: export the picture with 3000 x 3000 pixels.
    Source: APPLE-GUIDE itunes:image; APPLE-896; PSP1.
    Bad: {kind: artwork, answer: {format: png, width: 1000, height: 1000}}
    Good: {kind: artwork, answer: {format: png, width: 3000, height: 3000}}
    """
    answer = served.answer
    if answer is None or not _is_art(served) or answer.width is None or answer.height is None:
        return
    if min(answer.width, answer.height) < _LEAST_SIDE or max(answer.width, answer.height) > _MOST_SIDE:
        yield Finding(
            f"the picture has {answer.width} x {answer.height} pixels; {_LEAST_SIDE} to {_MOST_SIDE} is right"
        )


@rule("FK172", "art-size-best", level="info", profiles=("apple",))
def art_size_best(served: Served) -> Iterator[Finding]:
    """Cover art has 3000 x 3000 pixels.

    Why: Apple prefers it, and features shows that have it.
    Mend: export the picture with 3000 x 3000 pixels.
    Source: APPLE-896.
    Bad: {kind: artwork, answer: {format: png, width: 1400, height: 1400}}
    Good: {kind: artwork, answer: {format: png, width: 3000, height: 3000}}
    """
    answer = served.answer
    if answer is not None and served.kind == "artwork" and answer.width and _LEAST_SIDE <= answer.width < _MOST_SIDE:
        yield Finding(f"the picture has {answer.width} x {answer.height} pixels; {_MOST_SIDE} x {_MOST_SIDE} is best")


@rule("FK173", "art-format", level="error", profiles=("apple", "psp1"))
def art_format(served: Served) -> Iterator[Finding]:
    """Art is JPEG or PNG, by its bytes.

    Why: other formats are refused.
    Mend: export the picture as JPEG or PNG; a new name does not change what it is.
    Source: APPLE-896; PSP1.
    Bad: {kind: artwork, answer: {type: image/jpeg, format: webp}}
    Good: {kind: artwork, answer: {type: image/jpeg, format: jpeg}}
    """
    answer = served.answer
    if answer is not None and _is_art(served) and answer.format in {*IMAGES, UNKNOWN} - {"jpeg", "png"}:
        yield Finding(f"the picture is {named(answer.format)}; JPEG and PNG are right")


@rule("FK175", "art-colour", level="error", profiles=("apple", "psp1"))
def art_colour(served: Served) -> Iterator[Finding]:
    """Art is in RGB colours.

    Why: CMYK and grey pictures are refused, with a message that does not say why.
    Mend: convert the picture to sRGB.
    Source: APPLE-GUIDE itunes:image; PSP1; Podcastindex-org/podcast-namespace#188.
    Bad: {kind: artwork, answer: {format: jpeg, width: 3000, height: 3000, mode: CMYK}}
    Good: {kind: artwork, answer: {format: jpeg, width: 3000, height: 3000, mode: RGB}}
    """
    names = {"CMYK": "CMYK", "L": "grey", "LA": "grey"}
    if served.answer is not None and served.kind == "artwork" and served.answer.mode in names:
        yield Finding(f"the picture is in {names[served.answer.mode]}, and not in RGB")


@rule("FK176", "art-no-alpha", level="error", profiles=("apple",))
def art_no_alpha(served: Served) -> Iterator[Finding]:
    """Art has no transparency.

    Why: Apple's rule for show covers; elsewhere the background is anybody's guess.
    Mend: export the picture without an alpha channel.
    Source: APPLE-896 Show Cover.
    Bad: {kind: artwork, answer: {format: png, width: 3000, height: 3000, mode: RGBA}}
    Good: {kind: artwork, answer: {format: png, width: 3000, height: 3000, mode: RGB}}
    """
    if served.answer is not None and served.kind == "artwork" and served.answer.mode in {"RGBA", "LA"}:
        yield Finding("the picture has an alpha channel")


@rule("FK177", "art-decodes", level="error")
def art_decodes(served: Served) -> Iterator[Finding]:
    """A picture is complete, and stands upright without its Exif orientation.

    Why: cut and turned pictures are shown as they are.
    Mend: export the picture again, and upload it again.
    Source: APPLE-896.
    Bad: {kind: artwork, answer: {format: jpeg, faults: ['it does not end as it should: it is cut off']}}
    Bad: {kind: artwork, answer: {type: text/html, format: html}}
    Good: {kind: artwork, answer: {format: jpeg, width: 3000, height: 3000}}
    """
    if served.answer is None or not _is_art(served):
        return
    if served.answer.format not in {*IMAGES, UNKNOWN, EMPTY, ""}:
        mend = "open the address in a browser, and put a picture there"
        yield Finding(f"the file is {named(served.answer.format)}, and no picture", mend=mend)
    for fault in served.answer.faults if served.answer.format in IMAGES else ():
        yield Finding(f"the picture is not sound: {fault}")


@rule("FK178", "art-filesize", level="info")
def art_filesize(served: Served) -> Iterator[Finding]:
    """A picture has at most 512 KB.

    Why: hosts and makers of apps report that large art is not updated.
    Mend: export it as JPEG with a lower quality.
    Source: APPSUPPORT; PRX help 360023748473; Captivate help 3315645.
    Bad: {kind: artwork, answer: {format: png, length: 9000000}}
    Good: {kind: artwork, answer: {format: png, length: 300000}}
    """
    answer = served.answer
    if answer is None or not _is_art(served) or answer.length is None or answer.length <= _MOST_INFO_BYTES:
        return
    level = Level.WARNING if answer.length > _MOST_BYTES else None
    yield Finding(f"the picture has {answer.length} bytes; {_MOST_INFO_BYTES} is the most", level=level)


@rule("FK179", "art-dpi", level="info", profiles=("apple", "psp1"))
def art_dpi(served: Served) -> Iterator[Finding]:
    """A picture states a density of 72 dots per inch, or none.

    Why: so it stands in the documents; no app is known to mind.
    Mend: export the picture with 72 dpi; its pixels need not change.
    Source: APPLE-GUIDE itunes:image; PSP1.
    Bad: {kind: artwork, answer: {format: jpeg, width: 3000, height: 3000, dpi: 300}}
    Good: {kind: artwork, answer: {format: jpeg, width: 3000, height: 3000, dpi: 72}}
    """
    answer = served.answer
    if answer is None or served.kind != "artwork" or answer.dpi is None or abs(answer.dpi - _DPI) <= 1:
        return  # 28 dots per centimetre are 71 per inch
    yield Finding(f"the picture states {answer.dpi} dpi; {_DPI} is right, or none")
