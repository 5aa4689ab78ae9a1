"""How text is laid out in a written transcript: cleaned of what breaks readers, wrapped into lines."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from feedkit.errors import TranscriptError
from feedkit.transcripts.clock import is_time, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedkit.transcripts.cue import Cue
    from feedkit.transcripts.interface import Format

_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """`text` on one line: every run of white space is one space, and control characters are gone."""
    return " ".join(_UNFIT.sub("", text).split())


def wrap(text: str, width: int) -> list[str]:
    """Break at spaces into lines of at most `width` characters; a longer word stays whole."""
    if len(text) <= width:
        return [text]
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def ready_cues(cues: Sequence[Cue], format_: Format) -> list[Cue]:
    """The cues that can be written, cleaned; cues without text are left out, as readers fail on them.

    Raises TranscriptError where no text is left, where the format needs a time that a cue does not have, and where
    times are impossible or out of order. No time is made up.
    """
    cleaned = [replace(cue, text=one_line(cue.text), speaker=one_line(cue.speaker or "") or None) for cue in cues]
    ready = [cue for cue in cleaned if cue.text]
    if not ready:
        raise TranscriptError(f"there is no cue with text to write as {format_.name}; an empty transcript hides others")
    last_ms = 0
    for number, cue in enumerate(ready, 1):
        _check_presence(cue, number, format_)
        _check_range(cue, number)
        if cue.start_s is not None:
            if to_ms(cue.start_s) < last_ms and format_.needs_times:
                raise TranscriptError(f"cue {number} starts at {cue.start_s} s, before the one ahead of it; sort them")
            last_ms = to_ms(cue.start_s)
    return ready


def _check_presence(cue: Cue, number: int, format_: Format) -> None:
    if format_.needs_times and cue.start_s is None:
        raise TranscriptError(
            f"{format_.name} needs a time for every cue, and cue {number} has none (`{cue.text[:40]}`); write html or txt"
        )
    if format_.needs_ends and cue.end_s is None:
        raise TranscriptError(
            f"{format_.name} needs an end for every cue, and cue {number} has only a start; write json, html or txt, "
            "or give the length of the audio so that a cue can end where the next one starts"
        )


def _check_range(cue: Cue, number: int) -> None:
    for seconds in (cue.start_s, cue.end_s):
        if seconds is not None and not is_time(seconds):
            raise TranscriptError(f"cue {number} has the time {seconds} s, and times are from 0 to under 100 hours")
    if cue.end_s is not None and cue.start_s is not None and to_ms(cue.end_s) < to_ms(cue.start_s):
        raise TranscriptError(f"cue {number} ends at {cue.end_s} s, before it starts at {cue.start_s} s")
    if cue.end_s is not None and cue.start_s is None:
        raise TranscriptError(f"cue {number} has an end ({cue.end_s} s) but no start")


def span_ms(cue: Cue) -> tuple[int, int]:
    """Start and end of a timed cue in milliseconds; at least one apart, as strict readers refuse an empty span."""
    if cue.start_s is None or cue.end_s is None:
        raise TranscriptError("a cue without start or end has no span")
    start = to_ms(cue.start_s)
    return start, max(to_ms(cue.end_s), start + 1)
