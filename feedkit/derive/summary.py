"""A description made of the transcript's own sentences.

Method: sentences near the centroid of the text (Radev et al. 2004) that are dense in what the programme says again and
again (pairs of words as concepts, Gillick & Favre 2009), chosen one by one so that none repeats another (maximal
marginal relevance, Carbonell & Goldstein 1998), with a bonus for the spoken introduction ("today we talk about", full
names early on) and for the manner of written description over that of talk (informational versus involved production,
Biber 1988). Greetings, sponsors and sign-offs are left out, and speech is tidied; no word is added.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from feedkit.derive.fitness import announcement, announces, is_fit, is_promising, is_sentence, manner, names_somebody
from feedkit.derive.guesses import SummaryGuess
from feedkit.derive.languages import guess_language
from feedkit.derive.phrases import is_farewell, without_ads
from feedkit.derive.scripts import closed_up, readable
from feedkit.derive.sentences import Sentence, split_sentences
from feedkit.derive.terms import bare, stop_words_of, term
from feedkit.derive.tidy import capitalised, tidy, without_opening
from feedkit.derive.vocabulary import Vocabulary
from feedkit.transcripts.cue import Cue

SUMMARY_METHOD = "centroid-mmr/2"
_ENOUGH_WORDS, _MOST_WORDS = 72, 80
_NOVELTY, _SAME = 0.4, 0.95
_PHRASES, _LOOSE = 1.0, 0.2
_INTRODUCES, _INTRODUCTION_REACH = 0.4, 1500.0
_NAMES, _NAMES_REACH = 0.2, 600.0
_EARLY, _EARLY_REACH = 0.15, 200.0
_NAMED = 2.0
_VERBLESS = 0.15
_SHORT_LIST = 200

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A tidied sentence: index of its first word, its terms' weights, and what it is worth by itself."""

    place: int
    text: str
    words: int
    vector: Vector
    worth: float


def guess_summary(
    cues: Sequence[Cue],
    *,
    title: str = "",
    vocabulary: Sequence[str] = (),
    most_chars: int = 600,
) -> SummaryGuess | None:
    """Make a description of up to `most_chars` characters and 80 words; None where no sentence could stand in one.

    title, vocabulary: of the record; sentences that share the title's words are preferred, spellings are corrected.
    The confidence is the sentences' mean nearness to the text's centroid: it ranks, and is no probability.
    """
    sentences = split_sentences(readable(cues))
    language = guess_language(bare(word).lower() for sentence in sentences for word in sentence.words)
    fit = _fit(sentences, Vocabulary((title, *vocabulary)), language)
    phrases = _Phrases(sentences, stop_words_of(language))
    chosen = _chosen(_candidates(fit, phrases, language, title), most_chars)
    if not chosen:
        return None
    told = [closed_up(candidate.text) for candidate in sorted(chosen, key=lambda candidate: candidate.place)]
    text = "".join(text if text.endswith("。") else f"{text} " for text in told).rstrip()
    return SummaryGuess(text, _confidence(chosen), SUMMARY_METHOD)


def _fit(sentences: Sequence[Sentence], record: Vocabulary, language: str) -> list[tuple[int, str]]:
    """The sentences that could stand in a description, tidied, each with the index of its first word."""
    described = ((sentence.word, _described(sentence, record, language)) for sentence in without_ads(sentences))
    return [(place, text) for place, text in described if text]


def _described(sentence: Sentence, record: Vocabulary, language: str) -> str:
    """The sentence as a description has it; of an early one at least what it announces; "" where it is not fit."""
    early = sentence.word < _INTRODUCTION_REACH
    if is_farewell(sentence.text) or not (is_promising(sentence.words) or (early and announces(sentence.text))):
        return ""
    text = _readable(sentence, record, language)
    if is_fit(text, language=language):
        return text
    return announcement(text, language) if early else ""


def _readable(sentence: Sentence, record: Vocabulary, language: str) -> str:
    text = without_opening(tidy(" ".join(sentence.words), language), language)
    return capitalised(" ".join(record.corrected(word) for word in text.split())) if text else ""


