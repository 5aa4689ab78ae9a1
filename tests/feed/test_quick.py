"""The short way and the long way of reading a feed come to the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from feedkit.feed import read
from feedkit.feed.parse import parse
from feedkit.feed.prolog import is_plain
from feedkit.feed.quick import PIECE_BYTES, read_quickly
from feedkit.feed.read import read_feed
from feedkit.feed.tree import NotQuick
from feedkit.tags.document import rss_xml
from feedkit.tags.reading import read_element
from feedkit.tags.show import Show
from tests.strategies import elements_of

PLACES = ("spec/examples/feeds", "hostile/feeds", "conformance/w3c/cases")
HEAD = '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:acme="urn:acme"><channel>'


def quickly(raw: bytes):
    try:
        return read_quickly(raw) if is_plain(raw) else None
    except NotQuick:
        return None


def slowly(raw: bytes):
    parsed = parse(raw)
    settled = read_element(next(parsed.root.nodes), Show)
    attrs = {name: value for name, value in parsed.root.attrs.items() if name != "version"}
    whole = {"namespaces": parsed.names.foreign or None, "rss_attrs": attrs or None}
    return replace(settled, value=settled.value.model_copy(update=whole))


def assert_the_same(quick, slow) -> None:
    assert quick.value == slow.value
    assert sorted(quick.faults, key=str) == sorted(slow.faults, key=str)
    assert quick.kept == slow.kept


def test_all_feeds_at_hand_are_read_the_same(shared) -> None:
    files = [file for place in PLACES for file in sorted((shared / place).rglob("*.xml"))]
    compared = 0
    for file in files:
        quick = quickly(file.read_bytes())
        if quick is not None:
            assert_the_same(quick, slowly(file.read_bytes()))
            compared += 1
    assert compared > 150


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<title>a</title><item><title>b</title></item>", id="in order"),
        pytest.param("stray<title>a</title>text", id="stray text"),
        pytest.param("<item><pubDate>soon</pubDate><title>b</title></item><item/>", id="a fault in an item"),
        pytest.param("<pubDate>soon</pubDate><pubDate>now</pubDate>", id="a fault in the channel"),
        pytest.param("<item><itunes:image/></item><item><itunes:image href=''/></item>", id="an element set aside"),
        pytest.param("<itunes:image/><itunes:owner><itunes:name/></itunes:owner>", id="a channel's element set aside"),
        pytest.param("<category/><category>b</category><category><b/></category>", id="some of a list set aside"),
        pytest.param("<title a='1'>a</title><title>b</title><title/>", id="an attribute, a second one, an empty one"),
        pytest.param("<acme:x acme:a='1' b='2'> <acme:y>z</acme:y> tail</acme:x>", id="foreign elements"),
        pytest.param("<item acme:a='1'><guid acme:b='2'>g<acme:c/>h</guid></item>", id="foreign parts"),
        pytest.param("<title><![CDATA[a]]> b<!-- c --> d</title>", id="CDATA and a comment"),
        pytest.param("<itunes:category text='a'><itunes:category text='b'/></itunes:category>", id="categories"),
        pytest.param("<skipDays><day>monday</day>x<day/></skipDays>", id="a list in an element"),
    ],
)
def test_what_is_not_in_order_is_read_the_same(inside) -> None:
    raw = f"{HEAD}{inside}</channel></rss>".encode()
    quick = quickly(raw)
    assert quick is not None
    assert_the_same(quick, slowly(raw))


ITEMS = (
    "<title>a</title><guid isPermaLink='false'>1</guid><podcast:person role='host'>Amy</podcast:person>",
    "<title>b</title><guid isPermaLink='true'>2</guid><podcast:person role='guest'>Bob</podcast:person>",
    "<title>c</title><guid>3</guid><podcast:person img='x' role='host'>Amy</podcast:person>",
    "<title>d</title><guid isPermaLink='maybe'>4</guid><podcast:person role='host'/>",
    "<title>e</title><guid/><podcast:person/>",
    "<title/><title>f</title><title>g</title>",
    "<title a='1'>h</title><pubDate>Wed, 05 Jan 2025 16:24:00 -0800</pubDate>",
    "<title><b/></title><pubDate>soon</pubDate>",
    "<title>i</title><pubDate>2025-01-05T16:24:00.5Z</pubDate>",
    "stray<title>j</title><acme:x a='1'>k</acme:x><acme:y/> text",
    "<dc:creator>l</dc:creator><dc:creator> </dc:creator><dc:creator a='1'>m</dc:creator><dc:creator>n</dc:creator>",
    "<category domain='d'>o</category><category/><category>p</category>",
    "<enclosure url='q' length='1' type='t'/><enclosure url='r' length='2' type='t'/>",
    "<enclosure length='1' url='s' type='t'/><itunes:duration>1:02</itunes:duration>",
    "<enclosure url='u' length='-1' type='t'/><itunes:duration>long</itunes:duration>",
    "<enclosure url='u' acme:length='1'>v</enclosure><itunes:image href='w'> </itunes:image>",
    "<podcast:value type='x' method='y'><podcast:valueRecipient type='node' address='z' split='1'/></podcast:value>",
    "<podcast:value type='x' method='y'><podcast:valueRecipient split='half'/>text</podcast:value>",
    "<psc:chapters version='1.2'><psc:chapter start='0' title='a'/><psc:chapter start='x'/></psc:chapters>",
    "",
)
SPACES = (
    '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:acme="urn:acme"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:psc="http://podlove.org/simple-chapters">'
)


@pytest.mark.parametrize("between", ["", "\n", "stray", "<title>t</title><category>c</category>"])
def test_many_items_in_any_mixture_are_read_the_same(between) -> None:
    mixed = [ITEMS[number * number % 7 + number % (len(ITEMS) - 6)] for number in range(600)]
    padding = f"<description>{'notes ' * 300}</description>"
    items = between.join(f"<item>{item}{padding if number % 3 else ''}</item>" for number, item in enumerate(mixed))
    raw = f"{SPACES}<channel acme:a='1'>first<title>show</title>{items}<link>https://l</link></channel></rss>".encode()
    assert len(raw) > 2 * PIECE_BYTES
    quick = quickly(raw)
    assert quick is not None
    assert_the_same(quick, slowly(raw))


RUNS = (
    "<podcast:person>a{}</podcast:person>",
    "<podcast:person role='guest'>b{}</podcast:person>",
    "<podcast:person/>",
    "<acme:x>{}</acme:x>",
    "<dc:creator>c{}</dc:creator>",
    "<title>d{}</title>",
    "<psc:chapters version='1.2'><psc:chapter start='0' title='e'/><psc:chapter start='{}' title='f'/></psc:chapters>",
    "<psc:chapters version='1.2'><psc:chapter start='0' title='g'/></psc:chapters>",
)


@pytest.mark.parametrize("between", ["", "\n", "stray"])
def test_items_with_several_where_others_have_one_are_read_the_same(between) -> None:
    items = []
    for number in range(400):
        picked = sorted((number * step + step * step) % len(RUNS) for step in range(1, 2 + number % 7))
        items.append(f"<item>{between.join(RUNS[one].format(number) for one in picked)}</item>")
    raw = f"{SPACES}<channel><title>show</title>{''.join(items)}</channel></rss>".encode()
    quick = quickly(raw)
    assert quick is not None
    assert_the_same(quick, slowly(raw))


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<!-- </item><item> -->", id="a comment"),
        pytest.param("<title><![CDATA[</item>]]></title>", id="CDATA"),
        pytest.param("<title><![CDATA[</item><item><title>]]></title>", id="a whole end in CDATA"),
        pytest.param("<item></item>", id="an item in an item"),
        pytest.param("</item></channel><channel><item>", id="two channels"),
        pytest.param("</item></channel></rss><rss><channel><item>", id="two feeds"),
        pytest.param("<?x </item> ?>", id="an instruction"),
        pytest.param("<title a='</item>'/>", id="no attribute"),
        pytest.param("<title xmlns:acme='urn:b'>a</title>", id="a namespace"),
        pytest.param("</item>text<item>", id="text between items"),
        pytest.param("<title>&amp;é</title></item\n><item>", id="a space in an end"),
    ],
)
def test_a_feed_may_be_cut_anywhere(inside, monkeypatch) -> None:
    for piece in (0, 7, 50, 100, 200, 400):
        monkeypatch.setattr("feedkit.feed.quick.PIECE_BYTES", piece)
        plain = "<item><title>a</title><pubDate>soon</pubDate></item>"
        raw = f"{SPACES}<channel>{plain * 3}<item>{inside}</item>{plain * 3}</channel></rss>".encode()
        quick = quickly(raw)
        if quick is not None:
            assert_the_same(quick, slowly(raw))


@pytest.mark.parametrize("number", range(len(ITEMS)))
def test_one_item_among_others_that_are_alike_is_read_the_same(number) -> None:
    items = "".join(f"<item>{ITEMS[other]}</item>" for other in (0, 0, number, 1, number, number, 0))
    raw = f"{SPACES}<channel>{items}</channel></rss>".encode()
    quick = quickly(raw)
    assert quick is not None
    assert_the_same(quick, slowly(raw))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(HEAD + "&nbsp;</channel></rss>", id="not well-formed"),
        pytest.param(HEAD + "<x:y/></channel></rss>", id="a prefix that is not declared"),
        pytest.param(HEAD + '<x xmlns="urn:x"/></channel></rss>', id="a namespace declared further down"),
        pytest.param(HEAD + "<acme:x>" * 60 + "</acme:x>" * 60 + "</channel></rss>", id="deep nesting"),
        pytest.param(
            HEAD + "<itunes:category text='a'>" * 70 + "</itunes:category>" * 70 + "</channel></rss>", id="deep"
        ),
        pytest.param(HEAD.replace(":itunes", ":it") + "</channel></rss>", id="another prefix"),
        pytest.param('<rss version="2.0" xmlns="urn:x"><channel/></rss>', id="a default namespace"),
        pytest.param('<rss version="2.0" xmlns:itunes="urn:x"><channel/></rss>', id="a misspelt namespace"),
        pytest.param('<rss version="2.0" xmlns:a="urn:x" xmlns:b="urn:x"><channel/></rss>', id="two prefixes for one"),
        pytest.param(HEAD + "<item/>" * 40_000 + "</channel>", id="not well-formed at its end"),
        pytest.param(HEAD + "<item/>" * 40_000 + "</channel><channel/></rss>", id="a second channel after a long one"),
        pytest.param(HEAD.replace("channel", "chanel") + "<item/>" * 40_000 + "</chanel></rss>", id="no channel"),
        pytest.param('<rss version="2.0"/>', id="nothing"),
        pytest.param(
            '<!-- <rss xmlns:acme="urn:acme"> --><rss version="2.0" xmlns:acme="urn:x"><channel/></rss>', id="-"
        ),
        pytest.param(HEAD + "<title xmlns='urn:x'>a</title></channel></rss>", id="a namespace of a line"),
        pytest.param(HEAD + "<item><guid xmlns:b='urn:x'>a</guid></item></channel></rss>", id="a namespace of a guid"),
        pytest.param(HEAD + "<item xmlns:b='urn:x'/></channel></rss>", id="a namespace of an item"),
        pytest.param(HEAD + "<item><acme:a:b/></item></channel></rss>", id="two colons"),
        pytest.param(HEAD.replace("<channel>", "<channel xmlns:b='urn:x'>") + "</channel></rss>", id="of a channel"),
        pytest.param('<rss version="1.0"><channel/></rss>', id="another version"),
        pytest.param('<rss version="2.0"><channel/><channel/></rss>', id="two channels"),
    ],
)
def test_what_has_something_wrong_in_its_xml_goes_the_long_way(raw) -> None:
    assert quickly(raw.encode()) is None
    read_feed(raw.encode())


def test_nodes_are_made_when_they_are_asked_for() -> None:
    feed = read.read_feed(f"{HEAD}\n<title>a</title></channel></rss>".encode())
    assert feed.tree is None
    assert (feed.root.name, feed.root.line) == ("rss", 1)
    assert feed.root is feed.root
    assert feed.locate(("title",)).line == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(elements_of(Show))
def test_any_show_is_read_the_same(show) -> None:
    raw = rss_xml(show.model_copy(update={"namespaces": {"acme": "urn:acme"}})).encode()
    quick = quickly(raw)
    assert quick is not None
    assert_the_same(quick, slowly(raw))
