"""`feedkit diff`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.feed.diff import diff as compare
from feedkit.feed.diff_words import diff_json, diff_markdown, diff_text
from feedkit.feed.read import read_feed


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def diff(old: Path, new: Path, format_: str) -> None:
    """Tell what changed between two feeds, episode by episode; 1 where subscribers would be harmed."""
    found = compare(read_feed(old), read_feed(new))
    click.echo({"text": diff_text, "json": diff_json, "markdown": diff_markdown}[format_](found).rstrip("\n"))
    raise SystemExit(PROBLEMS if any(change.is_refused for change in found.changes) else CLEAN)
