"""What people write in records, as it comes out of a feed: dates, durations, every kind of character, every kind of markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.utils import parsedate_to_datetime
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import feedkit
from feedkit.errors import InvalidRecord
from feedkit.importer.run import import_feed
from feedkit.inert import is_inert
from feedkit.notes import sanitise, to_html
from feedkit.problems import Level, Problem
from feedkit.tags.node import ILLEGAL as NOT_IN_XML
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml
from tests.conftest import CASES
from tests.feed.feeds import episode, write_show

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


def built(folder: Path, text: str) -> tuple[list[Problem], bytes, str]:
    """The problems of warning and above of a record with this text beside a good one, and the feed and page that it makes."""
    show = write_show(folder / "show", {"good": episode(2)})
    (show / "episodes" / "e1.yaml").write_text(text, "utf-8")
    problems = [
        one for one in feedkit.validate(show) if one.level >= Level.WARNING and one.place.path.endswith("e1.yaml")
    ]
    try:
        feed = feedkit.build(feedkit.enrich(feedkit.load(show)))
    except InvalidRecord:
        return problems, b"", ""
    return problems, feed.xml, feed.assets["show/index.html"].decode()


def record(**values: Any) -> str:
    enclosure = {"url": "https://example.org/1.mp3", "length": 960_000, "type": "audio/mpeg"}
    return as_yaml(episode(1, **{"duration": 60, "enclosure": enclosure, **values}))


def as_yaml(values: dict[str, Any]) -> str:
    """A record with a line a field, and escapes for what no file can hold."""
    text = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda one: f"\\u{ord(one[0]):04x}", text)


def item_of(xml: bytes, guid: str = "tea-1") -> etree._Element | None:
    assert ET.fromstring(xml) is not None  # noqa: S314 - expat agrees that it is well-formed
    items = etree.fromstring(xml).iter("item")
    return next((item for item in items if item.findtext("guid") == guid), None)


def outcome(problems: Sequence[Problem]) -> str:
    return {Level.ERROR: "E", Level.WARNING: "W"}[max(p.level for p in problems)] if problems else "A"


def table(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "hostile" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def with_value(field: str, case: dict[str, Any]) -> str:
    """A good record but for one field, whose value stands as the case has it."""
    return record(**{field: None}) + f"{field}: {case.get('raw') or json.dumps(case['value'])}\n"


OTHERWISE = {
    "d31": "the NUL goes, with a warning",
    "s51": "told: a consumer reads the title as a truth",
} | dict.fromkeys(("s29", "s30", "s31", "s33"), "told: apps read titles as HTML")
"""Outcomes that differ from the tables', and why."""


def about(problems: Sequence[Problem], *words: str) -> list[Problem]:
    """The problems that are about a field, or the whole record."""
    return [one for one in problems if any(word in f"{one.field} {one.slug} {one.message}" for word in words)]


def test_every_hostile_date_is_told_or_the_instant_that_was_meant(shared: Path, tmp_path: Path) -> None:
    for case in table(shared, "dates"):
        problems, xml, _ = built(tmp_path, with_value("pub_date", case))
        assert (outcome(about(problems, "date")) in case["expect"].split("|")) != (case["id"] in OTHERWISE), (
            case,
            problems,
        )
        item = item_of(xml)
        if item is not None and case["utc"] and len(case["utc"]) > len("2024-05-01"):
            assert parsedate_to_datetime(item.findtext("pubDate")).timestamp() == parsed(case["utc"]), case


