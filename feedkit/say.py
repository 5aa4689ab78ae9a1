"""What the commands print: words around the values that the pipeline gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from feedkit.feed.build import build, lacking
from feedkit.feed.release import moment_of
from feedkit.merge import Claim, merged_of
from feedkit.problems import Report
from feedkit.reports import Look, write_report
from feedkit.settings import Settings, read_settings
from feedkit.tags.dates import write_iso
from feedkit.tags.show import Show

if TYPE_CHECKING:
    from feedkit.feed.outcome import Outcome

EMPTY = Report()
T = TypeVar("T")
MANY = 20
"""From this many things on, work shows its progress."""


def settings(profiles: Sequence[str], now: str | None = None) -> Settings:
    """The settings of the folder that the command runs in, with other profiles and another now where they are named."""
    found = read_settings(Path())
    found = found.with_profiles(*profiles) if profiles else found
    return found if now is None else replace(found, now=moment_of(now, os.environ))


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
    parts += [f"{one.key} left out: no {', no '.join(one.lacks)}" for one in outcome.left_out]
    return f"{name}: {', '.join(parts)}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def claims_text(field: str, found: Sequence[Claim]) -> str:
    """The claims on a field, the winner first, each with its source and its place."""
    if not found:
        return f"nobody says anything about {field}"
    lines = [f"{field}: {_shortly(found[0].value)}"]
    for index, claim in enumerate(found):
        origin = claim.origin
        guess = (
            f", a guess ({origin.method}, confidence {origin.confidence:.2f})" if origin.confidence is not None else ""
        )
        mark = "won " if index == 0 else "lost"
        lines.append(f"  {mark}  {claim.find()}: {origin.what}{guess}: {_shortly(claim.value)}")
    return "\n".join(lines)


def _shortly(value: object, most: int = 300) -> str:
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        value = "; ".join(", ".join(f"{k}: {v}" for k, v in one.items()) for one in value)
    text = " ".join(str(value).split()) if value is not None else "null (nobody else may say)"
    return text if len(text) <= most else text[: most - 1] + "…"


def show_text(show: Show, folder: Path) -> str:
    """A show on one screen: its head, its episodes, and what each lacks."""
    merged = merged_of(show)
    lines = [f"{show.title or merged.source.slug}  ({folder.as_posix()})"]
    head = [
        ("feed", merged.source.file.feed_url),
        ("link", show.link),
        ("guid", show.guid),
        ("language", show.language),
    ]
    head += [("author", show.author), ("artwork", show.image.href if show.image else None)]
    head += [("categories", ", ".join(c.text for c in show.categories) or None)]
    lines += [f"  {name:<11} {value if value is not None else '- missing'}" for name, value in head]
    built = build(show).show
    published = {episode.key: episode for episode in built.episodes} if built is not None else {}
    lines.append(f"  {'episodes':<11} {len(published)} of {len(show.episodes)} can be published")
    for episode in sorted(
        show.episodes, key=lambda e: (e.pub_date is None, -(e.pub_date.timestamp() if e.pub_date else 0))
    ):
        done = published.get(episode.key, episode)
        has = [_guessed(show, episode.key, name) for name, value in _parts(done) if value]
        lacks = [*lacking(episode)] + [f"{name} (optional)" for name, value in _parts(done) if not value]
        date = write_iso(episode.pub_date)[:10] if episode.pub_date else "no date   "
        lines.append(f"\n  {episode.key}  {date}  {episode.title or 'no title'}")
        lines.append(f"      has     {', '.join(has) or 'nothing'}")
        if lacks:
            lines.append(f"      missing {', '.join(lacks)}")
    return "\n".join(lines)


def _parts(episode: object) -> list[tuple[str, object]]:
    names = ("enclosure", "duration", "description", "content", "persons", "transcripts", "chapters", "image")
    return [(name, getattr(episode, name)) for name in names]


def _guessed(show: Show, key: str, name: str) -> str:
    field = {"chapters": "chapter_marks"}.get(name, name)
    draft = merged_of(show).draft_of(key)
    return f"{name} (guessed)" if any(guess.field == field for guess in draft.guesses) else name
