"""`feedkit derive`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.problems import Report
from feedkit.transcripts.clock import format_clock_short

if TYPE_CHECKING:
    from feedkit.derive import Derived


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--duration", "duration_s", type=float, help="Seconds of audio, for transcripts without times.")
@click.option("--title", default="", help="The episode's title; its words correct spellings.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def derive(files: tuple[Path, ...], duration_s: float | None, title: str, form: str) -> None:
    """Print chapters, a summary and keywords guessed from transcript FILES; as JSON, one object a line for each.

    What is wrong with a file goes to standard error; the exit code is 1 where nothing of one can be read.
    """
    from feedkit.derive import derive as derive_from
    from feedkit.transcripts import read_transcript

    transcripts = [read_transcript(path.read_bytes(), path=path.as_posix(), duration_s=duration_s) for path in files]
    for transcript in transcripts:
        if transcript.problems:
            say.report(Report.of(transcript.problems, files=1), "text", verbose=False, to_error=True)
        if not transcript.cues and form == "text":
            continue
        found = derive_from(transcript, duration_s=duration_s, record={"title": title})
        if form == "json":
            say.tell_json(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            say.tell(guesses_text(found))
    raise SystemExit(CLEAN if all(transcript.cues for transcript in transcripts) else PROBLEMS)


def guesses_text(found: Derived) -> str:
    """The guesses for people: the summary, the keywords, then a line a chapter with how sure it is and ± its error."""
    lines = [
        found.summary or "(no sentence could stand in a summary)",
        "",
        f"keywords: {', '.join(found.keywords)}",
        "",
    ]
    for guess in found.chapters:
        clock = f"word {guess.word}" if guess.start_s is None else format_clock_short(round(guess.start_s))
        error = f" ± {guess.error_s:.0f} s" if guess.error_s else ""
        lines.append(f"{clock}{error}  {guess.title}  ({guess.confidence:.2f})")
    return "\n".join(lines if found.chapters else [*lines, "(no chapters that are sure enough)"])
