"""One conformance test for every backend, and what each must refuse."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.derive.backends import Backend, Material, Refusal
from feedkit.derive.backends.answers import checked_chapters, checked_summary, read_answer
from feedkit.derive.backends.chat import MOST_BYTES, Endpoint
from feedkit.derive.backends.embeddings import Embeddings
from feedkit.derive.backends.llm import LanguageModel, lines_of
from feedkit.derive.backends.support import Evidence, sentences_of
from feedkit.derive.guesses import ChapterGuess
from feedkit.transcripts.cue import Cue
from tests.derive.chat_server import (
    Answer,
    by_task,
    chatting,
    endless,
    hanging,
    one_after_another,
    saying,
    with_body,
)
from tests.derive.shows import programme
from tests.derive.subject_encoder import SubjectEncoder

CUES, CHAPTERS = programme("kettle", "rose", "train")
MATERIAL = Material(tuple(CUES), "Three things", ("Ada",))
LINES = lines_of(CUES)
SUMMARY = (
    "A copper kettle boils water and steam lifts the kettle lid. Roses want pruning and compost, and the train carries "
    "coal over the viaduct."
)


def chapters_answer(*rows: tuple[object, object]) -> str:
    return json.dumps({"chapters": [{"line": line, "title": title} for line, title in rows]})


KETTLE, TRAIN, VIOLIN = (
    [words[number % len(words)] for number in range(100)]
    for words in (("tea", "steam", "copper", "water"), ("rail", "coal", "viaduct"), ("song", "rosin", "violin"))
)
GOOD = chapters_answer((0, "The kettle"), (4, "Roses"), (9, "Coal trains"))


def model(url: str, *, key: str = "", timeout_s: float = 20, most_chars: int = 200_000) -> LanguageModel:
    return LanguageModel(Endpoint(url, "tiny", key, timeout_s, {"temperature": 0}, pause_s=0), most_chars=most_chars)


@pytest.fixture(params=["llm", "embeddings"])
def backend(request: pytest.FixtureRequest):
    """Each backend, as it would be made; the language model speaks with a server, the encoder is an encoder."""
    if request.param == "embeddings":
        yield Embeddings("subjects", SubjectEncoder())
        return
    with chatting(by_task(GOOD, json.dumps({"summary": SUMMARY}))) as chat:
        yield model(chat.url)


class TestEveryBackend:
    def test_is_named_and_says_what_it_guesses(self, backend: Backend) -> None:
        assert backend.name.isidentifier()
        assert backend.method.startswith(backend.name)
        assert backend.model
        assert set(backend.guess) <= {"summary", "chapters"}

    def test_chapters_keep_the_contract(self, backend: Backend) -> None:
        found = backend.chapters(MATERIAL)
        assert len(found) > 1
        assert (found[0].word, found[0].start_s, found[0].confidence) == (0, 0.0, 1.0)
        assert all(before.word < after.word for before, after in pairwise(found))
        assert all(3 <= len(one.title) <= 60 and 0 <= one.confidence <= 1 for one in found)
        assert {one.start_s for one in found[1:]} <= {cue.start_s for cue in CUES}

    def test_nothing_comes_of_a_transcript_without_words(self, backend: Backend) -> None:
        assert backend.chapters(Material((Cue(""), Cue(" ")))) == ()

    def test_a_summary_is_borne_out_or_refused(self, backend: Backend) -> None:
        if "summary" in backend.guess:
            assert backend.summary(MATERIAL).text == SUMMARY
        else:
            with pytest.raises(Refusal, match="write no summaries"):
                backend.summary(MATERIAL)


def refusal_of(answer: Answer, *, task: str = "chapters", timeout_s: float = 20, key: str = "") -> Refusal:
    with chatting(answer) as chat:
        one = model(chat.url, timeout_s=timeout_s, key=key)
        with pytest.raises(Refusal) as caught:
            (one.chapters if task == "chapters" else one.summary)(MATERIAL)
    return caught.value


class TestChaptersOfALanguageModel:
    def test_start_where_the_named_lines_do(self) -> None:
        with chatting(saying(GOOD)) as chat:
            found = model(chat.url).chapters(MATERIAL)
        assert [(one.title, one.cue) for one in found] == [
            ("The kettle", 0),
            ("Roses", LINES[4].cue),
            ("Coal trains", LINES[9].cue),
        ]
        assert [one.start_s for one in found[1:]] == [CUES[one.cue].start_s for one in found[1:]]

    def test_have_no_start_where_the_transcript_has_no_times(self) -> None:
        untimed = Material(tuple(Cue(cue.text) for cue in CUES))
        with chatting(saying(GOOD)) as chat:
            found = model(chat.url).chapters(untimed)
        assert [one.start_s for one in found] == [0.0, None, None]

    def test_may_stand_in_a_fence_after_thoughts(self) -> None:
        with chatting(saying(f"<think>{{maybe}}</think>Here:\n```json\n{GOOD}\n```")) as chat:
            assert len(model(chat.url).chapters(MATERIAL)) == 3

    def test_are_none_where_the_model_finds_none(self) -> None:
        with chatting(saying('{"chapters": []}')) as chat:
            assert model(chat.url).chapters(MATERIAL) == ()

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            pytest.param("I think there are three", "it answers with no JSON object: `I think", id="no JSON"),
            pytest.param('{"chapters": [{"line": 0,}', "no JSON object", id="broken JSON"),
            pytest.param("[" * 100_000, "no JSON object", id="deep JSON"),
            pytest.param('{"parts": []}', "has no `chapters`", id="another key"),
            pytest.param('{"chapters": "0 Intro"}', "has no `chapters`", id="text for a list"),
            pytest.param(
                chapters_answer((0, "One"), (9999, "Two")), "at `9999`, where no cue starts", id="no such line"
            ),
            pytest.param(chapters_answer((0, "One"), (-1, "Two")), "at `-1`, where", id="negative line"),
            pytest.param(chapters_answer((0, "One"), (754.2, "Two")), "at `754.2`, where", id="seconds"),
            pytest.param(chapters_answer((0, "One"), ("00:12:34", "Two")), '"00:12:34"', id="invented time"),
            pytest.param(chapters_answer((0, "One"), (True, "Two")), "at `true`", id="a truth"),
            pytest.param('{"chapters": [7]}', "at `null`", id="no object"),
            pytest.param(chapters_answer((0, "One"), (9, "Two"), (9, "Tri")), "do not rise: line 9", id="twice"),
            pytest.param(
                chapters_answer((0, "One"), (9, "Two"), (3, "Tri")), "line 3 (`Tri`) comes after", id="falling"
            ),
            pytest.param(chapters_answer((2, "One"), (9, "Two")), "first chapter starts at line 2", id="late"),
            pytest.param(chapters_answer((0, "One"), (9, "II")), "titles have 3 to 60", id="short title"),
            pytest.param(chapters_answer((0, "One"), (9, "a" * 61)), "titles have 3 to 60", id="long title"),
            pytest.param(chapters_answer((0, "One"), (9, None)), "titles have 3 to 60", id="no title"),
            pytest.param(chapters_answer((0, "One"), (9, "T\x07wo\ud800")), "titles have 3 to 60", id="odd characters"),
        ],
    )
    def test_are_refused(self, answer: str, message: str) -> None:
        assert message in str(refusal_of(saying(answer)))

    def test_are_refused_beyond_the_most(self) -> None:
        few = Material(MATERIAL.cues, most=2)
        with chatting(saying(GOOD)) as chat, pytest.raises(Refusal, match="it has 3 chapters, and 2 is the most"):
            model(chat.url).chapters(few)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["line", "title", "x"]), inner),
    max_leaves=12,
)


@given(VALUES, VALUES, st.text(max_size=20))
def test_whatever_a_model_answers_is_kept_to_the_contract_or_refused(rows: object, text: object, around: str) -> None:
    answer = f"{around}{json.dumps({'chapters': rows, 'summary': text})}"
    with suppress(Refusal):
        found = checked_chapters(read_answer(answer, "chapters", list), 5, 3)
        assert [line for line, _ in found] == sorted({line for line, _ in found})
        assert all(0 <= line < 5 and 3 <= len(title) <= 60 for line, title in found)
    with suppress(Refusal):
        written, share = checked_summary(read_answer(answer, "summary", str), Evidence(["tea"]))
        assert (0.6 <= share <= 1, "\n" in written) == (True, False)


class TestLines:
    CUES = (Cue("one " * 20, speaker="Ada"), Cue(""), Cue("two " * 20, speaker="Bo"), Cue("three " * 5, speaker="Bo"))

    def test_start_where_cues_do_and_are_long_enough(self) -> None:
        found = lines_of(self.CUES)
        assert [(line.cue, line.word, len(line.text.split())) for line in found] == [(0, 0, 42), (3, 40, 5)]

    def test_tell_who_speaks_where_that_changes(self) -> None:
        text = " ".join(line.text for line in lines_of(self.CUES))
        assert [word for word in text.split() if word.endswith(":")] == ["Ada:", "Bo:"]


class TestSummariesOfALanguageModel:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param(
                SUMMARY + " They also sing an opera about dragons.", "`They also sing an", id="invented sentence"
            ),
            pytest.param(SUMMARY + " Marie Curie prunes roses.", "`Marie Curie prunes roses.`", id="invented name"),
            pytest.param(SUMMARY + " The train carries 400 tons of coal.", "400 tons", id="invented number"),
            pytest.param("Kettles.", "has 1 words; 10 to 160 are wanted", id="too short"),
            pytest.param("kettle " * 161, "has 161 words", id="too long"),
            pytest.param(SUMMARY + " \x00", "words", id="control character"),
        ],
    )
    def test_are_refused(self, text: str, message: str) -> None:
        assert message in str(refusal_of(saying(json.dumps({"summary": text})), task="summary"))

    def test_carry_the_share_of_what_was_said(self) -> None:
        with chatting(saying(json.dumps({"summary": SUMMARY}))) as chat:
            found = model(chat.url).summary(MATERIAL)
        assert (found.text, found.method) == (SUMMARY, "llm/1")
        assert 0.6 <= found.confidence <= 1


class TestTheWire:
    def test_asks_with_model_prompt_lines_and_names(self) -> None:
        with chatting(saying(GOOD)) as chat:
            model(chat.url).chapters(MATERIAL)
        (asked,), (head,) = chat.asked, chat.heads
        assert (asked["model"], asked["temperature"], asked["stream"]) == ("tiny", 0, False)
        assert [message["role"] for message in asked["messages"]] == ["system", "user"]
        assert "At most 40 chapters" in asked["messages"][0]["content"]
        assert "List of names: Three things; Ada\n\n0: Ada: Good evening" in asked["messages"][1]["content"]
        assert head["path"] == "/v1/chat/completions"
        assert "authorization" not in head

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            pytest.param(
                saying(None, refusal="I cannot help with\x1b[31m that"), "the model refuses: `I cannot", id="refusal"
            ),
            pytest.param(saying(None), "answers with no text", id="no content"),
            pytest.param(saying(GOOD, finish_reason="length"), "is cut off", id="out of tokens"),
            pytest.param(with_body(200, b"<html>"), "no chat completion: `<html>`", id="no JSON"),
            pytest.param(with_body(200, b'{"choices": []}'), "no chat completion", id="no choice"),
            pytest.param(with_body(200, b"\xff\xfe"), "no chat completion", id="no UTF-8"),
            pytest.param(
                with_body(400, b'{"error": {"message": "context is 4096"}}'), "answers 400: `context is 4096`", id="400"
            ),
            pytest.param(with_body(404, b'{"error": "model not found"}'), "answers 404: `model not found`", id="404"),
            pytest.param(with_body(401, b"no"), "refuses the key (401)", id="401"),
            pytest.param(with_body(307, b"", Location="http://127.0.0.1:9/v1"), "redirects elsewhere (307)", id="307"),
            pytest.param(endless, f"more than {MOST_BYTES:,} bytes", id="endless body"),
        ],
    )
    def test_an_answer_that_cannot_be_used_is_refused(self, answer: Answer, message: str) -> None:
        refusal = refusal_of(answer)
        assert message in str(refusal)
        assert "\x1b" not in str(refusal)

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_a_busy_server_is_asked_again_and_then_answers(self, status: int) -> None:
        with chatting(one_after_another(with_body(status, b"busy", Retry_After="0"), saying(GOOD))) as chat:
            assert len(model(chat.url).chapters(MATERIAL)) == 3
        assert len(chat.asked) == 2

    @pytest.mark.parametrize("status", [429, 500])
    def test_a_server_that_stays_busy_is_asked_three_times(self, status: int) -> None:
        with (
            chatting(with_body(status, b"busy", Retry_After="0")) as chat,
            pytest.raises(Refusal, match=f"answers {status}"),
        ):
            model(chat.url).chapters(MATERIAL)
        assert len(chat.asked) == 3

    def test_a_server_that_hangs_is_left(self) -> None:
        assert "no answer" in str(refusal_of(hanging(3), timeout_s=0.3))

    def test_nobody_at_the_address_ends_it_for_good(self) -> None:
        with chatting(saying(GOOD)) as chat:
            url = chat.url
        with pytest.raises(Refusal, match="gives no answer") as caught:
            model(url).chapters(MATERIAL)
        assert caught.value.is_final

    def test_a_transcript_without_room_is_not_sent(self) -> None:
        with chatting(saying(GOOD)) as chat, pytest.raises(Refusal, match="no more than 100 are sent") as caught:
            model(chat.url, most_chars=100).chapters(MATERIAL)
        assert (chat.asked, "most_chars" in caught.value.mend) == ([], True)


class TestTheKey:
    KEY = "sk-very-secret-0123456789"

    @pytest.fixture(autouse=True)
    def _set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TEA_API_KEY", self.KEY)

    def test_is_sent_in_a_header(self) -> None:
        with chatting(saying(GOOD)) as chat:
            model(chat.url, key="TEA_API_KEY").chapters(MATERIAL)
        assert chat.heads[0]["authorization"] == f"Bearer {self.KEY}"

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
    def test_is_never_printed_though_the_server_says_it(self, status: int) -> None:
        body = json.dumps({"error": {"message": f"bad key {self.KEY}"}}).encode()
        refusal = refusal_of(with_body(status, body, Retry_After="0"), key="TEA_API_KEY")
        assert self.KEY not in f"{refusal} {refusal.mend}"

    def test_goes_to_no_other_host(self) -> None:
        with chatting(saying(GOOD)) as other, chatting(with_body(308, b"", Location=other.url)) as chat:
            with pytest.raises(Refusal, match="redirects elsewhere"):
                model(chat.url, key="TEA_API_KEY").chapters(MATERIAL)
            assert other.asked == []

    def test_that_is_not_set_is_told_by_the_name_of_its_variable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TEA_API_KEY")
        refusal = refusal_of(saying(GOOD), key="TEA_API_KEY")
        assert "the environment variable `TEA_API_KEY`" in str(refusal)
        assert refusal.is_final


class TestSupport:
    EVIDENCE = Evidence([word for cue in CUES for word in cue.text.split()], ["Ada Brewer"])

    @pytest.mark.parametrize(
        ("sentence", "bears_out"),
        [
            pytest.param("Steam lifts the lid of the copper kettle.", True, id="said"),
            pytest.param("The show discusses copper kettles and steam.", True, id="words about the talk do not count"),
            pytest.param("Ada Brewer talks about pruning roses.", True, id="the record's name"),
            pytest.param("Charles Babbage talks about pruning roses.", False, id="a stranger"),
            pytest.param("Marie knows pruning, roses and compost.", False, id="a stranger ahead of everything"),
            pytest.param("Roses want pruning 12 times.", False, id="a number nobody said"),
            pytest.param("The kettle is painted by angry elephants.", False, id="mostly invented"),
            pytest.param("And so on and so forth.", False, id="nothing said at all"),
        ],
    )
    def test_a_sentence_is_held_against_the_transcript(self, sentence: str, *, bears_out: bool) -> None:
        assert (self.EVIDENCE.share(sentence) >= 0.6) is bears_out

    @pytest.mark.parametrize(
        ("sentence", "bears_out"),
        [
            pytest.param("千利休は茶道を完成させた。", True, id="said"),
            pytest.param("怒った象が湯沸かしを塗装した。", False, id="invented"),
        ],
    )
    def test_japanese_is_held_against_the_transcript_too(self, sentence: str, *, bears_out: bool) -> None:
        said = [
            "次は茶道の話に移りましょう。",
            "千利休は茶道を完成させた人物です。茶道では茶碗や茶室の美しさが大切にされます。",
        ]
        assert (Evidence(said).share(sentence) >= 0.6) is bears_out
        assert sentences_of(said[1]) == (
            "千利休は茶道を完成させた人物です。",
            "茶道では茶碗や茶室の美しさが大切にされます。",
        )

    def test_words_that_are_far_apart_bear_out_nothing(self) -> None:
        words = ["kettle", *["filler"] * 2000, "violin", *["filler"] * 2000, "viaduct"]
        assert Evidence(words).share("kettle violin viaduct") == pytest.approx(1 / 3)

    def test_sentences_end_where_sentences_do(self) -> None:
        assert sentences_of('Dr. No is it. "Two?" Three… yes') == ("Dr. No is it.", '"Two?"', "Three… yes")


class TestEmbeddings:
    def test_turn_where_the_meaning_does(self) -> None:
        talk = [f"{word} x{number}a x{number}b x{number}c" for number, word in enumerate(KETTLE + TRAIN + VIOLIN)]
        cues = tuple(Cue(" ".join(talk[at : at + 5])) for at in range(0, len(talk), 5))
        found = Embeddings("subjects", SubjectEncoder()).chapters(Material(cues))
        assert [one.cue for one in found] == [0, 20, 40]

    def test_a_folder_is_published_by_its_last_name(self) -> None:
        assert Embeddings("/home/ada/models/small-1").model == "small-1"

    def test_a_missing_package_is_told_with_the_way_to_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
        with pytest.raises(Refusal, match="sentence-transformers is not installed") as caught:
            Embeddings("any").chapters(MATERIAL)
        assert (caught.value.is_final, caught.value.mend) == (True, "`pip install sentence-transformers`")

    def test_chapters_are_named_values(self) -> None:
        assert all(isinstance(one, ChapterGuess) for one in Embeddings("s", SubjectEncoder()).chapters(MATERIAL))
