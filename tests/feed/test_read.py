"""Any feed is read: what it means, what is wrong with its XML, and where."""

from __future__ import annotations

import gc
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedkit
from feedkit.errors import UsageError
from feedkit.feed.read import read_feed
from feedkit.problems import Level

CASES = Path(__file__).parent.parent / "cases" / "feeds"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


ILL_FORMED = [
    pytest.param(
        "<!-- a -- b -->", 8, "`--` stands in a comment", "write one dash, or take the comment out", id="dashes"
    ),
    pytest.param("<!-- a", 1, "a comment does not end", "write `-->` where it ends", id="an open comment"),
    pytest.param(
        "<title><![CDATA[a</title>", 8, "a CDATA section does not end", "write `]]>` where its text ends", id="CDATA"
    ),
    pytest.param("<a href=b/>", 9, "the value of `href` has no quotes", 'write it in `"`', id="no quotes"),
    pytest.param("<a href=“b”/>", 9, "`href` has the quotes `“`, which are none", 'write `"`', id="curly quotes"),
    pytest.param('<a b="c"d="e"/>', 9, "two attributes stand in a tag without a space", "write a space", id="no space"),
    pytest.param(
        "<a checked/>", 11, "the attribute `checked` has no value", 'write `checked="…"`, or take it out', id="no value"
    ),
    pytest.param("< title>a</title>", 1, "white space stands between `<` and the name", "take it out", id="a space"),
    pytest.param(
        "<a>b<br>c</a>", 12, "the end tag `</a>`", "wrap the HTML in `<![CDATA[` and `]]>`, or write `<br/>`", id="HTML"
    ),
    pytest.param(
        "<title>b</tilte>",
        11,
        "the end tag `</tilte>`",
        "write `</title>` before `</tilte>`, or in its place",
        id="misspelt",
    ),
    pytest.param(
        "</channel></rss> more <rss><channel>", 18, "something follows", "take out what follows `</rss>`", id="more"
    ),
]
"""What stands in line 2 of a feed, and what is said of it: the column, how the message begins, the way out."""


def rss(inside: str, attrs: str = 'version="2.0"', head: str = HEAD) -> bytes:
    return f"{head}<rss {attrs}><channel><title>Tea</title>{inside}</channel></rss>".encode()


def said(feed) -> list[tuple[str, int, int]]:
    return [(problem.rule, problem.place.line, problem.place.column) for problem in feed.problems]


def messages(feed) -> str:
    return " / ".join(problem.message for problem in feed.problems)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.xml")), ids=lambda case: case.stem)
def test_a_case_has_the_problems_that_stand_beside_it(case: Path) -> None:
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))
    feed = read_feed(case, path=case.name)
    assert [f"{p.place.line}:{p.place.column} {p.rule} {p.message}" for p in feed.problems] == expected["problems"]
    assert (feed.show.title if feed.show else None) == expected["title"]


class TestAWellFormedFeed:
    def test_has_no_problems(self) -> None:
        assert read_feed(rss("<item><title>One</title></item>")).problems == ()

    def test_gives_its_episodes_in_their_order(self) -> None:
        feed = read_feed(rss("".join(f"<item><title>{n}</title></item>" for n in (3, 1, 2))))
        assert [episode.title for episode in feed.show.episodes] == ["3", "1", "2"]

    def test_keeps_identity_character_by_character(self) -> None:
        feed = read_feed(rss('<item><guid> A&amp;b\n </guid><enclosure url=" https://e.org/%7e "/></item>'))
        assert feed.show.episodes[0].guid.text == " A&b\n "
        assert feed.show.episodes[0].enclosure.url == " https://e.org/%7e "

    def test_is_read_from_a_file(self, tmp_path) -> None:
        (tmp_path / "f.xml").write_bytes(rss(""))
        feed = read_feed(tmp_path / "f.xml")
        assert (feed.show.title, feed.path) == ("Tea", str(tmp_path / "f.xml"))

    @pytest.mark.parametrize("name", ["absent.xml", "."])
    def test_that_is_no_file_is_a_wrong_use(self, tmp_path, name) -> None:
        with pytest.raises(UsageError, match="cannot read"):
            read_feed(tmp_path / name)

    def test_leaves_the_garbage_collector_as_it_was(self) -> None:
        gc.disable()
        try:
            read_feed(rss(""))
            assert not gc.isenabled()
        finally:
            gc.enable()
        read_feed(rss(""))
        assert gc.isenabled()

    def test_has_live_items(self) -> None:
        live = '<podcast:liveItem status="LIVE" start="2026-02-22T06:00:00-0600"><title>Now</title></podcast:liveItem>'
        attrs = 'version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
        item = read_feed(rss(live, attrs)).show.live_items[0]
        assert (item.status, item.title, item.start.isoformat()) == ("live", "Now", "2026-02-22T06:00:00-06:00")


