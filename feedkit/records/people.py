"""People by their ids: a file a person, looked up for the hosts and guests of a record."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from feedkit.problems import Place, Problem
from feedkit.records.aliases import PERSON
from feedkit.records.document import Document, read_document
from feedkit.records.front_matter import FrontMatter, read_front_matter
from feedkit.records.kinds import PERSON_UNKNOWN, SCHEMA
from feedkit.records.layers import Layer, Locate, Path
from feedkit.records.loose_values import renamed
from feedkit.records.strays import NOBODYS

ROLES = {"hosts": "host", "guests": "guest", "host": "host", "guest": "guest"}
"""The lists of a record, and the role that standing in one gives. A person's file does not say the role."""
_LISTS = ("persons", "person", *ROLES)

_NAMES = {"name": "name", "title": "name", "homepage": "href", "website": "href", "href": "href"} | dict.fromkeys(
    ("image", "img", "avatar", "thumbnail"), "img"
)
_IGNORED = {"username", "aliases", "bio", "type", "avatar_small", "is_archived", "date", "draft", "pronouns", "hide"}
_SOCIAL = {"instagram", "linkedin", "mastodon", "twitter", "youtube", "gplus", "facebook", "github", "pinterest"} | {
    "threads",
    "twitch",
    "bluesky",
}
"""Keys in any case, as sites write them."""


class Known(NamedTuple):
    """What a person's file says. values: by the field names of a person in a feed. where: where each was written."""

    values: Mapping[str, Any]
    where: Mapping[str, Callable[[], Place]]


_NOBODY = Known({}, {})


@dataclass(frozen=True)
class People:
    """All that is known of people, by id and by alias. paths: likewise the files that say so."""

    folder: str = ""
    by_id: Mapping[str, Known] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    paths: Mapping[str, str] = dataclasses.field(default_factory=dict)


def read_people(folders: Iterable[tuple[FilePath, str]], *, image_base: str = "") -> People:
    """Read the files of folders of people, the first folder's last; one that does not exist has nobody in it.

    folders: each with its path as problems print it. image_base: the address that pictures without one are relative to.
    """
    by_id: dict[str, Known] = {}
    paths: dict[str, str] = {}
    problems: list[Problem] = []
    listed = list(folders)
    for path, shown in (one for folder in reversed(listed) for one in files_in(*folder)):
        person, ids, found = _read_person(path, shown, image_base)
        problems += found
        by_id |= dict.fromkeys(ids, person)
        paths |= dict.fromkeys(ids, str(path))
    return People(" and ".join(shown for _, shown in listed), by_id, tuple(problems), paths)


def people_named(values: Mapping[str, Any]) -> Iterator[str]:
    """The ids by which a record, or a show, may name people."""
    return (name for _, who, _ in _listed(values) for name in (_id_of(who), *_parts(who)))


def files_in(folder: FilePath, shown: str) -> Iterator[tuple[FilePath, str]]:
    """The files of a folder that may speak of one thing each, with their paths as problems print them."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in ENDINGS and not path.name.startswith(("_", ".")):
            yield path, f"{shown}/{path.name}"


ENDINGS = (".md", ".yaml", ".yml", ".json", ".toml")


def _read_person(path: FilePath, shown: str, image_base: str) -> tuple[Known, list[str], list[Problem]]:
    document = read_document(path, shown)
    if not document.readable:
        return _NOBODY, [], list(document.problems)
    front = read_front_matter(document)
    problems = [*document.problems, *front.problems, *nothing_said(document, front, path, "name")]
    values: dict[str, Any] = {}
    where: dict[str, Callable[[], Place]] = {}
    for key, value in front.head.items():
        field = _NAMES.get(key.lower())
        if field and value and field not in values:
            values[field] = _with_base(str(value), image_base) if field == "img" else value
            where[field] = partial(front.locate, (key,))
        elif key.lower() not in _NAMES.keys() | _IGNORED | _SOCIAL:
            mend = f"a person has {', '.join(f'`{name}`' for name in ('username', 'aliases', 'name', 'href', 'img'))}"
            problems.append(
                document.problem(SCHEMA, front.locate((key,)), f"`{key}` is not known of a person", mend=mend)
            )
    username = str(front.head.get("username") or path.stem)
    values.setdefault("name", username)
    aliases = front.head.get("aliases") or []
    return Known(values, where), [username, *(aliases if isinstance(aliases, list) else [aliases])], problems


def nothing_said(document: Document, front: FrontMatter, path: FilePath, name: str) -> Iterator[Problem]:
    """A word on a file without fields, for what it is about is then called by the file's name. name: the first field."""
    if front.ok and not front.head and path.stem.lower() not in NOBODYS:
        message = f"the file says nothing that is known; what it is about is called `{path.stem}`"
        mend = f"write `{name}: …` between two lines `---`, or the fields alone into {path.stem}.yaml"
        yield SCHEMA.at(document.place_at(0), message, mend=mend)


