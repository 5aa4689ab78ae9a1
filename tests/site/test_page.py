"""The page beside the feed: what stands on it, what cannot get onto it, and who can use it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from base64 import b64encode
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feedkit
from feedkit.errors import WriteError
from feedkit.feed.write import write_feed
from feedkit.publishing import publish
from feedkit.settings import Settings
from feedkit.site.episode import Setting, old_episode
from feedkit.site.page import WHOLE
from feedkit.site.words import WORDS, Words, running_time
from feedkit.tags.episode import Episode
from tests.conftest import CASES, ROOT
from tests.site.shows import HEADINGS, addresses, page_of, parsed, text_of, write_show
from tests.test_broken_records import GOOD

PAGES = sorted(
    [*(ROOT / "feeds").glob("*/index.html"), *(CASES / "build").glob("*/expected/*/index.html")],
)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>&lt;b&gt;"
BAD_ADDRESS = "javascript:alert(1)"


def many_records() -> list[str]:
    """More records than stand whole on a page; the last is the newest."""
    return [
        GOOD.replace("tea-1", f"tea-{n}").replace("Green tea", f"Tea {n}").replace("03-01", f"03-01T00:{n:02}:00Z #")
        for n in range(WHOLE + 2)
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.relative_to(ROOT).parts[-4:-1]))
def test_a_page_is_strict_html_that_everybody_can_use(path: Path) -> None:
    tree = parsed(path.read_text("utf-8"))
    assert tree.get("lang")
    levels = [int(node.tag[1]) for node in tree.iter(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert all(node.get("alt") is not None for node in tree.iter("img"))
    assert all(node.get("aria-label") for node in tree.iter("audio", "video", "nav"))
    assert all(text_of(node) for node in tree.iter("a", "summary", *HEADINGS))
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in addresses(tree) if one.startswith("#")} <= set(ids)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.relative_to(ROOT).parts[-4:-1]))
def test_nothing_but_the_pages_own_style_and_script_may_run(path: Path) -> None:
    tree = parsed(path.read_text("utf-8"))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    for tag in ("style", "script"):
        (own,) = tree.iter(tag)
        digest = b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert directives[f"{tag}-src"] == f"'sha256-{digest}'"
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on") or name == "style"]


def test_the_page_says_what_the_feed_says(tmp_path: Path) -> None:
    record = GOOD.replace(
        "title: Green tea",
        "title: Green tea\nseason: 2\nepisode: 7\npersons: [{name: Bo Leaf, role: guest}]\nexplicit: true",
    )
    tree = parsed(page_of(write_show(tmp_path, record)))
    (article,) = tree.iter("article")
    assert text_of(article.find("h3")) == "Green tea"
    assert text_of(article.find("p[@class='facts']")) == "1 March 2026 · 50 min · Season 2 · Episode 7 · Explicit"
    assert article.find("audio").get("src") == "https://example.org/audio/1.mp3"
    assert article.find("audio").get("preload") == "none"
    assert text_of(article.find("p[@class='people']")) == "With Bo Leaf (guest)"
    assert [text_of(node) for node in article.iter("summary")] == ["Notes"]
    assert "https://example.org/six-teas" in [*addresses(article)]
    feed = tree.find("head/link[@rel='alternate']")
    assert (feed.get("type"), feed.get("href")) == ("application/rss+xml", "https://example.org/feeds/tea-time.xml")


def test_chapters_lead_into_the_media_with_and_without_a_script(tmp_path: Path) -> None:
    marks = (
        '[{start_time: "1:35", title: Second}, {start_time: 0, title: First}, {start_time: 60, title: x, toc: false}]'
    )
    tree = parsed(page_of(write_show(tmp_path, GOOD.replace("duration:", f"chapters: {marks}\nduration:"))))
    links = tree.xpath("//details[@class='chapters']//a")
    assert [(text_of(link), link.get("href")) for link in links] == [
        ("0:00 First", "https://example.org/audio/1.mp3#t=0"),
        ("1:35 Second", "https://example.org/audio/1.mp3#t=95"),
    ]


def test_guessed_chapters_say_so_with_origin_error_and_confidence() -> None:
    tree = parsed(page_of(ROOT / "seeds" / "telemetry-now"))
    (chapters,) = tree.xpath("//details[@class='chapters']")
    assert text_of(chapters.find("summary")) == "Chapters guessed"
    origin = text_of(chapters.find("p[@class='guess']"))
    assert "from the transcript, not set by the author (likelihood-dp/" in origin
    assert re.search(r"Starts are estimated, ± \d+ s", origin)
    items = [text_of(item) for item in chapters.iter("li")]
    assert len(items) > 5
    assert all(re.fullmatch(r"≈ [\d:]+ .+ \d+%", item) for item in items)


def test_guesses_that_have_no_times_stand_at_their_words_on_the_page_and_nowhere_in_the_feed(tmp_path: Path) -> None:
    show = tmp_path / "telemetry-now"
    shutil.copytree(ROOT / "seeds" / "telemetry-now", show)
    settings_ = re.sub(r"(?m)^estimate:.*\n", "", (show / "show.yaml").read_text("utf-8"))
    (show / "show.yaml").write_text(settings_, "utf-8")
    feed = feedkit.build(feedkit.enrich(feedkit.load(show)))
    (chapters,) = parsed(feed.assets["telemetry-now/index.html"].decode()).xpath("//details[@class='chapters']")
    items = [text_of(item) for item in chapters.iter("li")]
    assert {item[0].tag for item in chapters.iter("li")} == {"span"}  # which has the width of the row
    assert "The transcript has no times" in text_of(chapters.find("p[@class='guess']"))
    assert all(re.fullmatch(r".+ word \d+ of \d+ \d+%", item) for item in items)
    assert any(item.startswith("Cisco AI Defense word 21") for item in items)
    assert b"podcast:chapters" not in feed.xml
    guess = json.loads(feed.assets["telemetry-now/origins.json"])["episodes"]["s02e29"]["chapter_marks"]
    assert all(
        f"word {one['word'] + 1} of {guess['words']}" in item
        for item, one in zip(items, guess["chapters"], strict=True)
    )


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("en", " (summary guessed from the transcript)"),
        ("de-at", " (Zusammenfassung aus dem Transkript vermutet)"),
        ("ja", " (summary guessed from the transcript)"),
    ],
)
def test_a_guessed_summary_says_so_in_the_feed_and_more_of_it_on_the_page(
    language: str, mark: str, tmp_path: Path
) -> None:
    record = re.sub(r"(?m)^description:.*\n|^\* .*\n", "", GOOD)
    show = write_show(tmp_path, record)
    (show / "transcripts").mkdir()
    talk = CASES / "build" / "guesses-fill-only-what-is-open" / "transcripts" / "one.vtt"
    shutil.copy(talk, show / "transcripts" / "001.vtt")
    file = show / "show.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8")
    feed = feedkit.build(feedkit.enrich(feedkit.load(show)))
    assert feed.show is not None
    said = feed.show.episodes[0].description or ""
    assert said.endswith(mark)
    tree = parsed(page_of(show))
    assert said.removesuffix(mark) in [text_of(node) for node in tree.iterfind(".//div[@class='prose']")]
    if language == "en":
        told = text_of(tree.find(".//p[@class='guess']"))
        assert re.search(r"^Guessed .* not written by the author \(.+; \d+% sure\)\.$", told)


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    quoted = yaml.safe_dump(HOSTILE, width=10_000).splitlines()[0]
    record = GOOD.replace("Green tea", quoted).replace("We taste six green teas and rank them.", quoted)
    record = record.replace("link: https://example.org/tea-time/1", f"link: '{BAD_ADDRESS}'")
    people = f"persons: [{{name: {quoted}, href: '{BAD_ADDRESS}', img: '{BAD_ADDRESS}'}}]\n"
    marks = f"chapters: [{{start_time: 0, title: {quoted}, url: '{BAD_ADDRESS}'}}, {{start_time: 9, title: b}}]\n"
    record = record.replace("duration:", f"{people}{marks}duration:") + f"\n{HOSTILE}\n\n[x]({BAD_ADDRESS})\n"
    more = f"copyright: {quoted}\nfunding: {{url: '{BAD_ADDRESS}', title: {quoted}}}\nlicense: {quoted}\n"
    tree = parsed(page_of(write_show(tmp_path, record, more=more)))
    assert [node.tag for node in tree.iter("script", "svg", "iframe", "object", "form")] == ["script"]
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert all(re.match(r"https?://|#|[\w.-]+$", one) for one in addresses(tree))
    assert text_of(tree.find(".//h3")) == HOSTILE
    assert text_of(tree.find(".//footer/p")) == HOSTILE


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_title_is_read_as_it_was_written(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    title = " ".join(text.split()) or "Tea"
    quoted = yaml.safe_dump(title, width=10_000, default_style='"').strip()
    tree = parsed(page_of(write_show(tmp_path_factory.mktemp("show"), GOOD.replace("Green tea", quoted))))
    assert text_of(tree.find(".//h3")) == title


def test_controls_that_html_takes_for_an_error_are_left_out(tmp_path: Path) -> None:
    record = GOOD.replace("Green tea", '"Green\\x95 te\\x7fa"').replace("Six teas", "Six\x95 teas")
    tree = parsed(page_of(write_show(tmp_path, record)))
    assert text_of(tree.find(".//h3")) == "Green tea"
    assert text_of(tree.find(".//details//li")) == "Six teas"


def test_media_that_is_no_address_of_the_web_has_no_player(tmp_path: Path) -> None:
    tree = parsed(page_of(write_show(tmp_path, GOOD.replace("https://example.org/audio/1.mp3", BAD_ADDRESS))))
    assert tree.find(".//audio") is None
    assert BAD_ADDRESS not in [*addresses(tree)]


def test_old_episodes_have_a_line_where_they_were_and_are_found_by_the_same_address(tmp_path: Path) -> None:
    tree = parsed(page_of(write_show(tmp_path, *many_records())))
    assert len([*tree.iter("article")]) == WHOLE
    rows = tree.findall(".//ul[@class='rows']/li")
    assert [row.get("id") for row in rows] == ["episode-002", "episode-001"]
    assert text_of(rows[0]) == "1 March 2026 Tea 1 50 min Listen"
    assert {node.get("id") for node in tree.iter("article")} >= {"episode-003", f"episode-{WHOLE + 2:03}"}


def test_an_old_episode_leads_to_the_transcript_that_people_read() -> None:
    vtt, page = ({"url": f"https://tea.fm/1.{form}", "type": f"text/{form}"} for form in ("vtt", "html"))
    episode = Episode.model_validate({"key": "1", "title": "Tea", "transcripts": [vtt, page]})
    row = old_episode(episode, Setting(Words("en"), "https://tea.fm/"))
    assert '<a href="1.html">Transcript</a>' in row
    assert "1.vtt" not in row


def test_a_page_made_of_kept_episodes_is_the_page_made_of_all_anew(tmp_path: Path) -> None:
    show, out = write_show(tmp_path, *many_records()), tmp_path / "feeds"
    publish(show, out, Settings())
    (show / "episodes" / "001.md").write_text(many_records()[0].replace("Tea 0", "White tea"), "utf-8")
    (show / "episodes" / "100.md").write_text(GOOD.replace("tea-1", "tea-new").replace("03-01", "04-01"), "utf-8")
    assert publish(show, out, Settings()).written is not None
    page = (out / "tea-time" / "index.html").read_text("utf-8")
    assert page == page_of(show)
    assert "White tea" in page
    assert [row.get("id") for row in parsed(page).findall(".//ul[@class='rows']/li")][:1] == ["episode-003"]


def test_files_beside_the_page_are_linked_from_where_it_is(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    (show / "transcripts").mkdir()
    (show / "transcripts" / "001.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n", "utf-8")
    links = {text_of(link): link.get("href") for link in parsed(page_of(show)).iter("a")}
    assert links["Transcript (VTT)"] == "001.transcript.vtt"
    assert links["Transcript (HTML)"] == "001.transcript.html"


def test_a_description_made_of_the_notes_is_not_shown_twice(tmp_path: Path) -> None:
    record = re.sub(r"(?m)^description:.*\n", "", GOOD)
    short = parsed(page_of(write_show(tmp_path / "short", record)))
    assert text_of(short.find(".//article/div[@class='prose']")) == "Six teas"
    assert short.find(".//details") is None
    long = parsed(page_of(write_show(tmp_path / "long", record + "* and another one\n" * 40)))
    assert long.find(".//article/div[@class='prose']") is None
    assert text_of(long.find(".//summary")) == "Notes"


@pytest.mark.parametrize(
    ("language", "date", "words"),
    [
        pytest.param("de-DE", "1. März 2026", "Episoden", id="German"),
        pytest.param("fr", "1 mars 2026", "Épisodes", id="French"),
        pytest.param("es-mx", "1 de marzo de 2026", "Episodios", id="Spanish"),
        pytest.param("ja", "1 March 2026", "Episodes", id="another language has English words"),
    ],
)
def test_the_page_speaks_the_shows_language(language: str, date: str, words: str, tmp_path: Path) -> None:
    show = write_show(tmp_path)
    file = show / "show.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8")
    tree = parsed(page_of(show))
    assert tree.get("lang") == language
    assert text_of(tree.find(".//time")) == date
    assert text_of(tree.find(".//h2")) == words


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        pytest.param("ar", "rtl", id="Arabic"),
        pytest.param("ckb-IQ", "rtl", id="Sorani"),
        pytest.param("pa-Arab-PK", "rtl", id="a language in another script than its usual one"),
        pytest.param("ar-Latn", None, id="Arabic in Latin letters"),
        pytest.param("ja", None, id="Japanese"),
        pytest.param("en-GB", None, id="English"),
    ],
)
def test_a_page_is_read_in_the_direction_of_its_script(language: str, direction: str | None) -> None:
    assert Words(language).direction == direction


@pytest.mark.parametrize(("language", "direction"), [("he", "rtl"), ("ja", None)])
def test_english_words_on_a_page_in_another_language_say_so(
    language: str, direction: str | None, tmp_path: Path
) -> None:
    show = write_show(tmp_path)
    file = show / "show.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8")
    tree = parsed(page_of(show))
    english = tree.xpath("//*[@lang='en']")
    assert {text_of(one) for one in english} >= {"Episodes", "1 March 2026", "50 min", "Notes", "Download"}
    assert {one.get("dir") for one in english} == {direction and "ltr"}
    assert tree.get("dir") == direction


def test_a_feed_whose_address_is_not_known_is_linked_and_not_to_be_pasted(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    file = show / "show.yaml"
    file.write_text(re.sub(r"(?m)^(feed|public)_url:.*\n", "", file.read_text("utf-8")), "utf-8")
    (address, *_) = parsed(page_of(show)).iterfind(".//nav/p")
    assert (text_of(address), address.find("a").get("href")) == ("RSS", "../tea-time.xml")


def test_a_page_in_a_language_that_it_speaks_needs_no_such_marks() -> None:
    assert Words("de-AT")("season", 2) == "Staffel 2"


def test_a_show_without_episodes_says_that_there_are_none(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    (show / "episodes" / "001.md").unlink()
    assert text_of(parsed(page_of(show)).find(".//main")) == "Episodes There are none yet."


@pytest.mark.parametrize("name", sorted(WORDS))
def test_words_take_the_same_values_in_every_language(name: str) -> None:
    assert len({words.count("{}") for words in WORDS[name]}) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(45, "45 s"), (60, "1 min"), (2761, "46 min"), (3600, "1 h"), (3599, "1 h"), (7325, "2 h 2 min")],
)
def test_lengths_are_written_short(seconds: int, words: str) -> None:
    assert running_time(seconds) == words


def test_without_a_site_there_is_no_page_and_an_older_one_goes(tmp_path: Path) -> None:
    show, out = write_show(tmp_path), tmp_path / "feeds"
    write_feed(feedkit.build(feedkit.load(show)), out)
    assert (out / "tea-time" / "index.html").is_file()
    (show / "show.yaml").write_text((show / "show.yaml").read_text("utf-8") + "site: false\n", "utf-8")
    assert write_feed(feedkit.build(feedkit.load(show)), out).removed == ("tea-time/index.html",)


def test_somebodys_own_page_is_neither_replaced_nor_removed(tmp_path: Path) -> None:
    show, page = write_show(tmp_path), tmp_path / "feeds" / "tea-time" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<title>Mine</title>", "utf-8")
    with pytest.raises(WriteError, match="`site: false`"):
        write_feed(feedkit.build(feedkit.load(show)), tmp_path / "feeds")
    assert [path.name for path in (tmp_path / "feeds").rglob("*") if path.is_file()] == ["index.html"]
    (show / "show.yaml").write_text((show / "show.yaml").read_text("utf-8") + "site: no\n", "utf-8")
    assert write_feed(feedkit.build(feedkit.load(show)), tmp_path / "feeds").removed == ()
    assert page.read_text("utf-8") == "<title>Mine</title>"
