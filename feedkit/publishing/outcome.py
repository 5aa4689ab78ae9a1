"""What became of one show in a build.

Imported before everything else in a build, so it imports little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedkit.feed.cache import Job, Look
from feedkit.feed.entry import Kept
from feedkit.feed.written import Written
from feedkit.guard.kinds import ALLOW_UNUSED, REPLACED, STAMPED, TOLD
from feedkit.problems import Place, Report

if TYPE_CHECKING:
    from feedkit.feed.essentials import LeftOut


_IDLE = "`{}` is allowed and does not happen"


@dataclass(frozen=True)
class Outcome:
    """What became of one show in a run of builds.

    written: None where its feed was left as it was. allowed: whether each allow that is for it was of use.
    """

    slug: str
    report: Report
    written: Written | None = None
    episodes: int = 0
    left_out: tuple[LeftOut, ...] = ()
    guesses: int = 0
    allowed: Mapping[str, bool] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """What the build changed in what was published before, a line a kind."""
        told = {REPLACED.rule, STAMPED.rule, TOLD.rule}
        return tuple(problem.message for problem in self.report if problem.rule in told)


def with_idle_words(outcomes: Sequence[Outcome], out: Path) -> list[Outcome]:
    """The outcomes of one run, with a word on each allow for which none of the shows had use."""
    found = list(outcomes)
    used = {allow for outcome in found for allow, is_used in outcome.allowed.items() if is_used}
    told = set[str]()
    for number, outcome in enumerate(found):
        idle = [allow for allow in outcome.allowed if allow not in used | told]
        told.update(idle)
        place = Place((out / f"{outcome.slug}.xml").as_posix())
        words = [ALLOW_UNUSED.at(place, _IDLE.format(allow), mend="take it out of the call") for allow in idle]
        found[number] = replace(outcome, report=outcome.report + Report.of(words)) if words else outcome
    return found


def unchanged(job: Job) -> Outcome | None:
    """The outcome of a build that has nothing to do; None where there may be something."""
    return outcome_of(Look(job))


def outcome_of(look: Look) -> Outcome | None:
    """As `unchanged`, where somebody has looked already."""
    kept = look.kept()
    if kept is None:
        return None
    written = Written(unchanged=kept.files)
    return Outcome(look.job.folder.name, kept.report, written, kept.episodes, _left_out(kept), kept.guesses)


def _left_out(kept: Kept) -> tuple[LeftOut, ...]:
    if not kept.left_out:
        return ()
    from feedkit.feed.essentials import LeftOut

    return tuple(LeftOut(key, lacks) for key, lacks in kept.left_out)
