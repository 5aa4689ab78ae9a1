"""What is learnt of a show, what it changes, and that people can read and change it."""

import importlib
import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from feedkit.derive import CHAPTERS_METHOD, LEARNED_METHOD, Learned, chapters_method, guess_chapters, learn
from feedkit.derive.recurring import Opening, recurring_titles
from feedkit.errors import InvalidRecord
from feedkit.transcripts.cue import Cue
from tests.derive.shows import archive, programme


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn(archive(12))


def test_the_shows_own_phrase_has_weight(learned: Learned) -> None:
    assert max(weight for sign, weight in learned.weights.items() if "bell" in sign or "ring" in sign) > 0.5


def test_a_new_episode_turns_where_the_show_turns(learned: Learned) -> None:
    cues, chapters = programme("chess", "rose", "bread", "violin")
    assert [guess.start_s for guess in guess_chapters(cues, learned=learned)] == [start_s for start_s, _ in chapters]


def test_starts_are_surer_for_who_knows_the_show(learned: Learned) -> None:
    cues, _ = programme("chess", "rose", "bread", "violin")
    knowing, general = guess_chapters(cues, learned=learned), guess_chapters(cues, least_confidence=0)
    assert fmean(guess.confidence for guess in knowing) > fmean(guess.confidence for guess in general)


def test_lengths_are_the_shows(learned: Learned) -> None:
    assert learned.usual_s == pytest.approx(140, rel=0.1)
    assert learned.shortest_s <= learned.usual_s <= learned.longest_s
    assert (learned.episodes, learned.chapters) == (12, 42)


def test_the_same_archive_teaches_the_same(learned: Learned) -> None:
    assert learn(archive(12)) == learned


@pytest.mark.parametrize(
    "episodes",
    [
        pytest.param([], id="none"),
        pytest.param(archive(2), id="two"),
        pytest.param(archive(8), id="less than thirty chapters"),
        pytest.param(
            [(cues, chapters[:1], duration) for cues, chapters, duration in archive(9)], id="one chapter each"
        ),
        pytest.param([([Cue(cue.text) for cue in cues], made, None) for cues, made, _ in archive(9)], id="no times"),
        pytest.param([([], made, 60.0) for _, made, _ in archive(9)], id="no words"),
    ],
)
def test_from_too_little_nothing_is_learnt_and_nothing_changes(episodes: list) -> None:  # type: ignore[type-arg] # of any shape
    learned = learn(episodes)
    cues, _ = programme("chess", "rose", "bread")
    assert not learned.weights
    assert guess_chapters(cues, learned=learned) == guess_chapters(cues)
    assert chapters_method(learned) == CHAPTERS_METHOD


def test_the_method_says_that_it_has_learnt(learned: Learned) -> None:
    assert chapters_method(learned) == LEARNED_METHOD
    assert chapters_method(None) == CHAPTERS_METHOD


def test_only_the_first_episodes_are_learnt_from() -> None:
    assert learn(archive(12), most=10) == learn(archive(10))


def test_chapters_outside_the_audio_and_twice_at_one_place_do_no_harm() -> None:
    odd = [
        (cues, [*made, (made[1][0], "Again"), (9e9, "Late"), (-5.0, "Early")], end) for cues, made, end in archive(9)
    ]
    assert not learn(odd).is_empty


def test_the_file_gives_back_what_was_learnt(learned: Learned) -> None:
    assert Learned.from_yaml(learned.to_yaml()) == learned
    assert Learned.from_yaml(Learned().to_yaml()) == Learned()


def test_the_file_can_be_read_by_people(learned: Learned) -> None:
    text = learned.to_yaml()
    assert text.startswith("# What feedkit learnt of this show")
    assert "  opens with:\n" in text
    assert max(map(len, text.splitlines())) <= 120


def test_phrases_that_yaml_would_take_for_something_else_survive() -> None:
    learned = Learned(
        weights={"opens with: no": 1.0, "opens with: 0:00": -0.5, "opens with: a: b": 0.25, "shape: ~": 2.0}
    )
    assert Learned.from_yaml(learned.to_yaml()) == learned


