"""Whether a transcript bears out a sentence that somebody else wrote about it.

A sentence is measured by its content words (no function words, no words that frame a programme, plural and singular
alike): the share of them that stand in the best stretch of `WINDOW_WORDS` words of the transcript. Names and numbers
are what inventions are made of, so each of those must be said somewhere, or be known from the record.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from feedkit.derive.languages import guess_language
from feedkit.derive.scripts import pieces, readable
from feedkit.derive.sentences import split_sentences
from feedkit.derive.terms import bare, stop_words_of, term
from feedkit.derive.titles import FRAME
from feedkit.transcripts.cue import Cue

WINDOW_WORDS = 600
"""About four minutes of speech: what one sentence of a description sums up."""
LEAST_SHARE = 0.6
"""Of the content words, in one window. Of the sentences that people wrote about 74 episodes 35 % pass, of those about
another episode of a like show 4 %: it is on the safe side, as an invention costs more than an offline summary."""
_SAMPLE_WORDS = 4000
_REPORTING = frozenset(
    """discuss discusses discussed discussing discussion explore explores exploring explain explains explaining describe
    describes describing share shares sharing cover covers covering break breaks dive dives join joins joined tell tells
    examine examines consider considers ask asks conversation recap recaps speaker speakers""".split()  # noqa: SIM905 - read as words
)
"""What a description says of the talk, and nobody says in it."""


class Evidence:
    """A transcript, indexed once, that sentences are held against. known: phrases of the record, which count as said."""

    def __init__(self, words: Sequence[str], known: Iterable[str] = ()) -> None:
        self._stop_words = stop_words_of(guess_language(bare(word).lower() for word in words[:_SAMPLE_WORDS]))
        self._stop_words |= FRAME | _REPORTING
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for part in _parts(word):
                self._places[term(part, self._stop_words)].append(place)
        self._known = {term(part, self._stop_words) for phrase in known for w in phrase.split() for part in _parts(w)}

    def share(self, sentence: str) -> float:
        """The share, 0 to 1, of the sentence's content words that one window has; 0 for one without any.

        A name or a number that neither transcript nor record has makes it 0.
        """
        words = sentence.split()
        terms = {term(part, self._stop_words) for word in words for part in _parts(word)} - {""}
        if not terms or any(self._is_unheard(word) for word in words):
            return 0.0
        return self._best_window(terms) / len(terms)

    def _is_unheard(self, word: str) -> bool:
        """Whether a word is a name or a number that nobody said."""
        for part in _parts(word):
            found = term(part, self._stop_words)
            if (
                found
                and (part[0].isupper() or part[0].isdigit())
                and not (found in self._places or found in self._known)
            ):
                return True
        return False

    def _best_window(self, terms: Iterable[str]) -> int:
        """How many of the terms stand in the window that has the most of them; what the record knows stands in each."""
        known = {found for found in terms if found in self._known}
        hits = sorted((place, found) for found in terms if found not in known for place in self._places.get(found, ()))
        best, first, inside = 0, 0, Counter[str]()
        for place, found in hits:
            inside[found] += 1
            while hits[first][0] <= place - WINDOW_WORDS:
                left = hits[first][1]
                inside[left] -= 1
                if not inside[left]:
                    del inside[left]
                first += 1
            best = max(best, len(inside))
        return best + len(known)


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a description."""
    return tuple(sentence.text for sentence in split_sentences(readable([Cue(text)])))


def _parts(word: str) -> Iterable[str]:
    """A word, or the words that a hyphen or a slash joins, without punctuation around them; of Chinese each two letters."""
    return filter(None, map(bare, chain.from_iterable(map(pieces, re.split(r"[-–—/]", word)))))
