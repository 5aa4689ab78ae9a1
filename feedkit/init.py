"""Takes up a repository: a `show.yaml` that builds for each show in it, and what a person must fill in.

A folder in which nothing is yet gets a first episode, too.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import available_timezones

from feedkit.errors import UsageError, WriteError
from feedkit.records.record import Record
from feedkit.records.survey import FoundShow, Survey, lacks, survey
from feedkit.targets import SHOW_FILE, shows_in

SHOWS = "shows"
"""Where the show files of a repository with several shows are put, a folder each."""

_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.ASCII)
NO_SHOW = ("README", "LICENSE", "LICENCE", "COPYING")
FIRST_FILE = Path("episodes", "001.md")
FIRST = """\
---
# The first episode. All of it is made up: replace it before you publish.
title: Hello
guid: {slug}-001                      # the identity: any text, never changed once it is out
date: 2026-01-01T06:00:00Z
description: What the episode is about, in a sentence or two.
enclosure: {{url: "https://example.org/audio/001.mp3", length: 12345678}}   # the media file, and its size in bytes
duration: "30:00"
---

* [A link](https://example.org/), and what it leads to.
"""
WORDS = {
    "media": "have no media, and are left out until an overlay names it",
    "length": "have media without its length in bytes",
    "guid": "have no guid",
    "date": "have no date, and are left out until an overlay has it",
    "zone": "have a date without a zone",
    "duration": "have no duration",
    "address": "have a media address without `https://`",
}


@dataclass(frozen=True)
class NewShow:
    """A show file that was written, or that stands there already and was left alone.

    path: of the show file. fill_in: the fields that hold placeholders. lacks: how many records lack what.
    """

    path: Path
    show: FoundShow
    text: str
    fill_in: tuple[str, ...]
    lacks: Mapping[str, int]
    written: bool = True


def init(folder: str | os.PathLike[str]) -> tuple[NewShow, ...]:
    """Write a show file for each show in a repository; one that is there is never touched.

    A folder that is not there, or holds nothing but a README and a licence, becomes a new show with an episode to begin
    with. Raises UsageError where there is something else, and no file is an episode in a dialect that feedkit knows;
    WriteError where a file cannot be written.
    """
    root = Path(folder)
    if _is_fresh(root):
        _write(root / FIRST_FILE, FIRST.format(slug=root.resolve().name.lower().replace(" ", "-")))
    found = survey(root)
    if not found.shows:
        there = _shows_there(root)
        why = (
            f"{root.as_posix()} holds no episodes beside those of the shows that are there already ({', '.join(there)})"
            if there
            else f"no file in {root.as_posix()} is an episode in a dialect that feedkit knows; name your dialect with "
            "`dialect:` in a show.yaml"
        )
        unread = "".join(f"; {one.problems[0].place}: {one.problems[0].message}" for one in found.unread[:3])
        own = f"begin a new show in a folder of its own: `feedkit init {root.as_posix()}/my-show`"
        raise UsageError(f"{why}, or {own}{unread}")
    new = [_new_show(found, show) for show in found.shows]
    return tuple(replace(one, written=_write(one.path, one.text)) for one in new)


def _shows_there(root: Path) -> list[str]:
    try:
        return [folder.as_posix() for folder in shows_in([root])]
    except UsageError:
        return []


def _is_fresh(root: Path) -> bool:
    """Whether nothing is there yet that somebody could mean as a show."""
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root.as_posix()} is a file; name a folder")
    names = [path.name for path in root.iterdir()] if root.is_dir() else []
    return all(name.startswith(".") or Path(name).stem.upper() in NO_SHOW for name in names)


def _write(path: Path, text: str) -> bool:
    """Write a file, unless it is there; whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise WriteError(f"cannot write {path.as_posix()}: {(error.strerror or str(error)).lower()}") from error
    return True


def _new_show(found: Survey, show: FoundShow) -> NewShow:
    folder = found.root if len(found.shows) == 1 else found.root / SHOWS / _unique(found, show)
    missing = lacks(show.records)
    lines = list(_lines(found, show, folder, missing))
    fill_in = tuple(line.name for line in lines if line.is_placeholder)
    return NewShow(folder / SHOW_FILE, show, _text(show, lines), fill_in, missing)


def _unique(found: Survey, show: FoundShow) -> str:
    """The name of a show's folder; with its dialect where two shows have one name."""
    alike = [other for other in found.shows if other.name == show.name]
    return show.name if len(alike) == 1 else f"{show.folder.replace('/', '-')}-{show.dialect}"


@dataclass(frozen=True)
class _Line:
    name: str
    value: Any
    note: str = ""
    is_placeholder: bool = False


def _text(show: FoundShow, lines: list[_Line]) -> str:
    head = f"# {show.name}: {_counted(show.records)} in the dialect `{show.dialect}`; written by `feedkit init`.\n"
    body = "".join(_written(line) for line in lines)
    return f"{head}# Lines marked `placeholder` are made up: replace them before you publish.\n{body}"


def _written(line: _Line) -> str:
    note = "placeholder" + (f": {line.note}" if line.note else "") if line.is_placeholder else line.note
    return f"{line.name}: {json.dumps(line.value, ensure_ascii=False)}{f'  # {note}' if note else ''}\n"


def _lines(found: Survey, show: FoundShow, folder: Path, missing: Mapping[str, int]) -> Iterator[_Line]:
    slug = show.name.lower().replace(" ", "-")
    said = {**(found.site if len(found.shows) == 1 else {}), **show.said}
    yield _known("title", said, show.name.replace("-", " ").title())
    yield _known("description", said, f"The show {show.name}.")
    yield _address("link", said, f"https://example.org/{slug}")
    yield _known("language", said, "en")
    yield _known("author", said, "The makers")
    if said.get("copyright"):
        yield _Line("copyright", said["copyright"])
    yield _Line("owner", {"name": "The makers", "email": "show@example.org"}, is_placeholder=True)
    yield _address("image", said, f"https://example.org/{slug}/cover.jpg", "square, 1400 to 3000 pixels wide")
    yield _Line("categories", ["Technology"], "from Apple's list", is_placeholder=True)
    yield _Line("explicit", value=False, is_placeholder=True)
    feed = f"https://example.org/feeds/{quote(folder.resolve().name)}.xml"
    yield _address("feed_url", said, feed, "where subscribers find the feed")
    yield _Line("public_url", "https://example.org/feeds/", "where you upload what feedkit writes", is_placeholder=True)
    yield from _places(found, show, folder)
    yield from _media(found, show, missing)


def _known(name: str, said: Mapping[str, Any], otherwise: str) -> _Line:
    value = said.get(name)
    if isinstance(value, str) and value.strip():
        return _Line(name, " ".join(value.split()))
    return _Line(name, otherwise, is_placeholder=True)


def _address(name: str, said: Mapping[str, Any], otherwise: str, note: str = "") -> _Line:
    value = said.get(name)
    is_address = isinstance(value, str) and _ADDRESS.fullmatch(value.strip()) is not None
    return _Line(name, value) if is_address else _Line(name, otherwise, note, is_placeholder=True)


def _places(found: Survey, show: FoundShow, folder: Path) -> Iterator[_Line]:
    up = os.path.relpath(found.root, folder).replace(os.sep, "/")
    start = "" if up == "." else f"{up}/"
    yield _Line("records", [f"{start}{pattern}" for pattern in show.patterns])
    for name, places in (("people", found.people), ("sponsors", found.sponsors)):
        if places:
            yield _Line(name, [f"{start}{place}" for place in places])


def _media(found: Survey, show: FoundShow, missing: Mapping[str, int]) -> Iterator[_Line]:
    if "zone" in missing:
        said, note = found.site.get("time_zone"), f"{missing['zone']} dates name no zone"
        yield _Line("time_zone", said, note) if said in available_timezones() else _zone(note)
    if "address" in missing:
        otherwise = "https://example.org/media/"
        yield _address("media_base", found.site, otherwise, "what relative media addresses are relative to")
    if show.dialect == "castanet" and "guid" in missing:
        yield _Line("missing_guid", "media", "as the theme's own feed did")
    if kinds := sorted({one.kind for record in show.records for one in record.renditions}):
        yield _Line("alternates", [], f"records name others, too: write any of {', '.join(kinds)}")


def told(new: NewShow) -> str:
    """What is to be said to people of one show: what was found, what is missing, and what to fill in."""
    show = new.show
    lines = [f"{', '.join(show.patterns)}: {_counted(show.records)} in the dialect `{show.dialect}`"]
    if show.skipped:
        lines[0] += f", {show.skipped} other {'file' if show.skipped == 1 else 'files'}"
    lines += [f"  {count} {_worded(name, count)}" for name, count in new.lacks.items()]
    lines.append(f"  {new.path.as_posix()}: " + ("written" if new.written else "is there already, and was left alone"))
    if new.written:
        lines.append(f"  fill in: {', '.join(new.fill_in)}")
    return "\n".join(lines)


def _worded(name: str, count: int) -> str:
    words = WORDS[name]
    return words if count > 1 else words.replace("have", "has", 1).replace(" are ", " is ")


def _zone(note: str) -> _Line:
    return _Line("time_zone", "UTC", note, is_placeholder=True)


def _counted(records: tuple[Record, ...]) -> str:
    return "1 episode" if len(records) == 1 else f"{len(records)} episodes"
