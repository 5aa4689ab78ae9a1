"""Media types and file extensions that belong together, with the names that mean the same."""

from __future__ import annotations

APPLE_TYPES = ("audio/mpeg", "audio/x-m4a", "video/mp4", "video/x-m4v", "video/quicktime", "application/pdf")
APPLE_TOLERATES = ("audio/mp4", "audio/m4a", "video/m4v")
APPLE_EXTENSIONS = ("mp3", "m4a", "mp4", "m4v", "mov", "pdf")

ALIASES = {
    "audio/mp3": "audio/mpeg",
    "audio/x-mp3": "audio/mpeg",
    "audio/mpeg3": "audio/mpeg",
    "audio/x-mpeg": "audio/mpeg",
    "audio/x-mpeg-3": "audio/mpeg",
    "video/x-mp4": "video/mp4",
    "audio/x-flac": "audio/flac",
    "application/ogg": "audio/ogg",
}
"""Types that nobody registered, and what they mean."""

TYPES_OF = {
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/x-m4a", "audio/m4a", "audio/mp4", "audio/aac"),
    "mp4": ("video/mp4", "audio/mp4"),
    "m4v": ("video/x-m4v", "video/m4v", "video/mp4"),
    "mov": ("video/quicktime",),
    "pdf": ("application/pdf",),
    "opus": ("audio/ogg", "audio/opus"),
    "ogg": ("audio/ogg", "video/ogg"),
    "oga": ("audio/ogg",),
    "flac": ("audio/flac",),
    "wav": ("audio/wav", "audio/x-wav", "audio/vnd.wave"),
    "webm": ("video/webm", "audio/webm"),
    "aac": ("audio/aac", "audio/x-aac"),
    "m3u8": ("application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl"),
}
"""The types that a file of this extension may have."""

HLS = ("application/vnd.apple.mpegurl", "application/x-mpegurl")
"""The registered name of a stream's playlist, and the one that is also used."""
SRT = "application/x-subrip"
SRT_NAMES = ("application/srt", "text/srt")
"""Names for SubRip that are none."""