def test_a_persons_change_counts(learned: Learned) -> None:
    changed = Learned.from_yaml(learned.to_yaml() + "  voice:\n    Ben: -3.5\n")
    assert changed.weights["voice: Ben"] == -3.5


TITLE = "titles:\n- {title: Intro, share: 0.5, where: first, phrases: [hello]}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("version: 1", "version: 2", "version `2`, and this feedkit reads 1", id="another version"),
        pytest.param("spread: 1.2", "spread: wide", "wide", id="a word for a number"),
        pytest.param("spread: 1.2", "spread: .inf", ".inf", id="no finite number"),
        pytest.param("titles: []\n", TITLE.replace("first", "top"), "one of first, inside, last", id="no such place"),
        pytest.param("titles: []\n", TITLE.replace("Intro", "A"), "3 to 60 characters", id="a short title"),
        pytest.param("titles: []\n", TITLE.replace("[hello]", "hello"), "it is a list", id="one phrase"),
        pytest.param("lengths:", "length:", "'lengths'", id="a key that is missing"),
        pytest.param("titles: []", "titles: [", "habits.yaml:", id="no YAML"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(old: str, new: str, message: str) -> None:
    text = Learned().to_yaml()
    assert old in text
    with pytest.raises(InvalidRecord) as caught:
        Learned.from_yaml(text.replace(old, new), "habits.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("habits.yaml")


def _episode(*titled: tuple[str, str]) -> list[Opening]:
    return [Opening(title, tuple(words.split())) for title, words in titled]


MAILBAG = [
    _episode(
        ("Intro", "Hello from the shed"),
        (subject, f"now we turn to {subject} today"),
        ("Mailbag", f"dear listeners you wrote letters about {subject}"),
        ("Outro", "so long and good night"),
    )
    for subject in ("moss", "ferns", "reeds")
]


def test_titles_that_come_again_are_learnt_with_their_place_and_phrases() -> None:
    found = {title.title: title for title in recurring_titles(MAILBAG)}
    assert sorted(found) == ["Intro", "Mailbag", "Outro"]
    assert [found[title].where for title in ("Intro", "Mailbag", "Outro")] == ["first", "inside", "last"]
    assert "dear listeners you" in found["Mailbag"].phrases
    assert found["Intro"].share == 1.0


def test_a_recurring_title_is_given_where_its_words_are_said() -> None:
    learned = Learned(titles=recurring_titles(MAILBAG))
    assert learned.standing_title(["Well", "dear", "listeners", "you", "wrote", "again"], "inside") == "Mailbag"
    assert not learned.standing_title(["Well", "dear", "friends"], "inside")
    assert not learned.standing_title(["Well", "dear", "listeners", "you", "wrote", "again"], "first")


def _halves(shared: Path, show: str) -> tuple[list[Any], list[Any]]:
    with (shared / "chapters-dev" / f"{show}.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["chapters"]]
    return rows[::2], rows[1::2]


def _cues(row: Any) -> list[Cue]:
    return [Cue(cue["text"], speaker=cue.get("speaker")) for cue in row["segments"]]


def _chapters(row: Any) -> list[tuple[float, str]]:
    pace = row["duration"] / row["words"]
    return [(chapter["start_word"] * pace, chapter["title"]) for chapter in row["chapters"]]


def _score(scorer: Any, rows: list[Any], learned: Learned | None) -> float:
    """Mean boundary similarity at 30 s."""
    scores = []
    for row in rows:
        found = guess_chapters(_cues(row), duration_s=row["duration"], learned=learned)
        guessed = {"chapters": [{"start": guess.start_s, "title": guess.title} for guess in found]}
        scores.append(scorer.score(row, guessed, "position")["B@30"])
    return fmean(scores)


def test_half_of_a_show_learnt_helps_with_the_other_half_on_average(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(shared / "tools"))
    scorer = importlib.import_module("score_chapters")
    gains = []
    for show in ("changelog-news", "chaincode-podcast", "bitcoin-explained"):
        known, left = _halves(shared, show)
        learned = learn([(_cues(row), _chapters(row), row["duration"]) for row in known])
        gains.append(_score(scorer, left, learned) - _score(scorer, left, None))
    assert fmean(gains) > 0
