"""`feedkit build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedkit.characters import one_line
from feedkit.cli import say
from feedkit.cli.options import FORMAT, SHOWS, VERBOSE
from feedkit.guard.allow import check_shows
from feedkit.problems import Report
from feedkit.publishing import publish_all
from feedkit.publishing.outcome import Outcome
from feedkit.targets import shows_in

if TYPE_CHECKING:
    from feedkit.feed.essentials import LeftOut

MOST_KEYS = 10
"""Of records that are left out; more are counted."""


@click.command()
@SHOWS
@click.option("--out", default="feeds", show_default=True, type=click.Path(path_type=Path), help="The folder of feeds.")
@click.option(
    "--allow", multiple=True, metavar="CHANGE", help="A change that is meant: guid-changed:605, show/removed:42 …"
)
@click.option("--now", help="What counts as now (date, time and zone, or `epoch`): episodes of later are left out.")
@click.option("--against", metavar="FEED", help="Compare with this: a file, folder, commit or address.")
@click.option("--online", is_flag=True, help="Addresses may be asked.")
@click.option("--force", is_flag=True, help="Publish even where an episode would vanish or change its guid.")
@click.option("--twice", is_flag=True, help="Build again in another process, and compare: FK383 where a byte differs.")
@FORMAT
@VERBOSE
@click.option("-q", "--quiet", is_flag=True, help="Tell of problems only, not what became of each feed.")
def build(  # noqa: PLR0913 - a command's options
    shows: tuple[str, ...],
    out: Path,
    allow: tuple[str, ...],
    now: str | None,
    against: str | None,
    *,
    online: bool,
    force: bool,
    twice: bool,
    format_: str,
    verbose: bool,
    quiet: bool,
) -> None:
    """Build the feeds of SHOWS (those in seeds/ or here, if none is named) into a folder.

    Each feed is written whole or not at all. A record that cannot be read costs its own episode and exit code 1;
    an episode that is published already is never lost unless --allow names it.
    """
    settings = say.settings((), now)
    folders = shows_in(shows)
    check_shows(allow, [folder.name for folder in folders])
    against = _checked(against, folders)
    watched = say.progress(folders, "building")
    outcomes = publish_all(watched, out, settings, force=force, allow=allow, against=against, online=online)
    if twice:
        from feedkit.publishing.twice import with_second

        outcomes = [with_second(one, folder, out, now) for folder, one in zip(folders, outcomes, strict=True)]
    found = Report.joined(outcome.report for outcome in outcomes)
    say.stream([found], format_, say.look(verbose=verbose, quiet=quiet))
    if format_ == "text" and not quiet:
        say.tell("\n".join(_lines(outcomes, out, verbose=verbose)))
    raise SystemExit(exit_code(outcomes))


def _checked(against: str | None, folders: Sequence[Path]) -> str:
    if against is None:
        return ""
    from feedkit.publishing.versions import check_against

    check_against(against, folders)
    return against


def _lines(outcomes: Iterable[Outcome], out: Path, *, verbose: bool) -> Iterator[str]:
    """What became of each show, and below it what changed in its feed; verbose: the report has said that already."""
    for outcome in outcomes:
        yield outcome_line(outcome, out)
        if outcome.written is not None and not verbose:
            yield from (f"  {one_line(told)}" for told in outcome.told)


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """0 where every show was built and nothing of level error was found."""
    return 0 if all(outcome.report.ok and outcome.written is not None for outcome in outcomes) else 1


def outcome_line(outcome: Outcome, out: Path) -> str:
    """One line on what became of a show."""
    name = (out / f"{outcome.slug}.xml").as_posix()
    if outcome.written is None:
        return f"{name}: left as it was"
    changed, removed = len(outcome.written.changed), len(outcome.written.removed)
    did = f"{_counted(changed, 'file')} written" if changed else "nothing to write"
    parts = [_counted(outcome.episodes, "episode"), did]
    if removed:
        parts.append(f"{_counted(removed, 'file')} removed")
    if outcome.guesses:
        parts.append(
            f"{_counted(outcome.guesses, 'guess', 'guesses')} (see {out.as_posix()}/{outcome.slug}/origins.json)"
        )
    parts += [_left_out(lacks, keys) for lacks, keys in _by_lack(outcome.left_out).items()]
    return f"{name}: {', '.join(parts)}"


def _left_out(lacks: Sequence[str], keys: Sequence[str]) -> str:
    more = f" and {len(keys) - MOST_KEYS} more" if len(keys) > MOST_KEYS else ""
    named = f"({', '.join(keys[:MOST_KEYS])}{more})"
    if not lacks:
        return f"{_counted(len(keys), 'episode')} held back as a draft or for later {named}"
    return f"{_counted(len(keys), 'episode')} without {' and '.join(lacks)} left out {named}"


def _by_lack(left_out: Iterable[LeftOut]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for one in left_out:
        found.setdefault(one.lacks, []).append(one.key)
    return found


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
