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

import html5lib
import pytest
from lxml import etree

import feedkit
from feedkit.errors import InvalidRecord
from feedkit.problems import Level, Problem
from feedkit.rules.markup import UNSAFE
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml
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
    "d17": "told as info, the level of FK106: before podcasts were",
    "d31": "the NUL goes, with a warning",
    "t07": "1 h and 62 min is a length; what a feed says is whole seconds",
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
WHOLE = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<style>@import 'http://evil'</style>",
    "<base href=http://evil/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<template><script>alert(1)</script></template>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<a href='javascript:alert(1)'>x</a>",
    "<xmp><script>alert(1)</script></xmp>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<link rel=stylesheet href=http://evil>",
    "<embed src=javascript:alert(1)>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<plaintext><script>alert(1)",
    "<textarea></textarea><script>alert(1)</script>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<isindex action=javascript:alert(1)>",
    "\u2028<script>alert(1)</script>",
)  # fmt: skip - one table
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
    assert len(set(VECTORS)) >= 160


def show_of_vectors(folder: Path) -> Path:
    """A show with an episode a vector, in each of its texts."""
    show = write_show(folder / "show", {"e": episode(0)})
    for number, vector in enumerate(VECTORS, start=1):
        values = episode(number, title=vector, notes=vector, description=vector, itunes_title=vector, author=vector)
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
        html = item.findtext(f"{CONTENT}encoded") or ""
        assert [*harm_in(html)] == [], html
        assert written(written(html)) == written(html), html
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


def test_html_that_an_author_gives_as_a_description_is_told_where_it_could_run(tmp_path: Path) -> None:
    """A description is published as it was written: it is the author's HTML, and an error where it is live."""
    show = show_of_vectors(tmp_path)
    told = {Path(one.place.path).stem for one in feedkit.validate(show) if one.slug == "html-safe"}
    harmful = {f"{number:03}" for number, vector in enumerate(VECTORS, start=1) if runs(vector)}
    assert len(harmful) > 90
    assert harmful - told == set()


def runs(html: str) -> bool:
    """Whether a browser would run something, fetch a style or go elsewhere; `isindex` is none of theirs any more."""
    found = [harm for harm in harm_in(html) if " " in harm or harm.strip("<>") in UNSAFE]
    return bool(found) and "isindex" not in html


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
    for number, (values, settings) in enumerate(wrong):
        records = {"e1": episode(1, **{"enclosure": MEDIA | {"url": "1.mp3"}, "link": "1", **values})}
        show = write_show(tmp_path / str(number) / "show", records, **settings)
        report = feedkit.validate(show)
        assert [one for one in report if one.level >= Level.WARNING], (values, settings)
        with suppress(InvalidRecord):
            feedkit.build(feedkit.enrich(feedkit.load(show)))
