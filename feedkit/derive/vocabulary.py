"""What the record already says: spellings that correct the transcript's, and phrases that could be titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from feedkit.derive.scripts import width
from feedkit.derive.terms import bare

_BREAK = re.compile(
    r"(?<!\s)\s*(?:[,;:!?|()\[\]•\n]|\.(?=\s|$)|\s[-–—]\s|\b(?:and|und|et|y|including|such as|plus)\b)\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_POSSESSIVE = re.compile(r"['’]s?$")
_PROSE = re.compile(r"[.!?](?:\s|$)")
_SHORT_WORD = 3
_SIMILAR = 0.8
_LEAST_FUZZY = 5


LEAST_CHARS, MOST_CHARS = 3, 60


def is_title(text: str) -> bool:
    """Whether a text is as long as titles are: 3 to 60 characters, two being enough of those that are syllables or words."""
    return len(text) <= MOST_CHARS and width(text) >= LEAST_CHARS


class Vocabulary:
    """Words and phrases of a record."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrase.strip() for phrase in phrases if phrase and phrase.strip())
        self._spellings = _spellings(self.phrases)
        self._certain = _certain_names(self.phrases)
        self._corrected: dict[str, str] = {}

    def corrected(self, word: str) -> str:
        """The word as the record spells it, where it has it or a name very much like it; else the word itself."""
        plain = bare(word)
        if not plain or not self._spellings:
            return word
        if plain not in self._corrected:
            self._corrected[plain] = self._correct(plain)
        return word.replace(plain, self._corrected[plain], 1)

    def joined(self, first: str, second: str) -> str | None:
        """The one name of the record that two words of the transcript make ("deep seek"), or None."""
        found = self._spellings.get((bare(first) + bare(second)).lower())
        return found if found and _has_inner_capital(found) else None

    def titles(self) -> tuple[str, ...]:
        """Parts of headings (not of prose) that are short enough to be titles, in order, each once."""
        headings = (phrase for phrase in self.phrases if not _PROSE.search(phrase))
        parts = (part.strip() for phrase in headings for part in _BREAK.split(_without_lead(phrase)))
        return tuple(dict.fromkeys(part for part in parts if LEAST_CHARS <= len(part) <= MOST_CHARS))

    def _correct(self, plain: str) -> str:
        exact = self._spellings.get(plain.lower())
        if exact:
            return exact if _has_inner_capital(exact) or exact in self._certain else plain
        if len(plain) < _LEAST_FUZZY or not plain[0].isupper():
            return plain
        return next((name for key, name in self._spellings.items() if _alike(plain.lower(), key)), plain)


def _alike(word: str, name: str) -> bool:
    if word[0] != name[0] or len(name) < _LEAST_FUZZY or abs(len(word) - len(name)) > 2:  # noqa: PLR2004 - letters
        return False
    if word.startswith(name) or name.startswith(word):
        return False
    return SequenceMatcher(None, word, name, autojunk=False).ratio() >= _SIMILAR


def _without_lead(phrase: str) -> str:
    """A heading without what stands before its colon, where a list follows: "The Show: this, that" names the show."""
    lead, colon, rest = phrase.partition(": ")
    return rest if colon and "," in rest and "," not in lead else phrase


def _has_inner_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _names(phrase: str) -> list[str]:
    words = [_POSSESSIVE.sub("", bare(word)) for word in phrase.split()]
    return [word for word in words if word and any(letter.isupper() for letter in word)]


def _spellings(phrases: Sequence[str]) -> dict[str, str]:
    """The spelling of each word with a capital by its lower-case form; of several, the most frequent."""
    counts = Counter(name for phrase in phrases for name in _names(phrase))
    found: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        found.setdefault(word.lower(), word)
    return found


def _certain_names(phrases: Sequence[str]) -> frozenset[str]:
    """Words that running text capitalises inside a sentence: in headings every word may have its capital."""
    found: set[str] = set()
    for sentence in (part for phrase in phrases for part in _SENTENCE_END.split(phrase)):
        long = [word for word in sentence.split() if len(word) > _SHORT_WORD]
        if len(long) > _SHORT_WORD and sum(word[0].isupper() for word in long) * 2 < len(long):
            found.update(_names(" ".join(sentence.split()[1:])))
    return frozenset(found)
