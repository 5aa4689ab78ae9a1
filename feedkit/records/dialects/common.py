"""What sites agree on by and large: an episode read by the table of aliases, whatever generator the site is made with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from feedkit.records.aliases import FIELDS, LENGTH, TYPE, YOUTUBE, names_of
from feedkit.records.dialects.media_keys import is_media, take_media
from feedkit.records.loose_values import is_time, iso_date, marks_of, people_of, spoken_seconds
from feedkit.records.translation import Translation, is_nothing

_JSON = re.compile(r"https?://\S+\.json(?:[?#]\S*)?")
_FILE = re.compile(r"\S[^\n]{0,1000}[./][^\n]{1,1000}")
_NUMBERS = re.compile(
    r"s(?:eason)?[ ._-]?0*(?P<season>\d{1,9})[ ._,-]{0,2}e(?:p(?:isode)?)?[ ._-]?0*(?P<episode>\d{1,9})", re.IGNORECASE
)
_VIDEO_ID = re.compile(r"[\w-]{11}")
_PICTURES = ("url", "src", "path", "href")
NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def take_common(translation: Translation, more: Mapping[str, tuple[str, ...]] = NONE) -> None:
    """Take media, length, duration, date, words and people by the names in `aliases.py`.

    more: names that are read ahead of those, by field.
    """
    take_words(translation, more)
    take_media(translation, more.get("enclosure.url", ()))
    translation.take_length(*more.get("enclosure.length", ()), *LENGTH)
    path, kind = translation.find(*more.get("enclosure.type", ()), *TYPE, fits=_is_type)
    if path:
        translation.put_found("enclosure.type", kind, path)
    _take_link(translation)
    _take_youtube(translation)


def take_words(translation: Translation, more: Mapping[str, tuple[str, ...]] = NONE) -> None:
    """As `take_common`, without media and links."""
    for field in (*FIELDS, *(one for one in more if one not in FIELDS and not one.startswith("enclosure."))):
        names = (*more.get(field, ()), *names_of(field))
        if field in _TAKEN_SO:
            _TAKEN_SO[field](translation, names)
        elif path := translation.find(*names, fits=_is_simple if field in _SIMPLE else bool)[0]:
            translation.put_found(field, translation.at(path), path)


def _is_type(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("audio/", "video/"))


def _take_link(translation: Translation) -> None:
    """The page: `link` or `url`, where neither is the media, or a permalink that is no pattern (`/:title/`)."""
    if "link" in translation.values or "url" in translation.taken:
        return
    path, link = translation.find("link", "url", fits=_is_page)
    if path and str(path[0]) not in translation.taken:
        translation.put_found("link", link, path)


def _is_page(link: Any) -> bool:
    return (
        isinstance(link, str) and link.startswith(("https://", "http://", "/")) and ":" not in link.partition("://")[2]
    )


def _take_page(translation: Translation, names: tuple[str, ...]) -> None:
    path, link = translation.find("link", *names, fits=lambda link: _is_page(link) and not is_media(link))
    if path:
        translation.put_found("link", link, path)


def _take_date(translation: Translation, names: tuple[str, ...]) -> None:
    """Take the date; Jekyll's `published: false` holds an episode back, and is none."""
    path, value = translation.find(*names, fits=lambda value: not isinstance(value, Mapping) and not _is_flag(value))
    if path:
        translation.put_found("pub_date", iso_date(value), path)


def _take_draft(translation: Translation, names: tuple[str, ...]) -> None:
    translation.take("draft", *names)
    key, value = translation.said("published", "publish")
    if key and _is_flag(value):
        translation.taken.add(key)
        if "draft" not in translation.values and str(value).lower() in ("false", "no"):
            translation.put("draft", "true", (key,))
    key, value = translation.said("status")
    if key and str(value).lower() == "draft" and "draft" not in translation.values:
        translation.put("draft", "true", (key,))


_SIMPLE = frozenset({"title", "guid", "description", "season", "episode", "episode_type", "explicit"})


