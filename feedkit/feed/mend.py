"""The second attempt at a feed that is not well-formed: the common slips are covered up so that the rest can be read.

Every slip is replaced by as many characters as it has, so that all places stay where they are. What is put in are
characters that stand nowhere in the feed; `Mended.clean` turns them into what was meant, after the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from feedkit.feed import kinds
from feedkit.feed.notes import MOST_SAID
from feedkit.problems import Kind
from feedkit.tags.node import ILLEGAL
from feedkit.tags.values import short

SLIP = (
    r"(?P<skip><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z))"
    r"|&(?:amp|lt|gt|quot|apos);|&#(?P<number>x[0-9A-Fa-f]{1,8}|[0-9]{1,9});|&(?P<name>[A-Za-z][A-Za-z0-9]{0,31});"
    r"|(?P<ampersand>&)|(?P<less><(?![A-Za-z_/:!?\u00c0-\ufffd]|\Z|\s+/?[\w:.-]+\s*>))|(?P<end>\]\]>)"
)
"""Compiled for the first feed that needs it: that takes longer than to read a short one that does not."""
SPARE = tuple(chr(code) for code in range(0xFDD0, 0xFDF0))
"""Noncharacters: legal in XML, and meant for use inside a program only (Unicode 23.7)."""
REPLACEMENT = "\ufffd"
MOST_AROUND = 25
"""Characters that a message shows before a slip, and after: no line is searched for its ends, for it may be the feed."""
TAKE_OUT = "take it out of the text that the feed is made of"


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that is wrong. start: its index in the text."""

    kind: Kind
    start: int
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The text with its slips covered up, and what they were."""

    text: str
    slips: tuple[Slip, ...]
    table: dict[int, str | None]

    def clean(self, text: str) -> str:
        """What was meant by a piece of the text."""
        return text.translate(self.table)


def mend(text: str) -> Mended | None:
    """Cover up bare `&`, `<` and `]]>`, entities of HTML, and illegal characters; None where none of these is found."""
    spare = [character for character in SPARE if character not in text][:4]
    if len(spare) < 4:  # noqa: PLR2004 - four stand-ins
        return None
    stand_in = dict(zip("&<>\0", spare, strict=True))
    pieces, slips, at = list[str](), list[Slip](), 0
    for slip, end, instead in _slips(text):
        pieces += [text[at : slip.start], "".join(stand_in.get(c, c) for c in instead.ljust(end - slip.start, "\0"))]
        slips.append(slip)
        at = end
    text = "".join((*pieces, text[at:]))
    illegal = [_illegal(found) for found in ILLEGAL.finditer(text)]
    if not slips and not illegal:
        return None
    table = {ord(mark): (None if c == "\0" else c) for c, mark in stand_in.items()}
    return Mended(ILLEGAL.sub(REPLACEMENT, text), (*slips, *illegal), table)


def _illegal(found: re.Match[str]) -> Slip:
    message = f"there is the character U+{ord(found[0]):04X}, which XML has no place for"
    return Slip(kinds.ILLEGAL_CHARACTER, found.start(), message, TAKE_OUT)


def _slips(text: str) -> Iterator[tuple[Slip, int, str]]:
    """Each slip, where it ends, and what to read instead, which is never longer."""
    not_escaped = 0
    for found in re.finditer(SLIP, text, re.DOTALL):
        slip, instead = _judge(found, text if not_escaped < MOST_SAID else "")
        if slip is not None:
            not_escaped += slip.kind is kinds.WELL_FORMED
            yield slip, found.end(), instead


def _judge(found: re.Match[str], text: str) -> tuple[Slip | None, str]:
    """The slip, if it is one, and what is meant. text: what it stands in, to say where; '' where nobody will be told."""
    if found["name"]:
        return _entity(found, text)
    if found["number"]:
        return _reference(found)
    start = found.start()
    if found["ampersand"]:
        return _ampersand(text, start), "&"
    if found["less"]:
        return Slip(kinds.WELL_FORMED, start, f"a `<` is not escaped{_where(text, start)}", "write `&lt;`"), "<"
    if found["end"]:
        message = "`]]>` stands outside of CDATA; its CDATA section ended too early, or it is not escaped"
        return Slip(kinds.CDATA_END, start, message, "split the section: `]]]]><![CDATA[>`; or write `]]&gt;`"), "]]>"
    return None, ""


def _entity(found: re.Match[str], text: str) -> tuple[Slip, str]:
    meant = html5.get(f"{found['name']};")
    if meant is None:
        return _ampersand(text, found.start()), found[0]
    message = f"`{found[0]}` is an entity of HTML, and XML does not know it"
    way_out = f"write the character itself, or `{''.join(f'&#{ord(c)};' for c in meant)}`"
    return Slip(kinds.ENTITY, found.start(), message, way_out), meant


def _reference(found: re.Match[str]) -> tuple[Slip | None, str]:
    number = found["number"]
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    if code <= 0x10FFFF and not ILLEGAL.match(chr(code)):  # noqa: PLR2004 - the last code point
        return None, ""
    message = f"`{found[0]}` is a reference to a character that XML has no place for"
    return Slip(kinds.ILLEGAL_CHARACTER, found.start(), message, TAKE_OUT), REPLACEMENT


def _ampersand(text: str, start: int) -> Slip:
    return Slip(kinds.WELL_FORMED, start, f"an `&` is not escaped{_where(text, start)}", "write `&amp;`")


def _where(text: str, start: int) -> str:
    """In words, the attribute or element that a character stands in, as near as can be told without parsing."""
    if not text:
        return ""
    before = text[max(0, start - 2000) : start]
    opened, closed = before.rfind("<"), before.rfind(">")
    if opened > closed and (tag := re.match(r"<([^\s/>&]+)", before[opened:])):
        attribute = re.findall(r"""([^\s=<>"']+)\s*=\s*["'][^"']*$""", before[opened:])
        return f" in `{attribute[-1]}` of `{tag[1]}`" if attribute else f" in the tag `{tag[1]}`"
    tag = re.match(r"<([^\s/>&!?]+)", before[opened:]) if opened >= 0 else None
    return f" in `{tag[1]}`: {short(_line_around(text, start))}" if tag else f": {short(_line_around(text, start))}"


def _line_around(text: str, start: int) -> str:
    before, after = text[max(0, start - MOST_AROUND) : start], text[start : start + MOST_AROUND]
    return (before.rpartition("\n")[2] + after.partition("\n")[0]).strip()
