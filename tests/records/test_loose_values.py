"""Values as other tools spell them, template syntax in notes, and facts in the names of files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from feedkit.records.dialects.file_names import date_of_name, numbers_of_name
from feedkit.records.document import document_of
from feedkit.records.keys import is_plain_key
from feedkit.records.liquid import without_liquid
from feedkit.records.loose_values import (
    bytes_of,
    date_of_milliseconds,
    is_time,
    iso_date,
    marks_of,
    people_of,
    spoken_seconds,
)
from feedkit.records.translation import plain_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("January 30, 2025", "2025-01-30"),
        ("March 22nd 2016", "2016-03-22"),
        ("1 Sept. 2020", "2020-09-01"),
        ("2020-01-02", "2020-01-02"),
        ("February 31, 2020", "February 31, 2020"),
        ("Brumaire 3, 2020", "Brumaire 3, 2020"),
        ("08.12.2016 15:00", "2016-12-08T15:00"),
        ("2016-3-29", "2016-03-29"),
        ("2010/05/03", "2010-05-03"),
        ("Jan 5, 2020 3:04 PM", "2020-01-05T15:04"),
        ("5 January 2020 at 12:04 a.m.", "2020-01-05T00:04"),
        ("2016-07-14 07:00:27 UTC", "2016-07-14T07:00:27+00:00"),
        ("2018-10-15 11:35:00 +0900", "2018-10-15T11:35:00+0900"),
        ("13:04 PM", "13:04 PM"),
        ("3/4/2020", "3/4/2020"),
        ("2020-02-31 10:00", "2020-02-31 10:00"),
        (5, 5),
    ],
)
def test_a_date_in_words(text, expected):
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1499860800000", "2017-07-12T12:00:00+00:00"),
        (1499860800123, "2017-07-12T12:00:00.123000+00:00"),
        ("1499860800", "1499860800"),
        ("99999999999999", "5138-11-16T09:46:39.999000+00:00"),
        ("2017-07-12", "2017-07-12"),
    ],
)
def test_milliseconds_are_a_moment(text, expected):
    assert date_of_milliseconds(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12:34", True),
        ("1:02:03", True),
        ("45 min", True),
        ("4800000", False),
        (45, False),
        ("13.7 MB", False),
        ("", False),
    ],
)
def test_what_is_a_time_is_no_size(value, expected):
    assert is_time(value) == expected


AMY, KIM = {"name": "Amy", "href": "https://example.org/amy"}, {"name": "Kim", "img": "https://example.org/kim.jpg"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("amy", ["amy"]),
        (["amy", "kim"], ["amy", "kim"]),
        ({"Amy": "https://example.org/amy"}, [AMY]),
        ({"name": "Amy", "website": "https://example.org/amy", "company": "Tea"}, [AMY]),
        ([{"Name": "Kim", "avatar": "https://example.org/kim.jpg"}, "amy"], [KIM, "amy"]),
        ({"name": "Amy", "href": "https://example.org/amy", "url": "https://example.org/other"}, [AMY]),
    ],
)
def test_people_as_sites_write_them(value, expected):
    assert people_of(value) == expected


MARKS = [{"start_time": "00:00", "title": "Hello"}, {"start_time": "1:02:03", "title": "Six teas"}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"time": "00:00", "title": "Hello"}, {"startTime": "1:02:03", "name": "Six teas"}], MARKS),
        (["00:00 Hello", "(1:02:03) - Six teas"], MARKS),
        ("00:00 Hello\n1:02:03: Six teas\n", MARKS),
        (True, None),
        ([], None),
        ([{"title": "Hello"}], None),
        ("chapters.json", None),
    ],
)
def test_chapters_as_sites_write_them(value, expected):
    assert marks_of(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13.7 MB", (13_700_000, True)),
        ("13,7MB", (13_700_000, True)),
        ("2 KiB", (2048, True)),
        ("512 bytes", (512, False)),
        ("39800000", ("39800000", False)),
        ("7,761,234", (7_761_234, False)),
        ("7.761.234", (7_761_234, False)),
        ("39,800", (39_800, False)),
        ("39.8", ("39.8", False)),
        (42, (42, False)),
        ("big", ("big", False)),
    ],
)
def test_a_size_in_words(text, expected):
    assert bytes_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("61 mins 19 secs", 3679),
        ("1 hr 2 mins", 3720),
        ("1h 2min 3s", 3723),
        ("1 hour and 2 minutes", 3720),
        ("7m", 420),
        ("PT26M06S", 1566),
        ("PT1H", 3600),
        ("PT", "PT"),
        ("5", "5"),
        ("45 minutes", 2700),
        ("1:02:03", "1:02:03"),
        ("", ""),
    ],
)
def test_a_duration_in_words(text, expected):
    assert spoken_seconds(text) == expected


@pytest.mark.parametrize(
    ("stem", "date", "numbers"),
    [
        ("2024-04-14-s1e1-the-power", "2024-04-14", {"season": "1", "episode": "1"}),
        ("2020-05-01-s02e11", "2020-05-01", {"season": "2", "episode": "11"}),
        ("2023-12-11-episode-3-the-giggle", "2023-12-11", {"episode": "3"}),
        ("2020-01-01-ep1", "2020-01-01", {"episode": "1"}),
        ("season-2-episode-1", None, {"season": "2", "episode": "1"}),
        ("episode-0", None, {"episode": "0"}),
        ("the-apple-5", None, {}),
        ("2024-04-14", "2024-04-14", {}),
    ],
)
def test_a_file_name_tells(stem, date, numbers):
    assert date_of_name(stem) == ({"pub_date": date} if date else {})
    assert numbers_of_name(stem) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a {{ page.x }} b", "a  b", id="inside of a line"),
        pytest.param("## {{ page.x }}\n\nb", "\n\nb", id="a heading of nothing else"),
        pytest.param("{% if a %}\nb\n{% endif %}", "\nb\n", id="lines of their own"),
        pytest.param("a {b} {{c", "a {b} {{c", id="no template"),
    ],
)
def test_template_syntax_goes_and_lines_stay(text, expected):
    found, problems = without_liquid(document_of(text.encode(), "a.md"))
    assert found == expected
    assert bool(problems) == (found != text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("002 - Webcams and $money(), a talk", "002-Webcams-and-money-a-talk"),
        ("../../etc", "etc"),
        ("×", "episode"),
        ("a" * 200, "a" * 100),
        ("CON", "episode"),
    ],
)
def test_any_text_makes_a_plain_key(text, key):
    assert plain_key(text) == key


def test_ten_thousand_names_become_keys_that_name_files_on_every_system():
    pick = random.Random(1)  # noqa: S311 - the same names at every run
    pieces = [
        "a",
        "Z",
        "9",
        ".",
        "..",
        "/",
        "\\",
        ":",
        "%2e",
        "con",
        "NUL",
        " ",
        "\u2025",
        "\u0130",
        "é",
        "\x00",
        "-",
        "💥",
    ]
    for _ in range(10_000):
        name = "".join(pick.choice(pieces) for _ in range(pick.randrange(1, 80)))
        key = plain_key(name)
        assert is_plain_key(key), name
        assert Path("feeds", key).parent == Path("feeds")
        assert len(f".{key}.transcript.de.html.tmp-12345678_old".encode()) <= 255
        assert plain_key(key) == key
