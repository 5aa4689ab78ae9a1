"""Building a show and writing its feed, where there is anything to do. Imports little: most builds have nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from feedkit.feed.cache import Job, Look
from feedkit.memory import without_collecting
from feedkit.publishing.outcome import Outcome, outcome_of, with_idle_words
from feedkit.settings import Settings


def publish(  # noqa: PLR0913 - all but three by name
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    force: bool = False,
    allow: Sequence[str] = (),
    against: str = "",
    online: bool = False,
) -> Outcome:
    """Build one show and write its feed. A faulty record costs its own episode; a refused feed leaves the old one.

    allow: changes of the published feed that are meant, such as `guid-changed:605`. force: all of them are. against:
    another version to compare with: a file, a folder of feeds, a commit or, online, an address.
    """
    return publish_all([folder], out, settings, force=force, allow=allow, against=against, online=online)[0]


def publish_all(  # noqa: PLR0913 - all but three by name
    folders: Iterable[Path],
    out: Path,
    settings: Settings,
    *,
    force: bool = False,
    allow: Sequence[str] = (),
    against: str = "",
    online: bool = False,
) -> list[Outcome]:
    """Build shows, one after the other, as `publish` does: what is allowed has to be of use for one of them."""
    outcomes = list[Outcome]()
    for folder in folders:
        look = Look(Job(folder, out, settings))
        with without_collecting(all_stay=True):
            outcomes.append(_published(look, force=force, allow=allow, against=against, online=online))
    return with_idle_words(outcomes, out) if allow else outcomes


def _published(look: Look, *, force: bool, allow: Sequence[str], against: str, online: bool) -> Outcome:
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
