"""The commands: each one public function, and what it says to people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from feedkit.version import __version__

CLEAN, PROBLEMS, WRONG_USE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""


def run() -> None:
    """The program. A bug in feedkit ends it with code 3 and says what to send; an interrupt with 130."""
    try:
        main(standalone_mode=True)
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except Exception as error:  # noqa: BLE001 - whatever reaches this line is a bug, and must not end in a traceback
        place = _last_place(error)
        click.echo(f"feedkit: a bug in feedkit {__version__}: {type(error).__name__}: {error} ({place})", err=True)
        click.echo("please send this line and the record or feed that caused it", err=True)
        raise SystemExit(BUG) from None


def _last_place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "nowhere" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


class _Commands(click.Group):
    """Turns exceptions into exit codes: what people can mend gets a line, and never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from feedkit.errors import FeedkitError, UsageError

        try:
            return super().invoke(ctx)
        except UsageError as error:
            click.echo(f"feedkit: {error}", err=True)
            raise SystemExit(WRONG_USE) from error
        except FeedkitError as error:
            click.echo(f"feedkit: {error}", err=True)
            raise SystemExit(PROBLEMS) from error
        except (click.Abort, KeyboardInterrupt):
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read us has seen enough
            sys.stderr.close()
            raise SystemExit(PROBLEMS) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="feedkit %(version)s")
def main() -> None:
    """Podcasting 2.0 feeds from episode records kept in git.

    \b
    A show is a folder with a show.yaml and records:
      feedkit build seeds               build the feeds of all shows in seeds/ into feeds/
      feedkit validate seeds            check records: file, line, and the way out
      feedkit validate feed.xml         check any feed
      feedkit show seeds/tea-time       what is published, and what is missing
      feedkit why seeds/tea-time 42 summary   who said it, and who else did

    \b
    Exit codes: 0 clean, 1 problems, 2 wrong use, 3 a bug in feedkit, 130 interrupted.
    """


PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
FORMAT = click.option("--format", "format_", default="text", show_default=True, help="How to report: text, json …")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Tell of infos too.")
PROFILE = click.option("--profile", "profiles", multiple=True, help="Whose rules apply; may be given several times.")


@main.command()
@click.argument("shows", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", default="feeds", show_default=True, type=click.Path(path_type=Path), help="The folder of feeds.")
@click.option("--allow", multiple=True, metavar="CHANGE", help="A change that is meant: guid-changed:605, removed:42 …")
@click.option("--now", help="The moment that counts as now (a date, or `epoch`): episodes of later are left out.")
@click.option("--force", is_flag=True, help="Publish even where an episode would vanish or change its guid.")
@FORMAT
@VERBOSE
def build(  # noqa: PLR0913 - a command's options
    shows: tuple[Path, ...],
    out: Path,
    allow: tuple[str, ...],
    now: str | None,
    *,
    force: bool,
    format_: str,
    verbose: bool,
) -> None:
    """Build the feeds of SHOWS (folders; seeds/ if none is named) into a folder.

    Each feed is written whole or not at all. A record that cannot be read costs its own episode and exit code 1;
    an episode that is published already is never lost unless --allow names it.
    """
    from feedkit import pipeline, say

    settings = say.settings((), now)
    folders = pipeline.shows_in(shows or (Path("seeds"),))
    watched = say.progress(folders, "building")
    outcomes = [pipeline.publish(folder, out, settings, force=force, allow=allow) for folder in watched]
    say.report(sum((outcome.report for outcome in outcomes), say.EMPTY), format_, verbose=verbose)
    if format_ == "text":
        for outcome in outcomes:
            click.echo(say.outcome_line(outcome, out))
    raise SystemExit(say.exit_code(outcomes))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Take up FOLDER, a repository with episodes: write a show.yaml for each show in it, and say what to fill in.

    Nothing is asked and nothing overwritten; what is made up is marked as a placeholder in the file.
    """
    from feedkit.init import init as take_up
    from feedkit.init import told

    for new in take_up(folder):
        click.echo(told(new))


@main.command()
@PATHS
@PROFILE
@FORMAT
@VERBOSE
def validate(paths: tuple[Path, ...], profiles: tuple[str, ...], format_: str, *, verbose: bool) -> None:
    """Check PATHS: feeds, folders of shows, or folders of either (seeds/ if none is named)."""
    from feedkit import pipeline, say

    settings = say.settings(profiles)
    reports = [pipeline.validate(path, settings) for path in paths or (Path("seeds"),)]
    report = sum(reports, say.EMPTY)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("key")
@click.argument("field")
def why(folder: Path, key: str, field: str) -> None:
    """Print everybody's word on FIELD of the episode KEY in FOLDER, the winner first."""
    from feedkit import pipeline, say

    show = pipeline.enrich(pipeline.load(folder))
    click.echo(say.claims_text(field, pipeline.why(show, key, field)))


@main.command()
@click.argument("name")
def explain(name: str) -> None:
    """Print the page of a rule, by its id or its slug: what it wants, why, and the way out."""
    from feedkit.book import explain as page

    click.echo(page(name))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def show(folder: Path) -> None:
    """Show what FOLDER publishes, and what is missing, on one screen."""
    from feedkit import pipeline, say

    click.echo(say.show_text(pipeline.enrich(pipeline.load(folder)), folder))


@main.command()
@click.option("--profile", help="Only rules of this profile, and those that always apply.")
@click.option("--subject", help="Only rules on this subject, such as enclosure.")
def rules(profile: str | None, subject: str | None) -> None:
    """List the rules, a line each."""
    from feedkit.book import list_rules

    for one in list_rules(profile, subject):
        click.echo(f"{one.id}  {one.level!s:<7}  {one.slug:<34}  {one.page.summary}")


@main.group()
def transcript() -> None:
    """Work on transcript files."""


@transcript.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--to", "format_", help="vtt, srt, json, html or txt; otherwise by TARGET's ending.")
@click.option("--duration", "duration_s", type=float, help="Seconds of audio, so that the last cue gets an end.")
def convert(source: Path, target: Path, format_: str | None, duration_s: float | None) -> None:
    """Convert SOURCE, in whatever format it is, to TARGET. Speakers and times are kept; times are never made up."""
    from feedkit import say
    from feedkit.problems import Report
    from feedkit.transcripts import convert as convert_text

    name = format_ or target.suffix.lstrip(".")
    text, problems = convert_text(source.read_bytes(), name, path=source.as_posix(), duration_s=duration_s)
    target.write_text(text, encoding="utf-8", newline="\n")
    if problems:
        say.report(Report.of(problems, files=1), "text", verbose=False)
    click.echo(f"{target.as_posix()}: written")


@main.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def diff(old: Path, new: Path, format_: str) -> None:
    """Tell what changed between two feeds, episode by episode; 1 where subscribers would be harmed."""
    from feedkit.feed.diff import diff as compare
    from feedkit.feed.diff_words import diff_json, diff_markdown, diff_text
    from feedkit.feed.read import read_feed

    found = compare(read_feed(old), read_feed(new))
    click.echo({"text": diff_text, "json": diff_json, "markdown": diff_markdown}[format_](found).rstrip("\n"))
    raise SystemExit(PROBLEMS if any(change.is_refused for change in found.changes) else CLEAN)


@main.command("import")
@click.argument("source")
@click.option(
    "--to", type=click.Path(path_type=Path), required=True, help="The show's folder; for OPML, that of shows."
)
@click.option("--force", is_flag=True, help="Write over files that hold something else.")
@VERBOSE
def import_(source: str, to: Path, *, force: bool, verbose: bool) -> None:
    """Turn SOURCE (a feed, the address of one, or an OPML list of feeds) into show.yaml and a record an episode."""
    from feedkit import say
    from feedkit.importer.anything import import_anything

    report, lines = import_anything(source, to, force=force)
    say.report(report, "text", verbose=verbose)
    for line in lines:
        click.echo(line)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)


