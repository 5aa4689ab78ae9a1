"""What the commands print: words around the values that the pipeline gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from feedkit.problems import Report
from feedkit.reports import Look, write_report
from feedkit.settings import Settings, read_settings

EMPTY = Report()
T = TypeVar("T")
MANY = 20
"""From this many things on, work shows its progress."""


def settings(profiles: Sequence[str], now: str | None = None) -> Settings:
    """The settings of the folder that the command runs in, with other profiles and another now where they are named."""
    found = read_settings(Path())
    found = found.with_profiles(*profiles) if profiles else found
    if now is None:
        return found
    from feedkit.feed.release import moment_of

    return replace(found, now=moment_of(now, os.environ))


def progress(things: Sequence[T], what: str) -> Iterator[T]:
    """Go through things; a bar shows how far, where there are many and somebody watches."""
    if len(things) < MANY or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, console=Console(stderr=True), transient=True)


@contextmanager
def counter(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to tell how many of how many are done; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def report(found: Report, format_: str, *, verbose: bool) -> None:
    """Print a report on stdout in a format of `feedkit.reports`."""
    look = Look(colour=sys.stdout.isatty(), verbose=verbose)
    click.echo(write_report(found, format_, look).rstrip("\n"))
