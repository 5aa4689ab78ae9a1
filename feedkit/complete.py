"""What follows from what people wrote: absolute links, zones, titles by template, notes as HTML, minted guids."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from feedkit.notes import to_html
from feedkit.problems import Kind, Level, Problem
from feedkit.records.eras import template_of
from feedkit.records.kinds import DATE_ZONE, SCHEMA
from feedkit.records.renditions import TRANSCRIPT_TYPES, media_type
from feedkit.records.source import Draft, ShowSource
from feedkit.records.sponsors import thanks
from feedkit.records.whole_links import site_of
from feedkit.tags.dates import read_naive
from feedkit.tags.identity import podcast_guid
from feedkit.tags.show import Show
from feedkit.version import __version__

Raw = dict[str, Any]

GUID_STORED = Kind("FK378", "rec-slug-guid", Level.WARNING)
CHAPTERS_TYPE = "application/json+chapters"
NIL_GUID = "00000000-0000-0000-0000-000000000000"
RECORD_ONLY = ("draft", "withdrawn", "transcript", "hosts", "guests")
"""Keys of records that have done their work when layers are combined."""


def complete_show(raw: Raw, source: ShowSource) -> tuple[Raw, list[Problem]]:
    """Add to a show's raw values what its settings imply: guid, self link, generator."""
    feed_url = source.file.feed_url
    if feed_url:
        raw.setdefault("guid", podcast_guid(feed_url))
        if not has_self_link(raw.get("links")):
            self_link = {"href": feed_url, "rel": "self", "type": "application/rss+xml"}
            raw["links"] = [self_link, *(raw.get("links") or ())]
    raw.setdefault("generator", f"feedkit/{__version__}")
    if isinstance(raw.get("live_items"), list):
        raw["live_items"] = [_with_plain_guid(item) for item in raw["live_items"]]
    return raw, []


def has_self_link(links: Any) -> bool:
    """Whether one of a show's links, as they are written, is that of the feed to itself."""
    return any(link.get("rel") == "self" for link in links or () if isinstance(link, dict))


def _with_plain_guid(item: Any) -> Any:
    """A live item whose guid, unless its author says so, is no address."""
    guid = item.get("guid") if isinstance(item, dict) else None
    if isinstance(guid, str):
        return {**item, "guid": {"text": guid, "is_permalink": False}}
    return {**item, "guid": {"is_permalink": False, **guid}} if isinstance(guid, dict) else item


def complete_episode(raw: Raw, draft: Draft, source: ShowSource, show: Show) -> tuple[Raw, list[Problem]]:
    """Add to an episode's raw values what follows from them and from the show."""
    problems: list[Problem] = []
    for name in RECORD_ONLY:
        raw.pop(name, None)
    raw["key"] = draft.key
    problems += _complete_title(raw, draft, source, show)
    _complete_date(
        raw, source, lambda kind, message, mend: problems.append(_at(draft, "pub_date", kind, message, mend))
    )
    _complete_link(raw, draft, source, show)
    _complete_image(raw, source, show)
    _complete_enclosure(raw, draft, source)
    _complete_renditions(raw, source)
    _complete_types(raw)
    if raw.get("guid", {"text": NIL_GUID}) == {"text": NIL_GUID}:
        problems += _without_guid(raw, draft, source, show)
    elif isinstance(raw["guid"], dict):
        raw["guid"] = {"is_permalink": False, **raw["guid"]}
    _count_downloads(raw, source)
    _complete_content(raw)
    return raw, problems


def _at(draft: Draft, name: str, kind: Kind, message: str, mend: str) -> Problem:
    layer = next((layer for layer in draft.layers if name in layer.values), draft.layers[0])
    return kind.at(layer.where((name,)), message, mend=mend, field=name)


def _complete_title(raw: Raw, draft: Draft, source: ShowSource, show: Show) -> list[Problem]:
    """Write the title by the template of its time, or its own; a template with a number that is not there is no use."""
    title, own = raw.get("title"), raw.pop("title_template", None)
    if not isinstance(title, str) or not title.strip():
        return []
    raw.setdefault("itunes_title", title)
    numbers = _numbers(raw)
    eras = source.file.title_templates
    template = own or template_of(eras, numbers["episode"], raw.get("pub_date"), source.file.title_template)
    if any(value is None for name, value in numbers.items() if f"{{{name}" in str(template)):
        return []
    try:
        raw["title"] = str(template).format(title=title.strip(), show=show.title or "", **numbers)
    except (KeyError, IndexError, ValueError, AttributeError):
        mend = "it may hold `{title}`, `{episode}`, `{season}` and `{show}`"
        return [_at(draft, "title_template", SCHEMA, f"`{template}` is no template that can be filled", mend)]
    return []


