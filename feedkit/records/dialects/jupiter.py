"""The records of Jupiter Broadcasting's site: a JSON object of 29 to 31 keys, then the show notes in Markdown.

Three generations of them share a folder with show files (TOML), subscription pages and people (YAML), which are no
episodes and are passed over. Every key stands in every record; null and empty mean that nothing was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from typing import Any

from feedkit.chapters import Chapters
from feedkit.problems import Place, Problem
from feedkit.quotes import place_of_key
from feedkit.records.chapter_lists import head_of
from feedkit.records.document import Document
from feedkit.records.front_matter import FrontMatter, read_front_matter
from feedkit.records.heads import head_text
from feedkit.records.keys import is_plain_key
from feedkit.records.kinds import LEFT_OUT, SCHEMA
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.places import shown
from feedkit.records.record import Record, Skipped, of_other_type
from feedkit.records.renditions import Rendition, RenditionKind, media_type

NAME = "jupiter"
RANK = 10

_OWN_KEYS = ('"show_slug"', '"episode_guid"')
_OTHER_PAGES = re.compile(r"^(?:direct_links|avatar_small|shortname)\b", re.MULTILINE)
_SHOW_PAGE = re.compile(r"^type[ \t]*[:=][ \t]*[\"']?show\b", re.MULTILINE)
_MOST_HEAD = 20_000

_FIELDS: Mapping[str, str] = {
    "title": "title",
    "description": "description",
    "pub_date": "date",
    "guid": "episode_guid",
    "draft": "draft",
    "withdrawn": "withdrawn",
    "tags": "tags",
    "hosts": "hosts",
    "guests": "guests",
    "sponsors": "sponsors",
    "duration": "podcast_duration",
    "value": "value",
    "transcripts": "transcripts",
    **{name: name for name in ("explicit", "season", "episode_type", "image", "title_template")},
}
"""feedkit's field, and the key whose value it takes as it is; no record of theirs says the last ones, and yours may."""

_PLACES: Mapping[Path, Path] = {
    **{(field,): (source,) for field, source in _FIELDS.items()},
    ("episode",): ("episode",),
    ("enclosure",): ("podcast_file",),
    ("enclosure", "length"): ("podcast_bytes",),
    ("show_name",): ("show_slug",),
    ("chapter_marks",): ("podcast_chapters", "chapters"),
}
_RENDITIONS: Mapping[str, tuple[RenditionKind, str]] = {
    "podcast_alt_file": ("mirror", "Mirror"),
    "podcast_ogg_file": ("ogg", "Ogg"),
    "video_file": ("video", "Video"),
    "video_hd_file": ("video", "Video, high definition"),
    "video_mobile_file": ("video", "Video, small"),
    "youtube_link": ("youtube", "YouTube"),
}
"""Other files of an episode: what they are, and what apps call them."""
_CHAPTERS_HEAD = {"version", "title", "author", "podcastName", "description", "fileName", "waypoints", "chapters"}
_OTHER_SPELLING = {"timesplits": "time_splits"}
_CHAPTER_FIELDS = ("start_time", "title", "end_time", "img", "url", "toc")
_MOST_MESSAGE = 900
_KEYS = (
    *_FIELDS.values(),
    *_RENDITIONS,
    "podcast_file",
    "podcast_bytes",
    "podcast_chapters",
    "fireside_url",
    "episode",
)
_SPOKEN_FOR = {"type", "slug", "episode_padded"}
"""Keys that a record's kind and key are made of."""


