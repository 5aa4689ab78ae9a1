"""What a write did. Imported before everything else in a build, so it imports little."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did, as paths relative to the folder: files that are new or changed, and files that went.

    stuck: files that should have gone and could not be removed; the next build tries again.
    """

    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    stuck: tuple[str, ...] = ()
