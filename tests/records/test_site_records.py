"""Records of sites that feedkit has not seen: names of one's own, pages with folders, media by a template, links of the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import feedkit
from feedkit.records.aliases import folded
from feedkit.records.survey import survey

SHOW = """\
title: Kettle talk
link: https://kettle.example.org/talk
description: d
language: en
author: a
owner: {name: a, email: a@example.org}
image: https://kettle.example.org/cover.jpg
categories: [Arts > Food]
explicit: false
feed_url: https://kettle.example.org/feed.xml
public_url: https://kettle.example.org/
time_zone: UTC
guess: []
"""


def make(folder: Path, files: dict[str, str], show: str = "") -> Path:
    for name, text in {"show.yaml": SHOW + show, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    return [p.message for p in feedkit.validate(feedkit.load(folder)) if p.slug.startswith(("rec-", "notes-"))]


def only(folder: Path):
    [episode] = feedkit.load(folder).episodes
    return episode


def test_a_show_may_say_what_its_records_call_a_field(tmp_path):
    record = "---\ntitel: Tee\nlydfil: https://example.org/1.mp3\nbytes_i_alt: 5\nlangd: 1h 2m\ndate: 2020-01-01\n---\n"
    fields = "fields: {titel: title, lydfil: enclosure, bytes_i_alt: enclosure.length, langd: duration}\n"
    episode = only(make(tmp_path, {"episodes/1.md": record}, fields))
    assert (episode.title, episode.enclosure.url, episode.enclosure.length) == ("Tee", "https://example.org/1.mp3", 5)
    assert episode.duration == 3720


def test_a_field_that_an_alias_table_has_no_row_for_may_be_named_too(tmp_path):
    record = "---\ntitle: T\nbuch: {untertitel: S}\naudio: https://example.org/1.mp3\ndate: 2020-01-01\n---\n"
    episode = only(make(tmp_path, {"episodes/1.md": record}, "fields: {buch_untertitel: itunes_title}\n"))
    assert episode.itunes_title == "S"


def test_what_is_no_field_cannot_be_named(tmp_path):
    folder = make(tmp_path, {}, "fields: {titel: titel}\n")
    assert told(folder)[0] == "`fields.titel` is no field of an episode: `titel`; did you mean `title`?"


def test_a_page_with_a_folder_of_its_own_is_called_like_the_folder(tmp_path):
    page = "---\ntitle: {}\naudio_url: https://example.org/{}.mp3\ndate: 2020-01-0{}\n---\n"
    pages = {f"content/{name}/index.md": page.format(name, name, day) for day, name in enumerate(("tea", "pot"), 1)}
    show = feedkit.load(make(tmp_path, pages, "records: content/*/index.md\n"))
    assert {episode.key for episode in show.episodes} == {"tea", "pot"}
    (tmp_path / "show.yaml").unlink()
    assert [found.patterns for found in survey(tmp_path).shows] == [("content/**/*.md",)]


def test_media_follow_a_template_where_records_name_none(tmp_path):
    files = {
        "episodes/1.md": "---\ntitle: A\ndate: 2020-01-01\nepisode: 7\n---\n",
        "episodes/2.md": "---\ntitle: B\ndate: 2020-01-02\nenclosure: https://example.org/own.mp3\n---\n",
        "episodes/3.md": "---\ntitle: C\ndate: 2020-01-03\n---\n",
    }
    show = feedkit.load(make(tmp_path, files, "media_template: https://cdn.example.org/{episode:03}-{key}.mp3\n"))
    found = {episode.key: episode.enclosure.url if episode.enclosure else None for episode in show.episodes}
    assert found == {"1": "https://cdn.example.org/007-1.mp3", "2": "https://example.org/own.mp3", "3": None}


@pytest.mark.parametrize(
    ("notes", "html"),
    [
        ("[a](/about)", '<p><a href="https://kettle.example.org/about">a</a></p>'),
        ("[a][1]\n\n[1]: /about", '<p><a href="https://kettle.example.org/about">a</a></p>'),
        ('<a class="b" href="/about">a</a>', '<p><a href="https://kettle.example.org/about">a</a></p>'),
        ("[a](//other.example.org/x)", "<p>a</p>"),
        ("[a](about)", "<p>a</p>"),
        ("a (/about)", "<p>a (/about)</p>"),
    ],
)
def test_links_to_the_site_are_made_whole(tmp_path, notes, html):
    record = f"---\ntitle: T\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\n---\n\n{notes}\n"
    assert only(make(tmp_path, {"episodes/1.md": record})).content == html


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("/images/1.jpg", "https://kettle.example.org/images/1.jpg"),
        ("images/1.jpg", "https://kettle.example.org/images/1.jpg"),
        ("./1.jpg", "./1.jpg"),
        ("https://example.org/1.jpg", "https://example.org/1.jpg"),
    ],
)
def test_pictures_of_the_site_are_made_whole(tmp_path, image, expected):
    record = f"---\ntitle: T\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\nimage: {image}\n---\n"
    assert only(make(tmp_path, {"episodes/1.md": record})).image.href == expected


@pytest.mark.parametrize(
    ("said", "kept"), [("published: true", 1), ("published: false", 0), ("draft: true", 0), ("status: draft", 0)]
)
def test_what_is_not_published_is_held_back(tmp_path, said, kept):
    record = f"---\ntitle: T\ndate: 2020-01-01\naudio_url: https://example.org/1.mp3\n{said}\n---\n"
    assert len(feedkit.load(make(tmp_path, {"episodes/1.md": record})).episodes) == kept


def test_published_may_be_no_date_in_a_native_record(tmp_path):
    record = "---\ntitle: T\ndate: 2020-01-01\npublished: false\nenclosure: https://example.org/1.mp3\n---\n"
    assert feedkit.load(make(tmp_path, {"episodes/1.md": record})).episodes == ()


def test_a_name_needs_no_file(tmp_path):
    record = "---\ntitle: T\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\nhosts: [Amy Brewer, amy, Kim Laef]\n---\n"
    folder = make(tmp_path, {"episodes/1.md": record, "people/Kim Leaf.yaml": "name: Kim Leaf\n"})
    assert [person.name for person in only(folder).persons] == ["Amy Brewer"]
    nobody = [message for message in told(folder) if "is nobody" in message]
    assert nobody == [f"`{name}` is nobody in {folder.as_posix()}/people" for name in ("amy", "Kim Laef")]


@pytest.mark.parametrize(("one", "other"), [("audioFile", "audio_file"), (":title", "title"), ("Pub-Date", "pubdate")])
def test_keys_are_compared_without_case_and_joints(one, other):
    assert folded(one) == folded(other)


def test_feedkits_own_record_stays_its_own(tmp_path):
    record = "---\ntitle: T\ncategories: [a]\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\n---\n"
    assert "`categories` is not a field of an episode" in " ".join(told(make(tmp_path, {"episodes/1.md": record})))


FEED = """\
title: Tea Time
link: https://tea.example.org
image: /cover.jpg
item:
  - title: One
    published: "Mon, 03 Jun 2024 09:00:00 GMT"
    file: https://example.org/1.mp3
    length: "7,761,234"
  - title: Two
    published: "Mon, 10 Jun 2024 09:00:00 GMT"
    file: https://example.org/2.mp3
    length: 5