_WHOLE = re.compile(r"\d{1,18}", re.ASCII)


def _numbers(raw: Raw) -> dict[str, Any]:
    """The episode's number and the season's as templates take them: whole ones without leading zeros (`{episode:03}`)."""
    said = {name: raw.get(name) for name in ("episode", "season")}
    numbers = {name: one.get("number") if isinstance(one, dict) else None for name, one in said.items()}
    return {name: int(str(value)) if _WHOLE.fullmatch(str(value)) else value for name, value in numbers.items()}


def _complete_date(raw: Raw, source: ShowSource, report: Callable[[Kind, str, str], None]) -> None:
    """Give a date without a zone the show's; a date alone is midnight there."""
    text = raw.get("pub_date")
    if not isinstance(text, str):
        return
    try:
        moment = read_naive(text)
    except ValueError:
        return  # the field's own form says what is wrong with it
    if moment.tzinfo is not None:
        return
    if source.file.time_zone is None:
        del raw["pub_date"]
        mend = "write the offset (`2025-01-29T02:00:00-08:00`), or `time_zone: Europe/Berlin` in show.yaml"
        report(DATE_ZONE, f"`{text}` has no zone, and the show declares none", mend)
    else:
        raw["pub_date"] = _in_zone(moment, source.file.time_zone)


def _in_zone(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=_zone(zone))


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _is_relative(url: str) -> bool:
    """Whether an address has no scheme; what is no address (`https://[`), or lacks one (`www.…`), the rules tell of."""
    if url.lower().startswith("www."):
        return False
    try:
        return not urlsplit(url).scheme
    except ValueError:
        return False


def _joined(base: str, url: str) -> str:
    """The address from its base; as it stands where either cannot be read, and the rules tell of it."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _complete_link(raw: Raw, draft: Draft, source: ShowSource, show: Show) -> None:
    link, base = raw.get("link"), source.file.link_base or show.link
    if isinstance(link, str) and base and link.strip() and _is_relative(link.strip()):
        raw["link"] = _joined(base, link.strip())
    if "link" not in raw and (filled := _filled(source.file.link_template, raw, draft)):
        raw["link"] = filled


def _filled(template: str | None, raw: Raw, draft: Draft) -> str | None:
    """An address by its template; None without one, and where it wants a number that the episode has not."""
    numbers = _numbers(raw)
    if template is None or any(value is None for name, value in numbers.items() if f"{{{name}" in template):
        return None
    return template.format(key=draft.key, **numbers)


def _complete_image(raw: Raw, source: ShowSource, show: Show) -> None:
    """Make a picture's address whole, as links are; one that begins with a dot is a file's, and a rule tells of it."""
    image, base = raw.get("image"), site_of(source.file, str(show.link or ""))
    if not isinstance(image, dict) or not isinstance(href := image.get("href"), str):
        return
    if base and href.strip() and not href.startswith(".") and _is_relative(href.strip()):
        raw["image"] = {**image, "href": _joined(base, quote(href.strip(), safe=SAFE_IN_ADDRESSES))}


def _without_guid(raw: Raw, draft: Draft, source: ShowSource, show: Show) -> list[Problem]:
    """Give an episode the identity that its show file asks for: the media's address, or a new one."""
    enclosure = raw.get("enclosure")
    url = enclosure.get("url") if isinstance(enclosure, dict) else None
    if source.file.missing_guid == "media" and isinstance(url, str):
        raw["guid"] = {"text": url, "is_permalink": False}
        return []
    return _mint(raw, draft, show)


def _mint(raw: Raw, draft: Draft, show: Show) -> list[Problem]:
    """Make the guid that an episode lacks, the same at every build: UUID version 5 of the key in the show's guid."""
    raw.pop("guid", None)
    try:
        space = uuid.UUID(show.guid or "")
    except ValueError:
        return []  # without a show guid nothing stable can be made; a rule says that the episode has none
    minted = str(uuid.uuid5(space, draft.key))
    raw["guid"] = {"text": minted, "is_permalink": False}
    if "enclosure" not in raw:
        return []  # it cannot be published, and a rule says so: there is nothing to keep an identity for yet
    mend = f"store it for good: write `guid: {minted}` in the record or its overlay"
    return [_at(draft, "guid", GUID_STORED, f"there is no guid; `{minted}` was made from the key `{draft.key}`", mend)]


