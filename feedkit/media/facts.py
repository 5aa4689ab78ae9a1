"""What a file says of itself, by its own bytes and not by its name or its server."""

from __future__ import annotations

from dataclasses import dataclass

from feedkit.chapters.chapter import Chapter

TYPES = {
    "mp3": "audio/mpeg",
    "mp4": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "aac": "audio/aac",
    "webm": "video/webm",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "heic": "image/heic",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "gzip": "application/gzip",
    "html": "text/html",
    "xml": "application/xml",
    "feed": "application/rss+xml",
    "json": "application/json",
    "hls": "application/vnd.apple.mpegurl",
    "playlist": "audio/x-mpegurl",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
}
"""The formats that are told by their first bytes, with the media type of each."""

MEDIA = frozenset({"mp3", "mp4", "ogg", "opus", "wav", "flac", "aac", "webm"})
IMAGES = frozenset({"jpeg", "png", "gif", "webp", "avif", "heic", "svg"})
EMPTY = "empty"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bytes say; None and () where they do not, or where they could not be had.

    format: a key of `TYPES`, `empty` or `unknown`. type: its media type. length: in bytes. bitrate_kbits: the average.
    id3_bytes: what stands before the audio. mode: of a picture, `RGB`, `RGBA`, `L` (grey), `LA`, `P` or `CMYK`.
    dpi: the density that a picture states, where it does. mark: of a picture, by which another one at its address is
    known: a hash of its first 64 KiB and its length. faults: what is wrong with the file, each a few words for people.
    """

    format: str = UNKNOWN
    type: str = ""
    length: int | None = None
    duration_s: float | None = None
    bitrate_kbits: int | None = None
    sample_rate: int | None = None
    channels: int | None = None
    id3_bytes: int = 0
    chapters: tuple[Chapter, ...] = ()
    width: int | None = None
    height: int | None = None
    mode: str = ""
    dpi: int | None = None
    mark: str = ""
    faults: tuple[str, ...] = ()
