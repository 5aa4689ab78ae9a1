"""Text and HTML: descriptions and notes as apps show them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from feedkit.inert import ALLOWED, UNSAFE, WORDS, harms
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import holds_line_end, holds_tags, is_beyond_ascii
from feedkit.rules.markup import VOID, kinds_of_tags, tags_of
from feedkit.rules.subject import TextValue
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import short

NOTES = ("text", "html")
DIRECTORIES = ("apple", "spotify", "psp1")
"""Whose listeners see the notes; RSS itself asks nothing of what a description holds."""
_SCHEMES = "|".join(r"[\t\r\n]*".join(f"{scheme}:") for scheme in ("javascript", "vbscript", "data"))
UNSAFE_ADDRESS = re.compile(rf"[\s\x00-\x1f]*(?:{_SCHEMES})", re.IGNORECASE)
"""Browsers take tabs and line ends out of an address before they look at it."""
FULL_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def is_notes(value: TextValue) -> bool:
    """Whether a value is a description or show notes, where HTML may stand."""
    return value.slot.name in ("description", "content:encoded") and value.owner.tag in (
        "channel",
        "item",
        "podcast:liveItem",
    )


def is_html(value: TextValue) -> bool:
    """Whether it is notes, or Apple's summary of old: what is cleaned where it is published and could run."""
    return is_notes(value) or value.slot.name == "itunes:summary"


@rule(
    "FK114",
    "value-255",
    level="warning",
    profiles=("apple", "psp1"),
    forms=("text", "email_name"),
    longer_than=lambda limits: limits.plain_chars,
)
def value_255(value: TextValue, settings: Settings) -> Iterator[Finding]:
    """Plain values have at most 255 characters.

    Why: it is Apple's and PSP-1's limit for everything that has no limit of its own.
    Mend: shorten it.
    Source: APPLE-GUIDE technical details; PSP1.
    """
    most = settings.limits.plain_chars
    if value.slot.mark.most_chars == most < len(value.text) and value.slot.name not in ("title", "itunes:author"):
        yield Finding(f"{value.name} has {len(value.text)} characters; {most} is the most")


TOLD_OR_ALLOWED = ALLOWED | UNSAFE | {"img"}
"""Tags that may stand in a description, and those that have rules of their own."""


@rule("FK115", "html-allowed-tags", level="warning", forms=NOTES, where=is_notes, only=holds_tags)
def html_allowed_tags(value: TextValue) -> Iterator[Finding]:
    """Descriptions hold p, br, ol, ul, li, a, b, i, strong and em, and no other tags.

    Why: the large apps drop everything else, or show it as text.
    Mend: take them out; the longer notes (`content`) may hold more.
    Source: APPLE-GUIDE description; PSP1 item description; transistor.fm/rendering.
    Bad: description: <h2>Links</h2><p>None.</p>
    Good: description: <p><b>Links</b></p><p>None.</p>
    """
    if value.slot.name == "description":
        odd = dict.fromkeys(t.name for t in kinds_of_tags(value.text) if t.name not in TOLD_OR_ALLOWED)
        if odd:
            first = next(tag for tag in kinds_of_tags(value.text) if tag.name in odd)
            names = ", ".join(f"`<{name}>`" for name in list(odd)[:8])
            yield Finding(f"{value.name} holds {names}", quote=f"<{first.written}")


