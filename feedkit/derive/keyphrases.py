"""The phrase that names a stretch of speech best, by how its words stand in it.

Runs of content words are scored by how often their words come, how early, and how much they belong to this stretch
rather than to the whole: RAKE (Rose et al. 2010) for the candidates, YAKE (Campos et al. 2020) for earliness, tf-idf
for the words. Names and numbered things ("release 2.0", "#123") gain, lone verb forms lose.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedkit.derive.terms import bare

Words = tuple[str, ...]

_MOST_TERMS = 5
_HEAD_WORDS = 160
_EARLY, _MEMORY = 6.0, 40.0
_FREQUENCY, _RARITY, _LENGTH = 0.7, 0.4, 0.5
_NAME, _DIGIT, _NUMBERED, _LONE_VERB, _LONE_WORD = 0.25, 0.3, 2.0, 0.4, 0.5
_LINKS = frozenset("of the for in and on vs de la le du des der die das und y et del".split())  # noqa: SIM905 - read as words
_STOPS = re.compile(r"[.,;:!?…)\]\"”。，、！？；：」』।؟،؛]$")
_VERB_FORM = re.compile(r"[a-z]+(?:ing|ed|ly)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one stretch, sentence by sentence, and the term that each counts as ("" for none)."""

    words: tuple[Words, ...]
    terms: tuple[Words, ...]

    def counts(self) -> Counter[str]:
        """How often each term stands in it."""
        return Counter(found for terms in self.terms for found in terms if found)


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: Words
    terms: Words
    place: int


def ranked_phrases(passage: Passage, spread: Counter[str], passages: int, names: frozenset[str]) -> list[Words]:
    """Candidate phrases of a passage, the best first, as the transcript spells them.

    spread: in how many of all `passages` each term stands. names: words, in lower case, that are written with a
    capital or a digit inside sentences.
    """
    counts = passage.counts()
    worths: dict[str, float] = {
        found: count**_FREQUENCY * math.log(1 + passages / max(1, spread[found])) ** _RARITY
        for found, count in counts.items()
    }
    scored: dict[Words, tuple[float, int, Words]] = {}
    for candidate in _candidates(passage):
        if candidate.terms not in scored:
            score = _score(candidate, worths, names)
            scored[candidate.terms] = (-score, candidate.place, candidate.words)
    return [words for _, _, words in sorted(scored.values())]


def _score(candidate: _Candidate, worths: dict[str, float], names: frozenset[str]) -> float:
    terms, plain = candidate.terms, [bare(word) for word in candidate.words]
    score: float = sum(worths[found] for found in terms) / len(terms) ** _LENGTH
    score *= 1 + _EARLY * math.exp(-candidate.place / _MEMORY)
    score *= 1 + _NAME * sum(word.lower() in names for word in plain) / len(terms)
    if any(letter.isdigit() for word in plain for letter in word):
        score *= 1 + _DIGIT
    if any("#" in word for word in candidate.words):
        score *= 1 + _NUMBERED
    if len(terms) == 1 and plain[0].lower() not in names:
        score *= _LONE_VERB if _VERB_FORM.match(plain[0]) else _LONE_WORD
    return score


def _candidates(passage: Passage) -> Iterator[_Candidate]:
    """One to five terms in a row from the head of the passage; a function word may link them ("state of play")."""
    place = 0
    for words, terms in zip(passage.words, passage.terms, strict=True):
        for start in range(len(words)):
            if place + start >= _HEAD_WORDS:
                return
            if terms[start]:
                yield from _runs_from(words, terms, start, place + start)
        place += len(words)


def _runs_from(words: Sequence[str], terms: Sequence[str], start: int, place: int) -> Iterator[_Candidate]:
    inside: list[str] = []
    for end in range(start, min(len(words), start + _MOST_TERMS + 2)):
        if terms[end]:
            inside.append(terms[end])
            if len(inside) > _MOST_TERMS:
                return
            yield _Candidate(tuple(words[start : end + 1]), tuple(inside), place)
        elif bare(words[end]).lower() not in _LINKS:
            return
        if _STOPS.search(words[end]):
            return
