"""`feedkit derive`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from feedkit.derive import derive as derive_from
from feedkit.transcripts import read_transcript


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--duration", "duration_s", type=float, help="Seconds of audio, for transcripts without times.")
@click.option("--title", default="", help="The episode's title; its words correct spellings.")
def derive(files: tuple[Path, ...], duration_s: float | None, title: str) -> None:
    """Print chapters, a summary and keywords guessed from transcript FILES, as JSON."""
    for path in files:
        transcript = read_transcript(path.read_bytes(), path=path.as_posix())
        found = derive_from(transcript.cues, duration_s=duration_s, title=title, vocabulary=[title] if title else ())
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
