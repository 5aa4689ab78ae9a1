"""What a show file can do with records: eras of titles, addresses by template, counters, sponsors, renditions, lists."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import feedkit
from feedkit.complete import thanks
from feedkit.problems import Level, Place, Problem
from feedkit.records.eras import template_of
from feedkit.records.load import load_source
from feedkit.records.show_file import TitleEra
from feedkit.transcripts.source import MOST_BYTES
from tests.test_broken_records import GOOD, SHOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "tea-time" / "show.yaml", SHOW)
    write(tmp_path / "tea-time" / "episodes" / "001.md", GOOD)
    return tmp_path / "tea-time"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(folder: Path, slug: str) -> list[Problem]:
    return [problem for problem in feedkit.validate(folder) if problem.slug == slug]


ERAS = tuple(
    TitleEra.model_validate(era)
    for era in (
        {"until": "56", "template": "old"},
        {"from": "57", "until": "99.5", "template": "middle"},
        {"since": "2020-01-01", "until": "2020-12-31", "template": "twenty"},
    )
)


@pytest.mark.parametrize(
    ("number", "date", "expected"),
    [
        pytest.param(1, None, "old", id="before the end"),
        pytest.param("56", None, "old", id="at the end, as text"),
        pytest.param("057", None, "middle", id="at the beginning, with a zero ahead"),
        pytest.param("99.5", None, "middle", id="half a number"),
        pytest.param(100, "2020-12-31T23:59:00-08:00", "twenty", id="the last day, in the record's own zone"),
        pytest.param(100, "2021-01-01", "rest", id="the day after"),
        pytest.param(None, None, "rest", id="neither number nor date"),
        pytest.param("p01", "2019-12-31", "rest", id="a name and too early"),
        pytest.param("NaN", None, "rest", id="no number, by its own word"),
    ],
)
def test_the_first_era_that_holds_an_episode_counts(number, date, expected):
    assert template_of(ERAS, number, date, "rest") == expected


@pytest.mark.parametrize("era", ["{template: '{x}'}", "{until: later, template: a}", "{until: 5}", "5"])
def test_an_era_that_cannot_be_read_is_told_at_its_line(folder, era):
    write(folder / "show.yaml", SHOW + f"title_templates:\n  - {era}\n")
    [problem] = [p for p in told(folder, "rec-schema") if p.field.startswith("title_templates")]
    assert problem.place.line == SHOW.count("\n") + 2


def test_a_records_own_template_that_cannot_be_filled_is_told(folder):
    write(folder / "overlays" / "001.yaml", 'title_template: "{nummer}: {title}"\n')
    [problem] = told(folder, "rec-schema")
    assert (Path(problem.place.path).name, problem.place.line) == ("001.yaml", 1)
    assert "`{episode}`" in problem.mend


def test_a_number_in_a_template_has_no_leading_zeros_but_those_it_asks_for(folder):
    write(folder / "show.yaml", SHOW + 'title_template: "{episode}/{episode:03}: {title}"\n')
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "episode: 007\nduration:"))
    assert feedkit.load(folder).episodes[0].title == "7/007: Green tea"


def test_an_episode_without_a_page_gets_one_by_template(folder):
    write(folder / "show.yaml", SHOW + "link_template: https://example.org/episodes/{key}/\n")
    write(folder / "episodes" / "001.md", GOOD.replace("link: https://example.org/tea-time/1\n", ""))
    assert feedkit.load(folder).episodes[0].link == "https://example.org/episodes/001/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://example.org/a.mp3", "https://op3.dev/e/example.org/a.mp3", id="loses its scheme"),
        pytest.param("http://example.org/a.mp3", "https://op3.dev/e/http://example.org/a.mp3", id="http stays"),
        pytest.param("https://op3.dev/e/example.org/a.mp3", "https://op3.dev/e/example.org/a.mp3", id="once"),
        pytest.param("a b.mp3", "https://op3.dev/e/media.example.org/x/a%20b.mp3", id="made whole first"),
    ],
)
def test_media_are_counted_on_their_way(folder, url, expected):
    more = "media_prefix: https://op3.dev/e/\nmedia_base: https://media.example.org/x/\n"
    write(folder / "show.yaml", SHOW + more)
    write(folder / "episodes" / "001.md", GOOD.replace("https://example.org/audio/1.mp3", url))
    assert feedkit.load(folder).episodes[0].enclosure.url == expected


def test_sponsors_are_thanked_after_the_notes_or_the_description(folder):
    write(folder / "sponsors" / "pots.yaml", "title: Pots & Co\nlink: https://example.org/?a=1&b=2\naliases: [pans]\n")
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "sponsors: [pots, pans]\nduration:"))
    content = feedkit.load(folder).episodes[0].content
    assert content.endswith('<li><a href="https://example.org/?a=1&amp;b=2">Pots &amp; Co</a></li>\n</ul>')
    assert content.count("Pots") == 1
    assert content.index("Six teas") < content.index("<p>Sponsored by:</p>")


def test_a_sponsor_without_a_file_is_told_and_a_folder_that_is_not_there_too(folder):
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "sponsors: [pats]\nduration:"))
    [left_out] = told(folder, "rec-left-out")
    assert left_out.level == Level.INFO
    write(folder / "sponsors" / "pots.yaml", "title: Pots & Co\n")
    [unknown] = told(folder, "rec-sponsor-unknown")
    assert unknown.mend.startswith("did you mean `pots`?")
    assert unknown.place.line == left_out.place.line > 1


def test_what_a_sponsor_says_is_no_markup():
    html = thanks([{"title": "<b>", "link": "javascript:alert(1)", "description": "a <script>"}])
    assert "<li>&lt;b&gt;: a &lt;script&gt;</li>" in html


def test_tags_stand_once_and_each_repeat_is_told_at_its_line(folder):
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "tags:\n  - tea\n  - pot\n  - tea\nduration:"))
    assert [tag.text for tag in feedkit.load(folder).episodes[0].tags] == ["tea", "pot"]
    [problem] = told(folder, "rec-left-out")
    first = next(n for n, line in enumerate(GOOD.split("\n"), 1) if line.startswith("duration:"))
    assert problem.place.line == first + 3


CHAPTERS = """\
chapters:
  - {start_time: 60, title: B}
  - {start_time: 0, title: A}
  - {start_time: 60, title: B}
  - {start_time: "9:00:00", title: Late}
  - {start_time: soon, title: Never}
