"""Captions that roll, as YouTube's own do: each line is shown again while the next one is spoken, and is speech once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from feedkit.transcripts.rulebook import CUE_OVERLAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedkit.transcripts.findings import Findings
    from feedkit.transcripts.interface import Placed, Reading

_ROLLING_SHARE, _GROWING_SHARE = 0.6, 0.2
"""Of the cues, those that begin with what the one ahead ends with, and those that go on from there: somebody who says
`yes` three times rolls nothing.
"""
_FEWEST = 8
_MOST_WORDS = 60
"""More are not shown at once."""


def unrolled(reading: Reading, findings: Findings) -> Reading:
    """The cues with what each shows again taken off its front; one that shows nothing new prolongs the one ahead of it."""
    words = [placed.cue.text.split() for placed in reading.cues]
    again = [_shown_again(one, other) for one, other in pairwise([[], *words])]
    rolling = sum(map(bool, again))
    growing = sum(0 < count < len(said) for count, said in zip(again, words, strict=True))
    if rolling < max(_FEWEST, _ROLLING_SHARE * len(words)) or growing < _GROWING_SHARE * len(words):
        return reading
    _note(reading, again, findings)
    kept: list[Placed] = []
    for placed, said, count in zip(reading.cues, words, again, strict=True):
        if count < len(said):
            kept.append(replace(placed, cue=replace(placed.cue, text=" ".join(said[count:]))))
        else:
            kept[-1] = replace(kept[-1], cue=replace(kept[-1].cue, end_s=placed.cue.end_s or kept[-1].cue.end_s))
    return replace(reading, cues=kept)


def _shown_again(earlier: Sequence[str], later: Sequence[str]) -> int:
    """How many words at the front of the later cue are the last ones of the earlier."""
    most = min(len(earlier), len(later), _MOST_WORDS)
    return next((count for count in range(most, 0, -1) if earlier[-count:] == later[:count]), 0)


def _note(reading: Reading, again: Sequence[int], findings: Findings) -> None:
    first = next(placed for placed, count in zip(reading.cues, again, strict=True) if count)
    message = (
        f"the captions roll: {sum(map(bool, again))} of {len(again)} cues show again what the one ahead of them showed; "
        "it was read once"
    )
    mend = "publish what `feedkit transcript convert` makes of it; apps list each line as often as it stands there"
    findings.add(CUE_OVERLAP, message, mend=mend, line=reading.line_of(first.at))