def parsed(utc: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(utc).timestamp()


def test_every_hostile_duration_is_told_or_the_length_that_was_meant(shared: Path, tmp_path: Path) -> None:
    for case in table(shared, "durations"):
        problems, xml, _ = built(tmp_path, with_value("duration", case))
        told = outcome(about(problems, "duration"))
        assert (told in case["expect"].split("|")) != (case["id"] in OTHERWISE), (case, problems)
        item = item_of(xml)
        said = item.findtext(f"{ITUNES}duration") if item is not None else None
        if said is not None and told == "A" and case["id"] not in OTHERWISE:
            assert int(float(said)) == case["seconds"], case


PLAIN = {"title": "title", "author": "author"}


@pytest.mark.parametrize("field", PLAIN)
def test_every_hostile_text_is_the_same_after_one_decoding_or_told(shared: Path, tmp_path: Path, field: str) -> None:
    for case in table(shared, "strings"):
        problems, xml, page = built(tmp_path, record(**{field: case["text"]}))
        told = about(problems, field, "escape", "title")
        if field == "title":
            assert (outcome(told) in case["expect"].split("|")) != (case["id"] in OTHERWISE), (case, problems)
        item = item_of(xml)
        found = item.findtext(PLAIN[field]) if item is not None else None
        assert told or (found or "") == " ".join(case["text"].split()), (case, found)
        assert "<script>alert" not in page


ILLEGAL = (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
FIELDS = (
    "title",
    "description",
    "author",
    "subtitle",
    "notes",
    "guid",
    "link",
    "enclosure",
    "chapter_marks",
    "persons",
    "season",
)


def with_character(field: str, text: str) -> str:
    values: dict[str, Any] = {
        "enclosure": {"url": f"https://example.org/{text}.mp3", "length": 1, "type": "audio/mpeg"},
        "chapter_marks": [{"start_time": 0, "title": text}, {"start_time": 60, "title": "b"}],
        "persons": [{"name": text, "role": "host"}],
        "season": {"number": 1, "name": text},
        "guid": text,
        "link": f"https://example.org/{text}",
    }
    return record(**{"guid": "tea-1", field: values.get(field, text)})


@pytest.mark.parametrize("sample", [1, pytest.param(None, marks=pytest.mark.slow)])
def test_no_character_that_xml_forbids_reaches_a_feed_and_each_is_told_with_its_place(
    tmp_path: Path, sample: int | None
) -> None:
    assert len(ILLEGAL) == 2079
    batches = [ILLEGAL[at : at + 64] for at in range(0, len(ILLEGAL), 64)]
    several = batches[:1] + batches[-1:] if sample else batches
    for field, batch in product(FIELDS, several):
        text = "a" + "".join(f"x{chr(code)}" for code in batch) + "b"
        problems, xml, page = built(tmp_path, with_character(field, text))
        for one in problems:
            assert one.message.isprintable()
            assert one.place.path.endswith("e1.yaml")
        named = [one for one in problems if re.search(r"U\+[0-9A-F]{4}|escape is no character", one.message)]
        assert named, (field, [one.message for one in problems])
        assert all(one.place.line for one in named)
        assert ET.fromstring(xml).tag == "rss"  # noqa: S314 - expat agrees that it is well-formed
        assert etree.fromstring(xml).tag == "rss"
        assert not set(page) & set(map(chr, batch))


def test_the_writer_lets_none_through_whoever_hands_it_over() -> None:
    for code in ILLEGAL:
        show = Show.model_validate(
            {"title": f"a{chr(code)}b", "link": f"https://example.org/{chr(code)}", "description": "Tea."}
        )
        text = element_xml(show)
        assert chr(code) not in text
        assert ET.fromstring(f'<rss xmlns:itunes="i">{text}</rss>').findtext("channel/title") in ("ab", "a b")  # noqa: S314 - well-formed


HANDLERS = ("onerror", "onload", "onclick", "ONFOCUS", "onpointerrawupdate")
TAGS = ("img src=x", "svg", "body", "iframe", "details open", "math", "video", "object", "input autofocus", "a")
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "&#106;avascript:",
    "&#x6A;avascript&colon;",
    "\x01javascript:",
    "data:text/html,",
    "vbscript:",
    "javascript&#58;",
    " javascript:",
)
WHOLE = tuple(map(json.loads, (CASES / "html" / "vectors.jsonl").read_text("utf-8").splitlines()))
VECTORS = (
    *WHOLE,
    *(f"<{tag} {handler}=alert(1)>x" for tag, handler in product(TAGS, HANDLERS)),
    *(f"<{tag}/{handler}='alert(1)'>x" for tag, handler in product(TAGS, HANDLERS[:2])),
    *(f'<a href="{scheme}alert(1)">x</a>' for scheme in SCHEMES),
    *(f"<a href={scheme}alert(1)>x</a>" for scheme in SCHEMES),
    *(f"[x]({scheme}alert(1))" for scheme in SCHEMES),
    *(f"[x]: {scheme}alert(1)\n\n[x]" for scheme in SCHEMES),
    *(f"<{scheme}alert(1)>" for scheme in SCHEMES),
    *(f"![x]({scheme}alert(1))" for scheme in SCHEMES),
    *(f'<img src="{scheme}alert(1)">' for scheme in SCHEMES),
    *(f'<iframe src="{scheme}alert(1)"></iframe>' for scheme in SCHEMES),
)
LIVE = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "meta",
    "link",
    "svg",
    "math",
    "template",
    "noscript",
    "video",
    "audio",
    "input",
    "img",
)


