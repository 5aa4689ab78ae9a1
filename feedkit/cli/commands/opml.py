"""`feedkit opml`."""

from __future__ import annotations

import click

from feedkit.cli.options import SHOWS


@click.command()
@SHOWS
@click.option("--title", default="Podcasts", show_default=True, help="The list's title.")
def opml(shows: tuple[str, ...], title: str) -> None:
    """Print an OPML list of SHOWS (those in seeds/ or here, if none is named), for podcast apps."""
    from feedkit import pipeline
    from feedkit.opml import write_opml

    loaded = [pipeline.load(folder) for folder in pipeline.shows_in(shows)]
    click.echo(write_opml(loaded, title=title).decode().rstrip("\n"))
