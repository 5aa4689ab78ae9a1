"""The time of a word: read where the cues say it, estimated with its error where not."""

import pytest

from feedkit.derive.clock import Clock, Moment
from feedkit.transcripts.cue import Cue

TEN = "one two three four five six seven eight nine ten"


def test_a_timed_cue_tells_the_time_of_its_first_word() -> None:
    clock = Clock([Cue(TEN, 0.0), Cue(TEN, 8.0), Cue(TEN, 15.5)])
    assert clock.at(20) == Moment(15.5, None)


def test_between_timed_cues_words_are_evenly_spaced() -> None:
    clock = Clock([Cue(TEN, 0.0), Cue(TEN, 10.0)])
    assert clock.at(5).start_s == pytest.approx(5.0)
    assert clock.at(5).error_s == pytest.approx(2.5)


def test_a_cue_whose_time_goes_backwards_is_passed_over() -> None:
    clock = Clock([Cue(TEN, 0.0), Cue(TEN, 900.0), Cue(TEN, 20.0), Cue(TEN, 30.0)])
    assert clock.at(10).start_s == pytest.approx(10.0)
    assert clock.at(20) == Moment(20.0, None)


def test_untimed_words_share_the_duration() -> None:
    clock = Clock([Cue(TEN)] * 10, duration_s=100)
    assert clock.at(50).start_s == pytest.approx(50.0)


def test_the_estimate_is_worst_in_the_middle() -> None:
    clock = Clock([Cue(TEN)] * 10, duration_s=3600)
    errors = [clock.at(word).error_s or 0.0 for word in (0, 10, 50, 90)]
    assert errors[0] == 0.0
    assert errors[2] == max(errors)
    assert errors[1] == pytest.approx(errors[3])


def test_a_rate_of_speech_gives_times_that_grow_less_sure() -> None:
    clock = Clock([Cue(TEN)] * 40, words_per_minute=100)
    assert clock.at(200).start_s == pytest.approx(120.0)
    assert (clock.at(300).error_s or 0) > (clock.at(100).error_s or 0)


@pytest.mark.parametrize(
    ("duration_s", "rate"),
    [
        pytest.param(None, None, id="nothing is known"),
        pytest.param(0.0, -1.0, id="not above zero"),
        pytest.param(float("nan"), float("inf"), id="not finite"),
    ],
)
def test_without_a_usable_duration_or_rate_no_time_is_told(duration_s: float | None, rate: float | None) -> None:
    assert Clock([Cue(TEN)], duration_s=duration_s, words_per_minute=rate).at(5) == Moment(None)


def test_the_end_of_the_last_cue_paces_the_words_ahead_of_it() -> None:
    clock = Clock([Cue(TEN * 40, 0.0, 3600.0)])
    moment = clock.at(clock.words // 2)
    assert moment.start_s == pytest.approx(1800, abs=10)
    assert moment.error_s is not None
    assert 30 < moment.error_s < 200


def test_an_end_does_not_time_a_transcript_whose_cues_have_no_starts() -> None:
    assert not Clock([Cue(TEN, 0.0, 8.0), Cue(TEN), Cue(TEN)]).is_timed
