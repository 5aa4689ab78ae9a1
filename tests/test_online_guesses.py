"""What models guess: asked online only, kept in the lock, used by a build that asks nobody, and told when stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import feedkit
from feedkit.cli import main
from feedkit.guessing.consult import consult
from feedkit.media.lock import read_lock, write_lock
from feedkit.pipeline import publish
from feedkit.records.load import load_source
from feedkit.settings import Settings
from feedkit.settings_file import settings_of
from tests.derive.chat_server import Chat, by_task, chatting, with_body
from tests.derive.shows import programme

CUES, _ = programme("kettle", "rose", "train", "violin")
ANSWER = '{"chapters": [{"line": 0, "title": "The table"}, {"line": 4, "title": "Copper kettles"}]}'
SUMMARY = "A copper kettle boils water and steam lifts the kettle lid. Roses want pruning and compost."
SECRET = "sk-not-to-be-seen"  # noqa: S105 - of a key that opens nothing
RIGHT = by_task(ANSWER, json.dumps({"summary": SUMMARY}))


def stamp(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}.000"


def make_show(folder: Path, more: str = "", record: str = "") -> Path:
    """A show of one episode with a timed transcript, and nothing else that could be asked for."""
    show = folder / "shows" / "tea"
    (show / "episodes").mkdir(parents=True)
    (show / "transcripts").mkdir()
    (show / "show.yaml").write_text(
        "title: Tea\nlink: https://tea.invalid/\ndescription: Tea.\nlanguage: en\n"
        f"public_url: https://tea.invalid/feeds/\nfeed_url: https://tea.invalid/feeds/tea.xml\n{more}",
        "utf-8",
    )
    (show / "episodes" / "one.yaml").write_text(
        "title: Things on the table\nguid: one\ndate: 2026-03-01T06:00:00Z\n"
        f"enclosure: {{url: 'https://tea.invalid/one.mp3', length: 1, type: audio/mpeg}}\n{record}",
        "utf-8",
    )
    lines = [f"{stamp(cue.start_s or 0)} --> {stamp(cue.end_s or 0)}\n{cue.text}\n" for cue in CUES]
    (show / "transcripts" / "one.vtt").write_text("WEBVTT\n\n" + "\n".join(lines), "utf-8")
    return show


def model_at(chat: Chat, more: str = "") -> str:
    return f"backends:\n  llm: {{url: '{chat.url}', model: tiny-1{more}}}\n"


def choose(show: Path, chat: Chat) -> None:
    with (show / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(model_at(chat))


def ask(show: Path) -> feedkit.Report:
    return consult(load_source(show), Settings())


def published(show: Path) -> feedkit.Feed:
    return feedkit.build(feedkit.enrich(feedkit.load(show)))


def test_a_build_publishes_what_the_lock_keeps_and_asks_nobody(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        assert ask(show).notes == (f"{show.as_posix()}: guesses: 0 unchanged, 2 new, 0 refused",)
        asked = len(chat.asked)
        feed = published(show)
        assert len(chat.asked) == asked == 2
    assert SUMMARY.encode() in feed.xml
    chapters = json.loads(feed.assets["tea/one.chapters.json"])
    assert [mark["title"] for mark in chapters["chapters"]] == ["The table (chapters are guessed)", "Copper kettles"]
    assert chapters["author"] == "feedkit (guessed)"
    assert "Method: llm/1 (tiny-1)" in chapters["description"]


def test_origin_model_method_confidence_and_input_are_told(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
    origins = json.loads(published(show).assets["tea/origins.json"])["episodes"]["one"]
    for guess in origins.values():
        assert (guess["origin"], guess["model"], guess["method"]) == ("llm", "tiny-1", "llm/1 (tiny-1)")
        assert guess["input"].startswith("sha256:")
        assert 0 < guess["confidence"] <= 1
    (claim,) = feedkit.why(feedkit.enrich(feedkit.load(show)), "one", "summary")
    assert (claim.origin.what, claim.origin.is_guess, claim.value) == ("llm tiny-1", True, SUMMARY)
    assert claim.find().path.endswith("feedkit.lock.yaml")
    assert claim.find().line > 1


def test_the_same_question_is_not_asked_again_and_the_lock_stays(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
        before = (show / "feedkit.lock.yaml").read_bytes()
        assert ask(show).notes == (f"{show.as_posix()}: guesses: 2 unchanged, 0 new, 0 refused",)
        assert len(chat.asked) == 2
    assert (show / "feedkit.lock.yaml").read_bytes() == before


def test_a_guess_from_another_transcript_is_told_and_not_used(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
        transcript = show / "transcripts" / "one.vtt"
        transcript.write_text(transcript.read_text("utf-8").replace("copper kettle", "iron kettle"), "utf-8")
        stale = [p for p in feedkit.validate(feedkit.enrich(feedkit.load(show))) if p.slug == "guess-stale"]
        assert SUMMARY.encode() not in published(show).xml
        assert [problem.message for problem in stale] == [
            f"the {field} that `tiny-1` guessed for `one` was made from something else than is there now, and is not used"
            for field in ("chapters", "summary")
        ]
        assert {problem.mend for problem in stale} == {"run `feedkit enrich --online`, which asks again"}
        ask(show)
    assert not [p for p in feedkit.validate(feedkit.enrich(feedkit.load(show))) if p.slug == "guess-stale"]


def test_what_the_author_wrote_is_not_asked_for_and_goes_from_the_lock(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
        record = show / "episodes" / "one.yaml"
        record.write_text(record.read_text("utf-8") + "description: My own words.\n", "utf-8")
        ask(show)
        assert len(chat.asked) == 2
    lock = (show / "feedkit.lock.yaml").read_text("utf-8")
    assert "summary:" not in lock
    assert b"My own words." in published(show).xml


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(by_task("no", "no"), "it answers with no JSON object: `no`", id="no JSON"),
        pytest.param(
            by_task('{"chapters": [{"line": 0, "title": "One"}, {"line": 754.2, "title": "Two"}]}', '{"summary": "x"}'),
            "it starts a chapter at `754.2`, where no cue starts",
            id="invented time",
        ),
        pytest.param(with_body(401, b"no such key"), "refuses the key (401)", id="401"),
        pytest.param(with_body(500, b"", Retry_After="0"), "answers 500", id="500"),
    ],
)
def test_a_refused_answer_is_one_problem_and_the_offline_guess_stands_in(
    tmp_path: Path, answer: object, message: str
) -> None:
    show = make_show(tmp_path)
    before = published(show)
    with chatting(answer) as chat:  # type: ignore[arg-type]
        choose(show, chat)
        report = ask(show)
    assert {problem.slug for problem in report} == {"backend-refused"}
    assert sorted(problem.field for problem in report) == ["chapters", "summary"]
    assert any(message in problem.message for problem in report)
    assert published(show).xml == before.xml


def test_a_damaged_guess_is_told_and_not_used(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
    lock = show / "feedkit.lock.yaml"
    lock.write_text(lock.read_text("utf-8").replace("confidence: ", "confidence: 9"), "utf-8")
    stale = [p.message for p in feedkit.validate(feedkit.enrich(feedkit.load(show))) if p.slug == "guess-stale"]
    assert stale == [
        f"the {field} of `one` that a model guessed cannot be read, and is not used"
        for field in ("chapters", "summary")
    ]


def test_a_probe_leaves_the_guesses_in_the_lock(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        choose(show, chat)
        ask(show)
    path = show / "feedkit.lock.yaml"
    before = path.read_bytes()
    write_lock(path, read_lock(path).with_answers({}))
    assert path.read_bytes() == before


def test_enrich_online_is_the_library_call(tmp_path: Path) -> None:
    show = make_show(tmp_path)
    with chatting(RIGHT) as chat:
        settings = settings_of({"backends": {"llm": {"url": chat.url, "model": "tiny-1"}}})
        enriched = feedkit.enrich(feedkit.load(show), online=True, settings=settings)
        assert len(chat.asked) == 2
    assert enriched.episodes[0].description == SUMMARY
    assert "net-answers" in {problem.slug for problem in feedkit.validate(enriched)}  # tea.invalid was asked for, too


def test_the_command_prints_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEA_API_KEY", SECRET)
    with chatting(with_body(500, json.dumps({"error": {"message": f"oh {SECRET}"}}).encode(), Retry_After="0")) as chat:
        show = make_show(tmp_path, model_at(chat, ", key: TEA_API_KEY"))
        for format_ in ("text", "json", "sarif"):
            result = CliRunner().invoke(main, ["enrich", str(show), "--online", "--format", format_])
            assert "answers 500: `oh " in result.output
            assert SECRET not in result.output
        assert chat.heads[0]["authorization"] == f"Bearer {SECRET}"
    assert all(SECRET not in path.read_text("utf-8") for path in show.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("backends", "message"),
    [
        ({"gpt": {"model": "x"}}, "`backends.gpt` is no field here"),
        ({"llm": {"model": "x"}}, "`backends.llm.url` "),
        (
            {"llm": {"url": "http://localhost/v1", "model": "x", "key": "sk-secret"}},
            "`backends.llm.key` is no environment variable's name",
        ),
        ({"llm": {"url": "http://localhost/v1", "model": "x", "key": "GITHUB_TOKEN"}}, "ends in `_API_KEY`"),
        ({"llm": {"url": "http://localhost/v1", "model": "x", "keys": "A"}}, "`backends.llm.keys` is no field here"),
        ("gpt", "`backends` holds no `key: value` lines"),
    ],
)
def test_settings_that_cannot_be_understood_are_wrong_use(backends: object, message: str) -> None:
    with pytest.raises(feedkit.FeedkitError) as caught:
        settings_of({"backends": backends})
    assert message in str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_a_key_that_is_refused_once_is_not_tried_again(tmp_path: Path) -> None:
    with chatting(with_body(401, b"")) as chat:
        report = ask(make_show(tmp_path, model_at(chat)))
        assert (len(chat.asked), len(report.problems)) == (1, 2)


def test_an_interrupt_loses_no_answer_that_has_come(tmp_path: Path) -> None:
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with chatting(RIGHT) as chat:
        show = make_show(tmp_path, model_at(chat))
        with pytest.raises(KeyboardInterrupt):
            consult(load_source(show), Settings(), interrupt)
        assert ask(show).notes == (f"{show.as_posix()}: guesses: 1 unchanged, 1 new, 0 refused",)
        assert len(chat.asked) == 2


def test_options_are_sent_as_json_has_them(tmp_path: Path) -> None:
    with chatting(RIGHT) as chat:
        show = make_show(tmp_path, model_at(chat, ", options: {seed: 7, stop: ['###'], think: false, format: plain}"))
        ask(show)
    told = {name: chat.asked[0].get(name) for name in ("seed", "stop", "think", "format", "temperature")}
    assert told == {"seed": 7, "stop": ["###"], "think": False, "format": "plain", "temperature": None}


def test_chapters_that_a_model_does_not_find_are_not_guessed_offline(tmp_path: Path) -> None:
    with chatting(by_task('{"chapters": []}', json.dumps({"summary": SUMMARY}))) as chat:
        show = make_show(tmp_path, model_at(chat))
        assert "tea/one.chapters.json" in published(show).assets
        ask(show)
    assert "tea/one.chapters.json" not in published(show).assets


def test_publishing_uses_the_lock_too(tmp_path: Path) -> None:
    with chatting(RIGHT) as chat:
        show = make_show(tmp_path, model_at(chat))
        ask(show)
    outcome = publish(show, tmp_path / "feeds", Settings())
    assert outcome.guesses == 2
    assert SUMMARY in (tmp_path / "feeds" / "tea.xml").read_text("utf-8")
