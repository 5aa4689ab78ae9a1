"""Template syntax of site generators that is no part of show notes.

Liquid's and Hugo's tags (`{{ page.title }}`, `{% include player %}`, `{{< youtube … >}}`), what Liquid calls a comment,
the attributes that kramdown and Hugo put behind a heading or on a line of their own (`{#links}`, `{: .wide}`), and the
imports at the top of MDX.
"""

from __future__ import annotations

import re

from feedkit.problems import Problem
from feedkit.records.document import Document
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.places import shown

_TAG = re.compile(r"\{\{[^{}\n]{0,500}\}\}|\{%(?:[^%{}\n]|%(?!\})){0,500}%\}")
_ADDRESS = re.compile(r"https?://[^\s\"'<>{}]+")
_COMMENT = re.compile(r"\{%-?[ \t]*comment[ \t]*-?%\}.*?\{%-?[ \t]*endcomment[ \t]*-?%\}", re.DOTALL)
_ATTRIBUTES = re.compile(
    r"^[ \t]*(?:[*+-]|1\.)[ \t][^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*$|"  # a list that becomes the contents
    r"^(?P<heading>#{1,6}[ \t].*?)[ \t]*\{[#.:][^{}\n]{0,200}\}[ \t]*$|^[ \t]*\{:[^{}\n]{0,200}\}[ \t]*$",
    re.MULTILINE,
)
_IMPORTS = re.compile(r"\A(?:(?:import|export)[ \t][^\n]*[\"'`;][ \t]*\n|[ \t]*\n)+")
_HOLLOW = re.compile(r"^[ \t#>*_-]*$")


def without_liquid(body: Document) -> tuple[str, tuple[Problem, ...]]:
    """The text without template tags, and one problem that names them; lines stay where they were.

    A line of which nothing but a heading's or a bullet's mark would be left is emptied.
    """
    text = _without_imports(body) if body.path.lower().endswith(".mdx") else body.text
    if "{" not in text:
        return text, ()
    text = _COMMENT.sub(_blank, text) if "endcomment" in text else text
    text = _ATTRIBUTES.sub(lambda found: found["heading"] or _blank(found), text)
    tags = list(_TAG.finditer(text))
    if not tags:
        return text, ()
    lines = (_without_tags(line) for line in text.split("\n"))
    named = ", ".join(dict.fromkeys(f"`{shown(tag[0], 60)}`" for tag in tags[:10]))
    message = f"left out of the notes, because only a site generator can read it: {named}"
    place = body.place_at(max(body.text.find(tags[0][0]), 0))
    return "\n".join(lines), (LEFT_OUT.at(place, message, mend="write it out", field="notes"),)


def links_in_tags(text: str) -> list[str]:
    """The addresses that template tags hold, each once: `{{< audio src="https://…/1.mp3" >}}`."""
    if "{" not in text or "://" not in text:
        return []
    return list(dict.fromkeys(link for tag in _TAG.finditer(text) for link in _ADDRESS.findall(tag[0])))


def _without_imports(body: Document) -> str:
    return _IMPORTS.sub(_blank, body.text, count=1)


def _blank(found: re.Match[str]) -> str:
    """As many lines, with nothing on them."""
    return "\n" * found[0].count("\n")


def _without_tags(line: str) -> str:
    if not _TAG.search(line):
        return line
    rest = _TAG.sub("", line)
    return "" if _HOLLOW.match(rest) else rest
