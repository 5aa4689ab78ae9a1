"""Options that several commands have."""

from __future__ import annotations

import click

from feedkit.reports import format_names
from feedkit.settings import PROFILES

SHOWS = click.argument("shows", nargs=-1, type=click.Path(readable=False))
"""As they are written: a path of nothing would be the folder one stands in."""
FORMAT = click.option(
    "--format", "format_", type=click.Choice(format_names()), default="text", show_default=True, help="How to report."
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Tell of infos too.")
PROFILE = click.option(
    "--profile",
    "profiles",
    multiple=True,
    type=click.Choice(PROFILES),
    help="Whose rules apply; may be given several times.",
)
