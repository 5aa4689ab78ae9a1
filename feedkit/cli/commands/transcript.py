"""`feedkit transcript`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say
from feedkit.cli.groups import Group
from feedkit.problems import Report
from feedkit.replacing import replace_file


@click.group(cls=Group)
def transcript() -> None:
    """Work on transcript files."""


@transcript.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "format_", help="vtt, srt, json, html or txt; otherwise by TARGET's ending.")
@click.option("--duration", "duration_s", type=float, help="Seconds of audio, so that the last cue gets an end.")
def convert(source: Path, target: Path, format_: str | None, duration_s: float | None) -> None:
    """Convert SOURCE, in whatever format it is, to TARGET. Speakers and times are kept; times are never made up."""
    from feedkit.transcripts import convert as convert_text

    name = format_ or target.suffix.lstrip(".")
    text, problems = convert_text(source.read_bytes(), name, path=source.as_posix(), duration_s=duration_s)
    replace_file(target, [text.encode()])
    if problems:
        say.report(Report.of(problems, files=1), "text", verbose=False)
    click.echo(f"{target.as_posix()}: written")
