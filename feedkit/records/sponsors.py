"""Sponsors by their ids: a file a sponsor, thanked in the show notes of the episodes that name them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path as FilePath
from typing import Any

from feedkit.problems import Problem
from feedkit.records.document import read_document
from feedkit.records.front_matter import read_front_matter
from feedkit.records.kinds import LEFT_OUT, SCHEMA, SPONSOR_UNKNOWN
from feedkit.records.layers import Layer
from feedkit.records.people import files_in, nothing_said
from feedkit.records.places import shown

_NAMES = {"title": "title", "name": "title", "link": "link", "url": "link", "description": "description"}
_IGNORED = {"shortname", "aliases", "episode", "date", "draft", "type", "image", "logo"}


@dataclass(frozen=True)
class Sponsors:
    """All sponsors by id. exists: whether there is a folder of them at all. paths: their files, by id."""

    folder: str = ""
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    exists: bool = False
    paths: Mapping[str, str] = field(default_factory=dict)


def read_sponsors(folders: Iterable[tuple[FilePath, str]]) -> Sponsors:
    """Read the files of folders of sponsors: `title`, `link`, `description`, and ids (`shortname`, `aliases`).

    folders: each with its path as problems print it.
    """
    by_id: dict[str, Mapping[str, Any]] = {}
    paths: dict[str, str] = {}
    problems: list[Problem] = []
    listed = list(folders)
    for path, shown_path in (one for folder in listed for one in files_in(*folder)):
        values, ids, found = _read_sponsor(path, shown_path)
        problems += found
        by_id |= dict.fromkeys(ids, values)
        paths |= dict.fromkeys(ids, str(path))
    names = " and ".join(name for _, name in listed)
    return Sponsors(names, by_id, tuple(problems), any(folder.is_dir() for folder, _ in listed), paths)


def sponsors_named(values: Mapping[str, Any]) -> Iterator[str]:
    """The ids by which a record names its sponsors."""
    return (str(who) for who in _listed(values) if not isinstance(who, Mapping))


def _name(values: Mapping[str, Any]) -> str:
    return "sponsor" if "sponsor" in values and "sponsors" not in values else "sponsors"


def _listed(values: Mapping[str, Any]) -> Sequence[Any]:
    listed = values.get(_name(values)) or ()
    return listed if isinstance(listed, (list, tuple)) else [listed]


def _read_sponsor(path: FilePath, name: str) -> tuple[Mapping[str, Any], list[str], list[Problem]]:
    document = read_document(path, name)
    if not document.readable:
        return {}, [], list(document.problems)
    front = read_front_matter(document)
    problems = [*document.problems, *front.problems, *nothing_said(document, front, path, "title")]
    for key in sorted(key for key in front.head if key.lower() not in _NAMES.keys() | _IGNORED):
        mend = "a sponsor has `shortname`, `aliases`, `title`, `link` and `description`"
        problems.append(SCHEMA.at(front.locate((key,)), f"`{shown(key)}` is not known of a sponsor", mend=mend))
    head = {key.lower(): value for key, value in front.head.items()}
    values = {_NAMES[key]: str(value) for key, value in head.items() if key in _NAMES and value}
    values.setdefault("title", path.stem)
    aliases = front.head.get("aliases") or []
    ids = [front.head.get("shortname") or path.stem, *(aliases if isinstance(aliases, list) else [aliases])]
    return values, [str(one) for one in ids], problems


def with_sponsors(layer: Layer, sponsors: Sponsors) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with what is known of each sponsor in place of its id; who is in no file is told and left out."""
    listed, name = _listed(layer.values), _name(layer.values)
    if not listed:
        return layer, ()
    found: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    for index, who in enumerate(listed):
        known = who if isinstance(who, Mapping) else sponsors.by_id.get(str(who))
        if known is None:
            problems.append(_unknown(layer, index, str(who), sponsors))
        elif known not in found:
            found.append(known)
    values = {key: value for key, value in layer.values.items() if key != name}
    return Layer(layer.origin, {**values, "sponsors": found or None}, layer.where), tuple(problems)


def _unknown(layer: Layer, index: int, who: str, sponsors: Sponsors) -> Problem:
    near = get_close_matches(who, sponsors.by_id, n=1)
    hint = f"did you mean `{near[0]}`? otherwise " if near else ""
    mend = f"{hint}add {sponsors.folder}/{shown(who)}.yaml with `title: …` and `link: …`"
    tell = partial(SPONSOR_UNKNOWN.at, message=f"`{shown(who)}` is no sponsor in {sponsors.folder}")
    if not sponsors.exists:
        tell = partial(LEFT_OUT.at, message=f"left out: the sponsor `{shown(who)}`, for there is no {sponsors.folder}")
    return tell(layer.where((_name(layer.values), index)), mend=mend, field="sponsors")


def thanks(sponsors: Sequence[Mapping[str, Any]]) -> str:
    """The lines that thank sponsors, as HTML that show notes may end with."""
    items = "".join(f"<li>{_line(one)}</li>\n" for one in sponsors)
    return f"<p>Sponsored by:</p>\n<ul>\n{items}</ul>" if items else ""


def _line(sponsor: Mapping[str, Any]) -> str:
    title = html.escape(str(sponsor.get("title") or sponsor.get("name") or sponsor.get("link") or ""), quote=False)
    link = str(sponsor.get("link") or "")
    if link.startswith(("https://", "http://")):
        title = f'<a href="{html.escape(link)}">{title}</a>'
    description = " ".join(str(sponsor.get("description") or "").split())
    return f"{title}: {html.escape(description, quote=False)}" if description else title
