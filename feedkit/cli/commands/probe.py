"""`feedkit probe`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import FORMAT, PROFILE, SHOWS, VERBOSE
from feedkit.targets import addresses_in


@click.command()
@SHOWS
@PROFILE
@click.option(
    "--media-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where media files lie on this disk.",
)
@click.option(
    "--allow-private", "places", multiple=True, metavar="HOST:PORT", help="May be asked, though it is private."
)
@FORMAT
@VERBOSE
def probe(  # noqa: PLR0913 - a command's options
    shows: tuple[str, ...],
    profiles: tuple[str, ...],
    media_dir: Path | None,
    places: tuple[str, ...],
    *,
    format_: str,
    verbose: bool,
) -> None:
    """Ask for the media, art and files that SHOWS name, and keep the answers in each show's feedkit.lock.yaml.

    Uses the network. A second run asks only whether anything changed; an interrupt loses nothing. Addresses in the
    place of SHOWS are asked for themselves: what they are is told, and not kept.
    """
    from feedkit import pipeline

    settings = say.settings(profiles).with_places(*places)
    addresses, others = addresses_in(shows)
    folders = pipeline.shows_in(others) if others or not addresses else []
    report = pipeline.probe_addresses(addresses, settings) if addresses else say.EMPTY
    with say.counter("probing") as progress:
        report = sum((pipeline.probe(one, settings, media_dir, progress) for one in folders), report)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)