class TestEncodings:
    TITLE = "<title>Grüße</title>"

    @pytest.mark.parametrize(
        ("raw", "rule"),
        [
            pytest.param("UTF-8/utf-8", None, id="UTF-8"),
            pytest.param("utf8/utf-8", None, id="UTF-8 by another name"),
            pytest.param("UTF-16/utf-16", "FK002", id="UTF-16"),
            pytest.param("UTF-16/utf-16-le", "FK002", id="UTF-16 without a mark"),
            pytest.param("UTF-16/utf-16-be", "FK002", id="UTF-16, big end first, without a mark"),
            pytest.param("UTF-8/utf-8-sig", "FK003", id="a byte order mark"),
            pytest.param("ISO-8859-1/latin-1", "FK002", id="Latin-1 that says so"),
            pytest.param("UTF-8/latin-1", "FK002", id="Latin-1 that says UTF-8"),
            pytest.param("ISO-8859-1/utf-8", "FK002", id="UTF-8 that says Latin-1"),
            pytest.param("windows-1252/cp1252", "FK002", id="windows-1252"),
            pytest.param("no-such-thing/utf-8", "FK002", id="UTF-8 that says something unknown"),
            pytest.param("ISO-8859-15/iso8859-15", "FK002", id="Latin-9"),
        ],
    )
    def test_are_read_and_told(self, raw, rule) -> None:
        declared, codec = raw.split("/")
        xml = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{self.TITLE}</channel></rss>'
        feed = read_feed(xml.encode(codec))
        assert feed.show.title == "Grüße"
        assert [problem.rule for problem in feed.problems] == ([rule] if rule else [])

    def test_the_first_byte_that_does_not_fit_is_named(self) -> None:
        feed = read_feed((HEAD + f'<rss version="2.0"><channel>\n{self.TITLE}</channel></rss>').encode("cp1252"))
        assert said(feed) == [("FK002", 3, 10)]
        assert messages(feed) == "byte 0xFC is not utf-8; read as windows-1252"

    def test_shift_jis_is_read(self) -> None:
        xml = (
            '<?xml version="1.0" encoding="Shift_JIS"?><rss version="2.0"><channel><title>お茶</title></channel></rss>'
        )
        assert read_feed(xml.encode("shift_jis")).show.title == "お茶"


