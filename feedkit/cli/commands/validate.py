"""`feedkit validate`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit import pipeline
from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import FORMAT, PATHS, PROFILE, VERBOSE


@click.command()
@PATHS
@PROFILE
@FORMAT
@VERBOSE
def validate(paths: tuple[Path, ...], profiles: tuple[str, ...], format_: str, *, verbose: bool) -> None:
    """Check PATHS: feeds, folders of shows, or folders of either (seeds/ if none is named)."""
    settings = say.settings(profiles)
    reports = [pipeline.validate(path, settings) for path in paths or (Path("seeds"),)]
    report = sum(reports, say.EMPTY)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)
