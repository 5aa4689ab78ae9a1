"""`feedkit rules`."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--profile", help="Only rules of this profile, and those that always apply.")
@click.option("--subject", help="Only rules on this subject, such as enclosure.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(profile: str | None, subject: str | None, format_: str) -> None:
    """List the rules, a line each; as JSON with their pages."""
    from feedkit.book import as_plain, list_rules

    found = list_rules(profile, subject)
    if format_ == "json":
        click.echo(json.dumps([as_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.id}  {one.level!s:<7}  {one.slug:<34}  {one.page.summary}")
