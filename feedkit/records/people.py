"""People by their ids: a file a person, looked up for the hosts and guests of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from feedkit.problems import Problem
from feedkit.records.document import read_document
from feedkit.records.front_matter import read_front_matter
from feedkit.records.kinds import PERSON_UNKNOWN, SCHEMA
from feedkit.records.layers import Layer, Locate

ROLES = {"hosts": "host", "guests": "guest"}
"""The lists of a record, and the role that standing in one gives. A person's file does not say the role."""

_NAMES = {"name": "name", "title": "name", "homepage": "href", "href": "href", "image": "img", "img": "img"} | {
    "avatar": "img",
}
_IGNORED = {"username", "aliases", "bio", "type", "avatar_small", "is_archived"}
_SOCIAL = {"instagram", "linkedin", "mastodon", "twitter", "youtube", "gplus"}


@dataclass(frozen=True)
class People:
    """All that is known of people, by id and by alias."""

    folder: str = ""
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_people(folder: FilePath, shown: str, *, image_base: str = "") -> People:
    """Read the files of a people folder; a folder that does not exist has nobody in it.

    image_base: what a picture's path that begins with `/` is relative to.
    """
    by_id: dict[str, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (".md", ".yaml", ".yml", ".json", ".toml") and not path.name.startswith(("_", ".")):
            person, ids, found = _read_person(path, f"{shown}/{path.name}", image_base)
            problems += found
            by_id |= dict.fromkeys(ids, person)
    return People(shown, by_id, tuple(problems))


def _read_person(path: FilePath, shown: str, image_base: str) -> tuple[dict[str, Any], list[str], list[Problem]]:
    document = read_document(path, shown)
    if not document.readable:
        return {}, [], list(document.problems)
    front = read_front_matter(document)
    problems = [*document.problems, *front.problems]
    person: dict[str, Any] = {}
    for key, value in front.head.items():
        if key in _NAMES:
            if value:
                person.setdefault(_NAMES[key], image_base + value if str(value).startswith("/") else value)
        elif key not in _IGNORED | _SOCIAL:
            mend = f"a person has {', '.join(f'`{name}`' for name in ('username', 'aliases', 'name', 'href', 'img'))}"
            problems.append(
                document.problem(SCHEMA, front.locate((key,)), f"`{key}` is not known of a person", mend=mend)
            )
    username = str(front.head.get("username") or path.stem)
    person.setdefault("name", username)
    aliases = front.head.get("aliases") or []
    return person, [username, *(aliases if isinstance(aliases, list) else [aliases])], problems


def with_persons(layer: Layer, people: People) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with `persons` made of its hosts and guests (and ids among its persons), each person once.

    Who is in no file is reported and left out.
    """
    if not {"hosts", "guests", "persons"} & layer.values.keys():
        return layer, ()
    persons: list[Any] = []
    sources: list[tuple[str | int, ...]] = []
    problems: list[Problem] = []
    for path, who, role in _listed(layer.values):
        person = _resolve(who, role, people, strict=path[0] in ROLES)
        if person is None:
            problems.append(_unknown(str(who), people, layer.where, path))
        elif not any(str(p.get("name")) == str(person.get("name")) for p in persons if isinstance(p, Mapping)):
            persons.append(person)
            sources.append(path)
    values = {name: value for name, value in layer.values.items() if name not in ROLES}
    values["persons"] = persons if persons or not _suppressed(layer.values) else None

    def where(path: tuple[str | int, ...]) -> Any:
        if path and path[0] == "persons":
            if len(path) > 1 and int(path[1]) < len(sources):
                return layer.where((*sources[int(path[1])], *path[2:]))
            return layer.where(sources[0] if sources else ("persons",))
        return layer.where(path)

    return Layer(layer.origin, values, where), tuple(problems)


def _suppressed(values: Mapping[str, Any]) -> bool:
    return "persons" in values and values["persons"] is None


def _listed(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any, str]]:
    for name in ("persons", *ROLES):
        listed = values.get(name)
        for index, who in enumerate(listed if isinstance(listed, list) else [] if listed is None else [listed]):
            yield (name, index), who, ROLES.get(name, "")


def _resolve(who: Any, role: str, people: People, *, strict: bool) -> Mapping[str, Any] | None:
    if isinstance(who, Mapping):
        username = who.get("username") or (who.get("name") if strict else None)
        known = people.by_id.get(str(username), {})
        return {**({"role": role} if role else {}), **known, **{k: v for k, v in who.items() if k != "username"}}
    known = people.by_id.get(str(who), {})
    if not known and strict:
        return None
    return {**(known or {"name": who}), **({"role": role} if role else {})}


def _unknown(who: str, people: People, where: Locate, path: tuple[str | int, ...]) -> Problem:
    near = get_close_matches(who, people.by_id, n=1)
    hint = f"did you mean `{near[0]}`? otherwise " if near else ""
    return PERSON_UNKNOWN.at(
        where(path),
        f"`{who}` is nobody in {people.folder}",
        mend=f"{hint}add {people.folder}/{who}.yaml with `name: …`",
        field=str(path[0]),
    )
