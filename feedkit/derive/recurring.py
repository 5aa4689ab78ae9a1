"""The titles that a show gives again and again, where they stand, and what is said when they start."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.derive.learned import RecurringTitle
from feedkit.derive.signs import phrases, spoken
from feedkit.derive.vocabulary import is_title

_LEAST_SHARE, _LEAST_EPISODES = 0.2, 2
_MOSTLY = 0.8
_COMMON, _PRECISE = 0.4, 0.7
_MOST_PHRASES = 8


@dataclass(frozen=True, slots=True)
class Opening:
    """A chapter's title ("" for none) and its first words."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a title: as spelled, in which episode, where, and the phrases said."""

    title: str
    episode: int
    where: str
    said: frozenset[str]


def recurring_titles(episodes: Sequence[Sequence[Opening]]) -> tuple[RecurringTitle, ...]:
    """The titles that a fifth of the episodes have, at least two, and phrases that tell them; the most frequent first."""
    uses: dict[str, list[_Use]] = defaultdict(list)
    heard: Counter[str] = Counter()
    for number, chapters in enumerate(episodes):
        for place, opening in enumerate(chapters):
            said = frozenset(phrases(spoken(opening.words)))
            heard.update(said)
            if is_title(opening.title.strip()):
                use = _Use(opening.title.strip(), number, _where(place, len(chapters)), said)
                uses[use.title.lower()].append(use)
    found = [title for same in uses.values() if (title := _recurring(same, len(episodes), heard)) is not None]
    return tuple(sorted(found, key=lambda title: (-title.share, title.title)))


def _where(place: int, count: int) -> str:
    if place == 0:
        return "first"
    return "last" if place == count - 1 else "inside"


def _recurring(uses: Sequence[_Use], episodes: int, heard: Counter[str]) -> RecurringTitle | None:
    having = len({use.episode for use in uses})
    if having < max(_LEAST_EPISODES, _LEAST_SHARE * episodes):
        return None
    told = _telling(uses, heard)
    if not told:
        return None
    title = Counter(use.title for use in uses).most_common(1)[0][0]
    where, times = Counter(use.where for use in uses).most_common(1)[0]
    return RecurringTitle(
        title, round(having / episodes, 2), where if times >= _MOSTLY * len(uses) else "inside", tuple(told)
    )


def _telling(uses: Sequence[_Use], heard: Counter[str]) -> list[str]:
    """Phrases that many of the uses have and hardly any other chapter's opening has; no part of another one."""
    counts = Counter(phrase for use in uses for phrase in use.said)
    least = max(_LEAST_EPISODES, _COMMON * len(uses))
    good = [phrase for phrase, count in counts.items() if count >= least and count >= _PRECISE * heard[phrase]]
    kept: list[str] = []
    for phrase in sorted(good, key=lambda phrase: (-counts[phrase], -len(phrase), phrase)):
        if not any(f" {phrase} " in f" {other} " for other in kept):
            kept.append(phrase)
    return kept[:_MOST_PHRASES]