def claims(document: Document) -> bool:
    """A JSON object with the site's keys, or one of the pages that stand beside the episodes."""
    head = document.text[:_MOST_HEAD].lstrip()
    if head.startswith("{"):
        return all(key in head for key in _OWN_KEYS)
    text = head_text(document)
    return _OTHER_PAGES.search(text) is not None or ("podverse_" in text and _SHOW_PAGE.search(text) is not None)


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode; Skipped for what is none by its `type`, or cannot be read."""
    front = read_front_matter(document)
    if not front.ok:
        return Skipped(document.path, "its head cannot be read", front.problems)
    kind = front.head.get("type")
    if kind is None and not {"episode_guid", "podcast_file"} & front.head.keys():
        return Skipped(document.path, "it has no type and none of an episode's keys", front.problems)
    if kind is not None and (other := of_other_type(kind, document.path, front.locate(("type",)), front.problems)):
        return other
    return _Reading(document, front, stem).record()


class _Reading:
    """One record on its way into feedkit's words; `taken` collects the keys that found a place."""

    def __init__(self, document: Document, front: FrontMatter, stem: str) -> None:
        self.document = document
        self.front = front
        self.stem = stem
        self.taken: set[str] = set(_SPOKEN_FOR)
        self.link_key = ""
        self._plain_head = {key: _plain(value) for key, value in front.head.items()}

    def record(self) -> Record:
        values = self._values()
        origin = Origin(Source.RECORD, "jupiter record")
        layer = Layer(origin, values, _where(self.document, self.front, self.link_key))
        head, problems = self._chapters_head()
        problems = (*self.front.problems, *problems, *self._left_out())
        renditions = tuple(self._renditions())
        record = Record(self._key(), self.document.path, NAME, layer, problems=problems, chapters_head=head)
        return replace(record, renditions=renditions, show_name=str(self._said("show_slug") or ""))

    def _key(self) -> str:
        slug = self._said("slug") or self._said("episode")
        return str(slug) if slug is not None and is_plain_key(str(slug)) else self.stem

    def _values(self) -> dict[str, Any]:
        values = {field: self._take(source) for field, source in _FIELDS.items()}
        values["episode"] = self._episode()
        values["link"] = self._link()
        values["enclosure"] = self._enclosure()
        values["chapter_marks"] = self._chapter_marks()
        values["notes"] = self.front.body.text.rstrip() or None
        return {field: value for field, value in values.items() if not _is_nothing(value)}

    def _said(self, key: str) -> Any:
        return self._plain_head.get(key)

    def _take(self, key: str) -> Any:
        self.taken.add(key)
        return self._said(key)

    def _episode(self) -> Any:
        """The number; a name (`p01`, `T-2`) is the record's key and no number."""
        number = self._said("episode")
        return self._take("episode") if not isinstance(number, str) or number.isdecimal() else None

    def _link(self) -> Any:
        self.link_key = "jb_url" if _is_nothing(self._said("fireside_url")) else "fireside_url"
        return self._take(self.link_key)

    def _enclosure(self) -> dict[str, Any] | None:
        url = self._said("podcast_file")
        if _is_nothing(url):
            return None
        kind = media_type(url) if isinstance(url, str) else None
        enclosure = {"url": self._take("podcast_file"), "length": self._take("podcast_bytes"), "type": kind}
        return {name: value for name, value in enclosure.items() if value is not None}

    def _chapter_marks(self) -> Any:
        chapters = self._said("podcast_chapters")
        marks = chapters.get("chapters") if isinstance(chapters, dict) else chapters
        if not isinstance(marks, list):
            return marks
        return [_only(mark, _CHAPTER_FIELDS) for mark in marks]

    def _chapters_head(self) -> tuple[Chapters | None, tuple[Problem, ...]]:
        chapters = self.front.head.get("podcast_chapters")
        if not isinstance(chapters, dict) or not chapters.get("chapters"):
            return None, ()
        known = {name: value for name, value in chapters.items() if name in _CHAPTERS_HEAD}
        return head_of(known, self.document.path, lambda: self.front.locate(("podcast_chapters",)))

    def _renditions(self) -> Iterator[Rendition]:
        for key, (kind, title) in _RENDITIONS.items():
            url = self._said(key)
            if not isinstance(url, str) or not url.strip():
                continue
            find = partial(self.front.locate, (key,))
            is_audio = kind == "video" and (media_type(url) or "").startswith("audio/")
            yield Rendition("mirror", key, url, find, "Audio") if is_audio else Rendition(kind, key, url, find, title)

    def _left_out(self) -> tuple[Problem, ...]:
        """One problem that names every key that says something and found no place; its place is the whole file."""
        passed = {*self.taken, "podcast_chapters", *(key for key in _RENDITIONS if isinstance(self._said(key), str))}
        keys = [key for key in self.front.head if key not in passed and not _is_nothing(self._said(key))]
        misspelt = {key: name for key in keys if (name := self._meant(key))}
        told = tuple(self._misspelt(*pair) for pair in misspelt.items())
        keys = [*(key for key in keys if key not in misspelt), *self._left_out_of_chapters()]
        if not keys:
            return told
        message = f"left out, because an episode has no such field: {', '.join(f'`{shown(key)}`' for key in keys)}"
        mend = "write what listeners should know into the overlay"
        return (*told, LEFT_OUT.at(Place(self.document.path), shown(message, _MOST_MESSAGE), mend=mend))

    def _meant(self, key: str) -> str:
        """The key that is not there, and is nearly this one; '' where there is none."""
        absent = [name for name in _KEYS if name not in self.front.head]
        return next(iter(get_close_matches(key.lower(), absent, 1, 0.85)), "")

    def _misspelt(self, key: str, meant: str) -> Problem:
        message = f"`{shown(key)}` is not a field of these records; did you mean `{meant}`?"
        place = place_of_key(key, self.front.locate((key,)), self.document.text.split("\n"))
        return SCHEMA.at(place, message, mend=f"write `{meant}`", field=key)

    def _left_out_of_chapters(self) -> list[str]:
        chapters = self.front.head.get("podcast_chapters")
        if not isinstance(chapters, dict):
            return []
        if not chapters.get("chapters"):
            return ["podcast_chapters"]
        names = [name for name, value in chapters.items() if name not in _CHAPTERS_HEAD and not _is_nothing(value)]
        marks = chapters.get("chapters")
        inner = (
            {name for mark in marks if isinstance(mark, dict) for name, value in mark.items() if value is not None}
            if isinstance(marks, list)
            else set()
        )
        names += [f"chapters.{name}" for name in sorted(inner) if _snake(name) not in _CHAPTER_FIELDS]
        return [f"podcast_chapters.{name}" for name in names]


def _where(document: Document, front: FrontMatter, link_key: str) -> Locate:
    places = {**_PLACES, ("link",): (link_key,)}

    def locate(path: Path) -> Place:
        if path[:1] == ("notes",):
            return Place(document.path, front.body.first_line, 1)
        for length in range(len(path), 0, -1):
            source = places.get(path[:length])
            if source:
                return front.locate((*source, *(_camel(step) for step in path[length:])))
        return Place(document.path)

    return locate


def _plain(value: Any) -> Any:
    """Names in feedkit's spelling (`startTime` is `start_time`), and what is null inside a mapping left out."""
    if isinstance(value, dict):
        return {_snake(key): _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _is_nothing(value: Any) -> bool:
    """Null, blank text, or an empty list or mapping; false and 0 say something."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def _only(mark: Any, names: Iterable[str]) -> Any:
    return {name: mark[name] for name in names if name in mark} if isinstance(mark, dict) else mark


def _snake(name: str) -> str:
    if name in _OTHER_SPELLING:
        return _OTHER_SPELLING[name]
    return name if name.islower() else re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f"_{capital[0].lower()}", name)


def _camel(step: str | int) -> str | int:
    for written, field in _OTHER_SPELLING.items():
        if step == field:
            return written
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), step) if isinstance(step, str) else step
