"""Why a feed is not well-formed, in words, with the way out: what expat says of it, and what stands at that place."""

from __future__ import annotations

import re
from typing import NamedTuple

from feedkit.feed.parse import ParseError
from feedkit.tags.values import short

ENDS_TOO_EARLY, BAD_CHARACTER, UNFINISHED, OTHER_END, TWICE, AFTER_END, OPEN_CDATA = 3, 4, 5, 7, 8, 9, 20
"""expat's errors, by number."""

MESSAGES = {
    ENDS_TOO_EARLY: "the feed ends too early",
    BAD_CHARACTER: "there is a character that cannot stand here",
    UNFINISHED: "a tag is not finished",
    OTHER_END: "the end tag {tag} is not that of the element which is open",
    TWICE: "an attribute stands twice in one tag",
    AFTER_END: "something follows after the end of the feed",
    OPEN_CDATA: "a CDATA section does not end",
}
"""Those errors in words; others keep expat's words."""

MENDS = {
    ENDS_TOO_EARLY: "publish the feed as a whole; its end is missing",
    UNFINISHED: "write its `>`, or publish the feed as a whole",
    TWICE: "keep one of the two",
    AFTER_END: "take out what follows `</rss>`",
    OPEN_CDATA: "write `]]>` where its text ends",
}
ANY_MEND = "apps drop a feed with such a fault; mend it"
ALWAYS_EMPTY = ("br", "hr", "img", "input", "wbr", "source", "link", "meta")
"""HTML's elements without an end tag."""
MOST_CHARACTERS = 200
"""Of a tag, which are looked at."""
CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb"


class IllFormed(NamedTuple):
    """What is wrong. start: its index in the text."""

    start: int
    message: str
    mend: str


def ill_formed(error: ParseError, text: str, at: int) -> IllFormed:
    """What is wrong where the parse stopped. at: the index that expat names."""
    if error.code == BAD_CHARACTER and (found := _in_comment(text, at) or _in_tag(text, at)):
        return found
    if error.code == UNFINISHED and text.startswith("<!--", at):
        return IllFormed(at, "a comment does not end", "write `-->` where it ends")
    if error.code == OPEN_CDATA:
        at = text.rfind("<![CDATA[", 0, at + 1)
    tag = short(text[text.rfind("<", 0, at + 1) : text.find(">", at) + 1])
    message = MESSAGES.get(error.code, error.message).format(tag=tag)
    mend = _mend_of_end(error, tag) if error.code == OTHER_END else MENDS.get(error.code, ANY_MEND)
    return IllFormed(at, message, mend)


def _mend_of_end(error: ParseError, tag: str) -> str:
    if error.inside is None:
        return ANY_MEND
    name = error.inside.name
    if name in ALWAYS_EMPTY:
        return f"wrap the HTML in `<![CDATA[` and `]]>`, or write `<{name}/>`"
    return f"write `</{name}>` before {tag}, or in its place"


def _in_comment(text: str, at: int) -> IllFormed | None:
    """Two dashes in a comment, which XML takes for its end."""
    start = text.rfind("<!--", 0, at)
    dashes = text.find("--", start + 4) if start >= 0 else -1
    if not 0 <= dashes <= at or "-->" in text[start:at]:
        return None
    return IllFormed(dashes, "`--` stands in a comment", "write one dash, or take the comment out")


def _in_tag(text: str, at: int) -> IllFormed | None:
    """What is wrong between `<` and `>`: with quotes, values and white space."""
    opened = text.rfind("<", 0, at)
    if opened < 0 or text.rfind(">", opened, at) >= 0:
        return None
    if not text[opened + 1 : at].strip():
        return IllFormed(opened, "white space stands between `<` and the name of a tag", "take it out")
    said = _of_attribute(text[opened + 1 : at][-MOST_CHARACTERS:], text[at : at + 1])
    return IllFormed(at, *said) if said else None


def _of_attribute(before: str, character: str) -> tuple[str, str] | None:
    """What is wrong with an attribute, and the way out. before: the tag so far, or its end. character: the one amiss."""
    name = (re.findall(r"([^\s=\"'<>]+)\s*=?\s*\Z", before) or [""])[0]
    if before.rstrip().endswith("="):
        if character in CURLY:
            return f"`{name}` has the quotes `{character}`, which are none in XML", 'write `"`'
        return f"the value of `{name}` has no quotes", 'write it in `"`'
    if before.endswith(('"', "'")) and (character.isalpha() or character in "_:"):
        return "two attributes stand in a tag without a space between them", "write a space"
    if character in "/>" and re.search(r"\s[^\s=\"'<>]+\s*\Z", before):
        return f"the attribute `{name}` has no value", f'write `{name}="…"`, or take it out'
    return None
