"""Settings as people write them: in `feedkit.yaml`, in `pyproject.toml`, or as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from feedkit.errors import UsageError
from feedkit.problems import Level
from feedkit.settings import FAIL_ON, LEVELS, Limits, Settings, place_fault, profile_fault

if TYPE_CHECKING:
    from feedkit.records.backend_choices import BackendChoices

MOST_LISTED = 40

Steps = tuple[str | int, ...]
Locate = Callable[[Steps], object]
Names = Callable[[], Iterable[str]]
Fault = Callable[..., None]
"""Is told what is not understood, and the steps that lead to it."""


def read_settings(folder: Path, names: Names | None = None) -> Settings:
    """Read `feedkit.yaml`, else `[tool.feedkit]` of `pyproject.toml`, in `folder`; the defaults where neither is there.

    names: gives the names that rules have, if they are to be compared with those that are set.
    UsageError tells all that is not understood, each with its file, line and column.
    """
    own, project = folder / "feedkit.yaml", folder / "pyproject.toml"
    if (misnamed := folder / "feedkit.yml").is_file():
        raise UsageError(f"{misnamed.as_posix()}: settings are read from `feedkit.yaml`; rename the file")
    if own.is_file():
        return settings_of(*_from_file(own, ()), names)
    if project.is_file() and _names_us(project):
        return settings_of(*_from_file(project, ("tool", "feedkit")), names)
    return Settings()


def settings_of(
    chosen: Mapping[str, Any], locate: Locate = lambda _steps: "settings", names: Names | None = None
) -> Settings:
    """Make settings of plain values: the fields of Settings by their names, `levels` by the name `rules`.

    locate: where a value stands. names: as in `read_settings`. UsageError tells all that is not understood, a line each.
    """
    faults: list[tuple[Any, str]] = []

    def fault(message: str, *steps: str | int) -> None:
        faults.append((locate(steps), message))

    found = dict[str, Any]()
    for name, value in chosen.items():
        if name not in _READERS:
            fault(f"`{name}` is no setting; {_nearest(name, _READERS)}", name)
        elif value is not None:
            found["levels" if name == "rules" else name] = _READERS[name](value, fault)
    if names is not None and found.get("levels"):
        known = {*names()}
        for name in found["levels"].keys() - known:
            fault(f"`{name}` is no rule; {_nearest(name, known)}", "rules", name)
    if faults:
        raise UsageError("\n".join(f"{place}: {message}" for place, message in sorted(faults)))
    return Settings(**found)


def _names_us(project: Path) -> bool:
    """Whether a Python project's file may have a word for feedkit; most have none, and need not be read at every start."""
    try:
        return b"feedkit" in project.read_bytes()
    except OSError:
        return True  # which reading it tells


def _from_file(path: Path, inside: Steps) -> tuple[Mapping[str, Any], Locate]:
    """The values of a file, and the way to their places. inside: the table that is meant."""
    from feedkit.records.document import read_document
    from feedkit.records.kinds import EMPTY

    if path.suffix == ".toml":
        from feedkit.records.toml import parse_toml as parse
    else:
        from feedkit.records.yaml import parse_yaml as parse
    document = read_document(path, path.as_posix())
    parsed = parse(document)
    found = parsed.problems if document.readable else document.problems
    faults = [problem for problem in found if problem.level == Level.ERROR]
    if faults and {problem.rule for problem in faults} == {EMPTY.rule}:
        return {}, parsed.locate  # all that was written is commented out
    if faults:
        raise UsageError("\n".join(f"{problem.place}: {problem.message}" for problem in faults))
    value = parsed.value
    for step in inside:
        value = value.get(step, {}) if isinstance(value, Mapping) else {}
    if not isinstance(value, Mapping):
        raise UsageError(f"{parsed.locate(inside)}: there are no `key: value` lines here")
    return value, lambda steps: parsed.locate((*inside, *steps))


def _profiles(value: Any, fault: Fault) -> frozenset[str]:
    names = value if isinstance(value, list | tuple) else [value]
    for number, name in enumerate(names):
        if message := profile_fault(name):
            fault(message, "profiles", number)
    return frozenset((*map(str, names), "core"))


def _levels(value: Any, fault: Fault) -> dict[str, Level | None]:
    found = dict[str, Level | None]()
    for name, level in _mapping(value, fault, "rules"):
        word = "off" if level is False else str(level).lower()  # YAML 1.1 takes a bare `off` for false
        if word not in LEVELS:
            fault(f"rules.{name}: `{level}` is no level; there are {', '.join(LEVELS)}", "rules", name)
        found[name] = LEVELS.get(word)
    return found


def _limits(value: Any, fault: Fault) -> Limits:
    kinds, found = get_type_hints(Limits), dict[str, Any]()
    for name, number in _mapping(value, fault, "limits"):
        if name not in kinds:
            fault(f"`limits.{name}` is no limit; {_nearest(name, kinds)}", "limits", name)
            continue
        try:
            found[name] = kinds[name](str(number))
        except ValueError:
            found[name] = -1
        if not found[name] >= 0:  # `nan` is not, either
            fault(f"`limits.{name}` is no number from 0 on: `{number}`", "limits", name)
    return Limits(**found)


def _mapping(value: Any, fault: Fault, name: str) -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    fault(f"`{name}` holds no `key: value` lines", name)
    return ()


def _moment(value: Any, fault: Fault) -> datetime | None:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        fault(f"`now` is no date: `{value}`; write `2026-03-01T06:00:00Z`", "now")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _flag(value: Any, fault: Fault) -> bool:
    word = str(value).lower()
    if word not in ("true", "false"):
        fault(f"`release` is neither `true` nor `false`: `{value}`", "release")
    return word == "true"


def _fail_on(value: Any, fault: Fault) -> Level | None:
    word = str(value)
    if word not in FAIL_ON:
        fault(f"`fail_on` is `{word}`; there are {', '.join(FAIL_ON)}", "fail_on")
    return FAIL_ON.get(word)


def _backends(value: Any, fault: Fault) -> BackendChoices:
    from feedkit.records.backend_choices import BackendChoices
    from feedkit.tags.settle import settle

    settled = settle(BackendChoices, dict(_mapping(value, fault, "backends")))
    for found in settled.faults:
        fault(f"`{'.'.join(map(str, ('backends', *found.path)))}` {found.message}", "backends", *found.path)
    choices: BackendChoices = settled.value
    return choices


def _text_of(name: str) -> Callable[[Any, Fault], str]:
    def read(value: Any, fault: Fault) -> str:
        if not isinstance(value, str):
            fault(f"`{name}` is one text: `{value}`", name)
            return ""
        return value

    return read


def _places(value: Any, fault: Fault) -> tuple[str, ...]:
    places = value if isinstance(value, list | tuple) else [value]
    for number, place in enumerate(places):
        if message := place_fault(place):
            fault(message, "allow_private", number)
    return tuple(map(str, places))


_READERS: Mapping[str, Callable[[Any, Fault], Any]] = {
    "profiles": _profiles,
    "rules": _levels,
    "limits": _limits,
    "now": _moment,
    "release": _flag,
    "feed_url": _text_of("feed_url"),
    "fail_on": _fail_on,
    "baseline": _text_of("baseline"),
    "allow_private": _places,
    "backends": _backends,
}


def _nearest(name: str, names: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    listed = sorted(names)
    close = get_close_matches(str(name), listed, 1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"there are {', '.join(listed)}" if len(listed) < MOST_LISTED else "`feedkit rules` lists them"
