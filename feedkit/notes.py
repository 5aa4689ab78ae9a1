"""Show notes: from Markdown to the HTML that podcast apps render, and to plain text.

Markdown is CommonMark (pyromark). What comes out holds p, br, ol, ul, li, a, b, i, strong and em, and nothing else:
headings become bold paragraphs, quotes, code and tables become plain ones, pictures become their alternative text.
Links are absolute (http, https, mailto); others keep their words. Raw HTML goes through the same sieve (nh3).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import quote

import nh3
import pyromark

from feedkit.inert import ALLOWED, READ_OTHERWISE
from feedkit.problems import Place, Problem
from feedkit.records.kinds import NOTES_LEFT_OUT
from feedkit.records.places import shown
from feedkit.records.repairs.characters import without_illegal
from feedkit.tame import as_cleaner_spells, is_tame

MOST_NOTES_BYTES = 64 * 1024
"""Longer notes are for the caller to refuse: it bounds the time that hostile markup can cost."""

_SILENT_TAGS = READ_OTHERWISE | {"audio", "video", "canvas"}
MOST_LIST_DEPTH = 20
"""Lists within lists; apps show two or three levels."""
_LIST = re.compile(r"<(/?)[uo]l\b[^<>]*>", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@[^\s@])", re.IGNORECASE)
_MOST_PASSES = 8
_BLOCKS = (
    "div|section|article|header|footer|main|aside|address|center|figure|figcaption|dl|dt|dd|table|caption|blockquote"
)
_DEGRADED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<h[1-6]\b[^<>]*>", re.IGNORECASE), "<p><strong>"),
    (re.compile(r"</h[1-6]\s*>", re.IGNORECASE), "</strong></p>"),
    (re.compile(r"<img\b[^<>]*>", re.IGNORECASE), lambda found: _alternative(found[0])),
    (re.compile(r"</t[dh]\s*>", re.IGNORECASE), " "),
    (re.compile(r"</tr\s*>", re.IGNORECASE), "<br>"),
    (re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*>", re.IGNORECASE), "<p>"),
)
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|[$#]\{[^{}\n]*\}|\{%[^{}\n]*%\}|<%[^<>\n]*%>|\{[\w.]+\}")
_HREF = re.compile(r'<a\b[^<>]*?\bhref="?([^"<>]*)', re.IGNORECASE)
_IMAGE = re.compile(r'<img\b[^<>]*?\bsrc="?([^"<> ]*)', re.IGNORECASE)
_TAG = re.compile(r"<([a-z][a-z0-9]*)", re.IGNORECASE)
_MAY_LOSE = re.compile(r"<|!\[|\]:|\]\((?!https?://[a-z0-9]|mailto:[a-z0-9.]++@[a-z0-9])", re.IGNORECASE)
"""Markdown without any of this has no markup, picture or reference, and no link but to an absolute address."""
_MOST_LOSSES = 20
_SPACED = re.compile(r"(\[[^\[\]\n]{2,200}\]) \((?=https?://[^\s()]{1,1000}(?:\([^\s()]*\)[^\s()]*)?\))")
"""A link as the first Markdown had it, with a blank before its address."""
_FLAVOUR = pyromark.Options.ENABLE_TABLES
"""Tables of GitHub's flavour, which would stand there with all their strokes otherwise."""
_TITLE = re.compile(r'\A([^\s<>]+\s+)"(.*?)"\)', re.DOTALL)
_QUOTE = re.compile(r'(?<!\\)"')
_PRE = re.compile(r"(</?pre\b[^<>]*>)", re.IGNORECASE)
_ALT = re.compile(r"""\balt=(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>')
_BARE_LINK = re.compile(r'<a(?: title="[^"]*")?>(.*?)</a>|<a [^>]*></a>', re.DOTALL)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|<br>|</?(?:strong|em|b|i)>)*</p>")
_LINES = re.compile(r"\n[ \t\n]+")


def to_html(markdown: str) -> str:
    """The notes as HTML, one block a line, no blank lines; empty for notes without words.

    markdown: CommonMark, with HTML or without; at most `MOST_NOTES_BYTES` when its author is not trusted.
    """
    text, _ = without_illegal(markdown)
    return sanitise(_render(text))


def sanitise(source: str) -> str:
    """HTML from anywhere as the few tags that feedkit publishes; what is already so comes back as it was."""
    if is_tame(source):
        return source
    degraded = _degrade(source)
    spelled = as_cleaner_spells(degraded)
    if is_tame(spelled):
        return spelled
    cleaned = _clean(degraded)
    for _ in range(_MOST_PASSES):
        if is_tame(cleaned):
            return cleaned
        again = _clean(cleaned)
        if again == cleaned:
            return cleaned
        cleaned = again
    return f"<p>{html.escape(_strip_tags(cleaned), quote=False)}</p>"


def losses(markdown: str, place: Place) -> tuple[Problem, ...]:
    """What `to_html` leaves out of the notes, each where it stands; at most 20.

    place: of the first character of `markdown`; a place without a line gives problems without one.
    """
    text = without_illegal(markdown)[0]
    if not _MAY_LOSE.search(text):  # and most notes need not be rendered for it
        return ()
    page = _render(text)
    found: dict[str, str] = {}
    for address in _HREF.findall(page):
        if not _ABSOLUTE.match(html.unescape(address)):
            found.setdefault(
                html.unescape(address), "the relative link `{}` leads nowhere outside of the site; only its words stay"
            )
    for address in _IMAGE.findall(page):
        found.setdefault(html.unescape(address), "apps show no pictures; of `{}` only the alternative text stays")
    for name in dict.fromkeys(_TAG.findall(page)):
        if name.lower() in _SILENT_TAGS:
            found.setdefault(f"<{name}", "`{}>` is taken out, with all it holds")
    return tuple(_loss(markdown, place, what, message) for what, message in list(found.items())[:_MOST_LOSSES])


def _loss(markdown: str, place: Place, what: str, message: str) -> Problem:
    index = max(markdown.find(what), 0)
    line = place.line + markdown.count("\n", 0, index) if place.line else 0
    mend = "write what listeners need in words, or a full https address"
    return NOTES_LEFT_OUT.at(Place(place.path, line), message.format(shown(what, 80)), mend=mend, field="notes")


def to_text(notes: str) -> str:
    """Markdown, or HTML as `to_html` makes it, as plain text: blocks are lines, items begin with `• `, links are words."""
    is_html = notes.lstrip().startswith(("<p>", "<ul>", "<ol>"))
    text = re.sub(r"[ \t\n]+", " ", sanitise(notes) if is_html else to_html(notes))
    text = re.sub(r"<li> ?(?:<p>)?", "\n• ", text.replace("<br>", "\n"))
    text = re.sub(r"</?p>", "\n\n", text)
    lines = (re.sub(" {2,}", " ", line).strip(" ") for line in _strip_tags(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _render(markdown: str) -> str:
    """CommonMark, with habits of people made safe for it: quotes in link titles, stars in template syntax, `[a] (https://…)`."""
    joined = _SPACED.sub(r"\1(", markdown) if "] (" in markdown else markdown
    hidden, restore = _hide_templates(_escape_titles(joined))
    return restore(
        pyromark.html(hidden, options=_FLAVOUR) if "|" in hidden and "--" in hidden else pyromark.html(hidden)
    )


def _escape_titles(markdown: str) -> str:
    """Put a backslash ahead of quotes inside a link's title (`(https://… "The "best" tea")`), which would be no link otherwise.

    Archives that a program converted to Markdown hold some three in a thousand links like that.
    """
    first, *others = markdown.split("](")
    return "](".join([first, *(_TITLE.sub(_escaped_title, part, count=1) for part in others)])


def _escaped_title(link: re.Match[str]) -> str:
    if '"' not in link[2]:
        return link[0]
    title = link[2] if "\n\n" in link[2] else _QUOTE.sub('\\\\"', link[2])
    return f'{link[1]}"{title}")'


def _hide_templates(markdown: str) -> tuple[str, Callable[[str], str]]:
    """Put private characters for the stars and underscores of template syntax, which CommonMark takes for emphasis.

    Returns the text and the function that puts them back into HTML.
    """
    if not ("{" in markdown or "<%" in markdown) or not _TEMPLATE.search(markdown):  # the search takes its time
        return markdown, str
    star, underscore = [chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in markdown][:2]
    hidden = _TEMPLATE.sub(lambda found: found[0].replace("*", star).replace("_", underscore), markdown)
    pairs = [(quote(star), "*"), (star, "*"), (quote(underscore), "_"), (underscore, "_")]

    def restore(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return hidden, restore


def _degrade(source: str) -> str:
    """Put what apps cannot show into words that they can; needs no well-formed HTML, and promises none."""
    parts = _PRE.split(source)
    source = "".join(_preformatted(part, inside=i > 0 and parts[i - 1][:2] != "</") for i, part in enumerate(parts))
    for pattern, replacement in _DEGRADED:
        source = pattern.sub(replacement, source)
    return _flattened(source)


def _flattened(source: str) -> str:
    """Lists that are nested too deep as parts of the list around them: the cleaner's time is quadratic in the depth."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        depth += not tag[1]
        is_kept = depth <= MOST_LIST_DEPTH
        depth = max(0, depth - bool(tag[1]))
        return tag[0] if is_kept else ""

    return _LIST.sub(kept, source) if len(_LIST.findall(source)) > MOST_LIST_DEPTH else source


def _preformatted(part: str, *, inside: bool) -> str:
    if _PRE.fullmatch(part):
        return "<p>"
    return part.replace("\n</code>", "</code>").strip("\n").replace("\n", "<br>") if inside else part


def _alternative(image: str) -> str:
    found = _ALT.search(image)
    return (found[1] or found[2] or "") if found else ""


def _clean(source: str) -> str:
    cleaned = nh3.clean(
        source,
        tags=set(ALLOWED),
        clean_content_tags=set(_SILENT_TAGS),
        attributes={"a": {"href", "title"}, "*": set()},
        attribute_filter=_keep_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    return _tidy(without_illegal(cleaned)[0])


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return value if _ABSOLUTE.match(value) else None
    return value


def _tidy(cleaned: str) -> str:
    """Links without an address lose their tags, empty paragraphs and blank lines go, attributes hold no `<` or `>`."""
    cleaned = cleaned.replace("&nbsp;", "\xa0")
    cleaned = _LINK.sub(lambda link: "<a" + link[1].replace("<", "&lt;").replace(">", "&gt;") + ">", cleaned)
    cleaned = _BARE_LINK.sub(lambda link: link[1] or "", cleaned)
    cleaned = _EMPTY_PARAGRAPH.sub("", cleaned)
    cleaned = "</p>".join(_without_last_breaks(part) for part in cleaned.split("</p>")).replace("</p><", "</p>\n<")
    return _LINES.sub("\n", cleaned).strip()


def _without_last_breaks(part: str) -> str:
    part = part.rstrip(" ")
    while part.endswith("<br>"):
        part = part[: -len("<br>")].rstrip()
    return part


def _strip_tags(cleaned: str) -> str:
    return without_illegal(html.unescape(re.sub(r"<[^<>]*>", "", cleaned)))[0]