class _Phrases:
    """Pairs of words that the programme says again and again: the concepts of Gillick & Favre (2009)."""

    def __init__(self, sentences: Sequence[Sentence], stop_words: frozenset[str]) -> None:
        self._stop_words = stop_words
        self._counts = Counter(pair for sentence in sentences for pair in pairwise(map(_plain, sentence.words)))

    def density(self, words: Sequence[str]) -> float:
        """The logs of how often its pairs are said, by word; those with a function word count for less."""
        said = [math.log(max(1, self._counts[pair])) for pair in pairwise(map(_plain, words))]
        full = pairwise(bool(term(word, self._stop_words)) for word in words)
        counted = (log if all(pair) else _LOOSE * log for log, pair in zip(said, full, strict=True))
        return sum(counted) / max(1, len(words))


def _plain(word: str) -> str:
    return bare(word).lower()


def _candidates(fit: Sequence[tuple[int, str]], phrases: _Phrases, language: str, title: str) -> list[_Candidate]:
    stop_words = stop_words_of(language)
    bags = [Counter(filter(None, (term(word, stop_words) for word in text.split()))) for _, text in fit]
    everything = Counter[str]()
    spread = Counter[str]()
    for bag in bags:
        everything.update(bag)
        spread.update(bag.keys())
    rarity = {found: math.log(1 + len(bags) / count) for found, count in spread.items()}
    named = {found for word in title.split() if (found := term(word, stop_words))}
    centroid = _unit(
        {found: count * (_NAMED if found in named else 1.0) for found, count in everything.items()}, rarity
    )
    made = []
    for (place, text), bag in zip(fit, bags, strict=True):
        vector, words = _unit(bag, rarity), text.split()
        worth = _cosine(vector, centroid) + _PHRASES * phrases.density(words) + _bonus(place, text)
        if language == "en" and not is_sentence(text):
            worth -= _VERBLESS
        made.append(_Candidate(place, text, len(words), vector, worth))
    return made


def _bonus(place: int, text: str) -> float:
    introduction = _INTRODUCES * math.exp(-place / _INTRODUCTION_REACH) if announces(text) else 0.0
    names = _NAMES * math.exp(-place / _NAMES_REACH) if names_somebody(text) else 0.0
    return manner(text) + introduction + names + _EARLY * math.exp(-place / _EARLY_REACH)


def _unit(counts: Counter[str] | Vector, rarity: Vector) -> Vector:
    """Counts weighted by rarity, as a vector of length 1; empty for nothing."""
    vector = {found: count * rarity[found] for found, count in counts.items()}
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {found: value / length for found, value in vector.items()} if length else {}


def _cosine(one: Vector, other: Vector) -> float:
    return sum(value * other.get(found, 0.0) for found, value in one.items())


def _chosen(candidates: Sequence[_Candidate], most_chars: int) -> list[_Candidate]:
    """The candidates that together make the description, the best first."""
    left = sorted(candidates, key=lambda candidate: (-candidate.worth, candidate.place))[:_SHORT_LIST]
    repeats = [0.0] * len(left)
    chosen: list[_Candidate] = []
    words, chars = 0, -1
    while left and words < _ENOUGH_WORDS:
        at = max(range(len(left)), key=lambda index: left[index].worth - _NOVELTY * repeats[index])
        best, repeated = left.pop(at), repeats.pop(at)
        if repeated > _SAME or words + best.words > _MOST_WORDS or chars + 1 + len(best.text) > most_chars:
            continue
        chosen.append(best)
        words, chars = words + best.words, chars + 1 + len(best.text)
        repeats = [max(repeat, _cosine(other.vector, best.vector)) for repeat, other in zip(repeats, left, strict=True)]
    return chosen


def _confidence(chosen: Sequence[_Candidate]) -> float:
    mean = sum(candidate.worth for candidate in chosen) / len(chosen)
    return round(min(0.9, max(0.1, mean)), 2)
