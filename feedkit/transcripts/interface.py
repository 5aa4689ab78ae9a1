"""What a transcript format is: its names, how it is recognised, read and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from feedkit.transcripts.cue import Cue
    from feedkit.transcripts.findings import Findings
    from feedkit.transcripts.source import Source

SURE = 3
"""The text says itself what it is: `WEBVTT` in the first line."""
LIKELY = 2
"""The text is built as only this format is."""
POSSIBLE = 1
"""Nothing speaks against it, as with plain text; a media type or an extension decides."""
NO = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue and where it begins: a line of the file, or a number that `Reading.line_of` makes a line of."""

    cue: Cue
    at: int


def line_itself(at: int) -> int:
    """The line of a cue whose `at` is the line already."""
    return at


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file: cues in the file's order, and the language if the file names it.

    line_of: the line for the `at` of a cue; asked only where a problem must be shown.
    """

    cues: Sequence[Placed]
    language: str | None = None
    line_of: Callable[[int], int] = line_itself


class Writer(Protocol):
    """Cues as text.

    The cues are ready to be written: at least one, each with text and with the times that the format needs, in order.
    title, language: for the formats that have a place for them.
    """

    def __call__(self, cues: Sequence[Cue], *, title: str, language: str | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Format:
    """One transcript format; the module of each ends with its own as `FORMAT`, and is found by that name.

    name: what people call it on the command line. media_type: as `podcast:transcript` writes it; media_types_read:
    further spellings that feeds use. extensions: the first is the one that is written. needs_times: whether every
    cue must have a start; needs_ends: and an end.
    sniff: SURE, LIKELY, POSSIBLE or NO, from a text's head. read: never raises but Refused.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    needs_times: bool
    needs_ends: bool
    sniff: Callable[[str], int]
    read: Callable[[Source, Findings], Reading]
    write: Writer
    media_types_read: tuple[str, ...] = ()

    @property
    def extension(self) -> str:
        """The file name extension that is written, with its dot."""
        return self.extensions[0]