"""


def test_a_show_and_its_episodes_may_stand_in_one_file(tmp_path):
    (tmp_path / "feed.yaml").write_text(FEED, encoding="utf-8")
    [found] = survey(tmp_path).shows
    assert (found.patterns, found.said) == (("feed.yaml",), {"title": "Tea Time", "link": "https://tea.example.org"})
    show = feedkit.load(make(tmp_path, {}, "records: feed.yaml\n"))
    assert [(one.key, one.enclosure.length) for one in show.episodes] == [("One", 7761234), ("Two", 5)]


def test_a_list_of_other_things_is_no_show(tmp_path):
    (tmp_path / "menu.yml").write_text("items:\n  - title: Home\n    url: /\n  - title: About\n    url: /about\n")
    assert survey(tmp_path).shows == ()


def test_what_a_generator_puts_around_its_own_keys_means_nothing(tmp_path):
    record = (
        '+++\ntitle = "T"\ndate = 2020-01-01\n[extra]\nepisode_url = "https://example.org/1.mp3"\nmood = "m"\n+++\n'
    )
    folder = make(tmp_path, {"episodes/1.md": record})
    assert only(folder).enclosure.url == "https://example.org/1.mp3"
    assert "left out, because an episode has no such field: `extra.mood`" in told(folder)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("vtt", "text/vtt"), ("srt?x=1", "application/x-subrip"), ("txt", "text/plain"), ("pdf", None)],
)
def test_a_transcripts_ending_says_its_type(tmp_path, ending, kind):
    record = "---\ntitle: T\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\n"
    record += f"transcripts: [{{url: https://example.org/1.{ending}}}]\n---\n"
    assert [one.type for one in only(make(tmp_path, {"episodes/1.md": record})).transcripts] == [kind]


def test_an_entry_of_a_list_is_read_as_sites_write_it(tmp_path):
    entry = {"title": "One", "date": "October 23, 2024", "duration": "45 minutes", "guest": "Kim Leaf", "agency": "A"}
    listed = json.dumps([entry | {"audioUrl": "https://example.org/1.mp3"}])
    folder = make(tmp_path, {"episodes.json": listed}, "records: episodes.json\n")
    episode = only(folder)
    assert (str(episode.pub_date.date()), episode.duration) == ("2024-10-23", 2700)
    assert [person.name for person in episode.persons] == ["Kim Leaf"]
    assert "left out, because an episode has no such field: `agency`" in told(folder)


@pytest.mark.parametrize(
    "record",
    [
        "enclosure: {url: https://example.org/1.mp3, size: 5}\ndate: 2026/03/07\n",
        "enclosure: {href: https://example.org/1.mp3, bytes: 5}\npermalink: /1/\ndate: 2026-03-07\nmood: m\n",
        "audio: {mp3: {url: https://example.org/1.mp3, size: 5}}\ndate: 2026-03-07\n",
        "audio: {url: https://example.org/1.mp3, size: 5}\ndate: 7 Mar 2026\n",
    ],
)
def test_parts_of_media_have_names_of_their_own(tmp_path, record):
    episode = only(make(tmp_path, {"episodes/1.md": f"---\ntitle: T\n{record}---\n"}))
    assert (episode.enclosure.url, episode.enclosure.length) == ("https://example.org/1.mp3", 5)
    assert str(episode.pub_date.date()) == "2026-03-07"


def test_a_wrong_part_of_media_is_told_at_its_line(tmp_path):
    record = "---\ntitle: T\ndate: 2026-03-07\nenclosure:\n  url: https://example.org/1.mp3\n  size: big\n---\n"
    [problem] = [
        p for p in feedkit.validate(feedkit.load(make(tmp_path, {"episodes/1.md": record}))) if "big" in p.message
    ]
    assert (problem.place.line, problem.place.column) == (6, 9)


def test_a_transcript_of_the_site_is_made_whole(tmp_path):
    record = "---\ntitle: T\ndate: 2026-03-07\nenclosure: https://example.org/1.mp3\ntranscript: /t/1.vtt\n---\n"
    [transcript] = only(make(tmp_path, {"episodes/1.md": record})).transcripts
    assert (transcript.url, transcript.type) == ("https://kettle.example.org/t/1.vtt", "text/vtt")


def test_a_type_of_media_is_no_type_of_episode(tmp_path):
    record = "---\ntitle: T\ndate: 2026-03-07\naudio_url: https://example.org/1\ntype: audio/wav\npermalink: /1/\n---\n"
    episode = only(make(tmp_path, {"episodes/1.md": record}))
    assert (episode.enclosure.type, episode.episode_type) == ("audio/wav", None)


@pytest.mark.parametrize(
    ("notes", "media"),
    [
        ('{{< listen src="https://example.org/1.mp3" >}}', "https://example.org/1.mp3"),
        (
            '{% include player.md url="https://example.org/a%2F1.m4a" size=5 %}\n\nText.',
            "https://example.org/a%2F1.m4a",
        ),
        ('{{< pick a="https://example.org/1.mp3" >}} {{< pick a="https://example.org/2.mp3" >}}', None),
        ('{{< listen src="https://example.org/page" >}}', None),
        ("[a](https://example.org/1.mp3)", None),
    ],
)
def test_a_template_tag_may_name_the_media(tmp_path, notes, media):
    folder = make(tmp_path, {"episodes/1.md": f"---\ntitle: T\ndate: 2020-01-01\n---\n# A heading\n\n{notes}\n"})
    enclosure = only(folder).enclosure
    assert (enclosure and enclosure.url) == media
    told_so = [p.place.line for p in feedkit.validate(feedkit.load(folder)) if "was taken from" in p.message]
    assert told_so == ([] if media is None else [7])


def test_an_id_may_stand_beside_what_is_about_the_episode(tmp_path):
    record = "---\ntitle: T\ndate: 2026-03-07\nfile: /1.mp3\nguests: [{person: kim, snapshot: kim2}]\n---\n"
    folder = make(tmp_path, {"episodes/1.md": record, "people/kim.yaml": "name: Kim Leaf\n"})
    assert [person.name for person in only(folder).persons] == ["Kim Leaf"]


def test_pages_with_media_and_without_are_of_one_show(tmp_path):
    one = "---\nlayout: post\ntitle: One\ndate: 2020-01-01\npodcast_link: https://example.org/1.mp3\npodcast_length: 5\n---\n"
    two = "---\nlayout: post\ntitle: Two\ndate: 2020-01-08\npodcast_link:\n---\n"
    make(tmp_path, {"_posts/1.md": one, "_posts/2.md": two})
    [show] = survey(tmp_path).shows
    assert sorted(str(record.episode.values["title"]) for record in show.records) == ["One", "Two"]


@pytest.mark.parametrize(
    "files",
    [
        "audioformats: {mp3: https://example.org/1.mp3, opus: https://example.org/1.opus}",
        "audio: [{url: https://example.org/1.ogg}, {href: https://example.org/1.mp3, mime: audio/mpeg}]",
        "extra:\n  audio:\n  - src: https://example.org/1.mp3",
    ],
)
def test_of_several_files_most_apps_play_one(tmp_path, files):
    folder = make(tmp_path, {"episodes/1.md": f"---\ntitle: T\ndate: 2020-01-01\n{files}\n---\n"})
    assert only(folder).enclosure.url == "https://example.org/1.mp3"
    assert not [line for line in told(folder) if "has no such field" in line]


def test_a_link_that_says_so_is_the_media(tmp_path):
    record = "---\ntitle: T\ndate: 2021-06-01T09:00:00-0500\naliases: [/1]\n---\n[{}](https://example.org/1.mp3)\n"
    episode = only(make(tmp_path / "said", {"episodes/1.md": record.format("Download the episode")}))
    assert episode.enclosure.url == "https://example.org/1.mp3"
    assert only(make(tmp_path / "unsaid", {"episodes/1.md": record.format("A song")})).enclosure is None


def test_an_episode_may_be_told_in_one_mapping(tmp_path):
    record = (
        "---\nlayout: l\nmedia:\n  title: T\n  publishDate: 2021-01-15\n  content: /1.mp3\n  duration: 4230\n"
        "  fileSize: 5\n  poster: /1.jpg\n---\n"
    )
    episode = only(make(tmp_path, {"episodes/1.md": record}))
    assert (episode.title, episode.duration, episode.enclosure.length) == ("T", 4230, 5)
    assert episode.enclosure.url == "/1.mp3"  # `media_base` says where that is
    assert episode.image.href == "https://kettle.example.org/1.jpg"


def test_a_head_may_hold_all_there_is(tmp_path):
    record = (
        "---\ntitle: T\ndate: 2021-01-15\nepisode: S01E02\npodcast:\n  src: https://example.org/1.mp3\n"
        '  chapters: "00:00:00-Intro,00:04:00-Firefox, and more"\n'
        'show_notes:\n  - "[A](https://example.org/a)"\n  - B\n---\n'
    )
    episode = only(make(tmp_path, {"episodes/1.md": record}))
    assert (episode.itunes_season, episode.itunes_episode) == (1, 2)
    assert [mark.title for mark in episode.chapter_marks] == ["Intro", "Firefox, and more"]
    assert episode.content.count("<li>") == 2


@pytest.mark.parametrize(("show", "html"), [("", "<p>a</p>"), ("site_url: https://s.example.org", None)])
def test_a_show_among_others_is_no_site(tmp_path, show, html):
    record = "---\ntitle: T\ndate: 2020-01-01\nenclosure: https://example.org/1.mp3\n---\n[a](/about)\n"
    make(tmp_path / "content", {"1.md": record})
    folder = make(tmp_path / "show", {}, f"records: ../content/*.md\n{show}\n")
    assert only(folder).content == (html or '<p><a href="https://s.example.org/about">a</a></p>')
