"""The shows in the folders beside a show's: what each is known by, so that no two are known by the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml as pyyaml

from feedkit.records.document import read_document
from feedkit.records.source import ShowSource
from feedkit.records.yaml import parse_yaml
from feedkit.tags.identity import podcast_guid
from feedkit.tags.podcast_links import RemoteItem
from feedkit.tags.settle import settle
from feedkit.tags.show import Show
from feedkit.targets import SHOW_FILE

MOST = 10_000
"""Shows whose files are remembered while a whole folder of them is judged."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another show. path: its show file. guid: in small letters; '' where neither it nor an address is given.

    publisher: whom it names as that. children: the shows that it names, if it is a publisher.
    """

    path: str
    guid: str
    feed_url: str
    publisher: RemoteItem | None = None
    children: tuple[RemoteItem, ...] = ()


def neighbours_of(source: ShowSource) -> tuple[Neighbour, ...]:
    """The other shows in the folder that holds a show's, in the order of their names; what cannot be read is left out."""
    return beside(source.folder)


def beside(folder: Path) -> tuple[Neighbour, ...]:
    """As `neighbours_of`, of the show in a folder."""
    here = folder.resolve()
    files = sorted(one for one in here.parent.glob(f"*/{SHOW_FILE}") if one.parent != here)
    return tuple(_read(file, file.stat().st_mtime_ns) for file in files if file.is_file())


@lru_cache(maxsize=MOST)
def _read(file: Path, changed_ns: int) -> Neighbour:
    """changed_ns: when the file was last written; another file by then."""
    del changed_ns
    path = f"{file.parent.name}/{SHOW_FILE}"
    try:
        value = parse_yaml(read_document(file, path)).value
    except (OSError, pyyaml.YAMLError):
        value = None
    said = value if isinstance(value, dict) else {}
    url = str(said.get("feed_url") or "")
    guid = str(said.get("guid") or (podcast_guid(url) if url else "")).lower()
    return Neighbour(path, guid, url, *_links(said))


def _links(said: Mapping[str, Any]) -> tuple[RemoteItem | None, tuple[RemoteItem, ...]]:
    """What a show file says of publishers and their shows; what does not fit is left out, and told of its own show."""
    raw = {name: said[name] for name in ("medium", "publisher", "remote_items") if said.get(name) is not None}
    listed = raw.get("remote_items", [])
    raw["remote_items"] = listed if isinstance(listed, list) else [listed]
    show = settle(Show, raw).value
    publisher = show.publisher.remote_item if show.publisher is not None else None
    return publisher, show.remote_items if show.medium == "publisher" else ()
