"""What every report format is given beside the report itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look; a format takes from it what it has a use for.

    colour: with ANSI colours. verbose: with the problems of level info one by one. seconds: how long the run took,
    None where that should not be told.
    """

    colour: bool = False
    verbose: bool = False
    seconds: float | None = None
