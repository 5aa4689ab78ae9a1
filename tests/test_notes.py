"""Show notes as HTML and text: cases are folders; whatever goes in, what comes out is tame."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedkit import notes
from feedkit.inert import ALLOWED
from feedkit.notes import MOST_LIST_DEPTH, MOST_NOTES_BYTES, losses, sanitise, to_html, to_text
from feedkit.problems import Place
from feedkit.tame import as_cleaner_spells, is_tame

CASES = Path(__file__).resolve().parent / "cases" / "notes"
BLOCKS = ("<p>", "<ul>", "<ol>")
PARTS = [
    "<",
    ">",
    "</",
    "/>",
    "&lt;",
    "&#1;",
    "&",
    '"',
    "'",
    "=",
    "p",
    "a",
    "b",
    "svg",
    "math",
    "style",
    "script",
    "img",
    "noscript",
    "table",
    "td",
    "mglyph",
    "select",
    "template",
    "title",
    "textarea",
    "ul",
    "li",
    "div",
    "h1",
    "pre",
    "code",
    "object",
    " href=",
    " src=",
    " onerror=",
    " title=",
    "http://x",
    "javascript:",
    "mailto:a@b",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "\n",
    "\n\n",
    " ",
    "* ",
    "# ",
    "`",
    "[",
    "](",
    ")",
    "![",
    "> ",
    "1. ",
    "x",
    "\xa0",
    "<p>",
    "</p>",
    "<br>",
    "<a href='http://x'>",
    "<b>",
    "</b>",
    "{{a*b}}",
    "_",
    "*",
    "\\",
    "\u202e",
    "💥",
]  # fmt: skip - one table
markup = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_notes_become_what_their_case_expects(case):
    markdown = (case / "notes.md").read_text(encoding="utf-8")
    html, text = ((case / f"notes.{kind}").read_text(encoding="utf-8") for kind in ("html", "txt"))
    assert to_html(markdown) == html.removesuffix("\n")
    assert to_text(markdown) == text.removesuffix("\n")


def assert_tame(html: str) -> None:
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(
            rf'</?(?:{"|".join(ALLOWED)})>|<a href="(?:https?://|mailto:)[^"<>]*"(?: title="[^"<>]*")?>'
            r'|<a title="[^"<>]*" href="(?:https?://|mailto:)[^"<>]*">',
            tag,
            re.IGNORECASE,
        ), tag
    assert "<" not in re.sub(r"<[^<>]*>", "", html)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", html)
    assert "\n\n" not in html
    assert html == html.strip()


@given(markup)
def test_html_from_markdown_is_tame(text):
    assert_tame(to_html(text))


@given(markup | st.text())
def test_what_is_clean_stays_as_it_is(text):
    once = sanitise(text.encode("utf-8", "replace").decode())
    assert sanitise(once) == once
    assert_tame(once)


@given(markup)
def test_text_is_the_words_of_the_html(text):
    html = to_html(text)
    if html.startswith(BLOCKS) and not text.lstrip().startswith(BLOCKS):
        assert to_text(text) == to_text(html)
    assert to_text(text) == to_text(text).strip()


def test_the_seeds_links_survive_with_titles_and_emoji(shared):
    clean = (shared / "corpus/jupiter/content/show/coder-radio/0605.md").read_text(encoding="utf-8")
    body = clean.split("\n}\n", 1)[1]
    html = to_html(body)
    links = re.findall(r'<a href="([^"]*)" title="([^"]*)">', html)
    written = re.findall(r'\]\((\S+) "(.*?)"\)', body)
    assert len(links) == 15
    assert [(url.replace("&amp;", "&"), title.replace("&amp;", "&")) for url, title in links] == written
    assert html.startswith("<p><strong>Episode Links</strong></p>\n<ul>\n<li><a href=")
    assert all(emoji in html for emoji in ("💥", "🇨🇦", "🥇", "📻", "🚀"))


def test_every_absolute_link_of_the_archive_survives(shared):
    for path in (shared / "corpus/jupiter/content/show").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("{"):
            body = text[json.JSONDecoder().raw_decode(text)[1] :]
            written = re.findall(r"\]\((https?://[^\s()<>\\]+)(?: \"|\))", body)
            html = to_html(body).replace("&amp;", "&")
            assert all(f'href="{url}"' in html for url in written if "'" not in url and "`" not in url), path


FLOODS = (
    *("[", "![[](", "<a ", "* ", "`", "<div>", "<b>", "<pre>", "<h1>", "> ", "<table>", "<p><b><i>x", "&#1;", "*a_"),
    *(
        "1. ",
        "<ul>",
        "<ul><li>",
        "<ol><li><p>",
        "<li>",
        "<b>x\n\n",
        "<em>x<p>",
        "<b></p>",
        "<b><li>",
        "<a><b>",
        "&",
        "<x>\n\n",
    ),
    *(
        "**a",
        "[a](",
        "[a]: http://x\n",
        "[a][b]",
        "|a|b|\n|-|-|\n",
        "~~~\n",
        "\\",
        "<!--",
        "<?",
        "]]>",
        "{{",
        "{{*}}",
        "<%%>",
    ),
    *(
        "<svg>",
        "<math>",
        "<select>",
        "<script>",
        "<object>",
        "<a href='http://x'>",
        "<img x='",
        "<http://x>",
        "- a\n  - b\n",
    ),
)  # fmt: skip - one table


@pytest.mark.parametrize("unit", FLOODS)
def test_a_flood_of_markup_is_rendered_in_time(unit):
    flood = (unit * MOST_NOTES_BYTES)[:MOST_NOTES_BYTES]
    for render in (to_html, sanitise, to_text, lambda text: losses(text, Place("r.md", 1))):
        start = time.process_time()
        html = render(flood)
        assert time.process_time() - start < 1
        assert render not in (to_html, sanitise) or assert_tame(html) is None


def test_lists_within_lists_without_end_keep_their_words():
    html = to_html("".join(f"{'  ' * depth}* tea {depth}\n" for depth in range(100)))
    assert html.count("<ul>") == html.count("</ul>") == MOST_LIST_DEPTH
    assert [f"tea {depth}" for depth in range(100)] == re.findall(r"tea \d+", html)


def test_hostile_notes_are_tame_and_their_losses_told(shared):
    told = {}
    for path in sorted((shared / "hostile" / "records").glob("*.md")):
        parts = path.read_bytes().decode().split("---\n", 2)
        if len(parts) == 3:
            assert_tame(to_html(parts[2]))
            line = 1 + parts[0].count("\n") + parts[1].count("\n") + 2
            told[path.stem] = [problem.place.line for problem in losses(parts[2], Place(path.name, line))]
    assert {name for name, lines in told.items() if lines} >= {
        "script-body",
        "svg-style",
        "mutation",
        "data-uri",
        "tracking",
    }
    assert not told["00-good"]
    assert not told["template"]
    assert told["tracking"] == [16, 16, 16]


def test_losses_stand_where_they_are_written():
    problems = losses("ok\n\n[a](/b) and\n![c](d.png)\n<script>x</script>\n", Place("r.md", 10, 1))
    assert [(problem.rule, problem.place.line) for problem in problems] == [("FK427", 12), ("FK427", 13), ("FK427", 14)]
    assert "the relative link `/b`" in problems[0].message


def test_good_notes_lose_nothing():
    assert losses("# A\n\n* [b](https://example.org)\n\n`<script>` is code\n", Place("r.md")) == ()


LINKS = [
    "[",
    "](",
    ")",
    "![",
    "]:",
    "<",
    ">",
    "http",
    "://",
    "mailto:",
    "x",
    "@",
    "/",
    "\\",
    "&#47;",
    " ",
    "\n",
    '"',
    "\x00",
]


@given(st.lists(st.sampled_from(LINKS), max_size=30).map("".join))
def test_notes_that_need_no_rendering_to_know_that_nothing_is_lost_lose_nothing(markdown):
    if not notes._MAY_LOSE.search(markdown.replace("\x00", "")):
        page = notes._render(markdown.replace("\x00", ""))
        assert all(notes._ABSOLUTE.match(address) for address in notes._HREF.findall(page))
        assert not notes._IMAGE.search(page)


TAME_TEXTS = [
    *["tea", "x", "&amp;"] * 8,
    " ",
    "\n",
    "&lt;",
    "💥",
    "'",
    '"',
    "/",
    "<br>",
    "&nbsp;",
    "&quot;",
    "\xa0",
    "&",
]
ADDRESSES = [
    *["https://example.org", "http://a.b.co/?x=1&amp;y=2#z"] * 4,
    "https://1.2.3.4/",
    "https://xn--a.org/",
    "//a.org",
]
LINK_TITLES = ["", ' title="Tea &lt; coffee"', ' title="&quot;tea&quot;, &#39;tea&#39;"', ' rel="x"']


@st.composite
def inline_markup(draw) -> str:
    text = "".join(draw(st.lists(st.sampled_from(TAME_TEXTS), min_size=1, max_size=3)))
    kind = draw(st.sampled_from([*["", "a", "strong"] * 4, "em", "b", "i", "p", "u"]))
    inner = f"{text}{draw(inline_markup())}" if draw(st.integers(0, 9)) == 0 else text
    if kind == "a":
        return f'<a href="{draw(st.sampled_from(ADDRESSES))}"{draw(st.sampled_from(LINK_TITLES))}>{inner}</a>'
    return f"<{kind}>{inner}</{kind}>" if kind else inner


@st.composite
def blocks_of_markup(draw) -> str:
    def inline() -> str:
        return "".join(draw(st.lists(inline_markup(), max_size=2)))

    def block() -> str:
        kind = draw(st.sampled_from(["p", "ul", "ol"]))
        if kind == "p":
            return f"<p>{inline()}</p>"
        items = [f"<li>{inline()}</li>\n" for _ in range(draw(st.integers(1, 2)))]
        return f"<{kind}>\n{''.join(items)}</{kind}>"

    return "\n".join(block() for _ in range(draw(st.integers(1, 2))))


@settings(deadline=None, max_examples=500)
@given(blocks_of_markup() | markup)
def test_what_is_tame_comes_out_of_the_cleaner_as_it_went_in(source):
    assert not is_tame(source) or notes._clean(notes._degrade(source)) == source


@settings(deadline=None, max_examples=500)
@given(blocks_of_markup() | markup)
def test_what_is_tame_once_it_is_spelled_comes_out_of_the_cleaner_like_that(source):
    source = " " + source.replace("<br>", "<br />").replace("'", "&#39;") + "\n"
    spelled = as_cleaner_spells(source)
    assert not is_tame(spelled) or notes._clean(notes._degrade(source)) == spelled


def test_plain_notes_are_tame():
    html = to_html('# Tea\n\nWith *Amy*, & [more](https://example.org/?a=1&b=2 "More").\n\n* one\n* two\n')
    assert is_tame(html)
    assert not is_tame(html.replace("https:", "javascript:"))
    assert not is_tame(html.replace("<li>one", "<li onclick=x>one"))
