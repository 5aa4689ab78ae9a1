"""From a transcript alone: chapters and a summary, guessed, each guess with its confidence and its method."""

from feedkit.derive.chapters import CHAPTERS_METHOD, guess_chapters
from feedkit.derive.guesses import ChapterGuess, SummaryGuess
from feedkit.derive.summary import SUMMARY_METHOD, guess_summary

__all__ = ["CHAPTERS_METHOD", "SUMMARY_METHOD", "ChapterGuess", "SummaryGuess", "guess_chapters", "guess_summary"]
