"""Commands that hold others."""

from __future__ import annotations

import click


class Group(click.Group):
    """Lists its commands with a whole sentence each, which click would cut off."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        named = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=400)) for name, one in named if one is not None])
