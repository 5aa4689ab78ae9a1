"""Who wins, who is remembered, and where each word stands."""

from __future__ import annotations

from pathlib import Path

import pytest

import feedkit
from feedkit.merge import claims, combine, merged_of, place_in
from feedkit.problems import Place
from feedkit.records.layers import Layer, Origin, Source
from feedkit.records.spelling import spell
from feedkit.tags.episode import Episode


def layer(source: Source, **values: object) -> Layer:
    return Layer(Origin(source, source.name.lower()), values, lambda path: Place(source.name.lower(), 1, len(path)))


ORDER = [Source.OVERLAY, Source.RECORD, Source.SHOW, Source.NOTES, Source.LOCK, Source.TRANSCRIPT, Source.DEFAULT]


@pytest.mark.parametrize("index", range(len(ORDER) - 1), ids=[source.name.lower() for source in ORDER[:-1]])
def test_a_source_wins_over_the_next(index: int) -> None:
    loser, winner = layer(ORDER[index + 1], title="loses"), layer(ORDER[index], title="wins")
    assert combine([loser, winner]) == {"title": "wins"}


def test_parts_of_one_element_come_from_several_sources() -> None:
    record = layer(Source.RECORD, enclosure={"url": "https://example.org/1.mp3", "length": "1"})
    overlay = layer(Source.OVERLAY, enclosure={"length": "38663080"})
    assert combine([record, overlay]) == {"enclosure": {"url": "https://example.org/1.mp3", "length": "38663080"}}


def test_null_silences_what_is_below() -> None:
    assert combine([layer(Source.OVERLAY, image=None), layer(Source.RECORD, image={"href": "x"})]) == {}


def test_null_in_a_part_silences_that_part_only() -> None:
    overlay = layer(Source.OVERLAY, enclosure={"length": None})
    record = layer(Source.RECORD, enclosure={"url": "u", "length": "1"})
    assert combine([record, overlay]) == {"enclosure": {"url": "u"}}


def test_a_list_is_taken_whole() -> None:
    overlay, record = layer(Source.OVERLAY, tags=[{"text": "a"}]), layer(Source.RECORD, tags=[{"text": "b"}])
    assert combine([record, overlay]) == {"tags": [{"text": "a"}]}


def test_losing_claims_stay_as_witnesses_in_their_order() -> None:
    layers = [layer(Source.LOCK, enclosure={"length": "38663080"}), layer(Source.RECORD, enclosure={"length": "1"})]
    found = claims(layers, "enclosure.length")
    assert [(claim.value, claim.origin.source) for claim in found] == [("1", Source.RECORD), ("38663080", Source.LOCK)]
    assert found[1].find() == Place("lock", 1, 2)


def test_a_guess_is_known_as_one() -> None:
    assert Origin(Source.TRANSCRIPT, "transcript", "method/1", 0.8).is_guess
    assert not Origin(Source.RECORD, "record").is_guess


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(("enclosure", "length"), "lock", id="the part is in the lock"),
        pytest.param(("enclosure", "url"), "record", id="the part is in the record"),
        pytest.param(("enclosure", "type"), "record", id="nobody has the part: who has the element"),
        pytest.param(("guid",), "record", id="nobody has the field: the record"),
    ],
)
def test_a_place_is_the_winners(path: tuple[str, ...], expected: str) -> None:
    layers = [layer(Source.LOCK, enclosure={"length": "2"}), layer(Source.RECORD, enclosure={"url": "u"})]
    assert place_in(layers, path).path == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param({"date": "2026-01-01"}, {"pub_date": "2026-01-01"}, id="another name"),
        pytest.param({"summary": "s"}, {"description": "s"}, id="summary is the description"),
        pytest.param({"guid": "g"}, {"guid": {"text": "g"}}, id="the short form of an element"),
        pytest.param({"tags": "tea"}, {"tags": [{"text": "tea"}]}, id="one value for a list"),
        pytest.param(
            {"episode": "605"}, {"episode": {"number": "605"}, "itunes_episode": "605"}, id="one number, two elements"
        ),
        pytest.param({"episode": "0"}, {"episode": {"number": "0"}, "itunes_episode": None}, id="Apple takes no zero"),
        pytest.param(
            {"episode": "12.5"}, {"episode": {"number": "12.5"}, "itunes_episode": None}, id="Apple takes no fraction"
        ),
        pytest.param(
            {"season": {"number": 3, "name": "Egg Hunt"}},
            {"season": {"number": 3, "name": "Egg Hunt"}, "itunes_season": 3},
            id="a season with a name",
        ),
        pytest.param(
            {"chapters": [{"start_time": 0}]}, {"chapter_marks": [{"start_time": 0}]}, id="a list of chapters"
        ),
        pytest.param(
            {"chapters": ["0:00 Hello", "1:02:03 - Bye 2", "no time"]},
            {
                "chapter_marks": [
                    {"start_time": "0:00", "title": "Hello"},
                    {"start_time": "1:02:03", "title": "Bye 2"},
                    "no time",
                ]
            },
            id="chapters in a line each",
        ),
        pytest.param({"chapters": "https://x/c.json"}, {"chapters": {"url": "https://x/c.json"}}, id="a chapters file"),
        pytest.param({"tiltle": "x"}, {"tiltle": "x"}, id="an unknown key stays, to be reported"),
    ],
)
def test_short_forms_become_fields(written: dict[str, object], expected: dict[str, object]) -> None:
    assert spell(layer(Source.RECORD, **written), Episode).values == expected


def test_a_short_form_is_found_where_it_was_written() -> None:
    asked = []
    one = Layer(
        Origin(Source.RECORD, "r"), {"title": "x", "tags": "tea"}, lambda path: asked.append(path) or Place("x")
    )
    spell(one, Episode).where(("tags", 0, "text"))
    assert asked == [("tags", "text")]


def test_what_is_made_of_another_field_stands_where_that_was_written(tmp_path: Path) -> None:
    (tmp_path / "show.yaml").write_text("title: Tea Time\n", encoding="utf-8")
    (tmp_path / "episodes").mkdir()
    record = "---\nguid: tea-1\ntitle: Tea Time\n---\n\n* Zero\u200bwidth, and no more of it.\n"
    (tmp_path / "episodes" / "1.md").write_text(record, encoding="utf-8")
    (tmp_path / "episodes" / "2.md").write_text(record.replace("guid", "itunes_title: Tea\nguid"), encoding="utf-8")
    merged = merged_of(feedkit.load(tmp_path))
    assert [merged.locate(("episodes", n, "itunes_title")).line for n in (0, 1)] == [3, 2]
    assert merged.locate(("episodes", 0, "content")).line == 6


def test_the_link_to_itself_stands_where_its_address_was_written(tmp_path: Path) -> None:
    (tmp_path / "show.yaml").write_text(
        "title: Tea Time\nlinks:\n  - {href: https://example.org/hub, rel: hub}\nfeed_url: https://example.org/tea.xml\n",
        encoding="utf-8",
    )
    merged = merged_of(feedkit.load(tmp_path))
    assert [merged.locate(("links", n, "href")).line for n in (0, 1)] == [4, 3]
