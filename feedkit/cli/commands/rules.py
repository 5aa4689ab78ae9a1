"""`feedkit rules`."""

from __future__ import annotations

import click

from feedkit.book import list_rules


@click.command()
@click.option("--profile", help="Only rules of this profile, and those that always apply.")
@click.option("--subject", help="Only rules on this subject, such as enclosure.")
def rules(profile: str | None, subject: str | None) -> None:
    """List the rules, a line each."""
    for one in list_rules(profile, subject):
        click.echo(f"{one.id}  {one.level!s:<7}  {one.slug:<34}  {one.page.summary}")
