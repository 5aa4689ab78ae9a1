"""The stages in their order: load, enrich, build, check, guard, write. Each takes a value and gives a value."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feedkit.check import check_show
from feedkit.errors import UsageError
from feedkit.feed.document import Feed
from feedkit.fix.mends import ids_of
from feedkit.fix.plan import Change, plan
from feedkit.guard.verdict import compared
from feedkit.guessing.fill import LEARNED_FILE, filled, lessons
from feedkit.merge import Claim, claims, merge, merged_of
from feedkit.problems import Report
from feedkit.publishing import publish
from feedkit.records.load import load_source
from feedkit.settings import Settings
from feedkit.tags.codec import plan_of
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.targets import shows_in
from feedkit.validation import validate

if TYPE_CHECKING:
    from feedkit.media.show import Progress

__all__ = [
    "diff",
    "enrich",
    "learn",
    "load",
    "mends",
    "probe",
    "probe_addresses",
    "publish",
    "shows_in",
    "validate",
    "why",
]

FIELD_NAMES = {"summary": "description", "chapters": "chapter_marks", "date": "pub_date", "notes": "notes"}
"""What people call a field when they ask why, where records allow that name too."""


def load(folder: str | os.PathLike[str]) -> Show:
    """Read a show from its folder and merge what its files say.

    Problems are kept and reported by `validate`; raises InvalidRecord only where no show can be made of the folder.
    """
    return merge(load_source(Path(folder)))


def enrich(show: Show, *, online: bool = False, settings: Settings | None = None) -> Show:
    """Add what notes and transcripts tell where the author left a field open. Guesses are marked, and never win.

    online: first ask the media what they say of themselves, and the models of `settings` or of the show for guesses;
    the answers are kept in the show's lock, and what went wrong is among the problems that `validate` reports.
    """
    source = merged_of(show).source
    if online:
        from feedkit.guessing.consult import ask

        found = ask(source, settings or Settings())
        source = load_source(source.folder)  # the answers may be of use to all that is read
        source = replace(source, problems=(*source.problems, *found.problems))
    return merge(filled(source))


def diff(old: Feed, new: Feed, settings: Settings | None = None) -> Report:
    """What a feed would do to those who subscribed to the one before it: an error for each change that `publish` refuses
    unless it is allowed, an info for each that it makes and tells. A feed that cannot be read is an error.
    """
    if new.show is None:
        return Report.of(new.problems, files=1)
    return Report.of(compared(old, new, days=(settings or Settings()).limits.moved_days), files=2)


def mends(folder: Path, settings: Settings, unsafe: Collection[str] = ()) -> list[Change]:
    """What `feedkit fix` would write into the records of a show.

    unsafe: rules, by id or slug, whose mends may change what a feed means, and are wanted all the same.
    """
    return list(plan(check_show(enrich(load(folder)), settings), ids_of(unsafe)))


def why(show: Show, key: str, field: str) -> tuple[Claim, ...]:
    """Everybody's word on a field of an episode (`enclosure.length`), the winner first; () where nobody spoke."""
    head, dot, rest = field.partition(".")
    name = FIELD_NAMES.get(head, head) + dot + rest
    if name.split(".")[0] not in plan_of(Episode).slots:
        known = ", ".join(sorted(plan_of(Episode).slots))
        raise UsageError(f"`{field}` is no field of an episode; there are {known}")
    return claims(merged_of(show).draft_of(key).layers, name)


def probe(
    folder: Path,
    settings: Settings,
    media_dir: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Ask for everything a show names, keep the answers in its lock, and report what the rules find. Uses the network.

    media_dir: where media files lie on this disk. progress: told how many addresses are done, and how many there are.
    """
    from feedkit.guessing.consult import probed

    return probed(load_source(folder), settings, media_dir, progress)


def probe_addresses(urls: Sequence[str], settings: Settings) -> Report:
    """Ask addresses that belong to no show, and report what they are and what the rules find. Nothing is kept."""
    from feedkit.feed.check import check_feed
    from feedkit.feed.read import read_feed
    from feedkit.media import single

    def judged(body: bytes, name: str) -> Report:
        return check_feed(read_feed(body, path=name, located=True), settings)

    now = settings.now or datetime.now(UTC)
    return single.probe_addresses(urls, now=now, settings=settings, check_feed=judged)


def learn(folder: Path) -> str:
    """Learn a show's habits from its authored chapters into its `learned.yaml`. Returns a sentence on what came of it."""
    from feedkit.derive import learn as learn_habits

    learned = learn_habits(lessons(load_source(folder)))
    if learned.is_empty:
        both = f"{learned.episodes} episodes with a transcript and authored chapters ({learned.chapters} chapters)"
        return f"{both} are too few to learn from"
    (folder / LEARNED_FILE).write_text(learned.to_yaml(), encoding="utf-8", newline="\n")
    path = (folder / LEARNED_FILE).as_posix()
    return f"{path}: learnt from {learned.chapters} chapters of {learned.episodes} episodes"
