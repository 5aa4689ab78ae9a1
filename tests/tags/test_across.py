"""What all episodes say, field by field: the same lists whether there are the episodes or only what was kept of them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from feedkit.tags.across import Across, brief_of
from feedkit.tags.episode import Episode
from feedkit.tags.podcast import EpisodeNumber, Person, Season, TranscriptLink
from feedkit.tags.rss import Enclosure, Guid
from feedkit.tags.show import Show
from tests.strategies import elements_of

LISTS = tuple(Across.__annotations__)
"""The names of all lists."""


def plain(across: Across) -> dict[str, object]:
    """All lists, as JSON tells them: a tuple is a list."""
    return {name: json.loads(json.dumps(getattr(across, name), default=str)) for name in LISTS}


@given(st.lists(elements_of(Episode), max_size=4))
def test_kept_lists_are_those_of_the_episodes(episodes: list[Episode]) -> None:
    briefs = [json.loads(json.dumps(brief_of(episode))) for episode in episodes]
    assert plain(Across(episodes, briefs)) == plain(Across(episodes))


def test_what_the_lists_hold() -> None:
    across = Across(
        [
            Episode(),
            Episode(
                guid=Guid(text="one"),
                enclosure=Enclosure(length=1),
                episode=EpisodeNumber(number="1.50"),
                season=Season(number=2, name="Spring"),
                persons=(Person(name="Amy", href="https://tea.fm/amy"),),
                transcripts=(TranscriptLink(url="https://tea.fm/1.vtt", type="text/vtt"),),
            ),
        ]
    )
    assert across.guids == [None, "one"]
    assert across.media == [None, ""]
    assert across.numbers == [None, "1.50"]
    assert across.seasons == [None, (2, "Spring")]
    assert across.persons[1] == [("Amy", "https://tea.fm/amy", None)]
    assert across.files == [[], [(("transcripts", 0, "url"), "https://tea.fm/1.vtt")]]


def test_a_show_with_other_episodes_has_other_lists() -> None:
    show = Show(episodes=(Episode(title="One"),))
    assert show.across.titles == ["One"]
    assert show.model_copy(update={"episodes": (Episode(title="Two"),)}).across.titles == ["Two"]
    assert show.model_copy(update={"title": "Tea"}).across is show.across
