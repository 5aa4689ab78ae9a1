"""Media types as servers send them and authors write them, compared with the formats that bytes show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from feedkit.media.facts import MEDIA, UNKNOWN

_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}", re.ASCII)
GENERIC = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/download"}
)
"""Types that say nothing."""

FORMAT_TYPES: Mapping[str, frozenset[str]] = {
    "mp3": frozenset({"audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/mpeg3", "audio/x-mpeg", "audio/mpg"}),
    "mp4": frozenset(
        {
            "audio/mp4",
            "audio/x-m4a",
            "audio/m4a",
            "audio/aac",
            "audio/x-m4b",
            "audio/mp4a-latm",
            "video/mp4",
            "video/x-m4v",
        }
        | {"video/quicktime", "audio/x-mp4", "audio/aacp"}
    ),
    "ogg": frozenset({"audio/ogg", "application/ogg", "audio/vorbis", "video/ogg"}),
    "opus": frozenset({"audio/ogg", "application/ogg", "audio/opus", "audio/ogg; codecs=opus"}),
    "wav": frozenset({"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"}),
    "flac": frozenset({"audio/flac", "audio/x-flac"}),
    "aac": frozenset({"audio/aac", "audio/x-aac", "audio/aacp"}),
    "webm": frozenset({"video/webm", "audio/webm", "video/x-matroska", "audio/x-matroska"}),
    "jpeg": frozenset({"image/jpeg", "image/jpg"}),
    "png": frozenset({"image/png"}),
    "gif": frozenset({"image/gif"}),
    "webp": frozenset({"image/webp"}),
    "avif": frozenset({"image/avif"}),
    "heic": frozenset({"image/heic", "image/heif"}),
    "svg": frozenset({"image/svg+xml"}),
    "hls": frozenset({"application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl", "audio/x-mpegurl"}),
    "pdf": frozenset({"application/pdf"}),
    "vtt": frozenset({"text/vtt"}),
    "srt": frozenset({"application/x-subrip", "application/srt", "text/srt", "text/plain"}),
    "json": frozenset({"application/json", "application/json+chapters", "text/json"}),
    "html": frozenset({"text/html", "application/xhtml+xml"}),
}
ENDINGS: Mapping[str, str] = {
    "mp3": "mp3", "m4a": "mp4", "m4b": "mp4", "mp4": "mp4", "m4v": "mp4", "mov": "mp4", "ogg": "ogg", "oga": "ogg",
    "opus": "opus", "wav": "wav", "flac": "flac", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif",
    "webp": "webp", "avif": "avif", "heic": "heic", "svg": "svg", "vtt": "vtt", "srt": "srt", "json": "json", "html": "html",
}  # fmt: skip
"""The format that the ending of a name promises."""


def bare(media_type: str) -> str:
    """A media type in small letters, without parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_well_formed(media_type: str) -> bool:
    """Whether a type is `kind/name` in the characters and the lengths of RFC 6838; one that is not there is."""
    return not media_type or _TYPE.fullmatch(bare(media_type)) is not None


def is_alike(one: str, other: str) -> bool:
    """Whether two media types are spellings of one thing."""
    one, other = bare(one), bare(other)
    return one == other or any({one, other} <= family for family in FORMAT_TYPES.values())


def fits(format_: str, media_type: str) -> bool:
    """Whether a file of this format may be called by this type; formats and types that are not known fit."""
    family = FORMAT_TYPES.get(format_)
    if family is None:
        return format_ not in {"playlist", "zip", "gzip"}
    return bare(media_type) in family or not _is_known(bare(media_type))


def _is_known(media_type: str) -> bool:
    return any(media_type in family for family in FORMAT_TYPES.values())


def may_be_media(format_: str) -> bool:
    """Whether a file of this format can be what an enclosure promises; the length of an error page in its place says nothing."""
    return format_ in {*MEDIA, "pdf", UNKNOWN, ""}


def named(format_: str) -> str:
    """A format in words that follow `the file is`."""
    names = {
        "html": "an HTML page",
        "playlist": "a playlist",
        "hls": "an HLS playlist",
        "feed": "a feed",
        "json": "JSON",
        "xml": "XML",
        UNKNOWN: "of no kind that is known",
    }
    return names.get(format_, format_)


def ending_of(url: str) -> str:
    """The ending of an address's path, in small letters, without the dot; empty without one."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
