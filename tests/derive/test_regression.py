"""The weights that few examples and many give to signs that matter and to signs that do not."""

import math

import pytest

from feedkit.derive.regression import Example, fit_weights


def _examples(times: int = 1) -> list[Example]:
    """With the bell three of four are chapters, without it one of four; a cough makes no difference."""
    rows = [(bell, cough, bell == (nth > 0)) for bell in (True, False) for cough in (True, False) for nth in range(4)]
    return [
        Example({"any": 1.0, **({"bell": 1.0} if bell else {}), **({"cough": 1.0} if cough else {})}, 0.0, is_true)
        for bell, cough, is_true in rows * times
    ]


def test_what_tells_has_weight_and_what_does_not_has_none() -> None:
    weights = fit_weights(_examples(20), penalty=2.0, free=frozenset({"any"}))
    assert weights["bell"] > 1.0
    assert "cough" not in weights


def test_without_a_penalty_the_weights_are_the_log_odds() -> None:
    examples = [Example({"any": 1.0}, 0.0, index % 4 != 0) for index in range(400)]
    assert fit_weights(examples, penalty=0.0)["any"] == pytest.approx(math.log(3), abs=0.01)


def test_what_is_known_beforehand_is_not_learnt_again() -> None:
    examples = [Example({"any": 1.0}, math.log(3), index % 4 != 0) for index in range(400)]
    assert fit_weights(examples, penalty=0.0) == {}


def test_from_few_examples_nothing_is_concluded() -> None:
    assert fit_weights(_examples(), penalty=4.0) == {}


def test_a_sign_that_never_fails_gets_a_finite_weight() -> None:
    examples = [Example({"bell": 1.0}, 0.0, is_true=True)] * 50
    assert 1 < fit_weights(examples, penalty=1.0)["bell"] < 10


def test_nothing_gives_nothing() -> None:
    assert fit_weights([], penalty=1.0) == {}