@rule(
    "FK116",
    "html-safe",
    level="error",
    profiles=DIRECTORIES,
    also={"core": "warning"},
    forms=NOTES,
    where=is_html,
    only=holds_tags,
)
def html_safe(value: TextValue) -> Iterator[Finding]:
    """Notes hold no scripts, styles, frames, forms, event handlers, or `javascript:` addresses.

    Why: apps show notes in a browser and take such things away; some directories refuse the feed.
    Mend: take them out; a feed that feedkit builds has none of it, and what a record's Markdown becomes is clean already.
    Source: W3CFV SecurityRisk, SecurityRiskAttr, DangerousStyleAttr.
    Bad: content: <p><a href="javascript:alert(1)">tea</a></p>
    Good: content: <p><a href="https://tea.fm/">tea</a></p>
    """
    if value.in_feed:
        yield from _unsafe(value) if is_notes(value) else ()
        return
    left_out = list(dict.fromkeys(harms(value.text)))
    told = False
    for finding in _unsafe(value):
        is_left_out = bool(left_out) and finding.level is None
        told = told or is_left_out
        yield finding._replace(message=f"{finding.message}, {LEFT_OUT}", mend=CLEANED) if is_left_out else finding
    if not told:
        yield from (Finding(f"{value.name} holds {harm}, {LEFT_OUT}", mend=CLEANED) for harm in left_out)


LEFT_OUT = "which the feed leaves out"
CLEANED = "take it out; until then the feed has this text cleaned, as Markdown is: paragraphs, lists, links and emphasis alone"


def _unsafe(value: TextValue) -> Iterator[Finding]:
    for tag in kinds_of_tags(value.text):
        if tag.name in UNSAFE and not tag.closing:
            yield Finding(f"{value.name} holds `<{tag.name}>`", quote=f"<{tag.written}")
        for name, text in tag.attrs.items():
            if name == "style" or (name.startswith("on") and text):
                level = Level.WARNING if name == "style" else None  # it runs nothing
                message = f"{value.name} holds the attribute `{name}` on `<{tag.name}>`"
                yield Finding(message, level=level, quote=f"<{tag.written}")
            elif name not in WORDS and UNSAFE_ADDRESS.match(text):
                yield Finding(f"{value.name} holds the address {short(text)}", quote=f"<{tag.written}")


BARE = re.compile(r"<(?![a-zA-Z/!?])[^<\n]{0,12}")


@rule("FK117", "html-well-formed", level="warning", forms=NOTES, where=is_notes, only=holds_tags)
def html_well_formed(value: TextValue) -> Iterator[Finding]:
    """HTML is balanced: every tag that opens closes, in turn, and `<` begins a tag.

    Why: apps repair it differently, and some lose text.
    Mend: close the tag that the message names.
    Source: W3CFV NotHtml.
    Bad: content: <p>one<p>two</a>
    Bad: content: <p>one < two</p>
    Good: content: <p>one</p><p>two</p>
    """
    tags = tags_of(value.text)
    bare = BARE.search(value.text) if tags else None
    if bare is not None:
        message = f"{value.name} holds {short(bare.group().rstrip())}, where `<` begins no tag"
        yield Finding(message, mend="write `&lt;` in its place", quote=bare.group().rstrip())
    opened: list[str] = []
    for tag in tags:
        if tag.name in VOID or tag.alone:
            continue
        if not tag.closing:
            opened.append(tag.name)
        elif not opened or opened.pop() != tag.name:
            yield Finding(f"{value.name} closes `</{tag.name}>`, which is not what is open")
            return
    if opened:
        yield Finding(f"{value.name} does not close `<{opened[-1]}>`")


@rule(
    "FK118",
    "html-absolute-links",
    level="error",
    profiles=DIRECTORIES,
    also={"core": "warning"},
    forms=NOTES,
    where=is_notes,
    only=holds_tags,
)
def html_absolute_links(value: TextValue) -> Iterator[Finding]:
    """Links and pictures in notes have full addresses.

    Why: in an app there is nothing that they could be relative to.
    Mend: write the full address; `link_base` in show.yaml does it for links that begin with `/`.
    Source: W3CFV ContainsRelRef.
    Bad: content: <p><a href="/support">Support us</a></p>
    Good: content: <p><a href="https://tea.fm/support">Support us</a></p>
    """
    for tag in kinds_of_tags(value.text):
        for name in ("href", "src"):
            text = tag.attrs.get(name)
            if text is not None and not FULL_ADDRESS.match(text):
                quote = text if len(text) > 1 else f"<{tag.written}"  # Markdown has the address and not the tag
                yield Finding(f"{value.name} holds the relative address {short(text)}", quote=quote)


