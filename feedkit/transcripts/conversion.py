"""From a file in any format to cues, and from cues to a file in any format.

A format is a module of this package with a `FORMAT`; there is no other list of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from feedkit import transcripts as package
from feedkit.errors import TranscriptError, UsageError
from feedkit.transcripts.findings import Findings, Refused
from feedkit.transcripts.interface import POSSIBLE, Format
from feedkit.transcripts.layout import ready_cues
from feedkit.transcripts.order import check_span, closed_cues, ordered_cues
from feedkit.transcripts.rolling import unrolled
from feedkit.transcripts.rulebook import CUE_ORDER, JSON_ORDER, NOT_EMPTY, TYPE_MATCHES
from feedkit.transcripts.source import MOST_BYTES, open_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from feedkit.problems import Problem
    from feedkit.transcripts.cue import Cue


def _find_formats() -> dict[str, Format]:
    """Every module of the package that has a `FORMAT`, by its name, in the order of names."""
    found = pkgutil.iter_modules(package.__path__)
    modules = (importlib.import_module(f"{package.__name__}.{one.name}") for one in found)
    formats: list[Format] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {format_.name: format_ for format_ in sorted(formats, key=lambda one: one.name)}


FORMATS: Mapping[str, Format] = _find_formats()
"""The formats by name: html, json, srt, txt, vtt."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was read of a transcript.

    cues: in order of time. language: as the file names it, else None. format: the name of the format it was read as,
    None where the file was refused. problems: all that was repaired, left out or could not be read.
    """

    cues: tuple[Cue, ...]
    language: str | None = None
    problems: tuple[Problem, ...] = ()
    format: str | None = None

    @property
    def is_timed(self) -> bool:
        """Whether every cue has a start, so that it can be captions."""
        return bool(self.cues) and all(cue.is_timed for cue in self.cues)


def read_transcript(
    text_or_bytes: bytes | str,
    *,
    path: str,
    media_type: str | None = None,
    duration_s: float | None = None,
    most_bytes: int = MOST_BYTES,
) -> Transcript:
    """Read a transcript in any format; never raises for what is in it.

    path: for messages, and for its extension where neither the content nor `media_type` says what it is. duration_s: the
    length of the audio, to check that the cues fit it. A file above `most_bytes` is refused with one problem.
    """
    findings = Findings(path)
    try:
        source = open_source(text_or_bytes, findings, most_bytes=most_bytes)
        format_ = _choose_format(source.head, path, media_type, findings)
        reading = unrolled(format_.read(source, findings), findings)
    except Refused as refusal:
        return Transcript((), problems=(*findings.problems(), refusal.problem))
    cues = ordered_cues(reading, findings, JSON_ORDER if format_.name == "json" else CUE_ORDER)
    if not cues:
        message = f"the transcript is empty: no cue with text was found in it (read as {format_.name})"
        mend = "put the transcript there, or take the link to it out; an empty one hides those that apps make"
        findings.add(NOT_EMPTY, message, mend=mend, line=1 if source.text else 0)
    if duration_s is not None:
        check_span(cues, duration_s, findings)
    return Transcript(cues, reading.language, findings.problems(), format_.name)


def _choose_format(head: str, path: str, media_type: str | None, findings: Findings) -> Format:
    """The format that the text shows; where the text could be anything, that of the media type or the extension."""
    claimed = _claimed_format(path, media_type)
    scores = {name: format_.sniff(head) for name, format_ in FORMATS.items()}
    seen = max(FORMATS.values(), key=lambda one: (scores[one.name], one == claimed))
    if scores[seen.name] <= POSSIBLE and claimed:
        return claimed
    if claimed and claimed != seen:
        message = (
            f"the file is {seen.name} by its content and {claimed.name} by its name or type; it was read as {seen.name}"
        )
        mend = f"name it `*{seen.extension}` and link it as `{seen.media_type}`"
        findings.add(TYPE_MATCHES, message, mend=mend, line=1)
    return seen


def _claimed_format(path: str, media_type: str | None) -> Format | None:
    essence = (media_type or "").partition(";")[0].strip().lower()
    extension = PurePosixPath(path).suffix.lower()
    by_type = (one for one in FORMATS.values() if essence in (one.media_type, *one.media_types_read))
    by_name = (one for one in FORMATS.values() if extension in one.extensions)
    return next(by_type, None) or next(by_name, None)


def write_transcript(cues: Sequence[Cue], format: str, *, title: str = "", language: str | None = None) -> str:  # noqa: A002 -- the word that users have for it
    """Write cues in the format of that name, as strictly as the strictest known reader needs.

    Cues must be in order; one without text is left out. Raises TranscriptError where a time is needed that a cue does
    not have (times are never made up), is impossible or out of order, and where there is no text at all; UsageError
    for a format that does not exist.
    """
    if format not in FORMATS:
        raise UsageError(f"`{format}` is no transcript format; there are {', '.join(FORMATS)}")
    format_ = FORMATS[format]
    return format_.write(ready_cues(cues, format_), title=title, language=language)


def convert(  # noqa: PLR0913 -- what may be known of a transcript, all by name
    text_or_bytes: bytes | str,
    to: str,
    *,
    path: str,
    media_type: str | None = None,
    title: str = "",
    duration_s: float | None = None,
) -> tuple[str, tuple[Problem, ...]]:
    """Read a transcript and write it in another format; returns the text and the problems of the reading.

    duration_s: with it, a cue without an end lasts until the next one starts, and the last one until `duration_s`.
    Raises TranscriptError as `write_transcript` does, and where nothing could be read.
    """
    transcript = read_transcript(text_or_bytes, path=path, media_type=media_type, duration_s=duration_s)
    if not transcript.cues:
        last = transcript.problems[-1]  # there is one for each way to be without cues
        raise TranscriptError(f"{path}: nothing to convert: {last.message}; {last.mend}")
    cues = transcript.cues if duration_s is None else closed_cues(transcript.cues, duration_s)
    return write_transcript(cues, to, title=title, language=transcript.language), transcript.problems
