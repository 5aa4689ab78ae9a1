"""The template of a show's titles is found where it gives all of them."""

from __future__ import annotations

import pytest

from feedkit.importer.titles import template_of
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show


def show_of(*titles: tuple[str, str | None, int | None]) -> Show:
    episodes = (Episode(title=title, itunes_title=bare, episode=number) for title, bare, number in titles)
    return Show(episodes=tuple(episodes))


@pytest.mark.parametrize(
    ("titles", "template"),
    [
        pytest.param([("605: Tea", "Tea", 605), ("7: Milk", "Milk", 7)], "{episode}: {title}", id="number first"),
        pytest.param([("Tea (#605)", "Tea", 605)], "{title} (#{episode})", id="number last"),
        pytest.param(
            [("605: Tea", "Tea", 605), ("Trailer", None, None)], "{episode}: {title}", id="one without a number"
        ),
        pytest.param([("605: Tea", "Tea", 605), ("7 - Milk", "Milk", 7)], "", id="two ways"),
        pytest.param([("605: Tea", "Tea", 605), ("Milk", "Milk", 7)], "", id="a numbered one without"),
        pytest.param([("Tea", "Tea", 605)], "", id="the title alone"),
        pytest.param([("605: Tea, Tea", "Tea", 605)], "", id="the title twice"),
        pytest.param([("605: {Tea}", "{Tea}", 605)], "", id="braces"),
        pytest.param([("1605: Tea", "Tea", 605)], "", id="a part of another number"),
        pytest.param([], "", id="no episodes"),
    ],
)
def test_a_template_gives_all_titles_or_none(titles: list[tuple[str, str | None, int | None]], template: str) -> None:
    assert template == template_of(show_of(*titles))
