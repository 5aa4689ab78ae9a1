"""How good the guesses are: `python -m tests.bench derive [SHARED] [--step N] [--timed]` prints tables beside baselines.

SHARED is the folder of reference material (chapters-dev, tools), `FEEDKIT_SHARED` or the one beside the project. Untimed protocol unless `--timed`: the text and the
duration are given, starts are scored by word position. "core" is the mean of the three groups of shows with news or
topic structure. Titles are scored twice: at guessed chapters (title_a), and at the human ones (RL@human).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

from feedkit.derive import guess_chapters, guess_summary, place_topics
from feedkit.derive.sentences import split_sentences
from feedkit.derive.terms import stop_words_of
from feedkit.derive.titles import Titler
from feedkit.derive.topics import LEAST_TOPICS
from feedkit.transcripts.cue import Cue

GROUPS = {
    "optech-recap": "optech",
    "changelog-news": "changelog",
    "python-bytes": "python-bytes",
    "bitcoin-talks": "talks",
    "bitcoin-explained": "btc",
    "bitcoin-review-podcast": "btc",
    "chaincode-podcast": "btc",
    "potzblitz": "btc",
    "stephan-livera-podcast": "btc",
    "the-bitcoin-development-podcast": "btc",
    "vr-bitcoin": "btc",
    "wasabi-research-club": "btc",
}
SHARED = Path(os.environ.get("FEEDKIT_SHARED", Path(__file__).resolve().parents[3] / "shared"))
CORE = ("optech", "changelog", "btc")
#: What other methods reach on the same half, untimed, core for chapters, all for summaries (see each one's paper).
CHAPTER_BASELINES = {
    "TextTiling (nltk)": {"F1@15": 0.389, "F1@30": 0.446, "F1@60": 0.464, "Pk": 0.535, "WD": 0.740, "B@30": 0.254},
    "C99": {"F1@15": 0.289, "F1@30": 0.369, "F1@60": 0.471, "Pk": 0.366, "WD": 0.392, "B@30": 0.188, "ratio": 0.65},
    "Utiyama & Isahara": {"F1@15": 0.537, "F1@30": 0.607, "F1@60": 0.661, "Pk": 0.286, "WD": 0.319, "B@30": 0.400},
    "YAKE title": {"RL@human": 0.161},
}
SUMMARY_BASELINES = {
    "lead-3": {"R1": 0.130, "R2": 0.018, "RL": 0.086, "boiler": 0.74, "filler": 0.43},
    "LexRank + MMR": {"R1": 0.225, "R2": 0.029, "RL": 0.124, "boiler": 0.0, "filler": 1.85},
    "centroid + MMR + introduction": {"R1": 0.231, "R2": 0.039, "RL": 0.127, "boiler": 0.0, "filler": 1.27},
}
CHAPTER_KEYS = ("F1@15", "F1@30", "F1@60", "Pk", "WD", "B@30", "ratio", "title_a")
SUMMARY_KEYS = ("R1", "R2", "RL", "words", "boiler", "filler", "dup")

Episode = Mapping[str, Any]
Rows = dict[str, list[dict[str, float]]]


def main() -> None:
    arguments = argparse.ArgumentParser(description="Score the guesses on the development half.")
    arguments.add_argument("shared", type=Path, nargs="?", default=SHARED)
    arguments.add_argument("--step", type=int, default=1, help="score every n-th episode")
    arguments.add_argument("--timed", action="store_true", help="give the cues' times")
    options = arguments.parse_args()
    sys.path.insert(0, str(options.shared / "tools"))
    episodes = list(episodes_in(options.shared / "chapters-dev"))[:: options.step]
    _report_chapters(episodes, timed=options.timed)
    _report_topics(episodes)
    _report_summaries(episodes)


def episodes_in(folder: Path) -> Iterator[Episode]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def cues_of(episode: Episode, *, timed: bool) -> list[Cue]:
    return [
        Cue(row["text"], row.get("start"), row.get("end"), row.get("speaker"))
        if timed
        else Cue(row["text"], speaker=row.get("speaker"))
        for row in episode["segments"]
    ]


def _report_chapters(episodes: list[Episode], *, timed: bool) -> None:
    scorer = importlib.import_module("score_chapters")
    rows: Rows = defaultdict(list)
    spent_s = hours = 0.0
    for episode in (episode for episode in episodes if episode["chapters"]):
        cues = cues_of(episode, timed=timed)
        began_s = time.process_time()
        found = guess_chapters(cues, duration_s=episode["duration"])
        spent_s += time.process_time() - began_s
        hours += episode["duration"] / 3600
        guessed = {"chapters": [{"start": guess.start_s, "title": guess.title} for guess in found]}
        row = scorer.score(episode, guessed, "time" if timed else "position")
        row["RL@human"] = _title_score(scorer, episode, cues)
        rows[GROUPS.get(episode["show"], "qmsum")].append(row)
    print_table(rows, (*CHAPTER_KEYS, "RL@human"), f"chapters and titles, {1000 * spent_s / hours:.0f} ms CPU per hour")
    _print_baselines(CHAPTER_BASELINES, (*CHAPTER_KEYS, "RL@human"))


def _report_topics(episodes: list[Episode]) -> None:
    """The titles of the human chapters are given, as notes list them; their starts are to be found (untimed)."""
    scorer = importlib.import_module("score_chapters")
    rows: Rows = defaultdict(list)
    for episode in (episode for episode in episodes if len(episode["chapters"]) > LEAST_TOPICS):
        titles = [chapter["title"] for chapter in sorted(episode["chapters"], key=lambda one: one["start_word"])]
        found = place_topics(titles, cues_of(episode, timed=False), duration_s=episode["duration"])
        guessed = {"chapters": [{"start": guess.start_s, "title": guess.title} for guess in found]}
        rows[GROUPS.get(episode["show"], "qmsum")].append(scorer.score(episode, guessed, "position"))
    print_table(rows, CHAPTER_KEYS, "starts of listed topics")


def _title_score(scorer: Any, episode: Episode, cues: list[Cue]) -> float:
    """Mean ROUGE-L of our titles at the human boundaries."""
    starts = sorted({chapter["start_word"]: chapter["title"] for chapter in episode["chapters"]}.items())
    stretches: list[list[tuple[str, ...]]] = [[] for _ in range(len(starts) + 1)]
    for sentence in split_sentences(cues):
        stretches[sum(start <= sentence.word for start, _ in starts)].append(sentence.words)
    titler = Titler(stretches, stop_words_of("en"))
    return fmean(scorer.rouge_l(human, titler.title(index)) for index, (_, human) in enumerate(starts, 1))


def _report_summaries(episodes: list[Episode]) -> None:
    scorer = importlib.import_module("score_summaries")
    rows: Rows = defaultdict(list)
    spent_s = hours = 0.0
    for episode in (episode for episode in episodes if episode.get("summary")):
        if len(scorer.tokens(scorer.clean_description(episode["summary"]))) < 12:
            continue
        cues = cues_of(episode, timed=False)
        began_s = time.process_time()
        found = guess_summary(cues)
        spent_s += time.process_time() - began_s
        hours += episode["duration"] / 3600
        spoken = " ".join(cue.text for cue in cues)
        rows[episode["show"]].append(scorer.score(episode["summary"], found.text if found else "", spoken))
    print_table(rows, SUMMARY_KEYS, f"summaries, {1000 * spent_s / hours:.0f} ms CPU per hour")
    _print_baselines(SUMMARY_BASELINES, SUMMARY_KEYS)


def print_table(rows: Rows, keys: tuple[str, ...], caption: str) -> None:
    means = {name: {key: fmean(row[key] for row in group) for key in keys} for name, group in sorted(rows.items())}
    core = [means[name] for name in CORE if name in means]
    if core:
        means["core"] = {key: fmean(group[key] for group in core) for key in keys}
    means["all"] = {key: fmean(row[key] for group in rows.values() for row in group) for key in keys}
    print(f"\n{caption}\n{'':32}" + "".join(f"{key:>9}" for key in keys))  # noqa: T201 - a table for whoever runs this
    for name, row in means.items():
        print(f"{name:32}" + "".join(f"{row[key]:9.3f}" for key in keys))  # noqa: T201 - a table for whoever runs this


def _print_baselines(rows: Mapping[str, Mapping[str, float]], keys: tuple[str, ...]) -> None:
    for name, row in rows.items():
        cells = "".join(f"{row[key]:9.3f}" if key in row else f"{'-':>9}" for key in keys)
        print(f"{name:32}{cells}")  # noqa: T201 - a table for whoever runs this


if __name__ == "__main__":
    main()
