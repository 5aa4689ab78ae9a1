"""What an import does to files, and what it says: nothing is overwritten, no secret is shown, all errors are ours."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from pathlib import Path

import pytest

from feedkit.errors import FeedkitError, InvalidRecord, UsageError, WriteError
from feedkit.feed.build import build
from feedkit.feed.read import read_feed
from feedkit.importer.anything import import_anything
from feedkit.importer.names import slug
from feedkit.importer.run import import_feed
from feedkit.reports import Look, write_report
from tests.importer.importing import imported_and_built, loaded

ITEM = """<item><title>{title}</title><guid isPermaLink="false">{guid}</guid><pubDate>Sun, 01 Mar 2026 06:00:00 GMT</pubDate>
<description>{notes}</description><enclosure url="{url}" length="1" type="audio/mpeg"/></item>"""


def feed(
    title: str = "Green tea", guid: str = "tea-1", notes: str = "Tea.", url: str = "https://example.org/1.mp3"
) -> bytes:
    item = ITEM.format(title=title, guid=guid, notes=notes, url=url)
    head = "<title>Tea Time</title><link>https://example.org/</link><description>Tea.</description>"
    return f'<rss version="2.0"><channel>{head}{item}</channel></rss>'.encode()


RECORD = "episodes/2026-03-01-green-tea.md"


def test_what_is_there_stays_and_the_report_says_so(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    imported = import_feed(feed(), tmp_path)
    assert (imported.files, imported.kept) == ((), (RECORD,))
    assert "title: Mine" in (tmp_path / RECORD).read_text(encoding="utf-8")
    assert [p.place.path for p in imported.report if p.slug == "rec-skipped"] == [(tmp_path / RECORD).as_posix()]


def test_force_writes_over_what_is_there(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    assert import_feed(feed(), tmp_path, force=True).files == (RECORD,)
    assert [episode.title for episode in loaded(tmp_path).episodes] == ["Green tea"]


def test_a_link_that_leads_elsewhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "show" / "episodes").mkdir(parents=True)
    (tmp_path / "show" / RECORD).symlink_to(tmp_path / "elsewhere.md")
    with contextlib.suppress(WriteError):
        import_feed(feed(), tmp_path / "show")
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_file_where_the_folder_should_be_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "show").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match=r"cannot write .*show/episodes"):
        import_feed(feed(), tmp_path / "show")


def test_the_comment_says_where_and_when_and_no_secret(tmp_path: Path) -> None:
    url = "https://amy:secret@example.org/feed.xml?token=abc"
    import_feed(feed(), tmp_path, url=url, now=date(2026, 3, 2))
    first, *rest = (tmp_path / "show.yaml").read_text(encoding="utf-8").splitlines()
    assert first.startswith("# Imported from https://example.org/feed.xml, 2026-03-02: ")
    assert f"feed_url: {url}" in rest


def test_the_same_feed_gives_the_same_bytes_without_a_day(tmp_path: Path) -> None:
    for name in ("one", "two"):
        import_feed(feed(), tmp_path / name)
    assert (tmp_path / "one/show.yaml").read_bytes() == (tmp_path / "two/show.yaml").read_bytes()


def test_a_secret_in_an_address_is_stored_and_not_told(tmp_path: Path) -> None:
    url = "https://amy:secret@example.org/1.mp3?token=abc"
    imported = import_feed(feed(url=url, title=""), tmp_path)
    assert any(url in path.read_text(encoding="utf-8") for path in tmp_path.glob("episodes/*"))
    assert imported.report.problems
    assert "secret" not in write_report(imported.report, "text", Look(verbose=True))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It&#8217;s â€™t â€œqâ€\x9d Ã©Ã¨", id="what looks like mojibake"),
        pytest.param("a\u0085b\u2028c\u2029d", id="line ends of other kinds"),
        pytest.param("\ufeffa\u200b\u200eb\u00a0c", id="invisible characters"),
        pytest.param("key: value # no comment", id="what looks like YAML"),
        pytest.param("--- a", id="what looks like a fence"),
        pytest.param("no", id="what looks like a flag"),
        pytest.param("'single' &quot;double&quot; back\\slash \\u0041 {{template}}", id="quotes and escapes"),
        pytest.param("💥🇨🇦 茶 \U0001f9d1\u200d\U0001f4bb", id="beyond the first plane"),
        pytest.param("007", id="digits"),
    ],
)
def test_texts_come_back_character_by_character(text: str, tmp_path: Path) -> None:
    xml = feed(title=text, guid=text, notes=text)
    was, now = read_feed(xml).show.episodes[0], imported_and_built(xml, tmp_path / "show").show.episodes[0]
    assert (was.guid, was.title, was.description) == (now.guid, now.title, now.description)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"<html></html>", "HTML", id="a page"),
        pytest.param(b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "Atom feed", id="Atom"),
        pytest.param(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "DOCTYPE", id="entities"),
    ],
)
def test_what_is_no_feed_is_refused_and_nothing_is_written(source: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match=message):
        import_feed(source, tmp_path / "show")
    assert not (tmp_path / "show").exists()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*away\.xml"):
        import_feed(tmp_path / "away.xml", tmp_path / "show")


def test_hostile_feeds_raise_nothing_but_our_errors(shared: Path, tmp_path: Path) -> None:
    found = sorted(path for path in (shared / "hostile" / "feeds").rglob("*") if path.is_file())
    assert found
    for number, path in enumerate(found):
        with contextlib.suppress(FeedkitError):
            import_feed(path, tmp_path / str(number))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Green TEA & black?", "green-tea-and-black", id="words"),
        pytest.param("Größe, naïve “quotes” – it’s", "grosse-naive-quotes-its", id="accents and quotes"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("茶の時間", "", id="no Latin letter"),
        pytest.param("word " * 30, "-".join(["word"] * 12), id="long"),
        pytest.param("x" * 99, "x" * 60, id="one long word"),
    ],
)
def test_slugs_are_small_letters_digits_and_hyphens(title: str, expected: str) -> None:
    assert expected == slug(title)


def test_a_later_import_adds_the_new_episode_and_touches_nothing_else(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    new = ITEM.format(title="Black tea", guid="tea-2", notes="Tea.", url="https://example.org/2.mp3").replace(
        "01 Mar", "08 Mar"
    )
    imported = import_feed(feed().replace(b"<item>", new.encode() + b"<item>", 1), tmp_path)
    assert (imported.files, imported.kept) == (("episodes/2026-03-08-black-tea.md",), ())


MINE = "---\ntitle: Mine\nguid: tea-1\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("episodes/001.md", "---\n", id="under another name"),
        pytest.param("episodes/001.md", "withdrawn: true\n---\n", id="and withdrawn"),
        pytest.param("episodes/001.yaml", "draft: true\n", id="and a draft, in another format"),
        pytest.param(RECORD, "---\n", id="under the name that an import gives"),
        pytest.param("episodes/one.md", "enclosure: https://example.org/1.mp3\n---\n", id="known by its media alone"),
    ],
)
@pytest.mark.parametrize("force", [pytest.param(False, id="politely"), pytest.param(True, id="by force")])
def test_an_episode_stays_in_the_record_that_holds_it(name: str, text: str, force: bool, tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).unlink()
    mine = MINE.removeprefix("---\n" if name.endswith("yaml") else "") + text
    mine = mine.replace("guid: tea-1\n", "") if "enclosure" in text else mine
    (tmp_path / name).write_text(mine, encoding="utf-8")
    imported = import_feed(feed(title="Green tea, again" if name == RECORD else "Green tea"), tmp_path, force=force)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("episodes/*")] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == mine
    assert (imported.kept, [p.place.path for p in imported.report]) == ((name,), [(tmp_path / name).as_posix()])


def test_a_record_that_was_only_renamed_is_not_spoken_of(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).rename(tmp_path / "episodes" / "001.md")
    imported = import_feed(feed(), tmp_path)
    assert (imported.files, imported.kept, [*imported.report]) == ((), (), [])


def test_another_episode_of_the_same_name_gets_a_file_of_its_own(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    imported = import_feed(feed(guid="tea-2", url="https://example.org/2.mp3"), tmp_path)
    assert len(imported.files) == 1
    assert {episode.guid.text for episode in loaded(tmp_path).episodes} == {"tea-1", "tea-2"}


def test_an_author_who_gave_a_record_another_guid_keeps_it(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).write_text((tmp_path / RECORD).read_text(encoding="utf-8").replace("tea-1", "tea-one"))
    assert import_feed(feed(), tmp_path).kept == (RECORD,)
    assert [episode.guid.text for episode in loaded(tmp_path).episodes] == ["tea-one"]


def test_what_an_author_added_is_not_told_as_lacking_any_more(tmp_path: Path) -> None:
    undated = feed().replace(b"<pubDate>Sun, 01 Mar 2026 06:00:00 GMT</pubDate>", b"")
    assert "`pub_date`" in next(iter(import_feed(undated, tmp_path).report)).message
    record = tmp_path / "episodes" / "green-tea.md"
    record.write_text(record.read_text(encoding="utf-8").replace("guid:", "date: 2026-03-01T06:00:00Z\nguid:"))
    assert {problem.slug for problem in import_feed(undated, tmp_path).report} == {"rec-skipped"}


def test_titles_follow_the_template_that_is_there(tmp_path: Path) -> None:
    def numbered(*titles: str) -> bytes:
        items = [
            ITEM.format(title=title, guid=title, notes="Tea.", url=f"https://example.org/{n}.mp3").replace(
                "</title>",
                f"</title><itunes:title>Tea {n}</itunes:title><podcast:episode>{n}</podcast:episode>"
                f"<itunes:episode>{n}</itunes:episode>",
            )
            for n, title in enumerate(titles, start=1)
        ]
        return feed().replace(b'<rss version="2.0"', NAMESPACES).replace(feed_item(), "".join(items).encode())

    import_feed(numbered("1: Tea 1"), tmp_path)
    assert 'title_template: "{episode}: {title}"' in (tmp_path / "show.yaml").read_text(encoding="utf-8")
    imported = import_feed(numbered("1: Tea 1", "Another tea"), tmp_path)
    assert imported.files == ("episodes/002-tea-2.md",)
    assert [(e.title, e.itunes_title) for e in loaded(tmp_path).episodes] == [
        ("1: Tea 1", "Tea 1"),
        ("Another tea", "Tea 2"),
    ]


NAMESPACES = (
    b'<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    b' xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def feed_item() -> bytes:
    xml = feed()
    return xml[xml.index(b"<item>") : xml.index(b"</channel>")]


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        pytest.param(("Beta", "Alpha"), 0, id="as a build writes them"),
        pytest.param(("Alpha", "Beta"), 1, id="otherwise"),
    ],
)
def test_an_order_of_one_instant_is_told_where_a_build_changes_it(
    titles: tuple[str, str], told: int, tmp_path: Path
) -> None:
    items = "".join(ITEM.format(title=t, guid=t, notes="Tea.", url=f"https://example.org/{t}.mp3") for t in titles)
    xml = feed().replace(feed_item(), items.encode())
    after = imported_and_built(xml, tmp_path / "show").show
    assert tuple(episode.title for episode in after.episodes) == ("Beta", "Alpha")
    assert [p.slug for p in import_feed(xml, tmp_path / "again").report] == ["import-changed"] * told


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        pytest.param(
            "<itunes:duration>1800.5</itunes:duration>",
            "`itunes:duration` is rounded from `1800.5` to `1800`",
            id="half a second",
        ),
        pytest.param(
            "<itunes:duration>0:59.6</itunes:duration>",
            "`itunes:duration` is rounded from `0:59.6` to `60`",
            id="a clock",
        ),
        pytest.param(
            '<podcast:soundbite startTime="1.00049" duration="60"/><podcast:soundbite startTime="2.00049" duration="6"/>',
            "`podcast:soundbite startTime` is rounded from `1.00049` to `1`, and 1 more likewise",
            id="less than a millisecond, twice",
        ),
        pytest.param(
            '<itunes:author>\n  Amy   B\n</itunes:author><podcast:person href=" https://example.org/">Amy</podcast:person>',
            "white space around the text of `itunes:author`, or in it, is left out;"
            " white space around the text of `podcast:person href`, or in it, is left out",
            id="white space",
        ),
        pytest.param(
            "<content:encoded>\n&lt;p>Tea&lt;/p></content:encoded>",
            "white space around the text of `content:encoded`, or in it, is left out",
            id="white space around notes",
        ),
        pytest.param("<itunes:duration>1800.0</itunes:duration>", "", id="no fraction"),
        pytest.param("<itunes:duration>007</itunes:duration>", "", id="zeros that say nothing"),
        pytest.param("<itunes:explicit> no </itunes:explicit>", "", id="a word and no text"),
        pytest.param("<x:y xmlns:x='urn:x'>  a  b 1.00001 </x:y>", "", id="what is kept as it is"),
    ],
)
def test_what_is_rounded_or_loses_white_space_is_told(xml: str, expected: str, tmp_path: Path) -> None:
    source = feed().replace(b'<rss version="2.0"', NAMESPACES).replace(b"</item>", f"{xml}</item>".encode())
    assert "; ".join(problem.message for problem in import_feed(source, tmp_path).report) == expected


def test_a_fraction_of_a_second_in_a_date_is_told(tmp_path: Path) -> None:
    source = feed().replace(b"Sun, 01 Mar 2026 06:00:00 GMT", b"2026-03-01T06:00:00.987Z")
    (problem,) = import_feed(source, tmp_path).report
    assert (
        "`pubDate` is rounded from `2026-03-01T06:00:00.987Z` to `Sun, 01 Mar 2026 06:00:00 +0000`" in problem.message
    )


PAGES = {
    1: '<atom:link rel="self" href="https://e.org/f"/><atom:link rel="next" href="https://e.org/f?p=2"/>'
    '<atom:link rel="prev-archive" href="https://e.org/f?p=2"/>',
    2: '<atom:link rel="self" href="https://e.org/f?p=2"/><atom:link rel="current" href="https://e.org/f"/>',
}


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        pytest.param([1], ["https://e.org/f?p=2"], id="the first page"),
        pytest.param([2], ["https://e.org/f"], id="an archive page"),
        pytest.param([1, 2], ["https://e.org/f?p=2"], id="one after the other"),
    ],
)
def test_pages_with_more_episodes_are_told(pages: list[int], told: list[str], tmp_path: Path) -> None:
    found = []
    for page in pages:
        links = f'<channel xmlns:atom="http://www.w3.org/2005/Atom">{PAGES[page]}'.encode()
        url = f"https://example.org/{page}.mp3"
        xml = feed(title=f"Tea {page}", guid=f"tea-{page}", url=url).replace(b"<channel>", links)
        found += [p for p in import_feed(xml, tmp_path / "show").report if p.slug == "import-changed"]
    assert [p.message for p in found] == [
        f"there are more episodes at `{one}`, and they are not imported" for one in told
    ]
    assert all(f"`--to {tmp_path.as_posix()}/show`" in (p.mend or "") for p in found)
    assert len(loaded(tmp_path / "show").episodes) == len(pages)


def test_an_edited_show_file_is_told_once_and_not_field_by_field(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / "show.yaml").write_text("title: Tea\nlink: https://t.example/\ndescription: D.\n", encoding="utf-8")
    assert [p.slug for p in import_feed(feed(), tmp_path).report] == ["rec-skipped"]


def test_an_empty_value_that_says_something_comes_back(tmp_path: Path) -> None:
    cloud = b'<cloud domain="e.org" port="80" path="/" registerProcedure="" protocol="http-post"/>'
    xml = feed().replace(b"<item>", cloud + b"<item>")
    assert imported_and_built(xml, tmp_path / "show").show.cloud == read_feed(xml).show.cloud
    assert cloud in build(loaded(tmp_path / "show")).xml


def test_a_feed_that_speaks_of_opml_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(
        feed().replace(b"<description>Tea.", b"<description><![CDATA[<opml> and tea]]>", 1)
    )
    assert "2 files written" in import_anything((tmp_path / "feed.xml").as_posix(), tmp_path / "show")[1][0]


@pytest.mark.parametrize("name", ["title", "link", "description"])
def test_what_no_feed_can_be_built_without_is_told(name: str, tmp_path: Path) -> None:
    xml = re.sub(rf"<{name}>[^<]*</{name}>".encode(), b"", feed(), count=1)
    (problem,) = import_feed(xml, tmp_path).report
    assert (problem.message, problem.mend) == (
        f"the channel has no `{name}`, and no feed can be built without it",
        f"add `{name}` to show.yaml",
    )
    with (tmp_path / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{name}: https://example.org/\n")
    assert [problem.slug for problem in import_feed(xml, tmp_path).report] == ["rec-skipped"]
    assert build(loaded(tmp_path)).show.episodes


@pytest.mark.parametrize("attribute", ["", ' isPermaLink="true"', ' isPermaLink="false"'])
def test_the_guid_of_a_live_item_is_a_link_where_the_feed_lets_it_be_one(attribute: str, tmp_path: Path) -> None:
    live = f'<podcast:liveItem status="live" start="2026-03-01T06:00:00Z"><guid{attribute}>live-1</guid></podcast:liveItem>'
    xml = feed().replace(b'<rss version="2.0"', NAMESPACES).replace(b"<item>", f"{live}<item>".encode())
    assert [*import_feed(xml, tmp_path).report] == []
    (item,) = loaded(tmp_path).live_items
    assert (item.guid.text, item.guid.is_permalink) == ("live-1", attribute != ' isPermaLink="false"')


def test_no_empty_guid_stands_beside_one_that_was_made(tmp_path: Path) -> None:
    self_link = b'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://example.org/feed.xml"/>'
    xml = (
        feed(guid="")
        .replace(b'<rss version="2.0"', NAMESPACES)
        .replace(b"<item>", self_link + b"<podcast:guid/><item>")
    )
    import_feed(xml, tmp_path)
    built = build(loaded(tmp_path)).xml
    assert (built.count(b"<guid"), built.count(b"<podcast:guid")) == (1, 1)
    assert [p.slug for p in import_feed(xml, tmp_path).report] == ["import-changed", "guid-required"]


@pytest.mark.parametrize("uri", ["urn:x y", "http://example.org/ns/ ", "{title}", "a&amp;b", "urn:x-feedkit:4", "é"])
def test_a_namespace_of_any_name_is_built_as_it_was(uri: str, tmp_path: Path) -> None:
    spaces = f'<rss version="2.0" xmlns:x="{uri}" xmlns:y="urn:other"'.encode()
    xml = feed().replace(b'<rss version="2.0"', spaces).replace(b"<item>", b"<x:a/><item><y:b/><x:c/>")
    after = imported_and_built(xml, tmp_path / "show")
    assert after.show.namespaces == read_feed(xml).show.namespaces
    assert [node.name for node in (*after.show.foreign, *after.show.episodes[0].foreign)] == ["x:a", "y:b", "x:c"]


@pytest.mark.parametrize(
    "again",
    [
        "<link>https://example.org/second</link>",
        "<description>&lt;p>Tea, again.&lt;/p></description>",
        '<title xml:lang="fr">Thé</title>',
    ],
)
def test_a_second_one_of_the_channel_is_kept_and_changes_nothing_of_the_first(again: str, tmp_path: Path) -> None:
    xml = feed().replace(b"<item>", f"{again}<item>".encode())
    before, after = read_feed(xml).show, imported_and_built(xml, tmp_path / "show").show
    assert (before.title, before.link, before.description) == (after.title, after.link, after.description)
    assert before.foreign == after.foreign


def test_a_name_that_no_prefix_can_stand_before_does_not_stop_a_build(tmp_path: Path) -> None:
    xml = (
        feed().replace(b'<rss version="2.0"', b'<rss version="2.0" xmlns:x="urn:x"').replace(b"<item>", b"<x:0/><item>")
    )
    assert [node.name for node in imported_and_built(xml, tmp_path / "show").show.foreign] == ["x_0"]


def test_two_episodes_with_the_media_of_one_record_are_both_there(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    (tmp_path / RECORD).write_text("---\ntitle: Mine\nenclosure: https://example.org/1.mp3\n---\n", encoding="utf-8")
    twice = feed().replace(b"</channel>", feed_item().replace(b"tea-1", b"tea-2") + b"</channel>")
    assert len(import_feed(twice, tmp_path).files) == 1
    assert len(loaded(tmp_path).episodes) == 2


def test_the_same_item_twice_beside_another_of_its_name_is_no_error(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    other = feed(guid="tea-2", url="https://example.org/2.mp3")
    item = other[other.index(b"<item>") : other.index(b"</channel>")]
    assert len(import_feed(other.replace(b"</channel>", item + b"</channel>"), tmp_path).files) == 2


def test_a_prefix_that_the_show_file_does_not_declare_is_told(tmp_path: Path) -> None:
    import_feed(feed(), tmp_path)
    new = feed(title="Black tea", guid="tea-2", url="https://example.org/2.mp3").replace(b"</item>", b"<x:y/></item>")
    new = new.replace(b'<rss version="2.0"', b'<rss version="2.0" xmlns:x="urn:x:y"')
    told = [(p.message, p.mend) for p in import_feed(new, tmp_path).report if p.slug == "import-changed"]
    assert [message for message, _ in told] == ["the feed uses namespaces that show.yaml does not declare so: `x`"]
    with (tmp_path / "show.yaml").open("a", encoding="utf-8") as file:
        file.write((told[0][1] or "").split("`")[1] + "\n")
    assert {p.slug for p in import_feed(new, tmp_path).report} == set()
    assert b'xmlns:x="urn:x:y"' in build(loaded(tmp_path)).xml
