"""`feedkit probe`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit import pipeline
from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import FORMAT, VERBOSE


@click.command()
@click.argument("shows", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--media-dir", type=click.Path(path_type=Path, file_okay=False), help="Where media files lie on this disk."
)
@FORMAT
@VERBOSE
def probe(shows: tuple[Path, ...], media_dir: Path | None, *, format_: str, verbose: bool) -> None:
    """Ask for the media, art and files that SHOWS name, and keep the answers in each show's feedkit.lock.yaml.

    Uses the network. A second run asks only whether anything changed; an interrupt loses nothing.
    """
    settings = say.settings(())
    folders = pipeline.shows_in(shows)
    with say.counter("probing") as progress:
        reports = [pipeline.probe(folder, settings, media_dir, progress) for folder in folders]
    report = sum(reports, say.EMPTY)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)