def _is_simple(value: Any) -> bool:
    """Whether a value may be a text or a number: `episode: {title: …}` is neither, `{number: 3, display: …}` as good as one."""
    return not isinstance(value, list) and (not isinstance(value, Mapping) or value.keys() <= {"number", "display"})


def _take_block(translation: Translation, names: tuple[str, ...]) -> None:
    path, value = translation.find(*names, fits=_is_flag)
    if path:
        translation.put_found("block", "Yes" if str(value).lower() in ("true", "yes") else None, path)


def _is_flag(value: Any) -> bool:
    return str(value).lower() in ("true", "false", "yes", "no")


def _take_duration(translation: Translation, names: tuple[str, ...]) -> None:
    path, value = translation.find(*names, fits=lambda value: not isinstance(value, Mapping))
    if not path:  # a time that is called a length is no size
        path, value = translation.find(*LENGTH, "episode_length", fits=is_time)
    if path:
        translation.put_found("duration", spoken_seconds(value), path)


def _take_tags(translation: Translation, names: tuple[str, ...]) -> None:
    path, tags = translation.find(*names)
    if path:
        listed = [tag.strip() for tag in tags.split(",")] if isinstance(tags, str) and "," in tags else tags
        translation.put_found("tags", listed, path)


def _take_image(translation: Translation, names: tuple[str, ...]) -> None:
    """The picture, or the address in `image: {path: …}`."""
    path, image = translation.find(*names, fits=lambda image: isinstance(image, str))
    if not path:
        inner = [f"{name}_{part}" for name in names for part in _PICTURES]
        path, image = translation.find(*inner, fits=lambda image: isinstance(image, str))
    if path:
        translation.put_found("image", image, path)


def _take_people(field: str) -> Callable[[Translation, tuple[str, ...]], None]:
    def take(translation: Translation, names: tuple[str, ...]) -> None:
        translation.take(field, *names, convert=people_of)

    return take


def _take_chapters(translation: Translation, names: tuple[str, ...]) -> None:
    path, chapters = translation.find(*names, fits=lambda value: marks_of(value) is not None)
    if path:
        translation.put_found("chapter_marks", marks_of(chapters), path)
        return
    path, address = translation.find(
        *names, fits=lambda value: isinstance(value, str) and _JSON.fullmatch(value.strip())
    )
    if path:  # a file that is published already
        translation.put_found("chapters", {"url": address, "type": "application/json+chapters"}, path)


def _take_transcript(translation: Translation, names: tuple[str, ...]) -> None:
    """A file or an address; `transcript: true`, or the text itself, is neither."""
    path, value = translation.find(*names, fits=lambda value: isinstance(value, str) and _FILE.fullmatch(value.strip()))
    if path:
        translation.put_found("transcript", value, path)


def _take_youtube(translation: Translation) -> None:
    path, value = translation.find(*YOUTUBE, fits=lambda value: isinstance(value, str) and not is_nothing(value))
    if path:
        url = f"https://www.youtube.com/watch?v={value}" if _VIDEO_ID.fullmatch(value) else value
        translation.rendition("youtube", url, path, title="YouTube")


def _take_episode(translation: Translation, names: tuple[str, ...]) -> None:
    """The number, or both that `S1E2` names."""
    path, value = translation.find(*names, fits=_is_simple)
    both = _NUMBERS.fullmatch(value.strip()) if isinstance(value, str) else None
    if both:
        translation.values.setdefault("season", both["season"])
        value = both["episode"]
    if path:
        translation.put_found("episode", value, path)


_TAKEN_SO: Mapping[str, Callable[[Translation, tuple[str, ...]], None]] = {
    "block": _take_block,
    "pub_date": _take_date,
    "draft": _take_draft,
    "episode": _take_episode,
    "duration": _take_duration,
    "tags": _take_tags,
    "image": _take_image,
    "hosts": _take_people("hosts"),
    "guests": _take_people("guests"),
    "chapter_marks": _take_chapters,
    "transcript": _take_transcript,
    "link": _take_page,
}
"""Fields that are more than a value under one of its names."""
