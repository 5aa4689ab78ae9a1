"""The exceptions that callers of feedkit may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedkit.problems import Problem


class FeedkitError(Exception):
    """The root of all errors that feedkit raises on purpose."""


class UsageError(FeedkitError):
    """The call itself makes no sense: no such show, no such field, no such folder."""


class InvalidRecord(FeedkitError):
    """No show can be made of what was given; `problems` says why, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0] if self.problems else None
        way_out = f"; {first.mend}" if first and first.mend else ""
        super().__init__(f"{first.place}: {first.message}{way_out}" if first else "no show can be made of this")


class TranscriptError(FeedkitError):
    """A transcript or a list of cues cannot be used as asked; the message names the line or the cue."""


class WriteError(FeedkitError):
    """A file could not be written; the message names it. What was published before is untouched.

    mend: the way out, '' where it is to make room, or to give the right.
    """

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(f"{message}; {mend}" if mend else message)
        self.message, self.mend = message, mend