@main.command()
@click.argument("shows", nargs=-1, type=click.Path(path_type=Path))
@click.option("--title", default="Podcasts", show_default=True, help="The list's title.")
def opml(shows: tuple[Path, ...], title: str) -> None:
    """Print an OPML list of SHOWS (seeds/ if none is named), for podcast apps."""
    from feedkit import pipeline
    from feedkit.opml import write_opml

    loaded = [pipeline.load(folder) for folder in pipeline.shows_in(shows or (Path("seeds"),))]
    click.echo(write_opml(loaded, title=title).decode().rstrip("\n"))


@main.command()
@click.argument("kind", type=click.Choice(["show", "record", "overlay"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a show file, a record or an overlay, so that editors complete and check."""
    import json

    from feedkit.schema import schema as schema_of

    click.echo(json.dumps(schema_of(kind), ensure_ascii=False, indent=2))  # type: ignore[arg-type]  # click has checked


@main.command()
@click.argument("shows", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--media-dir", type=click.Path(path_type=Path, file_okay=False), help="Where media files lie on this disk."
)
@FORMAT
@VERBOSE
def probe(shows: tuple[Path, ...], media_dir: Path | None, *, format_: str, verbose: bool) -> None:
    """Ask for the media, art and files that SHOWS name, and keep the answers in each show's feedkit.lock.yaml.

    The one command that uses the network. A second run asks only whether anything changed; an interrupt loses nothing.
    """
    from feedkit import pipeline, say

    settings = say.settings(())
    folders = pipeline.shows_in(shows or (Path("seeds"),))
    with say.counter("probing") as progress:
        reports = [pipeline.probe(folder, settings, media_dir, progress) for folder in folders]
    report = sum(reports, say.EMPTY)
    say.report(report, format_, verbose=verbose)
    raise SystemExit(CLEAN if report.ok else PROBLEMS)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def learn(folder: Path) -> None:
    """Learn the habits of the show in FOLDER from chapters that its author set, so that guesses follow them.

    What was learnt stands in FOLDER/learned.yaml, in words and weights that a person can read and change.
    """
    from feedkit import pipeline

    click.echo(pipeline.learn(folder))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--duration", "duration_s", type=float, help="Seconds of audio, for transcripts without times.")
@click.option("--title", default="", help="The episode's title; its words correct spellings.")
def derive(files: tuple[Path, ...], duration_s: float | None, title: str) -> None:
    """Print chapters, a summary and keywords guessed from transcript FILES, as JSON."""
    import json

    from feedkit.derive import derive as derive_from
    from feedkit.transcripts import read_transcript

    for path in files:
        transcript = read_transcript(path.read_bytes(), path=path.as_posix())
        found = derive_from(transcript.cues, duration_s=duration_s, title=title, vocabulary=[title] if title else ())
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
