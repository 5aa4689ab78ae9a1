"""`feedkit validate`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.cli.options import FORMAT, PROFILE, VERBOSE
from feedkit.errors import UsageError
from feedkit.problems import Level, Place, Report
from feedkit.reports.text import many
from feedkit.settings import FAIL_ON, Settings
from feedkit.targets import Input, inputs_of, is_feed, usual_words

FILE = click.Path(path_type=Path, dir_okay=False)


def _to_write(_context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """A file that a report may take the place of: `-o *.xml` names the first of some feeds."""
    if path is not None and is_feed(path):
        raise click.BadParameter(f"{path.as_posix()} is a feed, which would be lost; name another file", param=option)
    return None if path == Path("-") else path


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@click.option(
    "--from", "lists", type=click.File("rb"), multiple=True, help="A file with more PATHS, a line each, or OPML."
)
@PROFILE
@FORMAT
@click.option(
    "-o", "--output", type=FILE, callback=_to_write, help="Write the report into this file, and just its summary here."
)
@click.option("--fail-on", type=click.Choice(list(FAIL_ON)), help="The least level that fails; error, unless set.")
@click.option("--baseline", type=FILE, help="Problems that are known: they are not told, and do not fail.")
@click.option(
    "--write-baseline",
    "to_baseline",
    type=FILE,
    callback=_to_write,
    help="Write what is found into this file, as known.",
)
@click.option("--now", help="What counts as now (date, time and zone, or `epoch`), for rules about the future.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes at most.")
@click.option("--online", is_flag=True, help="Ask for what is named, and how feeds are served; PATHS may be addresses.")
@VERBOSE
@click.option("-q", "--quiet", is_flag=True, help="Tell of problems only, without the summary.")
def validate(  # noqa: PLR0913 - a command's options
    paths: tuple[str, ...],
    lists: tuple[IO[bytes], ...],
    profiles: tuple[str, ...],
    *,
    format_: str,
    output: Path | None,
    fail_on: str | None,
    baseline: Path | None,
    to_baseline: Path | None,
    now: str | None,
    jobs: int,
    online: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Check PATHS: feeds, shows, folders of either, patterns; `-` is a feed on standard input.

    With no PATHS and no list, what is in seeds/, or in this folder where there is no seeds/. The report is in the order of PATHS,
    then of names in folders, then of places in files.
    """
    settings, inputs = say.settings(profiles, now), _inputs(paths, lists)
    least = FAIL_ON[fail_on] if fail_on else settings.fail_on
    known = baseline or (Path(settings.baseline) if settings.baseline else None)
    found = _asked(inputs, settings) if online else _judged(inputs, settings, jobs)
    reports: Iterable[Report] = _each_once(inputs, found)
    if to_baseline is not None:
        from feedkit.rules.baseline import write_baseline

        number = write_baseline(to_baseline, reports, min(least or Level.WARNING, Level.WARNING))
        click.echo(f"{to_baseline.as_posix()}: {many(number, 'problem')} known from now on")
        raise SystemExit(CLEAN)
    if known is not None:
        from feedkit.rules.baseline import read_baseline

        reports = read_baseline(known).without_known(reports, [say.near(one.path.as_posix()) for one in inputs])
    look = say.look(verbose=verbose, quiet=quiet, fail_on=least, to_file=output is not None)
    tally = say.stream(reports, format_, look, output)
    raise SystemExit(PROBLEMS if tally.failures(look) else CLEAN)


def _judged(inputs: Sequence[Input], settings: Settings, jobs: int) -> Iterable[Report]:
    from feedkit import validation

    return say.watched(validation.validate_all(inputs, settings, jobs=jobs), "validating", len(inputs))


def _each_once(inputs: Iterable[Input], reports: Iterable[Report]) -> Iterator[Report]:
    """The reports on inputs, with what is wrong in a file that several shows read told at the first of them only."""
    told: set[tuple[Place, str, str]] = set()
    for one, found in zip(inputs, reports, strict=True):
        report = say.from_here(found)
        if one.is_show:
            new = tuple(problem for problem in report if (problem.place, problem.rule, problem.message) not in told)
            told |= {(problem.place, problem.rule, problem.message) for problem in new}
            report = replace(report, problems=new)
        yield report


def _asked(inputs: Sequence[Input], settings: Settings) -> Iterator[Report]:
    from feedkit import validation

    with say.counter("asking") as progress:
        reports = validation.validate_all(inputs, settings, online=validation.inquire(settings, progress))
        yield from reports if progress is None else list(reports)  # what is written would break the counter's line


def _inputs(paths: Sequence[str], lists: Sequence[IO[bytes]]) -> list[Input]:
    words = [*paths, *_listed(lists)]
    try:
        return inputs_of(words if paths or lists else usual_words())
    except UsageError as error:
        raise UsageError(
            f"{error}" + ("" if paths or lists else "; name what to check: `feedkit validate feed.xml`")
        ) from error


def _listed(lists: Sequence[IO[bytes]]) -> list[str]:
    if not lists:
        return []
    from feedkit.listed import words_of

    return [word for one in lists for word in words_of(one.read())]
