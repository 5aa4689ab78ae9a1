"""A short name for each stretch of speech: what the record calls it, what was announced, or its key phrase."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from feedkit.derive.keyphrases import Passage, Words, ranked_phrases
from feedkit.derive.scripts import closed_up
from feedkit.derive.terms import bare, names_of, subject, with_names, without_particle
from feedkit.derive.tidy import capitalised, tidy, without_opening
from feedkit.derive.vocabulary import Vocabulary, is_title

_MOST_WORDS = 8
_FIRST_WORDS = 7
_HEAD_SENTENCES = 3
_LEAST_COVER = 0.5
_UNHEARD = 0.3
_LEAST_LIFT, _SURELY = 1.5, 0.9
_HEAD_CHARS = 400
_EDGES = " ,.;:!?-–—、。，！？；：।۔؟،؛"
_CHOICE = 5
_OPENING_WORDS = 80
_CLAUSE = re.compile(r"\s(?:that|which|who|where|because|so|but|and then|if|as)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")

#: Words that frame a programme and name no subject of it, and rarer function words.
FRAME = frozenset(
    """note notes newsletter item items topic topics section podcast podcasts episode episodes show shows article articles
    chapter headline headlines segment story stories listener listeners audience news guest host hosts latest today's
    week's month rest titled entitled headlined named beginning outset top general particular terms sense course case fact
    than theirs whoever whereby except besides beside beyond despite amongst amid plus ain't mustn't needn't shan't should've
    would've could've might've there're where's when's why's how's y'all lemme gimme dunno cos ah aha ha haha hm huh mm-hm mm-hmm
    mmhmm uh-huh nah yup eh er ugh geez gosh alrighty""".split()  # noqa: SIM905 - read as words
)
_SUBJECT = r"(?P<subject>[^,.;:?!]{3,80})"
_ANNOUNCED = tuple(
    re.compile(pattern + _SUBJECT, re.IGNORECASE)
    for pattern in (
        r"\b(?:article|post|story|piece|talk|paper|section|chapter|video|question|episode|one|that)s?(?: is| was)? (?:titled|called|entitled|headlined)[,:]? ",
        r"\b(?:next|last|first|second|third|final)(?: up)?(?: \w+){0,5}?(?: is| are|'s| comes| was)?(?: an? \w+)?(?: talking)? (?:about|on|regarding),? (?:some |the |our )?",
        r"\b(?:article|story|piece|post|headline|news)\b[^.?!]{0,50}?\b(?:talking |is |all )?(?:about|on),? (?:some |the |our |how )?",
        r"\bnow (?:for|on to|onto) (?:some |the |our )?",
    )
)


class Titler:
    """Names the stretches of one transcript; it knows how terms are spread over them and what the record says."""

    def __init__(
        self,
        stretches: Sequence[Sequence[Words]],
        stop_words: frozenset[str],
        vocabulary: Vocabulary | None = None,
        language: str = "en",
    ) -> None:
        """stretches: of each chapter its sentences, of each sentence its words as the transcript spells them."""
        self._language = language
        self._stop_words = stop_words | FRAME
        self._vocabulary = vocabulary or Vocabulary(())
        self._terms: dict[str, str] = {}
        self._joined = names_of((words for sentences in stretches for words in sentences), self._stop_words)
        self._passages = [self._passage(sentences) for sentences in stretches]
        self._counts = [passage.counts() for passage in self._passages]
        self._totals = sum(self._counts, Counter[str]())
        self._openings = [_opening(passage) for passage in self._passages]
        self._spread = Counter(found for counts in self._counts for found in counts)
        self._cases = _usual_cases(self._passages, self._stop_words)
        self._names = frozenset(lower for lower, usual in self._cases.items() if usual != lower or not usual.isalpha())
        self._recorded = self._matched()
        self._given = set(self._recorded.values())

    def title(self, index: int) -> str:
        """A title of 3 to 60 characters for stretch `index`, and where there is a choice not one given before."""
        if index in self._recorded:
            return self._recorded[index]
        offers = [*self._announced(index), *self._key_phrases(index), *self._first_words(index), f"Part {index + 1}"]
        fresh = (offer for offer in offers if offer not in self._given)
        title = next(fresh, offers[0])
        self._given.add(title)
        return title

    def _passage(self, sentences: Sequence[Words]) -> Passage:
        terms = (with_names(words, tuple(map(self._term, words)), self._joined) for words in sentences)
        return Passage(tuple(sentences), tuple(map(tuple, terms)))

    def _term(self, word: str) -> str:
        known = self._terms.get(word)
        if known is None:
            known = self._terms[word] = subject(self._vocabulary.corrected(word), self._stop_words)
        return known

    def _matched(self) -> dict[int, str]:
        """For stretches that a title in the record is about: that title. Each title serves once."""
        found: dict[int, str] = {}
        offers = (offer for title in self._vocabulary.titles() for offer in self._offers(title))
        taken: set[str] = set()
        for _, index, title in sorted(offers, key=lambda offer: (-offer[0], offer[1], offer[2])):
            if index not in found and title not in taken:
                found[index] = capitalised(title)
                taken.add(title)
        return found

    def _offers(self, title: str) -> list[tuple[float, int, str]]:
        """(score, stretch, title) for the stretch that has most of the title's words, if it has enough of them."""
        terms = set(filter(None, map(self._term, title.split())))
        heard = {
            found: math.log(1 + len(self._passages) / self._spread[found]) for found in terms if self._spread[found]
        }
        least = _LEAST_COVER * (sum(heard.values()) + _UNHEARD * (len(terms) - len(heard)))
        best = (0.0, 0, title)
        for index, counts in enumerate(self._counts):
            here = {found: rarity for found, rarity in heard.items() if counts[found]}
            if here and sum(here.values()) >= least and self._belongs(index, here):
                best = max(best, (self._match(index, here), index, title), key=lambda offer: offer[0])
        return [best] if best[0] else []

    def _belongs(self, index: int, heard: Mapping[str, float]) -> bool:
        """Whether the terms stand in stretch `index` far more than elsewhere: the whole programme's title does not."""
        shares = {found: self._counts[index][found] / self._totals[found] for found in heard}
        share = sum(heard[found] * shares[found] for found in heard) / sum(heard.values())
        size = sum(self._counts[index].values()) / max(1, sum(self._totals.values()))
        return share >= min(_LEAST_LIFT * size, _SURELY)

    def _match(self, index: int, heard: Mapping[str, float]) -> float:
        """How well stretch `index` matches terms with their rarities; those that it opens with count twice."""
        counts, opening = self._counts[index], self._openings[index]
        return sum(rarity * math.log(1 + counts[found]) * (1 + (found in opening)) for found, rarity in heard.items())

    def _announced(self, index: int) -> Iterator[str]:
        head = self._head_text(index)
        for pattern in _ANNOUNCED:
            match = pattern.search(head)
            title = self._shaped(_CLAUSE.split(match["subject"])[0].split()) if match else ""
            if title:
                yield title

    def _head_text(self, index: int) -> str:
        text = " ".join(word for sentence in self._passages[index].words[:_HEAD_SENTENCES] for word in sentence)
        return tidy(text if len(text) <= _HEAD_CHARS else text[:_HEAD_CHARS].rpartition(" ")[0], self._language)

    def _key_phrases(self, index: int) -> Iterator[str]:
        ranked = ranked_phrases(self._passages[index], self._spread, len(self._passages), self._names)
        yield from islice(filter(None, map(self._shaped, ranked)), _CHOICE)

    def _first_words(self, index: int) -> Iterator[str]:
        words = without_opening(self._head_text(index), self._language).split()
        for count in range(min(_FIRST_WORDS, len(words)), 0, -1):
            text = capitalised(closed_up(" ".join(words[:count])).strip(_EDGES))
            if is_title(text):
                yield text

    def _shaped(self, words: Sequence[str]) -> str:
        """The words as a title: no function words at the edges, sentence case; "" where too little is left."""
        kept = [self._vocabulary.corrected(bare(word)) for word in words][:_MOST_WORDS]
        while kept and not self._term(kept[-1]):
            kept.pop()
        while kept and not self._term(kept[0]) and not self._opens_name(kept):
            kept.pop(0)
        text = without_particle(closed_up(_POSSESSIVE.sub("", " ".join(self._cased(word) for word in kept))))
        return capitalised(text) if is_title(text) else ""

    def _opens_name(self, words: Sequence[str]) -> bool:
        return len(words) > 1 and (words[0].lower(), words[1].lower()) in self._joined

    def _cased(self, word: str) -> str:
        usual = self._cases.get(word.lower(), word)
        return self._vocabulary.corrected(usual)


def _opening(passage: Passage) -> frozenset[str]:
    """The terms that the passage opens with."""
    return frozenset(islice((found for terms in passage.terms for found in terms), _OPENING_WORDS))


def _usual_cases(passages: Sequence[Passage], stop_words: frozenset[str]) -> dict[str, str]:
    """How each word but function words is mostly written inside sentences, by its lower-case form."""
    counts: dict[str, Counter[str]] = {}
    for passage in passages:
        for words, terms in zip(passage.words, passage.terms, strict=True):
            for word, found in zip(words[1:], terms[1:], strict=True):
                if found and found not in stop_words:
                    plain = bare(word)
                    counts.setdefault(plain.lower(), Counter())[plain] += 1
    return {lower: max(found.items(), key=lambda pair: (pair[1], pair[0]))[0] for lower, found in counts.items()}