class TestWhatStandsBeforeTheFeed:
    @pytest.mark.parametrize(
        ("junk", "message"),
        [
            pytest.param("\n", "white space stands before the XML declaration", id="an empty line"),
            pytest.param(" \n\t", "white space stands before the XML declaration", id="white space"),
            pytest.param("Warning: x\n", "`Warning: x` stands before the XML declaration", id="a program's output"),
        ],
    )
    def test_is_told_and_read_past(self, junk, message) -> None:
        feed = read_feed(rss("", head=junk + HEAD))
        assert feed.show.title == "Tea"
        assert said(feed) == [("FK003", 1, 1)]
        assert messages(feed) == message

    def test_may_be_a_comment_or_a_style_sheet(self) -> None:
        head = HEAD + '<!-- made by - hand -->\n<?xml-stylesheet href="a.xsl"?>\n'
        assert read_feed(rss("", head=head)).problems == ()

    def test_needs_no_declaration(self) -> None:
        assert read_feed(rss("", head="")).problems == ()

    def test_may_be_a_declaration_that_nobody_can_read(self) -> None:
        feed = read_feed(rss("", head="<?xml version=1.0?>\n"))
        assert feed.show.title == "Tea"
        assert messages(feed) == "the XML declaration cannot be read: `<?xml version=1.0?>`"

    def test_a_doctype_is_told_and_read_past(self) -> None:
        feed = read_feed(rss("", head=HEAD + '<!DOCTYPE rss SYSTEM "http://e.org/rss.dtd">\n'))
        assert feed.show.title == "Tea"
        assert said(feed) == [("FK006", 2, 1)]

    @pytest.mark.parametrize("entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "y">'])
    @pytest.mark.parametrize("before", ["", "<!-- <rss> -->", "<?a <rss>?>", "<!--" + "-" * 9_000 + "x-->"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_doctype_with_entities_is_refused(self, entity, before, encoding) -> None:
        raw = f"{before}<!DOCTYPE rss [{entity}]><rss version='2.0'><channel><title>&x;</title></channel></rss>"
        feed = read_feed(raw.encode(encoding))
        assert feed.show is None
        assert "FK006" in {problem.rule for problem in feed.problems}


class TestWhatIsNoFeed:
    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            pytest.param(b"", "the feed is empty", id="nothing"),
            pytest.param(b" \n ", "the feed is empty", id="white space"),
            pytest.param(b"<!DOCTYPE html><html></html>", "this is a page of HTML and no feed", id="HTML"),
            pytest.param(b"<HTML><body>Login", "this is a page of HTML and no feed", id="HTML in capitals"),
            pytest.param(b'{"error": 404}', "this is JSON and no RSS feed", id="JSON"),
            pytest.param(b"error code: 1022", "this is text and no feed: `error code: 1022`", id="an error of a proxy"),
            pytest.param(
                b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "this is an Atom feed; apps read RSS 2.0", id="Atom"
            ),
            pytest.param(b"<opml/>", "this is an OPML list; apps read RSS 2.0", id="OPML"),
            pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "this is text and no feed", id="a picture"),
            pytest.param(b"\x1f\x8b\x08\0\0\0\0\0", "this is a file packed by gzip and no feed", id="a packed feed"),
        ],
    )
    def test_is_told_once(self, raw, message) -> None:
        feed = read_feed(raw)
        assert feed.show is None
        assert [problem.rule for problem in feed.problems if problem.rule != "FK002"] == ["FK010"]
        assert message in messages(feed)

    def test_is_rss_of_another_version_and_yet_read(self) -> None:
        feed = read_feed(rss("", 'version="0.91"'))
        assert feed.show.title == "Tea"
        assert messages(feed) == "`rss` has version `0.91`; apps look for 2.0"

    def test_is_rss_without_a_channel(self) -> None:
        feed = read_feed(b'<rss version="2.0"/>')
        assert feed.show is None
        assert said(feed) == [("FK011", 1, 1)]

    def test_is_a_second_channel(self) -> None:
        feed = read_feed(b'<rss version="2.0"><channel><title>1</title></channel><channel/></rss>')
        assert feed.show.title == "1"
        assert said(feed) == [("FK011", 1, 55)]


