"""`feedkit show`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def show(folder: Path) -> None:
    """Show what FOLDER publishes, and what is missing, on one screen."""
    from feedkit import pipeline
    from feedkit.overview import show_text

    say.tell(show_text(pipeline.enrich(pipeline.load(folder)), folder))
