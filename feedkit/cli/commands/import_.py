"""`feedkit import`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import VERBOSE


@click.command("import")
@click.argument("source")
@click.option(
    "--to", type=click.Path(path_type=Path), required=True, help="The show's folder; for OPML, that of shows."
)
@click.option("--force", is_flag=True, help="Write over files that hold something else.")
@VERBOSE
def import_(source: str, to: Path, *, force: bool, verbose: bool) -> None:
    """Turn SOURCE (a feed, the address of one, or an OPML list of feeds) into show.yaml and a record an episode."""
    from feedkit.importer.anything import import_anything

    report, lines = import_anything(source, to, force=force, allow_private=say.settings(()).allow_private)
    say.report(report, "text", verbose=verbose)
    for line in lines:
        say.tell(line)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)
