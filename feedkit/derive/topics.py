"""Topics that the author listed in the order of the programme, without times: where each of them is taken up.

Method: one alignment of the list with the transcript (dynamic programming, as for sentences of two languages in Gale &
Church 1993). A topic's stretch should hold its words (weighed by rarity, tf-idf), start with them, and start where
the programme turns (`segmentation`). A topic that is hardly spoken of is left out.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from feedkit.derive.chapters import standing_title
from feedkit.derive.guesses import ChapterGuess
from feedkit.derive.learned import log_odds
from feedkit.derive.programme import Programme, outline
from feedkit.derive.segmentation import Habits
from feedkit.derive.terms import term
from feedkit.derive.tidy import capitalised
from feedkit.derive.vocabulary import LEAST_CHARS, MOST_CHARS
from feedkit.transcripts.cue import Cue

TOPICS_METHOD = "topics-alignment/1"
LEAST_TOPICS, MOST_TOPICS = 3, 100
_HEAD_WORDS = 60
_LONG_OPENING_S = 20.0
_INSIDE, _OPENS, _TURNS, _LEFT_OUT = 3.0, 4.0, 0.4, 0.8
_LEAST_COVER = 0.34
_LEAST_TURN, _FIRST_TURN = -4.0, 2.0
_SURELY, _TURN_WEIGHT, _OPENS_WEIGHT = -1.6, 0.35, 2.6
_WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*")

Row = list[float]
_Best = tuple[Row, list[int]]
"""The greatest sum with a topic started by each unit, without what it earns from there on, and where that start is."""
_Step = tuple[int, int]
_NOWHERE: _Step = (-1, -1)


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic against the units: up to each unit the share of its words' weight, and how much each unit opens with."""

    title: str
    inside: Row
    opens: Row


def place_topics(
    topics: Sequence[str],
    cues: Sequence[Cue],
    *,
    duration_s: float | None = None,
    words_per_minute: float | None = None,
    least_confidence: float = 0.42,
) -> tuple[ChapterGuess, ...]:
    """The topics that the programme takes up, each with where it does so, in its order.

    topics: titles, at most 100, in the order in which they are spoken of. Returns rising starts, the first at the first
    word; nothing where fewer than half of the topics, or fewer than three, are placed with `least_confidence`. The
    other settings are as for `guess_chapters`.
    """
    programme = Programme.of(cues, duration_s=duration_s, words_per_minute=words_per_minute)
    titles = [title for topic in topics if (title := _title(topic))]
    if not LEAST_TOPICS <= len(titles) <= MOST_TOPICS or not programme.sentences:
        return ()
    found = outline(programme, Habits())
    firsts = [block.first for block in found.blocks]
    turns = [log_odds(chance) for chance in found.probabilities]
    rows = _topics(titles, programme, [programme.sentences[first].word for first in firsts])
    guesses = (
        _guess(programme, firsts[unit], rows[number].title, _confidence(turns[unit], rows[number].opens[unit]))
        for number, unit in _aligned(rows, turns)
    )
    placed = tuple(guess for guess in guesses if guess.confidence >= least_confidence)
    return _from_the_start(placed, programme) if len(placed) >= max(LEAST_TOPICS, len(titles) / 2) else ()


def _from_the_start(placed: Sequence[ChapterGuess], programme: Programme) -> tuple[ChapterGuess, ...]:
    """The first chapter starts with the first word: the first topic, or what stands ahead of it where that is long."""
    first = placed[0]
    begin = _guess(programme, 0, standing_title("intro", programme.language) or "Introduction", 1.0)
    if first.word * programme.clock.seconds_per_word > _LONG_OPENING_S:
        return (replace(begin, kind="intro"), *placed)
    return (replace(begin, title=first.title, confidence=first.confidence), *placed[1:])


def _guess(programme: Programme, first: int, title: str, confidence: float) -> ChapterGuess:
    sentence = programme.sentences[first]
    moment = programme.clock.at(sentence.word)
    return ChapterGuess(
        moment.start_s, sentence.cue, sentence.word, title, round(confidence, 2), error_s=moment.error_s
    )


def _confidence(turn: float, opens: float) -> float:
    """How many of such placements lie within 30 s of a start that people set; measured on the development data."""
    return 1 / (1 + math.exp(-(_SURELY + _TURN_WEIGHT * (turn + 4) + _OPENS_WEIGHT * opens)))


