"""A short name for a stretch of speech: what was announced, what the record calls it, or its key phrase.

Key phrases: runs of words between function words, scored by how often and how early their words come and how much
they belong to this stretch rather than to the whole (RAKE, Rose et al. 2010; YAKE, Campos et al. 2020; tf-idf).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedkit.derive.terms import bare, term
from feedkit.derive.tidy import capitalised, tidy, without_opening
from feedkit.derive.vocabulary import Vocabulary

MOST_CHARS = 60
LEAST_CHARS = 3
_MOST_WORDS = 4
_EARLY = 6.0
_MEMORY = 60
_LONG = 1.5
_LINKS = frozenset(
    {
        "of",
        "the",
        "for",
        "in",
        "and",
        "to",
        "with",
        "on",
        "vs",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "y",
        "et",
        "del",
    }
)
_STOPS = re.compile(r"[.,;:!?…)\]\"”]$")
_SUBJECT = r"(?P<subject>[^,.;:?!]{3,80})"
_ANNOUNCED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:article|post|story|piece|talk|paper|section|chapter|video|blog post|question|episode|pr|one|that)s?(?: is| was)? (?:titled|called|entitled|named|labell?ed)[,:]? "
        + _SUBJECT,
        r"\b(?:next|last|first|now|second|third|final)(?: \w+){0,5}?(?: is| are|'s| comes| was)?(?: going to be)?(?: an? \w+)?(?: talking)? (?:about|on|for|regarding|called|titled),? (?:some |the |our )?"
        + _SUBJECT,
        r"\b(?:let'?s|let us|want to|wanted to|like to|going to|gonna|we'll) (?:\w+ ){0,2}?(?:talk|chat|discuss|touch|move|jump|start|speak|dive|get)(?: a (?:little )?bit)?(?: about| on| on to| onto| into| in| with| over to| to| with you about)+ (?:the |our |some )?"
        + _SUBJECT,
    )
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of one chapter, sentence by sentence, as the transcript spells them."""

    sentences: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Titler:
    """Names the stretches of one transcript: it knows how often each term stands in the whole."""

    stretches: Sequence[Stretch]
    stop_words: frozenset[str]
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()))

    _counts: Counter[str] = field(init=False)
    _spread: Counter[str] = field(init=False)
    _cases: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._counts = Counter()
        self._spread = Counter()
        for stretch in self.stretches:
            terms = Counter(filter(None, (self._term(word) for words in stretch.sentences for word in words)))
            self._counts.update(terms)
            self._spread.update(terms.keys())
        self._cases = _usual_cases(self.stretches)

    def title(self, index: int) -> str:
        """A title of 3 to 60 characters for stretch `index`."""
        stretch = self.stretches[index]
        return (
            self._announced(stretch) or self._key_phrase(stretch) or self._first_words(stretch) or f"Part {index + 1}"
        )

    def _term(self, word: str) -> str:
        return term(word, self.stop_words)

    def _announced(self, stretch: Stretch) -> str:
        head = tidy(" ".join(word for words in stretch.sentences[:3] for word in words)[:400])
        for pattern in _ANNOUNCED:
            match = pattern.search(head)
            if match:
                title = self._shaped(match["subject"].split())
                if title:
                    return title
        return ""

    def _shaped(self, words: Sequence[str]) -> str:
        """The words as a title: edges without function words, sentence case; "" where too little is left."""
        words = [self.vocabulary.corrected(bare(word)) for word in words][:8]
        while words and not self._term(words[-1]):
            words = words[:-1]
        while words and not self._term(words[0]):
            words = words[1:]
        text = " ".join(self._cased(word) for word in words)
        return capitalised(text) if LEAST_CHARS <= len(text) <= MOST_CHARS else ""

    def _cased(self, word: str) -> str:
        usual = self._cases.get(word.lower())
        return self.vocabulary.corrected(usual) if usual else word

    def _first_words(self, stretch: Stretch) -> str:
        words = without_opening(tidy(" ".join(word for words in stretch.sentences[:3] for word in words)[:300])).split()
        for count in range(min(7, len(words)), 0, -1):
            text = capitalised(" ".join(words[:count]).strip(" ,.;:!?"))
            if LEAST_CHARS <= len(text) <= MOST_CHARS:
                return text
        return ""

    def _key_phrase(self, stretch: Stretch) -> str:
        weights = self._weights(stretch)
        phrases: dict[str, float] = {}
        counts: Counter[str] = Counter()
        spelled: dict[str, tuple[str, ...]] = {}
        for words in _runs(stretch, self.stop_words):
            terms = [self._term(word) for word in words]
            key = " ".join(filter(None, terms))
            gains = [weights.get(found, 0.0) for found in terms if found]
            counts[key] += 1
            phrases[key] = sum(gains) / len(gains) * (1 + _LONG * (len(gains) - 1) ** 0.5)
            spelled.setdefault(key, words)
        for key in sorted(phrases, key=lambda key: -phrases[key] * counts[key] ** 0.3):
            title = self._shaped(spelled[key])
            if title:
                return title
        return ""

    def _weights(self, stretch: Stretch) -> dict[str, float]:
        counts: Counter[str] = Counter()
        early: dict[str, float] = {}
        place = 0
        for words in stretch.sentences:
            for word in words:
                found = self._term(word)
                if found:
                    counts[found] += 1
                    early.setdefault(found, 1 + _EARLY * math.exp(-place / _MEMORY))
                place += 1
        total = len(self.stretches)
        return {
            found: count**0.7
            * early[found]
            * (0.2 + math.log(1 + total / self._spread[found]) * count / self._counts[found])
            for found, count in counts.items()
        }


def _runs(stretch: Stretch, stop_words: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Candidate phrases: one to four terms, of which two may be linked by one function word ("state of play")."""
    for words in stretch.sentences:
        solid = [bool(term(word, stop_words)) for word in words]
        for start, opens in enumerate(solid):
            if not opens:
                continue
            inside = 0
            for end in range(start, min(len(words), start + _MOST_WORDS + 1)):
                if solid[end]:
                    inside += 1
                    if inside <= _MOST_WORDS:
                        yield tuple(words[start : end + 1])
                elif bare(words[end]).lower() not in _LINKS:
                    break
                if _STOPS.search(words[end]):
                    break


def _usual_cases(stretches: Sequence[Stretch]) -> dict[str, str]:
    """How each word is mostly written inside sentences, by its lower-case form."""
    counts: dict[str, Counter[str]] = {}
    for stretch in stretches:
        for words in stretch.sentences:
            for word in words[1:]:
                plain = bare(word)
                counts.setdefault(plain.lower(), Counter())[plain] += 1
    return {lower: max(found.items(), key=lambda pair: (pair[1], pair[0]))[0] for lower, found in counts.items()}
