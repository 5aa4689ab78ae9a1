"""Which key of a record holds its media: a text, a list of files, or a file for each format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from feedkit.records.aliases import ENCLOSURE, MEDIA, UNSURE
from feedkit.records.layers import Path
from feedkit.records.loose_values import is_time, renamed
from feedkit.records.renditions import FORMATS, RenditionKind
from feedkit.records.translation import Translation

_MEDIA_ENDING = re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|flac|wav|mp4|m4v)(?:[?#]|$)", re.IGNORECASE)
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")


def is_media(link: Any) -> bool:
    """Whether an address ends like media that apps play."""
    return isinstance(link, str) and _MEDIA_ENDING.search(link) is not None


def media_said(translation: Translation) -> bool:
    """Whether one of the keys that hold media says something."""
    return bool(
        translation.find(*MEDIA, fits=_is_address)[0]
        or translation.find(*UNSURE, fits=is_media)[0]
        or translation.find(*LISTS, fits=_are_files)[0]
    )


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and "\n" not in value.strip() and not is_time(value)


def take_media(translation: Translation, more: tuple[str, ...]) -> None:
    path, url = translation.find(*more, *MEDIA, fits=_is_address)
    if not path:
        path, url = translation.find(*UNSURE, fits=is_media)
    if path:
        linked = _WIKI_LINK.fullmatch(url.strip())
        translation.put_found("enclosure.url", linked[1] if linked else url, path)
        return
    path, files = translation.find(*LISTS, fits=_are_files)
    if path:
        _take_files(translation, _files_of(files), path)


def _are_files(value: Any) -> bool:
    return bool(_files_of(value))


def _files_of(value: Any) -> dict[int | str, Mapping[str, Any]]:
    """The files of a list, or of a mapping by format (`{mp3: …, ogg: …}`), by where they stand; none where one is none."""
    listed: Mapping[Any, Any] = value if isinstance(value, Mapping) else {}
    if isinstance(value, list):
        listed = dict(enumerate(value))
    elif not all(str(key).lower() in FORMATS for key in listed):
        return {}
    files = {step: {"url": one} if isinstance(one, str) else renamed(one, ENCLOSURE) for step, one in listed.items()}
    is_whole = all(isinstance(one, Mapping) and isinstance(one.get("url"), str) for one in files.values())
    return files if is_whole and (isinstance(value, Mapping) or all(map(_is_mapping, value))) else {}


def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def _take_files(translation: Translation, files: Mapping[int | str, Mapping[str, Any]], path: Path) -> None:
    """Take one of several files as the enclosure, by the format that most apps play, and note the others."""
    kinds = {step: _kind_of(step, str(one["url"])) for step, one in files.items()}
    best = min(files, key=lambda step: FORMATS.index(kinds[step]) if kinds[step] in FORMATS else 9)
    put = translation.put if len(path) == 1 else translation.put_found
    for part in ("url", "length", "type"):
        put(f"enclosure.{part}", files[best].get(part), (*path, best))
    for step, one in files.items():
        if step != best and kinds[step] in FORMATS:
            title = str(one.get("title") or kinds[step].upper())
            kind = cast("RenditionKind", kinds[step])
            translation.rendition(kind, str(one["url"]), (*path, step), title=title, length=one.get("length"))


def _kind_of(step: int | str, url: str) -> str:
    return (step if isinstance(step, str) else url.partition("?")[0].rpartition(".")[2]).lower()


LISTS = (
    *("audio", "media", "files", "episode_audio", "episode_media", "enclosures", "audio_formats", "formats"),
    *("audio_files", "media_files"),
)
