"""`feedkit init`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Take up FOLDER, a repository with episodes: write a show.yaml for each show in it, and say what to fill in.

    A folder that is empty, or not there, becomes a new show with a first episode. Nothing is asked and nothing overwritten; what is made up is marked as a placeholder in the file.
    """
    from feedkit.init import init as take_up
    from feedkit.init import told

    for new in take_up(folder):
        say.tell(told(new))
