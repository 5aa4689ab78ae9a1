"""What a project chooses: profiles, levels of single rules, thresholds, and the moment that counts as now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

from feedkit.errors import UsageError
from feedkit.problems import Level

PROFILES = ("core", "apple", "spotify", "psp1", "youtube")
"""Whose rules there are; `core` always applies."""

DEFAULT_PROFILES = ("core", "apple", "spotify", "psp1")

LEVELS: Mapping[str, Level | None] = {"error": Level.ERROR, "warning": Level.WARNING, "info": Level.INFO, "off": None}


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds that no document fixes, with feedkit's defaults."""

    plain_chars: int = 255
    """Characters of a title, an author, a name."""
    description_bytes: int = 4000
    """Bytes of a description, markup included."""
    description_most_bytes: int = 10_000
    """Bytes of an episode's description that Apple keeps."""
    guid_chars: int = 255
    guid_most_chars: int = 740
    """Characters of a guid that Podcast Index keeps."""
    url_chars: int = 768
    """Characters of an address that Podcast Index keeps."""
    trivial_guid_digits: int = 9
    """A guid of fewer digits and nothing else is used by somebody else too."""
    audio_least_kbits: float = 8
    audio_most_kbits: float = 3_000
    video_least_kbits: float = 50
    video_most_kbits: float = 60_000
    ambiguous_duration_s: int = 300
    """A two-part clock below this is suspected to mean hours and minutes."""
    longest_duration_s: int = 86_400
    soundbite_least_s: float = 15
    soundbite_most_s: float = 120
    stale_proof_days: int = 30
    """After this an ownership code has done its work."""
    stale_live_days: int = 30
    note_chapters: int = 3
    """Timed lines that Apple and Spotify want at least."""
    feed_info_bytes: int = 1_000_000
    feed_warning_bytes: int = 5_000_000
    feed_error_bytes: int = 25_000_000
    """The Podcast Index's aggregator drops feeds above this."""
    items_unpaged: int = 300
    items_most: int = 2000
    item_bytes: int = 65_536
    title_separators: int = 3
    """Separators in a title that make it a list of keywords."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices under which a show is judged.

    levels: by a rule's slug or id; None switches it off. now: what rules about the future compare with; None keeps
    them silent, so that nothing depends on the clock unless the caller asks. release: whether placeholders count.
    feed_url: the public address, where it is known from outside the show.
    """

    profiles: frozenset[str] = frozenset(DEFAULT_PROFILES)
    levels: Mapping[str, Level | None] = field(default_factory=dict)
    limits: Limits = Limits()
    now: datetime | None = None
    release: bool = False
    feed_url: str = ""

    def with_profiles(self, *profiles: str) -> Settings:
        """The same choices with other profiles; `core` always stays. UsageError for a name that is none."""
        return replace(self, profiles=_profiles(profiles, "profiles"))


def read_settings(folder: Path) -> Settings:
    """Read `feedkit.yaml`, else `[tool.feedkit]` of `pyproject.toml`, in `folder`; the defaults where neither is there.

    UsageError names the file and the key that is not understood.
    """
    chosen, where = _chosen(folder)
    return settings_of(chosen, where)


def settings_of(chosen: Mapping[str, Any], where: str = "settings") -> Settings:
    """Make settings of plain values: `profiles`, `rules`, `limits`, `now`, `release`, `feed_url`."""
    names = {"rules", *(f.name for f in fields(Settings))} - {"levels"}
    for name in chosen:
        if name not in names:
            raise UsageError(f"{where}: `{name}` is no setting; {_nearest(name, names)}")
    limits = Limits(**dict(_numbers(chosen.get("limits") or {}, where)))
    return Settings(
        _profiles(chosen.get("profiles", DEFAULT_PROFILES), where),
        dict(_levels(chosen.get("rules") or {}, where)),
        limits,
        _moment(chosen.get("now"), where),
        bool(chosen.get("release", False)),
        str(chosen.get("feed_url") or ""),
    )


def _chosen(folder: Path) -> tuple[Mapping[str, Any], str]:
    own, project = folder / "feedkit.yaml", folder / "pyproject.toml"
    if own.is_file():
        return _from_yaml(own), str(own)
    if project.is_file():
        return _from_toml(project), f"{project} [tool.feedkit]"
    return {}, "settings"


def _from_yaml(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        found = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: no YAML that can be read: {error}") from error
    if not isinstance(found, dict | None):
        raise UsageError(f"{path}: holds no `key: value` lines")
    return found or {}


def _from_toml(path: Path) -> Mapping[str, Any]:
    import tomllib

    try:
        tools = tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except ValueError as error:
        raise UsageError(f"{path}: no TOML that can be read: {error}") from error
    found = tools.get("feedkit", {})
    return found if isinstance(found, dict) else {}


def _profiles(names: Any, where: str) -> frozenset[str]:
    if isinstance(names, str):
        names = [names]
    for name in names:
        if name not in PROFILES:
            raise UsageError(f"{where}: `{name}` is no profile; there are {', '.join(PROFILES)}")
    return frozenset((*names, "core"))


def _levels(chosen: Mapping[str, Any], where: str) -> Iterator[tuple[str, Level | None]]:
    for name, level in chosen.items():
        word = "off" if level is False else str(level).lower()  # YAML reads a bare `off` as false
        if word not in LEVELS:
            raise UsageError(f"{where}: rules.{name}: `{level}` is no level; there are error, warning, info, off")
        yield str(name), LEVELS[word]


def _numbers(chosen: Mapping[str, Any], where: str) -> Iterator[tuple[str, Any]]:
    kinds = get_type_hints(Limits)
    for name, value in chosen.items():
        if name not in kinds:
            raise UsageError(f"{where}: `limits.{name}` is no limit; {_nearest(name, kinds)}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UsageError(f"{where}: `limits.{name}` is no number: `{value}`")
        yield name, kinds[name](value)


def _moment(value: Any, where: str) -> datetime | None:
    if value is None:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"{where}: `now` is no date: `{value}`; write `2026-03-01T06:00:00Z`") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _nearest(name: str, names: Any) -> str:
    close = get_close_matches(str(name), sorted(names), 1)
    return f"did you mean `{close[0]}`?" if close else f"there are {', '.join(sorted(names))}"
