"""Episodes of Jekyll sites with Octopod: YAML front matter that names a media file a format, and chapters as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from feedkit.records.aliases import ENCLOSURE
from feedkit.records.dialects.common import take_words
from feedkit.records.dialects.file_names import date_of_name
from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.loose_values import renamed
from feedkit.records.places import shown
from feedkit.records.record import Record, Skipped
from feedkit.records.renditions import FORMATS, RenditionKind
from feedkit.records.translation import Translation

NAME = "octopod"
RANK = 40

_AUDIO = re.compile(r"^audio:[ \t]*(?:(?:#.*)?\n[ \t]+|\{[ \t]*)(?:mp3|m4a|ogg|opus|flac)[ \t]*:", re.MULTILINE)
_CHAPTER = re.compile(r"\s*((?:\d{1,3}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?)\s+(\S.*)")


def claims(document: Document) -> bool:
    """Front matter with a mapping of media files by format."""
    return _AUDIO.search(head_text(document, ("---",))) is not None


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is its `slug` or the file's name."""
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return translation
    take_words(translation, {"description": ("summary", "description", "subtitle"), "pub_date": ("date", "datum")})
    if "pub_date" not in translation.values:
        translation.values.update(date_of_name(stem))
    _take_media(translation)
    _take_chapters(translation)
    translation.take_notes()
    return translation.record(translation.key(stem, "slug"), NAME, "octopod record")


def _take_media(translation: Translation) -> None:
    key, audio = translation.said("audio")
    sizes_key, sizes = translation.said("filesize")
    sizes = sizes if isinstance(sizes, Mapping) else {}
    translation.taken.update(name for name in (key, sizes_key) if name)
    formats = [name for name in FORMATS if isinstance(audio, Mapping) and audio.get(name)]
    for index, name in enumerate(formats):
        file = renamed(audio[name], ENCLOSURE)
        url, length = (file.get("url"), file.get("length")) if isinstance(file, Mapping) else (file, sizes.get(name))
        if index == 0:
            translation.put("enclosure.url", url, (key, name))
            translation.put("enclosure.length", length, (key, name) if isinstance(file, Mapping) else (sizes_key, name))
        else:
            kind = cast("RenditionKind", name)
            translation.rendition(kind, str(url), (key, name), title=name.upper(), length=length)
    others = [name for name in audio if name not in formats] if isinstance(audio, Mapping) else []
    if others:
        message = f"left out: media in {', '.join(f'`{shown(name)}`' for name in others)}, which no app plays"
        translation.tell(LEFT_OUT, (key,), message, field="enclosure")


def _take_chapters(translation: Translation) -> None:
    """`00:00:01.000 A title` is a start and a title; a line of another shape stays, for the field to judge."""
    key, chapters = translation.said("chapters")
    if key:
        listed = chapters if isinstance(chapters, list) else [chapters]
        translation.put("chapter_marks", [_mark(line) for line in listed], (key,))


def _mark(line: Any) -> Any:
    found = _CHAPTER.fullmatch(line) if isinstance(line, str) else None
    return {"start_time": found[1], "title": found[2].strip()} if found else line
