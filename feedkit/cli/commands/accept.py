"""`feedkit accept`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.argument("keys", nargs=-1)
def accept(folder: Path, keys: tuple[str, ...]) -> None:
    """Make the proposals for the episodes KEYS of the show in FOLDER the author's own word; all, if none is named.

    Each moves from proposals/ to overlays/. Fields that are `null` stay, so that they are not proposed again.
    """
    from feedkit.guessing import proposals

    written = proposals.accept(folder, keys)
    for path in written:
        click.echo(f"{path}: written")
    if not written:
        click.echo(f"{folder.as_posix()}: nothing is proposed that could be accepted; `feedkit enrich` makes proposals")
