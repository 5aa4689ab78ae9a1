"""`feedkit enrich`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import FORMAT, SHOWS, VERBOSE
from feedkit.problems import Report
from feedkit.targets import shows_in


@click.command()
@SHOWS
@click.option("--online", is_flag=True, help="Ask the media, and the models of `backends`; uses the network.")
@click.option(
    "--media-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where media files lie on this disk.",
)
@FORMAT
@VERBOSE
def enrich(shows: tuple[str, ...], media_dir: Path | None, *, online: bool, format_: str, verbose: bool) -> None:
    """Write down, beside the records of SHOWS, what there is to know of what they leave open.

    With --online, media and models are asked, and the answers kept in each show's feedkit.lock.yaml. Where show.yaml
    says `derived: propose`, guesses go to its folder `proposals`, to be reviewed; `feedkit accept` makes them count.
    """
    from feedkit.guessing import proposals

    settings = say.settings(())
    folders = shows_in(shows)
    with say.counter("asking") as progress:
        found = [
            proposals.write_down(folder, settings, online=online, media_dir=media_dir, progress=progress)
            for folder in folders
        ]
    report = Report.joined(found)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)
