"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.reports import format_named


def _known(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """A format that there is: who misspells it learns that before anything is done."""
    format_named(name)
    return name


PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
FORMAT = click.option(
    "--format", "format_", default="text", show_default=True, callback=_known, help="How to report: text, json …"
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Tell of infos too.")
PROFILE = click.option("--profile", "profiles", multiple=True, help="Whose rules apply; may be given several times.")
