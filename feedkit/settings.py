"""What a project chooses: profiles, levels of single rules, thresholds, and the moment that counts as now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from feedkit.errors import UsageError
from feedkit.problems import Level

if TYPE_CHECKING:
    from feedkit.records.backend_choices import BackendChoices

Profile = Literal["core", "apple", "spotify", "psp1", "youtube"]
"""Whose rules there are; `core` always applies."""
PROFILES: tuple[Profile, ...] = get_args(Profile)

DEFAULT_PROFILES = ("core", "apple", "spotify", "psp1")

LEVELS: Mapping[str, Level | None] = {"error": Level.ERROR, "warning": Level.WARNING, "info": Level.INFO, "off": None}

_PLACE = re.compile(r"\S+:[0-9]{1,5}")

FAIL_ON: Mapping[str, Level | None] = {name: level for name, level in LEVELS.items() if level} | {"never": None}


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
    """Characters of a guid."""
    guid_most_chars: int = 740
    """Characters of a guid that Podcast Index keeps."""
    url_chars: int = 768
    """Characters of an address that Podcast Index keeps."""
    trivial_guid_digits: int = 9
    """A guid of fewer digits and nothing else is used by somebody else too."""
    audio_least_kbits: float = 8
    """Kilobits per second of sound, by size and duration: below this one of the two is wrong."""
    audio_most_kbits: float = 3_000
    """And above this."""
    video_least_kbits: float = 50
    """The same of films."""
    video_most_kbits: float = 60_000
    """And above this."""
    ambiguous_duration_s: int = 300
    """A two-part clock below this is suspected to mean hours and minutes."""
    longest_duration_s: int = 86_400
    """A duration of more seconds was given in another unit."""
    soundbite_least_s: float = 15
    """Seconds of a soundbite."""
    soundbite_most_s: float = 120
    """Seconds of a soundbite."""
    stale_proof_days: int = 30
    """After this an ownership code has done its work."""
    stale_live_days: int = 30
    """After this an announcement of a live stream that ended has done its work."""
    note_chapters: int = 3
    """Timed lines that Apple and Spotify want at least."""
    feed_info_bytes: int = 1_000_000
    """Bytes of a feed that are told."""
    feed_warning_bytes: int = 5_000_000
    """Bytes of a feed that are warned of."""
    feed_error_bytes: int = 25_000_000
    """The Podcast Index's aggregator drops feeds above this."""
    items_unpaged: int = 300
    """Episodes of a feed without archive pages."""
    items_most: int = 2000
    """Episodes of any feed."""
    item_bytes: int = 65_536
    """Bytes that an episode takes of the feed."""
    moved_days: float = 2
    """By how much the date of a published episode may move."""
    title_separators: int = 3
    """Separators in a title that make it a list of keywords."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices under which a show is judged."""

    profiles: frozenset[str] = frozenset(DEFAULT_PROFILES)
    """Whose rules apply, beside `core`: `apple`, `spotify`, `youtube`, `psp1`."""
    levels: Mapping[str, Level | None] = field(default_factory=dict)
    """By a rule's slug or id: `error`, `warning`, `info`, or `off`."""
    limits: Limits = Limits()
    """Thresholds that no document fixes."""
    now: datetime | None = None
    """What rules about the future compare with; without it they are silent, so that nothing depends on the clock."""
    release: bool = False
    """Whether example addresses and TODOs are errors."""
    feed_url: str = ""
    """The public address of the feed, where it is known from outside the show."""
    fail_on: Level | None = Level.ERROR
    """The least level that fails `feedkit validate`: `error`, `warning`, `info`, or `never`."""
    baseline: str = ""
    """A file of known problems, which are not told again."""
    allow_private: tuple[str, ...] = ()
    """Places in private networks that may be asked, each as `host:port`; all others are refused."""
    backends: BackendChoices | None = None
    """The models that may be asked for guesses by shows that name none: `llm`, `embeddings`."""

    def with_profiles(self, *profiles: str) -> Settings:
        """The same choices with other profiles; `core` always stays. UsageError for a name that is none."""
        _refuse("profiles", map(profile_fault, profiles))
        return replace(self, profiles=frozenset((*profiles, "core")))

    def with_places(self, *places: str) -> Settings:
        """The same choices with further places that may be asked, each `host:port`; UsageError for what is none."""
        _refuse("--allow-private", map(place_fault, places))
        return replace(self, allow_private=(*self.allow_private, *places))


def profile_fault(name: object) -> str:
    """What is wrong with the name of a profile; '' for nothing."""
    return "" if name in PROFILES else f"`{name}` is no profile; there are {', '.join(PROFILES)}"


def place_fault(place: object) -> str:
    """What is wrong with a place in a private network; '' for nothing."""
    if _PLACE.fullmatch(str(place)):
        return ""
    return f"`allow_private` holds `{place}`; write `host:port`, such as `localhost:8000`"


def _refuse(where: str, faults: Iterable[str]) -> None:
    said = [f"{where}: {fault}" for fault in faults if fault]
    if said:
        raise UsageError("\n".join(sorted(said)))
