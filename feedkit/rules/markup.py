"""HTML in notes, as far as rules must know it: its tags in order. Linear in the text, whatever the text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from feedkit.inert import ALLOWED, UNSAFE

VOID = frozenset({"br", "hr", "img", "input", "wbr", "area", "col", "embed", "source", "track", "meta", "link", "base"})
"""Elements that have no end tag."""

NAMES = (
    ALLOWED
    | UNSAFE
    | VOID
    | frozenset(
        """abbr address article aside audio big blockquote body button caption center cite code dd del details dfn div dl
        dt figcaption figure font footer h1 h2 h3 h4 h5 h6 head header html ins kbd label main mark nav pre q s samp
        section small span strike sub summary sup table tbody td textarea tfoot th thead time title tr tt u var
        video""".split()  # noqa: SIM905 - words are read as words
    )
)

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INSIDE_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?""")
_BREAK = re.compile(r"<(?:br|/?p|/?li|/?div|/?h\d|/?tr)\b[^<>]*>|\n", re.IGNORECASE)

MOST_REMEMBERED = 200
"""Characters of a tag that is remembered: notes hold the same few again and again."""


class Tag(NamedTuple):
    """A tag in a text. closing: an end tag. alone: `<br/>`. attrs: names small, values decoded. written: as it stands
    there, without `<` and `>`.
    """

    name: str
    closing: bool
    alone: bool
    attrs: Mapping[str, str]
    written: str


def tags_of(text: str) -> Sequence[Tag]:
    """The HTML tags of a text, in order; none for plain text. `a < b` and `Vec<T>` hold none."""
    written, known = _tags_in(text)
    return [known[one] for one in written if one in known]


def kinds_of_tags(text: str) -> Iterable[Tag]:
    """The same, with those that are written alike only once."""
    return _tags_in(text)[1].values()


@lru_cache(maxsize=16)
def _tags_in(text: str) -> tuple[list[str], dict[str, Tag]]:
    """What stands between `<` and `>` in a text, and what of it is a tag. To split is faster than to search."""
    written = [piece[:end] for piece in text.split("<")[1:] if (end := piece.find(">")) > 0]
    return written, {one: tag for one in dict.fromkeys(written) if (tag := _tag(one)) is not None}


def _tag(written: str) -> Tag | None:
    return _known_tag(written) if len(written) < MOST_REMEMBERED else _read_tag(written)


def _read_tag(written: str) -> Tag | None:
    found = _INSIDE_TAG.fullmatch(written)
    if found is None:
        return None
    name, attributes = found[2].lower(), _attributes(found[3])
    if name not in NAMES and not any(one.startswith("on") and text for one, text in attributes.items()):
        return None  # but `<svg onload=x>` runs, and so does an element that a browser has never heard of
    return Tag(name, bool(found[1]), found[3].rstrip().endswith("/"), attributes, written)


_known_tag = lru_cache(maxsize=1024)(_read_tag)


def _attributes(text: str) -> Mapping[str, str]:
    found = _ATTRIBUTE.finditer(text) if "=" in text or text.strip(" /") else ()
    return {one[1].lower(): unescape((one[2] or "").strip("\"'")) for one in found}


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of notes as a reader sees them, without tags."""
    return tuple(unescape(_TAG.sub("", line)).strip() for line in _BREAK.split(text))
