"""What to write, a row a rule: the mends of values, and those of whole files."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from feedkit.errors import UsageError
from feedkit.records.repairs import characters, line_ends, mojibake, spaces
from feedkit.rules.engine import find_rule
from feedkit.rules.languages import COUNTRIES, fault_of_language
from feedkit.rules.links import CHAPTERS_TYPE
from feedkit.rules.text import INVISIBLE
from feedkit.rules.xml import TWICE
from feedkit.tags.lists import APPLE_CATEGORIES, OBSOLETE_CATEGORIES
from feedkit.tags.media_types import ALIASES, SRT_NAMES

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPOKEN = re.compile(
    r"(?:(\d{1,3}) ?h(?:(?:ou)?rs?)?)?[ ,]*(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?)?[ ,]*(?:(\d{1,5}) ?s(?:ec(?:ond)?s?)?)?",
    re.ASCII | re.IGNORECASE,
)
_CATEGORIES = {name.lower(): name for top, subs in APPLE_CATEGORIES.items() for name in (top, *subs)}


@dataclass(frozen=True, slots=True)
class Mend:
    """new: gives what to write for what is written; the same where it has nothing to say. spares: fields left alone."""

    new: Callable[[str], str]
    is_safe: bool = True
    spares: tuple[str, ...] = ("guid",)


def _without_padding(value: str) -> str:
    return value if _is_address(value) else value.strip()


def _unescaped_twice(value: str) -> str:
    return value if _is_address(value) else TWICE.sub(lambda found: html.unescape(found.group()), value)


def _plain_text(value: str) -> str:
    return value if _TAG.search(value) else html.unescape(value)


def _language(value: str) -> str:
    tag = value.strip().replace("_", "-")
    return value if fault_of_language(tag) else tag


def _category(value: str) -> str:
    return " > ".join(_CATEGORIES.get(name.lower(), name) for name in value.split(" > "))


def _category_of_today(value: str) -> str:
    """A category in the place of one that was retired; where that is a pair, only in the place of a pair."""
    new = OBSOLETE_CATEGORIES.get(value.replace(" > ", "/"), value).replace("/", " > ")
    return new if new.count(" > ") <= value.count(" > ") else value


@lru_cache(maxsize=4)
def _visible(value: str) -> str:
    """Asked thrice of each value, and slow for long runs of combining marks (CPython's NFC takes time by their square)."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", value))


def _transcript_type(value: str) -> str:
    return "application/x-subrip" if value.lower() in SRT_NAMES else value


def _chapters_type(value: str) -> str:
    return CHAPTERS_TYPE if "json" in value.lower() else value


def _secure(value: str) -> str:
    return re.sub(r"\Ahttp://", "https://", value)


def _digits(value: str) -> str:
    """`48,213,331` as digits: what stands between groups of three divides thousands."""
    return re.sub(r"\D", "", value) if re.fullmatch(r"\d{1,3}(?:[,.' _]\d{3})+", value) else value


def _whole(value: str) -> str:
    return re.sub(r"\A(\d+)\.0+\Z", r"\1", value)


def _seconds(value: str) -> str:
    """Seconds for `1h 2m` and `61 mins 19 secs`."""
    found = _SPOKEN.fullmatch(value.strip())
    if found is None or not any(found.groups()):
        return value
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return str(hours * 3600 + minutes * 60 + seconds)


def _coordinates(value: str) -> str:
    return re.sub(r"\s", "", value)


def _country(value: str) -> str:
    return value.upper() if value.upper() in COUNTRIES else value


def _is_address(value: str) -> bool:
    return "://" in value


OF_VALUES = {
    "FK009": Mend(_unescaped_twice),
    "FK024": Mend(_without_padding),
    "FK033": Mend(_language),
    "FK061": Mend(_plain_text),
    "FK081": Mend(lambda value: ALIASES.get(value.lower(), value)),
    "FK083": Mend(_digits),
    "FK126": Mend(_visible),
    "FK137": Mend(_category),
    "FK142": Mend(_category_of_today),
    "FK158": Mend(_seconds),
    "FK230": Mend(_coordinates),
    "FK233": Mend(_country),
    "FK310": Mend(_transcript_type),
    "FK312": Mend(_language),
    "FK318": Mend(_chapters_type),
    "FK431": Mend(_whole),
    "FK129": Mend(_secure, is_safe=False),  # the host may not serve https
    "FK130": Mend(_secure, is_safe=False, spares=("guid", "enclosure")),
}
"""By the rule whose problem stands at the value."""

OF_FILES = {
    "FK421": Mend(lambda text: mojibake.mend(text, "")[0]),
    "FK422": Mend(lambda text: line_ends.mend(text, "")[0], is_safe=False),  # every line changes, and git may undo it
    "FK424": Mend(lambda text: characters.mend(text, "")[0]),
    "FK423": Mend(lambda text: spaces.mend(text, "")[0]),
}
"""What reading repairs every time, written down: in the order in which reading does it."""

OF_KEYS = {"FK377": re.compile(r"`(?P<old>[\w-]+)` is not a field of .*; did you mean `(?P<new>[\w-]+)`\?")}
"""What is no field, and the field that is meant; never safe, because what is written there begins to count."""

MENDS = OF_VALUES | OF_FILES | dict.fromkeys(OF_KEYS, Mend(lambda key: key, is_safe=False))


def ids_of(names: Collection[str]) -> frozenset[str]:
    """The ids of rules that were named by id or slug. UsageError for one that has no mend."""
    by_name = {name.lower(): rule for rule in MENDS if (one := find_rule(rule)) for name in (rule, one.slug)}
    for name in names:
        if name.lower() not in by_name:
            unsafe = sorted(
                slug for slug, rule in by_name.items() if not slug.startswith("fk") and not MENDS[rule].is_safe
            )
            raise UsageError(f"`{name}` has no mend that could be applied; there are {', '.join(unsafe)}")
    return frozenset(by_name[name.lower()] for name in names)
