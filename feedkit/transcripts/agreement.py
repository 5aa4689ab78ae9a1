"""Whether two formats of one transcript say the same (FK362)."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock
from feedkit.transcripts.findings import Findings, shown
from feedkit.transcripts.rulebook import FORMATS_AGREE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feedkit.problems import Problem
    from feedkit.transcripts.cue import Cue

TOLERANCE_S = 0.5
WHOLE_TOLERANCE_S = 1.0
"""Times may differ by this much; formats round, and pages cut off what is less than a second."""

AROUND = 3
"""Words shown before a word that differs."""

_Word = tuple[str, float | None]
_WORD = re.compile(r"\w+")


def disagreements(one: Sequence[Cue], other: Sequence[Cue], *, path: str) -> tuple[Problem, ...]:
    """Where two readings of one transcript part ways: the first other word, and the first cue more than 0.5 s off (1 s, if whole seconds).

    Layout, punctuation and the cutting into cues do not count; times are compared where both have a cue that starts
    with the same word. path: the file that the problems are about, that of `other`.
    """
    findings = Findings(path)
    words, other_words = list(_words(one)), list(_words(other))
    for index, (left, right) in enumerate(zip_longest(words, other_words)):
        if left is None or right is None or left[0] != right[0]:
            _note_words(words[max(0, index - AROUND) : index], left, right, findings)
            break
        if left[1] is not None and right[1] is not None and _are_apart(left[1], right[1]):
            message = f"{shown(right[0])} is at {format_clock(right[1])} here, and at {format_clock(left[1])} in the other file"
            findings.add(FORMATS_AGREE, message, mend="make both files from one")
            break
    return findings.problems()


def _are_apart(left_s: float, right_s: float) -> bool:
    has_whole = left_s == int(left_s) or right_s == int(right_s)
    return abs(left_s - right_s) > (WHOLE_TOLERANCE_S if has_whole else TOLERANCE_S)


def _words(cues: Sequence[Cue]) -> Iterator[_Word]:
    """Each word in lower case; the first one of a cue with the cue's start."""
    for cue in cues:
        start_s = cue.start_s
        for match in _WORD.finditer(cue.text):
            yield match.group().lower(), start_s
            start_s = None


def _note_words(before: Sequence[_Word], left: _Word | None, right: _Word | None, findings: Findings) -> None:
    context = " ".join(word for word, _ in before)
    mine, theirs = (shown(word[0]) if word else "the end" for word in (right, left))
    message = f"after {shown(context)} comes {mine} here, and {theirs} in the other file"
    findings.add(FORMATS_AGREE, message, mend="make both files from one, so that an edit reaches both")