def nodes_of(html: str) -> list[Any]:
    """The elements of a piece of HTML as a browser has them."""
    tops = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [node for top in tops for node in top.iter() if isinstance(node.tag, str)]


def harm_in(html: str) -> Iterator[str]:
    """What could run, and what changes when it is read and written again."""
    for node in nodes_of(html):
        tag = str(node.tag).rpartition("}")[2].lower()
        if tag in LIVE:
            yield f"<{tag}>"
        for name, value in ((str(name), value) for name, value in node.attrib.items()):
            squeezed = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.lower().startswith("on") or name.lower() == "style":
                yield f"{tag} {name}"
            if squeezed.startswith(("javascript:", "data:", "vbscript:")):
                yield f"{tag} {name}={value}"


def written(html: str) -> str:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return str(html5lib.serialize(tree, tree="etree", quote_attr_values="always", omit_optional_tags=False))


def test_there_are_two_hundred_vectors() -> None:
    assert len(set(VECTORS)) >= 200


def show_of_vectors(folder: Path) -> Path:
    """A show with an episode a vector, in each of its texts."""
    show = write_show(folder / "show", {"e": episode(0)})
    for number, vector in enumerate(VECTORS, start=1):
        values = episode(number, title=vector, description=vector, itunes_title=vector, author=vector)
        values |= {"content" if number % 2 else "notes": vector, "itunes_summary": vector}
        values["persons"] = [{"name": vector, "href": vector}]
        values["season"] = {"number": 1, "name": vector}
        values["chapter_marks"] = [{"start_time": 0, "title": vector, "url": vector}, {"start_time": 60, "title": "b"}]
        (show / "episodes" / f"{number:03}.yaml").write_text(as_yaml(values), "utf-8")
    return show


def test_html_of_a_feed_and_its_page_is_inert_whatever_records_hold(tmp_path: Path) -> None:
    show = show_of_vectors(tmp_path)
    feed = feedkit.build(feedkit.enrich(feedkit.load(show)))
    items = etree.fromstring(feed.xml).findall(".//item")
    assert len(items) == len(VECTORS) + 1
    for item in items:
        assert_inert(item)
    page = feed.assets["show/index.html"].decode()
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    live = ("script", "svg", "iframe", "object", "form", "embed", "base", "math")
    assert [node.tag for node in tree.iter(*live)] == ["script"]
    attributes = [
        (name, value) for node in tree.iter() if isinstance(node.tag, str) for name, value in node.attrib.items()
    ]
    assert not [name for name, _ in attributes if name.startswith("on")]
    addresses = [value for name, value in attributes if name in ("href", "src")]
    assert [one for one in addresses if not re.match(r"https?://|#|mailto:|[\w./-]+$", one)] == []


@pytest.mark.parametrize("vector", VECTORS)
def test_what_markdown_becomes_is_inert_by_itself(vector: str) -> None:
    html = to_html(vector)
    assert [*harm_in(html)] == []
    assert written(written(html)) == written(html)


def assert_inert(element: etree._Element) -> None:
    """Nothing in the texts of an item or a channel that are HTML runs or goes elsewhere, however often they are read."""
    notes = element.findtext(f"{CONTENT}encoded") or ""
    for text in (notes, element.findtext("description") or "", element.findtext(f"{ITUNES}summary") or ""):
        assert not runs(text), text
        assert written(written(text)) == written(text), text


def test_what_could_run_in_html_of_the_authors_is_left_out_and_told_where_it_stands(tmp_path: Path) -> None:
    show = show_of_vectors(tmp_path)
    errors = [one for one in feedkit.validate(show) if one.slug == "html-safe" and one.level == Level.ERROR]
    told = {(Path(one.place.path).stem, one.field.rpartition(".")[2]) for one in errors}
    left_out = {
        (one.key, name)
        for one in feedkit.load(show).episodes
        for name in ("description", "itunes_summary", "content")
        if not is_inert(getattr(one, name) or "")
    }
    assert len(left_out) > 500
    assert told == left_out
    assert all("which the feed leaves out" in one.message and one.place.line and one.mend for one in errors)


@pytest.mark.parametrize("vector", VECTORS)
def test_whatever_could_run_is_seen_and_is_gone_once_it_is_cleaned(vector: str) -> None:
    legal = NOT_IN_XML.sub("", vector)
    assert not (is_inert(legal) and runs(legal))
    assert is_inert(sanitise(vector))


