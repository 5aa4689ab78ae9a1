"""Which episodes are out already: decided by a moment that the caller names, never by the clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from feedkit.errors import UsageError
from feedkit.merge import Merged
from feedkit.tags.dates import read_date
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

EPOCH = "SOURCE_DATE_EPOCH"
LAST_SECOND = 253_402_300_799
"""The end of the year 9999, after which there are no dates."""


def moment_of(now: str | None, environ: Mapping[str, str]) -> datetime | None:
    """What `--now` means: a date, or `epoch` for SOURCE_DATE_EPOCH; None where nobody asked, and nothing is left out.

    environ: the environment. Raises UsageError for what is no date, and for `epoch` without a number to go by.
    """
    if now is None:
        return None
    if now == "epoch":
        return _from_epoch(environ.get(EPOCH, ""))
    try:
        return read_date(now)
    except ValueError as error:
        wrong = f"{error}".partition("; ")[0]
        way_out = f"write `2026-03-01T06:00:00Z`, `epoch` for {EPOCH}, or `$(date -u +%FT%TZ)` for this very moment"
        raise UsageError(f"`--now {now}` {wrong}; {way_out}") from error


def _from_epoch(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{1,12}", text, re.ASCII) or int(text) > LAST_SECOND:
        wanted = "it holds whole seconds since 1970, as `date +%s` prints them"
        raise UsageError(f"`--now epoch` needs {EPOCH}, which is {f'`{text[:40]}`' if text else 'not set'}; {wanted}")
    return datetime.fromtimestamp(int(text), UTC)


def is_out(episode: Episode, now: datetime | None) -> bool:
    """Whether an episode may be published at that moment; without one, or without a date of its own, it may."""
    return now is None or episode.pub_date is None or episode.pub_date <= now


def unreleased(show: Show, now: datetime | None) -> tuple[str, ...]:
    """The keys of the episodes that are not out yet."""
    return tuple(episode.key for episode in show.episodes if not is_out(episode, now))


def released(show: Show, now: datetime | None) -> Show:
    """The show with the episodes that are out; where its values come from stays known."""
    if not unreleased(show, now):
        return show
    out = [index for index, episode in enumerate(show.episodes) if is_out(episode, now)]
    rest: Show = show.model_copy(update={"episodes": tuple(show.episodes[index] for index in out)})
    origin = show._origin  # noqa: SLF001 - the show's own private attribute, kept in step with its episodes
    if isinstance(origin, Merged):
        drafts, settled = (tuple(values[index] for index in out) for values in (origin.drafts, origin.settled))
        origin = replace(origin, drafts=drafts, settled=settled)  # type: ignore[arg-type]  # each of its own kind
    rest._origin = origin  # noqa: SLF001 - likewise
    return rest
