"""Other renditions of an episode that a record names: which of them the show file asks for, and what becomes of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from feedkit.problems import Place, Problem
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.layers import Layer, Origin, Path, Source
from feedkit.records.places import shown

RenditionKind = Literal["mirror", "mp3", "m4a", "ogg", "opus", "flac", "video", "youtube"]
"""What a show file may ask for. `mirror`: the enclosure's own format at another address."""

FORMATS = ("mp3", "m4a", "ogg", "opus", "flac")
"""The formats that an enclosure is made of, the one that most apps play first."""
TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".pdf": "application/pdf",
}
"""Media types by the ending of the path, as Apple lists them where it does (APPLE-823)."""

TRANSCRIPT_TYPES = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
}
"""Likewise those of transcripts, as the namespace lists them."""

YOUTUBE_TYPE = "text/html"
"""What stands at YouTube's addresses is a page."""
_YOUTUBE = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be)/", re.IGNORECASE)
_VIDEO = re.compile(r"https?://(?:youtu\.be/|(?:www\.|m\.)?youtube\.com/watch\?(?:[^#\s]*&)?v=)[\w-]{11}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file or page that a record names beside the enclosure.

    name: the key in the record. find: the place of its address. title: what an app shows where it offers the choice.
    """

    kind: RenditionKind
    name: str
    url: str
    find: Callable[[], Place]
    title: str = ""
    length: Any = None


def media_type(url: str, types: Mapping[str, str] = TYPES) -> str | None:
    """The media type that the ending of an address stands for; None where it stands for none."""
    path = re.split(r"[?#]", url, maxsplit=1)[0].lower()
    return next((kind for ending, kind in types.items() if path.endswith(ending)), None)


def with_renditions(
    layers: Sequence[Layer], renditions: Iterable[Rendition], wanted: Iterable[str], path: str
) -> tuple[Layer | None, list[Problem]]:
    """A layer with those renditions that are wanted, and what is told of the others.

    layers: of the episode. One that has no enclosure gets none: it is not published, and one problem says so.
    path: of the record, for what is said of all of them at once.
    """
    renditions = list(renditions)
    has_enclosure = any(layer.values.get("enclosure") for layer in layers)
    asked = [one for one in renditions if one.kind in set(wanted)] if has_enclosure else []
    problems = [_left_out(one) for one in asked if _fault(one)]
    kept = [one for one in asked if not _fault(one)]
    if others := [one for one in renditions if one not in asked]:
        problems.append(_not_asked(others, Place(path), has_enclosure=has_enclosure))
    return _layer(kept) if kept else None, problems


def _fault(rendition: Rendition) -> str:
    if _YOUTUBE.match(rendition.url) and not _VIDEO.match(rendition.url):
        return "is an address at YouTube that names no video"
    if rendition.kind != "youtube" and not _YOUTUBE.match(rendition.url) and media_type(rendition.url) is None:
        return "does not end like a media file"
    return ""


def _left_out(rendition: Rendition) -> Problem:
    message = f"left out: `{rendition.name}` {_fault(rendition)}: `{shown(rendition.url, 120)}`"
    return LEFT_OUT.at(rendition.find(), message, mend="correct the address", field="alternate_enclosures")


def _not_asked(renditions: Sequence[Rendition], place: Place, *, has_enclosure: bool) -> Problem:
    names = ", ".join(f"`{one.name}`" for one in renditions)
    kinds = ", ".join(dict.fromkeys(one.kind for one in renditions))
    if not has_enclosure:
        return LEFT_OUT.at(place, f"left out, because the episode has no enclosure: {names}")
    mend = f"write `alternates: [{kinds}]` in show.yaml if listeners should have them"
    return LEFT_OUT.at(place, f"left out, because the show file asks for no such renditions: {names}", mend=mend)


def _layer(renditions: Sequence[Rendition]) -> Layer:
    def where(path: Path) -> Place:
        index = int(path[1]) if len(path) > 1 and path[0] == "alternate_enclosures" else 0
        return renditions[index].find()

    values = {"alternate_enclosures": [_element(one) for one in renditions]}
    return Layer(Origin(Source.RECORD, "record's renditions"), values, where)


def _element(rendition: Rendition) -> Mapping[str, Any]:
    kind = YOUTUBE_TYPE if _YOUTUBE.match(rendition.url) else media_type(rendition.url)
    element = {"type": kind, "length": rendition.length, "title": rendition.title, "sources": [{"uri": rendition.url}]}
    return {name: value for name, value in element.items() if value}
