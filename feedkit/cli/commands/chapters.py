"""`feedkit chapters`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedkit.cli import say
from feedkit.cli.groups import Group
from feedkit.problems import Report
from feedkit.replacing import replace_file
from feedkit.reports.text import many

if TYPE_CHECKING:
    from feedkit.chapters import Chapters

SOURCE = click.Path(path_type=Path, exists=True, dir_okay=False)
TARGET = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=Group)
def chapters() -> None:
    """Work on chapters: in files of their own, and in media."""


@chapters.command()
@click.argument("source", type=SOURCE)
@click.argument("target", type=TARGET)
@click.option("--to", "form", help="json, psc or txt; otherwise by TARGET's ending.")
def convert(source: Path, target: Path, form: str | None) -> None:
    """Write the chapters of SOURCE to TARGET as JSON chapters, Podlove Simple Chapters, or lines that begin with a time.

    SOURCE is any of these, or an MP3, MP4, Ogg, Opus or FLAC file that has chapters.
    """
    from feedkit.media.chapter_files import write_chapters

    text = write_chapters(_read(source), form or target.suffix.lstrip("."))
    replace_file(target, [text.encode()])
    click.echo(f"{target.as_posix()}: written")


@chapters.command()
@click.argument("source", type=SOURCE)
@click.argument("media", type=SOURCE)
@click.argument("target", type=TARGET)
def embed(source: Path, media: Path, target: Path) -> None:
    """Write TARGET, a copy of the MP3 file MEDIA with the chapters of SOURCE. The audio stays byte for byte."""
    from feedkit.chapters import tidy
    from feedkit.media.embed import embed_chapters

    found, _ = tidy(_read(source).chapters)
    embed_chapters(media, target, found)
    click.echo(f"{target.as_posix()}: {many(sum(one.toc for one in found), 'chapter')} written")


def _read(source: Path) -> Chapters:
    from feedkit.media.chapter_files import read_chapters

    found, problems = read_chapters(source)
    if problems:
        say.report(Report.of(problems, files=1), "text", verbose=True)
    return found
