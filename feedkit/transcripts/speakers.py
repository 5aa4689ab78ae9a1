"""Who speaks: which words before a colon are a name, and how far a name reaches."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from feedkit.transcripts.cue import Cue
    from feedkit.transcripts.interface import Placed

MOST_NAME_CHARACTERS = 48
MOST_NAME_WORDS = 5

_COLONS, _STAND_INS = ":：", "\N{RATIO}\N{PRESENTATION FORM FOR VERTICAL COLON}"
_HIDDEN, _RESTORED = str.maketrans(_COLONS, _STAND_INS), str.maketrans(_STAND_INS, _COLONS)

LABEL = re.compile(
    rf"(?:(?:>{{2,3}}|[-–]) ?)?([^:：\s][^:：\n]{{0,{MOST_NAME_CHARACTERS - 1}}}(?:\([^:：\n]{{1,80}}\))?)(?::(?:\s+|$)|：\s*)"
)
"""`Name: ` at the start of a text, or `>> Name: ` or `- Name: ` as live captions have it, or with the wide colon of Chinese and
Japanese; whether the name is one is for `is_name`.
"""

_NO_NAME = frozenset(
    {
        "and",
        "because",
        "but",
        "chapter",
        "e.g",
        "example",
        "first",
        "hint",
        "here",
        "i.e",
        "is",
        "like",
        "meaning",
        "note",
        "now",
        "or",
        "p.s",
        "ps",
        "quote",
        "remember",
        "reminder",
        "second",
        "so",
        "spoiler",
        "summary",
        "that",
        "then",
        "third",
        "this",
        "tip",
        "warning",
        "was",
        "well",
        "which",
        "http",
        "https",
    }
)
_SENTENCE_MARKS = re.compile(r"[?!;\"“”…<>*=@\\/]|,\s")
_SMALL_WORDS = frozenset(
    {
        "al",
        "and",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "di",
        "du",
        "el",
        "la",
        "le",
        "of",
        "the",
        "van",
        "von",
        "y",
        "zu",
        "&",
    }
)

_OFFICE = re.compile(r"(?<=\S) ?\(.{1,80}\)$")
_CHANGE = re.compile(r"(?:-(?!-)|–|>>) ?(?=\S)")
"""How captions mark another speaker without a name; two dashes are a word that was broken off."""
_FEWEST_LABELS = 2


def without_colons(text: str) -> str:
    """The text with stand-ins for its colons, where a colon would be taken for the end of a name."""
    return text.translate(_HIDDEN)


def with_colons(text: str) -> str:
    """The text as it was before `without_colons`."""
    return text.translate(_RESTORED)


def is_name(label: str) -> bool:
    """Whether a label reads as a name by itself: `Phil Gervasi`, `SPEAKER 1`, `ANNOUNCER`, `Dr. van Dyke`, `adam`.

    What stands in brackets behind it may be anything: `Ann Smith (Tea Board, North)`.
    """
    label = _OFFICE.sub("", label)
    words = label.split()
    if not is_label(label) or not words or words[0].strip("([").lower().rstrip(".,") in _NO_NAME:
        return False
    if len(words) == 1:
        return any(char.isalnum() for char in label)
    return all(_starts_like_a_name(word) or word in _SMALL_WORDS for word in words)


def is_label(label: str) -> bool:
    """Whether a label is short enough, and enough unlike a sentence, to be a name if other things speak for it."""
    label = _OFFICE.sub("", label)
    return (
        0 < len(label) <= MOST_NAME_CHARACTERS
        and len(label.split()) <= MOST_NAME_WORDS
        and not _SENTENCE_MARKS.search(label)
    )


def _starts_like_a_name(word: str) -> bool:
    first = word.lstrip("(['‘’-#")[:1]
    return bool(first) and (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()))


def split_label(text: str) -> tuple[str | None, str]:
    """`Ann: hello` as (`Ann`, `hello`); (None, text) where no label stands at the start."""
    match = LABEL.match(text)
    return (match[1].rstrip(), text[match.end() :]) if match else (None, text)


def trusted_labels(labels: Sequence[str | None]) -> Collection[str]:
    """The labels of a labelled text that are names, going by the whole text.

    labels: what stands before the first colon of each paragraph, None where nothing does. Where at least half of the
    paragraphs have a label, all are names but odd words. Elsewhere a name is what reads as one and comes back, and
    beside such a one also a name and surname that comes once. A single `Question:` is no speaker.
    """
    counts = Counter(label for label in labels if label is not None and is_label(label))
    if counts.total() * 2 >= len(labels):
        return {label for label, count in counts.items() if count > 1 or label.lower() not in _NO_NAME}
    names = {label for label in counts if is_name(label)}
    repeated = {label for label in names if counts[label] > 1}
    return {label for label in names if label in repeated or " " in label} if repeated else repeated


def with_labels(cues: Sequence[Placed]) -> Sequence[Placed]:
    """Take names before a colon, as Zoom writes them, for speakers, where the format's own way to name them is not used."""
    labels = [split_label(placed.cue.text)[0] for placed in cues]
    if len(cues) < _FEWEST_LABELS or any(placed.cue.speaker for placed in cues):
        return cues
    names = {label for label in trusted_labels(labels) if is_name(label)}
    return [_labelled(placed, label) if label in names else placed for placed, label in zip(cues, labels, strict=True)]