class TestWhatIsNotWellFormed:
    @pytest.mark.parametrize(
        ("inside", "title", "rules"),
        [
            pytest.param("Rock & Roll", "Rock & Roll", ["FK001"], id="a bare ampersand"),
            pytest.param("a &b; c", "a &b; c", ["FK001"], id="an entity that nobody knows"),
            pytest.param("a < b", "a < b", ["FK001"], id="a bare less-than"),
            pytest.param("a&nbsp;&eacute;", "a\u00a0é".replace("\u00a0", " "), ["FK005"] * 2, id="entities of HTML"),
            pytest.param("a\x0bb", "a\ufffdb", ["FK004"], id="a control character"),
            pytest.param("a&#x1F;b", "a\ufffdb", ["FK004"], id="a reference to a control character"),
            pytest.param("a&#xD800;b", "a\ufffdb", ["FK004"], id="a reference to half a character"),
            pytest.param("a ]]> b", "a ]]> b", ["FK007"], id="the end of a CDATA section"),
            pytest.param("&AMP; &amp; &", "& & &", ["FK005", "FK001"], id="an entity that means an ampersand"),
            pytest.param("<![CDATA[a & b &nbsp;]]> & c", "a & b &nbsp; & c", ["FK001"], id="but not in CDATA"),
        ],
    )
    def test_is_told_and_read_past(self, inside, title, rules) -> None:
        feed = read_feed(f'{HEAD}<rss version="2.0"><channel><title>{inside}</title></channel></rss>'.encode())
        assert feed.show.title == title
        assert [problem.rule for problem in feed.problems] == rules

    def test_names_the_attribute_with_the_ampersand(self) -> None:
        feed = read_feed(rss('<item><enclosure type="a/b" url="https://e.org/1.mp3?a=1&b=2"/></item>'))
        assert messages(feed) == "an `&` is not escaped in `url` of `enclosure`"
        assert feed.problems[0].mend == "write `&amp;`"
        assert feed.show.episodes[0].enclosure.url == "https://e.org/1.mp3?a=1&b=2"

    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            pytest.param("<rss><channel>", "the feed ends too early: `channel` of line 1 is open", id="cut short"),
            pytest.param(
                "<rss><channel>\n<title>a</titel></channel></rss>",
                "the end tag `</titel>` is not that of the element which is open: `title` of line 2 is open",
                id="a misspelt end tag",
            ),
            pytest.param("<rss a='1' a='2'/>", "an attribute stands twice in one tag", id="an attribute twice"),
            pytest.param("<rss/><rss/>", "something follows after the end of the feed", id="two roots"),
            pytest.param("<rss><![CDATA[", "a CDATA section does not end: `rss` of line 1 is open", id="open CDATA"),
        ],
    )
    def test_is_told_where_it_cannot_be_read_past(self, raw, message) -> None:
        feed = read_feed(raw.encode())
        assert feed.show is None
        assert messages(feed) == message

    @pytest.mark.parametrize(("inside", "column", "message", "mend"), ILL_FORMED)
    def test_is_told_in_one_problem_with_a_way_out(self, inside, column, message, mend) -> None:
        feed = read_feed(f"<rss version='2.0'><channel>\n{inside}\n</channel></rss>".encode())
        (problem,) = feed.problems
        assert (problem.place.line, problem.place.column, problem.mend) == (2, column, mend)
        assert problem.message.startswith(message)

    def test_is_told_fifty_times_and_then_counted(self) -> None:
        feed = read_feed(rss("<item><title>&nbsp;</title></item>" * 60))
        assert len(feed.problems) == 51
        assert feed.problems[-1].message == "there are 10 more of these in the feed"


class TestNamespaces:
    ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"

    @pytest.mark.parametrize(
        ("attrs", "name", "rules"),
        [
            pytest.param(f'xmlns:itunes="{ITUNES}"', "itunes", [], id="as it should be"),
            pytest.param("", "itunes", ["FK008"], id="not declared"),
            pytest.param(
                'xmlns:itunes="https://www.itunes.com/DTDs/Podcast-1.0.dtd"', "itunes", ["FK013"], id="misspelt"
            ),
            pytest.param('xmlns:itunes="urn:x"', "itunes", ["FK013"], id="something else"),
            pytest.param(f'xmlns:it="{ITUNES}"', "it", ["FK015"], id="another prefix"),
            pytest.param('xmlns:it="https://www.itunes.com/dtds/podcast-1.0.dtd"', "it", ["FK015"], id="both wrong"),
        ],
    )
    def test_are_read_and_told(self, attrs, name, rules) -> None:
        feed = read_feed(rss(f"<{name}:author>Amy</{name}:author>", f'version="2.0" {attrs}'))
        assert feed.show.author == "Amy"
        assert [problem.rule for problem in feed.problems] == rules

    def test_the_older_name_of_the_podcast_namespace_is_read(self) -> None:
        uri = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
        feed = read_feed(rss("<podcast:medium>music</podcast:medium>", f'version="2.0" xmlns:podcast="{uri}"'))
        assert feed.show.medium == "music"
        assert [(problem.rule, problem.level) for problem in feed.problems] == [("FK014", Level.WARNING)]

    def test_a_slip_in_a_namespace_that_no_app_reads_any_more_is_a_warning(self) -> None:
        uri = "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd"
        feed = read_feed(rss("<googleplay:author>Amy</googleplay:author>", f'version="2.0" xmlns:googleplay="{uri}"'))
        assert [(problem.rule, problem.level) for problem in feed.problems] == [("FK013", Level.WARNING)]

    def test_a_namespace_for_rss_itself_is_told_and_read_past(self) -> None:
        feed = read_feed(rss("<item><title>1</title></item>", 'version="2.0" xmlns="http://backend.userland.com/rss2"'))
        assert (feed.show.title, feed.show.episodes[0].title) == ("Tea", "1")
        assert [problem.rule for problem in feed.problems] == ["FK012"]

    def test_a_default_namespace_inside_is_its_customary_prefix(self) -> None:
        link = '<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="https://e.org/f.xml"/>'
        feed = read_feed(rss(link + "<link>https://e.org/</link>"))
        assert (feed.show.links[0].rel, feed.show.link) == ("self", "https://e.org/")

    def test_foreign_namespaces_are_remembered(self) -> None:
        feed = read_feed(rss('<acme:x xmlns:acme="urn:a"/><y xmlns="urn:b"/><media:z xmlns:media="urn:c"/>'))
        assert feed.show.namespaces == {"acme": "urn:a", "ns1": "urn:b", "ns2": "urn:c"}
        assert [node.name for node in feed.show.foreign] == ["acme:x", "ns1:y", "ns2:z"]


