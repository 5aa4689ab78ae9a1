"""What people write in feedkit's own records, and what is published of it: in a table, one value a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import feedkit
from feedkit.problems import Level
from tests.test_broken_records import GOOD, SHOW


def load(folder: Path, line: str, *, instead_of: str = "") -> tuple[Any, list[Any]]:
    """The episode of a show with one good record and this line in it, and what is wrong; instead_of: a field."""
    folder /= "tea-time"
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    (folder / "show.yaml").write_text(SHOW + "time_zone: Europe/Berlin\n", "utf-8")
    kept = [one for one in GOOD.split("\n") if not instead_of or not one.startswith(f"{instead_of}:")]
    (folder / "episodes" / "001.md").write_text("\n".join([kept[0], *line.split("\n"), *kept[1:]]), "utf-8")
    show = feedkit.load(folder)
    problems = [one for one in feedkit.validate(show).problems if one.level > Level.INFO]
    return show.episodes[0], problems


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        pytest.param("date: 2026-03-01\xa006:00", "2026-03-01T06:00:00+01:00", id="a no-break space"),
        pytest.param("date: 2026-3-1", "2026-03-01T00:00:00+01:00", id="one digit"),
        pytest.param("date: 2026-03-01 6:00", "2026-03-01T06:00:00+01:00", id="an hour of one digit"),
        pytest.param("date: 2026-03-01, 06:00 PM", "2026-03-01T18:00:00+01:00", id="in the afternoon"),
        pytest.param("date: 2026-03-01 06:00 UTC", "2026-03-01T06:00:00+00:00", id="the zone by its name"),
        pytest.param("date: 2026-03-01 06:00:00 +0200", "2026-03-01T06:00:00+02:00", id="an offset behind a space"),
    ],
)
def test_a_date_is_read_as_it_is_written(tmp_path, line, moment) -> None:
    episode, problems = load(tmp_path, line, instead_of="date")
    assert (episode.pub_date.isoformat(), problems) == (moment, [])


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        pytest.param("duration: “50:13”", "duration", 3013, id="a duration"),
        pytest.param("date: „2026-03-01T06:00:00Z“", "pub_date", "2026-03-01T06:00:00+00:00", id="a date"),
        pytest.param("explicit: ‘no’", "explicit", False, id="a flag"),
        pytest.param("link: ”https://example.org/9“", "link", "https://example.org/9", id="an address"),
    ],
)
def test_typographic_quotes_around_what_is_no_prose_are_left_out_and_told(tmp_path, line, field, value) -> None:
    episode, [problem] = load(tmp_path, line, instead_of=line.partition(":")[0])
    said = getattr(episode, field)
    assert (said.isoformat() if field == "pub_date" else said) == value
    assert (problem.rule, problem.place.line, problem.field) == ("FK377", 2, field)
    assert "typographic quotes" in problem.message


def test_typographic_quotes_around_an_address_inside_of_a_value_are_left_out(tmp_path) -> None:
    line = "enclosure: {url: “https://example.org/1.mp3”, length: 48213331}"
    episode, [problem] = load(tmp_path, line, instead_of="enclosure")
    assert (episode.enclosure.url, episode.enclosure.type) == ("https://example.org/1.mp3", "audio/mpeg")
    assert (problem.place.line, problem.place.column, problem.field) == (2, 18, "enclosure.url")


@pytest.mark.parametrize("title", ["“Tea”", "„Tee“ und mehr"])
def test_a_title_keeps_its_quotes(tmp_path, title) -> None:
    episode, problems = load(tmp_path, f"title: {title}", instead_of="title")
    assert (episode.title, problems) == (title, [])


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("chapters: |\n  0:00 Hello\n\n  1:35 - Six teas", id="a block of lines"),
        pytest.param("chapters:\n  - 0:00 Hello\n  - 00:01:35 Six teas", id="a list of lines"),
        pytest.param("chapters:\n  - 0:00: Hello\n  - 1:35: Six teas", id="a colon behind the time"),
        pytest.param("chapters:\n  0:00: Hello\n  1:35: Six teas", id="no list"),
    ],
)
def test_chapters_are_lines(tmp_path, lines) -> None:
    episode, problems = load(tmp_path, lines)
    assert [(float(one.start_time), one.title) for one in episode.chapter_marks] == [(0, "Hello"), (95, "Six teas")]
    assert problems == []


def test_a_file_of_chapters_has_the_type_of_its_ending(tmp_path) -> None:
    episode, problems = load(tmp_path, "chapters: https://example.org/1.json")
    assert (episode.chapters.type, problems) == ("application/json+chapters", [])


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        pytest.param("host: Amy Brewer", [("Amy Brewer", "host")], id="a host"),
        pytest.param("guest: {name: Kim, href: https://example.org}", [("Kim", "guest")], id="a guest"),
        pytest.param("host: kim", [("Kim Leaf", "host")], id="by an id"),
        pytest.param("person: kim", [("Kim Leaf", None)], id="of no role"),
        pytest.param("hosts: kim, Amy Brewer", [("Kim Leaf", "host"), ("Amy Brewer", "host")], id="with commas"),
        pytest.param("hosts: Bo Cup, PhD", [("Bo Cup, PhD", "host")], id="a comma in a name"),
    ],
)
def test_one_person_stands_under_the_singular(tmp_path, line, roles) -> None:
    people = tmp_path / "tea-time" / "people"
    people.mkdir(parents=True)
    (people / "kim.yaml").write_text("name: Kim Leaf\n")
    episode, problems = load(tmp_path, line)
    assert [(one.name, one.role) for one in episode.persons] == roles
    assert problems == []


def test_one_sponsor_stands_under_the_singular(tmp_path) -> None:
    sponsors = tmp_path / "tea-time" / "sponsors"
    sponsors.mkdir(parents=True)
    (sponsors / "house.yaml").write_text("title: Tea House\nlink: https://example.org/house\n")
    episode, problems = load(tmp_path, "sponsor: house")
    assert "Tea House" in episode.content
    assert problems == []


@pytest.mark.parametrize(
    ("line", "meant"),
    [("hosst: amy", "hosts"), ("summry: x", "summary"), ("widthdrawn: true", "withdrawn"), ("Drafft: no", "draft")],
)
def test_a_misspelt_word_of_a_record_is_told_with_the_one_that_is_meant(tmp_path, line, meant) -> None:
    _, [problem] = load(tmp_path, line)
    assert f"did you mean `{meant}`?" in problem.message


@pytest.mark.parametrize(
    ("line", "meant"),
    [("timezone: UTC", "time_zone"), ("record: [a]", "records"), ("feedurl: https://example.org", "feed_url")],
)
def test_a_misspelt_setting_of_a_show_is_told_with_the_one_that_is_meant(tmp_path, line, meant) -> None:
    load(tmp_path, "season: 1")
    show_file = tmp_path / "tea-time" / "show.yaml"
    show_file.write_text(f"{show_file.read_text()}{line}\n")
    problems = feedkit.validate(feedkit.load(show_file.parent)).problems
    assert [f"did you mean `{meant}`?" in one.message for one in problems if one.rule == "FK377"] == [True]


def test_what_cannot_be_seen_in_notes_is_told_once_and_where_it_is(tmp_path) -> None:
    _, problems = load(tmp_path, "season: 1")
    record = tmp_path / "tea-time" / "episodes" / "001.md"
    record.write_text(f"{record.read_text('utf-8')}* zero\u200bwidth\n", "utf-8")
    problems = feedkit.validate(feedkit.load(record.parent.parent)).problems
    [problem] = [one for one in problems if one.rule == "FK126"]
    assert (problem.place.line, problem.place.column) == (record.read_text("utf-8").count("\n"), 7)


@pytest.mark.parametrize(
    ("heading", "files"),
    [
        pytest.param("Tea Time, Episode 1\nTranscript\n\n1 March 2026\n\n", ["vtt", "html"], id="a heading"),
        pytest.param("", ["vtt", "html"], id="none"),
        pytest.param(f"{'We begin ahead of the first time. ' * 4}\n\n", ["html", "txt"], id="words without a time"),
        pytest.param("AMY: We begin ahead of it.\n\n", ["html", "txt"], id="somebody who speaks"),
    ],
)
def test_a_heading_above_a_transcript_with_times_costs_no_captions(tmp_path, heading, files) -> None:
    said = "[00:00:08] AMY: Hello and welcome.\n\n[00:00:15] KIM: Thank you.\n\n[00:00:21] AMY: Tea?\n"
    folder = tmp_path / "tea-time" / "transcripts"
    folder.mkdir(parents=True)
    (folder / "001.txt").write_text(heading + said, "utf-8")
    load(tmp_path, "season: 1")
    feed = feedkit.build(feedkit.load(folder.parent))
    assets = {path.rpartition(".transcript.")[2]: one.decode() for path, one in feed.assets.items() if "/001." in path}
    found = {name: text for name, text in assets.items() if "/" not in name}
    assert [*found] == files
    assert heading.split("\n")[0].strip().removeprefix("AMY: ") in found["html"]
    assert "Episode 1" not in found.get("vtt", "")


@pytest.mark.parametrize(
    ("title", "rules"),
    [("Milk &amp;amp; tea", ["FK009"]), ("<b>Tea</b> time", ["FK061"]), ("Tea\u202etime", ["FK126"])],
)
def test_a_fault_of_a_title_is_told_once(tmp_path, title, rules) -> None:
    _, problems = load(tmp_path, f"title: {title}", instead_of="title")
    assert [one.rule for one in problems] == rules


def overlaid(folder: Path, overlay: str, line: str) -> tuple[Any, list[Any]]:
    """As `load`, with an overlay over the record."""
    (folder / "tea-time" / "overlays").mkdir(parents=True)
    (folder / "tea-time" / "overlays" / "001.yaml").write_text(overlay, "utf-8")
    return load(folder, line)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param("chapters: [0:00 Hello, 1:35 Tea]", "chapters", id="a list of chapters"),
        pytest.param("chapters: https://example.org/1.json", "chapters", id="a file of chapters"),
        pytest.param("tags: [tea]", "tags", id="a list"),
        pytest.param("tag: tea", "tags", id="a list by its singular"),
        pytest.param("host: Amy Brewer", "hosts", id="people"),
        pytest.param("image: https://example.org/1.jpg", "image", id="a short form"),
        pytest.param("season: 3", "season", id="a number"),
    ],
)
def test_null_in_an_overlay_silences_the_record(tmp_path, line, field) -> None:
    silenced, _ = overlaid(tmp_path / "one", f"{field}: null\n", line)
    without, _ = overlaid(tmp_path / "other", "title: Green tea\n", "explicit: false")
    assert silenced.model_dump(exclude={"explicit"}) == without.model_dump(exclude={"explicit"})


def test_a_key_in_an_overlay_is_told(tmp_path) -> None:
    _, [problem] = overlaid(tmp_path, "title: Black tea\nkey: 002\n", "season: 1")
    assert (problem.rule, problem.place.line) == ("FK377", 2)
    assert "`key` is not a field" in problem.message


def test_a_number_that_apple_does_not_take_leaves_no_other_behind(tmp_path) -> None:
    episode, _ = overlaid(tmp_path, "episode: 12.5\nseason: {name: Oolong}\n", "season: 3\nepisode: 12")
    assert (str(episode.episode.number), episode.itunes_episode) == ("12.5", None)
    assert (episode.season.number, episode.season.name, episode.itunes_season) == (3, "Oolong", 3)


@pytest.mark.parametrize("line", ["link: www.example.org/42", "image: www.example.org/42.jpg"])
def test_an_address_without_its_scheme_is_told_and_not_made_a_path(tmp_path, line) -> None:
    _, problems = load(tmp_path, line, instead_of="link")
    assert [one.rule for one in problems if "www.example.org/42" in one.message] == ["FK128"]


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        pytest.param("tags: green tea, oolong", ["green tea", "oolong"], id="with commas"),
        pytest.param("tags: tea", ["tea"], id="one"),
        pytest.param('tags: ["Milk, sugar"]', ["Milk, sugar"], id="a comma in a list"),
        pytest.param('tag: "Milk, sugar"', ["Milk, sugar"], id="a comma under the singular, as an import writes it"),
    ],
)
def test_tags_may_stand_in_a_line(tmp_path, line, tags) -> None:
    episode, problems = load(tmp_path, line)
    assert ([tag.text for tag in episode.tags], problems) == (tags, [])


def test_parts_of_a_person_may_have_their_usual_names(tmp_path) -> None:
    line = "guest: {name: Kim, url: https://example.org/kim, photo: https://example.org/kim.jpg}"
    episode, problems = load(tmp_path, line)
    [person] = episode.persons
    assert (person.href, person.img, problems) == ("https://example.org/kim", "https://example.org/kim.jpg", [])
