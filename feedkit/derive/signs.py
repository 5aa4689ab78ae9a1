"""What a show's people do where a chapter starts, as names: the phrases, voices and shapes that learning weighs.

A sign is "group: what", such as "opens with: next up": phrases of one to three words at the head of a unit, at the
end of the one before, the voices of both, and their shape. Numbers in phrases are written 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from feedkit.derive.programme import Block, Programme
from feedkit.derive.terms import bare

Signs = dict[str, float]

ALWAYS = "shape: any"
SUBJECT = "shape: general method"
#: The sign that every unit has: it sets the level, and pays nothing for it.
FREE = frozenset({ALWAYS})

_OPENING, _TAIL, _BEGINNING = 24, 12, 3
_LONGEST_PHRASE = 3
_NUMBER_REACH = 15
_EARLY_S, _LATE_S = 90.0, 60.0
_SIZES = ((9, "a few words"), (25, "a sentence"), (80, "some sentences"), (200, "a paragraph"))
_DIGITS = re.compile(r"\d+")
_NEAR_UNITS, _NEAR_TERMS, _FIRST_TERMS = 12, 150, 25


def signs_of(programme: Programme, blocks: Sequence[Block], places: Sequence[float]) -> list[Signs]:
    """The signs of each block, each with its value: 1 unless it is a count. places: when each block starts, seconds."""
    texts = [_text(programme, block) for block in blocks]
    seen: set[int] = set()
    end_s = places[-1] if places else 0.0
    found = []
    for index, block in enumerate(blocks):
        signs = _opening_signs(texts[index]) | _shape_signs(programme, block, texts[index])
        signs |= _place_signs(places[index], end_s)
        if index:
            signs |= _closing_signs(texts[index - 1]) | _voice_signs(programme, blocks[index - 1], block)
        signs["shape: new subjects"] = _news(blocks, index, seen)
        seen.update(block.unit.terms)
        found.append({sign: value for sign, value in signs.items() if value})
    return found


def _text(programme: Programme, block: Block) -> list[str]:
    return [word for sentence in programme.sentences[block.first : block.end] for word in sentence.words]


def spoken(words: Sequence[str]) -> list[str]:
    """The words in lower case, without punctuation, numbers as 0."""
    return [_DIGITS.sub("0", bare(word).lower().replace("’", "'")) or word[:1] for word in words]


def phrases(words: Sequence[str]) -> set[str]:
    """All runs of one to three of the words."""
    size = len(words)
    return {" ".join(words[at : at + n]) for n in range(1, _LONGEST_PHRASE + 1) for at in range(size - n + 1)}


def _opening_signs(text: Sequence[str]) -> Signs:
    head = spoken(text[:_OPENING])
    signs = {f"opens with: {phrase}": 1.0 for phrase in phrases(head)}
    for count in range(1, _BEGINNING + 1):
        signs["starts with: " + " ".join(head[:count])] = 1.0
    if any("0" in word for word in head[:_NUMBER_REACH]):
        signs["shape: names a number"] = 1.0
    if any(word.startswith("#") for word in text[:_OPENING]):
        signs["shape: names a #number"] = 1.0
    return signs


def _closing_signs(text: Sequence[str]) -> Signs:
    signs = {f"comes after: {phrase}": 1.0 for phrase in phrases(spoken(text[-_TAIL:]))}
    signs[f"shape: after {_size(text)}"] = 1.0
    signs[f"shape: after a `{text[-1][-1]}`"] = 1.0
    return signs


def _shape_signs(programme: Programme, block: Block, text: Sequence[str]) -> Signs:
    return {
        ALWAYS: 1.0,
        f"shape: {_size(text)}": 1.0,
        "shape: a cue starts": float(programme.sentences[block.first].opens_cue),
        "shape: asks": float(any("?" in word for word in text)),
        "shape: a link": float(text[0].startswith("http")),
        "shape: mark of a turn": block.unit.mark / 3,
    }


def _place_signs(place_s: float, end_s: float) -> Signs:
    return {"shape: early": float(place_s < _EARLY_S), "shape: late": float(end_s - place_s < _LATE_S)}


def _voice_signs(programme: Programme, before: Block, block: Block) -> Signs:
    past = programme.cues[programme.sentences[before.end - 1].cue].speaker
    now = programme.cues[programme.sentences[block.first].cue].speaker
    signs = {"shape: the same voice goes on": float(past == now)}
    if now:
        signs[f"voice: {now}"] = 1.0
    if past:
        signs[f"voice before: {past}"] = 1.0
    return signs


def _size(text: Sequence[str]) -> str:
    return next((name for most, name in _SIZES if len(text) <= most), "a speech")


def _news(blocks: Sequence[Block], index: int, seen: set[int]) -> float:
    """How many of the first terms of a unit come again soon and were never said before (Youmans 1991), by four."""
    near = (number for block in blocks[index : index + _NEAR_UNITS] for number in block.unit.terms)
    coming = list(islice(near, _NEAR_TERMS))
    counts = Counter(coming)
    return sum(counts[number] > 1 and number not in seen for number in dict.fromkeys(coming[:_FIRST_TERMS])) / 4
