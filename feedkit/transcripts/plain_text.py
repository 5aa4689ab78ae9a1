"""Plain text: paragraphs, with names and times where the transcript has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock, format_clock_short
from feedkit.transcripts.interface import POSSIBLE, Format, Reading
from feedkit.transcripts.paragraphs import cues_of_paragraphs, split_paragraphs
from feedkit.transcripts.source import Source, check_line_lengths
from feedkit.transcripts.speakers import split_label, with_colons, without_colons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedkit.transcripts.cue import Cue
    from feedkit.transcripts.findings import Findings


def sniff(head: str) -> int:  # noqa: ARG001 -- the signature is the family's
    """Any text may be plain text."""
    return POSSIBLE


def read(source: Source, findings: Findings) -> Reading:
    """Read the shapes of `paragraphs`; text that has none of them is one cue a paragraph, without time or speaker."""
    check_line_lengths(source, findings)
    placed = cues_of_paragraphs(split_paragraphs(source.lines))
    return Reading([replace(one, cue=replace(one.cue, text=with_colons(one.cue.text))) for one in placed])


def write(cues: Sequence[Cue], *, title: str, language: str | None) -> str:  # noqa: ARG001 -- plain text has no place for them
    """Write `[00:01:08.000 - 00:01:12.500] Name: text`, each part where it is known, a blank line between two.

    Colons, of which the first would end a name, are written as U+2236 in a cue of nobody.
    """
    return "\n\n".join(_write_cue(cue) for cue in cues) + "\n"


def _write_cue(cue: Cue) -> str:
    if cue.speaker:
        return f"{_stamp(cue)}{without_colons(cue.speaker)}: {cue.text}"
    return _stamp(cue) + (without_colons(cue.text) if split_label(cue.text)[0] else cue.text)


def _stamp(cue: Cue) -> str:
    if cue.start_s is None:
        return ""
    if cue.end_s is None:
        return f"[{format_clock_short(cue.start_s)}] "
    return f"[{format_clock(cue.start_s)} - {format_clock(cue.end_s)}] "


FORMAT = Format(
    name="txt",
    media_type="text/plain",
    extensions=(".txt", ".md", ".text"),
    needs_times=False,
    needs_ends=False,
    sniff=sniff,
    read=read,
    write=write,
)