def _with_base(picture: str, base: str) -> str:
    return picture if "://" in picture or not base else f"{base.rstrip('/')}/{picture.lstrip('/')}"


def with_persons(layer: Layer, people: People) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with `persons` made of its hosts and guests (and ids among its persons), each person once.

    Who is in no file is reported and left out.
    """
    if layer.values.keys().isdisjoint(_LISTS):
        return layer, ()
    persons: list[Mapping[str, Any]] = []
    sources: list[tuple[Path, Known]] = []
    problems: list[Problem] = []
    for path, who, role in _one_each(layer.values, people):
        known = _known(who, people)
        if known is _NOBODY and path[0] in ROLES and not isinstance(who, Mapping) and not _is_name(who, people):
            problems.append(_unknown(str(who), people, layer.where, path))
            continue
        person = _person(who, role, known)
        if not _is_listed(person, persons, by_name=path[0] in ROLES):
            persons.append(person)
            sources.append((path, known))
    values = {name: value for name, value in layer.values.items() if name not in _LISTS}
    values["persons"] = persons if persons or not _suppressed(layer.values) else None
    return Layer(layer.origin, values, _where(layer.where, sources)), tuple(problems)


def _where(where: Locate, sources: Sequence[tuple[Path, Known]]) -> Locate:
    """Finds what a record says of a person in the record, and what the person's file says in that file."""

    def locate(path: Path) -> Place:
        if not path or path[0] != "persons":
            return where(path)
        if len(path) == 1 or int(path[1]) >= len(sources):
            return where(sources[0][0] if sources else path)
        written, known = sources[int(path[1])]
        found = known.where.get(str(path[2])) if len(path) > 2 else None  # noqa: PLR2004 - list, index, name
        return found() if found is not None else where((*written, *path[2:]))

    return locate


def _is_name(who: Any, people: People) -> bool:
    """Whether a word is a name, as `Amy Brewer`, and no misspelt id: ids have no spaces."""
    text = str(who).strip()
    return " " in text and not get_close_matches(text, people.by_id, n=1)


def _suppressed(values: Mapping[str, Any]) -> bool:
    return any(name in values and values[name] is None for name in ("persons", "person"))


def _listed(values: Mapping[str, Any]) -> Iterator[tuple[Path, Any, str]]:
    for name in _LISTS:
        listed = values.get(name)
        for index, who in enumerate(listed if isinstance(listed, list) else [] if listed is None else [listed]):
            yield (name, index), who, ROLES.get(name, "")


def _one_each(values: Mapping[str, Any], people: People) -> Iterator[tuple[Path, Any, str]]:
    """As `_listed`, with each of `amy, kim` by itself, if one of them is known; `Kim Leaf, PhD` is one person."""
    for path, who, role in _listed(values):
        parts = _parts(who) if not people.by_id.keys().isdisjoint(_parts(who)) else [who]
        yield from ((path, part, role) for part in parts)


def _parts(who: Any) -> list[str]:
    return [part.strip() for part in who.split(",") if part.strip()] if isinstance(who, str) and "," in who else []


def _is_listed(person: Mapping[str, Any], persons: Sequence[Mapping[str, Any]], *, by_name: bool) -> bool:
    """Whether somebody stands there already; a host who is listed again as a guest stays a host."""
    keys = ("name",) if by_name else ("name", "role", "group")
    return any(all(str(other.get(key)) == str(person.get(key)) for key in keys) for other in persons)


def _known(who: Any, people: People) -> Known:
    return people.by_id.get(_id_of(who), _NOBODY)


def _id_of(who: Any) -> str:
    return str((who.get("username") or who.get("name")) if isinstance(who, Mapping) else who).strip()


def _person(who: Any, role: str, known: Known) -> Mapping[str, Any]:
    """What a record says of somebody, over what the file says, with the role of the list."""
    said = {k: v for k, v in renamed(who, PERSON).items() if k != "username"} if isinstance(who, Mapping) else {}
    name = {} if known.values or isinstance(who, Mapping) else {"name": who}
    return {**name, **known.values, **({"role": role} if role else {}), **said}


def _unknown(who: str, people: People, where: Locate, path: Path) -> Problem:
    near = get_close_matches(who, people.by_id, n=1)
    hint = f"did you mean `{near[0]}`? otherwise " if near else ""
    return PERSON_UNKNOWN.at(
        where(path),
        f"`{who}` is nobody in {people.folder}",
        mend=f"{hint}add {people.folder}/{who}.yaml with `name: …`",
        field=str(path[0]),
    )
