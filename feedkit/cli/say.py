"""What the commands print: words around the values that the pipeline gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TextIO, TypeVar

import click

from feedkit.characters import escaped, lines_visible
from feedkit.problems import Level, Place, Report
from feedkit.replacing import replace_file
from feedkit.reports import Look, Tally, format_named
from feedkit.reports.secrets import hidden
from feedkit.reports.text import summary
from feedkit.settings import Settings
from feedkit.settings_file import read_settings
from feedkit.targets import STDIN

EMPTY = Report()
T = TypeVar("T")
MANY = 20
"""From this many things on, work shows its progress."""
REDRAWN_S = 0.1
FOR_GITHUB = ("github", "sarif")
"""Formats that name lines of what is checked out."""


def settings(profiles: Sequence[str], now: str | None = None) -> Settings:
    """The settings of the folder that the command runs in, with other profiles and another now where they are named."""
    found = read_settings(Path(), _names_of_rules)
    found = found.with_profiles(*profiles) if profiles else found
    if now is None:
        return found
    from feedkit.publishing.release import moment_of

    return replace(found, now=moment_of(now, os.environ))


def _names_of_rules() -> Iterable[str]:
    from feedkit.book import names_of_rules

    return names_of_rules()


def progress(things: Sequence[T], what: str) -> Iterator[T]:
    """Go through things; a bar shows how far, where there are many and somebody watches."""
    if len(things) < MANY or not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, console=Console(stderr=True), transient=True)


def watched(reports: Iterable[Report], what: str, number: int) -> Iterator[Report]:
    """The same reports; a bar shows how far, where there are many and somebody watches.

    The bar goes whenever a report is handed on, so that what is written of it stands on lines of its own.
    """
    if number < MANY or not sys.stderr.isatty():
        yield from reports
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
    task = bar.add_task(what, total=number)
    drawn = 0.0
    try:
        for report in reports:
            bar.stop()
            yield report
            bar.advance(task)
            if monotonic() - drawn > REDRAWN_S:
                bar.start()
                bar.refresh()
                drawn = monotonic()
    finally:
        bar.stop()


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


def is_colour(stream: TextIO) -> bool:
    """Whether to write in colours: on a terminal, unless NO_COLOR is set; FORCE_COLOR is for CI that shows them."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def look(*, verbose: bool, quiet: bool = False, fail_on: Level | None = Level.ERROR, to_file: bool = False) -> Look:
    """How reports look here."""
    return Look(not to_file and is_colour(sys.stdout), verbose, quiet, fail_on=fail_on)


def tell(text: str) -> None:
    """Print lines that hold words of others: nothing in them can move the cursor or hide, and no secret is told."""
    click.echo(lines_visible(hidden(text)))


def tell_json(document: str) -> None:
    """Print JSON that holds words of others, in the same way."""
    click.echo(escaped(hidden(document)))


def near(path: str) -> str:
    """A path as it is called in the folder that the command runs in; one that leads elsewhere stays as it is.

    A show that is `.` is read by its whole path, for it is called after its folder. What is told of it goes to machines
    and into baselines to which that path means nothing.
    """
    return _near(path, Path.cwd().as_posix())


def _near(path: str, here: str) -> str:
    return "." if path == here else path.removeprefix(f"{here.rstrip('/')}/")


def in_checkout(path: str) -> str:
    """A path as GitHub calls it: from the root of what is checked out, wherever in it the command runs."""
    root, whole = os.environ.get("GITHUB_WORKSPACE"), Path(os.path.abspath(path))  # noqa: PTH100 - a link keeps its name
    if not root or not path or "://" in path or path == STDIN or not whole.is_relative_to(root):
        return path
    return whole.relative_to(root).as_posix()


def from_here(found: Report, called: Callable[[str], str] | None = None) -> Report:
    """The same report, with the files in the folder that the command runs in called as they are there, in messages too.

    called: another way to call them.
    """
    called = called or partial(_near, here=Path.cwd().as_posix())  # thousands are asked for
    names = {*found.notes, *(name for one in found for name in (one.place.path, *(see.place.path for see in one.see)))}
    renamed = {name: short for name in names if (short := called(name)) != name}
    if not renamed:
        return found

    start = f"{Path.cwd().as_posix().rstrip('/')}/"

    def moved(place: Place) -> Place:
        return place._replace(path=renamed.get(place.path, place.path))

    problems = (
        one._replace(
            place=moved(one.place),
            see=tuple(see._replace(place=moved(see.place)) for see in one.see),
            message=one.message.replace(start, ""),
            mend=one.mend.replace(start, ""),
        )
        for one in found
    )
    notes = tuple(renamed.get(note, note) for note in found.notes)
    return replace(found, problems=Report.of(problems).problems, notes=notes)


def report(found: Report, format_: str, *, verbose: bool, to_error: bool = False) -> None:
    """Print a report on stdout in a format of `feedkit.reports`; or on stderr, where stdout is for something else."""
    stream([found], format_, look(verbose=verbose, to_file=to_error), to_error=to_error)


def stream(
    reports: Iterable[Report], format_: str, look: Look, output: Path | None = None, *, to_error: bool = False
) -> Tally:
    """Write reports as they come, on stdout, or stderr; or into a file, and the summary on stdout. Returns what they held."""
    tally = Tally()
    called = in_checkout if format_ in FOR_GITHUB else near
    pieces = format_named(format_)(tally.watch(from_here(one, called) for one in reports), look)
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False, color=look.colour, err=to_error)
        return tally
    replace_file(output, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
    if not look.quiet:
        click.echo(summary(tally, look))
    return tally
