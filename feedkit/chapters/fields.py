"""Reads the fields of one chapter of a JSON file: what cannot be used is set aside and noted, the rest goes on."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from feedkit.chapters.chapter import Chapter, Location
from feedkit.chapters.rulebook import (
    CHAPTERS_ARRAY,
    END_AFTER_START,
    LOCATION,
    START_NUMBER,
    TITLE,
    TOC_BOOLEAN,
    UNKNOWN_KEYS,
    URLS,
)
from feedkit.problems import Level
from feedkit.transcripts.clock import is_time, parse_clock
from feedkit.transcripts.findings import Findings, Rule, shown
from feedkit.transcripts.layout import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KEYS = frozenset({"startTime", "title", "img", "url", "toc", "endTime", "location"})
_CREDENTIALS = re.compile(r"//[^/@\s]*+@")
_LOCATION_KEYS = frozenset({"name", "geo", "osm"})


class FieldReader:
    """Reads chapters and remembers the nulls it met, which are one fault of one program however often they come."""

    def __init__(self, findings: Findings, place: Callable[[int], tuple[int, int]]) -> None:
        self._findings = findings
        self._place = place
        self._nulls: Counter[str] = Counter()
        self._index = 0

    def chapter(self, index: int, entry: object) -> Chapter | None:
        """The chapter at `index` of the list; None where it has no usable start, and so no place in the audio."""
        self._index = index
        if not isinstance(entry, dict):
            self._note(CHAPTERS_ARRAY, f"{_json(entry)} is not an object; it was left out", "write an object")
            return None
        self._nulls.update(key for key, value in entry.items() if value is None and key in _KEYS)
        start_s = self._start(entry)
        if start_s is None:
            return None
        return Chapter(
            start_s,
            title=self._title(entry.get("title")),
            end_s=self._end(entry.get("endTime"), start_s),
            img=self._url("img", entry.get("img")),
            url=self._url("url", entry.get("url")),
            toc=self._toc(entry.get("toc")),
            location=self._location(entry.get("location")),
            extra=self._extra(entry),
            line=self._place(index)[0],
        )

    def note_nulls(self) -> None:
        """One problem for all the keys that were null."""
        if self._nulls:
            keys = ", ".join(f"`{key}` in {count}" for key, count in sorted(self._nulls.items()))
            message = f"keys are null: {keys} of the chapters; typed readers crash on it"
            self._findings.add(URLS, message, mend="leave a key out instead of writing null", line=1)

    def _note(self, rule: Rule, message: str, mend: str, level: Level | None = None) -> None:
        line, column = self._place(self._index)
        text = f"chapter {self._index + 1}: {message}"
        self._findings.add(rule, text, mend=mend, line=line, column=column, level=level)

    def _start(self, entry: Mapping[str, Any]) -> float | None:
        value = entry.get("startTime")
        if isinstance(value, int | float) and not isinstance(value, bool) and is_time(value):
            return value
        mend = "write `startTime` as a number of seconds, from 0"
        repaired = _clock(value)
        if repaired is not None:
            self._note(START_NUMBER, f"`startTime` is the text {_json(value)}, read as {repaired:g} s", mend)
            return repaired
        given = f"is {_json(value)}, not a number of seconds from 0 to 360000" if "startTime" in entry else "is missing"
        self._note(START_NUMBER, f"`startTime` {given}; the chapter was left out", mend)
        return None

    def _end(self, value: object, start_s: float) -> float | None:
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and is_time(value) and value > start_s:
            return value
        message = f"`endTime` is {_json(value)}, not a number greater than `startTime` ({start_s:g}); it was left out"
        self._note(END_AFTER_START, message, "leave `endTime` out: a chapter lasts until the next one starts")
        return None

    def _title(self, value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            self._note(TITLE, f"`title` is {_json(value)}, not a text; it was left out", "write a text")
            return None
        title = one_line(value)
        if title != " ".join(value.split()):
            self._note(TITLE, f"`title` {shown(value)} has control characters; they were taken out", "delete them")
        return title or None

    def _url(self, key: str, value: object) -> str | None:
        if value is None:
            return None
        mend = f"write `{key}` as an https address, or leave it out"
        host = _host(value)
        if host is None or not isinstance(value, str):
            self._note(
                URLS,
                f"`{key}` is {_json(_without_secrets(value))}, not an absolute https address; it was left out",
                mend,
            )
            return None
        if value.lower().startswith("http:"):
            message = f"`{key}` at {shown(host)} is http, which apps may not load; it is kept"
            self._note(URLS, message, mend, Level.WARNING)
        return value

    def _toc(self, value: object) -> bool:
        if value is None or isinstance(value, bool):
            return value is not False
        is_shown = str(value).lower() not in ("false", "0", "no")
        message = f"`toc` is {_json(value)}, not true or false; it was read as {str(is_shown).lower()}"
        self._note(TOC_BOOLEAN, message, "write true or false, without quotes")
        return is_shown

    def _location(self, value: object) -> Location | None:
        if value is None:
            return None
        parts = value if isinstance(value, dict) else {}
        name, geo, osm = (parts.get(key) for key in ("name", "geo", "osm"))
        if not (isinstance(name, str) and isinstance(geo, str) and geo.startswith("geo:")):
            message = f"`location` is {_json(value)}, not an object with `name` and a `geo:` address; it was left out"
            self._note(LOCATION, message, 'write `{"name": "Paris", "geo": "geo:48.8566,2.3522"}`')
            return None
        self._unknown([key for key in parts if key not in _LOCATION_KEYS], "location")
        return Location(name, geo, osm if isinstance(osm, str) else None)

    def _extra(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        extra = {key: value for key, value in entry.items() if key not in _KEYS}
        self._unknown(list(extra), "chapter")
        return extra

    def _unknown(self, keys: list[str], owner: str) -> None:
        for key in keys:
            kept = "it is kept" if owner == "chapter" else "it was left out"
            self._note(UNKNOWN_KEYS, f"{shown(key)} is no key of a {owner}; {kept}", "delete it")


def _clock(value: object) -> float | None:
    """Seconds for a text that is a clock time or a number."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit() and is_time(seconds := float(text)):
        return int(seconds) if seconds.is_integer() else seconds
    clock = parse_clock(text)
    return int(clock) if clock is not None and clock.is_integer() else clock


def _host(value: object) -> str | None:
    """The host of an http or https address; None for everything else."""
    if not isinstance(value, str) or value != one_line(value) or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def _without_secrets(value: object) -> object:
    """An address without its query and its credentials, which have no place in a message."""
    return _CREDENTIALS.sub("//…@", value.partition("?")[0]) if isinstance(value, str) else value


def _json(value: object) -> str:
    return shown(json.dumps(value, ensure_ascii=False))
