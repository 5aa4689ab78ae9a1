"""Cues in time: sorted, with what is out of order, backwards or overlapping noted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.findings import shown
from feedkit.transcripts.rulebook import COVERAGE, CUE_ORDER, CUE_OVERLAP, WITHIN_MEDIA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedkit.transcripts.findings import Findings, Rule
    from feedkit.transcripts.interface import Placed, Reading

OVERLAP_S = 0.1
"""Overlaps up to this are rounding."""
TOLERANCE_S = 2.0
"""A last cue may end this much after the media: silence is cut, not speech."""
COVERED_SHARE = 0.8


def ordered_cues(reading: Reading, findings: Findings, rule: Rule = CUE_ORDER) -> tuple[Cue, ...]:
    """The cues in order of their starts, the same for each that has none as for the one before it.

    An end before its start is set aside. Cues of equal start keep the file's order. rule: what disorder breaks.
    """
    placed = [_without_false_end(one, reading, findings, rule) for one in reading.cues]
    _note_disorder(placed, reading, findings, rule)
    cues = _sorted(placed)
    _note_overlaps(cues, reading, findings)
    return tuple(one.cue for one in cues)


def _without_false_end(placed: Placed, reading: Reading, findings: Findings, rule: Rule) -> Placed:
    cue = placed.cue
    if cue.end_s is None or cue.start_s is None or cue.end_s >= cue.start_s:
        return placed
    message = (
        f"the cue {shown(cue.text, 40)} ends at {format_clock(cue.end_s)}, before its start {format_clock(cue.start_s)}"
    )
    mend = "set the two times right; it is read without an end"
    findings.add(rule, message, mend=mend, line=reading.line_of(placed.at))
    return replace(placed, cue=replace(cue, end_s=None))


def _note_disorder(cues: Iterable[Placed], reading: Reading, findings: Findings, rule: Rule) -> None:
    latest = 0.0
    for placed in cues:
        start_s = placed.cue.start_s
        if start_s is None:
            continue
        if start_s < latest:
            message = f"the cue {shown(placed.cue.text, 40)} starts at {format_clock(start_s)}, after one at {format_clock(latest)}"
            mend = "sort the cues by their start; they are read in that order"
            findings.add(rule, message, mend=mend, line=reading.line_of(placed.at))
        latest = max(latest, start_s)


def _sorted(cues: Sequence[Placed]) -> list[Placed]:
    keys: list[float] = []
    for placed in cues:
        keys.append(placed.cue.start_s if placed.cue.start_s is not None else (keys[-1] if keys else 0.0))
    return [cues[index] for index in sorted(range(len(cues)), key=keys.__getitem__)]


def _note_overlaps(cues: Sequence[Placed], reading: Reading, findings: Findings) -> None:
    for earlier, later in _timed_pairs(cues):
        one, two = earlier.cue, later.cue
        if (
            one.end_s is None
            or two.start_s is None
            or one.end_s - two.start_s <= OVERLAP_S
            or one.speaker != two.speaker
        ):
            continue
        message = f"the cue {shown(two.text, 40)} starts {one.end_s - two.start_s:.3f} s before the one ahead of it ends: they overlap"
        mend = "end each cue where the next one starts"
        findings.add(CUE_OVERLAP, message, mend=mend, line=reading.line_of(later.at))


def _timed_pairs(cues: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    timed = [placed for placed in cues if placed.cue.is_timed]
    return pairwise(timed)


def check_span(cues: Sequence[Cue], duration_s: float, findings: Findings) -> None:
    """Note cues that reach past the media (FK352) or end long before it (FK353). duration_s: the media's length."""
    last = max((cue.end_s or cue.start_s or 0.0 for cue in cues if cue.is_timed), default=None)
    if last is None:
        return
    if last > duration_s + TOLERANCE_S:
        message = f"the last cue ends at {format_clock(last)}, and the audio at {format_clock(duration_s)}"
        findings.add(WITHIN_MEDIA, message, mend="take the transcript of this cut of the audio")
    elif last < duration_s * COVERED_SHARE:
        message = f"the last cue ends at {format_clock(last)} of {format_clock(duration_s)}; the rest has no transcript"
        findings.add(COVERAGE, message, mend="look whether the export was cut off")


def closed_cues(cues: Sequence[Cue], duration_s: float | None = None) -> tuple[Cue, ...]:
    """Let each timed cue without an end last until the next later start, and the last one until `duration_s`.

    For formats that need ends (vtt, srt). Starts are never made up; without `duration_s` the last cue stays open.
    """
    closed = list(cues)
    this_start = next_start = duration_s
    for index in range(len(closed) - 1, -1, -1):
        cue = closed[index]
        if cue.start_s is None:
            continue
        if this_start is None or cue.start_s < this_start:
            this_start, next_start = cue.start_s, this_start
        if cue.end_s is None and next_start is not None and next_start > cue.start_s:
            closed[index] = replace(cue, end_s=next_start)
    return tuple(closed)
