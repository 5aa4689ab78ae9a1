"""Building a show and writing its feed, where there is anything to do. Imports little: most builds have nothing to do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from feedkit.feed.cache import Job, Look
from feedkit.memory import without_collecting
from feedkit.publishing.outcome import Outcome, outcome_of, with_idle_words
from feedkit.settings import Settings

StrPath = str | os.PathLike[str]


class Leave(TypedDict, total=False):
    """What a build is told beside what to build: names of arguments of `publish`.

    allow: changes of the published feed that are meant, such as `guid-changed:605`. force: all of them are. against:
    another version to compare with: a file, a folder of feeds, a commit or, online, an address.
    """

    force: bool
    allow: Sequence[str]
    against: str
    online: bool


def publish(folder: StrPath, out: StrPath, settings: Settings | None = None, **leave: Unpack[Leave]) -> Outcome:
    """Build one show and write its feed. A faulty record costs its own episode; a refused feed leaves the old one.

    leave: `force`, `allow`, `against`, `online`, as in `Leave`.
    """
    return publish_all([folder], out, settings, **leave)[0]


def publish_all(
    folders: Iterable[StrPath], out: StrPath, settings: Settings | None = None, **leave: Unpack[Leave]
) -> list[Outcome]:
    """Build shows, one after the other, as `publish` does: what is allowed has to be of use for one of them."""
    outcomes = list[Outcome]()
    for folder in folders:
        look = Look(Job(Path(folder), Path(out), settings or Settings()))
        with without_collecting(all_stay=True):
            outcomes.append(_published(look, **leave))
    return with_idle_words(outcomes, Path(out)) if leave.get("allow") else outcomes


def _published(
    look: Look, *, force: bool = False, allow: Sequence[str] = (), against: str = "", online: bool = False
) -> Outcome:
    if not allow and not force and not against and (outcome := outcome_of(look)) is not None:
        return outcome
    from feedkit.publishing.anew import publish_anew

    if not against:
        return publish_anew(look, force=force, allow=allow)
    from feedkit.publishing.versions import Network, nothing_to_compare, version_to_compare

    old = version_to_compare(against, look.job.feed, Network(online, look.job.settings.allow_private))
    outcome = publish_anew(look, force=force, allow=allow, against=old)
    if old is None:
        outcome = replace(outcome, report=outcome.report + nothing_to_compare(against, look.job.feed))
    return outcome
