"""`feedkit diff`."""

from __future__ import annotations

from pathlib import Path

import click

from feedkit.cli import say
from feedkit.cli.codes import CLEAN, PROBLEMS
from feedkit.errors import UsageError


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--online", is_flag=True, help="Addresses may be asked.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def diff(old: str, new: str, format_: str, *, online: bool) -> None:
    """Tell what changed between two feeds, episode by episode; 1 where subscribers would be harmed.

    A feed is a file, COMMIT:FILE or, with --online, an address; OLD may be a commit alone (HEAD~1), for NEW's file there; where
    it has none, all of NEW is new.

    JSON has `version`, `old` and `new` (`path`, `episodes`), `refused` (a number) and `changes`, each with `kind`, `refused`,
    `message` and, where they apply, `episode` (`name`, `title`), `field`, `before`, `after` and `count`.
    """
    from feedkit.guard.diff import diff as compare
    from feedkit.guard.words import diff_json, diff_markdown, diff_text
    from feedkit.publishing.versions import Network, none_yet, readable, version_of

    settings = say.settings(())
    network, days = Network(online, settings.allow_private), settings.limits.moved_days
    if Path(new).is_dir():
        raise UsageError(
            f"`{new}` is a folder; name a feed in it: `feedkit diff HEAD~1 {Path(new).as_posix()}/show.xml`"
        )
    file = Path(new) if Path(new).is_file() else None
    before, after = version_of(old, of=file, network=network), readable(version_of(new, network=network), new)
    if before is None and ":" not in old:
        before = none_yet(old, after)
    found = compare(readable(before, old), after, days=days)
    written = {"text": diff_text, "json": diff_json, "markdown": diff_markdown}[format_](found).rstrip("\n")
    (say.tell_json if format_ == "json" else say.tell)(written)
    raise SystemExit(PROBLEMS if any(change.is_refused for change in found.changes) else CLEAN)
