"""`feedkit fix`."""

from __future__ import annotations

import sys

import click

from feedkit.characters import one_line, source_line
from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import PROFILE, SHOWS
from feedkit.reports.secrets import hidden
from feedkit.reports.text import many


@click.command()
@SHOWS
@PROFILE
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing; 1 where something would.")
@click.option("--unsafe", multiple=True, metavar="RULE", help="Apply this rule's mend too, which may change a meaning.")
def fix(shows: tuple[str, ...], profiles: tuple[str, ...], unsafe: tuple[str, ...], *, diff: bool) -> None:
    """Mend the records of SHOWS (those in seeds/ or here, if none is named) where a rule spells out what to write.

    Comments and layout stay. Guids, addresses and moments are never changed, unless --unsafe asks for it.
    """
    from feedkit import pipeline

    settings, mended, files = say.settings(profiles), 0, 0
    for folder in pipeline.shows_in(shows):
        for change in pipeline.mends(folder, settings, unsafe):
            mended, files = mended + len(change.problems), files + 1
            name = say.near(change.path)
            if diff:
                click.echo(_shown(change.difference(name)), nl=False)
            else:
                change.write()
                click.echo(f"{one_line(name)}: {', '.join(sorted({one.slug for one in change.problems}))}")
    done = "can be mended" if diff else "mended"
    click.echo(f"{many(mended, 'problem')} {done} in {many(files, 'file')}", err=diff)
    raise SystemExit(PROBLEMS if diff and mended else CLEAN)


def _shown(difference: str) -> str:
    """A difference to the letter for programs; without control characters and secrets for a terminal."""
    if not sys.stdout.isatty():
        return difference
    return "".join(f"{source_line(line)}\n" for line in hidden(difference).splitlines())
