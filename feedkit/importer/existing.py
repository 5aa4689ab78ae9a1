"""What is in a show's folder already: an episode stays in the record that holds it, whatever that is called."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from feedkit.errors import InvalidRecord
from feedkit.importer.names import apart
from feedkit.merge import combine
from feedkit.records.load import load_source
from feedkit.tags.episode import Episode
from feedkit.targets import SHOW_FILE

EPISODES = "episodes"


class Held(NamedTuple):
    """A record that is there. file: relative to the show's folder. url: of its media."""

    file: str
    guid: str
    url: str


class Existing(NamedTuple):
    """What a folder holds. records: drafts and withdrawn ones, too. template: of titles, '' where they stand as they are;
    None where there is no show. namespaces: that its records may use, by prefix.
    """

    records: tuple[Held, ...] = ()
    template: str | None = None
    namespaces: Mapping[str, Any] = MappingProxyType({})


def existing_in(folder: Path) -> Existing:
    """What a folder holds; nothing where it is no show yet, or cannot be read."""
    if not (folder / SHOW_FILE).is_file():
        return Existing()
    try:
        source = load_source(folder)
    except InvalidRecord:
        return Existing()
    said = ((draft.path.removeprefix(f"{source.path}/"), combine(draft.layers)) for draft in source.drafts)
    template, namespaces = source.file.title_template, combine(source.layers).get("namespaces")
    return Existing(
        tuple(_held(file, raw) for file, raw in said),
        "" if template == "{title}" else template,
        namespaces if isinstance(namespaces, Mapping) else {},
    )


def _held(file: str, raw: Mapping[str, Any]) -> Held:
    return Held(file, _part(raw.get("guid"), "text"), _part(raw.get("enclosure"), "url"))


def _part(value: Any, name: str) -> str:
    """What a short form says, or one field of the long one."""
    found = value.get(name) if isinstance(value, Mapping) else value
    return str(found) if isinstance(found, (str, int, float)) else ""


def files_of(episodes: Sequence[Episode], names: Sequence[str], held: Sequence[Held]) -> list[str]:
    """The file of each episode: the record that is about it already, or else a new one, called by its name."""
    by_file = {one.file: one for one in held}
    known = {one.guid or one.url: one.file for one in reversed(held) if one.guid or one.url}
    files: dict[str, None] = {}
    for episode, name in zip(episodes, names, strict=True):
        file = _file(episode, name, by_file, known)
        files[_new(episode, name, by_file.keys() | files) if file in files else file] = None
    return [*files]


def _file(episode: Episode, name: str, by_file: Mapping[str, Held], known: Mapping[str, str]) -> str:
    """known: files by guid, and those of records without one by the address of their media."""
    own = f"{EPISODES}/{name}.md"
    guid = _as_in_records(episode.guid.text if episode.guid is not None else "")
    url = _as_in_records((episode.enclosure.url if episode.enclosure is not None else None) or "")
    if own in by_file and _is_about(by_file[own], guid, url):
        return own
    return known.get(guid) or known.get(url) or _new(episode, name, by_file)


def _new(episode: Episode, name: str, taken: Container[str]) -> str:
    while (file := f"{EPISODES}/{name}.md") in taken:
        name = apart(name, episode)
    return file


def _is_about(held: Held, guid: str, url: str) -> bool:
    """Whether a record of the episode's name is the episode's; its author may have given it another guid."""
    return held.guid in ("", guid) or held.url == url


def _as_in_records(text: str) -> str:
    """With line ends as they are mended wherever records have them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
