"""A whole show in one JSON Feed (jsonfeed.org), as Fireside gives it with facts of its own in `_fireside`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from feedkit.records.dialects.interface import Beside
from feedkit.records.document import Document
from feedkit.records.json import parse_json
from feedkit.records.kinds import SCHEMA
from feedkit.records.layers import Layer, Locate, Origin, Path, Source
from feedkit.records.record import Record, Skipped
from feedkit.records.renditions import RenditionKind
from feedkit.records.translation import Translation, is_nothing, plain_key

NAME = "json-feed"
RANK = 15

_VERSION = re.compile(r"\"version\"\s*:\s*\"https?://jsonfeed\.org/version/")
_NUMBERED = re.compile(r"^(?:ep(?:isode)?\.? ?)?#?(\d{1,5}) ?[:.|–—-]+ ", re.IGNORECASE)
_MOST_HEAD = 4_000


def claims(document: Document) -> bool:
    """A JSON object that says it is a JSON Feed."""
    head = document.text[:_MOST_HEAD].lstrip()
    return head.startswith("{") and (_VERSION.search(head) is not None or '"_fireside"' in head)


def read_all(document: Document, stem: str, beside: Beside) -> Sequence[Record | Skipped]:  # noqa: ARG001 - all is in the file
    """Its items, the first of which says what the feed says of the show."""
    parsed = parse_json(document)
    feed = parsed.value if isinstance(parsed.value, dict) else {}
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        problems = parsed.problems or (SCHEMA.at(parsed.locate(()), "the JSON Feed has no `items`"),)
        return (Skipped(document.path, "it has no items", problems),)
    found = [_item(document, item, index, parsed.locate) for index, item in enumerate(items)]
    found[0] = _first(found[0], feed, parsed.locate, parsed.problems)
    return found


def _first(
    found: Record | Skipped, feed: Mapping[str, Any], locate: Locate, problems: Sequence[Any]
) -> Record | Skipped:
    from dataclasses import replace

    found = replace(found, problems=(*problems, *found.problems))
    if isinstance(found, Skipped):
        return found
    values = dict(_show_values(feed))
    where: dict[str, Path] = {name: source for name, (source, _) in values.items()}
    layer = Layer(
        Origin(Source.RECORD, "json feed"),
        {name: value for name, (_, value) in values.items()},
        lambda path: locate(where.get(str(path[0]), ()) if path else ()),
    )
    return replace(found, show=layer)


def _show_values(feed: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Path, Any]]]:
    extra = feed.get("_fireside")
    extra = extra if isinstance(extra, dict) else {}
    for field, key in (
        ("title", "title"),
        ("link", "home_page_url"),
        ("description", "description"),
        ("image", "icon"),
    ):
        if feed.get(key):
            yield field, ((key,), feed[key])
    for field, key in (("description", "subtitle"), ("copyright", "copyright"), ("image", "image")):
        if extra.get(key) and not (
            field != "copyright" and feed.get("description" if field == "description" else "icon")
        ):
            yield field, (("_fireside", key), extra[key])
    if extra.get("explicit") is not None:
        yield "explicit", (("_fireside", "explicit"), extra["explicit"])
    author = feed.get("author")
    if isinstance(author, dict) and author.get("name"):
        yield "author", (("author", "name"), author["name"])


def _item(document: Document, item: Any, index: int, locate: Locate) -> Record | Skipped:
    if not isinstance(item, dict):
        problem = SCHEMA.at(locate(("items", index)), "an item of a JSON Feed is an object")
        return Skipped(document.path, "one item is no object", (problem,))

    def where(path: Path) -> Any:
        return locate(("items", index, *path))

    translation = Translation(document.path, item, where)
    translation.take("guid", "id")
    translation.take("title", "title")
    translation.take("link", "url", "external_url")
    translation.take("description", "summary", "content_text")
    translation.take("notes", "content_html", "content_text")
    translation.take("pub_date", "date_published")
    translation.take("tags", "tags")
    translation.take("image", "image")
    _take_attachments(translation)
    _take_extra(translation)
    return translation.record(_key(item, index), NAME, "item of a json feed")


def _take_attachments(translation: Translation) -> None:
    key, attachments = translation.said("attachments")
    for index, one in enumerate(attachments if isinstance(attachments, list) else []):
        if not isinstance(one, dict) or not one.get("url"):
            continue
        if index == 0:
            for field, name in _ATTACHMENT.items():
                translation.put(field, one.get(name), (key, 0, name))
        else:
            kind: RenditionKind = "video" if str(one.get("mime_type")).startswith("video/") else "mirror"
            length = one.get("size_in_bytes")
            translation.rendition(kind, str(one["url"]), (key, index), title=str(one.get("title") or ""), length=length)


_ATTACHMENT = {
    "enclosure.url": "url",
    "enclosure.length": "size_in_bytes",
    "enclosure.type": "mime_type",
    "duration": "duration_in_seconds",
}


def _take_extra(translation: Translation) -> None:
    key, extra = translation.said("_fireside")
    if not isinstance(extra, dict):
        return
    translation.taken.add(key)
    for name, value in extra.items():
        if name in _EXTRA:
            translation.put(_EXTRA[name], value, (key, name))
        elif not is_nothing(value):
            translation.left.append(f"{key}.{name}")


_EXTRA = {"number": "episode", "season_number": "season", "type": "episode_type", "explicit": "explicit"}


def _key(item: Mapping[str, Any], index: int) -> str:
    """The last part of the page's address, else the number in the title, else the identity."""
    slug = str(item.get("url") or "").rstrip("/").rpartition("/")[2]
    numbered = _NUMBERED.match(str(item.get("title") or ""))
    text = slug or (numbered[1] if numbered else "") or str(item.get("id") or "")
    return plain_key(text) if text else f"item-{index}"