def _title(topic: str) -> str:
    text = " ".join(topic.split())
    if len(text) > MOST_CHARS:
        text = text[: MOST_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    return capitalised(text) if len(text) >= LEAST_CHARS else ""


def _topics(titles: Sequence[str], programme: Programme, firsts: Sequence[int]) -> list[_Topic]:
    stop_words = programme.stop_words
    wanted = [{found for word in _WORD.findall(title) if (found := term(word, stop_words))} for title in titles]
    known = frozenset().union(*wanted)
    places = _places(programme, known, firsts)
    listed = Counter(found for terms in wanted for found in terms)
    units = len(firsts)
    weights = {
        found: math.log(1 + units / len(set(places[found]))) / listed[found] for found in known if found in places
    }
    return [_topic(title, terms, weights, places, firsts) for title, terms in zip(titles, wanted, strict=True)]


def _places(programme: Programme, known: frozenset[str], firsts: Sequence[int]) -> dict[str, list[int]]:
    """Of each known term the units in which it is said, once for each time."""
    stop_words = programme.stop_words
    places: dict[str, list[int]] = {}
    for sentence in programme.sentences:
        unit = bisect_right(firsts, sentence.word) - 1
        for word in sentence.words:
            for part in _WORD.findall(word):
                if (found := term(part, stop_words)) in known:
                    places.setdefault(found, []).append(unit)
    return places


def _topic(
    title: str, terms: set[str], weights: dict[str, float], places: dict[str, list[int]], firsts: Sequence[int]
) -> _Topic:
    said = [0.0] * len(firsts)
    here: list[set[str]] = [set() for _ in firsts]
    for found in terms & weights.keys():
        for unit, times in Counter(places[found]).items():
            said[unit] += weights[found] * math.sqrt(times)
            here[unit].add(found)
    usual = sum(weights.values()) / max(1, len(weights))
    whole = sum(weights.get(found, usual) for found in terms) or 1.0
    heads = (_head(unit, firsts) for unit in range(len(firsts)))
    opens = [sum(weights[found] for found in set().union(*here[head])) / whole for head in heads]
    total = sum(said) or 1.0
    return _Topic(title, [0.0, *accumulate(value / total for value in said)], opens)


def _head(unit: int, firsts: Sequence[int]) -> slice:
    """The units that start within the first words from `unit` on."""
    return slice(unit, bisect_left(firsts, firsts[unit] + _HEAD_WORDS))


def _aligned(topics: Sequence[_Topic], turns: Sequence[float]) -> list[tuple[int, int]]:
    """(topic, unit) for the topics that are placed, both rising: the alignment with the greatest sum."""
    ahead: list[tuple[float, _Step]] = [(0.0, _NOWHERE)] * len(turns)
    ends: list[_Best] = []
    back: list[list[_Step]] = []
    for number, topic in enumerate(topics):
        scores = [
            value - _LEFT_OUT * number + _start(topic, unit, turns[unit]) - _INSIDE * topic.inside[unit]
            for unit, (value, _) in enumerate(ahead)
        ]
        ends.append(_running(scores))
        back.append([step for _, step in ahead])
        ahead = [ahead[0], *map(max, ahead[1:], _after(number, topic, ends[-1]))]
    return _walk_back(topics, ends, back)


def _after(number: int, topic: _Topic, best: _Best) -> Iterator[tuple[float, _Step]]:
    """What stands ahead of each unit but the first if the topic is the last before it; later ones pay as left out."""
    for value, place, share in zip(*best, topic.inside[1:], strict=True):
        yield value + _INSIDE * share + _LEFT_OUT * (number + 1), (number, place)


def _start(topic: _Topic, unit: int, turn: float) -> float:
    """What it earns to start the topic at the unit; -inf where too little of it is said there."""
    if max(topic.opens[unit : unit + 2]) < _LEAST_COVER:
        return -math.inf
    return _OPENS * topic.opens[unit] + _TURNS * max(_LEAST_TURN, turn if unit else _FIRST_TURN)


def _running(row: Sequence[float]) -> _Best:
    """The greatest value so far at each unit, and where it stands."""
    best, places = [row[0]], [0]
    for unit, value in enumerate(row[1:], 1):
        is_better = value > best[-1]
        best.append(value if is_better else best[-1])
        places.append(unit if is_better else places[-1])
    return best, places


def _walk_back(
    topics: Sequence[_Topic], ends: Sequence[_Best], back: Sequence[Sequence[_Step]]
) -> list[tuple[int, int]]:
    left_out = (_LEFT_OUT * (len(topics) - number - 1) for number in range(len(topics)))
    totals = [
        run[-1] + _INSIDE * topic.inside[-1] - less
        for (run, _), topic, less in zip(ends, topics, left_out, strict=True)
    ]
    last = max(range(len(topics)), key=lambda number: totals[number])
    step = (last, ends[last][1][-1]) if totals[last] > -math.inf else _NOWHERE
    found = []
    while step != _NOWHERE:
        found.append(step)
        step = back[step[0]][step[1]]
    return found[::-1]
