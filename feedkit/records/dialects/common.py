"""What sites agree on by and large: an episode read by the table of aliases, whatever generator the site is made with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, cast

from feedkit.records.aliases import DOWNLOAD, ENCLOSURE, FIELDS, LENGTH, MEDIA, NOTES, TYPE, UNSURE, YOUTUBE, names_of
from feedkit.records.kinds import CONVERTED
from feedkit.records.layers import Path
from feedkit.records.liquid import links_in_tags
from feedkit.records.loose_values import is_time, iso_date, marks_of, people_of, renamed, spoken_seconds
from feedkit.records.places import shown
from feedkit.records.renditions import FORMATS, RenditionKind
from feedkit.records.translation import Translation, is_nothing

_MEDIA_ENDING = re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|flac|wav|mp4|m4v)(?:[?#]|$)", re.IGNORECASE)
_PLAYER = re.compile(
    r"<(?:audio|source)\b[^<>]{0,500}?\bsrc[ \t]*=[ \t]*[\"']?(https?://[^\s\"'<>]{1,2000})", re.IGNORECASE
)
_AUDIO = re.compile(r"<audio\b(?:(?!</?audio\b).){0,4000}</audio[ \t]*>", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(r"https?://\S+\.json(?:[?#]\S*)?")
_FILE = re.compile(r"\S[^\n]{0,1000}[./][^\n]{1,1000}")
_HEADING = re.compile(r"\A#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")
_LINKED = re.compile(r"(?:\]\([ \t]*<?|\bhref=[\"']?)(https?://[^\s()<>\"']+)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([ \t]*<?(https?://[^\s()<>\"']+)")
_DOWNLOAD = re.compile("|".join(map(re.escape, DOWNLOAD)), re.IGNORECASE)
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
    _take_media(translation, more.get("enclosure.url", ()))
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


def take_from_notes(translation: Translation) -> None:
    """Fill what the head leaves open from the notes: the title from a first heading, the media from the only player."""
    _take_notes_of_head(translation)
    notes = translation.values.get("notes", "")
    if not isinstance(notes, str) or not (notes or translation.written_notes):
        return
    if "title" not in translation.values and (heading := _HEADING.match(notes)):
        translation.values["title"] = heading[1]
        translation.values["notes"] = f"\n{notes[heading.end() :]}"  # lines stay where they were
        translation.at_notes("title", 0)
    enclosure = translation.values.get("enclosure", {})
    players = list(dict.fromkeys(_PLAYER.findall(notes)))
    tagged = [link for link in links_in_tags(translation.written_notes) if is_media(link)]
    linked = list(dict.fromkeys(link for link in _LINKED.findall(notes) if is_media(link)))
    if "url" in enclosure:
        pass
    elif len(players) == 1:
        enclosure = _with_media_of_notes(translation, players[0], "player")
    elif len(tagged) == 1 and not players:
        enclosure = _with_media_of_notes(translation, tagged[0], "template tag")
    elif len(linked) == 1 and ("length" in enclosure or _is_download(linked[0], notes)):  # it has media, and this is it
        enclosure = _with_media_of_notes(translation, linked[0], "link")
    if players == [enclosure.get("url")]:  # it plays what apps play anyway
        kept = str(translation.values["notes"])
        translation.values["notes"] = _AUDIO.sub(lambda found: "\n" * found[0].count("\n"), kept)


def _is_download(link: str, notes: str) -> bool:
    return any(_DOWNLOAD.search(found[1]) for found in _LINK.finditer(notes) if found[2] == link)


def _take_notes_of_head(translation: Translation) -> None:
    if "notes" in translation.values:
        return
    path, notes = translation.find(
        *NOTES, fits=lambda value: _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))
    )
    if path:
        translation.put_found(
            "notes", "\n".join(f"- {line}" for line in notes) if isinstance(notes, list) else notes, path
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not is_media(value)


def _with_media_of_notes(translation: Translation, url: str, what: str) -> Mapping[str, Any]:
    enclosure = {**translation.values.get("enclosure", {}), "url": url}
    translation.values["enclosure"] = enclosure
    index = translation.written_notes.find(url)
    translation.at_notes("enclosure.url", index)
    message = f"the media was taken from the {what} in the notes: `{shown(url, 120)}`"
    translation.tell_in_notes(CONVERTED, index, message, field="enclosure.url")
    return enclosure


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


def _take_media(translation: Translation, more: tuple[str, ...]) -> None:
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
