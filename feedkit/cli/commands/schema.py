"""`feedkit schema`."""

from __future__ import annotations

import json

import click

from feedkit.schema import schema as schema_of


@click.command()
@click.argument("kind", type=click.Choice(["show", "record", "overlay"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a show file, a record or an overlay, so that editors complete and check."""
    click.echo(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))  # type: ignore[arg-type]  # click has checked