PIECES = st.sampled_from(
    [
        *(
            "<",
            "</",
            ">",
            "/",
            '"',
            "'",
            "`",
            "=",
            " ",
            "\n",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?",
            "x",
            "&#106;avascript:1",
        ),
        *("<b", "<a href=", "<svg", "<script", "<style>", "<title>", "<x-y", "<img src=x", "</p", "<textarea>", "<br>"),
        *(
            " onerror=",
            " onclick='",
            ' onload="',
            " style=",
            " rel=",
            "expression(",
            "javascript:1",
            "data:,1",
            "https://x",
        ),
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES, min_size=2, max_size=12).map("".join))
def test_what_is_taken_for_inert_runs_nothing_in_a_browser(text: str) -> None:
    assert not (
        is_inert(text) and [harm for harm in harm_in(text) if not re.search(r" (?:style|on)$|^<(?:img)>$", harm)]
    )
    assert is_inert(sanitise(text))


def test_a_shows_own_description_is_cleaned_and_is_never_missing(tmp_path: Path) -> None:
    for number, vector in enumerate(VECTORS):
        show = write_show(tmp_path / str(number) / "show", {"e": episode(1)}, description=vector, itunes_summary=vector)
        channel = etree.fromstring(feedkit.build(feedkit.load(show)).xml).find("channel")
        assert channel is not None
        assert_inert(channel)
        assert channel.findtext("description")


def test_an_imported_feed_is_inert_once_it_is_built(tmp_path: Path) -> None:
    show = feedkit.load(write_show(tmp_path / "show", {"e": episode(0)}))
    item = etree.fromstring(feedkit.build(show).xml).find(".//item")
    assert item is not None
    items = []
    for number, vector in enumerate(VECTORS, start=1):
        texts = "".join(
            f"<{name}>{escape(NOT_IN_XML.sub('', vector))}</{name}>" for name in ("description", "content:encoded")
        )
        items.append(
            f'<item><title>Tea {number}</title><guid isPermaLink="false">g{number}</guid>'
            f"<pubDate>Tue, 02 Jan 2024 06:{number // 60:02}:{number % 60:02} +0000</pubDate>{texts}"
            f'<enclosure url="https://example.org/{number}.mp3" length="1" type="audio/mpeg"/></item>'
        )
    head, tail = feedkit.build(show).xml.decode().split("    <item>", 1)[0], "</channel></rss>"
    feed = tmp_path / "feed.xml"
    feed.write_text(head + "".join(items) + tail, "utf-8")
    import_feed(feed, tmp_path / "seeds" / "tea")
    made = etree.fromstring(feedkit.build(feedkit.load(tmp_path / "seeds" / "tea")).xml).findall(".//item")
    assert len(made) == len(VECTORS)
    for one in made:
        assert_inert(one)