class TestLimits:
    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            pytest.param(b" " * 25_000_001, "the feed is larger than 25000000 bytes", id="bytes"),
            pytest.param(rss("<a>" * 20_000), "elements are nested deeper than 64", id="depth"),
            pytest.param(
                rss("<a " + " ".join(f'a{n}=""' for n in range(1_001)) + "/>"), "has 1001 attributes", id="attributes"
            ),
            pytest.param(rss("<item/>" * 100_001), "the feed has 100001 items", id="items"),
        ],
    )
    def test_are_named_when_they_are_passed(self, raw, message) -> None:
        feed = read_feed(raw)
        assert feed.show is None
        assert [problem.rule for problem in feed.problems] == ["FK400"]
        assert message in messages(feed)

    def test_what_is_large_but_within_them_is_read(self) -> None:
        assert len(read_feed(rss(f'<description a="{"A" * 8_000_000}">x</description>')).show.description) == 1


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(raw) -> None:
    feed = read_feed(raw)
    assert feed.show is not None or feed.problems


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&;/\"'=! \n",
                "rss",
                "channel",
                "item",
                "<rss version='2.0'>",
                "<channel>",
                "</channel>",
                "</rss>",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "&#",
                "&nbsp;",
                "xmlns",
                "a:b",
                "\x00",
                "<?xml ",
                "?>",
            ]
        ),
        max_size=30,
    )
)
def test_no_feed_like_text_makes_the_reader_raise(parts) -> None:
    feed = read_feed("".join(parts).encode())
    assert feed.show is not None or feed.problems


class TestHostileFeeds:
    def test_end_in_time_and_with_a_clear_word(self, shared) -> None:
        for file in sorted((shared / "hostile" / "feeds").iterdir()):
            feed = read_feed(file)
            assert feed.show is not None or feed.problems, file.name

    @pytest.mark.parametrize("name", ["billion-laughs", "quadratic", "xxe-file"])
    def test_that_declare_entities_are_refused_at_their_line(self, shared, name) -> None:
        assert said(read_feed(shared / "hostile" / "feeds" / f"{name}.xml")) == [("FK006", 2, 1)]

    def test_that_are_made_large_end_too(self, shared) -> None:
        lines = (shared / "hostile" / "generated.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, lines):
            if row["id"].endswith(".xml"):
                units = (
                    "".join(
                        row["unit"].replace("{n}", str(n)).replace("{n-1}", str(n - 1))
                        for n in range(1, row["times"] + 1)
                    )
                    if "{n" in row["unit"]
                    else row["unit"] * row["times"]
                )
                feed = read_feed((row["head"] + units + row["tail"]).encode())
                assert feed.show is not None or feed.problems
                assert (feed.show is None) == (row["expect"] == "E"), row["id"]


@pytest.mark.parametrize("unit", ["&", "<", "<a/>", "&nbsp;", "]]>", "&#2;"])
def test_a_flood_of_one_slip_is_told_in_time(unit: str) -> None:
    flood = (unit * 100_000)[: 100_000 - 100_000 % len(unit)]
    raw = f"<rss version='2.0'><channel><title>Tea</title>{flood}</channel></rss>".encode()
    started = time.process_time()
    report = feedkit.validate(read_feed(raw, located=True))
    assert time.process_time() - started < 1
    assert next(iter(report), None) is not None
