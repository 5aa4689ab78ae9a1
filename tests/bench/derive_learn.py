"""What learning a show gains: `python -m tests.bench derive_learn [SHARED] [--core] [--most N]` prints two tables.

Of each show with chapters by people every other episode is learnt (`--most`: only so many), the rest is scored, and the
other way round; the same episodes are scored by the general method too. Untimed protocol, as in `derive.py`. Below the
tables: of the guesses with what was learnt, how many of each confidence lie within 30 s of a start that people set.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

from feedkit.derive import ChapterGuess, Learned, guess_chapters, learn
from tests.bench.derive import CORE, GROUPS, SHARED, Episode, Rows, cues_of, episodes_in, print_table

KEYS = ("F1@15", "F1@30", "F1@60", "Pk", "WD", "B@30", "ratio", "title_a")
Sure = list[tuple[float, bool]]


def main() -> None:
    arguments = argparse.ArgumentParser(description="Score what learning a show gains.")
    arguments.add_argument("shared", type=Path, nargs="?", default=SHARED)
    arguments.add_argument("--most", type=int, default=100, help="learn from at most so many episodes")
    arguments.add_argument("--core", action="store_true", help="only the shows of the core")
    options = arguments.parse_args()
    sys.path.insert(0, str(options.shared / "tools"))
    scorer = importlib.import_module("score_chapters")
    shows: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes_in(options.shared / "chapters-dev"):
        if episode["chapters"] and (not options.core or GROUPS.get(episode["show"]) in CORE):
            shows[episode["show"]].append(episode)
    rows: dict[str, Rows] = {"general": defaultdict(list), "learnt": defaultdict(list)}
    sure: Sure = []
    for episodes in shows.values():
        for half in (0, 1):
            _score_half(scorer, episodes[half::2], episodes[1 - half :: 2], options.most, rows, sure)
    for name, table in rows.items():
        print_table(table, KEYS, name)
    _print_confidence(sure)


def _score_half(  # noqa: PLR0913, PLR0917 - one place calls it
    scorer: Any, known: list[Episode], left: list[Episode], most: int, rows: dict[str, Rows], sure: Sure
) -> None:
    began_s = time.process_time()
    learned = learn(
        [(cues_of(episode, timed=False), _starts(episode), episode["duration"]) for episode in known], most=most
    )
    spent_s = time.process_time() - began_s
    show = left[0]["show"] if left else ""
    print(f"{show:36}{learned.episodes:4} episodes {learned.chapters:5} chapters {spent_s:6.1f} s")  # noqa: T201 - progress
    for episode in left:
        for name, habits in (("general", None), ("learnt", learned)):
            found = _guesses(episode, habits)
            guessed = {"chapters": [{"start": guess.start_s, "title": guess.title} for guess in found]}
            rows[name][GROUPS.get(show, "qmsum")].append(scorer.score(episode, guessed, "position"))
            if habits:
                sure += _confirmed(found, [start_s for start_s, _ in _starts(episode)])


def _starts(episode: Episode) -> list[tuple[float, str]]:
    """The chapters by people, by word position, as the untimed protocol has them."""
    pace = episode["duration"] / episode["words"]
    return [(chapter["start_word"] * pace, chapter["title"]) for chapter in episode["chapters"]]


def _guesses(episode: Episode, learned: Learned | None) -> tuple[ChapterGuess, ...]:
    return guess_chapters(cues_of(episode, timed=False), duration_s=episode["duration"], learned=learned)


def _confirmed(found: tuple[ChapterGuess, ...], starts_s: list[float]) -> Sure:
    return [
        (guess.confidence, min(abs((guess.start_s or 0.0) - start_s) for start_s in starts_s) <= 30)
        for guess in found[1:]
    ]


def _print_confidence(sure: Sure) -> None:
    for tenth in range(4, 10):
        right = [is_right for confidence, is_right in sure if tenth / 10 <= confidence < (tenth + 1) / 10]
        if right:
            print(f"confidence {tenth / 10:.1f}: {len(right):5} guesses, {fmean(right):.2f} right")  # noqa: T201 - as above


if __name__ == "__main__":
    main()
