"""What an imported record's file is called: its number or its day, and a slug of its title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from feedkit.records.keys import is_plain_key
from feedkit.tags.episode import Episode

MOST_SLUG = 60
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "&": " and ", "’": "", "'": ""}
)
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def record_names(episodes: Sequence[Episode]) -> list[str]:
    """A name for each episode, without ending: letters, digits and `-`, all different even where case is not seen.

    An episode's name depends on itself and on those published before it alone: a new one changes no other's. Names
    sort as the episodes do, as far as numbers and days tell.
    """
    names: dict[int, str] = {}
    taken = set[str]()
    for index in sorted(range(len(episodes)), key=lambda i: (_moment(episodes[i]), -i)):
        name = _name(episodes[index])
        if name in taken or not is_plain_key(name):
            name = apart(name, episodes[index])
        while name in taken:
            name += "-again"
        taken.add(name)
        names[index] = name
    return [names[index] for index in range(len(episodes))]


def apart(name: str, episode: Episode) -> str:
    """A name that another episode has, or that is no name, with what tells the episode from all others."""
    return f"{name or 'episode'}-{_digest(episode)}"


def _moment(episode: Episode) -> float:
    return episode.pub_date.timestamp() if episode.pub_date is not None else float("-inf")


def _name(episode: Episode) -> str:
    title = episode.itunes_title or episode.title or ""
    parts = (_ordinal(episode), slug(title))
    return "-".join(part for part in parts if part)


def _ordinal(episode: Episode) -> str:
    """`042`, `s02e29`, or else the day."""
    number, season = episode.itunes_episode, episode.itunes_season
    if number is None and episode.episode is not None and episode.episode.number == int(episode.episode.number):
        number = int(episode.episode.number)
    if season is None and episode.season is not None:
        season = episode.season.number
    if number is not None and _NUMBER.fullmatch(str(number)) and episode.episode_type in (None, "full"):
        return f"s{season:02}e{number:02}" if season is not None and season < 1000 else f"{number:03}"  # noqa: PLR2004
    return f"{episode.pub_date:%Y-%m-%d}" if episode.pub_date is not None else ""


def slug(title: str) -> str:
    """A title as small letters, digits and `-`, cut between words; '' where it has no Latin letter and no digit."""
    text = unicodedata.normalize("NFKD", title.lower().translate(_SPECIAL))
    ascii_text = "".join(c for c in text if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", ascii_text)
    out = ""
    for word in words:
        if len(out) + 1 + len(word) > MOST_SLUG:
            return out or word[:MOST_SLUG]
        out = f"{out}-{word}" if out else word
    return out


def _digest(episode: Episode) -> str:
    """Eight digits of the hash of what tells the episode from all others."""
    guid = episode.guid.text if episode.guid is not None else ""
    url = episode.enclosure.url if episode.enclosure is not None else ""
    return hashlib.sha256(f"{guid}\n{url}\n{episode.title}".encode()).hexdigest()[:8]
