"""`feedkit schema`."""

from __future__ import annotations

import json

import click

from feedkit.schema import KINDS, report_schema
from feedkit.schema import schema as schema_of


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, "report"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a show file, a record or an overlay, so that editors complete and check.

    `report` is the schema of what `--format json` writes.
    """
    found = report_schema() if kind == "report" else schema_of(kind)  # type: ignore[arg-type]  # click has checked
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
