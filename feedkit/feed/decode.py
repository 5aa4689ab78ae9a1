"""From a feed's bytes to its text: what the encoding is, whatever the declaration says."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The longer of two that begin alike comes first."""

UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0r\0", "utf-16-le"), (b"\0<\0r", "utf-16-be"))
"""How UTF-16 begins when the byte order mark is missing (XML 1.0, appendix F)."""

DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")

SINGLE_BYTE = frozenset(
    {"ascii", "koi8-r", "koi8-u", "mac-roman", *(f"iso8859-{n}" for n in (*range(1, 12), 13, 14, 15, 16))}
    | {f"cp{n}" for n in range(1250, 1259)},
)
MULTI_BYTE = frozenset({"shift_jis", "euc_jp", "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "euc_kr", "cp932"})
"""Encodings that a declaration may name, by Python's names. Others are not tried: some codecs are slow on purpose."""


class Decoded(NamedTuple):
    """A text and how it was found. text: without byte order mark. declared: what the XML declaration names, or ''.

    marked: whether there was a byte order mark. bad_byte: the first byte that was not what the declaration promises,
    or -1.
    """

    text: str
    encoding: str
    declared: str = ""
    marked: bool = False
    bad_byte: int = -1


def decode(raw: bytes) -> Decoded:
    """Decode a feed. Never fails: where nothing fits, bytes are read as windows-1252 and Latin-1."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    for start, encoding in UNMARKED:
        if raw.startswith(start):
            return Decoded(raw.decode(encoding, errors="replace"), encoding)
    found = DECLARED.match(raw[:1024])
    return _unmarked(raw, found[1].decode("ascii") if found else "")


def _marked(raw: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        decoded = _unmarked(raw, "")
        return Decoded(decoded.text, decoded.encoding, "", marked=True, bad_byte=decoded.bad_byte)
    return Decoded(raw.decode(encoding, errors="replace"), encoding, marked=True)


def _unmarked(raw: bytes, declared: str) -> Decoded:
    known = _known(declared)
    if known in MULTI_BYTE:
        try:
            return Decoded(raw.decode(known), known, declared)
        except UnicodeDecodeError as error:
            bad = error.start
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", declared)
    except UnicodeDecodeError as error:
        bad = error.start
    if known in SINGLE_BYTE and known not in {"ascii", "iso8859-1", "cp1252"}:
        return Decoded(raw.decode(known, errors="replace"), known, declared)
    text, encoding = _western(raw)
    return Decoded(text, encoding, declared, bad_byte=-1 if known in {"iso8859-1", "cp1252"} else bad)


def is_known(declared: str) -> bool:
    """Whether an encoding is one that apps may be able to read."""
    return bool(_known(declared))


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return name if name in SINGLE_BYTE | MULTI_BYTE else ""


def _western(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "iso-8859-1"
