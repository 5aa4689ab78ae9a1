"""`feedkit learn`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def learn(folder: Path) -> None:
    """Learn the habits of the show in FOLDER from chapters that its author set, so that guesses follow them.

    What was learnt stands in FOLDER/learned.yaml, in words and weights that a person can read and change.
    """
    from feedkit import pipeline

    click.echo(pipeline.learn(folder))
