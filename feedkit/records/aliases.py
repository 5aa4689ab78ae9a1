"""What sites call an episode's facts: for each of feedkit's fields the keys that are read for it, the surest first.

Keys are compared without regard to case, `_`, `-` and spaces (`audioFile` is `audio_file`), and a key inside of a mapping
is known by both names in one (`audio: {file: …}` is `audio_file`, too). To know another site's word, add it to its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "guid": ("guid",),
    "description": (
        *("description", "summary", "excerpt", "subtitle", "blurb", "teaser", "synopsis", "short_description"),
        *("abstract", "recording_summary"),
    ),
    "pub_date": (
        *("publish_date", "date", "published_at", "pub_date", "published", "publication_date", "date_published"),
        *("published_on", "release_date", "released_at", "released", "air_date", "publish_at"),
    ),
    "duration": (
        *("duration", "podcast_duration", "audio_duration", "length_time", "duration_seconds", "duration_in_seconds"),
        *("length_seconds", "length_in_seconds", "runtime", "run_time", "play_time", "enclosure_duration"),
        *("media_duration", "mp3_duration", "file_duration"),
    ),
    "season": ("season", "season_number"),
    "episode": ("episode", "number", "episode_number", "episode_no", "episode_nr", "ep", "ep_number"),
    "episode_type": ("episode_type",),
    "block": ("block",),
    "explicit": ("explicit", "cascade_explicit"),
    "image": ("image", "cover", "cover_image", "artwork", "cover_art", "episode_art", "poster"),
    "tags": ("tags", "keywords"),
    "hosts": ("hosts", "host"),
    "guests": ("guests", "guest", "special_guests", "special_guest"),
    "sponsors": ("sponsors", "sponsor"),
    "draft": ("draft",),
    "transcript": ("transcript_vtt", "transcript_srt", "transcript", "transcript_url", "transcript_file"),
    "chapter_marks": (
        *("chapters", "chapter_marks", "timestamps", "time_stamps", "timecodes", "timeline", "toc"),
        "audio_chapters",
    ),
    "link": ("page_url", "permalink", "episode_url", "web_url"),
}
"""`names_of` puts prefixes ahead of these, too."""

MEDIA = (
    *("file", "podcast_link", "podcast_file", "podcast_url", "audio_url", "audio_file", "media_url", "mp3", "audio"),
    *("audio_file_url", "audio_file_path", "audio_path", "audio_link", "audio_src", "audio_mp3", "mp3_url", "mp3_file"),
    *("mp3_link", "mp3_path", "file_url", "media_file", "episode_file", "episode_audio", "podcast_audio"),
    *("podcast_mp3", "enclosure_url", "enclosure_href", "recording_audio_file", "recording_url", "recording_file"),
    *("sound_file", "download_url", "podcast_src"),
)
"""Keys that hold the media's address; those in `UNSURE` do where it ends like media."""
UNSURE = (
    *("link", "url", "media", "download", "source", "src", "episode_url", "episode_link", "filename", "file_name"),
    *("podcast_filename", "audio_filename", "mp3_filename", "media_filename", "path", "podcast_embed", "audio_embed"),
    "content",
)
LENGTH = (
    *("length", "podcast_length", "podcast_bytes", "audio_length", "audio_bytes", "audio_size", "audio_file_size"),
    *("podcast_file_size", "podcast_size", "file_size", "file_length", "file_bytes", "size", "bytes", "mp3_size"),
    *("mp3_length", "media_length", "media_size", "enclosure_length", "enclosure_size", "enclosure_bytes"),
    *("size_in_bytes", "length_in_bytes", "episode_size"),
)
"""Keys that hold the media's size; one that is written as a time is its duration."""
TYPE = (
    *("type", "podcast_type", "audio_type", "file_type", "mime_type", "media_type", "enclosure_type"),
    *("audio_mime_type", "file_mime_type"),
)
NOTES = ("show_notes", "shownotes", "notes", "episode_notes", "body", "content")
"""Keys that hold the notes of a record without a text below its head: Markdown, or a list of its lines."""
DOWNLOAD = (
    *("download", "listen", "mp3", "audio", "herunterladen", "anhören", "descargar", "escuchar", "télécharger"),
    *(
        "écouter",
        "scarica",
        "ascolta",
        "baixar",
        "ouvir",
        "ladda ner",
        "lyssna",
        "скачать",
        "слушать",
        "下载",
        "ダウンロード",
    ),
)
"""Words of a link to the episode's media in the notes."""
YOUTUBE = ("youtube", "youtube_id", "youtube_url", "youtube_link", "youtube_video", "recording_youtube_id")

CHAPTER: Mapping[str, str] = {
    **dict.fromkeys(("start", "time", "timestamp", "timecode", "instant", "at", "starttime", "begin"), "start_time"),
    **dict.fromkeys(("end", "endtime"), "end_time"),
    **dict.fromkeys(("name", "label", "text", "topic"), "title"),
    **dict.fromkeys(("link", "href"), "url"),
    "image": "img",
}
"""What the parts of a chapter are called elsewhere (folded), and in a record."""
ENCLOSURE: Mapping[str, str] = {
    **dict.fromkeys(("size", "bytes", "filesize", "sizeinbytes"), "length"),
    **dict.fromkeys(("mime", "mimetype", "mediatype", "contenttype"), "type"),
    **dict.fromkeys(("href", "src", "link", "file"), "url"),
}
"""Likewise those of an enclosure."""
PERSON: Mapping[str, str] = {
    **dict.fromkeys(("url", "link", "website", "homepage", "web"), "href"),
    **dict.fromkeys(("image", "avatar", "photo", "picture"), "img"),
}
"""Likewise those of a person."""

_PREFIXES = ("episode", "itunes", "podcast")
_OF_THE_SHOW = frozenset({"title", "tags"})
"""What `podcast_…` says of the show as often as of the episode."""


@cache
def names_of(field: str) -> tuple[str, ...]:
    """The keys that are read for a field, as they are and behind `episode_`, `itunes_` and `podcast_`."""
    names = FIELDS.get(field, ())
    if field == "link":
        return names  # `podcast_link` and `episode_url` are media as often as not
    prefixes = [prefix for prefix in _PREFIXES if prefix != "podcast" or field not in _OF_THE_SHOW]
    return tuple(dict.fromkeys((*names, *(f"{prefix}_{name}" for prefix in prefixes for name in names))))


_JOINTS = str.maketrans("", "", "_- :")


@lru_cache(maxsize=1024)
def folded(key: str) -> str:
    """A key as it is compared: in small letters, without what joins its words."""
    return key.lower().translate(_JOINTS)


@cache
def known_fields() -> tuple[str, ...]:
    """The fields that a record may have, by feedkit's names."""
    from feedkit.tags.codec import plan_of  # a show file without `fields` need not wait for the classes of all tags
    from feedkit.tags.episode import Episode

    return (
        *plan_of(Episode).slots,
        "hosts",
        "guests",
        "sponsors",
        "draft",
        "withdrawn",
        "transcript",
        "title_template",
    )
