"""Building a show and writing its feed, where there is anything to do. Imports little: most builds have nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from feedkit.feed.cache import Job, Look
from feedkit.feed.outcome import Outcome, outcome_of
from feedkit.settings import Settings


def publish(folder: Path, out: Path, settings: Settings, *, force: bool = False, allow: Sequence[str] = ()) -> Outcome:
    """Build one show and write its feed. A faulty record costs its own episode; a refused feed leaves the old one.

    allow: changes of the published feed that are meant, such as `guid-changed:605`. force: all of them are.
    """
    look = Look(Job(folder, out, settings))
    if not allow and not force and (outcome := outcome_of(look)) is not None:
        return outcome
    from feedkit.pipeline import publish_anew

    return publish_anew(look, force=force, allow=allow)
