"""From a transcript alone: chapters, a summary and keywords, guessed, each with its confidence and its method."""

from feedkit.derive.chapters import CHAPTERS_METHOD, LEARNED_METHOD, guess_chapters
from feedkit.derive.derived import Derived, chapters_method, derive
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.keywords import guess_keywords
from feedkit.derive.learned import Learned
from feedkit.derive.learning import learn
from feedkit.derive.summary import SUMMARY_METHOD, guess_summary

__all__ = [
    "CHAPTERS_METHOD",
    "LEARNED_METHOD",
    "SUMMARY_METHOD",
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
]
