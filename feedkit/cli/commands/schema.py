"""`feedkit schema`."""

from __future__ import annotations

import json
from typing import Literal, get_args

import click

Kind = Literal["show", "record", "overlay", "report"]


@click.command()
@click.argument("kind", type=click.Choice(get_args(Kind)))
def schema(kind: Kind) -> None:
    """Print the JSON Schema of a show file, a record or an overlay, so that editors complete and check.

    `report` is the schema of what `--format json` writes.
    """
    from feedkit.schema import report_schema
    from feedkit.schema import schema as schema_of

    found = report_schema() if kind == "report" else schema_of(kind)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
