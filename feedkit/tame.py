"""HTML that is already as feedkit publishes it, told without a parser: the plain majority of show notes."""

from __future__ import annotations

import re

_LINK = re.compile(
    r'<a href="https?://(?:(?!xn--)[a-z0-9][a-z0-9-]*+\.)++[a-z]{2,}(?=[/?#"])(?:[^\s<>"&]++|&amp;)*+"'
    r'(?: title="(?:[^<>"&]++|&(?:amp|lt|gt|quot);)*+")?>(?:[^<>&]++|&(?:amp|lt|gt);)++</a>'
)
"""A link to a host whose name needs no reading, with nothing but text inside."""
_EMPHASIS = re.compile(r"<(strong|em|b|i)>(?=\S)[^<>]++</\1>")
_INLINE = "(?:[^<>]|<br>)"
_PARAGRAPH = rf"<p>(?=[^\s<]){_INLINE}++</p>"
_LIST_ITEM = rf"<li>(?:{_INLINE}*+|\n(?:{_PARAGRAPH}\n)++)</li>\n"
_ITEMS = rf"\n(?:{_LIST_ITEM})++"
_BLOCK = f"(?:{_PARAGRAPH}|<ul>{_ITEMS}</ul>|<ol>{_ITEMS}</ol>)"
_BLOCKS = re.compile(f"{_BLOCK}(?:\n{_BLOCK})*+")
"""What is left once links and emphasis are a letter each: paragraphs and lists, a block a line."""
_BARE_AMPERSAND = re.compile("&(?!(?:amp|lt|gt);)")


_TAG_OR_QUOTE = re.compile("<[^<>]*+>|&quot;")


def is_tame(source: str) -> bool:
    """Whether HTML would come out of the cleaner letter by letter as it went in. False may mean that nobody looked.

    It is paragraphs and flat lists that are closed in order, of text with links and emphasis that are not nested.
    """
    if source[-1:] != ">" or "\n\n" in source or "\n " in source or " </p>" in source or "<br></p>" in source:
        return False
    if not source.replace("\n", "").isprintable():
        return False
    source = _LINK.sub("x", source)
    if "&" in source and _BARE_AMPERSAND.search(source):
        return False
    return _BLOCKS.fullmatch(_EMPHASIS.sub("x", source)) is not None


def as_cleaner_spells(source: str) -> str:
    """The same HTML, with quotes, line breaks and the blanks around it in the cleaner's spelling."""
    if "&quot;" in source:
        source = _TAG_OR_QUOTE.sub(lambda found: '"' if found[0] == "&quot;" else found[0], source)
    return source.replace("&#39;", "'").replace("<br />", "<br>").strip(" \n")
