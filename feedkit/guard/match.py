"""Which episode of one feed is which of another: by guid, and by what the episode is apart from its guid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from feedkit.tags.episode import Episode

Evidence = Callable[[Episode], Hashable]


class Match(NamedTuple):
    """Two episodes that are the same, by their indexes. vouched: something beside the guid says so, too."""

    old: int
    new: int
    vouched: bool = True


def identity(episode: Episode) -> str:
    """What apps tell an episode by: its guid, to the letter; without one the address of its media file."""
    return episode.guid.text if episode.guid is not None else media_url(episode)


def media_url(episode: Episode) -> str:
    """The address of the media file, or ''."""
    return (episode.enclosure.url or "") if episode.enclosure is not None else ""


def match_episodes(
    old: Sequence[Episode], new: Sequence[Episode], old_keys: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """Pair the episodes of two feeds; each stands in one pair at most, and pairs come in the old feed's order.

    old_keys: the record's key of each published guid, from the ledger; new episodes bring their own. Where two
    witnesses disagree, an equal guid that an unshared address, title or date confirms goes first, then the key, the
    address, title with date, and last the guid alone. Evidence that two episodes of a feed share proves nothing.
    """
    keys = old_keys or {}
    pairs = _Pairs(old, new)
    pairs.take_confirmed((media_url, _title, _instant))
    pairs.take(lambda episode: keys.get(identity(episode), ""), lambda episode: episode.key)
    pairs.take(media_url, media_url)
    pairs.take(_title_and_instant, _title_and_instant)
    pairs.take(identity, identity, vouched=False)
    return tuple(sorted(pairs.found, key=lambda match: match.old))


class _Pairs:
    """The pairs found so far; what is in one is out of the search."""

    def __init__(self, old: Sequence[Episode], new: Sequence[Episode]) -> None:
        self.old, self.new = old, new
        self.found: list[Match] = []
        self.old_left, self.new_left = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))

    def take(self, of_old: Evidence, of_new: Evidence, *, vouched: bool = True) -> None:
        """Pair what has the same evidence, where nobody else on its side has it."""
        there = _unshared(self.new, self.new_left, of_new)
        for evidence, old in _unshared(self.old, self.old_left, of_old).items():
            if evidence in there:
                self._add(Match(old, there[evidence], vouched))

    def take_confirmed(self, evidences: Sequence[Evidence]) -> None:
        """Pair equal guids that one further piece of evidence confirms."""
        there = _unshared(self.new, self.new_left, identity)
        guids = _unshared(self.old, self.old_left, identity)
        same = [(old, there[guid]) for guid, old in guids.items() if guid in there]
        for evidence in evidences:
            mine = {index: value for value, index in _unshared(self.old, self.old_left, evidence).items()}
            theirs = {index: value for value, index in _unshared(self.new, self.new_left, evidence).items()}
            for old, new in same:
                if old in self.old_left and old in mine and mine[old] == theirs.get(new):
                    self._add(Match(old, new))

    def _add(self, match: Match) -> None:
        self.found.append(match)
        del self.old_left[match.old], self.new_left[match.new]


def _unshared(episodes: Sequence[Episode], left: Mapping[int, None], evidence: Evidence) -> dict[Hashable, int]:
    """The evidence that exactly one of the episodes left has, with its index."""
    found = {index: evidence(episodes[index]) for index in left}
    counts = Counter(found.values())
    return {value: index for index, value in found.items() if value and counts[value] == 1}


def _title(episode: Episode) -> Hashable:
    return episode.title


def _instant(episode: Episode) -> Hashable:
    return episode.pub_date and episode.pub_date.timestamp()


def _title_and_instant(episode: Episode) -> Hashable:
    return (episode.title, _instant(episode)) if episode.title and episode.pub_date else None


def left_over(matches: Sequence[Match], old: int, new: int) -> tuple[list[int], list[int]]:
    """The indexes that stand in no pair: what went, and what came."""
    gone, come = {match.old for match in matches}, {match.new for match in matches}
    return [i for i in range(old) if i not in gone], [i for i in range(new) if i not in come]


def guids_of(episodes: Sequence[Episode]) -> Iterator[str]:
    """The identities of episodes, in order."""
    return (identity(episode) for episode in episodes)
