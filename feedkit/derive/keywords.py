"""What a programme is about, in a few words: phrases that come often and all through it.

Method: runs of content words, counted without those inside longer ones (C-value, Frantzi et al. 2000), weighed by over
how many tenths of the programme they are spread; names before common words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedkit.derive.languages import guess_language
from feedkit.derive.phrases import without_ads
from feedkit.derive.scripts import closed_up, readable, width
from feedkit.derive.sentences import Sentence, split_sentences
from feedkit.derive.terms import Names, bare, names_of, stop_words_of, subject, with_names, without_particle
from feedkit.derive.titles import FRAME
from feedkit.derive.vocabulary import Vocabulary
from feedkit.transcripts.cue import Cue

KEYWORDS_METHOD = "c-value/1"
KEYWORDS_CONFIDENCE = 0.5
"""Of each: half of the keywords of the development data stand in the title, the description or a chapter title that
people wrote for the same episode, the shows weighted alike."""
MOST_KEYWORDS = 10
_LEAST_COUNT, _SHORT_WORDS = 3, 600
_MOST_TERMS = 3
_PARTS = 10
_NAME, _LONE_WORD, _VERB_FORM = 1.6, 0.5, 0.5
_ENDS = frozenset(".,;:!?…)。，、！？；：।؟،؛")
_LEAST_LETTERS = 3
_POSSESSIVE = re.compile(r"['’]s?$")

Terms = tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """A phrase as found so far: how often, in which tenths of the programme, spelled how."""

    count: int = 0
    parts: set[int] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)


def guess_keywords(
    cues: Sequence[Cue], *, vocabulary: Sequence[str] = (), most: int = MOST_KEYWORDS
) -> tuple[str, ...]:
    """Up to `most` keywords, the weightiest first, spelled as the record or mostly the transcript does.

    vocabulary: words and phrases of the record. Fewer than five, or none, where little was said.
    """
    sentences = split_sentences(readable(cues))
    language = guess_language(bare(word).lower() for sentence in sentences for word in sentence.words)
    voices = {bare(word).lower() for cue in cues for word in (cue.speaker or "").split()}
    stop_words = stop_words_of(language) | FRAME | frozenset(voices)
    found = _counted(sentences, stop_words, Vocabulary(vocabulary))
    ranked = sorted(found, key=lambda terms: (-_worth(terms, found[terms]), terms))
    return tuple(_spelling(found[terms]) for terms in _apart(ranked)[:most])


def _counted(sentences: Sequence[Sentence], stop_words: frozenset[str], record: Vocabulary) -> dict[Terms, _Found]:
    """The phrases that come often enough; of those inside longer ones, only what stands alone is counted."""
    words = sum(len(sentence.words) for sentence in sentences)
    least = _LEAST_COUNT if words >= _SHORT_WORDS else 2
    names = names_of((sentence.words for sentence in sentences), stop_words)
    found: dict[Terms, _Found] = defaultdict(_Found)
    for sentence in without_ads(sentences):
        part = sentence.word * _PARTS // max(1, words)
        for terms, spelled in _runs(sentence.words, stop_words, record, names):
            phrase = found[terms]
            phrase.count += 1
            phrase.parts.add(part)
            phrase.spellings[spelled] += 1
    frequent = {terms: phrase for terms, phrase in found.items() if phrase.count >= least}
    return _without_inner(frequent, least)


def _without_inner(found: dict[Terms, _Found], least: int) -> dict[Terms, _Found]:
    inside: Counter[Terms] = Counter()
    for terms, phrase in found.items():
        for shorter in _inner(terms):
            inside[shorter] = max(inside[shorter], phrase.count)
    return {terms: phrase for terms, phrase in found.items() if phrase.count - inside[terms] / 2 >= least / 2}


def _inner(terms: Terms) -> Iterator[Terms]:
    size = len(terms)
    for count in range(1, size):
        for at in range(size - count + 1):
            yield terms[at : at + count]


def _runs(
    words: Sequence[str], stop_words: frozenset[str], record: Vocabulary, names: Names
) -> Iterator[tuple[Terms, str]]:
    """Every run of one to three content words, with its spelling; none runs over a comma or a full stop."""
    fixed = [record.corrected(word) for word in words]
    terms = with_names(words, [subject(word, stop_words) for word in fixed], names)
    known = list(zip(terms, map(bare, fixed), strict=True))
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_TERMS) + 1):
            if not known[end - 1][0]:
                break
            run = known[start:end]
            if len(run) > 1 or width(run[0][0]) >= _LEAST_LETTERS:
                yield tuple(found for found, _ in run), " ".join(spelled for _, spelled in run)
            if words[end - 1][-1] in _ENDS:
                break


def _worth(terms: Terms, phrase: _Found) -> float:
    spelled = _spelling(phrase)
    worth: float = math.log(1 + phrase.count) * math.sqrt(len(phrase.parts)) * len(terms) ** 0.3
    if spelled != spelled.lower():
        return worth * _NAME
    if len(terms) == 1:
        worth *= _VERB_FORM if spelled.endswith(("ing", "ed", "ly")) else 1.0
        return worth * _LONE_WORD
    return worth


def _spelling(phrase: _Found) -> str:
    spelled = max(phrase.spellings.items(), key=lambda pair: (pair[1], pair[0]))[0]
    return closed_up(without_particle(_POSSESSIVE.sub("", spelled)))


def _apart(ranked: Sequence[Terms]) -> list[Terms]:
    """The phrases without those that share a word with two better ones, or are part of a better one."""
    kept: list[Terms] = []
    roots: list[frozenset[str]] = []
    for terms in ranked:
        root = frozenset(found[:2] + found[2:].rstrip("es") for found in terms)
        sharing = [other for other in roots if root & other]
        if len(sharing) < 2 and not any(root <= other or other <= root for other in sharing):  # noqa: PLR2004 - two
            kept.append(terms)
            roots.append(root)
        if len(kept) >= MOST_KEYWORDS:
            break
    return kept
