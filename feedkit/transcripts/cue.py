"""A stretch of speech: the one shape that every transcript format is read into and written from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """What was said in one stretch.

    text: plain text, one line, no markup. start_s, end_s: seconds from the start of the audio, or None where the
    transcript does not say (a time is never invented). speaker: the name as the transcript spells it, or None.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    speaker: str | None = None

    @property
    def is_timed(self) -> bool:
        return self.start_s is not None