@rule("FK120", "html-image", level="warning", forms=NOTES, where=is_notes, only=holds_tags)
def html_image(value: TextValue) -> Iterator[Finding]:
    """Notes hold no pictures, and least of all tracking pixels.

    Why: Apple and Spotify do not show them; pixels give listeners' addresses away.
    Mend: take them out.
    Source: transistor.fm/rendering.
    Bad: content: <p>Tea</p><img src="https://tea.fm/p.gif" alt="tea">
    Good: content: <p>Tea</p>
    """
    picture = next((tag for tag in kinds_of_tags(value.text) if tag.name == "img"), None)
    if picture is not None:
        quote = picture.attrs.get("src") or f"<{picture.written}"  # Markdown has the address and not the tag
        yield Finding(f"{value.name} holds `<img>`", quote=quote)


@rule("FK121", "html-line-breaks", level="info", profiles=("apple",), forms=NOTES, where=is_notes, only=holds_line_end)
def html_line_breaks(value: TextValue) -> Iterator[Finding]:
    """Descriptions of more than one line use `<p>` or `<br>`.

    Why: Apple runs plain lines together; Spotify keeps them.
    Mend: write paragraphs as HTML, or keep the description to one.
    Source: podnews.net html-episode-notes; tritondigital.com show notes.
    Bad: description: "One.\\n\\nTwo."
    Good: description: <p>One.</p><p>Two.</p>
    """
    if value.slot.name == "description" and "\n" in value.text and not kinds_of_tags(value.text):
        yield Finding(f"{value.name} has {value.text.count(chr(10)) + 1} lines and no `<p>` or `<br>`")


@rule("FK125", "summary-not-copy", level="info", has="itunes_summary")
def summary_not_copy(element: Show | Episode) -> Iterator[Finding]:
    """`itunes:summary` says something else than `description`, and less.

    Why: a copy makes the feed twice as large.
    Mend: take it out.
    Source: PN-OTHER Episode Description and Summary.
    Bad: {description: How to steep it., itunes_summary: How to steep it.}
    Good: {description: How to steep it.}
    """
    if is_copied(element):
        yield Finding("`itunes:summary` is a copy of `description`", ("itunes_summary",))


def is_copied(element: Show | Episode) -> bool:
    """Whether the summary says what the description says."""
    summary = element.itunes_summary
    return bool(summary) and (summary or "").strip() == (element.description or "").strip()


INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")
"""Zero-width characters that no script needs, direction overrides, private use. Joiners are needed: emoji, Persian."""


@rule("FK126", "text-invisible-characters", level="warning", forms=("text", "html", "email_name"), only=is_beyond_ascii)
def text_invisible_characters(value: TextValue) -> Iterator[Finding]:
    """Text holds nothing invisible, and its letters are composed (NFC).

    Why: what cannot be seen survives every review, breaks search, and can disguise links.
    Mend: delete the characters; the message gives their numbers.
    Source: practice (Unicode TR 36).
    Bad: title: "Green\\u202Etea"
    Good: title: Green tea
    """
    if value.text.isascii() or (value.slot.field == "notes" and getattr(value.owner, "content", None)):
        return  # the content was made of the notes, and tells
    found = sorted(set(INVISIBLE.findall(value.text)))
    if found:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in found[:6])
        message = f"{value.name} holds characters that cannot be seen: {numbers}"
        first = next(character for character in value.text if character in found)
        yield Finding(message, quote=first if value.in_feed or "\n" in value.text else "")
    elif not unicodedata.is_normalized("NFC", value.text):
        yield Finding(f"{value.name} is written with letters and marks apart, not in NFC")
