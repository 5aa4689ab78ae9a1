"""Texts that are kept aside are read one by one, and are either what they were or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedkit.publishing import aside
from feedkit.publishing.aside import Aside, LostError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "show.more"


def test_each_text_is_found_by_its_key(path: Path) -> None:
    first = Aside(path).after({"a": b"one", "b": b"two"}, "ab")
    second = first.after({"b": b"three"}, "ab")
    assert (second.text("a"), second.text("b"), second.is_there) == (b"one", b"three", True)


def test_new_texts_are_appended_and_the_others_stay_where_they_are(path: Path) -> None:
    first = Aside(path).after({"a": b"one", "b": b"two"}, "ab")
    first.after({"b": b"three"}, "ab")
    assert path.read_bytes() == b"onetwothree"


def test_a_text_that_nobody_keeps_is_forgotten(path: Path) -> None:
    found = Aside(path).after({"a": b"one", "b": b"two"}, "ab").after({}, "b")
    assert {*found.spots} == {"b"}


def test_a_file_of_mostly_old_texts_is_written_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "MOST_WASTE", 20)
    kept = Aside(path).after({"a": b"kept"}, "a")
    for number in range(100):
        kept = kept.after({"b": b"number %02d" % number}, "ab")
        assert len(path.read_bytes()) < 60
    assert (kept.text("a"), kept.text("b")) == (b"kept", b"number 99")


@pytest.mark.parametrize(
    "content", [pytest.param(b"onetwX", id="damaged"), pytest.param(b"on", id="cut"), pytest.param(None, id="gone")]
)
def test_what_is_not_what_it_was_is_lost(path: Path, content: bytes | None) -> None:
    kept = Aside(path).after({"a": b"one", "b": b"two"}, "ab")
    path.unlink() if content is None else path.write_bytes(content)
    assert not kept.is_there
    with pytest.raises(LostError):
        kept.text("b")