def _labelled(placed: Placed, name: str | None) -> Placed:
    text = split_label(placed.cue.text)[1]
    return replace(placed, cue=replace(placed.cue, text=text, speaker=name)) if text else placed


def inherit_speakers(cues: Sequence[Placed]) -> Sequence[Placed]:
    """Give a cue without a speaker the one before it, where names stand at changes only.

    A name that is repeated at the next cue says that every cue is labelled; then one without is nobody's. A dash, or
    `>>`, that opens a cue says that somebody else speaks, and not who.
    """
    if any(one.cue.speaker and one.cue.speaker == two.cue.speaker for one, two in pairwise(cues)):
        return cues
    speaker: str | None = None
    inherited = []
    for placed in cues:
        speaker = placed.cue.speaker or (None if opens_with_change(placed.cue.text) else speaker)
        inherited.append(replace(placed, cue=replace(placed.cue, speaker=speaker)))
    return inherited


def opens_with_change(text: str) -> bool:
    """Whether text opens with what captions have for another speaker whose name they do not give."""
    return _CHANGE.match(text) is not None


def full_names(cues: Sequence[Placed]) -> Sequence[Placed]:
    """Replace the short names of a text that gives the full one once: `Ben Striegel`, then `Ben` all the way.

    Only where exactly one full name begins with the short one and stands before it, once.
    """
    order = [placed.cue.speaker for placed in cues if placed.cue.speaker]
    counts = Counter(order)
    long_for = {
        short: fulls[0]
        for short in counts
        if " " not in short and len(fulls := list(_fulls(short, counts))) == 1
        if counts[fulls[0]] == 1 and order.index(fulls[0]) < order.index(short)
    }
    return [_renamed(placed, long_for.get(placed.cue.speaker or "")) for placed in cues]


def _fulls(short: str, names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if name.startswith(short + " "))


def _renamed(placed: Placed, name: str | None) -> Placed:
    return replace(placed, cue=replace(placed.cue, speaker=name)) if name else placed


def has_unnamed_after_named(cues: Iterable[Cue]) -> bool:
    """Whether a cue of nobody follows a named one, which formats that name at changes only cannot say."""
    named = False
    for cue in cues:
        if named and not cue.speaker:
            return True
        named = named or bool(cue.speaker)
    return False


def has_labels(cues: Sequence[Cue]) -> bool:
    """Whether text of nobody would be taken for names and their words, as `with_labels` does."""
    return not any(cue.speaker for cue in cues) and any(split_label(cue.text)[0] for cue in cues)
