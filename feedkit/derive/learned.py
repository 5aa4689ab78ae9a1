"""What was learnt of a show, as a value and as a small file that people can read and change."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import yaml

from feedkit.derive.programme import Outline, Programme
from feedkit.derive.segmentation import Habits
from feedkit.derive.signs import SUBJECT, Signs, phrases, signs_of, spoken
from feedkit.derive.vocabulary import LEAST_CHARS, MOST_CHARS, is_title
from feedkit.errors import InvalidRecord
from feedkit.problems import Place
from feedkit.records.document import Document
from feedkit.records.kinds import SCHEMA
from feedkit.records.yaml import parse_yaml

WHERES = ("first", "inside", "last")
_VERSION = 1
_HEAD = """\
# What feedkit learnt of this show from its episodes with chapters by people; used for those without. Written by
# `feedkit learn`; lines may be changed or taken out. Weights of signs are log odds: 0.7 doubles the odds that a chapter
# starts there, -0.7 halves them. Numbers in phrases are written 0.
"""
_ANY = Habits()
_FLOOR, _SCALE = -4.0, 3.0
_OPENING_WORDS = 40


@dataclass(frozen=True, slots=True)
class RecurringTitle:
    """A title that the show uses again and again.

    share: of the episodes that have it. where: first, inside or last. phrases: what is said where it starts.
    """

    title: str
    share: float
    where: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """A show's habits. An empty one changes nothing.

    episodes, chapters: how many it was learnt from. shortest_s, usual_s, longest_s: chapter lengths that 5, 50 and 95
    in a hundred stay under. usual_words, spread: the same for the method, see `Habits`. weights: of signs, log odds.
    """

    episodes: int = 0
    chapters: int = 0
    shortest_s: float = 0.0
    usual_s: float = 0.0
    longest_s: float = 0.0
    usual_words: float = _ANY.usual_words
    spread: float = _ANY.spread
    titles: tuple[RecurringTitle, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that would change a guess."""
        return not self.weights and not self.titles

    @property
    def habits(self) -> Habits:
        return Habits(usual_words=self.usual_words, spread=self.spread)

    def weighed(self, programme: Programme, found: Outline) -> tuple[float, ...]:
        """How probable a turn is at each block, by the general method and the show's own signs; 1 for the first."""
        signs = signs_of(programme, found.blocks, found.places)
        odds = [log_odds(chance) for chance in found.probabilities]
        moved = (known + self._push(sign, known) for sign, known in zip(signs, odds, strict=True))
        return (1.0, *[1 / (1 + math.exp(-value)) for value in moved][1:])

    def standing_title(self, opening: Sequence[str], where: str) -> str:
        """The recurring title of a chapter that stands `where` and opens with such words; "" for none."""
        said = phrases(spoken(opening[:_OPENING_WORDS]))
        for title in self.titles:
            if title.where == where and any(phrase in said for phrase in title.phrases):
                return title.title
        return ""

    def to_yaml(self) -> str:
        """The file's text; `from_yaml` reads it into an equal value."""
        lengths = {"shortest_s": self.shortest_s, "usual_s": self.usual_s, "longest_s": self.longest_s}
        content: dict[str, Any] = {
            "version": _VERSION,
            "learnt_from": {"episodes": self.episodes, "chapters": self.chapters},
            "lengths": {**lengths, "usual_words": self.usual_words, "spread": self.spread},
            "titles": [
                {"title": title.title, "share": title.share, "where": title.where, "phrases": list(title.phrases)}
                for title in self.titles
            ],
            "signs": _grouped(self.weights),
        }
        return _HEAD + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)

    @classmethod
    def from_yaml(cls, text: str, path: str = "learned.yaml") -> Learned:
        """Read a file that `to_yaml` wrote, also after a person's changes. path: as shown in messages.

        Raises InvalidRecord, whose problem names the line or the key that cannot be read.
        """
        parsed = parse_yaml(Document(path, text))
        if parsed.problems:
            raise InvalidRecord(parsed.problems[:1])
        try:
            return _learned(parsed.value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message, mend = f"not a file of `feedkit learn`: {error}", "take the last change back or learn anew"
            raise InvalidRecord([SCHEMA.at(Place(path), message, mend=mend)]) from error

    def _push(self, signs: Signs, known: float) -> float:
        weights = self.weights
        push = weights.get(SUBJECT, 0.0) * subject_value(known)
        return push + sum(weights[sign] * value for sign, value in signs.items() if sign in weights)


def log_odds(chance: float) -> float:
    chance = min(1 - 1e-5, max(1e-5, chance))
    return math.log(chance / (1 - chance))


def subject_value(known: float) -> float:
    """The general method's log odds as the value of a sign."""
    return max(_FLOOR, known) / _SCALE


def _grouped(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Group -> what -> weight, the heaviest first."""
    ordered = sorted(weights.items(), key=lambda pair: (pair[0].split(": ", 1)[0], -abs(pair[1]), pair[0]))
    return {
        group: {sign.split(": ", 1)[1]: weight for sign, weight in pairs}
        for group, pairs in groupby(ordered, key=lambda pair: pair[0].split(": ", 1)[0])
    }


def _learned(content: Any) -> Learned:
    if content["version"] != str(_VERSION):
        raise ValueError(f"version `{content['version']}`, and this feedkit reads {_VERSION}")
    counts, lengths = content["learnt_from"], content["lengths"]
    signs = content.get("signs") or {}
    return Learned(
        episodes=int(counts["episodes"]),
        chapters=int(counts["chapters"]),
        **{key: _number(value) for key, value in lengths.items()},
        titles=tuple(_title(row) for row in content.get("titles") or ()),
        weights={f"{group}: {what}": _number(weight) for group, rows in signs.items() for what, weight in rows.items()},
    )


def _title(row: Mapping[str, Any]) -> RecurringTitle:
    if row["where"] not in WHERES:
        raise ValueError(f"where: `{row['where']}`; it is one of {', '.join(WHERES)}")
    title, told = row["title"], row.get("phrases") or []
    if not isinstance(title, str) or not is_title(title):
        raise ValueError(f"title: `{title}`; it has {LEAST_CHARS} to {MOST_CHARS} characters")
    if not isinstance(told, list):
        raise ValueError(f"phrases of `{title}`: `{told}`; it is a list")  # noqa: TRY004 - told as all that cannot be read
    return RecurringTitle(title, _number(row["share"]), row["where"], tuple(map(str, told)))


def _number(text: Any) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"`{text}` is no number to weigh with")
    return number
