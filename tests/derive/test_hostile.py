"""Transcripts that nobody should write, and very long ones: an answer, within bounds."""

import random
import time

import pytest

from feedkit.derive import guess_chapters, guess_summary
from feedkit.transcripts.cue import Cue

WORDS = [
    f"{first}{last}"
    for first in ("ket", "sau", "ste", "boi", "cop")
    for last in ("tle", "cer", "ep", "ler", "per", "na")
]
BOUND_S = 20.0


def babble(words: int, seed: int = 1) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))  # noqa: S311 - test data, no secret


@pytest.mark.parametrize(
    "cues",
    [
        pytest.param([Cue(babble(60_000))], id="one giant line"),
        pytest.param([Cue("x" * 1_000_000)], id="one giant word"),
        pytest.param([Cue(babble(30, nth)) for nth in range(1000)], id="no punctuation"),
        pytest.param([Cue("tea " * 100)] * 500, id="one word repeated"),
        pytest.param([Cue("tea")] * 50_000, id="a cue for every word"),
        pytest.param([Cue("")] * 50_000, id="empty cues"),
        pytest.param([Cue(babble(30, nth) + ".", 3000.0 - nth) for nth in range(500)], id="times going backwards"),
        pytest.param([Cue("Next up is the last one.")] * 5_000, id="nothing but announcements"),
        pytest.param([Cue(", ,, " * 20_000 + "tea.")], id="nothing but commas"),
        pytest.param([Cue("so and the " * 20_000)], id="nothing but function words"),
        pytest.param([Cue("今日はお茶について話します。" * 5)] * 500, id="no spaces between words"),
        pytest.param(
            [Cue("tea\x00 \ud800 \u202e.", float("nan"), float("inf"))] * 50, id="broken characters and times"
        ),
    ],
)
def test_a_hostile_transcript_gets_an_answer_in_bounded_time(cues: list[Cue]) -> None:
    began_s = time.process_time()
    assert len(guess_chapters(cues, duration_s=36_000)) <= 40
    guess_summary(cues)
    assert time.process_time() - began_s < BOUND_S


def test_ten_times_the_length_costs_less_than_thirty_times_the_time() -> None:
    def spent_s(hours: int) -> float:
        cues = [Cue(babble(50, nth) + ".") for nth in range(190 * hours)]
        began_s = time.process_time()
        guess_chapters(cues, duration_s=3600.0 * hours)
        return time.process_time() - began_s

    assert spent_s(10) < 30 * max(spent_s(1), 0.02)
