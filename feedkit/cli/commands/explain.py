"""`feedkit explain`."""

from __future__ import annotations

import click


@click.command()
@click.argument("name")
def explain(name: str) -> None:
    """Print the page of a rule, by its id or its slug: what it wants, why, and the way out."""
    from feedkit.book import explain as page

    click.echo(page(name))
