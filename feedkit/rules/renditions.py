"""podcast:alternateEnclosure, source and integrity."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator

from feedkit.rules.enclosure import MEDIA_TYPE
from feedkit.rules.engine import Finding, rule
from feedkit.rules.media_types import extension
from feedkit.tags.episode import Episode
from feedkit.tags.media_types import HLS
from feedkit.tags.podcast_media import AlternateEnclosure, Integrity, Source, digests_in
from feedkit.tags.values import short

TORRENT = "application/x-bittorrent"
DIGESTS = {"sha256": 32, "sha384": 48, "sha512": 64}
CODEC = re.compile(r"[a-z0-9]{3,5}(?:\.[A-Za-z0-9]+)*", re.IGNORECASE)
LEAST_BITRATE, MOST_BITRATE = 8_000, 60_000_000


@rule("FK279", "ae-with-enclosure", level="error", has="alternate_enclosures")
def ae_with_enclosure(episode: Episode) -> Iterator[Finding]:
    """An episode with renditions has an ordinary enclosure, too.

    Why: every other app needs it; Podcast Index drops the item without.
    Mend: write `enclosure`.
    Source: PN-PROPOSAL alternateEnclosure; PN live-item.
    """
    if episode.alternate_enclosures and episode.enclosure is None:
        yield Finding("there is `podcast:alternateEnclosure` and no `enclosure`", ("alternate_enclosures", 0))


@rule("FK280", "ae-source", level="error")
def ae_source(rendition: AlternateEnclosure) -> Iterator[Finding]:
    """A rendition has a source.

    Why: without one there is nothing to play.
    Mend: write `<podcast:source uri="…"/>`.
    Source: PN alternate-enclosure; PN source.
    Bad: alternate_enclosures: [{type: audio/mpeg, length: 1234567}]
    Good: alternate_enclosures: [{type: audio/mpeg, length: 1234567, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    """
    if not rendition.sources:
        yield Finding("`podcast:alternateEnclosure` has no `podcast:source`")


@rule("FK281", "ae-type", level="error")
def ae_type(rendition: AlternateEnclosure) -> Iterator[Finding]:
    """A rendition's type is that of the media, not of the way it travels.

    Why: players choose by it.
    Mend: write `audio/mpeg`; a torrent's type goes to `contentType` of the source.
    Source: PN alternate-enclosure; PN source.
    Bad: alternate_enclosures: [{type: application/x-bittorrent, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    Good: alternate_enclosures: [{type: audio/mpeg, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    """
    kind = (rendition.type or "").lower()
    if not kind:
        yield Finding("`podcast:alternateEnclosure` has no `type`", ("type",))
    elif not MEDIA_TYPE.fullmatch(kind) or kind == TORRENT:
        yield Finding(f"`type` is no media type: {short(kind)}", ("type",))


@rule("FK282", "ae-hls-type", level="warning")
def ae_hls_type(rendition: AlternateEnclosure) -> Iterator[Finding]:
    """A stream (.m3u8) has the type that is registered for it.

    Why: apps that match one spelling see no stream.
    Mend: write `application/vnd.apple.mpegurl`.
    Source: Podcastindex-org/podcast-namespace#776; RFC8216 4; Automattic/pocket-casts-ios#4935.
    Bad: alternate_enclosures: [{type: video/mp4, sources: [{uri: "https://tea.fm/a.m3u8"}]}]
    Good: alternate_enclosures: [{type: application/vnd.apple.mpegurl, sources: [{uri: "https://tea.fm/a.m3u8"}]}]
    """
    streams = any(extension(source.uri) == "m3u8" for source in rendition.sources)
    if streams and (rendition.type or "").lower() not in HLS:
        yield Finding(f"`type` is {short(rendition.type or '')} for a .m3u8; write `{HLS[0]}`", ("type",))


@rule("FK283", "ae-default", level="error", has="alternate_enclosures")
def ae_default(episode: Episode) -> Iterator[Finding]:
    """The default rendition is the enclosure again: the same type, size and address; there is one at most.

    Why: `default` means the same file; apps may play either.
    Mend: copy the enclosure's values, or take `default` out.
    Source: PN alternate-enclosure; Podcastindex-org/podcast-namespace#238.
    Bad: alternate_enclosures: [{type: video/mp4, default: true, sources: [{uri: "https://tea.fm/a.mp4"}]}]
    """
    defaults = [(number, one) for number, one in enumerate(episode.alternate_enclosures) if one.default]
    if len(defaults) > 1:
        yield Finding(f"{len(defaults)} renditions are the default", ("alternate_enclosures", defaults[1][0]))
    enclosure = episode.enclosure
    for number, one in defaults if enclosure is not None else ():
        differs = [name for name in ("type", "length") if getattr(one, name) != getattr(enclosure, name)]
        if enclosure is not None and enclosure.url not in {source.uri for source in one.sources}:
            differs.append("url")
        if differs:
            at = ("alternate_enclosures", number)
            names = " and ".join(f"`{name}`" for name in differs)
            yield Finding(f"the default rendition is not the enclosure: {names} differ", at)


@rule("FK284", "ae-rel-audio", level="info", has="alternate_enclosures")
def ae_rel_audio(episode: Episode) -> Iterator[Finding]:
    """A rendition in another language says what it is.

    Why: apps group renditions by `rel`; without one they are the same content.
    Mend: write `rel`, such as `dubbed`.
    Source: PN alternate-enclosure.
    Bad: alternate_enclosures: [{type: audio/mpeg, lang: en, sources: [{uri: "https://tea.fm/a.mp3"}]},
        {type: audio/mpeg, lang: es, sources: [{uri: "https://tea.fm/b.mp3"}]}]
    Good: alternate_enclosures: [{type: audio/mpeg, lang: en, sources: [{uri: "https://tea.fm/a.mp3"}]},
        {type: audio/mpeg, lang: es, rel: dubbed, sources: [{uri: "https://tea.fm/b.mp3"}]}]
    """
    plain = [
        (n, one) for n, one in enumerate(episode.alternate_enclosures) if one.rel in (None, "default") and one.lang
    ]
    for number, one in plain[1:]:
        if one.lang != plain[0][1].lang:
            message = f"a rendition in {short(one.lang or '')} has no `rel`"
            yield Finding(message, ("alternate_enclosures", number))


@rule("FK285", "ae-bitrate", level="warning", has="alternate_enclosures")
def ae_bitrate(episode: Episode) -> Iterator[Finding]:
    """A rendition's bitrate is in bits per second, and fits its size.

    Why: 128 instead of 128000 makes players choose wrongly.
    Mend: write bits per second.
    Source: PN alternate-enclosure; Podcastindex-org/podcast-namespace#6.
    Bad: alternate_enclosures: [{type: audio/mpeg, bitrate: 128, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    Good: alternate_enclosures: [{type: audio/mpeg, bitrate: 128000, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    """
    seconds = _seconds(episode)
    for number, one in enumerate(episode.alternate_enclosures):
        at = ("alternate_enclosures", number, "bitrate")
        if one.bitrate is None:
            continue
        real = 8 * one.length / seconds if one.length and seconds else 0
        if not LEAST_BITRATE <= one.bitrate <= MOST_BITRATE:
            yield Finding(f"`bitrate` is {one.bitrate}; it counts bits per second", at)
        elif real and not 0.5 <= float(one.bitrate) / real <= 2:  # noqa: PLR2004 - half or twice is another file
            message = f"`bitrate` is {one.bitrate}, and {one.length} bytes in {seconds:.0f} s are {real:.0f}"
            yield Finding(message, at)


def _seconds(episode: Episode) -> float:
    """How long the episode is: by what it says, else by its longest rendition; 0 where nothing says so."""
    if episode.duration:
        return episode.duration
    lengths = [
        8 * one.length / float(one.bitrate) for one in episode.alternate_enclosures if one.bitrate and one.length
    ]
    return max(lengths, default=0)


@rule("FK286", "ae-height", level="warning")
def ae_height(rendition: AlternateEnclosure) -> Iterator[Finding]:
    """Only video has a height.

    Why: it is so by definition.
    Mend: take it out, or correct the type.
    Source: PN alternate-enclosure.
    Bad: alternate_enclosures: [{type: audio/mpeg, height: 720, sources: [{uri: "https://tea.fm/low.mp3"}]}]
    Good: alternate_enclosures: [{type: video/mp4, height: 720, sources: [{uri: "https://tea.fm/a.mp4"}]}]
    """
    if rendition.height is not None and (rendition.type or "").lower().startswith("audio/"):
        yield Finding(f"`height` is {rendition.height}, and the type is {short(rendition.type or '')}", ("height",))


@rule("FK287", "ae-codecs", level="warning")
def ae_codecs(rendition: AlternateEnclosure) -> Iterator[Finding]:
    """`codecs` is written as RFC 6381 has it.

    Why: players test with it what they can play.
    Mend: write `mp4a.40.2`, `opus`, or `avc1.64001f, mp4a.40.2`.
    Source: PN alternate-enclosure; RFC6381.
    Bad: alternate_enclosures: [{type: audio/mp4, codecs: AAC, sources: [{uri: "https://tea.fm/low.m4a"}]}]
    Good: alternate_enclosures: [{type: audio/mp4, codecs: mp4a.40.2, sources: [{uri: "https://tea.fm/low.m4a"}]}]
    """
    words = [word.strip() for word in (rendition.codecs or "").split(",") if word.strip()]
    bad = [word for word in words if not CODEC.fullmatch(word) or word.upper() in ("AAC", "MP3", "H264", "HEVC")]
    if bad:
        yield Finding(f"`codecs` holds {short(bad[0])}, which is no codec by RFC 6381", ("codecs",))


@rule("FK288", "ae-distinct", level="warning", has="alternate_enclosures")
def ae_distinct(episode: Episode) -> Iterator[Finding]:
    """No two renditions are described alike.

    Why: there is nothing to choose by.
    Mend: take one out, or say what differs.
    Source: PN alternate-enclosure.
    Bad: alternate_enclosures: [{type: audio/mpeg, sources: [{uri: "https://tea.fm/a.mp3"}]},
        {type: audio/mpeg, sources: [{uri: "https://tea.fm/b.mp3"}]}]
    """
    first: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(episode.alternate_enclosures):
        key = (one.type, one.bitrate, one.height, one.lang, one.rel, one.codecs)
        if first.setdefault(key, number) != number:
            see = ((("alternate_enclosures", first[key]), "the first one"),)
            yield Finding("two renditions are described alike", ("alternate_enclosures", number), see=see)


@rule("FK289", "source-content-type", level="warning")
def source_content_type(source: Source) -> Iterator[Finding]:
    """A torrent says that it is one.

    Why: apps fetch it as media otherwise.
    Mend: write `contentType="application/x-bittorrent"`.
    Source: PN source.
    Bad: alternate_enclosures: [{type: audio/mpeg, sources: [{uri: "https://tea.fm/a.torrent"}]}]
    Good: alternate_enclosures: [{type: audio/mpeg, sources: [{uri: "https://tea.fm/a.torrent",
        content_type: application/x-bittorrent}]}]
    """
    is_torrent = extension(source.uri) == "torrent" or source.uri.lower().startswith("magnet:")
    if is_torrent and (source.content_type or "").lower() != TORRENT:
        yield Finding(f"`contentType` of a torrent is `{TORRENT}`", ("content_type",))


@rule("FK290", "integrity-form", level="error")
def integrity_form(integrity: Integrity) -> Iterator[Finding]:
    """podcast:integrity is of type sri or pgp-signature; an sri value is an algorithm and a digest of its length.

    Why: what is malformed verifies nothing.
    Mend: write `sha384-` and the digest in base64.
    Source: PN integrity; SRI.
    Bad: alternate_enclosures: [{type: audio/mpeg, sources: [{uri: "https://tea.fm/a.mp3"}],
        integrity: {type: sri, value: sha256-abc}}]
    """
    if integrity.type not in ("sri", "pgp-signature"):
        yield Finding(f"`type` is {short(integrity.type or '')}; there are `sri` and `pgp-signature`", ("type",))
    elif integrity.type == "sri" and not all(_is_digest(*one) for one in digests_in(integrity.value)):
        yield Finding(f"`value` is no digest: {short(integrity.value)}", ("value",))


def _is_digest(algorithm: str, digest: str) -> bool:
    try:
        return len(b64decode(digest, validate=True)) == DIGESTS.get(algorithm)
    except ValueError:
        return False
