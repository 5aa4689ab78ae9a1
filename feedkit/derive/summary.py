"""A description made of the transcript's own sentences.

Method: sentences near the centroid of the text (Radev et al. 2004), chosen one by one so that none repeats another
(maximal marginal relevance, Carbonell & Goldstein 1998), with a bonus for the spoken introduction ("today we talk
about"); greetings, sponsors and sign-offs are left out, and speech is tidied.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.derive.guesses import SummaryGuess
from feedkit.derive.languages import guess_language
from feedkit.derive.phrases import aside_kind, is_farewell, is_greeting
from feedkit.derive.sentences import split_sentences
from feedkit.derive.terms import bare, stop_words_of, term
from feedkit.derive.tidy import capitalised, tidy, without_opening
from feedkit.derive.vocabulary import Vocabulary
from feedkit.transcripts.cue import Cue

SUMMARY_METHOD = "centroid-mmr/1"
_LEAST_WORDS, _MOST_WORDS = 8, 40
_ENOUGH_WORDS = 70
_NOVELTY = 0.4
_BOILERPLATE = re.compile(
    r"\bsponsor|\bbrought to you\b|\bpromo(?:tion)? code\b|\buse (?:the )?code\b|(?:%|percent) off\b|\bfree trial\b|\bsign up\b|\bsubscribe|\breview\b.{0,20}\b(?:itunes|apple)|"
    r"\bpatreon\b|\bnewsletter\b|\bshow ?notes\b|\bthank|\bwelcome\b|\bmy name is\b|\bi'?m your host\b|\byour host\b|\b(?:see|catch|talk to) (?:you|y'?all)\b|\bstay tuned\b|\bbe right back\b|"
    r"\bthis break\b|\buntil next\b|\bbye\b|\bhow are you\b|\bgood to (?:be here|see you)\b|\bfor being here\b|\bjoin (?:our|the)\b|\bupcoming (?:events?|episodes?)\b|\bcheck (?:it|them|us|that|this) out\b|"
    r"\bfollow (?:us|me)\b|\bfind (?:us|me|him|her)\b|\bgive (?:us )?a\b|\bvisit\b|https?:|www\.|@\w|\bdot (?:com|org|io|fm)\b|\.(?:com|org|io|fm)\b|\bthis podcast\b|\bthe podcast\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\b(?:today|this week|this episode|in this|on this|this month|this time)\b.{0,40}\b(?:talk|discuss|speak|cover|look|joined|guest|have|explore|about|dive|chat|interview|news|episode)|\bwe(?:'re| are| will|'ll)(?: going to| gonna)? (?:be )?(?:talk|discuss|cover|look|explor|div)|\b(?:joined|joining) (?:by|me|us)\b|"
    r"\bheute\b.{0,60}\b(?:über|thema|gast|sprechen|reden)|\baujourd'hui\b|\bhoy\b.{0,40}\b(?:hablamos|vamos|hablar)",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:that|this|it|he|she|they|these|those|which|him|her|them|there|here|then|yours?|another|who)\b(?! (?:episode|week|show|podcast|month))",
    re.IGNORECASE,
)
_BAD_OPENING = re.compile(
    r"^(?:yeah|yes|yep|no|nope|right|okay|ok|oh|ah|um|uh|mm|hmm|well|so|and|but|or|because|like|i mean|you know|sure|exactly|absolutely|cool|great|nice|awesome|alright|all right|anyway|that'?s|which|also|then)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[.!…。！]$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: float
    text: str
    words: int
    vector: dict[str, float]
    worth: float


def guess_summary(
    cues: Sequence[Cue],
    *,
    title: str = "",
    vocabulary: Sequence[str] = (),
    most_chars: int = 600,
) -> SummaryGuess | None:
    """Make a description of up to `most_chars` characters, or None where no sentence could stand in one.

    title, vocabulary: of the record; sentences that share their words are preferred, spellings are corrected.
    """
    sentences = split_sentences(cues)
    language = guess_language(bare(word).lower() for sentence in sentences[:400] for word in sentence.words)
    stop_words = stop_words_of(language)
    record = Vocabulary((title, *vocabulary))
    texts = [_readable(sentence.text, record) for sentence in sentences]
    candidates = _candidates(texts, stop_words, title)
    chosen = _chosen(candidates, most_chars)
    if not chosen:
        return None
    text = " ".join(candidate.text for candidate in sorted(chosen, key=lambda candidate: candidate.place))
    return SummaryGuess(text, _confidence(chosen), SUMMARY_METHOD)


def _readable(text: str, record: Vocabulary) -> str:
    text = without_opening(tidy(text))
    if not text:
        return ""
    return capitalised(" ".join(record.corrected(word) for word in text.split()))


def _is_fit(text: str) -> bool:
    words = text.count(" ") + 1
    return (
        _LEAST_WORDS <= words <= _MOST_WORDS
        and bool(_WHOLE.search(text))
        and not _BOILERPLATE.search(text)
        and not _BAD_OPENING.match(text)
        and not _DANGLING.match(text)
        and not (is_greeting(text) or is_farewell(text) or aside_kind(text))
    )


def _candidates(texts: Sequence[str], stop_words: frozenset[str], title: str) -> list[_Candidate]:
    fit = [(place / max(1, len(texts)), text) for place, text in enumerate(texts) if _is_fit(text)]
    bags = [Counter(filter(None, (term(word, stop_words) for word in text.split()))) for _, text in fit]
    everything: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for bag in bags:
        everything.update(bag)
        spread.update(bag.keys())
    rarity = {found: math.log(1 + len(bags) / count) for found, count in spread.items()}
    named = {found for word in title.split() if (found := term(word, stop_words))}
    centroid = _unit(
        {found: count * rarity[found] * (2 if found in named else 1) for found, count in everything.items()}
    )
    made = []
    for (place, text), bag in zip(fit, bags, strict=True):
        vector = _unit({found: count * rarity[found] for found, count in bag.items()})
        worth = _cosine(vector, centroid) + (0.3 if _INTRODUCTION.search(text) else 0.0) + 0.15 * math.exp(-place * 10)
        made.append(_Candidate(place, text, text.count(" ") + 1, vector, worth))
    return made


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {found: value / length for found, value in vector.items()} if length else {}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other.get(found, 0.0) for found, value in one.items())


def _chosen(candidates: Sequence[_Candidate], most_chars: int) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    left = sorted(candidates, key=lambda candidate: (-candidate.worth, candidate.place))[:200]
    chars = words = 0
    while left and words < _ENOUGH_WORDS:
        best = max(left, key=lambda candidate: (_margin(candidate, chosen), -candidate.place))
        left.remove(best)
        if chars + len(best.text) + bool(chosen) > most_chars:
            continue
        chosen.append(best)
        chars += len(best.text) + (len(chosen) > 1)
        words += best.words
    return chosen


def _margin(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    return candidate.worth - _NOVELTY * max((_cosine(candidate.vector, other.vector) for other in chosen), default=0.0)


def _confidence(chosen: Sequence[_Candidate]) -> float:
    mean = sum(candidate.worth for candidate in chosen) / len(chosen)
    return round(min(0.9, max(0.1, mean)), 2)
