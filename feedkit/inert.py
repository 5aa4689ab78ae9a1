"""HTML that a browser would run, told from HTML that it only shows: what a feed is not to hold, whoever wrote it.

It reads tags as browsers do (HTML Living Standard, 13.2.5), which is simple as long as no element is there whose content
is read in another way; those are all told. Where a text cannot be read so, a word that could do harm in it is enough.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from feedkit.tags.node import ILLEGAL

ALLOWED = frozenset({"p", "br", "ol", "ul", "li", "a", "b", "i", "strong", "em"})
"""What the large apps show (APPLE-GUIDE description, PSP1), and all that notes in Markdown become."""
UNSAFE = frozenset({"script", "style", "iframe", "object", "embed", "form", "meta", "link", "base", "applet", "frame"})
READ_OTHERWISE = frozenset(
    """script style template iframe object noscript noembed noframes svg math title textarea select xmp plaintext""".split()  # noqa: SIM905 - words are read as words
)
"""Elements in which markup is something else than it is outside of them."""
_HARMFUL = UNSAFE | READ_OTHERWISE | {"frameset", "portal", "isindex"}

_NOT_PLAIN = re.compile(
    r'<(?!/?(?:p|li|ul|ol|strong|a|b|i|em|br)>|a href="https?://[^"<>]*"(?: title="[^"<>]*")?>|br ?/>'
    r'|a title="[^"<>]*" href="https?://[^"<>]*">)'
)
"""The beginning of anything but the tags of the majority; one look tells that there is none."""
_MARKUP_STARTS = re.compile("<(?=[a-zA-Z/!?])")
_VALUE = r"""(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++)"""
_TAG = re.compile(
    rf"""</?(?P<name>[a-z][^\s/<>]*+)(?P<attributes>(?:[\s/]*+[^\s"'<>/=]++(?:\s*+=\s*+{_VALUE})?)*+)[\s/]*+(?:>|\Z)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?!-?>)[^<>]*+-->")
_ATTRIBUTE = re.compile(rf"""([^\s"'<>/=]++)(?:\s*+=\s*+({_VALUE}))?""")
_ADDRESS = re.compile("(?:javascript|vbscript|livescript|mocha|data):")
_SCRIPT = re.compile(r"(?:javascript|vbscript|livescript):|data:(?!image/(?:png|jpe?g|gif|webp)[;,])")
_STYLE = re.compile(r"expression|(?:javascript|vbscript|data):|behaviou?r|binding|@import|\\|/\*")
"""What has made styles run something, in some browser at some time."""
_BLANKS = re.compile("[\x00-\x20\x7f-\xa0]+")
"""Browsers take them out of an address before they look at it, or some of them did."""
_TAG_ANYWHERE = re.compile(rf"</?({'|'.join(sorted(_HARMFUL))})(?![a-z0-9])", re.IGNORECASE)
_HANDLER_ANYWHERE = re.compile(r"""(?<=[\s/"'=])(on[^\s/>="']++)\s*+=""", re.IGNORECASE)
_ADDRESS_ANYWHERE = re.compile(rf"=[\"']?({_ADDRESS.pattern})")
WORDS = frozenset({"alt", "title"})
"""Attributes that are read by people: `alt="Data: a talk"` is no address."""


def is_inert(text: str) -> bool:
    """Whether a browser that is given the text as HTML runs nothing of it, and takes nothing in it for an address that runs."""
    return not harms(text)


def harms(text: str) -> list[str]:
    """What in the text could run, each once, in words for a message: `` `<script>` ``, ``the attribute `onclick` on `<p>` ``."""
    if _NOT_PLAIN.search(text) is None:
        return []
    text = ILLEGAL.sub("", text)  # no feed holds them, so that `<scr\0ipt>` is as good as the whole word
    told, is_odd, end = list[str](), False, 0
    for start in _MARKUP_STARTS.finditer(text):
        if start.start() < end:
            continue
        found = _TAG.match(text, start.start())
        if found is not None:
            told += _harms_of(found["name"].lower(), found["attributes"])
        else:
            found = _COMMENT.match(text, start.start())
            is_odd = is_odd or found is None
        end = found.end() if found is not None else 0
    return [*dict.fromkeys(told or (_harms_anywhere(text) if is_odd else ()))]


@lru_cache(maxsize=1024)
def _harms_of(name: str, attributes: str) -> tuple[str, ...]:
    """What is harmful about a tag."""
    found = [f"`<{name}>`"] if name in _HARMFUL else []
    for one in _ATTRIBUTE.finditer(attributes):
        attribute, value = one[1].lower(), squeezed((one[2] or "").strip("\"'"))
        if attribute.startswith("on") or (attribute == "style" and _STYLE.search(value)):
            found.append(f"the attribute `{attribute}` on `<{name}>`")
        elif attribute not in WORDS and _ADDRESS.match(value):
            found.append(f"the address `{value[:40]}` on `<{name}>`")
    return tuple(found)


def is_script(address: str) -> bool:
    """Whether a browser runs an address, or shows a page that is in it, instead of going there."""
    return _SCRIPT.match(squeezed(address)) is not None


def squeezed(value: str) -> str:
    """A value of an attribute as a browser judges it: decoded, without white space, small."""
    return _BLANKS.sub("", html.unescape(value)).lower()


def _harms_anywhere(text: str) -> Iterator[str]:
    """What could be harmful in a text whose tags cannot be told apart with certainty."""
    yield from (f"`<{name.lower()}>`" for name in _TAG_ANYWHERE.findall(text))
    yield from (f"the attribute `{name.lower()}`" for name in _HANDLER_ANYWHERE.findall(text))
    yield from (f"the address `{scheme}`" for scheme in _ADDRESS_ANYWHERE.findall(squeezed(text)))
