"""Words as the methods count them: which words of a text carry a subject, and which of them are one word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from feedkit.derive.languages import STOP_WORDS
from feedkit.derive.scripts import is_grammar

_EDGE = "\"'`´’‘“”„«»()[]{}<>.,;:!?…*_~|/\\—–-+=&^%$¿¡।۔؟،؛。、，！？；：・「」『』（）《》〈〉【】"
_POSSESSIVE = re.compile(r"['’]s?$")
_LINK = re.compile(r"https?://|www\.|^[\w.+-]+@[\w-]+\.\w+$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
#: Korean particles that end no noun of their own where two syllables or more stand before them.
_PARTICLE = re.compile("^([가-힣]{2,})(?:은|는|을|를|에서|에서는|에는|에게|으로|까지|부터|라는|이라는)$")
_WORDY = re.compile(r"[^\W_]")
_WHOLE_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 40
_SHORTEST = 2
_SHORTEST_PLURAL = 4


def bare(word: str) -> str:
    """The word without the punctuation around it, its case kept: `(DeepSeek's,` is `DeepSeek's`."""
    return word.strip(_EDGE)


def without_particle(word: str) -> str:
    """A Korean noun without the particle that is written onto it; any other word as it is."""
    return _PARTICLE.sub(r"\1", word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut plural and possessive endings off a lower-case word: a light stemmer after Harman's S-stemmer (1991)."""
    word = _POSSESSIVE.sub("", word.replace("’", "'"))
    if len(word) < _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    return word[:-1]


def term(word: str, stop_words: frozenset[str]) -> str:
    """The term that a spoken word counts as; "" for function words, links, clock times and lone digits."""
    plain = bare(word).lower().replace("’", "'")
    if not plain or plain in stop_words or len(plain) > _LONGEST or _LINK.search(plain) or _CLOCK.match(plain):
        return ""
    if plain[0] > "\u3000":
        plain = "" if is_grammar(plain) else without_particle(plain)
    short = stem(plain)
    return "" if len(short) < _SHORTEST or short in stop_words else short


def subject(word: str, stop_words: frozenset[str]) -> str:
    """The term that a word of a name or a title counts as; "" for stage directions ([Music]) and pictures, too."""
    return "" if word.startswith("[") or not _WORDY.search(word) else term(word, stop_words)


def stop_words_of(language: str) -> frozenset[str]:
    """The function words of a language; those of English beside them, as names and fillers travel."""
    return STOP_WORDS.get(language, frozenset()) | STOP_WORDS["en"] if language else frozenset()


Names = frozenset[tuple[str, str]]
"""Pairs of words in small letters that are one name, or the head of one, the first being a function word elsewhere."""


def names_of(sentences: Iterable[Sequence[str]], stop_words: frozenset[str]) -> Names:
    """`New York`, `São Paulo`, `Los Angeles`: what is written with two capitals in the middle of a sentence."""
    found = set()
    for words in sentences:
        for before, first, second in zip(words, words[1:], words[2:], strict=False):
            if first[0].isupper() and second[0].isupper() and before[-1].isalnum() and first[-1].isalnum():
                pair = (first.lower(), bare(second).lower())
                if pair[0] in stop_words and pair[1] not in stop_words and _WHOLE_WORD.fullmatch(first):
                    found.add(pair)
    return frozenset(found)


def with_names(words: Sequence[str], terms: Sequence[str], names: Names) -> Sequence[str]:
    """The terms of the words, with those of function words that open a name."""
    if not names:
        return terms
    plain = [bare(word).lower() for word in words]
    pairs = zip(plain, [*plain[1:], ""], terms, strict=True)
    return [found or (first if (first, second) in names else "") for first, second, found in pairs]


class Lexicon:
    """Numbers for terms, so that the inner loops count integers.

    `number(word)` is -1 for a word that carries no subject. `counts[n]` tells how often term n was numbered by
    `numbers`; `names[n]` spells it.
    """

    def __init__(self, stop_words: frozenset[str]) -> None:
        self.names: list[str] = []
        self.counts: list[int] = []
        self._stop_words = stop_words
        self._by_word: dict[str, int] = {}
        self._by_term: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of the term that `word` counts as; -1 for none."""
        known = self._by_word.get(word)
        if known is None:
            known = self._by_word[word] = self._admit(term(word, self._stop_words))
        return known

    def numbers(self, words: Sequence[str]) -> list[int]:
        """The numbers of the terms in `words`, in order, those of no term left out; each is counted."""
        found = [number for number in map(self.number, words) if number >= 0]
        for number in found:
            self.counts[number] += 1
        return found

    def _admit(self, spelled: str) -> int:
        if not spelled:
            return -1
        number = self._by_term.setdefault(spelled, len(self.names))
        if number == len(self.names):
            self.names.append(spelled)
            self.counts.append(0)
        return number