SCRIPTS = [
    *("javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "vbscript:x"),
    *("data:text/html,<script>alert(1)</script>", "data:image/svg+xml,x", "livescript:x"),
]


def record_of_addresses(url: str) -> dict[str, Any]:
    """An episode with an address wherever one may stand that is not the media's."""
    return {
        "link": url,
        "comments": url,
        "image": url,
        "persons": [{"name": "Amy", "href": url, "img": url}, {"name": "Bea", "href": "https://example.org/bea"}],
        "funding": [{"url": url, "title": "Tea"}, {"url": "https://example.org/tea", "title": "Tea"}],
        "content_links": [{"href": url, "text": "Tea"}],
        "chapter_marks": [{"start_time": 0, "title": "A", "url": url, "img": url}, {"start_time": 60, "title": "B"}],
        "links": [{"href": url, "rel": "alternate"}],
        "chat": {"server": "example.org", "protocol": "irc", "embed_url": url},
        "social_interacts": [{"protocol": "activitypub", "uri": url}],
        "license": {"text": "mine", "url": url},
        "transcripts": [{"url": url, "type": "text/vtt"}],
    }


@pytest.mark.parametrize("url", SCRIPTS)
def test_an_address_that_is_a_script_is_left_out_and_told_and_the_others_stay(tmp_path: Path, url: str) -> None:
    values = record_of_addresses(url)
    show = write_show(
        tmp_path / "show", {"e": episode(1, **values)}, persons=values["persons"], funding=values["funding"]
    )
    feed = feedkit.build(feedkit.load(show))
    assert not re.search(rb"script:|data:", feed.xml.replace(b"\t", b"").lower())
    assert not re.search(rb"script:|data:", b"".join(feed.assets.values()).replace(b"'sha256-", b"").lower())
    for element in etree.fromstring(feed.xml).iter("channel", "item"):
        assert [(one.text, dict(one.attrib)) for one in element.findall(f"{PODCAST}person")] == [
            ("Amy", {}),
            ("Bea", {"href": "https://example.org/bea"}),
        ]
        assert [one.get("url") for one in element.findall(f"{PODCAST}funding")] == ["https://example.org/tea"]
    told = {
        one.field.replace("episodes.0.", "")
        for one in feedkit.validate(show)
        if "the feed leaves it out" in one.message
    }
    assert told >= {"link", "comments", "persons.0.href", "persons.0.img", "funding.0.url", "content_links.0.href"}


def test_a_show_whose_page_is_a_script_has_no_feed(tmp_path: Path) -> None:
    show = feedkit.load(write_show(tmp_path / "show", {"e": episode(1)}, link="javascript:alert(1)"))
    with pytest.raises(InvalidRecord, match="`link` is a script and no address"):
        feedkit.build(show)


AS_WRITTEN = (
    "a < b, and Vec<T>; data: 1",
    "x <y",
    "<p>JavaScript: the good parts <3</p>",
    "<P CLASS=tea>a<br/>b<BR >c",
    "<a href=http://example.org?a=b target=_blank>only on = x</a>",
    "<https://example.org> <amy@example.org>",
    "<p style='color: rgb(1, 2, 3)'>tea</p><!-- and coffee -->",
    "<h2>a</h2><img src='https://example.org/y.png' alt=\"data: a talk\">",
    "<table><tr><td>on</td></tr></table>&lt;script&gt; &nbsp; <b>x<i>y</b></i>",
    "if a<b then c = 3 <d",
)


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_html_that_runs_nothing_is_published_letter_by_letter(tmp_path: Path, text: str) -> None:
    record = episode(1, description=text, content=text, itunes_summary=text)
    show = write_show(tmp_path / "show", {"e": record}, description=text)
    channel = etree.fromstring(feedkit.build(feedkit.load(show)).xml).find("channel")
    assert channel is not None
    assert channel.findtext("description") == text
    assert {channel.findtext(f"item/{name}") for name in ("description", f"{CONTENT}encoded", f"{ITUNES}summary")} == {
        text
    }
    errors = [one for one in feedkit.validate(show) if one.slug == "html-safe" and one.level == Level.ERROR]
    assert errors == []


def runs(html: str) -> bool:
    """Whether a browser would run something, fetch a style or go elsewhere; what it only shows is no harm."""
    shown = ("<img>", "<video>", "<audio>", "<input>")
    return bool([harm for harm in harm_in(html) if harm not in shown and not harm.endswith(" style")])


UNREADABLE = ("http://[x", "//[x", "http://\u2100.com/", "[x", "https://example.org:port/")
MEDIA = {"length": 960_000, "type": "audio/mpeg"}
IN_RECORDS = {
    "link": lambda url: {"link": url},
    "enclosure": lambda url: {"enclosure": MEDIA | {"url": url}},
    "guid": lambda url: {"guid": url},
    "image": lambda url: {"image": url},
    "transcripts": lambda url: {"transcripts": [{"url": url, "type": "text/vtt"}]},
    "chapters": lambda url: {"chapters": {"url": url, "type": "application/json+chapters"}},
    "persons": lambda url: {"persons": [{"name": "Amy", "href": url, "img": url}]},
    "chapter_marks": lambda url: {"chapter_marks": [{"start_time": 0, "title": "A", "url": url, "img": url}]},
    "alternate_enclosures": lambda url: {"alternate_enclosures": [{"type": "audio/mpeg", "sources": [{"uri": url}]}]},
    "notes": lambda url: {"notes": f'[a]({url}) <a href="{url}">b</a>', "description": f'<a href="{url}">c</a>'},
}
IN_SHOWS = ("link", "feed_url", "public_url", "image", "media_base", "media_prefix", "link_base", "site_url")


@pytest.mark.parametrize("url", UNREADABLE)
def test_an_address_that_cannot_be_read_ends_nothing_wherever_it_stands(tmp_path: Path, url: str) -> None:
    wrong = [({}, {name: url}) for name in IN_SHOWS] + [(made(url), {}) for made in IN_RECORDS.values()]
    for number, (values, of_show) in enumerate(wrong):
        records = {"e1": episode(1, **{"enclosure": MEDIA | {"url": "1.mp3"}, "link": "1", **values})}
        show = write_show(tmp_path / str(number) / "show", records, **of_show)
        report = feedkit.validate(show)
        assert [one for one in report if one.level >= Level.WARNING], (values, of_show)
        with suppress(InvalidRecord):
            feedkit.build(feedkit.enrich(feedkit.load(show)))
