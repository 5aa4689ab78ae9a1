"""Rules on what only records know: what was guessed, which transcript it was guessed from, and which shows are beside."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_examples import ALL, problems_of_record, show_of

import feedkit
from feedkit.chapters.chapter import Chapters
from feedkit.problems import Place, Problem
from feedkit.rules.judging import judge
from feedkit.rules.page import Example
from feedkit.rules.subject import Drafted, Subject
from feedkit.tags.identity import podcast_guid
from feedkit.tags.settle import settle
from feedkit.tags.show import Show
from feedkit.transcripts.cue import Cue


def problems_of_drafted(example: Example | None, **known: object) -> list[Problem]:
    """The problems of the good show whose first episode came about in some way."""
    raw = show_of(example)
    raw["links"], raw["categories"] = list(raw["links"]), list(raw["categories"])
    show = settle(Show, raw).value
    drafted = (Drafted(("episodes", 0), show.episodes[0], **known), Drafted(("episodes", 1), show.episodes[1]))  # type: ignore[arg-type]
    found = judge(Subject(show, lambda path: Place("show.yaml", 1 + len(path)), settings=ALL, drafted=drafted))
    return [p for p in found if p.rule in {"FK218", "FK339", "FK363", "FK380", "FK381"}]


AI = '[{purpose: ai-content, text: "false"}]'


@pytest.mark.parametrize(
    ("example", "slugs"),
    [
        pytest.param(None, {"rec-merge-precedence", "txt-ai-content-declared"}, id="nothing is said of machines"),
        pytest.param(Example("show", f"txts: {AI}"), {"rec-merge-precedence"}, id="the show says so"),
        pytest.param(Example("episode", f"txts: {AI}"), {"rec-merge-precedence"}, id="the episode says so"),
    ],
)
def test_a_guessed_description_is_told_once_and_asks_what_listeners_are_told(example: Example | None, slugs: set[str]):
    found = problems_of_drafted(example, guessed=frozenset({"description"}))
    assert {p.slug for p in found} == slugs
    used = next(p for p in found if p.slug == "rec-merge-precedence")
    assert used.message == "the description was made from the transcript"


def test_guessed_keywords_are_told_as_such():
    found = problems_of_drafted(None, guessed=frozenset({"tags"}))
    assert [p.message for p in found if p.slug == "rec-merge-precedence"] == [
        "the keywords were made from the transcript"
    ]
    assert any(p.message.startswith("a machine made the keywords, and") for p in found)


def test_what_people_wrote_is_not_told():
    assert problems_of_drafted(None) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(f"description: {'x' * 4001}", "has 4001 bytes; 4000 is the most", id="too long"),
        pytest.param("description: <h1>Tea</h1>", "holds `<h1>`", id="a heading"),
        pytest.param("chapter_marks: [{start_time: 5, title: Hello}]", "do not begin at 0", id="a late start"),
        pytest.param(
            "chapter_marks: [{start_time: 0, title: Hi}, {start_time: 9, title: B}, {start_time: 9, title: C}]",
            "are out of order",
            id="two at one time",
        ),
        pytest.param(
            "{duration: 3600, chapter_marks: [{start_time: 0, title: Hi}, {start_time: 4260, title: Bye}]}",
            "go beyond the end (4260 s of 3600 s)",
            id="71 minutes into 60",
        ),
        pytest.param("chapter_marks: [{start_time: 0}]", "have a title of 0 characters", id="no title"),
    ],
)
def test_a_guess_keeps_the_limits_of_what_is_written(text: str, message: str):
    field = "chapter_marks" if "chapter_marks" in text else "description"
    found = problems_of_drafted(Example("episode", text), guessed=frozenset({field}))
    assert [p.message.partition(" guessed ")[2].partition(" ")[2] for p in found if p.rule == "FK381"] == [message]
    assert not [p for p in problems_of_drafted(Example("episode", text)) if p.rule == "FK381"]


@pytest.mark.parametrize(
    ("text", "language", "fits"),
    [
        pytest.param("Сегодня мы говорим о чае.", "es", False, id="Cyrillic in Spanish"),
        pytest.param("Сегодня мы говорим о чае.", "ru", True, id="Cyrillic in Russian"),
        pytest.param("Today we talk about tea.", "ru", False, id="English words as Russian"),
        pytest.param("Today we talk about tea.", "de-AT", True, id="Latin letters"),
        pytest.param("今日はお茶の話をします。", "ja", True, id="Kana and Kanji"),
        pytest.param("Danas pričamo o čaju.", "sr", True, id="a language of two scripts"),
        pytest.param("12:30 ...", "ru", True, id="no letters"),
    ],
)
def test_a_transcript_is_in_the_script_of_its_language(text: str, language: str, fits: bool):
    found = problems_of_drafted(
        Example("episode", f'transcripts: [{{url: "https://tea.fm/1.vtt", type: text/vtt, language: {language}}}]'),
        cues=(Cue(text, 0.0, 5.0),),
    )
    assert [p.slug for p in found] == ([] if fits else ["tf-language-detected"])


def test_names_in_a_chapters_file_are_compared():
    head = Chapters(title="Green tea, part 1", podcast_name="Tea  time")
    found = problems_of_drafted(None, chapters_head=head)
    assert [(p.slug, p.message) for p in found] == [
        ("jc-metadata-agrees", "the chapters say that `title` is `Green tea, part 1`, and it is `Green tea, part 9`")
    ]


SHOW = "title: Tea\nlink: https://tea.fm/\ndescription: Tea.\nrecords: []\n"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        pytest.param("feed_url: https://tea.fm/a.xml", "feed_url: https://tea.fm/a.xml", "podcast:guid", id="cloned"),
        pytest.param(
            "feed_url: https://tea.fm/a.xml\nguid: 917393e3-1b1e-5cef-ace4-edaa54e1f810",
            "feed_url: https://tea.fm/a.xml",
            "feed_url",
            id="the address alone",
        ),
        pytest.param("feed_url: https://tea.fm/a.xml", "feed_url: https://tea.fm/b.xml", "", id="two shows"),
        pytest.param("feed_url: https://tea.fm/a.xml", "[no: yaml", "", id="a neighbour that cannot be read"),
    ],
)
def test_two_shows_beside_each_other_are_two(tmp_path: Path, one: str, other: str, words: str):
    for name, more in (("a", one), ("b", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "show.yaml").write_text(f"{SHOW}{more}\n", encoding="utf-8")
    found = [p.message for p in feedkit.validate(tmp_path / "a").problems if p.rule == "FK198"]
    assert len(found) == bool(words)
    assert all(words in message and "b/show.yaml" in message for message in found)


@pytest.mark.parametrize(
    ("url", "guid", "is_told"),
    [
        pytest.param("https://tea.fm/feed/", podcast_guid("https://tea.fm/feed"), False, id="as the namespace says"),
        pytest.param("https://tea.fm/feed/", "5a29f9a0-3a5b-5e6c-8f5e-0a5d6c3b2a11", False, id="a former address"),
    ],
)
def test_a_guid_of_another_origin_is_left_alone(url: str, guid: str, is_told: bool):
    text = f'{{guid: {guid}, links: [{{href: "{url}", rel: self, type: application/rss+xml}}]}}'
    found = problems_of_record(Example("show", text))
    assert ("pguid-first-assignment" in {p.slug for p in found}) == is_told


PAGE = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Tea</title><link>https://tea.fm/</link><description>Tea.</description><podcast:guid>{guid}</podcast:guid>
<atom:link rel="{rel}" href="https://tea.fm/feeds/{other}"/>
<item><title>A</title><guid isPermaLink="false">{item}</guid></item></channel></rss>"""


@pytest.mark.parametrize(
    ("guid", "item", "words"),
    [
        pytest.param("917393e3-1b1e-5cef-ace4-edaa54e1f810", "two", [], id="disjoint"),
        pytest.param(
            "917393e3-1b1e-5cef-ace4-edaa54e1f810", "one", ["1 episode of this page is on `b.xml`"], id="overlap"
        ),
        pytest.param("9b024349-ccf0-5f69-a609-6b82873eab3c", "two", ["has another `podcast:guid`"], id="two shows"),
    ],
)
def test_pages_that_lie_beside_each_other_are_disjoint(tmp_path: Path, guid: str, item: str, words: list[str]):
    first = PAGE.format(guid="917393e3-1b1e-5cef-ace4-edaa54e1f810", rel="next", other="b.xml", item="one")
    (tmp_path / "a.xml").write_text(first, encoding="utf-8")
    (tmp_path / "b.xml").write_text(PAGE.format(guid=guid, rel="previous", other="a.xml", item=item), encoding="utf-8")
    found = [p.message for p in feedkit.validate(tmp_path / "a.xml").problems if p.rule == "FK189"]
    assert len(found) == len(words)
    assert all(word in message for word, message in zip(words, found, strict=True))
