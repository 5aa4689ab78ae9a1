"""Episodes of Eleventy sites with Podcaster: little front matter; the facts stand in file names and in files beside.

`2024-04-14-s1e1-a-title.md` gives date, season and number; `<same name>.json` the chapters; `_data/episodeData.json`,
in a folder above, sizes and durations (with fractions) by the name of the media file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from feedkit.records.dialects.file_names import date_of_name, numbers_of_name
from feedkit.records.dialects.interface import Beside
from feedkit.records.document import Document
from feedkit.records.heads import head_text
from feedkit.records.json import parse_json
from feedkit.records.layers import Path
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import Translation, is_nothing

NAME = "eleventy"
RANK = 45

SIZES = tuple(f"{up}_data/episodeData.json" for up in ("", "../", "../../", "../../../"))
TAG = "podcastEpisode"
_EPISODE = re.compile(
    r"^episode[ \t]*:[ \t]*(?:#.*)?\n[ \t]+(?:filename|seasonNumber|episodeNumber|url|size)[ \t]*:", re.MULTILINE
)
_TAGGED = re.compile(rf"^[ \t]*(?:- |tags:.*)[\"']?{TAG}\b", re.MULTILINE)
_NAMED = re.compile(r"\d{4}-\d\d-\d\d-(?:s\d{1,3}e|ep|episode-)\d{1,4}(?:-|\.)")
_OTHERS = re.compile(
    r"^(?:enclosure|guid|description|notes|hosts|number|link|length|duration|(?:audio|file|media|mp3|podcast)\w*)[ \t]*:",
    re.MULTILINE,
)
_SIDECAR = re.compile(r"\{\s*\"(?:episode\"\s*:\s*\{\s*\"chapters|chapters)\"")
_MOST_HEAD = 20_000


def claims(document: Document) -> bool:
    """Front matter tagged as an episode, with a mapping `episode`, or as bare as its file name is telling."""
    if document.text.lstrip().startswith("{"):
        text = document.text[:_MOST_HEAD].lstrip()
        return _SIDECAR.match(text) is not None and '"version"' not in text
    head = head_text(document, ("---",))
    named = head and _NAMED.match(document.path.rpartition("/")[2]) and not _OTHERS.search(head)
    return bool(named or _TAGGED.search(head) or _EPISODE.search(head))


def read_all(document: Document, stem: str, beside: Beside) -> tuple[Record | Skipped]:
    """One episode, whose key is the file's name; Skipped for the chapters that stand beside one."""
    if document.text.lstrip().startswith("{"):
        return (Skipped(document.path, "it holds the chapters of the episode beside it"),)
    translation = Translation.of(document)
    if isinstance(translation, Skipped):
        return (translation,)
    translation.take("title", "title")
    translation.take("description", "excerpt", "description")
    translation.take("tags", "tags", convert=_own_tags)
    for field in ("guid", "hosts", "guests", "draft"):
        translation.take(field, field)
    if translation.take("pub_date", "date") is None:
        translation.values.update(date_of_name(stem))
    _take_episode(translation, stem)
    media = _take_media(translation, beside)
    _take_sizes(translation, media, beside)
    _take_chapters(translation, stem, beside)
    translation.take_notes()
    return (translation.record(translation.key(stem), NAME, "eleventy record", spoken_for={"episode"}),)


def _own_tags(tags: Any) -> list[Any]:
    return [tag for tag in (tags if isinstance(tags, list) else [tags]) if tag != TAG]


_EPISODE_FIELDS = {
    "title": "title",
    "itunes_title": "itunesTitle",
    "description": "description",
    "image": "image",
    "block": "block",
    "transcript": "transcript",
    "season": "seasonNumber",
    "episode": "episodeNumber",
    "explicit": "explicit",
    "episode_type": "episodeType",
    "duration": "duration",
    "enclosure.length": "size",
}


def _take_episode(translation: Translation, stem: str) -> None:
    """The mapping `episode`, and for what it leaves open the file's name."""
    key, episode = translation.said("episode")
    told: dict[str, Any] = dict(episode) if isinstance(episode, Mapping) else {}
    for field, name in _EPISODE_FIELDS.items():
        translation.put(field, told.pop(name, None), (key, name))
    for field in ("filename", "url"):
        told.pop(field, None)
    for name, text in numbers_of_name(stem).items():
        translation.values.setdefault(name, text)
    if told:
        translation.put("episode_type", told.pop("type", None), (key, "type"))
    translation.left += [f"{key}.{name}" for name, value in told.items() if not is_nothing(value)]


def _take_media(translation: Translation, beside: Beside) -> str:
    """The name of the media file: written down, or that of the sizes' file with the same numbers."""
    key, episode = translation.said("episode")
    told = episode if isinstance(episode, Mapping) else {}
    for name in ("url", "filename"):
        if told.get(name):
            translation.put("enclosure.url", told[name], (key, name))
            return str(told.get("filename") or str(told[name]).rpartition("/")[2])
    name = _by_numbers(translation.values, _sizes(beside)[0])
    if name:
        translation.values["enclosure"] = {"url": name, **translation.values.get("enclosure", {})}
    return name


def _sizes(beside: Beside) -> tuple[Mapping[str, Any], Document | None]:
    document = next((found for name in SIZES if (found := beside(name)) is not None), None)
    value = parse_json(document).value if document is not None and document.readable else None
    return (value if isinstance(value, dict) else {}), document


def _by_numbers(values: Mapping[str, Any], sizes: Mapping[str, Any]) -> str:
    """The only media file whose name has the season's and the episode's number; empty where there is no such one."""
    episode, season = values.get("episode"), values.get("season")
    if episode is None:
        return ""
    number = rf"e(?:p(?:isode)?)?[ _-]?0*{re.escape(str(episode))}(?!\d)"
    pattern = (
        rf"(?<![a-z0-9])s(?:eason)?[ _-]?0*{re.escape(str(season))}[ _-]?{number}"
        if season
        else rf"(?<![a-z0-9]){number}"
    )
    found = [name for name in sizes if re.search(pattern, name, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def _take_sizes(translation: Translation, media: str, beside: Beside) -> None:
    sizes, _ = _sizes(beside)
    known = sizes.get(media)
    if not isinstance(known, Mapping):
        return
    if known.get("size") is not None:
        translation.values.setdefault("enclosure", {}).setdefault("length", known["size"])
    if known.get("duration") is not None:
        translation.values.setdefault("duration", known["duration"])


def _take_chapters(translation: Translation, stem: str, beside: Beside) -> None:
    document = beside(f"{stem}.json")
    if document is None or not document.readable:
        return
    parsed = parse_json(document)
    translation.problems += [*document.problems, *parsed.problems]
    value = parsed.value if isinstance(parsed.value, dict) else {}
    inner: Any = value.get("episode", value)
    chapters = inner.get("chapters") if isinstance(inner, dict) else None
    if isinstance(chapters, list) and chapters:
        source: Path = ("episode", "chapters") if "episode" in value else ("chapters",)
        translation.values["chapter_marks"] = [_mark(chapter) for chapter in chapters]
        translation.elsewhere("chapter_marks", parsed.locate, source, _NAMES)


_NAMES = {"start_time": "startTime", "end_time": "endTime"}


def _mark(chapter: Any) -> Any:
    back = {name: field for field, name in _NAMES.items()}
    return {back.get(key, key): value for key, value in chapter.items()} if isinstance(chapter, Mapping) else chapter
