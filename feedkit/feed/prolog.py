"""What stands before a feed's root: encoding, XML declaration, DOCTYPE; and what is no feed at all."""

from __future__ import annotations

import re
from dataclasses import replace

from feedkit.feed import kinds
from feedkit.feed.decode import is_known
from feedkit.feed.notes import Notes
from feedkit.problems import Level
from feedkit.tags.values import short

DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*["'](?P<version>1\.[0-9]+)["'](?:\s+encoding\s*=\s*["'][A-Za-z][\w.-]*["'])?"""
    r"""(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>""",
    re.ASCII,
)
"""XML 1.0, section 2.8."""
DECLARATION_START = re.compile(r"<\?xml[\s?]")
MISC = re.compile(r"(?:\s+|<!--.*?-->|<\?(?!xml[\s?]).*?\?>)*", re.DOTALL)
DOCTYPE = re.compile(r"""<!DOCTYPE\s(?:[^\[<>"']|"[^"]*"|'[^']*')*(?P<end>[\[>])""")
HTML = re.compile(r"<!doctype\s+html\b|<html\b|<head\b|<body\b", re.IGNORECASE)
PLAIN = re.compile(
    rb"""(?:<\?xml\s+version=["']1\.0["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>)?"""
    rb"""\s*(?:<!--(?:[^-]|-(?!-))*-->\s*|<\?xml-stylesheet\s[^>]*\?>\s*)*<rss[\s>]""",
    re.IGNORECASE,
)
PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"(\xb5/\xfd": "Zstandard"}
"""How files begin that have to be unpacked first, and what packs them."""
MOST_JUNK = 5_000
"""A declaration that comes later is not looked for."""
WRITE_UTF8 = 'save the feed as UTF-8, and begin it with `<?xml version="1.0" encoding="UTF-8"?>`'


def is_plain(raw: bytes) -> bool:
    """Whether the feed begins as nearly all do: it says that it is UTF-8, or nothing, and then there is `rss`."""
    return PLAIN.match(raw, 0, MOST_JUNK) is not None


def judge_encoding(notes: Notes) -> None:
    """Say where the feed is not UTF-8, and not what it says it is."""
    decoded, raw = notes.decoded, notes.raw
    if _packing(raw):
        return
    declared = decoded.declared.lower()
    if decoded.marked and decoded.encoding == "utf-8":
        notes.there(
            1,
            1,
            kinds.BYTE_ORDER_MARK,
            "there is a byte order mark before the XML declaration",
            ("save the feed as UTF-8 without a byte order mark"),
        )
    if decoded.bad_byte >= 0:
        before = raw[: decoded.bad_byte].decode(
            decoded.encoding if decoded.encoding != "utf-8" else "latin-1", "replace"
        )
        message = f"byte 0x{raw[decoded.bad_byte]:02X} is not {declared or 'utf-8'}; read as {decoded.encoding}"
        notes.at(len(before), kinds.ENCODING, message, WRITE_UTF8)
    elif decoded.encoding != "utf-8":
        notes.there(1, 1, kinds.ENCODING, f"the feed is in {decoded.encoding}; many apps read UTF-8 only", WRITE_UTF8)
    elif declared not in {"", "utf-8", "utf8"}:
        kind = (
            replace(kinds.ENCODING, level=Level.WARNING) if raw.isascii() and is_known(declared) else kinds.ENCODING
        )  # all read it alike
        notes.there(1, 1, kind, f"the declaration says `{decoded.declared}`, and the feed is UTF-8", WRITE_UTF8)


def without_prolog(notes: Notes) -> str | None:
    """The text with all that stands before the root covered up by spaces, so that places stay where they are.

    None where there is nothing to read: a packed file, no XML, a page of HTML, a DOCTYPE that declares entities.
    """
    if packing := _packing(notes.raw):
        mend = "unpack it; a server that sends it packed has to say so, as in `Content-Encoding: gzip`"
        notes.there(0, 0, kinds.ROOT, f"this is a file packed by {packing} and no feed", mend)
        return None
    text = _without_declaration(notes)
    start = MISC.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    refusal = _not_xml(text, start)
    if refusal:
        notes.there(
            *(notes.lines.at(start) if text.strip() else (0, 0)),
            kinds.ROOT,
            refusal,
            ("look at what the server sends at the address of the feed"),
        )
        return None
    return _without_doctype(text, start, notes)


def _without_declaration(notes: Notes) -> str:
    text = notes.text
    found = DECLARATION_START.search(text, 0, MOST_JUNK)
    if found is None or "<rss" in text[: found.start()]:
        return text
    start = found.start()
    if start:
        what = "white space" if text[:start].isspace() else f"{short(text[:start].strip())}"
        message = f"{what} stands before the XML declaration"
        notes.at(0, kinds.BEFORE_DECLARATION, message, "let `<?xml` be the very first characters of the file")
    declaration = DECLARATION.match(text, start)
    end = declaration.end() if declaration is not None else text.find("?>", start) + 2
    if declaration is None:
        message = f"the XML declaration cannot be read: {short(text[start : end if end > start else start + 60])}"
        notes.at(start, kinds.WELL_FORMED, message, 'write `<?xml version="1.0" encoding="UTF-8"?>`')
    elif declaration["version"] != "1.0":
        message = f"the declaration says XML {declaration['version']}; apps read XML 1.0"
        notes.at(start, kinds.WELL_FORMED, message, 'write `version="1.0"`')
    return _covered(text, 0, max(end, start + 2))


def _packing(raw: bytes) -> str:
    """What a file was packed by; '' for one that is not."""
    return next((name for start, name in PACKED.items() if raw.startswith(start)), "")


def _not_xml(text: str, start: int) -> str:
    """Why this cannot be a feed, in words; '' where it may be one."""
    rest = text[start : start + 200].lstrip()
    if not rest:
        return "the feed is empty"
    if HTML.match(rest):
        return "this is a page of HTML and no feed"
    if rest[0] in "{[":
        return "this is JSON and no RSS feed"
    if rest[0] != "<":
        return f"this is text and no feed: {short(rest.splitlines()[0])}"
    return ""


def _without_doctype(text: str, start: int, notes: Notes) -> str | None:
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return text
    found = DOCTYPE.match(text, start)
    if found is None or found["end"] == "[":
        message = "there is a DOCTYPE that declares entities; the feed was not read, for they can be an attack"
        notes.at(start, kinds.DOCTYPE, message, "remove the DOCTYPE, and write characters in place of its entities")
        return None
    notes.at(start, kinds.DOCTYPE, "there is a DOCTYPE; it was not fetched, and some apps refuse it", "remove it")
    return _covered(text, start, found.end())


def _covered(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