def _complete_enclosure(raw: Raw, draft: Draft, source: ShowSource) -> None:
    """Make the media's address whole, or by its template, and name the type that its ending stands for."""
    said = raw.get("enclosure", {})
    if isinstance(said, dict) and "url" not in said and (filled := _filled(source.file.media_template, raw, draft)):
        raw["enclosure"] = {**said, "url": filled}
    enclosure = raw.get("enclosure")
    if not isinstance(enclosure, dict) or not isinstance(enclosure.get("url"), str):
        return
    url = _whole_address(enclosure["url"], source)
    kind = {} if "type" in enclosure else {"type": media_type(url)}
    raw["enclosure"] = {**enclosure, "url": url, **{name: one for name, one in kind.items() if one}}


def _complete_types(raw: Raw) -> None:
    """Name the types that the endings of transcripts and of a file of chapters stand for."""
    listed = raw.get("transcripts")
    if isinstance(listed, list) and any(isinstance(one, dict) and "type" not in one for one in listed):
        raw["transcripts"] = [_typed(one, TRANSCRIPT_TYPES) for one in listed]
    if "chapters" in raw:
        raw["chapters"] = _typed(raw["chapters"], {".json": CHAPTERS_TYPE})


def _typed(link: Any, types: Mapping[str, str]) -> Any:
    url = link.get("url") if isinstance(link, dict) else None
    kind = media_type(url, types) if isinstance(url, str) and "type" not in link else None
    return {**link, "type": kind} if kind else link


def _complete_renditions(raw: Raw, source: ShowSource) -> None:
    """Make the addresses of the other renditions whole."""
    renditions = raw.get("alternate_enclosures")
    if source.file.media_base and isinstance(renditions, list):
        raw["alternate_enclosures"] = [_with_whole_sources(one, source) for one in renditions]


def _with_whole_sources(rendition: Any, source: ShowSource) -> Any:
    listed = rendition.get("sources") if isinstance(rendition, dict) else None
    if not isinstance(listed, list):
        return rendition
    return {**rendition, "sources": [_with_whole_address(one, source) for one in listed]}


def _with_whole_address(one: Any, source: ShowSource) -> Any:
    uri = one.get("uri") if isinstance(one, dict) else None
    return {**one, "uri": _whole_address(uri, source)} if isinstance(uri, str) else one


def _whole_address(url: str, source: ShowSource) -> str:
    """An address joined to the show's, or, since apps keep media by its address, exactly as it was written."""
    if source.file.media_base and _is_relative(url.strip()):
        return _joined(source.file.media_base, quote(url.strip(), safe=SAFE_IN_ADDRESSES))
    return url


SAFE_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""Characters of a media address that stay as they are; blanks and letters of other alphabets are percent-encoded."""


def _count_downloads(raw: Raw, source: ShowSource) -> None:
    """Lead the media's address by way of a counter, once; `http` stays visible, for counters take `https` for granted."""
    prefix, enclosure = source.file.media_prefix, raw.get("enclosure")
    url = enclosure.get("url") if isinstance(enclosure, dict) else None
    if prefix and isinstance(url, str) and not _is_relative(url) and not url.startswith(prefix):
        raw["enclosure"] = {**raw["enclosure"], "url": prefix.rstrip("/") + "/" + url.removeprefix("https://")}


def _complete_content(raw: Raw) -> None:
    """Notes as HTML, then thanks to the sponsors; where there are no notes, the description comes ahead of the thanks."""
    sponsors = raw.pop("sponsors", None)
    notes, description = raw.get("notes"), raw.get("description")
    if "content" in raw:
        return
    html = to_html(notes) if isinstance(notes, str) else ""
    if isinstance(sponsors, list) and (thanked := thanks(sponsors)):
        opening = html or (to_html(description) if isinstance(description, str) else "")
        html = f"{opening}\n{thanked}" if opening else thanked
    if html or isinstance(notes, str):
        raw["content"] = html
