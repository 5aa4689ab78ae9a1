"""Transcripts that nobody should write, and very long ones: an answer, within bounds."""

import random
import time
from pathlib import Path

import pytest

from feedkit.derive import derive, guess_chapters, place_topics
from feedkit.derive.languages import STOP_WORDS, guess_language
from feedkit.transcripts import read_transcript
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
        pytest.param([Cue("tea", nth / 9) for nth in range(200_000)], id="very many cues"),
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
    found = derive(cues, duration_s=36_000, record={"title": "Tea", "notes": "- Kettles\n- Tea\n- Saucers and steep"})
    assert len(found.chapters) <= 40
    assert len(found.keywords) <= 10
    assert time.process_time() - began_s < BOUND_S


def test_a_hundred_listed_topics_are_placed_or_left_out_in_bounded_time() -> None:
    topics = [babble(3, nth) for nth in range(100)]
    began_s = time.process_time()
    found = place_topics(topics, [Cue(babble(50, nth) + ".") for nth in range(400)], duration_s=3600)
    assert [guess.word for guess in found] == sorted({guess.word for guess in found})
    assert time.process_time() - began_s < BOUND_S


def test_every_hostile_file_gets_guesses_or_none(shared: Path) -> None:
    paths = sorted((shared / "hostile" / "transcripts").iterdir())
    assert len(paths) >= 15
    for path in paths:
        transcript = read_transcript(path.read_bytes(), path=path.name)
        found = derive(transcript)
        assert transcript.cues or (not found.chapters and found.summary is None and transcript.problems)


SPOKEN = {
    "de": "Und dann haben wir auch noch die {0} im Garten gesehen, weil {0} und {1} nicht sehr gut zu der Wiese passen.",
    "fr": "Et puis nous avons vu que les {0} sont dans le jardin avec des {1}, mais ce n'est pas très bien pour la {0}.",
    "es": "Y entonces vamos a ver que los {0} están en el jardín con unas {1}, pero no es muy bueno para la {0}.",
    "": "Ja sitten puutarha {0} kasvaa nopeasti {1} vieressä {0} keväällä hyvin vihreänä.",
}
TURN = {"de": "Kommen wir zu {}.", "fr": "Passons aux {}.", "es": "Pasamos a {}.", "": "Seuraavaksi {}."}


@pytest.mark.parametrize("language", ["de", "fr", "es", ""])
def test_a_programme_in_another_language_is_cut_where_its_subject_turns(language: str) -> None:
    said = [
        Cue(text)
        for pair in (WORDS[:2], WORDS[10:12], WORDS[20:22])
        for text in (TURN[language].format(pair[0]), *[SPOKEN[language].format(*pair)] * 14)
    ]
    assert guess_language(word.lower().strip(",.") for cue in said for word in cue.text.split()) == language
    found = guess_chapters(said, duration_s=900, least_confidence=0)
    assert [guess.cue for guess in found] == [0, 15, 30]
    functional = STOP_WORDS[language or "en"]
    assert not any(word.lower() in functional for guess in found for word in guess.title.split()[:1])
