"""Pages of the problems around guesses that models make; `feedkit enrich --online` and the build find them."""

from __future__ import annotations

from feedkit.records import kinds
from feedkit.rules.engine import raised_elsewhere


@raised_elsewhere(kinds.GUESS_STALE)
def guess_stale() -> None:
    """What a model guessed was made from the transcript and the record as they are now.

    Why: after an edit its chapters may start elsewhere, and its summary may say what is no longer there. It is not used;
        the offline guess stands in.
    Mend: run `feedkit enrich --online`, which asks again for what has changed.
    Source: feedkit.
    """


@raised_elsewhere(kinds.BACKEND_REFUSED)
def backend_refused() -> None:
    """A model that is asked to guess answers, and its answer stands up to the checks.

    Why: an answer that is no JSON, that starts chapters where nothing starts, or that says what the transcript does not
        say, would be published under the show's name. The offline guess is used instead.
    Mend: look at the reason in the message; another model may do better.
    Source: feedkit.
    """
