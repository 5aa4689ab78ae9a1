"""From a transcript alone: chapters, a summary and keywords, guessed, each with its confidence and its method.

The package is its main function, too: `feedkit.derive(cues)` is `feedkit.derive.derive(cues)`, however it was imported.
"""

import sys
from types import ModuleType
from typing import Any

from feedkit.derive.chapters import CHAPTERS_METHOD, LEARNED_METHOD, guess_chapters
from feedkit.derive.derived import Derived, chapters_method, derive
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.keywords import guess_keywords
from feedkit.derive.learned import Learned
from feedkit.derive.learning import learn
from feedkit.derive.summary import SUMMARY_METHOD, guess_summary
from feedkit.derive.topics import TOPICS_METHOD, place_topics

__all__ = [
    "CHAPTERS_METHOD",
    "LEARNED_METHOD",
    "SUMMARY_METHOD",
    "TOPICS_METHOD",
    "ChapterGuess",
    "Derived",
    "Learned",
    "SummaryGuess",
    "chapters_method",
    "derive",
    "guess_chapters",
    "guess_keywords",
    "guess_summary",
    "learn",
    "place_topics",
]


class _Callable(ModuleType):
    """A module that is a function, since importing any part of it puts the module, not `derive`, under `feedkit.derive`."""

    def __call__(self, *given: Any, **named: Any) -> Derived:
        return derive(*given, **named)


sys.modules[__name__].__class__ = _Callable