"""


def test_chapters_of_any_dialect_are_tidied_and_each_defect_is_told_once(folder):
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", CHAPTERS + "duration:"))
    show = feedkit.load(folder)
    assert [(mark.start_time, mark.title) for mark in show.episodes[0].chapter_marks] == [(0, "A"), (60, "B")]
    first = next(n for n, line in enumerate(GOOD.split("\n"), 1) if line.startswith("duration:"))
    lines = {(p.slug, p.place.line - first) for p in feedkit.validate(show) if p.field.startswith("chapter_marks")}
    assert lines == {
        ("jc-ascending", 2),
        ("jc-start-distinct", 3),
        ("jc-within-duration", 4),
        ("rec-schema", 5),
    }


@pytest.mark.parametrize(
    ("field", "text"),
    [
        pytest.param("duration", "MM:SS", id="minutes and seconds"),
        pytest.param("duration", "HH:MM:SS", id="hours"),
        pytest.param("enclosure.length", "NUM_BYTES", id="bytes"),
        pytest.param("pub_date", "YYYY-MM-DD", id="date"),
        pytest.param("guid", "{{ guid }}", id="template syntax"),
        pytest.param("link", "TODO", id="to do"),
    ],
)
def test_what_a_template_left_is_set_aside_and_told_once(folder, field, text):
    inner = field.split(".")
    value = f'{{length: "{text}"}}' if len(inner) > 1 else f'"{text}"'
    write(folder / "overlays" / "001.yaml", f"{inner[0]}: {value}\n")
    [problem] = told(folder, "rec-placeholder")
    assert (Path(problem.place.path).name, problem.place.line) == ("001.yaml", 1)
    assert problem.field.removesuffix(".text") == field
    assert text not in feedkit.build(feedkit.load(folder)).xml.decode()


def test_a_title_may_be_to_do(folder):
    write(folder / "overlays" / "001.yaml", "title: TODO\n")
    assert feedkit.load(folder).episodes[0].title == "TODO"
    assert told(folder, "rec-placeholder") == []


def test_a_transcript_that_is_too_large_is_not_read(folder):
    write(folder / "transcripts" / "001.vtt", "WEBVTT\n")
    os.truncate(folder / "transcripts" / "001.vtt", MOST_BYTES + 1)
    [problem] = told(folder, "rec-limits")
    assert problem.place == Place((folder / "transcripts" / "001.vtt").as_posix())


def test_several_shows_share_people_and_sponsors(folder):
    write(folder.parent / "people" / "amy.yaml", "name: Amy Brewer\n")
    write(folder.parent / "sponsors" / "pots.yaml", "title: Pots\n")
    write(folder / "show.yaml", SHOW + "people: ../people\nsponsors: ../sponsors\n")
    record = GOOD.replace("duration:", "guests: [amy]\nsponsors: [pots]\nduration:")
    write(folder / "episodes" / "001.md", record)
    episode = feedkit.load(folder).episodes[0]
    assert "Amy Brewer" in {person.name for person in episode.persons}
    assert "<li>Pots</li>" in episode.content


def test_a_pattern_that_is_none_is_told(folder):
    write(folder / "show.yaml", SHOW + "records: ['episodes/*', /etc/*.md]\n")
    [problem] = told(folder, "rec-schema")
    assert "`/etc/*.md` is no pattern of file names" in problem.message
    assert len(feedkit.load(folder).episodes) == 1


def test_what_records_cannot_say_an_overlay_says(folder):
    said = "explicit: true\nepisode_type: bonus\nseason: 2\nimage: https://example.org/1.jpg\ntitle_template: 'Bonus: {title}'\n"
    write(folder / "overlays" / "001.yaml", said)
    episode = feedkit.load(folder).episodes[0]
    assert (episode.explicit, episode.episode_type, episode.itunes_season) == (True, "bonus", 2)
    assert (episode.image.href, episode.title) == ("https://example.org/1.jpg", "Bonus: Green tea")


@pytest.mark.parametrize(
    ("asked", "kept", "left_out"),
    [
        pytest.param("", [], {"audio.ogg", "audio.m4a"}, id="nothing asked for"),
        pytest.param("alternates: [ogg]\n", ["audio/ogg"], {"audio.m4a"}, id="one of two"),
        pytest.param("alternates: m4a\n", ["audio/x-m4a"], {"audio.ogg"}, id="one, not in a list"),
    ],
)
def test_other_renditions_are_published_where_the_show_file_asks(folder, asked, kept, left_out):
    write(folder / "show.yaml", SHOW + asked)
    audio = "".join(f"  {name}: https://example.org/1.{name}\n" for name in ("mp3", "ogg", "m4a"))
    write(folder / "episodes" / "001.md", f"---\ntitle: A\nguid: a\ndate: 2026-03-01T06:00:00Z\naudio:\n{audio}---\n")
    show = feedkit.load(folder)
    assert [one.type for one in show.episodes[0].alternate_enclosures] == kept
    [problem] = told(folder, "rec-left-out")
    assert left_out == {name for name in ("audio.ogg", "audio.m4a") if f"`{name}`" in problem.message}


def test_a_rendition_that_feedkit_does_not_know_of_is_told(folder):
    write(folder / "show.yaml", SHOW + "alternates: [oggg]\n")
    [problem] = told(folder, "rec-schema")
    assert problem.place.line == SHOW.count("\n") + 1


@pytest.mark.parametrize(
    ("overlay", "cues"),
    [
        pytest.param("transcript: talks/2.vtt\n", ["Two."], id="the overlay's"),
        pytest.param("title: A\n", ["One."], id="the record's"),
        pytest.param("transcript: null\n", [], id="none"),
    ],
)
def test_the_best_source_names_the_transcript_and_null_means_none(folder, overlay, cues):
    for number, word in (("1", "One."), ("2", "Two.")):
        write(folder / "talks" / f"{number}.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{word}\n")
    write(folder / "episodes" / "001.md", GOOD.replace("duration:", "transcript: talks/1.vtt\nduration:"))
    write(folder / "overlays" / "001.yaml", overlay)
    [draft] = load_source(folder).drafts
    assert [cue.text for cue in draft.cues] == cues
