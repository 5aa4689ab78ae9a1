"""`feedkit serve`."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import click

from feedkit.cli import say
from feedkit.cli.options import SHOWS
from feedkit.problems import Level, Problem


@click.command()
@SHOWS
@click.option(
    "--port", default=8000, show_default=True, help="Where to listen, on this machine alone; 0: any free one."
)
@click.option("--out", type=click.Path(path_type=Path), help="Build into this folder, as `build` does, and serve it.")
@click.option(
    "--media-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where media files lie on this disk.",
)
def serve(shows: tuple[str, ...], port: int, out: Path | None, media_dir: Path | None) -> None:
    """Preview the pages and feeds of SHOWS in a browser; what is saved is built at once. Ctrl-C ends it.

    Without --out, everything goes to a temporary folder, and what is published stays as it is.
    """
    from feedkit import pipeline
    from feedkit.site.preview import Preview
    from feedkit.site.watch import watch

    folders = pipeline.shows_in(shows)
    _end_as_with_an_interrupt("SIGTERM", "SIGHUP")
    with TemporaryDirectory(prefix="feedkit-") as temporary:
        feeds = out or Path(temporary, "feeds")
        with Preview(feeds, port, media_dir) as server:
            for folder in folders:
                address = server.address + quote(folder.name)
                click.echo(f"{folder.name}: {address}/, the feed: {address}.xml")
            watch(folders, lambda folder: _build(folder, feeds, is_preview=out is None))


def _end_as_with_an_interrupt(*names: str) -> None:
    """A terminal that is closed ends it, too, and no temporary folder stays behind; what `nohup` ignores stays ignored."""
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _build(folder: Path, feeds: Path, *, is_preview: bool) -> None:
    """Build one show, and print what came of it; mistakes are what a preview is there to show, and end nothing."""
    from feedkit import pipeline
    from feedkit.cli.commands.build import outcome_line
    from feedkit.errors import FeedkitError

    try:
        outcome = pipeline.publish(folder, feeds, say.settings(()), force=is_preview)
    except FeedkitError as error:
        click.echo(f"feedkit: {error}", err=True)
        return
    report = outcome.report
    if is_preview:  # nobody has subscribed to the version before, of which the guard speaks
        report = replace(report, problems=tuple(p for p in report if p.level is Level.ERROR or not _is_in(feeds, p)))
    say.report(report, "text", verbose=False)
    click.echo(outcome_line(outcome, feeds))


def _is_in(feeds: Path, problem: Problem) -> bool:
    return Path(problem.place.path).is_relative_to(feeds)
