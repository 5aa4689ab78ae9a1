"""The page of an episode as a browser saves it, from any site that tells programs of its episode: JSON-LD or OpenGraph.

What people read there is left alone but for the transcript, below a heading that says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from feedkit.problems import Level, Place, Problem
from feedkit.records.dialects.page import is_html
from feedkit.records.document import Document
from feedkit.records.kinds import LEFT_OUT, SKIPPED
from feedkit.records.layers import Layer, Origin, Path, Source
from feedkit.records.loose_values import bytes_of, spoken_seconds
from feedkit.records.page_facts import address_of, episodes_of, first_of, meta_of, players_of
from feedkit.records.places import LazyPlaces
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import plain_key
from feedkit.transcripts.cue import Cue

NAME = "web-page"
RANK = 21

_SAID: tuple[tuple[Path, tuple[tuple[str, ...], ...]], ...] = (
    (("title",), (("name",), ("headline",))),
    (("description",), (("description",), ("abstract",))),
    (("pub_date",), (("datePublished",), ("uploadDate",), ("associatedMedia", "uploadDate"))),
    (("duration",), (("timeRequired",), ("duration",), ("associatedMedia", "duration"), ("audio", "duration"))),
    (("episode",), (("episodeNumber",),)),
    (("season",), (("partOfSeason", "seasonNumber"),)),
    (("link",), (("url",), ("mainEntityOfPage",), ("mainEntityOfPage", "@id"))),
    (("image",), (("image", "url"), ("image",), ("thumbnailUrl",))),
    (("enclosure", "url"), (("associatedMedia", "contentUrl"), ("audio", "contentUrl"), ("audio",), ("contentUrl",))),
    (("enclosure", "length"), (("associatedMedia", "contentSize"), ("audio", "contentSize"), ("contentSize",))),
    (("enclosure", "type"), (("associatedMedia", "encodingFormat"), ("audio", "encodingFormat"))),
)
"""By field, the ways to it in schema.org's words, the surest first."""
_META: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (("title",), ("og:title", "twitter:title")),
    (("description",), ("og:description", "description", "twitter:description")),
    (("pub_date",), ("article:published_time", "og:published_time", "music:release_date")),
    (("link",), ("og:url",)),
    (("image",), ("og:image", "twitter:image")),
    (("enclosure", "url"), ("og:audio", "og:audio:secure_url", "og:audio:url")),
    (("enclosure", "type"), ("og:audio:type",)),
)
_SERIES = ((("title",), "name"), (("description",), "description"), (("link",), "url"))
_Fact = tuple[Any, int]
"""A value, and the index at which what says it begins."""
_NO_HEADER = re.compile(r"(?!)")
_MEDIA_TYPE = re.compile(r"[a-z]+/[\w.+-]+")


def claims(document: Document) -> bool:
    """A page whose JSON-LD describes an episode of a podcast, or whose `og:audio` names one's media."""
    return is_html(document.text) and bool(episodes_of(document.text) or "og:audio" in meta_of(document.text))


def read(document: Document, stem: str) -> Record | Skipped:
    """One episode, whose key is the file's name; Skipped, with a warning, for a page that lists several."""
    meta, episodes = meta_of(document.text), episodes_of(document.text)
    address = (meta.get("og:url") or address_of(document.text) or ("", 0))[0]
    own = episodes if len(episodes) <= 1 else [one for one in episodes if first_of(one[0].get("url")) == address]
    if episodes and len(own) != 1:
        reason = f"it is a page of {len(episodes)} episodes"
        told = SKIPPED.at(Place(document.path), f"this is no episode: {reason}", mend="save the page of each")
        return Skipped(document.path, reason, (told._replace(level=Level.WARNING),))
    said, index = own[0] if own else ({}, 0)
    found = _found(document.text, said, index, meta)
    origin, spots = Origin(Source.RECORD, "web page"), {path: _spot(document, *one) for path, one in found.items()}
    if ("enclosure", "url") in spots:
        spots["enclosure",] = spots["enclosure", "url"]
    episode = Layer(origin, _values(found), LazyPlaces(document.path, lambda: spots))
    series = {path[0]: value for path, name in _SERIES if (value := first_of(said, "partOfSeries", name)) is not None}
    if not series and "og:site_name" in meta:
        series["title"], index = meta["og:site_name"]
    place = LazyPlaces(document.path, lambda: {("title",): _spot(document, series.get("title"), index)})
    show = Layer(origin, series, place) if series else None
    return Record(plain_key(stem), document.path, NAME, episode, show, _cues(document), _left_out(document))


def _found(text: str, said: Mapping[str, Any], index: int, meta: Mapping[str, tuple[str, int]]) -> dict[Path, _Fact]:
    """What the page says of its episode, by field: in JSON-LD, else in `meta`, else by the only media that it plays."""
    found: dict[Path, _Fact] = {}
    for path, ways in _SAID:
        value = next((one for way in ways if (one := first_of(said, *way)) is not None), None)
        if value is not None:
            found[path] = value, index
    for path, names in _META:
        if name := next((name for name in names if name in meta), None):
            found.setdefault(path, meta[name])
    if canonical := address_of(text):
        found.setdefault(("link",), canonical)
    players = players_of(text)
    if len(players) == 1:
        found.setdefault(("enclosure", "url"), players[0])
    return found


def _values(found: Mapping[Path, _Fact]) -> dict[str, Any]:
    """By feedkit's fields; the media's address is relative to that of the page."""
    values: dict[str, Any] = {}
    for path, (value, _) in found.items():
        if len(path) == 1:
            values[str(path[0])] = spoken_seconds(value) if path == ("duration",) else value
        else:
            values.setdefault("enclosure", {})[path[1]] = value
    media = values.get("enclosure", {})
    if "url" not in media:
        values.pop("enclosure", None)
        return values
    media["url"] = _whole(str(values.get("link", "")), media["url"])
    if "length" in media:
        media["length"] = bytes_of(media["length"])[0]
    if not _MEDIA_TYPE.fullmatch(str(media.get("type"))):
        media.pop("type", None)
    return values


def _whole(address: str, url: Any) -> Any:
    try:
        return urljoin(address, str(url))
    except ValueError:
        return url


def _spot(document: Document, value: Any, index: int) -> tuple[int, int]:
    """Where a value stands behind an index, as it is written; the index itself where it is written otherwise."""
    found = re.compile(rf"(?<=[\s\"':\[]){re.escape(str(value))}(?=[\s\"',}}\]])").search(document.text, index)
    place = document.place_at(found.start() if found else index)
    return place.line, place.column


def _left_out(document: Document) -> tuple[Problem, ...]:
    message = "left out: the words of the page, but for what it says of the episode and a transcript"
    mend = "write what listeners should know into the overlay, as `notes`"
    return (LEFT_OUT.at(Place(document.path), message, mend=mend),)


def _cues(document: Document) -> tuple[Cue, ...]:
    """The transcript below a heading that says so."""
    from feedkit.records.page_blocks import is_heading_of_transcript  # to be asked takes none of it
    from feedkit.records.page_html import lines_of_html
    from feedkit.transcripts import read_transcript

    lines = lines_of_html(document.text, document.first_line, _NO_HEADER)
    start = next((index for index, line in enumerate(lines) if is_heading_of_transcript(line.text)), len(lines))
    text = "\n".join(line.text for line in lines[start + 1 :])
    cues: tuple[Cue, ...] = read_transcript(text.encode(), path=f"{document.path}.txt").cues if text.strip() else ()
    return cues
